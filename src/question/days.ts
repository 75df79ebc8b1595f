import { exact } from "../decimal.ts";
import { sqlName, toSql } from "../definition/condition/sql.ts";
import type { Condition } from "../definition/condition/condition.ts";
import type { Figure, LengthStatistic, MeasureValue, Programme } from "../definition/programme.ts";
import { filterSql, isInYears } from "../figure/placing.ts";
import type { PlacesLimit } from "../definition/service/places.ts";
import type { Filters } from "../figure/request.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import { lastDaySql } from "../register/taken.ts";
import { divided, fraction, fromExact, type Fraction } from "./fraction.ts";

/** Which records: of one year, of a part of the programme, by a dimension or of one group. */
export type DaysAsked = Readonly<{
  programme: Programme;
  snapshot: Snapshot;
  year: number;
  filters: Filters;
  /** The column whose values are the rows; without it, one row for all together. */
  dimension?: string | undefined;
  /** Only records for which this holds as well. */
  group?: Condition | undefined;
}>;

/** A result by the value of the dimension; null is no answer. */
export type DaysByRow = ReadonlyMap<string | null, Fraction>;

type Length = MeasureValue & { kind: "length" };
type Daily = MeasureValue & { kind: "daily" };

const source = ({ computation }: Figure, asked: DaysAsked, placed: (years: number[]) => string) => {
  if (computation.kind !== "count") return undefined;
  const { programme, snapshot, year, filters, group } = asked;
  const { register, when } = computation;
  if (snapshot.parts(register.id).length === 0) return undefined;
  const tests = [...filterSql(programme, filters), placed([year])];
  for (const condition of [when, group]) if (condition) tests.push(toSql(condition));
  return { from: `${snapshot.records(register.id)} r`, where: tests.join(" and ") };
};

const keyOf = (dimension: string | undefined): string =>
  dimension === undefined ? "''" : `CAST(${sqlName(dimension)} AS VARCHAR)`;

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

/**
 * Returns the mean, the median, the shortest or the longest time in days, by row. A row without any record is not
 * there. Days are counted on the calendar, 29 February among them.
 */
export const lengths = async (value: Length, asked: DaysAsked): Promise<DaysByRow> => {
  const { figure, from, until, bothDays, statistic } = value;
  const rule = figure.computation.kind === "count" ? figure.computation.year : undefined;
  const found = source(figure, asked, (years) => isInYears(rule, years));
  if (!found) return new Map();
  const days = `date_diff('day', ${sqlName(from)}, ${limited(sqlName(until), value.limit)})${bothDays ? " + 1" : ""}`;
  const rows = await asked.snapshot.query(
    `select ${keyOf(asked.dimension)} as "#row", ${days} as "#days", count(*) as "#number"
     from ${found.from} where ${found.where} group by 1, 2 order by 1, 2`,
  );
  const byRow = Map.groupBy(rows, (row) => textOf(row["#row"]));
  return new Map(
    [...byRow].map(([key, counted]) => [
      key,
      statisticOf(
        statistic,
        counted.map((row) => ({
          days: BigInt(String(row["#days"])),
          number: BigInt(String(row["#number"])),
        })),
      ),
    ]),
  );
};

type Counted = Readonly<{ days: bigint; number: bigint }>;

/** Returns the statistic of lengths that are given with how often each occurs, shortest first; at least one. */
export const statisticOf = (statistic: LengthStatistic, lengths: readonly Counted[]): Fraction => {
  const total = lengths.reduce((sum, { number }) => sum + number, 0n);
  switch (statistic) {
    case "shortest":
      return fraction(lengths[0]?.days ?? 0n);
    case "longest":
      return fraction(lengths.at(-1)?.days ?? 0n);
    case "mean":
      return fraction(
        lengths.reduce((sum, { days, number }) => sum + days * number, 0n),
        total,
      );
    case "median":
      // Of an even number, the middle lies between two.
      return fraction(placed(lengths, (total - 1n) / 2n) + placed(lengths, total / 2n), 2n);
  }
};

/** Returns the length that stands at a place when all are laid in a row. */
const placed = (lengths: readonly Counted[], place: bigint): bigint => {
  let before = 0n;
  for (const { days, number } of lengths) {
    before += number;
    if (place < before) return days;
  }
  return lengths.at(-1)?.days ?? 0n;
};

/** The days of a year that are counted: up to today in the year under way; undefined before it begins. */
export const daysOfYear = (
  year: number,
  today: string,
): Readonly<{ first: string; last: string; number: bigint }> | undefined => {
  const first = `${year}-01-01`;
  const last = today < `${year}-12-31` ? today : `${year}-12-31`;
  if (last < first) return undefined;
  const { days } = Temporal.PlainDate.from(first).until(last, { largestUnit: "day" });
  return { first, last, number: BigInt(days + 1) };
};

/** The last day that counts: that of the record, or of its limit where that comes earlier. */
const limited = (until: string, limit: PlacesLimit | undefined): string =>
  limit ? `least(${until}, coalesce(${lastDaySql(limit)}, DATE '9999-12-31'))` : until;

/**
 * Returns how many there are on a day, on the average of the days of the year, by row: every day on which a record
 * holds counts, its first and its last among them, and the sum is divided by the number of days.
 */
export const dailyAverages = async (value: Daily, asked: DaysAsked, today: string): Promise<DaysByRow> => {
  const span = daysOfYear(asked.year, today);
  if (!span) return new Map();
  const [first, last] = [`DATE '${span.first}'`, `DATE '${span.last}'`];
  const from = sqlName(value.from);
  const until = limited(`coalesce(${sqlName(value.until)}, ${last})`, value.limit);
  const found = source(
    value.figure,
    asked,
    () => `(${from} <= ${last} AND ${until} >= greatest(${from}, ${first}))`,
  );
  if (!found) return new Map();
  const days = `(date_diff('day', greatest(${from}, ${first}), least(${until}, ${last})) + 1)`;
  const weighed = value.sum ? `${sqlName(value.sum.id)} * ${days}` : days;
  const rows = await asked.snapshot.query(
    `select ${keyOf(asked.dimension)} as "#row", CAST(sum(${weighed}) AS VARCHAR) as "#days"
     from ${found.from} where ${found.where} group by 1`,
  );
  return new Map(
    rows.flatMap((row): [string | null, Fraction][] => {
      const sum = textOf(row["#days"]);
      const number = fraction(value.isTotal ? 1n : span.number);
      const average = sum === null ? undefined : divided(fromExact(exact(sum)), number);
      return average ? [[textOf(row["#row"]), average]] : [];
    }),
  );
};
