import type { Pool, PoolClient } from "pg";
import { guards } from "../access/guards.ts";
import { acting } from "../agreement/desk.ts";
import { type AgreementView, listAgreements } from "../agreement/read.ts";
import { openVersion } from "../agreement/view.ts";
import { asOwner } from "../database/transaction.ts";
import type { Programme } from "../definition/programme.ts";
import type { Task, Tasks } from "../house.ts";
import { toMake } from "./list.ts";
import { headSql, type DeclarationHead } from "./row.ts";

/** Under this name the server itself ends agreements, in the trail. */
const actor = "jalon";

/**
 * Ends the agreements in force of which the last day is past and for which nothing waits any more: every period is
 * declared and decided upon, nothing is parked, no verification, payment, recovery or amendment is under way, and what
 * the partner is entitled to is paid. What is found later is still corrected and recovered under an agreement that has
 * ended. Each in a transaction of its own; returns how many ended.
 */
export const endAgreements = async (
  { pool, programme }: Readonly<{ pool: Pool; programme: Programme }>,
  today: string,
): Promise<number> => {
  const known = await asOwner(pool, (client) => listAgreements(client, { states: ["active"] }));
  let ended = 0;
  for (const { id } of known.filter(({ ends }) => ends < today))
    await asOwner(pool, async (client) => {
      const desk = {
        house: { programme, guards, today: () => today },
        client,
        who: undefined,
        account: actor,
      };
      await acting(
        desk,
        "agreement",
        async (act) => {
          // Read once nobody else writes any more: the act has the head of the trail.
          const agreement = (await listAgreements(client, { states: ["active"] })).find(
            (each) => each.id === id,
          );
          if (!agreement || (await somethingWaits(client, programme, agreement, today))) return;
          await client.query("update agreement.agreement set state = 'ended', change = $2 where id = $1", [
            id,
            act.change,
          ]);
          await act.note("agreement.agreement", id);
          ended++;
        },
        { waits: true },
      );
    });
  return ended;
};

const somethingWaits = async (
  client: PoolClient,
  programme: Programme,
  agreement: AgreementView,
  today: string,
): Promise<boolean> => {
  if (openVersion(agreement)) return true;
  const { rows: declarations } = await client.query<DeclarationHead>(`${headSql} where d.agreement = $1`, [
    agreement.id,
  ]);
  if (toMake({ programme, today }, [agreement], declarations).length > 0) return true;
  const { rows } = await client.query<{ waits: boolean }>(
    `select exists (select from declaration.declaration d where d.agreement = $1 and (d.state = 'draft'
           or (d.live and not exists (select from control.decision k where k.declaration = d.id and k.state = 'decided'))))
       or exists (select from control.decision k where k.agreement = $1 and k.state = 'proposed')
       or exists (select from control.verification v where v.agreement = $1
         and v.state not in ('decided', 'cancelled') and not (v.state = 'concluded' and v.declaration is null))
       or exists (select from ledger.posting p where p.agreement = $1
         and p.account in ('declared', 'parked', 'to_recover') group by p.account, p.line having sum(p.amount) <> 0)
       or exists (select from payment.payment p where p.agreement = $1 and p.state in ('prepared', 'approved', 'sent'))
       or exists (select from payment.recovery r where r.agreement = $1 and r.state = 'issued')
       or payment.entitled($1, $2::date) <> payment.taken($1, 0) as waits`,
    [agreement.id, today],
  );
  return rows[0]?.waits !== false;
};

const everyNight: Task = async (house) => {
  await endAgreements(house, house.today());
};

export const endingTasks: Tasks = { end_agreements: everyNight };
