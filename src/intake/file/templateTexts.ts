import type { Text } from "../../language.ts";

/** The words of the workbook to fill in, besides those of its columns. */
export const templateTexts = {
  yes: { fr: "Oui", nl: "Ja", en: "Yes" },
  no: { fr: "Non", nl: "Nee", en: "No" },
  required: { fr: "Obligatoire", nl: "Verplicht", en: "Required" },
  conditional: {
    fr: "Obligatoire dans certains cas",
    nl: "In sommige gevallen verplicht",
    en: "Required in some cases",
  },
  optional: { fr: "Facultatif", nl: "Facultatief", en: "Optional" },
  notAccepted: { fr: "Valeur non admise", nl: "Waarde niet toegelaten", en: "Value not accepted" },
  column: { fr: "Colonne", nl: "Kolom", en: "Column" },
  isRequired: { fr: "Obligatoire ?", nl: "Verplicht?", en: "Required?" },
  expected: { fr: "Ce qui est attendu", nl: "Wat wordt verwacht", en: "What is expected" },
  allowed: { fr: "Valeurs admises", nl: "Toegelaten waarden", en: "Allowed values" },
  example: { fr: "Exemple", nl: "Voorbeeld", en: "Example" },
  explanation: { fr: "Explication", nl: "Toelichting", en: "Explanation" },
  source: { fr: "Source", nl: "Bron", en: "Source" },
  instructions: {
    fr: "Remplissez la première feuille, une ligne par enregistrement. Ne modifiez pas les en-têtes ; l'ordre des colonnes est libre.",
    nl: "Vul het eerste blad in, één rij per registratie. Wijzig de kolomkoppen niet; de volgorde van de kolommen is vrij.",
    en: "Fill in the first sheet, one row per record. Do not change the headers; the columns may be in any order.",
  },
} as const satisfies Record<string, Text>;
