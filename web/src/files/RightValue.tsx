import type { FieldWords } from "../../../src/upload/shapes.ts";
import { Select, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Where the right value of a cell is typed or chosen, as its field has it: the value is what a cell could hold. */
export const RightValue = ({
  field,
  label,
  isLabelHidden = false,
  value,
  onChange,
  onBlur,
  error,
  isDisabled = false,
}: Readonly<{
  field: FieldWords | undefined;
  label: string;
  isLabelHidden?: boolean;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  error?: string | undefined;
  isDisabled?: boolean;
}>) => {
  const say = useSay();
  const options =
    field?.type === "boolean"
      ? [
          { id: "true", label: say(words.yes) },
          { id: "false", label: say(words.no) },
        ]
      : field?.choices?.map(({ code, label }) => ({ id: code, label: say(label) }));
  const common = { label, isLabelHidden, error, isDisabled, width: "full" as const };
  if (options)
    return (
      <Select
        {...common}
        value={options.some(({ id }) => id === value) ? value : null}
        options={options}
        onChange={(code) => onChange(code ?? "")}
      />
    );
  return (
    <TextField
      {...common}
      value={value}
      onChange={onChange}
      {...(onBlur ? { onBlur } : {})}
      autoComplete="off"
      spellCheck={false}
      {...(field?.type === "date" ? { placeholder: say(words.date) } : {})}
    />
  );
};

const words = {
  yes: { fr: "Oui", nl: "Ja", en: "Yes" },
  no: { fr: "Non", nl: "Nee", en: "No" },
  date: { fr: "jj/mm/aaaa", nl: "dd/mm/jjjj", en: "dd/mm/yyyy" },
} satisfies Record<string, Text>;
