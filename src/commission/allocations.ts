import { type Allocation, allocationOf } from "../definition/control.ts";
import type { Programme } from "../definition/programme.ts";
import { type Euros, sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { Problem } from "../problem.ts";

type Structure = Pick<Programme, "control" | "operations" | "priorities" | "funds">;

/** What regions are called on the forms (Art. 120(3) of Reg. 1303/2013; Art. 108(2) of Reg. 2021/1060). */
export const regionNames: Readonly<Record<Allocation["region"], Text>> = {
  less_developed: { fr: "Moins développées", nl: "Minder ontwikkeld", en: "Less developed" },
  transition: { fr: "En transition", nl: "In overgang", en: "Transition" },
  more_developed: { fr: "Plus développées", nl: "Meer ontwikkeld", en: "More developed" },
  outermost: {
    fr: "Ultrapériphériques ou peu peuplées",
    nl: "Ultraperifeer of dunbevolkt",
    en: "Outermost or sparsely populated",
  },
  yei: {
    fr: "Initiative pour l'emploi des jeunes",
    nl: "Jongerenwerkgelegenheidsinitiatief",
    en: "Youth Employment Initiative",
  },
};

/** Returns the name of a row of the forms: a priority in a category of regions, of a Fund. */
export const rowKey = ({ priority, region }: Pick<Allocation, "priority" | "region">): string =>
  `${priority}/${region}`;

/** Returns what the row is called: "Axe 1 – Plus développées". */
export const rowLabel = (
  { priorities }: Pick<Programme, "priorities">,
  { priority, region }: Pick<Allocation, "priority" | "region">,
): Text => {
  const number = priorities.get(priority)?.number ?? priority;
  const { fr, nl, en } = regionNames[region];
  return {
    fr: `Axe ${number} – ${fr}`,
    nl: `As ${number} – ${nl}`,
    en: `Priority ${number} – ${en}`,
  };
};

/** Funds that applications are made for: those with allocations. The Initiative is paid with the ESF, in its rows. */
export const fundsOf = ({ control, funds }: Structure): readonly Readonly<{ id: string; label: Text }>[] =>
  [...new Set(control.allocations.map(formFund))].map((id) => ({
    id,
    label: funds.get(id) ?? { fr: id, nl: id, en: id },
  }));

/** Returns the Fund on whose form an allocation stands: the Youth Employment Initiative's on that of the ESF. */
export const formFund = ({ fund }: Pick<Allocation, "fund">): string => (fund === "YEI" ? "ESF" : fund);

/** Returns the allocations on the forms of a Fund, in the order of the priorities. Throws noSuchFund without any. */
export const allocationsOf = ({ control, priorities }: Structure, fund: string): readonly Allocation[] => {
  const own = control.allocations.filter((each) => formFund(each) === fund);
  if (own.length === 0) throw noSuchFund(fund);
  const numberOf = ({ priority }: Allocation) => priorities.get(priority)?.number ?? 0;
  return own.toSorted((a, b) => numberOf(a) - numberOf(b) || a.region.localeCompare(b.region));
};

/** Returns the operations whose expenditure stands on the forms of a Fund, with their allocation. */
export const placedOperations = (programme: Structure, fund: string): ReadonlyMap<string, Allocation> =>
  new Map(
    [...programme.operations].flatMap(([id, operation]) => {
      const allocation = allocationOf(programme.control, operation);
      return allocation && formFund(allocation) === fund ? [[id, allocation] as const] : [];
    }),
  );

/** Returns what the programme gets of the Fund in an allocation, with the performance reserve or without. */
export const contributionOf = ({ commitments }: Allocation, withReserve = true): Euros =>
  sumOf(commitments.flatMap(({ amount, reserve }) => (withReserve ? [amount, reserve] : [amount])));

/** Says that no allocation of the programme is of this Fund. */
export const noSuchFund = (fund: string): Problem =>
  new Problem(
    422,
    "no_such_fund",
    {
      fr: `Les définitions du programme ne prévoient rien pour le Fonds ${fund}.`,
      nl: `De definities van het programma voorzien niets voor het Fonds ${fund}.`,
      en: `The definitions of the programme allocate nothing of the Fund ${fund}.`,
    },
    { fund },
  );
