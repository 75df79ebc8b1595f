import type { PoolClient } from "pg";
import type { Guards } from "../access/guards.ts";
import { openEntriesSql } from "../access/readable.ts";
import { scopeSql } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Register } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import type { ChangesPage } from "./structure-shapes.ts";

const largestPage = 100;

/**
 * Returns the last changes of the trail that the asker may see, newest first: of an operation or a partner where one is
 * named, before a change where one is given. The database leaves out the others.
 */
export const lastChanges = async (
  client: PoolClient,
  who: Who,
  {
    operation = null,
    partner = null,
    before = null,
    size = 30,
    sayAction,
    guards,
    registers,
  }: Readonly<{
    guards: Pick<Guards, "room">;
    registers: Iterable<Register>;
    operation?: string | null | undefined;
    partner?: string | null | undefined;
    before?: number | null | undefined;
    size?: number | undefined;
    /** What an act of the trail is called: those who write say it. */
    sayAction: (action: string) => Text;
  }>,
): Promise<ChangesPage> => {
  const wanted = Math.min(size, largestPage);
  const columns = { operation: "r.operation", partner: "r.partner" };
  const reads = scopeSql(who, "records:read", columns, 4);
  const follows = scopeSql(who, "trail:read", columns, 4 + reads.values.length);
  const isOpen = `(${reads.text} or ${follows.text})`;
  const after = 4 + reads.values.length + follows.values.length;
  const rooms = openEntriesSql(guards, who, registers, "e", after);
  const { rows } = await client.query<Omit<ChangesPage["changes"][number], "actionLabel">>(
    `select c.seq::int as change, to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
       access.name_of(c.actor) as actor, c.action, c.reason, c.entries,
       (select f.name from intake.file f where f.change = c.seq limit 1) as file,
       (select coalesce(json_agg(json_build_object('operation', r.operation, 'partner', r.partner)
          order by r.operation, r.partner), '[]') from trail.reach r where r.change = c.seq and ${isOpen}) as places
     from trail.change c
     where ($1::bigint is null or c.seq < $1)
       and ($2::text is null and $3::text is null or exists (
         select from trail.reach r where r.change = c.seq
           and ($2::text is null or r.operation = $2) and ($3::text is null or r.partner = $3)))
       and ${[reads, follows].some(({ text }) => text === "true") ? "true" : `exists (select from trail.reach r where r.change = c.seq and ${isOpen})`}
       and (not exists (select from access.room_change r where r.change = c.seq)
         or exists (select from trail.entry e where e.change = c.seq and ${rooms.text}))
     order by c.seq desc limit ${wanted + 1}`,
    [before, operation, partner, ...reads.values, ...follows.values, ...rooms.values],
  );
  const changes = rows.slice(0, wanted).map((row) => ({ ...row, actionLabel: sayAction(row.action) }));
  return { changes, next: rows.length > wanted ? (changes.at(-1)?.change ?? null) : null };
};
