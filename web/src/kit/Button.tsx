import type { ReactNode } from "react";
import { Button as AriaButton, type PressEvent } from "react-aria-components";
import { type Text, useSay } from "../language.tsx";
import style from "./Button.module.css";
import { classes } from "./class-names.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { Link } from "./Link.tsx";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

type Look = Readonly<{
  variant?: ButtonVariant;
  size?: "m" | "s";
  icon?: IconName;
  /** Shows only the icon; the words remain for those who listen. */
  iconOnly?: boolean;
  /** Where the icon stands; after the words when it points onward. */
  iconPlace?: "before" | "after";
  children: ReactNode;
}>;

export type ButtonProps = Look &
  Readonly<{
    onPress?: (event: PressEvent) => void;
    type?: "button" | "submit" | "reset";
    /** Busy with what was asked: it cannot be pressed again, and says so. */
    isPending?: boolean;
    isDisabled?: boolean;
    form?: string;
    slot?: string;
    autoFocus?: boolean;
    "aria-describedby"?: string;
    "aria-expanded"?: boolean;
    "aria-pressed"?: boolean;
    "aria-controls"?: string;
  }>;

/** A button says what it does, as a verb: "Enregistrer", "Ajouter une personne". */
export const Button = ({ variant, size, icon, iconOnly, iconPlace, children, ...rest }: ButtonProps) => {
  const say = useSay();
  return (
    <AriaButton {...rest} className={look({ variant, size, iconOnly, iconPlace })}>
      {({ isPending }) => (
        <>
          {isPending ? (
            <span className={style.spinner} aria-hidden="true" />
          ) : (
            icon && <Icon name={icon} size="s" />
          )}
          {iconOnly ? <VisuallyHidden>{children}</VisuallyHidden> : <span>{children}</span>}
          {isPending && <VisuallyHidden>{say(words.busy)}</VisuallyHidden>}
        </>
      )}
    </AriaButton>
  );
};

/** A link that looks like a button: it goes somewhere, it does nothing. */
export const ButtonLink = ({
  variant,
  size,
  icon,
  iconOnly,
  iconPlace,
  children,
  to,
  download,
  state,
}: Look & Readonly<{ to: string; download?: boolean; state?: unknown }>) => (
  <Link
    to={to}
    state={state}
    className={look({ variant, size, iconOnly, iconPlace })}
    {...(download === undefined ? {} : { download })}
  >
    {icon && <Icon name={icon} size="s" />}
    {iconOnly ? <VisuallyHidden>{children}</VisuallyHidden> : <span>{children}</span>}
  </Link>
);

/** Buttons in a row, which wraps. */
export const ButtonRow = ({
  children,
  align = "start",
}: {
  children: ReactNode;
  align?: "start" | "end";
}) => <div className={classes(style.row, align === "end" && style.end)}>{children}</div>;

const look = ({
  variant = "secondary",
  size = "m",
  iconOnly = false,
  iconPlace = "before",
}: {
  variant?: ButtonVariant | undefined;
  size?: "m" | "s" | undefined;
  iconOnly?: boolean | undefined;
  iconPlace?: "before" | "after" | undefined;
}): string =>
  classes(
    style.button,
    style[variant],
    style[size],
    iconOnly && style.iconOnly,
    iconPlace === "after" && style.after,
  );

const words = {
  busy: { fr: "en cours", nl: "bezig", en: "in progress" },
} satisfies Record<string, Text>;
