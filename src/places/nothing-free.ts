import { Problem } from "../problem.ts";

/** Says that a place was not promised, and on which day none was free. */
export const nothingFree = (day: string): Problem => {
  const written = day.split("-").toReversed().join("/");
  return new Problem(
    409,
    "place_taken",
    {
      fr: `Il n'y a pas de place libre dans cette structure le ${written} : rien n'a été promis.`,
      nl: `In deze structuur is er geen vrije plaats op ${written}: er is niets beloofd.`,
      en: `There is no free place in this structure on ${written}: nothing was promised.`,
    },
    { day },
  );
};
