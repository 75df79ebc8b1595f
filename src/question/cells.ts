import { exact, trimmed, zero, type Exact } from "../decimal.ts";
import { groupFigureId } from "../definition/questions.ts";
import type { Figure, Measure, Programme, Question, QuestionTable } from "../definition/programme.ts";
import { computeFigures, type FigureTable } from "../figure/compute.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import { dailyAverages, lengths, type DaysByRow } from "./days.ts";
import { divided, fraction, fromExact, times, type Fraction } from "./fraction.ts";
import { hiddenParts, type Counts, type Hidden } from "./hidden.ts";

/** What stands in a cell: an exact value, or why there is none. */
export type Cell =
  /** `digits`: after the point, once it is rounded. */
  | Readonly<{ state: "value"; value: Fraction; digits: number }>
  /** It would say something about a few people. */
  | Readonly<{ state: "hidden" }>
  /** There is nothing to measure: no stay ended, nobody to divide by. */
  | Readonly<{ state: "none" }>
  /** No register of the service holds it. */
  | Readonly<{ state: "missing" }>;

/** One measure in one year: its cell in each row, in rows where it has nothing, and of all rows together. */
export type MeasureCells = Readonly<{ rows: ReadonlyMap<string, Cell>; elsewhere: Cell; total: Cell }>;

/** What a table is worked out from. */
export type Asked = Readonly<{
  programme: Programme;
  snapshot: Snapshot;
  question: Question;
  /** The day of the asking: the year under way counts up to it. */
  today: string;
  /** Numbers of people below this are hidden. */
  limit: number;
}>;

/** How the value of a dimension, or its absence, is named among the rows. */
export const rowKey = (value: string | null): string => value ?? "\u0000";

/** Returns every measure that the table shows or that these are worked out from, each after what it needs. */
export const measuresOf = (question: Question, table: QuestionTable): Measure[] => {
  const wanted = new Set<string>();
  const want = (id: string): void => {
    const value = question.measures.find((measure) => measure.id === id)?.value;
    if (value?.kind === "part") want(value.of);
    if (value?.kind === "ratio") for (const one of [value.of, value.per]) want(one);
    wanted.add(id);
  };
  table.measures.forEach(want);
  return question.measures.filter(({ id }) => wanted.has(id));
};

/** Returns the cells of one year of a table by measure, small numbers of people hidden. */
export const computeCells = async (
  asked: Asked,
  table: QuestionTable,
  year: number,
): Promise<Map<string, MeasureCells>> => {
  const measures = measuresOf(asked.question, table);
  const counts = await countAll(asked, table, measures, year);
  const done = new Map<string, MeasureCells>();
  for (const measure of measures)
    done.set(measure.id, await cellsOf(asked, table, measure, year, counts, done));
  return done;
};

const isKept = ({ computation }: Figure, { operations }: Question): boolean =>
  computation.kind !== "count" || computation.register.operations.some((id) => operations.includes(id));

const filtersOf = ({ question }: Asked) => ({ operation: question.operations });

/** Counts every figure of the table once, in each of its rows and in all together. */
const countAll = async (
  asked: Asked,
  table: QuestionTable,
  measures: readonly Measure[],
  year: number,
): Promise<Map<string, Counts>> => {
  const { programme, snapshot, question } = asked;
  const figures = measures.flatMap(({ value }) => ("figure" in value ? [value.figure] : []));
  const kept = [...new Map(figures.map((figure) => [figure.id, figure])).values()].filter((figure) =>
    isKept(figure, question),
  );
  if (kept.length === 0) return new Map();
  const { by } = table;
  const groups = by?.kind === "groups" ? by.groups : [];
  const own = new Map(question.figures.map((figure) => [figure.id, figure]));
  const known = { ...programme, figures: new Map([...programme.figures, ...own]) };
  const result = await computeFigures(known, snapshot, {
    figures: kept.flatMap(({ id }) => [id, ...groups.map((_, at) => groupFigureId(id, table.id, at))]),
    year,
    by: by?.kind === "dimension" ? [by.id] : [],
    filters: filtersOf(asked),
  });
  const total = (id: string): Exact => exact(result.totals.get(id) ?? 0n);
  return new Map(
    kept.map((figure) => [
      figure.id,
      {
        figure,
        total: total(figure.id),
        rows:
          by?.kind === "dimension"
            ? dimensionRows(result, by.id, figure.id)
            : new Map(groups.map((_, at) => [String(at), total(groupFigureId(figure.id, table.id, at))])),
      },
    ]),
  );
};

const dimensionRows = ({ rows }: FigureTable, dimension: string, figure: string): Map<string, Exact> =>
  new Map(rows.map(({ at, values }) => [rowKey(at[dimension] ?? null), exact(values.get(figure) ?? 0n)]));

const cellsOf = async (
  asked: Asked,
  table: QuestionTable,
  measure: Measure,
  year: number,
  counts: ReadonlyMap<string, Counts>,
  done: ReadonlyMap<string, MeasureCells>,
): Promise<MeasureCells> => {
  const { value } = measure;
  if (value.kind === "missing") return everywhere({ state: "missing" });
  if (value.kind === "ratio") return ratio(done.get(value.of), done.get(value.per), value.isShare);
  const counted = counts.get(value.figure.id);
  // Where a measure says what would hold it, a register that holds none of it has not been told.
  if (!counted || (measure.missing && counted.total.units === 0n)) return everywhere({ state: "missing" });
  const whole = value.kind === "part" ? baseOf(asked, value.of, counts) : undefined;
  const hidden = hiddenParts(asked, counted, whole, measure.people);
  if (value.kind === "figure" || value.kind === "part") {
    const cell = (amount: Exact): Cell => ({
      state: "value",
      value: fromExact(amount),
      digits: trimmed(amount).scale === 0 ? 0 : amount.scale,
    });
    return withHidden(hidden, new Map([...counted.rows].map(([key, amount]) => [key, cell(amount)])), {
      elsewhere: cell(zero),
      total: cell(counted.total),
    });
  }
  const days = await daysOf(asked, table, value, year);
  const elsewhere: Cell =
    value.kind === "daily"
      ? { state: "value", value: fraction(0n), digits: digitsOf(value) }
      : { state: "none" };
  const cell = (found: Fraction | undefined): Cell =>
    found ? { state: "value", value: found, digits: digitsOf(value) } : elsewhere;
  return withHidden(hidden, new Map([...counted.rows.keys()].map((key) => [key, cell(days.rows.get(key))])), {
    elsewhere,
    total: cell(days.total),
  });
};

const baseOf = ({ question }: Asked, id: string, counts: ReadonlyMap<string, Counts>): Counts | undefined => {
  const value = question.measures.find((measure) => measure.id === id)?.value;
  return value && "figure" in value ? counts.get(value.figure.id) : undefined;
};

type OfDays = Extract<Measure["value"], { kind: "length" | "daily" }>;

/** Whole days for the shortest, the longest and a sum, one digit for what is an average. */
const digitsOf = (value: OfDays): number => {
  const isWhole =
    value.kind === "length" ? value.statistic === "shortest" || value.statistic === "longest" : value.isTotal;
  return isWhole ? 0 : 1;
};

const daysOf = async (
  asked: Asked,
  { by }: QuestionTable,
  value: OfDays,
  year: number,
): Promise<{ rows: ReadonlyMap<string, Fraction>; total: Fraction | undefined }> => {
  const { programme, snapshot, today } = asked;
  const request = { programme, snapshot, year, filters: filtersOf(asked) };
  const work = (more: object): Promise<DaysByRow> =>
    value.kind === "length"
      ? lengths(value, { ...request, ...more })
      : dailyAverages(value, { ...request, ...more }, today);
  const rows = new Map<string, Fraction>();
  if (by?.kind === "dimension")
    for (const [key, found] of await work({ dimension: by.id })) rows.set(rowKey(key), found);
  if (by?.kind === "groups")
    for (const [at, { when }] of by.groups.entries())
      for (const found of (await work({ group: when })).values()) rows.set(String(at), found);
  const [total] = (await work({})).values();
  return { rows, total };
};

const withHidden = (
  hidden: Hidden,
  rows: ReadonlyMap<string, Cell>,
  { elsewhere, total }: Pick<MeasureCells, "elsewhere" | "total">,
): MeasureCells => ({
  rows: new Map([...rows].map(([key, cell]) => [key, hidden.rows.has(key) ? { state: "hidden" } : cell])),
  elsewhere,
  total: hidden.total ? { state: "hidden" } : total,
});

const everywhere = (cell: Cell): MeasureCells => ({ rows: new Map(), elsewhere: cell, total: cell });

/** Divides cell by cell; what is hidden in either is hidden, or it would follow from the other. */
const ratio = (
  of: MeasureCells | undefined,
  per: MeasureCells | undefined,
  isShare: boolean,
): MeasureCells => {
  const [a, b] = [of ?? everywhere({ state: "missing" }), per ?? everywhere({ state: "missing" })];
  const keys = new Set([...a.rows.keys(), ...b.rows.keys()]);
  const at = (cells: MeasureCells, key: string): Cell => cells.rows.get(key) ?? cells.elsewhere;
  return {
    rows: new Map([...keys].map((key) => [key, dividedCell(at(a, key), at(b, key), isShare)])),
    elsewhere: dividedCell(a.elsewhere, b.elsewhere, isShare),
    total: dividedCell(a.total, b.total, isShare),
  };
};

const dividedCell = (a: Cell, b: Cell, isShare: boolean): Cell => {
  for (const state of ["missing", "hidden", "none"] as const)
    if (a.state === state || b.state === state) return { state };
  if (a.state !== "value" || b.state !== "value") return { state: "none" };
  const value = divided(a.value, b.value);
  return value
    ? { state: "value", value: isShare ? times(value, 100n) : value, digits: 1 }
    : { state: "none" };
};
