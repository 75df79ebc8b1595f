import { useState } from "react";
import { Button as AriaButton, ComboBox as AriaComboBox, Group, Input } from "react-aria-components";
import { type Text, useSay } from "../language.tsx";
import style from "./Field.module.css";
import { FieldFoot, FieldHead, useField } from "./field-parts.tsx";
import type { FieldProps } from "./fields.ts";
import { given } from "./given.ts";
import { Icon } from "./Icon.tsx";
import { type Option, OptionList } from "./options.tsx";

/**
 * One answer of a long list, found by typing part of it, with or without accents. With `onSearch` the list is
 * fetched by the caller, who gives as `options` what was found.
 */
export const ComboBox = (
  props: FieldProps<string | null> &
    Readonly<{
      options: readonly Option[];
      placeholder?: string;
      onSearch?: (typed: string) => void;
      /** What is typed is an answer as well: the box shows the answer itself, the list what it could be. */
      isFree?: boolean;
    }>,
) => {
  const say = useSay();
  const { attributes, warningId } = useField(props);
  const { value, onChange, options, placeholder, onSearch, isFree = false } = props;
  const label = options.find(({ id }) => id === value)?.label ?? "";
  const [typed, setTyped] = useState<string>();
  const shown = isFree ? (value ?? "") : (typed ?? label);
  const sought = typed === undefined || onSearch ? "" : plain(typed);
  const found = sought === "" ? options : options.filter(({ label }) => plain(label).includes(sought));
  return (
    <AriaComboBox
      {...attributes}
      allowsEmptyCollection
      items={found}
      allowsCustomValue={isFree}
      value={isFree && !options.some(({ id }) => id === value) ? null : value}
      inputValue={shown}
      onInputChange={(text) => {
        if (isFree) {
          if (text !== shown) onChange(text === "" ? null : text);
          onSearch?.(text);
          return;
        }
        setTyped(text === label ? undefined : text);
        if (text === "" && value !== null) onChange(null);
        onSearch?.(text);
      }}
      onChange={(key) => {
        setTyped(undefined);
        if (key !== null) onChange(String(key));
      }}
      onBlur={() => {
        setTyped(undefined);
        props.onBlur?.();
      }}
    >
      <FieldHead {...props} />
      <Group className={style.control ?? ""}>
        <Input className={style.input ?? ""} {...given({ placeholder })} />
        <AriaButton className={style.inner ?? ""} aria-label={say(words.show)}>
          <Icon name="down" size="s" />
        </AriaButton>
      </Group>
      <FieldFoot {...props} warningId={warningId} />
      <OptionList none={say(words.none)} />
    </AriaComboBox>
  );
};

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();

const words = {
  show: { fr: "Afficher la liste", nl: "Lijst tonen", en: "Show the list" },
  none: { fr: "Rien ne correspond", nl: "Niets gevonden", en: "Nothing matches" },
} satisfies Record<string, Text>;
