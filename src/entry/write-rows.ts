import { recordsOf } from "../definition/condition/evaluate.ts";
import type { RecordValues } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { PoolClient } from "pg";
import { readyForSession, WallError } from "../intake/import.ts";
import { entryColumns, keepBefore, removeRecords, writeRecords } from "../intake/merge.ts";
import { createStage } from "../intake/stage.ts";
import { identityKeys } from "../register/identity.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import { closeChange, followEntries, type OpenChange } from "./open-change.ts";
import type { ReasonParts } from "./words.ts";

/**
 * Whoever writes: under the walls for somebody who asked in the browser or by a token, or the owner at the command
 * line, whom the trail names by the account of the machine.
 */
export type Hand = Readonly<{ actor: string; isOwner: boolean }>;

/** One record of an act: what becomes of it, and its answers afterwards (for one removed: as they were). */
export type ActRow = Readonly<{
  row: number;
  kind: "added" | "changed" | "removed";
  /** Its number; undefined for one that is new to the register. */
  record: number | undefined;
  answers: RecordValues;
}>;

/** Copies records into the staging table that a file's rows go to, with their keys. Needs the owner's role. */
export const stageRows = async (
  client: PoolClient,
  register: Register,
  secret: Uint8Array,
  rows: readonly Pick<ActRow, "row" | "answers">[],
): Promise<void> => {
  await createStage(client, register);
  for (let at = 0; at < rows.length; at += stagedAtOnce)
    await stageSome(client, register, secret, rows.slice(at, at + stagedAtOnce));
  await client.query("analyze staged");
};

const stagedAtOnce = 2000;

const stageSome = async (
  client: PoolClient,
  register: Register,
  secret: Uint8Array,
  rows: readonly Pick<ActRow, "row" | "answers">[],
): Promise<void> => {
  const keysAt = identityKeys(register, secret)(recordsOf(rows.map(({ answers }) => answers)));
  const bytes = (hex: string | null) => hex && `\\x${hex}`;
  const staged = rows.map(({ row, answers }, at) => {
    const keys = keysAt(at);
    return {
      row,
      identity_key: bytes(keys.identity),
      person_key: bytes(keys.person),
      likeness_key: bytes(keys.likeness),
      digest: bytes(keys.digest),
      answers: Object.fromEntries([...register.fields.keys()].map((id) => [id, answers[id] ?? null])),
    };
  });
  const keys = ["row", "identity_key", "person_key", "likeness_key", "digest"];
  const fields = [...register.fields.keys()].map(sqlName);
  await client.query(
    `insert into staged (${[...keys, ...fields].join(", ")})
     select ${[...keys.map((key) => `k.${key}`), ...fields.map((field) => `a.${field}`)].join(", ")}
     from jsonb_to_recordset($1::jsonb) as k (row int, identity_key bytea, person_key bytea, likeness_key bytea,
       digest bytea, answers jsonb)
     cross join lateral jsonb_populate_record(null::staged, k.answers) a`,
    [JSON.stringify(staged)],
  );
};

/**
 * Decides what becomes of records that are known by their number, whatever identity they now bear: unlike a file's
 * rows they are not looked for by who they are about. A change to what a record already says is none.
 */
export const decideKnown = async (
  client: PoolClient,
  register: Register,
  operation: string,
  rows: readonly ActRow[],
): Promise<void> => {
  const fields = [...register.fields.values()];
  const same = fields.map(({ id, sensitivity }) => {
    const stored = sensitivity === "identity" ? "i" : "r";
    return `s.${sqlName(id)} is not distinct from ${stored}.${sqlName(id)}`;
  });
  await client.query(
    `create temp table fate on commit drop as
     select s.row, s.identity_key, s.person_key, s.likeness_key, s.digest, r.record as known, r.partner as kept_by,
       i.digest as old_digest,
       case when k.kind = 'changed' and ${same.join(" and ")} then 'unchanged' else k.kind end as fate,
       coalesce(k.record, nextval('register.record')) as record, false as later,
       ${fields.map(({ id }) => `s.${sqlName(id)}`).join(", ")}
     from staged s
     join unnest($2::int[], $3::bigint[], $4::text[]) as k (row, record, kind) on k.row = s.row
     left join ${tableOf(register)} r on r.operation = $1 and r.record = k.record
     left join ${identityTableOf(register)} i on i.operation = r.operation and i.record = r.record
     order by s.row`,
    [
      operation,
      rows.map(({ row }) => row),
      rows.map(({ record }) => record ?? null),
      rows.map(({ kind }) => kind),
    ],
  );
};

/** What was done to how many records, and the number of the change; undefined where nothing changed. */
export type Written = Readonly<{
  change: number | undefined;
  fates: ReadonlyMap<number, Readonly<{ record: number; kind: string }>>;
}>;

/**
 * Writes what was decided, entries of the trail first, and closes the change: the same statements as a file's, under
 * the same walls. Begins and ends in the owner's role. Throws a WallError where the database did not let all through.
 */
export const writeDecided = async (
  client: PoolClient,
  hand: Hand,
  act: Readonly<{
    programme: Programme;
    register: Register;
    operation: string;
    partner: string;
    change: number;
    action: string;
    reason: ReasonParts;
    /** The change that it is part of: it is closed by whoever opened it. */
    within?: OpenChange | undefined;
  }>,
): Promise<Written> => {
  const { programme, register, operation, partner, change, action, reason, within } = act;
  const { rows } = await client.query<{ row: number; record: number; kind: string }>(
    "select row, record, fate as kind from fate order by row",
  );
  const fates = new Map(rows.map(({ row, record, kind }) => [row, { record, kind }]));
  const touched = rows.filter(({ kind }) => kind !== "unchanged");
  if (touched.length === 0) return { change: undefined, fates };
  await client.query(keepBefore(register), [operation, change]);
  await readyForSession(client, register, [operation, partner, change]);
  if (within) await followEntries(client, within, touched.length);
  if (!hand.isOwner) await client.query("set local role jalon_application");
  await client.query(`insert into trail.entry (${entryColumns}) select ${entryColumns} from ready_entry`);
  const values = [operation, partner, change, null, programme.fingerprint];
  let written = 0;
  for (const statement of writeRecords(register))
    written += (await client.query(statement.text, values.slice(0, statement.values))).rowCount ?? 0;
  const removed = touched.filter(({ kind }) => kind === "removed").length;
  if (removed > 0) written += (await client.query(removeRecords(register), [operation])).rowCount ?? 0;
  if (written !== 2 * touched.length - removed) throw new WallError();
  if (!hand.isOwner) await client.query("reset role");
  if (!within) await closeChange(client, hand, { programme, change, action, reason });
  return { change, fates };
};
