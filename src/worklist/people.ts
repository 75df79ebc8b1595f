import type { PoolClient } from "pg";
import { mayAnywhere } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Item } from "./item.ts";

const base = { label: null, operation: null, partner: null, register: null, turn: "yours" } as const;

/** The state of the people that the asker looks after, and of the mail to them. */
export type PeopleState = Readonly<{ active: number; invited: number; mail: number }>;

/** Returns how many people have access, how many were invited, and how many messages wait; nothing for who manages nobody. */
export const peopleState = async (client: PoolClient, who: Who): Promise<PeopleState | null> => {
  if (!mayAnywhere(who, "people:manage")) return null;
  const { rows } = await client.query<PeopleState>(
    `select count(*) filter (where s.accepted)::int as active,
       count(*) filter (where not s.accepted and s.invited_until is not null)::int as invited,
       mail.waiting() as mail
     from signin.standing() s join access.account a on a.id = s.account
     where a.closed_at is null and a.kind = 'person'`,
  );
  return rows[0] ?? null;
};

/** Returns the invitations that nobody answered, and mail that could not be sent, for whoever looks after people. */
export const peopleItems = async (client: PoolClient, who: Who, today: string): Promise<Item[]> => {
  if (!mayAnywhere(who, "people:manage")) return [];
  const { rows } = await client.query<{ waiting: number; until: string | null; late: number }>(
    `select count(*)::int as waiting,
       min((s.invited_until at time zone 'Europe/Brussels')::date)::text as until,
       count(*) filter (where (s.invited_until at time zone 'Europe/Brussels')::date < $1::date)::int as late
     from signin.standing() s join access.account a on a.id = s.account
     where not s.accepted and s.invited_until is not null and a.closed_at is null`,
    [today],
  );
  const { rows: mails } = await client.query<{ waiting: number }>("select mail.waiting() as waiting");
  const [invited] = rows;
  const unsent = mails[0]?.waiting ?? 0;
  return [
    ...(invited && invited.waiting > 0
      ? [
          {
            ...base,
            id: "invitation",
            kind: "invitation" as const,
            count: invited.waiting,
            overdue: invited.late,
            since: null,
            due: invited.until,
            href: "people",
            details: {},
          },
        ]
      : []),
    ...(unsent > 0
      ? [
          {
            ...base,
            id: "mail",
            kind: "mail" as const,
            count: unsent,
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
