import { Button as AriaButton, Group, Input, SearchField as AriaSearchField } from "react-aria-components";
import { type Text, useSay } from "../language.tsx";
import style from "./Field.module.css";
import { FieldFoot, FieldHead, useField } from "./field-parts.tsx";
import type { FieldProps } from "./fields.ts";
import { given } from "./given.ts";
import { Icon } from "./Icon.tsx";

/** What is looked for; Enter asks at once, Escape clears. */
export const SearchField = (
  props: FieldProps<string> & Readonly<{ onSubmit?: (sought: string) => void; placeholder?: string }>,
) => {
  const say = useSay();
  const { attributes, warningId } = useField(props);
  const { value, onChange, onSubmit, placeholder } = props;
  return (
    <AriaSearchField {...attributes} {...given({ onSubmit })} value={value} onChange={onChange}>
      <FieldHead {...props} />
      <Group className={style.control ?? ""}>
        <span className={style.lens}>
          <Icon name="search" size="s" />
        </span>
        <Input className={style.input ?? ""} autoComplete="off" {...given({ placeholder })} />
        {value !== "" && (
          <AriaButton className={style.inner ?? ""} aria-label={say(words.clear)}>
            <Icon name="close" size="s" />
          </AriaButton>
        )}
      </Group>
      <FieldFoot {...props} warningId={warningId} />
    </AriaSearchField>
  );
};

const words = {
  clear: { fr: "Effacer la recherche", nl: "Zoekopdracht wissen", en: "Clear the search" },
} satisfies Record<string, Text>;
