import type { ReactNode } from "react";
import { Disclosure, Stack, TextArea, TextField } from "../kit/index.ts";
import { type Language, type Text, useLanguage, useSay } from "../language.tsx";

export const nothingSaid: Text = { fr: "", nl: "", en: "" };

/** Returns whether it is said in each language. */
export const isSaid = ({ fr, nl, en }: Text): boolean =>
  fr.trim() !== "" && nl.trim() !== "" && en.trim() !== "";

/**
 * A text in three languages, written in the one of the page. The other two follow it, letter by letter, until somebody
 * writes them: who reads in another language then reads this one rather than nothing.
 */
export const SaidField = ({
  label,
  help,
  value,
  onChange,
  isLong = false,
  error,
  name,
  isRequired = false,
}: Readonly<{
  label: string;
  help?: ReactNode;
  value: Text;
  onChange: (value: Text) => void;
  isLong?: boolean;
  error?: string | undefined;
  name?: string;
  isRequired?: boolean;
}>) => {
  const say = useSay();
  const own = useLanguage();
  const others = languages.filter((language) => language !== own);
  const write = (language: Language, text: string) => {
    const next = { ...value, [language]: text };
    if (language === own)
      for (const other of others)
        if (value[other].trim() === "" || value[other] === value[own]) next[other] = text;
    onChange(next);
  };
  const Field = isLong ? TextArea : TextField;
  const isAlike = others.some((other) => value[other] === value[own]);
  return (
    <div>
      <Field
        label={label}
        value={value[own]}
        onChange={(text) => write(own, text)}
        width="full"
        isRequired={isRequired}
        {...(help === undefined ? {} : { help })}
        {...(error === undefined ? {} : { error })}
        {...(name === undefined ? {} : { name })}
      />
      <Disclosure title={say(isAlike ? words.follow : words.others)}>
        <Stack gap="s">
          {others.map((other) => (
            <Field
              key={other}
              label={`${label} (${say(names[other])})`}
              value={value[other]}
              onChange={(text) => write(other, text)}
              width="full"
            />
          ))}
        </Stack>
      </Disclosure>
    </div>
  );
};

const languages: readonly Language[] = ["fr", "nl", "en"];

const names = {
  fr: { fr: "français", nl: "Frans", en: "French" },
  nl: { fr: "néerlandais", nl: "Nederlands", en: "Dutch" },
  en: { fr: "anglais", nl: "Engels", en: "English" },
} satisfies Record<Language, Text>;

const words = {
  follow: {
    fr: "Autres langues : le même texte pour l'instant",
    nl: "Andere talen: voorlopig dezelfde tekst",
    en: "Other languages: the same text for now",
  },
  others: { fr: "Autres langues", nl: "Andere talen", en: "Other languages" },
} satisfies Record<string, Text>;
