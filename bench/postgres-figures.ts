import { availableParallelism } from "node:os";
import type { PoolClient } from "pg";
import { sqlName, toSql } from "../src/definition/condition/sql.ts";
import type { Condition } from "../src/definition/condition/condition.ts";
import type { CountedFigure } from "../src/figure/scan-columns.ts";
import { add, exact, roundHalfUp, zero, type Exact } from "../src/decimal.ts";
import { shareParts } from "../src/figure/shared-parts.ts";
import { tableOf } from "../src/register/table.ts";
import type { Register } from "../src/definition/programme.ts";
import { shortest, timed } from "./measure.ts";

/**
 * The same figures asked of PostgreSQL itself, in the best ways that we know: what Jalon's own engine is measured
 * against. Groups are as coarse as they can be: priority and objective follow from the operation.
 */
export type Rows = readonly Readonly<Record<string, string | number | null>>[];
export type SingleQuery = Readonly<{ name: string; run: () => Promise<Rows> }>;

/** Lets PostgreSQL use all of the machine for one query. */
export const tune = async (client: PoolClient): Promise<void> => {
  const cores = availableParallelism();
  await client.query(
    `set work_mem = '256MB'; set max_parallel_workers = ${cores}; set max_parallel_workers_per_gather = ${cores};
     set parallel_setup_cost = 0; set min_parallel_table_scan_size = 0`,
  );
};

const yearOf = (date: string) => `extract(year from ${sqlName(date)})::int`;
const dateOf = ({ computation: { year } }: CountedFigure): string => (year?.kind === "on" ? year.field : "");
const aggregate = ({ computation: { count } }: CountedFigure, condition: string): string =>
  count.kind === "sum" || count.kind === "estimate"
    ? `coalesce(sum(${sqlName(count.field.id)}) filter (where ${condition}), 0)`
    : `count(*) filter (where ${condition})`;

/** Makes the ways to ask all figures at once; each is a single query that gives all groups by operation, gender, year. */
export const singleQueries = async (
  client: PoolClient,
  register: Register,
  figures: readonly CountedFigure[],
): Promise<SingleQuery[]> => {
  const dates = [...new Set(figures.map(dateOf))];
  const years = dates.map((date, index) => `${yearOf(date)} as y${index}`).join(", ");
  const keys = dates.map((_, index) => `y${index}`).join(", ");
  const list = (sql: (condition: Condition) => string) =>
    figures
      .map((figure) => `${aggregate(figure, condition(figure, sql))} as ${sqlName(figure.id)}`)
      .join(",\n");
  const plain = `select operation, gender, ${years}, ${list(toSql)}
    from ${tableOf(register)} group by operation, gender, ${dates.map((_, index) => index + 3).join(", ")}`;
  const shared = await sharedViews(client, register, figures, years);
  const staged = `select operation, gender, ${keys}, ${list(shared.sql)}
    from ${shared.view} group by operation, gender, ${keys}`;
  const run = async (sql: string): Promise<Rows> => (await client.query<Rows[number]>(sql)).rows;
  // Not every build of PostgreSQL can compile queries; where it can, it does not always pay.
  const { rows } = await client.query<{ available: boolean }>("select pg_jit_available() as available");
  const states = rows[0]?.available === true ? ["off", "on"] : ["off"];
  return states.flatMap((state) => {
    const withJit = (sql: string) => async () => {
      await client.query(`set jit = ${state}`);
      return run(sql);
    };
    return [
      { name: `one GROUP BY, jit ${state}`, run: withJit(plain) },
      { name: `one GROUP BY over shared conditions, jit ${state}`, run: withJit(staged) },
    ];
  });
};

const condition = ({ computation: { when } }: CountedFigure, sql: (condition: Condition) => string) =>
  when ? sql(when) : "true";

/**
 * What indicators have in common, worked out once per record: views that PostgreSQL may not merge into the query (it
 * would work it out again for each indicator), and yet scans in parallel. Twice as fast and more than the query a
 * programmer would write; found by trying.
 */
const sharedViews = async (
  client: PoolClient,
  register: Register,
  figures: readonly CountedFigure[],
  years: string,
) => {
  const parts = shareParts(figures.flatMap(({ computation: { when } }) => (when ? [when] : [])));
  let view = `(select *, ${years} from ${tableOf(register)} r)`;
  for (const [index, columns] of parts.levels.entries()) {
    await client.query(
      `create or replace temp view shared_${index} with (security_barrier) as
       select *, ${columns.join(", ")} from ${view} s`,
    );
    view = `shared_${index}`;
  }
  return { view, sql: parts.sql };
};

/** Returns the fastest of the queries with its time and its rows. */
export const fastest = async (
  queries: readonly SingleQuery[],
  runs: number,
): Promise<{ name: string; ms: number; rows: Rows; all: readonly { name: string; ms: number }[] }> => {
  const all: { name: string; ms: number; rows: Rows }[] = [];
  for (const { name, run } of queries) {
    let rows: Rows = [];
    const times = await timed(runs, 1, async () => {
      rows = await run();
    });
    all.push({ name, ms: shortest(times), rows });
  }
  const [best] = all.toSorted((a, b) => a.ms - b.ms);
  if (!best) throw new Error("no query to measure");
  return { ...best, all };
};

/** Asks each figure with a query of its own, as a reporting tool does; returns the time of all together. */
export const oneByOne = async (
  client: PoolClient,
  register: Register,
  figures: readonly CountedFigure[],
): Promise<number> => {
  await client.query("set jit = off");
  let total = 0;
  for (const figure of figures) {
    const { computation } = figure;
    const counted =
      computation.count.kind === "estimate" || computation.count.kind === "sum"
        ? `sum(${sqlName(computation.count.field.id)})`
        : "count(*)";
    const [time = 0] = await timed(1, 0, () =>
      client.query(
        `select operation, gender, ${yearOf(dateOf(figure))}, ${counted} from ${tableOf(register)}
         where ${condition(figure, toSql)} group by 1, 2, 3`,
      ),
    );
    total += time;
  }
  return total;
};

/** Returns the value of each figure in each cell, exact, by "figure operation gender year". */
export const cellsOf = (rows: Rows, figures: readonly CountedFigure[]): Map<string, string> => {
  const dates = [...new Set(figures.map(dateOf))];
  const cells = new Map<string, Exact>();
  for (const row of rows)
    for (const figure of figures) {
      const year = row[`y${dates.indexOf(dateOf(figure))}`];
      if (year === null || year === undefined) continue;
      const key = [figure.id, row["operation"], row["gender"] ?? "", year].join(" ");
      cells.set(key, add(cells.get(key) ?? zero, exact(String(row[figure.id] ?? 0))));
    }
  return new Map([...cells].map(([key, amount]) => [key, String(roundHalfUp(amount).units)]));
};
