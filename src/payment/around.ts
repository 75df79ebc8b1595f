import type { AgreementView } from "../agreement/read.ts";
import { accountsOn, type AccountRow, listAccounts, maySeeAccounts } from "./bank-accounts.ts";
import type { Desk } from "./desk.ts";
import type { Around } from "./due.ts";
import { standings, stopsOf } from "./facts.ts";
import { listPayments, listRecoveries } from "./row.ts";

/** Returns what is known of the payments of agreements, as of a day. */
export const aroundAll = async (
  desk: Desk,
  views: readonly AgreementView[],
  today: string,
): Promise<readonly Around[]> => {
  const ids = views.map(({ id }) => id);
  const declared = await standings(desk.client, ids);
  const stops = await stopsOf(desk.client, ids);
  const payments = Map.groupBy(await listPayments(desk, {}), ({ agreement }) => agreement);
  const recoveries = Map.groupBy(await listRecoveries(desk, {}), ({ agreement }) => agreement);
  const partners = [...new Set(views.map(({ partner }) => partner))].filter((each) =>
    maySeeAccounts(desk, each),
  );
  const accounts = await accountsOn(desk, partners, today);
  const proposed = new Set<string>();
  for (const partner of partners)
    if ((await listAccounts(desk, partner)).some(({ state }) => state === "proposed")) proposed.add(partner);
  return views.map((view) => ({
    view,
    declared: declared.get(view.id) ?? [],
    payments: payments.get(view.id) ?? [],
    recoveries: recoveries.get(view.id) ?? [],
    stops,
    account: accounts.get(view.partner),
    proposed: proposed.has(view.partner),
    today,
  }));
};

/** Returns the same of one agreement. */
export const aroundOne = async (desk: Desk, view: AgreementView, today: string): Promise<Around> => {
  const declared = (await standings(desk.client, [view.id])).get(view.id) ?? [];
  const accounts: readonly AccountRow[] = await listAccounts(desk, view.partner);
  return {
    view,
    declared,
    payments: await listPayments(desk, { agreement: view.id }),
    recoveries: await listRecoveries(desk, { agreement: view.id }),
    stops: await stopsOf(desk.client, [view.id]),
    account: (await accountsOn(desk, [view.partner], today)).get(view.partner),
    proposed: accounts.some(({ state }) => state === "proposed"),
    today,
  };
};
