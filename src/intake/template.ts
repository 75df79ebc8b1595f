import type { Field, Register } from "../definition/programme.ts";
import type { Language, Text } from "../language.ts";
import { type TemplateColumn, writeTemplate } from "./file/writeTemplate.ts";

/**
 * Returns the workbook to fill in for a register, in the user's language: a column for each field with its help,
 * drop-downs for its choices, what is required marked, and a page that explains it all.
 */
export const registerTemplate = async (register: Register, language: Language): Promise<Uint8Array> =>
  writeTemplate({
    language,
    title: register.label[language],
    sheetName: register.label[language],
    columns: [...register.fields.values()].map((field) => templateColumn(field, language)),
  });

const templateColumn = (field: Field, language: Language): TemplateColumn => ({
  header: field.label[language],
  ...(field.help ? { help: field.help[language] } : {}),
  required: field.required === true ? true : field.required === undefined ? false : "conditional",
  kind: field.type,
  ...(field.choices
    ? { choices: field.choices.map(({ code, label }) => ({ code, label: label[language] })) }
    : {}),
  expected: expectedText(field)[language],
  ...(field.source ? { source: field.source.article } : {}),
});

/** Returns what a cell of the field is expected to hold, in words. */
export const expectedText = (field: Field): Text => {
  switch (field.type) {
    case "text":
      return field.format === "time"
        ? {
            fr: "une heure, par exemple 09:30",
            nl: "een uur, bijvoorbeeld 09:30",
            en: "a time of day, e.g. 09:30",
          }
        : { fr: "un texte", nl: "een tekst", en: "a text" };
    case "integer":
      return { fr: "un nombre entier", nl: "een geheel getal", en: "a whole number" };
    case "decimal":
      return {
        fr: `un nombre (${field.scale} décimales au plus)`,
        nl: `een getal (hoogstens ${field.scale} decimalen)`,
        en: `a number (at most ${field.scale} decimals)`,
      };
    case "date":
      return { fr: "une date jj/mm/aaaa", nl: "een datum dd/mm/jjjj", en: "a date dd/mm/yyyy" };
    case "boolean":
      return { fr: "oui ou non", nl: "ja of nee", en: "yes or no" };
    case "choice": {
      const list = (language: Language) =>
        (field.choices ?? []).map(({ label }) => label[language]).join(" · ");
      return { fr: list("fr"), nl: list("nl"), en: list("en") };
    }
  }
};
