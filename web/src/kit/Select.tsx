import { Button as AriaButton, Select as AriaSelect, SelectValue } from "react-aria-components";
import { type Text, useSay } from "../language.tsx";
import style from "./Field.module.css";
import { classes } from "./class-names.ts";
import { FieldFoot, FieldHead, useField } from "./field-parts.tsx";
import type { FieldProps } from "./fields.ts";
import { Icon } from "./Icon.tsx";
import { type Option, OptionList } from "./options.tsx";

const nothing = "\u0000none";

/** One answer of a short list. With `empty`, the list begins with that words, which stand for no answer. */
export const Select = (
  props: FieldProps<string | null> &
    Readonly<{ options: readonly Option[]; empty?: string; placeholder?: string }>,
) => {
  const say = useSay();
  const { attributes, warningId } = useField(props);
  const { onBlur: _onBlur, onFocus: _onFocus, isReadOnly = false, ...rest } = attributes;
  const { value, onChange, options, empty, placeholder } = props;
  const listed = empty === undefined ? options : [{ id: nothing, label: empty }, ...options];
  return (
    <AriaSelect
      {...rest}
      isDisabled={(props.isDisabled ?? false) || isReadOnly}
      value={value ?? (empty === undefined ? null : nothing)}
      onChange={(key) => onChange(key === null || key === nothing ? null : String(key))}
      onOpenChange={(isOpen) => (isOpen ? props.onFocus?.() : props.onBlur?.())}
      placeholder={placeholder ?? say(words.choose)}
    >
      <FieldHead {...props} />
      <AriaButton className={classes(style.control, style.select)}>
        <SelectValue className={style.value ?? ""}>
          {({ selectedText, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <Icon name="down" size="s" />
      </AriaButton>
      <FieldFoot {...props} warningId={warningId} />
      <OptionList options={listed} none={say(words.none)} />
    </AriaSelect>
  );
};

const words = {
  choose: { fr: "Choisir…", nl: "Kies…", en: "Choose…" },
  none: { fr: "Aucun choix", nl: "Geen keuzes", en: "No choices" },
} satisfies Record<string, Text>;
