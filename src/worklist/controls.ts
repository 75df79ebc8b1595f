import type { PoolClient } from "pg";
import { guards } from "../access/guards.ts";
import { mayAnywhere } from "../access/scope.ts";
import { speaksFor } from "../access/speaks.ts";
import { actorOf, type Who } from "../access/who.ts";
import { clockOf } from "../control/facts.ts";
import { seenRows } from "../declaration/list.ts";
import type { Programme } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import { dayInBrussels } from "../today.ts";
import type { Item } from "./item.ts";

type Place = Readonly<{ operation: string; partner: string }>;

/** Returns what of control waits for the asker: findings to answer, declarations to verify, decisions to take. */
export const controlItems = async (
  client: PoolClient,
  programme: Programme,
  who: Who,
  today: string,
): Promise<Item[]> => [
  ...(mayAnywhere(who, "money:declare") ? await questions(client, who) : []),
  ...(mayAnywhere(who, "money:control")
    ? [
        ...(await toVerify(client, programme, who, today)),
        ...(await going(client, who)),
        ...(await toDecide(client, who)),
      ]
    : []),
];

const item = (
  place: Place,
  given: Pick<Item, "id" | "href" | "since" | "due"> &
    Readonly<{ label: Text; number: string; today: string }>,
): Item => ({
  id: given.id,
  kind: "control",
  turn: "yours",
  label: given.label,
  operation: place.operation,
  partner: place.partner,
  register: null,
  count: 1,
  overdue: given.due !== null && given.due < given.today ? 1 : 0,
  since: given.since,
  due: given.due,
  href: given.href,
  details: { number: given.number },
});

const labels = {
  answer: {
    fr: "Répondre aux constats du contrôle",
    nl: "Antwoorden op de vaststellingen van de controle",
    en: "Answer the findings of the control",
  },
  verify: {
    fr: "Contrôler la déclaration",
    nl: "De declaratie controleren",
    en: "Verify the declaration",
  },
  goOn: {
    fr: "Poursuivre le contrôle",
    nl: "De controle voortzetten",
    en: "Go on with the control",
  },
  decide: {
    fr: "Décider en seconde personne",
    nl: "Als tweede persoon beslissen",
    en: "Decide as second person",
  },
} as const satisfies Record<string, Text>;

/** What the partners that the asker speaks for were sent; due by the real clock, as the letter says. */
const questions = async (client: PoolClient, who: Who): Promise<Item[]> => {
  const { rows } = await client.query<
    Place & { id: number; number: string; internal: boolean; sent: string; due: string; now: string }
  >(
    `select v.id, v.number, v.operation, v.partner, a.internal,
       to_char(l.sent_at at time zone 'Europe/Brussels', 'YYYY-MM-DD') as sent,
       to_char((control.runs_until(l.sent_at, l.due_at) - interval '1 second') at time zone 'Europe/Brussels',
         'YYYY-MM-DD') as due,
       to_char(clock_timestamp() at time zone 'Europe/Brussels', 'YYYY-MM-DD') as now
     from control.verification v join agreement.agreement a on a.id = v.agreement
     join lateral (select x.sent_at, x.due_at from control.letter x where x.verification = v.id
       order by x.n desc limit 1) l on true
     where v.state = 'with_partner' and v.told_at is not null`,
  );
  return rows
    .filter((row) => speaksFor(who, row))
    .map(({ id, number, sent, due, now, ...place }) =>
      item(place, {
        id: `control/answer/${id}`,
        href: `money/controls/${id}`,
        since: sent,
        due,
        label: labels.answer,
        number,
        today: now,
      }),
    );
};

const toVerify = async (
  client: PoolClient,
  { control }: Programme,
  who: Who,
  today: string,
): Promise<Item[]> => {
  const rows = (await seenRows({ house: { guards }, client, who })).filter(
    (row) =>
      row.state === "submitted" && row.controlBegunAt === null && guards.record(who, "money:control", row),
  );
  return rows.map(({ id, number, submittedAt, operation, partner }) =>
    item(
      { operation, partner },
      {
        id: `control/verify/${id}`,
        href: "control",
        since: submittedAt === null ? null : dayInBrussels(submittedAt),
        due: submittedAt === null ? null : (clockOf(control, submittedAt, today)?.due ?? null),
        label: labels.verify,
        number,
        today,
      },
    ),
  );
};

/** Verifications that go on: not those that wait for the partner and still have time. */
const going = async (client: PoolClient, who: Who): Promise<Item[]> => {
  const { rows } = await client.query<Place & { id: number; number: string; since: string }>(
    `select v.id, v.number, v.operation, v.partner,
       to_char(v.opened_at at time zone 'Europe/Brussels', 'YYYY-MM-DD') as since
     from control.verification v
     where v.state in ('open', 'answered', 'with_partner') and (v.state <> 'with_partner' or not exists (
       select from control.letter l where l.verification = v.id and l.answered_at is null
         and control.runs_until(l.sent_at, l.due_at) > clock_timestamp()))`,
  );
  return rows
    .filter((row) => guards.record(who, "money:control", row))
    .map(({ id, number, since, ...place }) =>
      item(place, {
        id: `control/go_on/${id}`,
        href: `money/controls/${id}`,
        since,
        due: null,
        label: labels.goOn,
        number,
        today: "",
      }),
    );
};

const toDecide = async (client: PoolClient, who: Who): Promise<Item[]> => {
  const { rows } = await client.query<
    Place & { id: number; number: string; verification: number | null; declaration: number; since: string }
  >(
    `select k.id, k.number, k.operation, k.partner, k.verification, k.declaration,
       to_char(k.proposed_at at time zone 'Europe/Brussels', 'YYYY-MM-DD') as since
     from control.decision k where k.state = 'proposed' and k.proposed_by <> $1
       and not exists (select from control.verification v where v.concluded_by = $1 and v.declaration = k.declaration)`,
    [actorOf(who)],
  );
  return rows
    .filter((row) => guards.record(who, "money:control", row))
    .map(({ id, number, verification, declaration, since, operation, partner }) =>
      item(
        { operation, partner },
        {
          id: `control/decide/${id}`,
          href:
            verification === null
              ? `money/declarations/${declaration}/decisions`
              : `money/controls/${verification}`,
          since,
          due: null,
          label: labels.decide,
          number,
          today: "",
        },
      ),
    );
};
