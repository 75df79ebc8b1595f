import { basename } from "node:path";
import type { Pool, PoolClient } from "pg";
import type { Value } from "../definition/condition/condition.ts";
import { recordsOf } from "../definition/condition/evaluate.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { identityKeys } from "../register/identity.ts";
import { checkFile, type CheckResult } from "./check.ts";
import { findDuplicates } from "./duplicates.ts";
import { openTable } from "./file/readTable.ts";
import { decide, replaceKeys, withOldAnswers, writeEntries, writeRecords } from "./merge.ts";
import type { Remark } from "./remark.ts";
import { inFileOrder } from "./remarks.ts";
import { createStage, stageInto } from "./stage.ts";
import { keepOriginal, nextChange, readSecret } from "./store.ts";

export type ImportRequest = Readonly<{
  path: string;
  programme: Programme;
  register: Register;
  operation: string;
  partner: string;
  /** Who imports: an account name of the machine or of Jalon, never a participant. */
  actor: string;
  dataFolder: string;
  onProgress?: (rows: number) => void;
}>;

export type ImportOutcome =
  | Readonly<{ kind: "refused"; check: CheckResult }>
  | Readonly<{ kind: "already"; importedAt: string; sha256: string }>
  | Readonly<{
      kind: "imported";
      check: CheckResult;
      change: number | undefined;
      added: number;
      changed: number;
      reEntered: number;
      unchanged: number;
    }>;

/**
 * Takes a partner's file into its register, whole or not at all, in one transaction together with its trail. A file
 * that was taken before changes nothing and says so. Throws UnreadableFile for what is no table.
 */
export const importFile = async (pool: Pool, request: ImportRequest): Promise<ImportOutcome> => {
  const { sha256 } = await openTable(request.path);
  const client = await pool.connect();
  try {
    const before = await takenBefore(client, request, sha256);
    if (before) return before;
    await client.query("begin");
    const outcome = await importInTransaction(client, request);
    if (outcome.kind === "imported") {
      // The original is on disk before its rows are acknowledged: a file without its rows harms nobody.
      await keepOriginal(request.dataFolder, request.path, outcome.check.table.sha256);
      await client.query("commit");
    } else await client.query("rollback");
    return outcome;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
};

const takenBefore = async (
  client: PoolClient,
  { programme, register, operation, partner }: ImportRequest,
  sha256: string,
): Promise<ImportOutcome | undefined> => {
  const { rows } = await client.query<{ at: string }>(
    `select imported_at::text as at from intake.file
     where sha256 = $1 and register = $2 and operation = $3 and partner = $4 and definition = $5`,
    [sha256, register.id, operation, partner, programme.fingerprint],
  );
  return rows[0] && { kind: "already", importedAt: rows[0].at, sha256 };
};

const importInTransaction = async (client: PoolClient, request: ImportRequest): Promise<ImportOutcome> => {
  const { programme, register, operation, partner, actor, path } = request;
  const secret = await readSecret(client);
  await createStage(client, register);
  const stage = stageInto(client, register);
  let check: CheckResult;
  try {
    check = await checkFile({ ...request, secret, take: stage.take });
    await stage.end();
  } catch (error) {
    await stage.abort();
    throw error;
  }
  const { columns } = check;
  if (check.counts.refuse > 0 || !columns) return { kind: "refused", check };

  const change = await nextChange(client);
  // The same file may have been taken while this one was being read.
  const meanwhile = await takenBefore(client, request, check.table.sha256);
  if (meanwhile) return meanwhile;
  const present = new Set(columns.fields.map(({ field }) => field.id));
  await client.query("analyze staged");
  await client.query(decide(register, present), [operation]);
  await renewKeys(client, register, present, secret);

  const duplicates = await findDuplicates(client, programme, register, operation, partner, check.sheets);
  const all = withRemarks(check, duplicates);
  if (all.counts.refuse > 0) return { kind: "refused", check: all };

  const { rows } = await client.query<{ kind: string; count: number }>(
    "select fate as kind, count(*) as count from fate group by fate",
  );
  const count = (kind: string) => rows.find((row) => row.kind === kind)?.count ?? 0;
  const counts = {
    added: count("added"),
    changed: count("changed"),
    reEntered: count("re_entered"),
    unchanged: count("unchanged"),
  };
  const touched = counts.added + counts.changed + counts.reEntered;
  const file = await noteFile(client, request, check, counts);
  if (touched > 0) {
    const values = [operation, partner, change, file, programme.fingerprint];
    await client.query(writeEntries(register), values.slice(0, 3));
    for (const statement of writeRecords(register))
      await client.query(statement.text, values.slice(0, statement.values));
    await client.query("select trail.close($1, $2, 'import', $3, $4, $5)", [
      change,
      actor,
      basename(path),
      programme.fingerprint,
      check.table.sha256,
    ]);
    await client.query("update intake.file set change = $1 where id = $2", [change, file]);
  }
  return { kind: "imported", check: all, change: touched > 0 ? change : undefined, ...counts };
};

const withRemarks = (check: CheckResult, more: readonly Remark[]): CheckResult => {
  const counts = { ...check.counts };
  for (const { severity } of more) counts[severity]++;
  const names = check.table.sheets.map(({ name }) => name);
  return { ...check, counts, remarks: inFileOrder([...check.remarks, ...more], names) };
};

const renewedAtOnce = 5000;

/** Computes the keys anew of records of which the file tells only a part. */
const renewKeys = async (
  client: PoolClient,
  register: Register,
  present: ReadonlySet<string>,
  secret: Uint8Array,
): Promise<void> => {
  const keysOf = identityKeys(register, secret);
  await client.query(`declare partly_told cursor for ${withOldAnswers(register, present)}`);
  for (;;) {
    const { rows } = await client.query<Record<string, Value>>(`fetch ${renewedAtOnce} from partly_told`);
    if (rows.length === 0) break;
    const keysAt = keysOf(recordsOf(rows));
    const keys = rows.map((_, at) => keysAt(at));
    await client.query(replaceKeys, [
      rows.map(({ row }) => row),
      keys.map(({ person }) => person),
      keys.map(({ likeness }) => likeness),
      keys.map(({ digest }) => digest),
    ]);
  }
  await client.query("close partly_told");
};

const noteFile = async (
  client: PoolClient,
  { path, programme, register, operation, partner, actor }: ImportRequest,
  { table, rows: read }: CheckResult,
  counts: { added: number; changed: number; reEntered: number; unchanged: number },
): Promise<number> => {
  const { rows } = await client.query<{ id: number }>(
    `insert into intake.file (sha256, name, bytes, register, operation, partner, definition, actor, imported_at,
       rows, added, changed, re_entered, unchanged)
     values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp(), $9, $10, $11, $12, $13) returning id`,
    [
      table.sha256,
      basename(path),
      table.bytes,
      register.id,
      operation,
      partner,
      programme.fingerprint,
      actor,
      read,
      counts.added,
      counts.changed,
      counts.reEntered,
      counts.unchanged,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the file was not noted");
  return id;
};
