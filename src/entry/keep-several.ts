import type { PoolClient } from "pg";
import type { Value } from "../definition/condition/condition.ts";
import type { House } from "../house.ts";
import { nextChange } from "../intake/store.ts";
import { notAllowed } from "../problem.ts";
import { checkAnswers } from "./check-answers.ts";
import { type Place, registerAt } from "./desk.ts";
import { refuseIfAny } from "./keeping.ts";
import { changedMeanwhile, removedMeanwhile } from "./problem.ts";
import { wholeRecords } from "./whole-record.ts";
import { type ActRow, decideKnown, type Hand, stageRows, writeDecided } from "./write-rows.ts";

/** New answers of one record, each its own. */
export type RecordEdit = Readonly<{
  record: number;
  /** The version that was looked at; without one whatever stands there is changed. */
  version?: number | undefined;
  answers: ReadonlyMap<string, Value>;
}>;

/** Who keeps them, in a transaction that is in the owner's role at this moment. */
export type SeveralDesk = Readonly<{
  house: Pick<House, "programme" | "secret">;
  client: PoolClient;
  hand: Hand;
  /** Whether whoever asks may write records of this partner. */
  mayWrite: (partner: string) => boolean;
}>;

/**
 * Keeps different answers of several records of a register as one change: all of them or none. Returns the number of
 * the change; undefined where nothing was new. Throws the findings of the first record that cannot be kept so, and
 * where one was changed or removed meanwhile. Begins and ends in the owner's role.
 */
export const keepSeveral = async (
  { house, client, hand, mayWrite }: SeveralDesk,
  place: Place,
  edits: readonly RecordEdit[],
  { action, reason }: Readonly<{ action: string; reason?: string }>,
): Promise<number | undefined> => {
  const { operation } = place;
  const register = registerAt(house.programme, place);
  const change = await nextChange(client, { waits: true });
  const whole = await wholeRecords(
    client,
    register,
    operation,
    edits.map(({ record }) => record),
  );
  const rows: ActRow[] = edits.map(({ record, version, answers: told }, index) => {
    const now = whole.get(record);
    if (!now) throw removedMeanwhile();
    if (!mayWrite(now.partner)) throw notAllowed();
    if (version !== undefined && version !== now.version)
      throw changedMeanwhile({ version: now.version, conflicts: [], merged: [] });
    const answers = { ...now.answers, ...Object.fromEntries(told) };
    const scope = { operation, partner: now.partner };
    refuseIfAny(checkAnswers({ register, ...scope, answers, before: now.answers }));
    return { row: index + 1, kind: "changed", record, answers };
  });
  if (rows.length === 0) return undefined;
  await clearStage(client);
  await stageRows(client, register, house.secret, rows);
  await decideKnown(client, register, operation, rows);
  const written = await writeDecided(client, hand, {
    programme: house.programme,
    register,
    operation,
    // Each record stays with the partner that keeps it.
    partner: "",
    change,
    action,
    reason: { said: reason },
  });
  return written.change;
};

/** Takes away what an earlier act of the same transaction decided, so that another one can follow it. */
export const clearStage = async (client: PoolClient): Promise<void> => {
  await client.query("drop table if exists pg_temp.staged, pg_temp.fate, pg_temp.ready_entry");
};
