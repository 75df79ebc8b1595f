import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { House } from "../house.ts";
import { isoTime } from "./owner.ts";

export type Act = Readonly<{
  id: number;
  at: string;
  act: string;
  actor: string | null;
  actorName: string | null;
  account: string | null;
  name: string | null;
  role: string | null;
  operation: string | null;
  partner: string | null;
}>;

/** Returns what was done to accounts, the latest first; names only of people whom the asker may see. */
export const listActs = async (
  house: Pick<House, "guards">,
  client: PoolClient,
  who: Who,
  before: number | undefined,
): Promise<readonly Act[]> => {
  const columns = { operation: "c.operation", partner: "c.partner" };
  const managed = house.guards.listing(who, "people:manage", columns, 2);
  const read = house.guards.listing(who, "trail:read", columns, 2 + managed.values.length);
  const isKnown = (alias: string) =>
    `(${alias}.id = access.account() or ${alias}.id = any ((select access.people(false))::uuid[]))`;
  const { rows } = await client.query<Act>(
    `select c.id, ${isoTime("c.at")} as at, c.act, c.actor, b.name as "actorName", c.account, a.name, c.role,
       c.operation, c.partner
     from signin.act c
     left join access.account b on b.id = c.actor and ${isKnown("b")}
     left join access.account a on a.id = c.account and ${isKnown("a")}
     where ($1::bigint is null or c.id < $1)
       and (c.actor = access.account() or c.account = access.account() or ${managed.text} or ${read.text})
     order by c.id desc limit 100`,
    [before ?? null, ...managed.values, ...read.values],
  );
  return rows;
};
