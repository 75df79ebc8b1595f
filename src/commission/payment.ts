import { type Euros, isAbove, less, smaller, sumOf } from "../euros.ts";
import { times } from "./share.ts";

/** On what the Fund's rate is taken: total eligible expenditure, or its public part (Art. 120 of Reg. 1303/2013). */
export type Basis = "total" | "public";

/** What a priority in a category of regions declared, and the terms that the Fund pays it under. */
export type PriorityClaim = Readonly<{
  basis: Basis;
  /** Co-financing rate of the priority: "0.50". It is never that of an operation. */
  rate: string;
  /** Total eligible expenditure, and total public expenditure. */
  eligible: Euros;
  public: Euros;
}>;

export type PaymentCap = "none" | "public_expenditure" | "contribution";

/** Returns the amount that the rate is taken on. */
export const baseOf = ({ basis, eligible, public: part }: Omit<PriorityClaim, "rate">): Euros =>
  basis === "public" ? part : eligible;

/** Returns the Fund's contribution at the priority's rate. */
export const fundOf = (claim: PriorityClaim): Euros => times(baseOf(claim), claim.rate);

/**
 * Returns what an interim payment pays: a share of the Fund's contribution (0.90 in Art. 130(1) of Reg. 1303/2013, 0.95 in
 * Art. 93(1) of Reg. 2021/1060), no more than the public expenditure declared, and no more than what the programme gives
 * the priority (`contribution`, where it is known; Art. 130(2)).
 */
export const interimPayment = (
  claim: PriorityClaim,
  { share, contribution }: Readonly<{ share: string; contribution?: Euros | undefined }>,
): Readonly<{ base: Euros; fund: Euros; uncapped: Euros; amount: Euros; held: Euros; cap: PaymentCap }> => {
  const fund = fundOf(claim);
  const uncapped = times(fund, share);
  const bound = contribution === undefined ? claim.public : smaller(claim.public, contribution);
  const amount = smaller(uncapped, bound);
  const cap: PaymentCap = !isAbove(uncapped, bound)
    ? "none"
    : bound === claim.public
      ? "public_expenditure"
      : "contribution";
  return { base: baseOf(claim), fund, uncapped, amount, held: less(fund, amount), cap };
};

/**
 * Returns what the accounts leave: what the Fund owes at the priorities' rates, less interim payments and the annual
 * pre-financing. Above nothing it is paid within 30 days of acceptance; below, recovered, which is no financial correction
 * (Art. 139(6) and (7) of Reg. 1303/2013).
 */
export const balanceOfAccounts = (
  claims: readonly PriorityClaim[],
  paid: Readonly<{ interim: Euros; annualPrefinancing: Euros }>,
): Readonly<{ due: Euros; paid: Euros; balance: Euros }> => {
  const due = sumOf(claims.map(fundOf));
  const all = sumOf([paid.interim, paid.annualPrefinancing]);
  return { due, paid: all, balance: less(due, all) };
};

/**
 * Returns the technical assistance of 2021-2027 that is paid at a flat rate with an application (Art. 36(5)(b) of Reg.
 * 2021/1060): so much of the Fund's contribution in its other rows. `rate`: 0.04 for the ESF+, 0.05 for objective (m).
 */
export const flatTechnicalAssistance = (fund: Euros, rate: string): Euros => times(fund, rate);

/**
 * Returns the pre-financing of a year, of the support that the programme gets in all, without the performance reserve
 * (Art. 134 of Reg. 1303/2013; Art. 90 of Reg. 2021/1060). The initial one is cleared at closure, the annual one with the
 * accounts of each year.
 */
export const prefinancing = (
  rules: readonly Readonly<{ kind: "initial" | "annual"; year: number; rate: string }>[],
  support: Euros,
  year: number,
): Readonly<{ initial: Euros; annual: Euros }> => {
  const of = (kind: "initial" | "annual") =>
    sumOf(
      rules
        .filter((each) => each.kind === kind && each.year === year)
        .map(({ rate }) => times(support, rate)),
    );
  return { initial: of("initial"), annual: of("annual") };
};
