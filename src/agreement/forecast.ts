import { isAbove, sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { balances } from "../ledger/balances.ts";
import { notFound } from "../problem.ts";
import type { MoneyDesk } from "./desk.ts";
import { readAgreement } from "./read.ts";
import { maySeeAgreement } from "./see.ts";
import type { Forecast } from "./shapes.ts";
import type { Wait } from "./view.ts";

const texts = {
  force: {
    fr: "La convention n'est pas encore en vigueur.",
    nl: "De overeenkomst is nog niet in werking.",
    en: "The agreement is not in force yet.",
  },
  declaration: {
    fr: "Aucune dépense n'est encore déclarée.",
    nl: "Er zijn nog geen uitgaven gedeclareerd.",
    en: "No expenditure is declared yet.",
  },
  control: {
    fr: "Les dépenses déclarées doivent encore être contrôlées.",
    nl: "De gedeclareerde uitgaven moeten nog worden gecontroleerd.",
    en: "The expenditure declared has still to be controlled.",
  },
} satisfies Record<string, Text>;

/**
 * Returns the instalments of an agreement: how much, for which day, and what each waits for. An advance waits for the
 * agreement to be in force, as does what is paid while it runs; a balance for what is declared, and for its control.
 */
export const forecastAgreement = async (desk: MoneyDesk, id: number): Promise<Forecast> => {
  const { client, house } = desk;
  const view = await readAgreement(client, id);
  if (!view || !maySeeAgreement(desk, view)) throw notFound();
  const today = house.today();
  const sums = await balances(client, { agreement: id });
  const has = (...accounts: readonly string[]) =>
    isAbove(sumOf(sums.filter(({ account }) => accounts.includes(account)).map(({ amount }) => amount)), "0");
  const isInForce = view.state === "active" || view.state === "ended";
  const isDeclared = has("declared", "certified", "applied", "paid");
  const isControlled = has("certified", "applied", "paid");
  const wait = (what: Text, who: Wait["who"], since: string | null = null): Wait => ({ what, since, who });
  const rows = view.instalments.map((instalment): Forecast["rows"][number] => {
    const { kind, dueOn } = instalment;
    const waits = [
      ...(isInForce ? [] : [wait(texts.force, "authority", view.madeAt.slice(0, 10))]),
      ...(kind !== "balance" || isDeclared ? [] : [wait(texts.declaration, "partner")]),
      ...(kind === "balance" && isDeclared && !isControlled ? [wait(texts.control, "authority")] : []),
    ];
    const isLater = dueOn > today;
    return {
      n: instalment.n,
      kind,
      share: instalment.share,
      amount: instalment.amount,
      expectedOn: waits.length > 0 && dueOn < today ? today : dueOn,
      dueOn,
      condition: instalment.condition,
      waits,
      standing: isLater ? "later" : waits.length > 0 ? "waiting" : "ready",
    };
  });
  return { today, rows, total: sumOf(rows.map(({ amount }) => amount)) };
};
