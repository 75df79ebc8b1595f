import type { Language, Text } from "../../language.ts";
import { templateTexts } from "./templateTexts.ts";
import { type Note, noteShapes, notesXml } from "./xlsxNotes.ts";
import {
  type CellLook,
  columnName,
  sheetEnd,
  sheetStart,
  stylesXml,
  tabName,
  textRow,
  workbookParts,
} from "./xlsxParts.ts";
import { encodeXml } from "./xmlScan.ts";
import { zipBytes } from "./zipWrite.ts";

export type TemplateColumn = {
  readonly header: string;
  /** One or two sentences for the person who fills in the column. */
  readonly help?: string;
  readonly required: boolean | "conditional";
  readonly kind: "text" | "integer" | "decimal" | "date" | "boolean" | "choice";
  /** For kind "choice": the drop-down shows the labels. */
  readonly choices?: readonly { readonly code: string; readonly label: string }[];
  readonly example?: string;
  /** What is expected, in the words that remarks use as well. */
  readonly expected: string;
  /** Where the column comes from, such as an article of a regulation. */
  readonly source?: string;
};

export type TemplateSpec = {
  readonly language: Language;
  readonly title: string;
  readonly sheetName: string;
  readonly columns: readonly TemplateColumn[];
};

/** The names of the sheets that hold no data, so that intake can pass over them. */
export const templateSheets: { readonly guide: Text; readonly lists: Text } = {
  guide: { fr: "Mode d'emploi", nl: "Gebruiksaanwijzing", en: "How to fill in" },
  lists: { fr: "Listes", nl: "Lijsten", en: "Lists" },
};

const colon: Text = { fr: "\u00A0: ", nl: ": ", en: ": " };
const lastPreparedRow = 5001;
/** Excel's limit for a list written in the validation itself. */
const longestInlineList = 255;

const look = {
  plain: 0,
  text: 1,
  date: 2,
  integer: 3,
  decimal: 4,
  required: 5,
  conditional: 6,
  optional: 7,
  title: 8,
  wrapped: 9,
  heading: 10,
} as const;
const looks: readonly CellLook[] = [
  {},
  { format: "@" },
  { format: "dd/mm/yyyy" },
  { format: "0" },
  { format: "0.00" },
  { bold: true, fill: "FFD966", wrap: true },
  { bold: true, fill: "FFF2CC", wrap: true },
  { bold: true, fill: "E7E6E6", wrap: true },
  { bold: true, size: 14 },
  { wrap: true },
  { bold: true, fill: "D9E2F3", wrap: true },
];

const columnLook: Readonly<Record<TemplateColumn["kind"], number>> = {
  // As text, so that a national number or postal code keeps its leading zeros.
  text: look.text,
  choice: look.text,
  boolean: look.text,
  date: look.date,
  integer: look.integer,
  decimal: look.decimal,
};

const headerLook = ({ required }: TemplateColumn): number =>
  required === "conditional" ? look.conditional : required ? look.required : look.optional;

/** Returns what the drop-down of a column offers; nothing when it has none. */
const offered = ({ kind, choices = [] }: TemplateColumn, language: Language): readonly string[] =>
  kind === "boolean"
    ? [templateTexts.yes[language], templateTexts.no[language]]
    : kind === "choice"
      ? choices.map(({ label }) => label)
      : [];

/** A list can stand in the validation itself only if short, and if no label holds its separator. */
const fitsInline = (labels: readonly string[]): boolean =>
  labels.join(",").length <= longestInlineList &&
  !labels.some((label) => /[,"]/.test(label) || label.trim() !== label);

type LongList = { readonly header: string; readonly labels: readonly string[] };

const validationXml = (
  spec: TemplateSpec,
  column: TemplateColumn,
  index: number,
  lists: readonly LongList[],
): string => {
  const { language } = spec;
  const letter = columnName(index);
  const message = `${column.header}${colon[language]}${column.expected}`.slice(0, 220);
  const around = (attributes: string, formulas: readonly string[]): string =>
    `<dataValidation ${attributes} allowBlank="1" showErrorMessage="1" errorStyle="stop" errorTitle="${encodeXml(templateTexts.notAccepted[language])}" error="${encodeXml(message)}" sqref="${letter}2:${letter}${lastPreparedRow}">` +
    `${formulas.map((formula, at) => `<formula${at + 1}>${encodeXml(formula)}</formula${at + 1}>`).join("")}</dataValidation>`;
  switch (column.kind) {
    case "text":
      return "";
    case "integer":
      return around('type="whole" operator="between"', ["-999999999", "999999999"]);
    case "decimal":
      return around('type="decimal" operator="between"', ["-999999999999", "999999999999"]);
    case "date":
      // From 1 January 1900 to 31 December 2199, as serial numbers: dates in formulas depend on the reader's locale.
      return around('type="date" operator="between"', ["1", "109574"]);
    case "boolean":
    case "choice": {
      const labels = offered(column, language);
      if (labels.length === 0) return "";
      const list = lists.findIndex(({ header }) => header === column.header);
      const from = columnName(Math.max(list, 0));
      const range = `'${templateSheets.lists[language]}'!$${from}$2:$${from}$${labels.length + 1}`;
      return around('type="list"', [list < 0 ? `"${labels.join(",")}"` : range]);
    }
    default:
      return column.kind satisfies never;
  }
};

const requiredText = ({ required }: TemplateColumn, language: Language): string =>
  (required === "conditional"
    ? templateTexts.conditional
    : required
      ? templateTexts.required
      : templateTexts.optional)[language];

const noteOf = (column: TemplateColumn, index: number, language: Language): Note => ({
  row: 1,
  column: index,
  text: [
    requiredText(column, language),
    `${templateTexts.expected[language]}${colon[language]}${column.expected}`,
    ...(column.example === undefined
      ? []
      : [`${templateTexts.example[language]}${colon[language]}${column.example}`]),
    ...(column.help === undefined ? [] : [column.help]),
  ].join("\n"),
});

const dataSheet = (spec: TemplateSpec, lists: readonly LongList[]): string => {
  const validations = spec.columns
    .map((column, index) => validationXml(spec, column, index, lists))
    .filter((xml) => xml !== "");
  const around = {
    widths: spec.columns.map(({ header, kind }) =>
      Math.min(45, Math.max(kind === "date" ? 13 : 11, Math.ceil(header.length * 0.8) + 3)),
    ),
    columnStyles: spec.columns.map(({ kind }) => columnLook[kind]),
    frozenRows: 1,
    validations:
      validations.length === 0
        ? ""
        : `<dataValidations count="${validations.length}">${validations.join("")}</dataValidations>`,
    hasNotes: true,
  };
  const headers = textRow(
    1,
    spec.columns.map(({ header }) => header),
    spec.columns.map(headerLook),
  );
  return sheetStart(around) + headers + sheetEnd(around);
};

const guideSheet = ({ language, title, columns }: TemplateSpec): string => {
  const around = { widths: [30, 26, 46, 46, 22, 60, 40], frozenRows: 4 };
  const headings = [
    templateTexts.column,
    templateTexts.isRequired,
    templateTexts.expected,
    templateTexts.allowed,
    templateTexts.example,
    templateTexts.explanation,
    templateTexts.source,
  ].map((text) => text[language]);
  const allowed = (column: TemplateColumn): string =>
    column.kind === "choice"
      ? (column.choices ?? [])
          .map(({ code, label }) => (code === label ? label : `${label} (${code})`))
          .join("\n")
      : offered(column, language).join("\n");
  const rows = columns.map((column, index) =>
    textRow(
      index + 5,
      [
        column.header,
        requiredText(column, language),
        column.expected,
        allowed(column),
        column.example ?? "",
        column.help ?? "",
        column.source ?? "",
      ],
      [headerLook(column), ...Array.from({ length: 6 }, () => look.wrapped)],
    ),
  );
  return (
    sheetStart(around) +
    textRow(1, [title], [look.title]) +
    textRow(2, [templateTexts.instructions[language]], [look.plain]) +
    textRow(4, headings, [look.heading]) +
    rows.join("") +
    sheetEnd(around)
  );
};

const listSheet = (lists: readonly LongList[]): string => {
  const around = { widths: lists.map(() => 40), frozenRows: 1 };
  const longest = Math.max(...lists.map(({ labels }) => labels.length));
  const rows = Array.from({ length: longest }, (_, row) =>
    textRow(
      row + 2,
      lists.map(({ labels }) => labels[row] ?? ""),
      [look.plain],
    ),
  );
  return (
    sheetStart(around) +
    textRow(
      1,
      lists.map(({ header }) => header),
      [look.heading],
    ) +
    rows.join("") +
    sheetEnd(around)
  );
};

/**
 * Returns the workbook to fill in, as XLSX: a first sheet with one column per item (drop-downs, date and number checks
 * down to row 5001, a note on each header), a sheet of instructions, and a sheet of lists when one is too long for a
 * drop-down. The same specification always gives the same bytes.
 */
export const writeTemplate = async (spec: TemplateSpec): Promise<Uint8Array> => {
  const { language } = spec;
  const lists = spec.columns.flatMap((column) => {
    const labels = offered(column, language);
    return labels.length === 0 || fitsInline(labels) ? [] : [{ header: column.header, labels }];
  });
  const notes = spec.columns.map((column, index) => noteOf(column, index, language));
  const tabs = [
    tabName(spec.sheetName),
    templateSheets.guide[language],
    ...(lists.length === 0 ? [] : [templateSheets.lists[language]]),
  ];
  const sheets = [
    dataSheet(spec, lists),
    guideSheet(spec),
    ...(lists.length === 0 ? [] : [listSheet(lists)]),
  ];
  const chunks: Buffer[] = [];
  for await (const chunk of zipBytes([
    ...workbookParts({ title: spec.title, tabs, hasNotes: true }),
    { path: "xl/styles.xml", content: stylesXml(looks) },
    ...sheets.map((content, index) => ({ path: `xl/worksheets/sheet${index + 1}.xml`, content })),
    { path: "xl/comments1.xml", content: notesXml(notes, "Jalon") },
    { path: "xl/drawings/vmlDrawing1.vml", content: noteShapes(notes, 1) },
  ])) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
