import { readDemonstration, type Demonstration } from "../../src/demo/inputs.ts";
import type { Programme } from "../../src/definition/programme.ts";

/** Its counts hang together so closely that a share of them cannot be drawn. */
const whole = new Set(["anti_discrimination"]);

/**
 * Returns the programme's demonstration in small: a share of its records (and where there was one there still is
 * one), of the operations named only, without the broken files.
 */
export const smallDemonstration = (
  programme: Programme,
  share: number,
  operations?: readonly string[],
): Demonstration => {
  const inputs = readDemonstration(programme.folder);
  if (!inputs) throw new RangeError(`${programme.id} has no demonstration`);
  const fewer = (counts: Readonly<Record<string, number>> | undefined) =>
    counts &&
    Object.fromEntries(Object.entries(counts).map(([year, count]) => [year, Math.ceil(count * share)]));
  const batches = inputs.batches
    .filter(({ operation }) => operations?.includes(operation) ?? !whole.has(operation))
    .map((batch) => {
      const small = { ...batch };
      for (const key of ["records", "groups", "returns"] as const) {
        const counts = fewer(batch[key]);
        if (counts) small[key] = counts;
      }
      return small;
    });
  return { ...inputs, batches, broken: [] };
};
