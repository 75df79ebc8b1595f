import { useState } from "react";
import { parseDate } from "../../../src/register/date-answer.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import type { FieldProps } from "./fields.ts";
import { TextField } from "./TextField.tsx";

/**
 * A day, typed as people write it. `value` is "YYYY-MM-DD", or what was typed where that is no day (yet): nothing that
 * was typed is thrown away. Says how it understood the day.
 */
export const DateField = (props: FieldProps<string>) => {
  const say = useSay();
  const format = useFormat();
  const language = useLanguage();
  const { value, onChange } = props;
  const [typed, setTyped] = useState<{ text: string; value: string }>();
  const [isTyping, setIsTyping] = useState(false);
  // What was typed stays as it was typed, until the answer changes from elsewhere.
  const text = typed && typed.value === value ? typed.text : format.date(value);
  const day = understoodDate(value);
  const unread = !isTyping && value !== "" && day === undefined;
  return (
    <TextField
      autoComplete="off"
      width="short"
      {...props}
      inputMode="text"
      help={props.help ?? say(words.form)}
      value={text}
      onChange={(next) => {
        const understood = understoodDate(next) ?? next.trim();
        setTyped({ text: next, value: understood });
        onChange(understood);
      }}
      onFocus={() => {
        setIsTyping(true);
        props.onFocus?.();
      }}
      onBlur={() => {
        setIsTyping(false);
        if (day !== undefined) setTyped(undefined);
        props.onBlur?.();
      }}
      error={props.error ?? (unread ? say(words.notADay) : undefined)}
      {...(day === undefined
        ? {}
        : { understood: <span lang={language}>{format.date(day, "weekday")}</span> })}
    />
  );
};

/** Returns whether the value of a field is a day, and not what was typed so far. */
export const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value);

/**
 * Returns the day that a person typed, "YYYY-MM-DD", or undefined. Besides what files may hold, a day may be typed
 * without signs (31032020) or with spaces; Excel's numbers of days are not what a person means.
 */
export const understoodDate = (typed: string): string | undefined => {
  const text = typed.trim().replace(/^(\d{2})(\d{2})(\d{4})$/, "$1/$2/$3");
  if (/^\d*$/.test(text)) return undefined;
  const parsed = parseDate(text.replaceAll(/[\s/.-]+/g, "/"));
  return typeof parsed === "string" ? parsed : undefined;
};

const words = {
  form: {
    fr: "jj/mm/aaaa, par exemple 31/03/2020",
    nl: "dd/mm/jjjj, bijvoorbeeld 31/03/2020",
    en: "dd/mm/yyyy, for example 31/03/2020",
  },
  notADay: {
    fr: "Écrivez le jour, le mois et l’année, par exemple 31/03/2020, et vérifiez que ce jour existe.",
    nl: "Schrijf de dag, de maand en het jaar, bijvoorbeeld 31/03/2020, en kijk na of die dag bestaat.",
    en: "Write day, month and year, for example 31/03/2020, and check that the day exists.",
  },
} satisfies Record<string, Text>;
