import { colon, type Language } from "../language.ts";
import { sayDate, toSentence } from "../definition/condition/sentence.ts";
import type { Figure, Programme } from "../definition/programme.ts";
import type { Source } from "../definition/schema.ts";
import { add, exact, zero } from "../decimal.ts";
import { valueOf, type FigureValue } from "./amount.ts";
import { computeFigures, type FigureTable } from "./compute.ts";
import { countedWhen, delayParts, isDelay } from "./delays.ts";
import { figureRecords, type FigureRecord } from "./records.ts";
import { findFigure, missingDimensions, type Filters } from "./request.ts";
import {
  countWords,
  namedRules,
  parametersOf,
  yearWords,
  type NamedRule,
  type ParameterRule,
} from "./rule-words.ts";
import type { CountedFigure } from "./scan-columns.ts";
import type { Snapshot } from "./snapshot.ts";
import { filterWords, valueLabel } from "./words.ts";

/** A value of the breakdown and what it is made of in turn. */
export type ExplainedCell = Readonly<{
  dimension: string;
  value: string | null;
  label: string;
  amount: FigureValue;
  children: readonly ExplainedCell[];
}>;

/** A record behind the figure, with the answers that the rule reads said as people read them. */
export type ExplainedRecord = FigureRecord & Readonly<{ told: string }>;

/** Everything that makes a figure what it is; texts in the language asked for. */
export type Explanation = Readonly<{
  figure: string;
  code: string | undefined;
  annex: "I" | "II" | undefined;
  label: string;
  unit: string | undefined;
  value: FigureValue;
  years: readonly number[] | undefined;
  filters: readonly string[];
  /** What is counted, under which condition, and what places it in a year. */
  counts: string;
  rule: string | undefined;
  yearRule: string | undefined;
  definition: string | undefined;
  reference: string | undefined;
  note: string | undefined;
  register: string | undefined;
  source: Source;
  /** The conditions that the rule names, each with its own article, and the dated numbers they use. */
  conditions: readonly NamedRule[];
  parameters: readonly ParameterRule[];
  made: Readonly<{ programme: string; version: string; fingerprint: string }>;
  data: Readonly<{ change: number; hash: string }>;
  /** By priority, operation and partner, where there is anything. */
  breakdown: readonly ExplainedCell[];
  /** Why the values of the breakdown are not those of the whole when added up; nothing when they are. */
  notAdding: "distinct" | "rounded" | "relative" | undefined;
  /** The figures that a sum is made of, and those that a share or a median is worked out from. */
  parts: readonly Explanation[];
  /** The records behind the value, up to the limit asked for. */
  records: readonly ExplainedRecord[] | undefined;
  /** Whether there are more records than those. */
  moreRecords: boolean;
}>;

export type ExplainRequest = Readonly<{
  figure: string;
  year?: number | undefined;
  years?: readonly number[] | undefined;
  filters?: Filters | undefined;
  language: Language;
  /** Whether to list the records; `figureRecords` yields them without limit. */
  records?: boolean | undefined;
  limit?: number | undefined;
}>;

const mostRecords = 1000;

/**
 * Returns how a figure comes about: its value, its rule in words with its article, the versions of definition and data,
 * and the value taken apart down to the partners, and on request to the records. Throws a FigureRequestError for a
 * figure that does not exist.
 */
export const explainFigure = async (
  programme: Programme,
  snapshot: Snapshot,
  request: ExplainRequest,
): Promise<Explanation> => {
  const { language } = request;
  const figure = findFigure(programme, request.figure);
  const { computation } = figure;
  const asked = { figures: [figure.id], year: request.year, years: request.years, filters: request.filters };
  const table = await computeFigures(programme, snapshot, asked);
  const value = table.totals.get(figure.id) ?? 0n;
  const when =
    computation.kind === "count" || computation.kind === "structure" ? computation.when : undefined;
  const breakdown = await breakDown(programme, snapshot, figure, request);
  const parts: Explanation[] = [];
  const partIds = computation.kind === "sum" ? computation.of : delayParts(figure).map(({ id }) => id);
  for (const part of partIds)
    parts.push(await explainFigure(programme, snapshot, { ...request, figure: part }));
  const listed =
    request.records === true && isCounted(figure) && !isDelay(figure)
      ? await listRecords(programme, snapshot, figure, request)
      : undefined;
  return {
    figure: figure.id,
    code: figure.code,
    annex: figure.annex,
    label: figure.label[language],
    unit: figure.unit?.[language],
    value,
    years: table.years,
    filters: filterWords(programme, request.filters ?? {}, language),
    counts: countWords(programme, figure, language),
    rule: when ? toSentence(when, language) : undefined,
    yearRule: yearWords(figure, language),
    definition: figure.definition?.[language],
    reference: figure.reference?.[language],
    note: figure.note?.[language],
    register: computation.kind === "count" ? computation.register.label[language] : undefined,
    source: figure.source,
    conditions: namedRules(when, language),
    parameters: parametersOf(isCounted(figure) ? countedWhen(figure) : when, language),
    made: table.definition,
    data: table.data,
    breakdown,
    notAdding: isDelay(figure)
      ? "relative"
      : addsUp(value, breakdown)
        ? undefined
        : isEstimate(programme, figure)
          ? "rounded"
          : "distinct",
    parts,
    records: listed?.records,
    moreRecords: listed?.more ?? false,
  };
};

const isCounted = (figure: Figure): figure is CountedFigure => figure.computation.kind === "count";

const isEstimate = (programme: Programme, { computation }: Figure): boolean => {
  if (computation.kind === "count") return computation.count.kind === "estimate";
  if (computation.kind !== "sum") return false;
  return computation.of.some((id) => {
    const part = programme.figures.get(id);
    return part !== undefined && isEstimate(programme, part);
  });
};

const levels = ["priority", "operation", "partner"];

/** Each level is computed by itself: somebody in two operations of a priority counts once in the priority. */
const breakDown = async (
  programme: Programme,
  snapshot: Snapshot,
  figure: Figure,
  { year, years, filters, language }: ExplainRequest,
): Promise<ExplainedCell[]> => {
  const missing = new Set(missingDimensions(programme, figure, levels));
  const depth = levels.findIndex((level) => missing.has(level));
  const dimensions = depth === -1 ? levels : levels.slice(0, depth);
  const tables: FigureTable[] = [];
  for (const index of dimensions.keys()) {
    const by = dimensions.slice(0, index + 1);
    tables.push(
      await computeFigures(programme, snapshot, { figures: [figure.id], by, year, years, filters }),
    );
  }
  const cellsUnder = (at: Readonly<Record<string, string | null>>, level: number): ExplainedCell[] => {
    const dimension = dimensions[level];
    const rows = tables[level]?.rows;
    if (dimension === undefined || !rows) return [];
    return rows
      .filter((row) => Object.entries(at).every(([name, value]) => row.at[name] === value))
      .flatMap((row): ExplainedCell[] => {
        const amount = row.values.get(figure.id) ?? 0n;
        if (exact(String(amount)).units === 0n) return [];
        const value = row.at[dimension] ?? null;
        const label = valueLabel(programme, dimension, value, language);
        return [{ dimension, value, label, amount, children: cellsUnder(row.at, level + 1) }];
      });
  };
  return cellsUnder({}, 0);
};

const addsUp = (value: FigureValue, cells: readonly ExplainedCell[]): boolean => {
  if (cells.length === 0) return true;
  const sum = cells.map(({ amount }) => exact(String(amount))).reduce(add, zero);
  return (
    String(valueOf(sum)) === String(value) &&
    cells.every(({ amount, children }) => children.length === 0 || addsUp(amount, children))
  );
};

const listRecords = async (
  programme: Programme,
  snapshot: Snapshot,
  figure: CountedFigure,
  { year, years, filters, language, limit = mostRecords }: ExplainRequest,
): Promise<{ records: ExplainedRecord[]; more: boolean }> => {
  const records: ExplainedRecord[] = [];
  const { fields } = figure.computation.register;
  const tell = (id: string, answer: string | null): string => {
    const field = fields.get(id);
    const said =
      answer !== null && field?.type === "date"
        ? sayDate(answer, language)
        : valueLabel(programme, id, answer, language);
    return `${field?.label[language] ?? id}${colon[language]}${said}`;
  };
  for await (const record of figureRecords(programme, snapshot, figure, { year, years, filters })) {
    if (records.length === limit) return { records, more: true };
    const told = Object.entries(record.answers).map(([id, answer]) => tell(id, answer));
    records.push({ ...record, told: told.join("; ") });
  }
  return { records, more: false };
};
