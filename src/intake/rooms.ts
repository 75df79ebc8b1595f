import type { PoolClient } from "pg";
import { sqlName } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import { coversSql } from "../register/transfers.ts";
import { tableOf } from "../register/table.ts";
import type { CheckedSheet } from "./check.ts";
import type { Remark } from "./remark.ts";
import { remarkAt } from "./remark-at.ts";

/**
 * Returns remarks on decided rows (the temporary table `fate`) by which something would go to somebody for whom no
 * consent stands on that day. Needs the owner's role. The database refuses the same.
 */
export const findTransfers = async (
  client: PoolClient,
  { services }: Pick<Programme, "services">,
  register: Register,
  operation: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const found: Remark[] = [];
  for (const { room } of services.values()) {
    if (room?.transfers.register.id !== register.id) continue;
    const { transfers, consents } = room;
    const of = (field: string) => `f.${sqlName(field)}`;
    const named = `c.operation = $1 and c.${sqlName(consents.case)} = ${of(transfers.case)}
      and c.${sqlName(consents.recipient.id)} = ${of(transfers.recipient.id)}`;
    const covers = coversSql(room, of(transfers.sentOn), `coalesce(${of(transfers.anonymous)}, false)`);
    const { rows } = await client.query<{ row: number; recipient: string; why: Why }>(
      `select f.row, ${of(transfers.recipient.id)} as recipient,
         case
           when exists (select from ${tableOf(consents.register)} c
             where ${named} and ${coversSql(room, of(transfers.sentOn), "true")}) then 'anonymous'
           when exists (select from ${tableOf(consents.register)} c
             where ${named} and c.${sqlName(consents.withdrawnOn)} <= ${of(transfers.sentOn)}) then 'withdrawn'
           when exists (select from ${tableOf(consents.register)} c where ${named}) then 'later'
           else 'none' end as why
       from fate f left join ${tableOf(register)} r on r.operation = $1 and r.record = f.known
       where f.fate in ('added', 'changed', 're_entered')
         and ${[transfers.case, transfers.recipient.id, transfers.sentOn].map((field) => `${of(field)} is not null`).join(" and ")}
         and (r.record is null or (${[
           transfers.case,
           transfers.recipient.id,
           transfers.sentOn,
           transfers.anonymous,
         ]
           .map((field) => `${of(field)} is distinct from r.${sqlName(field)}`)
           .join(" or ")}))
         and not exists (select from ${tableOf(consents.register)} c where ${named} and ${covers})
       order by f.row`,
      [operation],
    );
    for (const { row, recipient, why } of rows) {
      const label = transfers.recipient.choices?.find(({ code }) => code === recipient)?.label;
      found.push(
        remarkAt(sheets, row, transfers.recipient.id, {
          severity: "refuse",
          rule: "consent_stands",
          expected: reasonText(why, label ?? { fr: recipient, nl: recipient, en: recipient }),
          mend: {
            fr: "Notez d'abord l'accord de la personne pour ce destinataire, ou retirez l'envoi.",
            nl: "Noteer eerst de toestemming van de persoon voor deze bestemmeling, of schrap de doorgave.",
            en: "Record the person's consent for this recipient first, or take the transfer out.",
          },
          article: "RGPD, art. 9, 2, a",
        }),
      );
    }
  }
  return found;
};

type Why = "none" | "withdrawn" | "later" | "anonymous";

/** Returns why nothing goes to a recipient, in the words of whoever wants to send it. */
const reasonText = (why: Why, { fr, nl, en }: Text): Text =>
  ({
    none: {
      fr: `l'accord de la personne pour ${fr} : aucun n'est noté`,
      nl: `de toestemming van de persoon voor ${nl}: er is er geen genoteerd`,
      en: `the person's consent for ${en}: none is recorded`,
    },
    withdrawn: {
      fr: `un accord qui tient ce jour-là : la personne l'a retiré pour ${fr}`,
      nl: `een toestemming die op die dag geldt: de persoon trok ze in voor ${nl}`,
      en: `a consent that stands on that day: the person withdrew it for ${en}`,
    },
    later: {
      fr: `un accord donné avant l'envoi : celui pour ${fr} est venu après`,
      nl: `een toestemming van vóór de doorgave: die voor ${nl} kwam later`,
      en: `a consent given before the transfer: the one for ${en} came later`,
    },
    anonymous: {
      fr: `un envoi sans le nom : l'accord pour ${fr} vaut pour un envoi anonyme seulement`,
      nl: `een doorgave zonder naam: de toestemming voor ${nl} geldt enkel voor een anonieme doorgave`,
      en: `a transfer without the name: the consent for ${en} is for an anonymous one only`,
    },
  })[why];

/**
 * Returns remarks on decided rows about cases whose room is closed to whoever brings the file, or that name a case in
 * whose room they are not. Nothing is told of what such a case says. Needs the owner's role.
 */
export const findClosedRooms = async (
  client: PoolClient,
  register: Register,
  operation: string,
  account: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const { isRoom, roomOf } = register;
  if (!isRoom) return [];
  const isIn = (cases: string, record: string) =>
    `exists (select from access.room m where m.register = ${cases} and m.operation = $1 and m.record = ${record}
       and m.account = $3 and m.ended_at is null)`;
  const own = `f.known is not null and not exists (select from access.in_room i
    where i.register = $2 and i.operation = $1 and i.record = f.known and ${isIn("i.cases", "i.room")})`;
  const { rows } = await client.query<{ row: number }>(
    roomOf === undefined
      ? `select f.row from fate f where ${own} order by f.row`
      : `select f.row from fate f where (${own})
           or not exists (select from register.${sqlName(roomOf.register)} c
             where c.operation = $1 and c.${sqlName(roomOf.by)} = f.${sqlName(roomOf.by)}
               and ${isIn(`'${roomOf.register}'`, "c.record")}) order by f.row`,
    [operation, register.id, account],
  );
  const field = roomOf?.by ?? register.identity[0] ?? "";
  return rows.map(({ row }) =>
    remarkAt(sheets, row, field, {
      severity: "refuse",
      rule: "room_is_closed",
      expected: {
        fr: "un dossier auquel vous avez accès : celui-ci n'existe pas, ou sa salle vous est fermée",
        nl: "een dossier waartoe u toegang hebt: dit bestaat niet, of de kamer ervan is voor u gesloten",
        en: "a case that is open to you: this one does not exist, or its room is closed to you",
      },
      mend: {
        fr: "Vérifiez le numéro, ou demandez à qui suit le dossier de vous y faire entrer.",
        nl: "Kijk het nummer na, of vraag wie het dossier opvolgt om u toe te laten.",
        en: "Check the number, or ask who follows the case to let you in.",
      },
      article: undefined,
    }),
  );
};
