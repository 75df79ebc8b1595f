import type { PoolClient } from "pg";
import { guards } from "../access/guards.ts";
import { mayAnywhere } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import { listAgreements } from "../agreement/read.ts";
import { speaksFor } from "../access/speaks.ts";
import { seenRows, toMake } from "../declaration/list.ts";
import type { Programme } from "../definition/programme.ts";
import type { Item } from "./item.ts";

/** Returns the declarations that the asker is to make: of periods that are over, for partners that they speak for. */
export const declarationItems = async (
  client: PoolClient,
  programme: Programme,
  who: Who,
  today: string,
): Promise<Item[]> => {
  if (!mayAnywhere(who, "money:declare") || programme.costs.periods.size === 0) return [];
  const agreements = (await listAgreements(client)).filter((agreement) => speaksFor(who, agreement));
  if (agreements.length === 0) return [];
  const rows = await seenRows({ house: { guards }, client, who });
  return toMake({ programme, today }, agreements, rows)
    .filter(({ period }) => period.until <= today)
    .map(({ agreement, period: { from, until, due }, draft }): Item => ({
      id: `declaration/${agreement.id}/${from}`,
      kind: "declaration",
      turn: "yours",
      label: {
        fr: `Déclarer les dépenses de ${until.slice(0, 4)}`,
        nl: `Uitgaven van ${until.slice(0, 4)} declareren`,
        en: `Declare the expenditure of ${until.slice(0, 4)}`,
      },
      operation: agreement.operation,
      partner: agreement.partner,
      register: null,
      count: 1,
      overdue: due < today ? 1 : 0,
      since: until,
      due,
      href: draft ? `money/declarations/${draft.id}` : `money/declarations?agreement=${agreement.id}`,
      details: { number: agreement.number },
    }));
};
