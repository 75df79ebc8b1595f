import { exact, formatted } from "../decimal.ts";
import { facts, heading, paperOf, paragraph, plain } from "../declaration/paper.ts";
import type { Programme } from "../definition/programme.ts";
import type { Language, Text } from "../language.ts";
import type { Block, ReportDocument } from "../report/document/document.ts";
import { anchorText } from "../trail/anchors.ts";
import type { Anchor } from "../trail/chain.ts";
import type { Form, FormTable } from "./form-shape.ts";
import { words } from "./form-words.ts";

const said = {
  item: { fr: "Élément", nl: "Gegeven", en: "Item" },
  value: { fr: "Valeur", nl: "Waarde", en: "Value" },
  row: { fr: "Axe et catégorie", nl: "As en categorie", en: "Priority and category" },
  head: { fr: "Identification", nl: "Identificatie", en: "Identification" },
  certified: { fr: "Certification", nl: "Certificering", en: "Certificate" },
  hash: {
    fr: "Empreinte SHA-256 du formulaire",
    nl: "SHA-256 van het formulier",
    en: "SHA-256 of the form",
  },
  trail: {
    fr: "Piste d'audit (changement et empreinte)",
    nl: "Audittrail (wijziging en vingerafdruk)",
    en: "Audit trail (change and hash)",
  },
  sent: { fr: "Transmis le (UTC)", nl: "Ingediend op (UTC)", en: "Sent on (UTC)" },
  reopened: {
    fr: "Rouvert depuis ; ce qui suit est ce qui fut transmis.",
    nl: "Sindsdien heropend; hieronder staat wat ingediend werd.",
    en: "Opened again since; what follows is what was sent.",
  },
  draft: {
    fr: "Brouillon, non transmis.",
    nl: "Ontwerp, niet ingediend.",
    en: "Draft, not sent.",
  },
} as const satisfies Record<string, Text>;

/** When a form was sent, and by what hash it is known. */
export type Sent = Readonly<{
  submittedAt: string | null;
  hash: string | null;
  isReopened: boolean;
  /** The change of the trail in which it was sent: what was printed tells whether the trail was written anew since. */
  anchor?: Anchor | undefined;
}>;

/** Returns a form as a document: its head, its tables, what is certified by it. */
export const formPaper = (
  programme: Programme,
  language: Language,
  form: Form,
  { submittedAt, hash, isReopened, anchor }: Sent,
): ReportDocument => {
  const year = form.header.find(({ id }) => id === "year")?.value ?? "";
  const state = submittedAt === null ? said.draft : isReopened ? said.reopened : undefined;
  return paperOf(programme, {
    language,
    title: form.title[language],
    subtitle: form.source,
    year,
    day: (submittedAt ?? "2000-01-01").slice(0, 10),
    blocks: [
      ...(state ? [paragraph(state[language])] : []),
      heading("head", said.head[language]),
      facts(
        said.head[language],
        [said.item[language], said.value[language]],
        [
          ...form.header.map(
            ({ label, value, said: inWords }) => [label[language], inWords?.[language] ?? value] as const,
          ),
          ...(submittedAt === null
            ? []
            : [[said.sent[language], submittedAt.replace("T", " ").replace("Z", "")] as const]),
          ...(hash === null ? [] : [[said.hash[language], hash.replaceAll(/(.{16})(?!$)/g, "$1 ")] as const]),
          ...(anchor ? [[said.trail[language], anchorText(anchor)] as const] : []),
        ],
      ),
      ...form.tables.flatMap((table) => tableBlocks(table, language)),
      heading("certified", said.certified[language]),
      ...form.statements.map((statement) => paragraph(statement[language])),
    ],
  });
};

const tableBlocks = (table: FormTable, language: Language): Block[] => {
  const title = `${tableName(table.id)}${table.title[language]}`;
  const blocks: Block[] = [heading(table.id, title, 2)];
  if (table.note) blocks.push(paragraph(table.note[language]));
  if (table.nothing) return [...blocks, paragraph(table.nothing[language])];
  if (table.rows.length === 0) return [...blocks, paragraph("–")];
  const cell = (kind: string, value: string | undefined) =>
    plain(kind === "euros" ? formatted(exact(value ?? "0.00"), language) : (value ?? ""));
  blocks.push({
    kind: "table",
    caption: plain(title),
    columns: [
      { title: plain(said.row[language]), align: "start" },
      ...table.columns.map(({ id, label, kind }) => ({
        title: plain(`${id}. ${label[language]}`),
        align: kind === "euros" ? ("end" as const) : ("start" as const),
      })),
    ],
    rows: table.rows.map((row) => [
      plain(row.label[language]),
      ...table.columns.map(({ id, kind }) => cell(kind, row.cells[id])),
    ]),
    ...(table.total
      ? {
          total: [
            plain(words.total[language]),
            ...table.columns.map(({ id, kind }) =>
              kind === "euros" ? cell(kind, table.total?.[id]) : plain(""),
            ),
          ],
        }
      : {}),
  });
  return blocks;
};

/** Appendices are called by their number. */
const tableName = (id: string): string => {
  const number = /^app(\d)$/.exec(id)?.[1];
  return number === undefined ? "" : `App. ${number}: `;
};

/** A cell that a spreadsheet could take for a formula stands as text. */
const csvCell = (value: string): string => {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(value) ? `\t${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/**
 * Returns a form as comma-separated values (RFC 4180), one line for each cell: table, row, column, what they are called,
 * and the value, amounts with a decimal point; first what stands at its head.
 */
export const formCsv = (form: Form, language: Language): string => {
  const rows: string[][] = [["table", "row", "column", "row_label", "column_label", "value"]];
  for (const { id, label, value } of form.header) rows.push(["header", id, "", label[language], "", value]);
  for (const table of form.tables)
    for (const row of [
      ...table.rows,
      ...(table.total ? [{ key: "total", label: words.total, cells: table.total }] : []),
    ])
      for (const { id, label } of table.columns) {
        const value = row.cells[id];
        if (value !== undefined)
          rows.push([table.id, row.key, id, row.label[language], label[language], value]);
      }
  return `\uFEFF${rows.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
};
