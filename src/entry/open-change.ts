import type { PoolClient } from "pg";
import type { Programme } from "../definition/programme.ts";
import { nextChange } from "../intake/store.ts";
import { asReason, type ReasonParts } from "./words.ts";
import type { Hand } from "./write-rows.ts";

/**
 * A change of the trail to which one act adds records of several registers: undone, they all go back together. Whoever
 * opens it closes it, in the same transaction.
 */
export type OpenChange = { readonly change: number; entries: number };

/**
 * Takes the head of the trail for an act that writes in several registers. Needs the owner's role. Throws TrailBusy as
 * `nextChange` does, unless it `waits`.
 */
export const openChange = async (
  client: PoolClient,
  options?: Readonly<{ waits?: boolean | undefined }>,
): Promise<OpenChange> => ({
  change: await nextChange(client, options),
  entries: 0,
});

/** Returns the number of the change that a record is written under, ready for its rows to be staged. */
export const changeOf = async (
  client: PoolClient,
  within: OpenChange | undefined,
  options?: Readonly<{ waits?: boolean | undefined }>,
): Promise<number> => {
  if (!within) return nextChange(client, options);
  await clearStage(client);
  return within.change;
};

/**
 * Takes away what was decided before in the same transaction, so that other records can follow; an act that stands
 * alone leaves it to the end of the transaction. Needs the owner's role.
 */
export const clearStage = async (client: PoolClient): Promise<void> => {
  await client.query("drop table if exists pg_temp.staged, pg_temp.fate, pg_temp.ready_entry");
};

/** Numbers the entries that are ready after those that the change has already. Needs the owner's role. */
export const followEntries = async (client: PoolClient, within: OpenChange, count: number): Promise<void> => {
  if (within.entries > 0) {
    await client.query("update ready_entry set n = n + $1", [within.entries]);
    await client.query(
      `update ready_entry e set hash = trail.entry_hash(
         row(e.change, e.n, e.register, e.operation, e.partner, e.record, e.kind, e.before, e.after, ''::bytea)::trail.entry)`,
    );
  }
  within.entries += count;
};

/** Closes a change: who did what and why stands in the trail. Begins and ends in the owner's role. */
export const closeChange = async (
  client: PoolClient,
  hand: Hand,
  {
    programme,
    change,
    action,
    reason,
  }: Readonly<{ programme: Programme; change: number; action: string; reason: ReasonParts }>,
): Promise<void> => {
  if (!hand.isOwner) await client.query("set local role jalon_application");
  await client.query("select trail.close($1, $2, $3, $4, $5, '')", [
    change,
    hand.actor,
    action,
    asReason(reason),
    programme.fingerprint,
  ]);
  if (!hand.isOwner) await client.query("reset role");
  const { undoes, transition, confirmed = [] } = reason;
  await client.query(
    "insert into entry.act (change, undoes, transition, confirmed) values ($1, $2, $3, $4)",
    [change, undoes ?? null, transition ?? null, confirmed],
  );
};
