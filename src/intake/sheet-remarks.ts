import type { Field, Register } from "../definition/programme.ts";
import { languages, type Language, type Text } from "../language.ts";
import type { Columns } from "./columns.ts";
import type { Remark } from "./remark.ts";

const textIn = (say: (language: Language) => string): Text =>
  Object.fromEntries(languages.map((language) => [language, say(language)])) as Text;

const atHeaders = ({ sheet, headerRow }: Pick<Columns, "sheet" | "headerRow">) => ({
  sheet,
  row: headerRow,
  column: null,
  header: undefined,
  found: "",
  article: undefined,
});

/** Returns the refusal of a file in which no sheet has the register's columns. */
export const noHeaders = (register: Register, sheet: string | undefined): Remark => {
  const list = textIn((language) =>
    [...register.fields.values()]
      .filter(({ required }) => required === true)
      .map(({ label }) => label[language])
      .join(", "),
  );
  return {
    ...atHeaders({ sheet, headerRow: 1 }),
    severity: "refuse",
    rule: "no_headers",
    expected: {
      fr: `une ligne d'en-têtes, avec au moins : ${list.fr}`,
      nl: `een rij met kolomtitels, met minstens: ${list.nl}`,
      en: `a row of headers, with at least: ${list.en}`,
    },
    mend: {
      fr: "Partez du modèle à remplir, ou donnez à vos colonnes les noms du modèle.",
      nl: "Vertrek van het invulmodel, of geef uw kolommen de namen van het model.",
      en: "Start from the template, or give your columns the names of the template.",
    },
  };
};

/** Returns the question about a sheet that holds something and is not read, beside one that is. */
export const unreadSheet = (sheet: string | undefined): Remark => ({
  ...atHeaders({ sheet, headerRow: 1 }),
  severity: "confirm",
  rule: "sheet_not_read",
  expected: {
    fr: "une feuille avec les en-têtes du registre ; celle-ci n'est pas lue",
    nl: "een blad met de kolomtitels van het register; dit blad wordt niet gelezen",
    en: "a sheet with the headers of the register; this one is not read",
  },
  mend: {
    fr: "Ajoutez les en-têtes si ses lignes doivent compter, sinon laissez-la.",
    nl: "Voeg de kolomtitels toe als de rijen moeten meetellen, laat het blad anders staan.",
    en: "Add the headers if its rows should count, else leave it.",
  },
});

/** Returns the refusal of a sheet whose columns are not those of the first one, or undefined when they agree. */
export const otherColumns = (columns: Columns, first: Columns): Remark | undefined => {
  const lacking = (one: Columns, other: Columns) =>
    one.fields.filter(({ field }) => !other.fields.some((each) => each.field === field));
  const different = [...lacking(first, columns), ...lacking(columns, first)];
  if (different.length === 0) return undefined;
  const list = textIn((language) => different.map(({ field }) => field.label[language]).join(", "));
  return {
    ...atHeaders(columns),
    severity: "refuse",
    rule: "other_columns",
    expected: {
      fr: `les mêmes colonnes que dans la feuille « ${first.sheet} » ; n'est que d'un côté : ${list.fr}`,
      nl: `dezelfde kolommen als in het blad "${first.sheet}"; staat maar aan één kant: ${list.nl}`,
      en: `the same columns as in the sheet "${first.sheet}"; only on one side: ${list.en}`,
    },
    mend: {
      fr: "Donnez les mêmes colonnes à toutes les feuilles, ou envoyez un fichier par feuille.",
      nl: "Geef alle bladen dezelfde kolommen, of stuur één bestand per blad.",
      en: "Give every sheet the same columns, or send one file per sheet.",
    },
  };
};

/** Returns the fields that every record needs and of which the sheet has no column. */
export const missingColumns = (columns: Columns, register: Register): Field[] =>
  [...register.fields.values()].filter(
    (field) => field.required === true && !columns.fields.some((each) => each.field === field),
  );

/** Returns what there is to say of a sheet's headers: columns missing, repeated, or unknown to the register. */
export const headerRemarks = (columns: Columns, register: Register): Remark[] => {
  const at = { ...atHeaders(columns) };
  return [
    ...missingColumns(columns, register).map(({ label }): Remark => ({
      ...at,
      severity: "refuse",
      rule: "missing_column",
      expected: {
        fr: `une colonne « ${label.fr} »`,
        nl: `een kolom "${label.nl}"`,
        en: `a column "${label.en}"`,
      },
      mend: {
        fr: "Ajoutez la colonne, ou renommez celle qui contient cette information.",
        nl: "Voeg de kolom toe, of hernoem de kolom die deze informatie bevat.",
        en: "Add the column, or rename the one that holds this information.",
      },
    })),
    ...columns.repeated.map(({ field: { label }, column, header }): Remark => ({
      ...at,
      column,
      header,
      found: header,
      severity: "refuse",
      rule: "repeated_column",
      expected: {
        fr: `une seule colonne « ${label.fr} »`,
        nl: `één enkele kolom "${label.nl}"`,
        en: `a single column "${label.en}"`,
      },
      mend: {
        fr: "Supprimez ou renommez la colonne en trop.",
        nl: "Verwijder of hernoem de overbodige kolom.",
        en: "Delete or rename the extra column.",
      },
    })),
    ...columns.unknown.map(({ column, header }): Remark => ({
      ...at,
      column,
      header,
      found: header,
      severity: "confirm",
      rule: "unknown_column",
      expected: {
        fr: "une colonne du registre ; celle-ci n'est pas lue",
        nl: "een kolom van het register; deze wordt niet gelezen",
        en: "a column of the register; this one is not read",
      },
      mend: {
        fr: "Renommez-la si elle doit compter, sinon laissez-la.",
        nl: "Hernoem ze als ze moet meetellen, laat ze anders staan.",
        en: "Rename it if it should count, else leave it.",
      },
    })),
  ];
};

/** A row of a sheet that was read. */
export type Place = Readonly<{ columns: Columns; row: number }>;

/** Returns the refusal of a row that is about the same record as an earlier one. */
export const repeatedRow = ({ columns, row }: Place, first: Place, register: Register): Remark => {
  const column = columns.fields.find(({ field }) => field.id === register.identity[0]);
  const sheet = first.columns.sheet === columns.sheet ? undefined : first.columns.sheet;
  const other: Text = {
    fr: `la ligne ${first.row}${sheet === undefined ? "" : ` de la feuille « ${sheet} »`}`,
    nl: `rij ${first.row}${sheet === undefined ? "" : ` van het blad "${sheet}"`}`,
    en: `row ${first.row}${sheet === undefined ? "" : ` of the sheet "${sheet}"`}`,
  };
  return {
    ...atHeaders(columns),
    row,
    column: column?.column ?? null,
    header: column?.header,
    severity: "refuse",
    rule: "repeated_row",
    expected: {
      fr: `une seule ligne pour la même fiche (${register.record.fr}) ; ${other.fr} en parle déjà`,
      nl: `één enkele rij voor dezelfde fiche (${register.record.nl}); ${other.nl} gaat er al over`,
      en: `one row only for the same record (${register.record.en}); ${other.en} is already about it`,
    },
    mend: {
      fr: "Gardez la bonne ligne et supprimez l'autre.",
      nl: "Behoud de juiste rij en verwijder de andere.",
      en: "Keep the right row and delete the other.",
    },
  };
};
