import type { CallPage } from "../../../src/agreement/call-shapes.ts";
import { DateField, NumberField, RadioGroup, TextArea, TextField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";

type Question = CallPage["template"]["questions"][number];

/** The field of a question of the template. */
export const AnswerField = ({
  question: { id, label, help, type, choices, required, length },
  value,
  onChange,
  onBlur,
  error,
}: Readonly<{
  question: Question;
  value: string;
  onChange: (value: string) => void;
  onBlur: () => void;
  /** Empty: nothing is wrong with it. */
  error: string;
}>) => {
  const say = useSay();
  const format = useFormat();
  const near = type === "text" && value.length > length * 0.9;
  const helps = [
    help ? say(help) : "",
    near ? say(words.length, { used: format.number(value.length), most: format.number(length) }) : "",
  ].filter((text) => text !== "");
  const common = {
    label: say(label),
    name: `answer:${id}`,
    isRequired: required,
    onBlur,
    ...(helps.length > 0 ? { help: helps.join(" ") } : {}),
    ...(error === "" ? {} : { error }),
  };
  switch (type) {
    case "number":
      return <NumberField {...common} value={value} onChange={onChange} />;
    case "date":
      return <DateField {...common} value={value} onChange={onChange} />;
    case "choice":
      return (
        <RadioGroup
          {...common}
          value={value === "" ? null : value}
          onChange={(next) => onChange(next ?? "")}
          options={choices.map(({ code, label: words }) => ({ id: code, label: say(words) }))}
        />
      );
    case "text":
      return length > 300 ? (
        <TextArea {...common} value={value} onChange={onChange} rows={length > 3000 ? 7 : 4} />
      ) : (
        <TextField {...common} width="full" value={value} onChange={onChange} />
      );
  }
};

const words = {
  length: {
    fr: "{used} signes sur {most}.",
    nl: "{used} tekens van {most}.",
    en: "{used} characters of {most}.",
  },
} satisfies Record<string, Text>;
