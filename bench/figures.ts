import type { Database } from "../src/database/connect.ts";
import type { Programme, Register } from "../src/definition/programme.ts";
import { isAdditive } from "../src/figure/additive.ts";
import type { CountedFigure } from "../src/figure/scan-columns.ts";
import { computeFigures, type FigureTable } from "../src/figure/compute.ts";
import { Snapshot, usualPolicy, type SnapshotPolicy } from "../src/figure/snapshot.ts";
import { prepareStore } from "../src/intake/store.ts";
import { goal, peakMegabytes, said, shortest, timed, times } from "./measure.ts";
import { changeRecords, fillRegister } from "./participants.ts";
import { cellsOf, fastest, oneByOne, singleQueries, tune } from "./postgres-figures.ts";

export type FiguresBench = Readonly<{
  database: Database;
  programme: Programme;
  dataFolder: string;
  rows: number;
  print: (line: string) => void;
}>;

const by = ["gender", "priority", "objective", "operation", "year"];
const runs = 5;
const share = 0.01;

/**
 * Measures (a) all indicators of the framework by gender, priority, objective, operation and year, against PostgreSQL,
 * and (b) the same again after 1% of the records changed. Throws when any cell differs from PostgreSQL's.
 */
export const benchFigures = async (bench: FiguresBench): Promise<void> => {
  const { database, programme, dataFolder, rows, print } = bench;
  const register = programme.registers.get("participants");
  if (!register) throw new Error("the programme has no participants");
  const figures = [...programme.figures.values()].filter(
    (figure): figure is CountedFigure =>
      (figure.annex !== undefined || figure.id === "GRAND_TOTAL") &&
      figure.computation.kind === "count" &&
      figure.computation.register === register &&
      isAdditive(figure as CountedFigure),
  );
  await prepareStore(database.pool, programme);
  const [filling = 0] = await timed(1, 0, () => fillRegister(database.pool, programme, register, rows));
  print(`${rows.toLocaleString("en")} participations made in ${said(filling)}; ${figures.length} indicators`);

  const request = { figures: figures.map(({ id }) => id), by };
  const open = (policy?: SnapshotPolicy) =>
    Snapshot.open({ pool: database.pool, programme, dataFolder, policy });
  const [making = 0] = await timed(1, 0, async () => (await open()).close());
  const [opening = 0] = await timed(1, 0, async () => (await open()).close());
  print(`snapshot made from the store in ${said(making)}; opened again in ${said(opening)}`);
  const forgetful = await open({ ...usualPolicy, cellsWorthKeeping: Infinity, cellsRemembered: 0 });
  let table = await computeFigures(programme, forgetful, request);
  const computed = await timed(runs, 3, async () => {
    table = await computeFigures(programme, forgetful, request);
  });
  const ours = shortest(computed);
  const memory = peakMegabytes();

  const client = await database.pool.connect();
  try {
    await tune(client);
    const single = await fastest(await singleQueries(client, register, figures), rows > 2_000_000 ? 1 : runs);
    const each = await oneByOne(client, register, figures);
    const compared = compare(table, cellsOf(single.rows, figures), figures);
    print("");
    print(
      `(a) all indicators by ${by.join(", ")}: ${compared.cells.toLocaleString("en")} cells, 0 differ from PostgreSQL`,
    );
    print(
      `  Jalon                     ${said(ours)}  (peak memory of this process ${memory} MB, DuckDB included)`,
    );
    for (const { name, ms } of single.all)
      print(`  PostgreSQL, ${name.padEnd(46)} ${said(ms)}  ${times(ms, ours)}`);
    print(`  PostgreSQL, one query per indicator, together          ${said(each)}  ${times(each, ours)}`);

    const { changed, refresh, recompute } = await again(bench, register, request, open);
    await forgetful.refresh();
    const anew = await computeFigures(programme, forgetful, request);
    forgetful.close();
    const after = await fastest(
      (await singleQueries(client, register, figures)).filter(({ name }) => name === single.name),
      1,
    );
    compare(anew, cellsOf(after.rows, figures), figures);
    const fresh = refresh + recompute;
    print("");
    print(
      `(b) after ${changed.toLocaleString("en")} records changed: 0 cells differ from a full computation and from PostgreSQL`,
    );
    print(`  Jalon: refresh ${said(refresh)} + recompute ${said(recompute)} = ${said(fresh)}`);
    print(`  against (a), a full computation on the snapshot            ${times(ours, fresh)}`);
    print(`  against (a) with the snapshot made from the store          ${times(making + ours, fresh)}`);
    print(`  against the best single PostgreSQL query                   ${times(after.ms, fresh)}`);
    const [brought, counted] = [(refresh * 1000) / changed, (ours * 1000) / rows];
    print(
      `  to bring one changed record over takes as long as to compute ${Math.round(brought / counted)} unchanged ones,`,
    );
    print(`  so that the refresh alone keeps (b) under ${times(ours, refresh)} of (a) on the snapshot`);
    print("");
    print("goals");
    print(goal("(a) against the best single PostgreSQL query", single.ms / ours, 4));
    print(goal("(a) against one PostgreSQL query per indicator", each / ours, 40));
    print(goal("(b) against the full computation of (a) on the snapshot", ours / fresh, 10));
    print(`  peak memory of this process ${peakMegabytes()} MB`);
  } finally {
    client.release(true);
  }
};

/** Changes records and brings the figures up to date, several times over; each is compared with a full computation. */
const again = async (
  { database, programme }: FiguresBench,
  register: Register,
  request: { figures: string[]; by: string[] },
  open: (policy?: SnapshotPolicy) => Promise<Snapshot>,
): Promise<{ changed: number; refresh: number; recompute: number }> => {
  const took: { refresh: number; recompute: number }[] = [];
  let changed = 0;
  const snapshot = await open();
  const other = await open({ ...usualPolicy, cellsWorthKeeping: Infinity, cellsRemembered: 0 });
  try {
    await computeFigures(programme, snapshot, request);
    for (let round = 0; round < runs; round++) {
      changed = await changeRecords(database.pool, programme, register, share);
      const start = performance.now();
      await snapshot.refresh();
      const refreshed = performance.now();
      const table = await computeFigures(programme, snapshot, request);
      took.push({ refresh: refreshed - start, recompute: performance.now() - refreshed });
      await other.refresh();
      const expected = await computeFigures(programme, other, request);
      if (textOf(table) !== textOf(expected))
        throw new Error("the figures brought up to date differ from the full ones");
    }
  } finally {
    snapshot.close();
    other.close();
  }
  const [best] = took.toSorted((a, b) => a.refresh + a.recompute - b.refresh - b.recompute);
  return { changed, refresh: best?.refresh ?? Number.NaN, recompute: best?.recompute ?? Number.NaN };
};

const textOf = ({ rows, totals }: FigureTable): string =>
  [
    ...rows.map(({ at, values }) => `${Object.values(at).join(" ")} ${[...values].join(" ")}`),
    ...totals,
  ].join("\n");

/** Compares every cell with PostgreSQL's; throws with the first that differ. */
const compare = (
  table: FigureTable,
  expected: ReadonlyMap<string, string>,
  figures: readonly CountedFigure[],
): { cells: number } => {
  const left = new Map(expected);
  const wrong: string[] = [];
  let cells = 0;
  for (const { at, values } of table.rows)
    for (const { id } of figures) {
      const key = [id, at["operation"], at["gender"] ?? "", at["year"]].join(" ");
      const found = String(values.get(id));
      cells += 1;
      if (found !== (left.get(key) ?? "0"))
        wrong.push(`${key}: ${found}, PostgreSQL ${left.get(key) ?? "0"}`);
      left.delete(key);
    }
  for (const [key, value] of left) if (value !== "0") wrong.push(`${key}: no cell, PostgreSQL ${value}`);
  if (wrong.length > 0) throw new Error(`${wrong.length} cells differ:\n${wrong.slice(0, 10).join("\n")}`);
  return { cells };
};
