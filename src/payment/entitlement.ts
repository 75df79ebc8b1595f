import { portion } from "../agreement/in-proportion.ts";
import { exact, withScale } from "../decimal.ts";
import { type Euros, isAbove, isZero, less, nothing, smaller, sumOf } from "../euros.ts";
import { shiftDate } from "../definition/condition/calendar.ts";

/** A declaration that counts, as first-line control left it. */
export type Standing = Readonly<{
  declaration: number;
  number: string;
  from: string;
  until: string;
  submittedOn: string;
  decidedOn: string | null;
  undecided: Euros;
  eligible: Euros;
}>;

/** What an entitlement follows from: the agreement in force, what was declared, what was paid. */
export type Facts = Readonly<{
  inForce: boolean;
  publicSupport: Euros;
  totalCost: Euros;
  starts: string;
  ends: string;
  terminatedOn: string | null;
  instalments: readonly Readonly<{
    n: number;
    kind: "advance" | "interim" | "balance";
    amount: Euros;
    dueOn: string;
  }>[];
  declared: readonly Standing[];
  /** What was paid and is on its way, without what is asked back. */
  taken: Euros;
  today: string;
}>;

/** A year of the instalments, or the whole agreement where they do not go by years. */
export type Cycle = Readonly<{
  from: string;
  until: string;
  /** What the schedule advances by today, whatever is declared. */
  advanced: Euros;
  /** Eligible expenditure up to the end of it. */
  eligible: Euros;
  /** Public support of what control found eligible in it. */
  earned: Euros;
  /** Whether all of it is declared and decided, so that only `earned` counts. */
  settled: boolean;
  due: Euros;
  advances: Facts["instalments"];
  balance: Facts["instalments"][number] | undefined;
  declared: readonly Standing[];
}>;

export type Entitlement = Readonly<{
  cycles: readonly Cycle[];
  /** What the partner is entitled to in all. */
  entitled: Euros;
  /** What could be paid next; nothing where nothing could. */
  amount: Euros;
  /** What was paid above the entitlement. */
  owed: Euros;
  kind: "advance" | "interim" | "balance" | null;
  instalment: number | null;
  /** The day that the schedule names for it. */
  scheduledOn: string | null;
  /** The declaration that it rests on, where it rests on what control found eligible. */
  declaration: Standing | null;
}>;

/** So many days before it is due an instalment can be prepared: two persons and a bank have to do their part. */
export const preparedAhead = 30;

/**
 * Returns what a partner is entitled to and what could be paid next; of an agreement that costs nothing, nothing. Year by
 * year of the instalments: until a year is all declared and decided, what the schedule advances or the support of what
 * control found eligible, whichever is more; then what control found eligible (Reg. (EU) No 1303/2013, Art. 132; Reg. (EU) 2021/1060, Art. 74(1)(b)).
 *
 * Rounding step "support of eligible expenditure": what is eligible from the beginning × public support / total cost, to
 * the cent, downwards, so that years together are never more than the whole. The database reckons the same
 * (`payment.entitled`).
 */
export const entitlementOf = (facts: Facts): Entitlement => {
  const cycles = facts.inForce && !isZero(facts.totalCost) ? cyclesOf(facts) : [];
  const entitled = smaller(sumOf(cycles.map(({ due }) => due)), facts.publicSupport);
  const open = less(entitled, facts.taken);
  const amount = isAbove(open, nothing) ? open : nothing;
  const next = isZero(amount) ? nothingNext : nextOf(cycles, facts.taken);
  return { cycles, entitled, amount, owed: isAbove(nothing, open) ? less(nothing, open) : nothing, ...next };
};

type Next = Pick<Entitlement, "kind" | "instalment" | "scheduledOn" | "declaration">;
const nothingNext: Next = { kind: null, instalment: null, scheduledOn: null, declaration: null };

const cyclesOf = (facts: Facts): readonly Cycle[] => {
  let before = nothing;
  return windowsOf(facts).map(({ from, until, instalments }, index, all): Cycle => {
    const declared = facts.declared.filter((each) => firstAround(all, each.until) === index);
    const eligible = sumOf(
      facts.declared.filter((each) => firstAround(all, each.until) <= index).map((each) => each.eligible),
    );
    const support = supportOf(eligible, facts);
    const earned = less(support, before);
    before = support;
    const advances = instalments.filter(
      ({ kind, dueOn }) =>
        kind !== "balance" &&
        shiftDate(dueOn, { years: 0, months: 0, days: -preparedAhead }) <= facts.today &&
        (facts.terminatedOn === null || dueOn <= facts.terminatedOn),
    );
    const advanced = sumOf(advances.map((each) => each.amount));
    const ended = facts.terminatedOn !== null && facts.terminatedOn < until ? facts.terminatedOn : until;
    const settled =
      declared.length > 0 &&
      declared.every(({ undecided }) => isZero(undecided)) &&
      declared.some((each) => each.until >= ended);
    return {
      from,
      until,
      advanced,
      eligible,
      earned,
      settled,
      due: settled || isAbove(earned, advanced) ? earned : advanced,
      advances,
      balance: instalments.find(({ kind }) => kind === "balance"),
      declared,
    };
  });
};

/** Returns the public support of eligible expenditure, downwards to the cent. */
export const supportOf = (
  eligible: Euros,
  { publicSupport, totalCost }: Pick<Facts, "publicSupport" | "totalCost">,
): Euros => (isZero(totalCost) ? nothing : portion(eligible, cents(publicSupport), cents(totalCost)));

const cents = (amount: Euros): bigint => withScale(exact(amount), 2).units;

type Window = Readonly<{ from: string; until: string; instalments: Facts["instalments"] }>;

/** The first window that a day falls into; the last where it comes after all. */
const firstAround = (windows: readonly Window[], day: string): number => {
  const found = windows.findIndex(({ until }) => day <= until);
  return found < 0 ? windows.length - 1 : found;
};

/** A window for each calendar year, where each has instalments that end with a balance; else one. */
const windowsOf = ({ starts, ends, instalments }: Facts): readonly Window[] => {
  const groups: Facts["instalments"][number][][] = [[]];
  for (const each of instalments) {
    groups.at(-1)?.push(each);
    if (each.kind === "balance") groups.push([]);
  }
  const open = groups.pop() ?? [];
  const first = Number(starts.slice(0, 4));
  const years = Number(ends.slice(0, 4)) - first + 1;
  if (open.length > 0 || groups.length !== years) return [{ from: starts, until: ends, instalments }];
  return groups.map((group, index) => ({
    from: index === 0 ? starts : `${first + index}-01-01`,
    until: index === years - 1 ? ends : `${first + index}-12-31`,
    instalments: group,
  }));
};

/** What the next payment is: the first year that was not paid all that is due of it. */
const nextOf = (cycles: readonly Cycle[], taken: Euros): Next => {
  let reached = nothing;
  for (const cycle of cycles) {
    const before = reached;
    reached = sumOf([reached, cycle.due]);
    if (!isAbove(reached, taken)) continue;
    const decided = cycle.declared.filter(({ undecided }) => isZero(undecided));
    const declaration = decided.toSorted((a, b) => a.until.localeCompare(b.until)).at(-1) ?? null;
    if (cycle.settled)
      return {
        kind: "balance",
        instalment: cycle.balance?.n ?? null,
        scheduledOn: cycle.balance?.dueOn ?? null,
        declaration,
      };
    if (isAbove(cycle.earned, cycle.advanced))
      return { kind: "interim", instalment: null, scheduledOn: null, declaration };
    let within = before;
    for (const { n, kind, amount, dueOn } of cycle.advances) {
      within = sumOf([within, amount]);
      if (isAbove(within, taken))
        return {
          kind: kind === "advance" ? "advance" : "interim",
          instalment: n,
          scheduledOn: dueOn,
          declaration: null,
        };
    }
  }
  return nothingNext;
};
