import { type Euros, isAbove, less, nothing, sumOf } from "../euros.ts";

/** A year's commitment and what stands against it. */
export type Commitment = Readonly<{ year: number; amount: Euros }>;

/** What the Fund was asked for by applications, by the day on which they were sent. */
export type Applied = Readonly<{ on: string; fund: Euros }>;

export type Tranche = Readonly<{
  year: number;
  commitment: Euros;
  /** Commitments up to and with this year. */
  cumulated: Euros;
  prefinancing: Euros;
  applied: Euros;
  deadline: string | null;
  atRisk: Euros;
}>;

/** What the law says of decommitment: how many years, and which commitments have another day. */
export type NPlusRules = Readonly<{
  years: number;
  exceptions: readonly Readonly<{ year: number; deadline: string }>[];
  /** What is still open then is settled at closure. */
  closesOn?: string | undefined;
}>;

/**
 * Returns the day by which the commitment of a year has to be used: 31 December of the third year after it (Art. 136(1) of
 * Reg. 1303/2013; Art. 105 of Reg. 2021/1060, where the one of 2027 has until the end of 2029). null: it is settled at
 * closure, as what is open on 31 December 2023 in 2014-2020 is.
 */
export const decommitmentDeadline = (
  { years, exceptions, closesOn }: NPlusRules,
  year: number,
): string | null => {
  const deadline = exceptions.find((each) => each.year === year)?.deadline ?? `${year + years}-12-31`;
  return closesOn !== undefined && deadline >= closesOn ? null : deadline;
};

/** Returns max(0, cumulated commitments − cumulated pre-financing − applications − exceptions). */
export const decommitment = (
  of: Readonly<{ commitments: Euros; prefinancing: Euros; applied: Euros; exceptions?: Euros | undefined }>,
): Euros => {
  const left = less(of.commitments, of.prefinancing, of.applied, of.exceptions ?? nothing);
  return isAbove(left, nothing) ? left : nothing;
};

/**
 * Returns what would be decommitted of each year's commitment. It is the day on which an application was sent that counts
 * (Art. 86(1)), whatever became of its payment. `commitments` without the performance reserve (Art. 86(5)).
 */
export const nPlusThree = (
  given: Readonly<{
    rules: NPlusRules;
    commitments: readonly Commitment[];
    prefinancing: readonly Applied[];
    applied: readonly Applied[];
    exceptions?: ReadonlyMap<number, Euros> | undefined;
  }>,
): readonly Tranche[] => {
  const sorted = given.commitments.toSorted((a, b) => a.year - b.year);
  return sorted.map(({ year, amount }): Tranche => {
    const deadline = decommitmentDeadline(given.rules, year);
    const until = (all: readonly Applied[]) =>
      sumOf(all.filter(({ on }) => deadline === null || on <= deadline).map(({ fund }) => fund));
    const cumulated = sumOf(sorted.filter((each) => each.year <= year).map((each) => each.amount));
    const [inAdvance, applied] = [until(given.prefinancing), until(given.applied)];
    return {
      year,
      commitment: amount,
      cumulated,
      prefinancing: inAdvance,
      applied,
      deadline,
      atRisk:
        deadline === null
          ? nothing
          : decommitment({
              commitments: cumulated,
              prefinancing: inAdvance,
              applied,
              exceptions: given.exceptions?.get(year),
            }),
    };
  });
};
