import { ListBox, ListBoxItem, Popover, Text as AriaText } from "react-aria-components";
import style from "./Field.module.css";
import { Icon } from "./Icon.tsx";

/** One of several answers. */
export type Option = Readonly<{
  id: string;
  label: string;
  description?: string;
  isDisabled?: boolean;
  /** What stands in the box once it is chosen, where that is not the label. */
  text?: string;
}>;

/** The list that opens under a field. */
export const OptionList = ({ none, options }: { none: string; options?: readonly Option[] }) => (
  <Popover className={style.popover ?? ""} offset={4}>
    <ListBox<Option>
      className={style.options ?? ""}
      {...(options ? { items: options } : {})}
      renderEmptyState={() => <div className={style.none}>{none}</div>}
    >
      {(option) => (
        <ListBoxItem
          id={option.id}
          textValue={option.text ?? option.label}
          className={style.option ?? ""}
          isDisabled={option.isDisabled ?? false}
        >
          {({ isSelected }) => (
            <>
              {isSelected && <Icon name="check" size="s" />}
              <AriaText slot="label">{option.label}</AriaText>
              {option.description !== undefined && (
                <AriaText slot="description" className={style.description ?? ""}>
                  {option.description}
                </AriaText>
              )}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  </Popover>
);
