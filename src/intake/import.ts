import { basename } from "node:path";
import type { Pool, PoolClient } from "pg";
import { applicationRole } from "../database/applicationRole.ts";
import { underSession } from "../database/applicationSession.ts";
import type { Value } from "../definition/condition/condition.ts";
import { recordsOf } from "../definition/condition/evaluate.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { identityKeys } from "../register/identity.ts";
import { findAgainstRegisters } from "./against-registers.ts";
import { checkFile, type CheckResult } from "./check.ts";
import { findDuplicates } from "./duplicates.ts";
import { openTable } from "./file/readTable.ts";
import {
  decide,
  entryColumns,
  keepBefore,
  readEntries,
  replaceKeys,
  withOldAnswers,
  writeEntries,
  writeRecords,
} from "./merge.ts";
import { findMoves } from "./moves.ts";
import { type Overlay, overlayHash } from "./overlay.ts";
import type { Remark } from "./remark.ts";
import { inFileOrder } from "./remarks.ts";
import { findClosedRooms } from "./rooms.ts";
import { holdForWords } from "./screen.ts";
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
  /**
   * The hash of the session or token that imports: what is written is then written under the walls of the database,
   * which names the asker in the trail. Without it (the command line) the owner of the store writes.
   */
  session?: string;
  /** What the partner calls the file, where it no longer lies under that name. */
  name?: string;
  /** What people said of its columns and mended since the file came. */
  overlay?: Overlay;
  /** Does what belongs to the same transaction, as the store's owner, just before it is committed. */
  beforeCommit?: (client: PoolClient, outcome: Imported) => Promise<void>;
  onProgress?: (rows: number) => void;
}>;

const nameOf = ({ name, path }: ImportRequest): string => name ?? basename(path);
const overlayOf = ({ overlay }: ImportRequest): string => (overlay ? overlayHash(overlay) : "");

export type ImportOutcome =
  | Readonly<{ kind: "refused"; check: CheckResult }>
  | Readonly<{ kind: "already"; importedAt: string; sha256: string }>
  | Imported;

export type Imported = Readonly<{
  kind: "imported";
  check: CheckResult;
  /** The number under which the file itself is noted. */
  file: number;
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
      await request.beforeCommit?.(client, outcome);
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
  request: ImportRequest,
  sha256: string,
): Promise<ImportOutcome | undefined> => {
  const { programme, register, operation, partner } = request;
  const { rows } = await client.query<{ at: string }>(
    `select imported_at::text as at from intake.file
     where sha256 = $1 and register = $2 and operation = $3 and partner = $4 and definition = $5 and overlay = $6
       and not exists (select from entry.act a where a.undoes = file.change)`,
    [sha256, register.id, operation, partner, programme.fingerprint, overlayOf(request)],
  );
  return rows[0] && { kind: "already", importedAt: rows[0].at, sha256 };
};

const importInTransaction = async (client: PoolClient, request: ImportRequest): Promise<ImportOutcome> => {
  const { programme, register, operation, partner, actor } = request;
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

  const change = await nextChange(client, { waits: true });
  // The same file may have been taken while this one was being read.
  const meanwhile = await takenBefore(client, request, check.table.sha256);
  if (meanwhile) return meanwhile;
  const present = new Set(columns.fields.map(({ field }) => field.id));
  await client.query("analyze staged");
  await client.query(decide(register, present), [operation]);
  await client.query("analyze fate");
  await renewKeys(client, register, present, secret);
  await holdForWords(client, register, operation);

  const duplicates = await findDuplicates(client, programme, register, operation, partner, check.sheets);
  const moves = await findMoves(client, register, operation, check.sheets);
  const against = await findAgainstRegisters(client, programme, register, operation, partner, check.sheets);
  const closed =
    request.session === undefined
      ? []
      : await findClosedRooms(
          client,
          register,
          operation,
          await accountOf(client, request.session),
          check.sheets,
        );
  const all = withRemarks(check, [...duplicates, ...moves, ...against, ...closed]);
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
  if (touched > 0) await client.query(keepBefore(register), [operation, change]);
  const { session } = request;
  if (session !== undefined) await readyForSession(client, register, [operation, partner, change]);
  const write = async (): Promise<number> => {
    const file = await noteFile(client, request, check, counts);
    if (touched === 0) return file;
    const values = [operation, partner, change, file, programme.fingerprint];
    await (session === undefined
      ? client.query(writeEntries(register), values.slice(0, 3))
      : client.query(`insert into trail.entry (${entryColumns}) select ${entryColumns} from ready_entry`));
    let written = 0;
    for (const statement of writeRecords(register))
      written += (await client.query(statement.text, values.slice(0, statement.values))).rowCount ?? 0;
    // A wall lets an update pass by what it hides without a word: each record has its row and its identity.
    if (written !== 2 * touched) throw new WallError();
    await client.query("select trail.close($1, $2, 'import', $3, $4, $5)", [
      change,
      actor,
      nameOf(request),
      programme.fingerprint,
      check.table.sha256,
    ]);
    await client.query("update intake.file set change = $1 where id = $2", [change, file]);
    return file;
  };
  const file = session === undefined ? await write() : await underSession(client, session, write);
  return { kind: "imported", check: all, file, change: touched > 0 ? change : undefined, ...counts };
};

const accountOf = async (client: PoolClient, session: string): Promise<string> => {
  const { rows } = await client.query<{ account: string }>(
    "select account from access.session where hash = $1",
    [session],
  );
  return rows[0]?.account ?? "00000000-0000-0000-0000-000000000000";
};

/** Thrown when the database did not let through all that was to be written; nothing is kept. */
export class WallError extends Error {
  constructor() {
    super("the walls of the database did not let everything through");
    this.name = "WallError";
  }
}

/** The entries say what stood there before, also what the asker may not see: they are made before the role changes. */
export const readyForSession = async (
  client: PoolClient,
  register: Register,
  values: readonly unknown[],
): Promise<void> => {
  await client.query(
    `create temp table ready_entry on commit drop as
     select * from (${readEntries(register)}) e (${entryColumns})`,
    [...values],
  );
  await client.query(`grant select on fate, ready_entry to ${applicationRole}`);
};

/** Returns the check with more remarks in it, counted. */
export const withRemarks = (check: CheckResult, more: readonly Remark[]): CheckResult => {
  const counts = { ...check.counts };
  for (const { severity } of more) counts[severity]++;
  const names = check.table.sheets.map(({ name }) => name);
  return { ...check, counts, remarks: inFileOrder([...check.remarks, ...more], names) };
};

const renewedAtOnce = 5000;

/** Computes the keys anew of records of which the file tells only a part, or of which old answers stay. */
export const renewKeys = async (
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
  request: ImportRequest,
  { table, rows: read }: CheckResult,
  counts: { added: number; changed: number; reEntered: number; unchanged: number },
): Promise<number> => {
  const { programme, register, operation, partner, actor } = request;
  const { rows } = await client.query<{ id: number }>(
    `insert into intake.file (sha256, name, bytes, register, operation, partner, definition, actor, imported_at,
       rows, added, changed, re_entered, unchanged, overlay, again)
     values ($1, $2, $3, $4, $5, $6, $7, coalesce('account:' || access.account(), $8), clock_timestamp(), $9, $10, $11, $12, $13, $14,
       (select count(*) from intake.file f where f.sha256 = $1 and f.overlay = $14 and f.register = $4
          and f.operation = $5 and f.partner = $6 and f.definition = $7)) returning id`,
    [
      table.sha256,
      nameOf(request),
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
      overlayOf(request),
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the file was not noted");
  return id;
};
