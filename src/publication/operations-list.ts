import type { Operation, Programme } from "../definition/programme.ts";
import { exact } from "../decimal.ts";
import type { WritableCell } from "../intake/file/writeRows.ts";
import type { Language, Text } from "../language.ts";
import { type PublicFile, readPublicFile } from "./public-file.ts";

/** An operation as the public list names it. Beneficiaries are bodies: a partner is never a natural person. */
export type ListedOperation = Readonly<{
  operation: string;
  name: Text;
  summary: Text | undefined;
  priority: Text;
  fund: Text;
  beneficiaries: readonly Readonly<{ name: Text; isInvented: boolean }>[];
  /** ISO dates. */
  starts: string;
  ends: string;
  /** Contribution of the Fund in euros a year, canonical decimal text; undefined where none is published. */
  contributionPerYear: string | undefined;
  unionRate: string | undefined;
  location: Text | undefined;
  country: string | undefined;
  intervention: Text | undefined;
}>;

/** The public list of operations: Reg. (EU) 1303/2013, Art. 115(2) and Annex XII(1). */
export type OperationsList = Readonly<{
  programme: Text;
  identifier: string;
  updatedOn: string | undefined;
  operations: readonly ListedOperation[];
}>;

/** Returns the list of the programme's operations, in the order of its definitions. */
export const operationsList = (
  programme: Programme,
  said: PublicFile | undefined = readPublicFile(programme),
): OperationsList => ({
  programme: programme.title,
  identifier: programme.identifier,
  updatedOn: said?.operations.updated_on,
  operations: [...programme.operations.values()].map((operation) => listed(programme, operation, said)),
});

const listed = (
  programme: Programme,
  operation: Operation,
  said: PublicFile | undefined,
): ListedOperation => ({
  operation: operation.id,
  name: operation.title,
  summary: operation.description,
  priority: programme.priorities.get(operation.priority)?.title ?? same(operation.priority),
  fund: programme.funds.get(operation.fund) ?? same(operation.fund),
  beneficiaries: operation.partners.map((id) => {
    const partner = programme.partners.get(id);
    return { name: partner?.name ?? same(id), isInvented: partner?.invented ?? false };
  }),
  starts: operation.starts,
  ends: operation.ends,
  contributionPerYear:
    exact(operation.esfContributionPerYear).units === 0n ? undefined : operation.esfContributionPerYear,
  unionRate: said?.operations.union_rate?.[operation.priority],
  location: said?.operations.location,
  country: said?.operations.country,
  intervention: said?.operations.intervention?.[operation.id],
});

const same = (words: string): Text => ({ fr: words, nl: words, en: words });

/** The headings of the list, those of Annex XII first; in the order of its columns. */
export const headings = {
  beneficiary: { fr: "Nom du bénéficiaire", nl: "Naam van de begunstigde", en: "Beneficiary name" },
  name: { fr: "Nom de l'opération", nl: "Naam van de concrete actie", en: "Operation name" },
  summary: {
    fr: "Résumé de l'opération",
    nl: "Samenvatting van de concrete actie",
    en: "Operation summary",
  },
  starts: { fr: "Date de début", nl: "Begindatum", en: "Operation start date" },
  ends: { fr: "Date de fin", nl: "Einddatum", en: "Operation end date" },
  expenditure: {
    fr: "Total des dépenses éligibles attribuées (EUR)",
    nl: "Totaal van de toegekende subsidiabele uitgaven (EUR)",
    en: "Total eligible expenditure allocated (EUR)",
  },
  unionRate: {
    fr: "Taux de cofinancement de l'Union",
    nl: "Medefinancieringspercentage van de Unie",
    en: "Union co-financing rate",
  },
  location: {
    fr: "Code postal ou autre indication du lieu",
    nl: "Postcode of andere aanduiding van de plaats",
    en: "Postcode or other location indicator",
  },
  country: { fr: "Pays", nl: "Land", en: "Country" },
  intervention: {
    fr: "Catégorie d'intervention",
    nl: "Categorie steunverlening",
    en: "Category of intervention",
  },
  updatedOn: {
    fr: "Dernière mise à jour de la liste",
    nl: "Laatste bijwerking van de lijst",
    en: "Date of last update of the list",
  },
  contribution: {
    fr: "Contribution du Fonds par an (EUR)",
    nl: "Bijdrage van het Fonds per jaar (EUR)",
    en: "Contribution of the Fund per year (EUR)",
  },
  fund: { fr: "Fonds", nl: "Fonds", en: "Fund" },
  priority: { fr: "Axe prioritaire", nl: "Prioritaire as", en: "Priority axis" },
  operation: { fr: "Identifiant", nl: "Identificatiecode", en: "Identifier" },
} as const satisfies Record<string, Text>;

type Column = keyof typeof headings;
const columns = Object.keys(headings) as Column[];

/** A second language of the headings: Annex XII asks for at least one other official language of the Union. */
const other: Record<Language, Language> = { fr: "en", nl: "en", en: "fr" };

const heading = (column: Column, language: Language): string =>
  `${headings[column][language]} / ${headings[column][other[language]]}`;

/** Returns the list as rows of a spreadsheet, headings first. Dates and amounts are real ones there. */
export const listRows = (list: OperationsList, language: Language): WritableCell[][] => [
  columns.map((column) => heading(column, language)),
  ...list.operations.map((operation) => {
    const cells: Record<Column, WritableCell> = {
      beneficiary: operation.beneficiaries.map(({ name }) => name[language]).join("; "),
      name: operation.name[language],
      summary: operation.summary?.[language] ?? null,
      starts: { date: operation.starts },
      ends: { date: operation.ends },
      // The programme publishes a yearly contribution, not what was allocated to the operation as a whole.
      expenditure: null,
      unionRate: operation.unionRate ?? null,
      location: operation.location?.[language] ?? null,
      country: operation.country ?? null,
      intervention: operation.intervention?.[language] ?? null,
      updatedOn: list.updatedOn === undefined ? null : { date: list.updatedOn },
      contribution:
        operation.contributionPerYear === undefined ? null : Number(operation.contributionPerYear),
      fund: operation.fund[language],
      priority: operation.priority[language],
      operation: operation.operation,
    };
    return columns.map((column) => cells[column]);
  }),
];
