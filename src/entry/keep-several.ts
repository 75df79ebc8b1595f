import type { PoolClient } from "pg";
import { actorOf } from "../access/who.ts";
import type { Value } from "../definition/condition/condition.ts";
import type { Register } from "../definition/programme.ts";
import type { House } from "../house.ts";
import { holdForWords } from "../intake/screen.ts";
import { notAllowed } from "../problem.ts";
import { checkAnswers } from "./check-answers.ts";
import { type Desk, type Place, registerAt } from "./desk.ts";
import { findingsOfRows } from "./duplicate-findings.ts";
import { refuseIfAny } from "./keeping.ts";
import { changeOf, clearStage, type OpenChange } from "./open-change.ts";
import { changedMeanwhile, removedMeanwhile } from "./problem.ts";
import type { EntryFinding } from "./shapes.ts";
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

/** Returns the desk of somebody who keeps several records of an operation at once, held to where they may write. */
export const severalAt = (
  { house, client, who }: Pick<Desk, "client" | "who" | "house">,
  operation: string,
): SeveralDesk => ({
  house,
  client,
  hand: { actor: actorOf(who), isOwner: false },
  mayWrite: (partner) => house.guards.record(who, "records:write", { operation, partner }),
});

/**
 * Keeps different answers of several records of a register as one change: all of them or none. Returns the number of
 * the change; undefined where nothing was new. Throws the findings of the first record that cannot be kept so, and
 * where one was changed or removed meanwhile. Begins and ends in the owner's role. With `within` it is part of a change
 * that the caller closes.
 */
export const keepSeveral = async (
  { house, client, hand, mayWrite }: SeveralDesk,
  place: Place,
  edits: readonly RecordEdit[],
  { action, reason, within }: Readonly<{ action: string; reason?: string; within?: OpenChange }>,
): Promise<number | undefined> => {
  const { operation } = place;
  const register = registerAt(house.programme, place);
  const change = await changeOf(client, within, { waits: true });
  const whole = await wholeRecords(
    client,
    register,
    operation,
    edits.map(({ record }) => record),
  );
  const rows: SeveralRow[] = edits.map(({ record, version, answers: told }, index) => {
    const now = whole.get(record);
    if (!now) throw removedMeanwhile();
    if (!mayWrite(now.partner)) throw notAllowed();
    if (version !== undefined && version !== now.version)
      throw changedMeanwhile({ version: now.version, conflicts: [], merged: [] });
    const answers = { ...now.answers, ...Object.fromEntries(told) };
    const scope = { operation, partner: now.partner };
    refuseIfAny(checkAnswers({ register, ...scope, answers, before: now.answers }));
    return { row: index + 1, kind: "changed", record, partner: now.partner, answers };
  });
  if (rows.length === 0) return undefined;
  const found = await decideSeveral({ house, client }, register, operation, rows);
  for (const { record } of rows) refuseIfAny(found(record));
  const written = await writeDecided(client, hand, {
    programme: house.programme,
    register,
    operation,
    // Each record stays with the partner that keeps it.
    partner: "",
    change,
    action,
    reason: { said: reason },
    within,
  });
  return written.change;
};

/** A known record as it is to be, and the partner that keeps it. */
export type SeveralRow = ActRow & Readonly<{ record: number; partner: string }>;

/**
 * Decides what becomes of known records of a register, and holds those whose texts say certain words. Returns by record
 * what the registers themselves have to say of it: a limit is one of all of them together. Needs the owner's role.
 */
export const decideSeveral = async (
  { house, client }: Pick<SeveralDesk, "house" | "client">,
  register: Register,
  operation: string,
  rows: readonly SeveralRow[],
): Promise<(record: number) => EntryFinding[]> => {
  await clearStage(client);
  await stageRows(client, register, house.secret, rows);
  await decideKnown(client, register, operation, rows);
  await holdForWords(client, register, operation);
  const partners = new Map(rows.map(({ row, partner }) => [row, partner]));
  const found = await findingsOfRows(client, house.programme, register, operation, partners);
  const rowOf = new Map(rows.map(({ row, record }) => [record, row]));
  return (record) => found.get(rowOf.get(record) ?? 0) ?? [];
};
