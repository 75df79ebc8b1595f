import type { Pool } from "pg";
import type { Figure, Programme } from "../definition/programme.ts";
import { computeFigures } from "../figure/compute.ts";
import { missingDimensions } from "../figure/request.ts";
import type { Snapshot } from "../figure/snapshot.ts";

/** The change of the trail up to which a snapshot counts. */
export type DataVersion = Readonly<{ change: number; at: string | null; hash: string }>;

const kept = new WeakMap<
  Snapshot,
  { change: number; at: string | null; years: readonly number[] | undefined }
>();

const known = async (pool: Pool, snapshot: Snapshot) => {
  const { change } = snapshot;
  const before = kept.get(snapshot);
  if (before?.change === change) return before;
  // When a change was made says nothing about anybody; who made it and what it did is not read.
  const { rows } = await pool.query<{ at: string }>(
    `select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from trail.change where seq = $1`,
    [change],
  );
  const now = { change, at: rows[0]?.at ?? null, years: undefined };
  kept.set(snapshot, now);
  return now;
};

/** Returns the change up to which the snapshot counts, and when it was made. */
export const dataVersion = async (pool: Pool, snapshot: Snapshot): Promise<DataVersion> => {
  const { change, at } = await known(pool, snapshot);
  return { change, at, hash: snapshot.hash };
};

const isOnOneDay = ({ computation }: Figure): boolean =>
  computation.kind === "count" && computation.year?.kind === "on" && computation.register.view === undefined;

/** Returns the years in which any record is placed, oldest first; worked out once for each state of the data. */
export const yearsWithData = async (
  programme: Programme,
  pool: Pool,
  snapshot: Snapshot,
): Promise<readonly number[]> => {
  const state = await known(pool, snapshot);
  if (state.years) return state.years;
  const figures = [...programme.figures.values()]
    .filter((figure) => isOnOneDay(figure) && missingDimensions(programme, figure, ["year"]).length === 0)
    .filter(({ definedBy, group }) => definedBy === "programme" || group === "total")
    .map(({ id }) => id);
  if (figures.length === 0) return [];
  const { rows } = await computeFigures(programme, snapshot, { figures, by: ["year"] });
  const years = rows
    .filter(({ values }) =>
      [...values.values()].some((value) => value !== 0n && !/^0(\.0+)?$/.test(String(value))),
    )
    .map(({ at }) => Number(at["year"]))
    .toSorted((a, b) => a - b);
  kept.set(snapshot, { ...state, years });
  return years;
};

/** Returns the year that a page begins with: the last one with records, up to the one of today. */
export const usualYear = (years: readonly number[], today: string): number => {
  const current = Number(today.slice(0, 4));
  return years.findLast((year) => year <= current) ?? current;
};
