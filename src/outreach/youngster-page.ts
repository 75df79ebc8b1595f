import { sqlName } from "../definition/condition/sql.ts";
import { partnerName } from "../definition/names.ts";
import type { Desk } from "../entry/desk.ts";
import { notFound } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import { choiceOf, logOf, ownNumber } from "./log.ts";
import type { YoungsterPage } from "./shapes.ts";
import { peopleSql, personColumns, type PersonRow, youngstersOf } from "./youngsters.ts";

const mostContacts = 500;

/**
 * Returns somebody whom the log follows, by any of the contacts with them: all contacts under the same code, and what
 * an agreement would begin. Throws where there is none that the asker may read.
 */
export const youngsterPage = async (
  desk: Desk,
  service: string,
  { operation, record }: Readonly<{ operation: string; record: number }>,
): Promise<YoungsterPage> => {
  const { client, house, who } = desk;
  const log = logOf(house.programme, service);
  const { block } = log;
  if (!log.operations.includes(operation)) throw notFound();
  const people = peopleSql(desk, log);
  const { rows } = await client.query<PersonRow>(
    `${people.text} select ${personColumns} from person p
     where exists (select from contact c where c.operation = $${people.next} and c.record = $${people.next + 1}
       and (c.operation, c.partner, c.code) = (p.operation, p.partner, p.code))`,
    [...people.values, operation, record],
  );
  const [row] = rows;
  if (!row) throw notFound();
  const [youngster] = await youngstersOf(desk, log, [row]);
  if (!youngster) throw notFound();
  const { register, date, stage, place, relay, reaction, follows, registersAs } = block;
  const column = (field: { id: string } | undefined, name: string) =>
    `${field ? sqlName(field.id) : "null::text"} as ${name}`;
  const { rows: contacts } = await client.query<{
    record: number;
    date: string;
    stage: string;
    reaction: string | null;
    place: string | null;
    relay: string | null;
  }>(
    `select record, ${column(date, "date")}, ${column(stage, "stage")}, ${column(reaction?.field, "reaction")},
       ${column(place, "place")}, ${column(relay, "relay")}
     from ${tableOf(register)}
     where operation = $1 and partner = $2 and ${sqlName(follows.id)} = $3
     order by ${sqlName(date.id)} desc, record desc limit ${mostContacts}`,
    [operation, row.partner, row.code],
  );
  const scope = { operation, partner: row.partner };
  return {
    youngster,
    today: house.today(),
    contactsRegister: register.id,
    partnerName: partnerName(house.programme, row.partner),
    contacts: contacts.map((each) => ({
      record: each.record,
      date: each.date,
      stage: choiceOf(stage, each.stage).label,
      reaction: each.reaction !== null && reaction ? choiceOf(reaction.field, each.reaction).label : null,
      place: each.place,
      relay:
        each.relay === null || !relay
          ? null
          : relay.type === "choice"
            ? choiceOf(relay, each.relay).label
            : { fr: each.relay, nl: each.relay, en: each.relay },
    })),
    registersAs: {
      register: registersAs.register.id,
      label: registersAs.register.record,
      names: block.names.map(({ id }) => id),
      consent: block.consent.id,
      number: registersAs.number.id,
      ownNumber: ownNumber(house.programme, row.partner, row.code),
      entry: registersAs.entry.id,
      asks: registersAs.asks.map(({ id }) => id),
    },
    may: { write: house.guards.record(who, "records:write", scope) },
  };
};
