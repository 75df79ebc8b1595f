import type { Text } from "../language.ts";
import type { Path } from "./condition/parse.ts";
import { plainWords } from "./plain-words.ts";
import type { Choice, FrameworkFile, RawField, RegisterFile } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";

type Wrong = SourceFile<unknown>["wrong"];

/** Tells of each item of a list that bears the name of an earlier one; `key` is where an item has its name. */
export const tellRepeats = <K extends string>(
  wrong: Wrong,
  list: Path,
  items: readonly Readonly<Record<K, string>>[] | undefined,
  key: K,
): void => {
  const taken = new Set<string>();
  items?.forEach((item, index) => {
    if (taken.has(item[key]))
      wrong([...list, index, key], item[key], {
        fr: "un nom qui n'est pas encore pris",
        nl: "een naam die nog niet bestaat",
        en: "a name not taken yet",
      });
    taken.add(item[key]);
  });
};

/** Tells of a word that stands for two choices of one list: nobody could say which is meant. */
export const tellAmbiguousChoices = (wrong: Wrong, list: Path, choices: readonly Choice[]): void => {
  const meant = new Map<string, string>();
  choices.forEach(({ code, label, synonyms = [] }, index) => {
    for (const word of new Set([code, ...Object.values<string>(label), ...synonyms].map(plainWords))) {
      const other = meant.get(word);
      if (other !== undefined) wrong([...list, index], word, alreadySays(other));
      meant.set(word, code);
    }
  });
};

/** Tells of parameters, conditions and choices that one file defines twice; a programme may replace the framework's. */
export const tellCommonRepeats = ({
  content,
  wrong,
}: SourceFile<Pick<FrameworkFile, "parameters" | "conditions" | "codelists">>): void => {
  tellRepeats(wrong, ["parameters"], content.parameters, "parameter");
  tellRepeats(wrong, ["conditions"], content.conditions, "condition");
  for (const [name, choices] of Object.entries(content.codelists ?? {}))
    tellAmbiguousChoices(wrong, ["codelists", name], choices);
};

/** Tells of two files of one folder that define the same register. */
export const tellRepeatedRegisters = (files: readonly SourceFile<RegisterFile>[]): void => {
  files.forEach(({ content, wrong }, index) => {
    const first = files.findIndex((file) => file.content.register === content.register);
    if (first < index)
      wrong(["register"], undefined, {
        fr: `un registre que ${files[first]?.file} ne définit pas déjà`,
        nl: `een register dat ${files[first]?.file} nog niet definieert`,
        en: `a register that ${files[first]?.file} does not define already`,
      });
  });
};

/** A field of a register, with the place of its definition. */
export type PlacedField = Readonly<{ raw: RawField; wrong: Wrong; path: Path }>;

/** Tells of a heading that stands for two fields of a register. A field's own name and labels may not be ambiguous. */
export const tellAmbiguousHeaders = (fields: readonly PlacedField[]): void => {
  const meant = new Map<string, string>();
  for (const { raw, wrong, path } of fields) {
    const headers = [raw.field, ...Object.values<string>(raw.label), ...(raw.synonyms ?? [])];
    for (const word of new Set(headers.map(plainWords))) {
      const other = meant.get(word);
      if (other !== undefined) wrong(path, word, alreadySays(other));
      meant.set(word, raw.field);
    }
  }
};

const alreadySays = (other: string): Text => ({
  fr: `un mot que « ${other} » n'a pas déjà`,
  nl: `een woord dat "${other}" nog niet heeft`,
  en: `a word that "${other}" does not have already`,
});
