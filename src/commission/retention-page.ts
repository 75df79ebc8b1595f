import { placeNames } from "../declaration/page.ts";
import { sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { fundsOf } from "./allocations.ts";
import { numbersOf } from "./drill.ts";
import { calendarOf, type Desk, gather, needReading } from "./gather.ts";
import { type InAccounts, retention } from "./retention.ts";
import type { RetentionPage } from "./watch-shapes.ts";
import { accountingYearOf } from "./years.ts";

/**
 * Returns until when each partner of an operation keeps its papers: reckoned from each submission of accounts with its
 * expenditure, or from the last payment, as the law of the period says; the authority tells it to its partners (Art. 140(1)
 * of Reg. 1303/2013). What is large is said of the operation as a whole.
 */
export const retentionPage = async (desk: Desk): Promise<RetentionPage> => {
  await needReading(desk);
  const { house, client } = desk;
  const { programme } = house;
  const calendar = calendarOf(programme);
  const { rows: paid } = await client.query<{ operation: string; partner: string; on: string }>(
    `select operation, partner, max(executed_on)::text as on from payment.payment
     where state = 'paid' group by operation, partner`,
  );
  const lastPaid = new Map(paid.map(({ operation, partner, on }) => [`${operation}/${partner}`, on]));
  const { rows: open } = await client.query<{ operation: string; partner: string }>(
    "select distinct operation, partner from agreement.agreement where state in ('draft', 'proposed', 'accepted', 'active')",
  );
  const isOpen = new Set(open.map(({ operation, partner }) => `${operation}/${partner}`));
  const rows: RetentionPage["rows"] = [];
  for (const { id: fund } of fundsOf(programme)) {
    const { accounts, accountsLines } = await gather(desk, fund);
    const sentOn = new Map(accounts.map(({ id, submittedAt }) => [id, (submittedAt ?? "").slice(0, 10)]));
    const lines = accountsLines.filter(({ kind }) => kind === "expenditure");
    const numbers = await numbersOf(
      client,
      "agreement.agreement",
      lines.map(({ agreement }) => agreement),
    );
    const ofOperation = new Map(
      [...Map.groupBy(lines, ({ operation }) => operation)].map(([operation, own]) => [
        operation,
        sumOf(own.map(({ eligible }) => eligible)),
      ]),
    );
    for (const [key, own] of Map.groupBy(lines, ({ operation, partner }) => `${operation}/${partner}`)) {
      const [first] = own;
      if (!first) continue;
      const inAccounts: InAccounts[] = [...Map.groupBy(own, ({ form }) => form)].flatMap(([form, these]) =>
        these[0] ? [{ year: these[0].year, submittedOn: sentOn.get(form) ?? "" }] : [],
      );
      const eligible = ofOperation.get(first.operation) ?? "0.00";
      const found = retention(programme.control.retention, {
        eligible,
        accounts: inAccounts,
        isCompleted: !isOpen.has(key),
        lastPaidOn: lastPaid.get(key) ?? null,
      });
      if (!found) continue;
      rows.push({
        ...placeNames(programme, first.operation, first.partner),
        agreements: [...new Set(own.map(({ agreement }) => agreement))].map((id) => ({
          id,
          number: numbers.get(id) ?? "",
        })),
        eligible,
        rule: found.rule.id,
        ruleText: found.rule.label,
        keep: found.keep.map(({ year, ...each }) => ({
          ...each,
          year: year === null ? null : accountingYearOf(calendar, year),
          what: whatOf(year === null ? null : accountingYearOf(calendar, year).label),
        })),
        until: found.until,
        personalData,
      });
    }
  }
  return { today: house.today(), rows };
};

const whatOf = (year: string | null): Text =>
  year === null
    ? { fr: "Dernier paiement", nl: "Laatste betaling", en: "Last payment" }
    : {
        fr: `Comptes de l'exercice ${year}`,
        nl: `Rekeningen van het boekjaar ${year}`,
        en: `Accounts of the year ${year}`,
      };

const personalData: Text = {
  fr: "Ce qui permet d'identifier des personnes n'est pas gardé plus longtemps que nécessaire (art. 140, par. 4).",
  nl: "Wat personen identificeerbaar maakt, wordt niet langer bewaard dan nodig (art. 140, lid 4).",
  en: "What identifies people is kept no longer than needed (Art. 140(4)).",
};
