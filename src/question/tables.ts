import { canonical } from "../decimal.ts";
import type { Programme, Question, QuestionTable } from "../definition/programme.ts";
import { valueLabel } from "../figure/words.ts";
import type { Text } from "../language.ts";
import { rowKey, type Cell, type MeasureCells } from "./cells.ts";
import { fractionText, rounded } from "./fraction.ts";
import type { AnswerCell, AnswerTable } from "./shapes.ts";
import { inEach, measureLabel } from "./words.ts";

/** A table's cells, by year. */
export type Worked = Readonly<{
  table: QuestionTable;
  years: ReadonlyMap<number, ReadonlyMap<string, MeasureCells>>;
}>;

const asAnswer = (cell: Cell | undefined): AnswerCell => {
  if (cell?.state !== "value") return { state: cell?.state ?? "none", value: null, exact: null };
  const value = canonical(rounded(cell.value, cell.digits));
  return { state: "value", value, exact: fractionText(cell.value) };
};

const words = {
  number: { fr: "Donnée", nl: "Gegeven", en: "Number" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
} satisfies Record<string, Text>;

const yearText = (year: number): Text => inEach(() => String(year));

/**
 * Returns one table with a column for each year; or, where there are several measures and rows, one for each year.
 */
export const tablesOf = (
  programme: Programme,
  question: Question,
  { table, years: worked }: Worked,
  years: readonly number[],
): AnswerTable[] => {
  const labels = table.measures.flatMap((id) => {
    const measure = question.measures.find((one) => one.id === id);
    return measure ? [{ id, label: measureLabel(measure) }] : [];
  });
  const cellsOf = (year: number, id: string) => worked.get(year)?.get(id);
  const plain = { id: table.id, title: table.title };
  if (!table.by)
    return [
      {
        ...plain,
        year: null,
        head: words.number,
        columns: years.map((year) => ({ label: yearText(year), measure: null, year })),
        rows: labels.map(({ id, label }) => ({
          label,
          measure: id,
          isTotal: false,
          cells: years.map((year) => asAnswer(cellsOf(year, id)?.total)),
        })),
      },
    ];
  const [only, ...others] = labels;
  const head = headOf(question, table);
  if (only && others.length === 0) {
    const columns = years.map((year) => ({ label: yearText(year), measure: only.id, year }));
    return [
      { ...plain, year: null, head, columns, rows: rowsOf(programme, question, table, columns, cellsOf) },
    ];
  }
  return years.map((year) => {
    const columns = labels.map(({ id, label }) => ({ label, measure: id, year }));
    return { ...plain, year, head, columns, rows: rowsOf(programme, question, table, columns, cellsOf) };
  });
};

const rowsOf = (
  programme: Programme,
  question: Question,
  table: QuestionTable,
  columns: readonly { measure: string; year: number }[],
  cellsOf: (year: number, id: string) => MeasureCells | undefined,
): AnswerTable["rows"] => {
  const cells = columns.map(({ measure, year }) => cellsOf(year, measure));
  const keys = [...new Set(cells.flatMap((one) => [...(one?.rows.keys() ?? [])]))];
  const at = (key: string) => cells.map((one) => one?.rows.get(key) ?? one?.elsewhere);
  const says = (cell: Cell | undefined) =>
    cell?.state === "hidden" || (cell?.state === "value" && cell.value.over !== 0n);
  return [
    ...keys
      .filter((key) => at(key).some(says))
      .map((key) => ({
        label: rowLabel(programme, question, table, key),
        measure: null,
        isTotal: false,
        cells: at(key).map(asAnswer),
      })),
    { label: words.total, measure: null, isTotal: true, cells: cells.map((one) => asAnswer(one?.total)) },
  ];
};

const fieldOf = (question: Question, { by, measures }: QuestionTable) => {
  if (by?.kind !== "dimension") return undefined;
  for (const { id, value } of question.measures) {
    const computation = "figure" in value ? value.figure.computation : undefined;
    if (!measures.includes(id) || computation?.kind !== "count") continue;
    return computation.register.fields.get(by.id);
  }
  return undefined;
};

const places: Record<string, Text> = {
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
};

const headOf = (question: Question, table: QuestionTable): Text => {
  const { by } = table;
  if (by?.kind === "groups") return by.label;
  return fieldOf(question, table)?.label ?? places[by?.id ?? ""] ?? words.number;
};

const rowLabel = (programme: Programme, question: Question, table: QuestionTable, key: string): Text => {
  const { by } = table;
  if (by?.kind === "groups") return by.groups[Number(key)]?.label ?? inEach(() => key);
  const choice = fieldOf(question, table)?.choices?.find(({ code }) => code === key);
  const value = key === rowKey(null) ? null : key;
  return choice?.label ?? inEach((language) => valueLabel(programme, by?.id ?? "", value, language));
};
