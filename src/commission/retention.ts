import { type Euros, isAbove } from "../euros.ts";
import type { RetentionRule } from "../definition/control.ts";

/** Accounts that hold expenditure of an operation, by the first day of their year and the day of their submission. */
export type InAccounts = Readonly<{ year: string; submittedOn: string }>;

/** From when to when the papers of an operation are kept, and because of what. */
export type Kept = Readonly<{ year: string | null; on: string; from: string; until: string }>;

type Rule = Pick<RetentionRule, "id" | "counted" | "years" | "below">;
export type Retention<R extends Rule = Rule> = Readonly<{
  rule: R;
  keep: readonly Kept[];
  until: string | null;
}>;

const endOfYear = (day: string, years = 0): string => `${Number(day.slice(0, 4)) + years}-12-31`;

/**
 * Returns how long the papers of an operation are kept, by the first of the rules that fits; undefined where none does.
 * In 2014-2020 (Art. 140(1) of Reg. (EU) 1303/2013) an operation of less than a million: three years from 31 December
 * after each submission of accounts that hold its expenditure, so one over several years has several dates; a larger one:
 * two years from 31 December after the accounts with the last expenditure of the completed operation, and no date before
 * it is completed. In 2021-2027 (Art. 82(1) of Reg. (EU) 2021/1060) five years from 31 December of the year in which the
 * beneficiary was paid last.
 */
export const retention = <R extends Rule>(
  rules: readonly R[],
  of: Readonly<{
    eligible: Euros;
    accounts: readonly InAccounts[];
    isCompleted: boolean;
    lastPaidOn: string | null;
  }>,
): Retention<R> | undefined => {
  const rule = rules.find(({ below }) => below === undefined || isAbove(below, of.eligible));
  if (!rule) return undefined;
  const kept = (on: string, year: string | null): Kept => ({
    year,
    on,
    from: endOfYear(on),
    until: endOfYear(on, rule.years),
  });
  const accounts = of.accounts.toSorted((a, b) => (a.submittedOn < b.submittedOn ? -1 : 1));
  const last = accounts.at(-1);
  const keep = {
    accounts: () => accounts.map(({ submittedOn, year }) => kept(submittedOn, year)),
    final_accounts: () => (of.isCompleted && last ? [kept(last.submittedOn, last.year)] : []),
    last_payment: () => (of.lastPaidOn === null ? [] : [kept(of.lastPaidOn, null)]),
  }[rule.counted]();
  return { rule, keep, until: keep.at(-1)?.until ?? null };
};
