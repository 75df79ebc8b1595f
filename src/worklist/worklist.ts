import type { PoolClient } from "pg";
import { scopeSql } from "../access/scope.ts";
import { actorOf, type Who } from "../access/who.ts";
import type { Programme } from "../definition/programme.ts";
import type { TargetProgress } from "../figure/targets.ts";
import { agreementItems } from "./agreements.ts";
import { draftItems, exportItems, uploadItems } from "./begun.ts";
import { controlItems } from "./controls.ts";
import { declarationItems } from "./declarations.ts";
import { inOrder, type Item } from "./item.ts";
import { peopleItems, type PeopleState } from "./people.ts";
import { type OpenSql, recordItems } from "./records.ts";
import { silenceItems } from "./silence.ts";
import { targetItems } from "./targets.ts";

export type WorklistAsked = Readonly<{
  /** In the asker's own transaction. */
  client: PoolClient;
  programme: Programme;
  who: Who;
  /** YYYY-MM-DD */
  today: string;
  /** Who has access and who was invited, for whoever looks after people. */
  people: PeopleState | null;
  /** How far targets are: worked out before the transaction, for whoever follows them. */
  targets: readonly TargetProgress[];
  openSql: OpenSql;
}>;

type Counted = Readonly<{ head: string; at: number; tookMs: number; items: readonly Item[] }>;

/** What waits on records, by who may see what. */
const counted = new WeakMap<Programme, Map<string, Promise<Counted>>>();
const mostCounted = 3000;

/**
 * Counting a whole programme takes long: what others change there is then counted again only after twenty times as
 * long, a minute at most. A busy machine counts a few records as slowly, so that how long it took never keeps back what
 * the asker changed.
 */
const longMs = 250;
const isRecent = ({ at, tookMs }: Counted): boolean =>
  tookMs > longMs && performance.now() - at < Math.min(20 * tookMs, 60_000);

/** Returns everything that waits for the asker, in the order in which it is to be dealt with. */
export const worklist = async (asked: WorklistAsked): Promise<Item[]> => {
  const { client, programme, who, today, people, targets } = asked;
  const items = [
    ...(await countedItems(asked)),
    ...(await draftItems(client, who)),
    ...(await uploadItems(client, who)),
    ...(await exportItems(client, who)),
    ...(await declarationItems(client, programme, who, today)),
    ...(await controlItems(client, programme, who, today)),
    ...(await agreementItems(client, who)),
    ...peopleItems(people),
    ...targetItems(programme, who, targets),
  ];
  return inOrder(items);
};

/** The part whose cost grows with the registers is counted once for each state of what the asker may see. */
const countedItems = async (asked: WorklistAsked): Promise<readonly Item[]> => {
  const { client, programme, who, today } = asked;
  const places = who.grants.map(({ rights, operation, partner }) => [
    rights.has("records:read"),
    rights.has("records:write"),
    operation,
    partner,
  ]);
  const key = JSON.stringify([client.database, today, places, await roomsOf(client, who)]);
  const head = await headFor(client, who);
  const known = counted.get(programme) ?? new Map<string, Promise<Counted>>();
  counted.set(programme, known);
  // What failed for somebody else is counted again.
  const before = await known.get(key)?.catch(() => undefined);
  if (before?.head === head) return before.items;
  if (before && isRecent(before) && !(await hasWrittenSince(client, who, before.head))) return before.items;
  const counting = count(asked, head);
  if (known.size >= mostCounted) known.clear();
  known.set(key, counting);
  return (await counting).items;
};

/** Whoever has settled something must not find it waiting still. */
const hasWrittenSince = async (client: PoolClient, who: Who, head: string): Promise<boolean> => {
  const { rows } = await client.query<{ written: boolean }>(
    "select exists (select from trail.change where seq > $1 and actor = $2) as written",
    [head === "" ? 0 : head, actorOf(who)],
  );
  return rows[0]?.written ?? false;
};

/** Two who may see the same otherwise may have been let into other rooms. */
const roomsOf = async (client: PoolClient, { account }: Who): Promise<string | null> => {
  const { rows } = await client.query<{ rooms: string | null }>(
    `select md5(string_agg(register || '/' || operation || '/' || record, ' ' order by register, operation, record)) as rooms
     from access.room where account = $1 and ended_at is null`,
    [account],
  );
  return rows[0]?.rooms ?? null;
};

const count = async (asked: WorklistAsked, head: string): Promise<Counted> => {
  const { client, programme, who, today, openSql } = asked;
  const started = performance.now();
  const items = [
    ...(await recordItems(client, programme, who, today, openSql)),
    ...(await silenceItems(client, programme, who, today)),
  ];
  const at = performance.now();
  return { head, at, tookMs: at - started, items };
};

/** The last change that touched what the asker may see: other partners' changes alter nothing here. */
const headFor = async (client: PoolClient, who: Who): Promise<string> => {
  const { text, values } = scopeSql(who, "records:read", { operation: "operation", partner: "partner" }, 1);
  const { rows } = await client.query<{ head: string | null }>(
    text === "true"
      ? "select trail.head()::text as head"
      : `select max(change)::text as head from trail.reach where ${text}`,
    values,
  );
  return rows[0]?.head ?? "";
};
