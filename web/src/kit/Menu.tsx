import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Button, type ButtonVariant } from "./Button.tsx";
import { given } from "./given.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { useAddress } from "./Link.tsx";
import style from "./Menu.module.css";
import { classes } from "./class-names.ts";

export type MenuEntry = Readonly<{
  id: string;
  label: string;
  description?: string;
  icon?: IconName;
  /** Does something… */
  onAction?: () => void;
  /** …or goes to a page. */
  to?: string;
  isDanger?: boolean;
  isDisabled?: boolean;
}>;

/** A button that opens a list of things to do. */
export const Menu = ({
  label,
  entries,
  variant = "secondary",
  size = "m",
  icon,
  iconOnly = false,
}: Readonly<{
  label: ReactNode;
  entries: readonly MenuEntry[];
  variant?: ButtonVariant;
  size?: "s" | "m";
  icon?: IconName;
  iconOnly?: boolean;
}>) => {
  const address = useAddress();
  return (
    <MenuTrigger>
      <Button variant={variant} size={size} iconOnly={iconOnly} {...given({ icon })}>
        {iconOnly ? (
          label
        ) : (
          <span className={style.trigger}>
            {label} <Icon name="down" size="s" />
          </span>
        )}
      </Button>
      <Popover className={style.popover ?? ""} placement="bottom end" offset={4}>
        <AriaMenu className={style.menu ?? ""}>
          {entries.map(({ id, label, description, icon, to, onAction, isDanger, isDisabled = false }) => (
            <MenuItem
              key={id}
              id={id}
              textValue={label}
              isDisabled={isDisabled}
              className={classes(style.item, isDanger && style.danger)}
              {...given({ onAction, href: to === undefined ? undefined : address(to) })}
            >
              {icon && <Icon name={icon} size="s" />}
              <span className={style.words}>
                {label}
                {description !== undefined && <span className={style.description}>{description}</span>}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
};
