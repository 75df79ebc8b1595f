import { sumOf } from "../euros.ts";
import { mayAt, maySpeak } from "../agreement/desk.ts";
import { type AgreementView, listAgreements } from "../agreement/read.ts";
import type { Programme } from "../definition/programme.ts";
import { balances } from "../ledger/balances.ts";
import { controlsOf } from "./control-state.ts";
import type { Desk } from "./desk.ts";
import { placeNames, waitsOf } from "./page.ts";
import { expectedPeriods, type Period, periodWith } from "./periods.ts";
import { type DeclarationHead, headSql } from "./row.ts";
import type { DeclarationsPage } from "./shapes.ts";

export type ListAsked = Readonly<{
  agreement?: number | undefined;
  year?: number | undefined;
  state?: DeclarationHead["state"] | undefined;
}>;

/** A period of an agreement in force for which nothing is submitted. */
export type ToMake = Readonly<{
  agreement: AgreementView;
  period: Period;
  draft: DeclarationHead | undefined;
}>;

/**
 * Returns the declarations that the asker sees, the newest period first; what is still to be declared; and where the
 * money of each agreement stands.
 */
export const declarationsPage = async (desk: Desk, asked: ListAsked): Promise<DeclarationsPage> => {
  const { house, client } = desk;
  const { programme } = house;
  const today = house.today();
  const agreements = (await listAgreements(client)).filter(
    (agreement) =>
      (asked.agreement === undefined || agreement.id === asked.agreement) &&
      hasForce(agreement.state) &&
      mayAt(desk, "money:read", agreement),
  );
  const byId = new Map(agreements.map((agreement) => [agreement.id, agreement]));
  const rows = await seenRows(desk, asked.agreement);
  const controls = await controlsOf(desk, rows);
  const ofYear = ({ from, until }: Pick<Period, "from" | "until">) =>
    asked.year === undefined || (from <= `${asked.year}-12-31` && until >= `${asked.year}-01-01`);
  const money = await balances(client, { agreement: asked.agreement });
  const of = (agreement: AgreementView) => ({
    agreement: { id: agreement.id, number: agreement.number },
    ...placeNames(programme, agreement.operation, agreement.partner),
  });
  return {
    today,
    rows: rows
      .filter((row) => ofYear(row) && (asked.state === undefined || row.state === asked.state))
      .flatMap((row) => {
        const agreement = byId.get(row.agreement);
        if (!agreement) return [];
        const due = periodWith(programme.costs, agreement, row.from, row.until)?.due ?? null;
        const control = controls.get(row.id) ?? null;
        return [
          {
            id: row.id,
            number: row.number,
            ...of(agreement),
            from: row.from,
            until: row.until,
            version: row.version,
            state: row.state,
            total: row.total,
            submittedAt: row.submittedAt,
            receipt: row.receipt,
            due,
            waits: waitsOf(row, today, due, control),
            control,
            mayChange: row.state === "draft" && maySpeak(desk, agreement),
          },
        ];
      }),
    toMake: toMake({ programme, today }, agreements, rows)
      .filter(({ period }) => ofYear(period))
      .map(({ agreement, period: { from, until, due }, draft }) => ({
        ...of(agreement),
        from,
        until,
        due,
        ended: until <= today,
        overdue: due < today,
        draft: draft ? { id: draft.id, number: draft.number } : null,
        mayOpen: maySpeak(desk, agreement),
      })),
    agreements: agreements.map((agreement) => {
      const own = money.filter(({ agreement: id }) => id === agreement.id);
      const on = (accounts: (account: string) => boolean) =>
        sumOf(own.filter(({ account }) => accounts(account)).map(({ amount }) => amount));
      return {
        ...of(agreement),
        starts: agreement.starts,
        ends: agreement.ends,
        budget: agreement.budget,
        declared: on((account) => account !== "budgeted" && account !== "granted"),
        remaining: on((account) => account === "budgeted"),
        instalments: agreement.instalments.map(({ n, kind, amount, dueOn, condition }) => ({
          n,
          kind,
          amount,
          due: dueOn,
          waitsFor: condition,
        })),
      };
    }),
  };
};

/** Returns the declarations that the asker sees, the newest period first. */
export const seenRows = async (
  { house, client, who }: Pick<Desk, "client" | "who"> & Readonly<{ house: Pick<Desk["house"], "guards"> }>,
  agreement?: number,
): Promise<readonly DeclarationHead[]> => {
  const columns = { operation: "d.operation", partner: "d.partner" };
  const seen = who ? house.guards.listing(who, "money:read", columns, 2) : { text: "true", values: [] };
  const { rows } = await client.query<DeclarationHead>(
    `${headSql} where ($1::bigint is null or d.agreement = $1) and ${seen.text}
     order by d.period_from desc, d.number`,
    [agreement ?? null, ...seen.values],
  );
  return rows;
};

const hasForce = (state: AgreementView["state"]): boolean =>
  state === "active" || state === "ended" || state === "terminated";

/** Returns the periods, begun by now, of agreements in force for which nothing is submitted; the first due first. */
export const toMake = (
  { programme, today }: Readonly<{ programme: Pick<Programme, "costs">; today: string }>,
  agreements: readonly AgreementView[],
  rows: readonly DeclarationHead[],
): ToMake[] => {
  const byAgreement = Map.groupBy(rows, ({ agreement }) => agreement);
  return agreements
    .filter(({ state }) => hasForce(state))
    .flatMap((agreement) => {
      const own = byAgreement.get(agreement.id) ?? [];
      const last = agreement.terminatedOn ?? agreement.ends;
      return expectedPeriods(programme.costs, agreement)
        .filter(({ from }) => from <= today && from <= last)
        .flatMap((period): ToMake[] => {
          const beside = own.filter(({ from, until }) => from <= period.until && until >= period.from);
          if (beside.some(({ state }) => state === "submitted")) return [];
          return [{ agreement, period, draft: beside.find(({ state }) => state === "draft") }];
        });
    })
    .toSorted((a, b) => a.period.due.localeCompare(b.period.due) || a.agreement.id - b.agreement.id);
};
