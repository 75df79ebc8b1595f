import type { PoolClient } from "pg";
import { nextChange } from "./next-change.ts";

/** Whoever acts: the asker of the transaction, whom the database knows; or the owner, as the machine's account is called. */
export type Hand = Readonly<{ actor: string; isOwner: boolean }>;

/** An act on rows of money, as one change of the trail. */
export type Act = Readonly<{
  /** The number that the rows are written under: their column `change`. */
  change: number;
  /**
   * Tells the trail what became of a row since it was last told, with all that belongs to it; called once the row and
   * its parts are written. `table` with its schema: "agreement.agreement". Returns what became of it.
   */
  note: (table: string, id: number) => Promise<"added" | "changed" | "removed">;
}>;

/**
 * Does one act on rows of money as one change of the trail, in the transaction of the asker (or the owner's): takes the
 * head of the trail, lets the work write and note, closes the change. Where nothing was noted the trail gets no change.
 * Throws TrailBusy as `nextChange` does, unless it `waits`.
 */
export const asAct = async <T>(
  client: PoolClient,
  hand: Hand,
  {
    programme,
    action,
    reason = "",
    waits = false,
  }: Readonly<{
    programme: Readonly<{ fingerprint: string }>;
    /** What the trail calls the act. */
    action: string;
    reason?: string | undefined;
    waits?: boolean | undefined;
  }>,
  work: (act: Act) => Promise<T>,
): Promise<T> => {
  const change = await nextChange(client, { waits });
  let entries = 0;
  const note: Act["note"] = async (table, id) => {
    const { rows } = await client.query<{ kind: "added" | "changed" | "removed" }>(
      "select trail.note($1, $2, $3, $4) as kind",
      [change, ++entries, table, id],
    );
    return rows[0]?.kind ?? "changed";
  };
  const result = await work({ change, note });
  if (entries > 0)
    await client.query("select trail.close($1, $2, $3, $4, $5, '')", [
      change,
      hand.actor,
      action,
      reason.replaceAll(/[{}]/g, ""),
      programme.fingerprint,
    ]);
  return result;
};
