import type { PoolClient } from "pg";
import { mayAnywhere } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Item } from "./item.ts";

const base = { label: null, operation: null, partner: null, register: null, turn: "yours" } as const;

/** The state of the people that the asker looks after, and of the mail to them. */
export type PeopleState = Readonly<{
  active: number;
  invited: number;
  mail: number;
  /** Day on which the first invitation ends or ended, and how many have. */
  until: string | null;
  late: number;
}>;

/** Returns how many people have access, how many were invited, and how many messages wait; nothing for who manages nobody. */
export const peopleState = async (
  client: PoolClient,
  who: Who,
  today: string,
): Promise<PeopleState | null> => {
  if (!mayAnywhere(who, "people:manage")) return null;
  const { rows } = await client.query<PeopleState>(
    `select count(*) filter (where s.accepted)::int as active,
       count(*) filter (where not s.accepted and s.invited_until is not null)::int as invited,
       mail.waiting() as mail,
       (min(s.invited_until at time zone 'Europe/Brussels') filter (where not s.accepted))::date::text as until,
       count(*) filter (where not s.accepted
         and (s.invited_until at time zone 'Europe/Brussels')::date < $1::date)::int as late
     from signin.standing() s join access.account a on a.id = s.account
     where a.closed_at is null and a.kind = 'person'`,
    [today],
  );
  return rows[0] ?? null;
};

/** Returns the invitations that nobody answered, and mail that could not be sent, for whoever looks after people. */
export const peopleItems = (people: PeopleState | null): Item[] => {
  if (!people) return [];
  const { invited, until, late, mail } = people;
  return [
    ...(invited > 0
      ? [
          {
            ...base,
            id: "invitation",
            kind: "invitation" as const,
            count: invited,
            overdue: late,
            since: null,
            due: until,
            href: "people",
            details: {},
          },
        ]
      : []),
    ...(mail > 0
      ? [
          {
            ...base,
            id: "mail",
            kind: "mail" as const,
            count: mail,
            overdue: 0,
            since: null,
            due: null,
            href: "people",
            details: {},
          },
        ]
      : []),
  ];
};
