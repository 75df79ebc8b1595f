import type { PoolClient } from "pg";
import { scopeOf } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Programme } from "../definition/programme.ts";
import type { TargetProgress } from "../figure/targets.ts";
import { draftItems, exportItems, uploadItems } from "./begun.ts";
import { inOrder, type Item } from "./item.ts";
import { peopleItems } from "./people.ts";
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
  /** How far targets are: worked out before the transaction, for whoever follows them. */
  targets: readonly TargetProgress[];
  openSql: OpenSql;
}>;

/**
 * What waits on records, by who may see what. For whoever acts it is as of the last change; whoever only follows the
 * whole programme may see it some seconds late, so that a million records are not counted again at every change.
 */
const counted = new WeakMap<Programme, Map<string, Readonly<{ items: readonly Item[]; at: number }>>>();
const mostCounted = 500;
const followedForMs = 20_000;

/** Returns everything that waits for the asker, in the order in which it is to be dealt with. */
export const worklist = async ({
  client,
  programme,
  who,
  today,
  targets,
  openSql,
}: WorklistAsked): Promise<Item[]> => {
  const items = [
    ...(await countedItems(client, programme, who, today, openSql)),
    ...(await draftItems(client, who)),
    ...(await uploadItems(client, who)),
    ...(await exportItems(client, who)),
    ...(await silenceItems(client, programme, who, today)),
    ...(await peopleItems(client, who, today)),
    ...targetItems(programme, who, targets),
  ];
  return inOrder(items);
};

/** The only part whose cost grows with the registers is remembered. */
const countedItems = async (
  client: PoolClient,
  programme: Programme,
  who: Who,
  today: string,
  openSql: OpenSql,
): Promise<readonly Item[]> => {
  const acts = scopeOf(who, "records:write").length > 0;
  const { rows } = await client.query<{ head: string }>("select trail.head()::text as head");
  const places = who.grants.map(({ rights, operation, partner }) => [
    rights.has("records:read"),
    rights.has("records:write"),
    operation,
    partner,
  ]);
  const key = JSON.stringify([client.database, today, acts ? rows[0]?.head : null, places]);
  const known = counted.get(programme) ?? new Map<string, Readonly<{ items: readonly Item[]; at: number }>>();
  counted.set(programme, known);
  const before = known.get(key);
  if (before && (acts || performance.now() - before.at < followedForMs)) return before.items;
  const items = await recordItems(client, programme, who, today, openSql);
  if (known.size >= mostCounted) known.clear();
  known.set(key, { items, at: performance.now() });
  return items;
};
