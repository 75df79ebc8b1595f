import type { PoolClient } from "pg";
import type { AgreementView } from "../agreement/read.ts";
import { momentSql } from "../agreement/read.ts";
import { versionOf } from "../agreement/view.ts";
import { type Euros, less, sumOf } from "../euros.ts";
import type { Facts, Standing } from "./entitlement.ts";
import type { Payment, RecoveryRow } from "./row.ts";

/** Returns what first-line control left of the live declarations of agreements, by agreement, the first period first. */
export const standings = async (
  client: PoolClient,
  agreements: readonly number[],
): Promise<ReadonlyMap<number, readonly Standing[]>> => {
  const { rows } = await client.query<Standing & { agreement: number }>(
    `select a.id as agreement, s.declaration, s.number, s.period_from as "from", s.period_until as "until",
       (s.submitted_at at time zone 'Europe/Brussels')::date as "submittedOn", s.decided_on as "decidedOn",
       s.undecided, s.eligible
     from unnest($1::bigint[]) a (id) cross join lateral payment.standing(a.id) s
     order by a.id, s.period_until, s.declaration`,
    [agreements],
  );
  return Map.groupBy(rows, ({ agreement }) => agreement);
};

/** Returns what counts as paid or on its way: without what is asked back. */
export const takenOf = (
  payments: readonly Pick<Payment, "state" | "amount" | "setOff" | "executedOn">[],
  recoveries: readonly Pick<RecoveryRow, "state" | "amount">[],
): Euros =>
  less(
    sumOf(
      payments.flatMap(({ state, amount, setOff, executedOn }) => {
        if (state === "returned") return executedOn === null ? [] : [setOff];
        return state === "refused" || state === "cancelled" ? [] : [amount];
      }),
    ),
    sumOf(recoveries.filter(({ state }) => state !== "cancelled").map(({ amount }) => amount)),
  );

/** Returns what the entitlement under an agreement follows from, as of a day. */
export const factsOf = (
  view: AgreementView,
  declared: readonly Standing[],
  taken: Euros,
  today: string,
): Facts => {
  const inForce =
    (view.state === "active" || view.state === "ended" || view.state === "terminated") &&
    versionOf(view)?.state === "active";
  return {
    inForce,
    publicSupport: view.plan.publicSupport,
    totalCost: view.plan.totalCost,
    starts: view.starts,
    ends: view.ends,
    terminatedOn: view.terminatedOn,
    instalments: view.instalments,
    declared,
    taken,
    today,
  };
};

/** A stop of the days of a declaration, as it stands in the store. */
export type StopRow = Readonly<{
  id: number;
  declaration: number;
  agreement: number;
  operation: string;
  partner: string;
  from: string;
  until: string | null;
  reason: "not_due" | "documents_missing" | "irregularity" | "information_insufficient";
  told: string;
  toldAt: string;
}>;

/** Returns the stops of agreements that the asker sees, by declaration, the first one first. */
export const stopsOf = async (
  client: PoolClient,
  agreements: readonly number[],
): Promise<ReadonlyMap<number, readonly StopRow[]>> => {
  const { rows } = await client.query<StopRow>(
    `select s.id, s.declaration, s.agreement, s.operation, s.partner, s.from_on as "from", s.until_on as "until",
       s.reason, s.told, ${momentSql("s.told_at")} as "toldAt"
     from payment.stop s where s.agreement = any ($1) order by s.from_on, s.id`,
    [agreements],
  );
  return Map.groupBy(rows, ({ declaration }) => declaration);
};
