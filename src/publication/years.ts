import type { Figure, Programme } from "../definition/programme.ts";
import { computeFigures } from "../figure/compute.ts";
import type { Snapshot } from "../figure/snapshot.ts";

/** Returns the years, oldest first, in which any figure counts a record. */
export const yearsWithData = async (programme: Programme, snapshot: Snapshot): Promise<number[]> => {
  const dated = [...programme.figures.values()].filter(
    ({ computation }) =>
      // What was controlled and paid later does not make a year that people took part in.
      computation.kind === "count" &&
      computation.year !== undefined &&
      computation.register.view === undefined,
  );
  // Of each register, what counts without a condition counts whatever the others do.
  const whole = dated.filter(({ computation }) => computation.kind === "count" && !computation.when);
  const registerOf = ({ computation }: Figure) =>
    computation.kind === "count" ? computation.register.id : "";
  const covered = new Set(whole.map(registerOf));
  const asked = [...whole, ...dated.filter((figure) => !covered.has(registerOf(figure)))];
  if (asked.length === 0) return [];
  const { rows } = await computeFigures(programme, snapshot, {
    figures: asked.map(({ id }) => id),
    by: ["year"],
  });
  return rows
    .filter(({ values }) => [...values.values()].some((value) => !/^-?0+(\.0+)?$/.test(String(value))))
    .map(({ at }) => Number(at["year"]))
    .filter((year) => Number.isInteger(year) && year > 0)
    .toSorted((a, b) => a - b);
};
