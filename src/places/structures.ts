import type { PlacesStructures } from "../definition/service/places.ts";
import { lotsSql } from "../register/taken.ts";
import { inOperations, type Look, type Reach } from "./service.ts";

/** A structure of which the asker sees a record, whatever number of records says its places. */
export type SeenStructure = Readonly<{
  operation: string;
  structure: string;
  partner: string;
  /** The codes of its kinds of places. */
  kinds: readonly string[];
  /** The days of the week on which it is open, 1 for Monday. */
  open: readonly number[];
  /** The code that says so, where its records agree. */
  opening: string | null;
}>;

/** The days of the week. */
export const everyDay: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** Returns the structures of a service under the asker's walls, by name; only those that have places in the period. */
export const seenStructures = async (
  { client }: Look,
  reach: Reach,
  period: Readonly<{ first: string; last: string }> = { first: "-infinity", last: "infinity" },
): Promise<SeenStructure[]> => {
  const { structures } = reach.places;
  if (!structures) return [];
  const { rows } = await client.query<{
    operation: string;
    structure: string;
    partner: string;
    kinds: string[];
    openings: (string | null)[];
  }>(
    `select operation, structure, min(partner) as partner,
       array_remove(array_agg(distinct kind order by kind), null) as kinds, array_agg(distinct opening) as openings
     from (${lotsSql(reach.places)}) lot
     where ${inOperations(reach)} and structure is not null and first <= $2 and last >= $1
     group by operation, structure order by structure, operation`,
    [period.first, period.last],
  );
  return rows.map(({ openings, ...row }) => ({
    ...row,
    open: openDays(structures, openings),
    opening: openings.length === 1 ? (openings[0] ?? null) : null,
  }));
};

/** A structure is open when one of its records says so; what says nothing is open every day. */
const openDays = ({ opening }: PlacesStructures, codes: readonly (string | null)[]): readonly number[] => {
  const days = codes.flatMap((code) => (code === null ? everyDay : (opening?.days.get(code) ?? everyDay)));
  return days.length === 0 ? everyDay : everyDay.filter((day) => days.includes(day));
};
