import { add, compare, type Exact, exact, multiply, zero } from "../decimal.ts";
import { quotient, roundedUp, toCents, whole } from "./numbers.ts";
import { SampleError, wording } from "./refusal.ts";
import { countStep, euroStep, formula, rateStep, type Step } from "./steps.ts";
import { words } from "./words.ts";

/** The periods whose law says when a method may do without statistics. */
export const floorPeriods = ["2014-2020", "2021-2027"] as const;
export type FloorPeriod = (typeof floorPeriods)[number];

export type Floor = Readonly<{ units: number; value: string | undefined; steps: readonly Step[] }>;

/**
 * Returns the least that a sample which is not statistical has to cover: 5 % of the operations and 10 % of the expenditure
 * in 2014-2020 (Reg. 1303/2013, Art. 127(1)); 10 % of the units in 2021-2027, and that below 300 units only, else throws
 * SampleError (Reg. 2021/1060, Art. 79(2)).
 */
export const nonStatisticalFloor = (period: FloorPeriod, units: number, bookValue: Exact): Floor => {
  if (period === "2021-2027") {
    const article = "Reg. (EU) 2021/1060, Art. 79(2)";
    if (units >= 300) throw new SampleError("not_allowed", wording.notAllowed(units));
    const least = roundedUp(multiply(whole(units), exact("0.10")), whole(1));
    const how = formula((say) => `10 % × ${say(whole(units))} ↑`);
    return {
      units: least,
      value: undefined,
      steps: [countStep(words.floorUnits, least, { how, source: article })],
    };
  }
  const article = "Reg. (EU) 1303/2013, Art. 127(1)";
  const least = roundedUp(multiply(whole(units), exact("0.05")), whole(1));
  const value = multiply(bookValue, exact("0.10"));
  return {
    units: least,
    value: toCents(value),
    steps: [
      countStep(words.floorUnits, least, {
        how: formula((say) => `5 % × ${say(whole(units))} ↑`),
        source: article,
      }),
      euroStep(words.floorValue, value, {
        how: formula((say) => `10 % × ${say(bookValue, 2)}`),
        source: article,
      }),
    ],
  };
};

/** What a sample inside one budget heading of a claim has to reach; a programme may ask for more. */
export type ControlFloor = Readonly<{ documents: number; coverage: string }>;

/** Of the managing authority of Centre-Val de Loire, Guide du porteur de projets, v1.1 of 1 February 2023, sheet 9. */
export const regionalControlFloor: ControlFloor = { documents: 30, coverage: "0.15" };

/** Returns whether a heading may be checked by sample: so many documents of one kind, and so much of its expenditure. */
export const mayCheckBySample = (
  { documents, coverage }: Readonly<{ documents: number; coverage: string }>,
  floor: ControlFloor = regionalControlFloor,
): boolean => documents >= floor.documents && compare(exact(coverage), exact(floor.coverage)) >= 0;

/**
 * Returns how many documents of a heading to begin with: its share of coverage, by number. What they cover is known once
 * they are drawn. Throws SampleError where there are too few to sample.
 */
export const controlSize = (
  documents: number,
  floor: ControlFloor = regionalControlFloor,
): Readonly<{ size: number; steps: readonly Step[] }> => {
  if (documents < floor.documents)
    throw new SampleError("not_allowed", wording.fewDocuments(documents, floor.documents));
  const size = roundedUp(multiply(whole(documents), exact(floor.coverage)), whole(1));
  const how = formula((say) => `${say(exact(floor.coverage))} × ${say(whole(documents))} ↑`);
  return { size, steps: [countStep(words.floorUnits, size, { how, source: guide })] };
};

const guide = "Région Centre-Val de Loire, Guide du porteur de projets, v1.1, fiche 9";

/**
 * Returns the error of a heading out of what was found in its sample: the rate found, on the whole heading; where the
 * sample was systematic and not random, two points more. Same source as the floor. Throws where nothing was checked.
 */
export const extendToHeading = (
  found: Readonly<{ heading: Exact; checked: Exact; error: Exact; drawn: "random" | "systematic" }>,
): Readonly<{ projected: string; steps: readonly Step[] }> => {
  if (compare(found.checked, zero) <= 0) throw new SampleError("empty", wording.empty);
  const isSystematic = found.drawn === "systematic";
  const margin = isSystematic ? multiply(found.heading, exact("0.02")) : zero;
  const extended = add(quotient(multiply(found.heading, found.error), found.checked), margin);
  const projected = compare(extended, found.heading) > 0 ? found.heading : extended;
  const how = formula(
    (say) =>
      `${say(found.heading, 2)} × ${say(found.error, 2)} / ${say(found.checked, 2)}${isSystematic ? ` + 2 % × ${say(found.heading, 2)}` : ""}`,
  );
  const rate = quotient(projected, found.heading);
  return {
    projected: toCents(projected),
    steps: [
      euroStep(words.projected, projected, { how, source: guide, parts: [rateStep(words.rate, rate)] }),
    ],
  };
};
