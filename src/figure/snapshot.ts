import { createHash } from "node:crypto";
import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { Pool, PoolClient } from "pg";
import type { Programme } from "../definition/programme.ts";
import { snapshotColumns, type RegisterColumns } from "./columns.ts";
import { copyOut, partOrder, writeParquet } from "./copy-out.ts";
import { newestOf, recordsOf } from "./layers.ts";
import {
  readManifest,
  removeLeftovers,
  temporarySuffix,
  writeManifest,
  type Manifest,
  type Part,
} from "./manifest.ts";

/** When the snapshot is written anew, and from when on its results are worth keeping. */
export type SnapshotPolicy = Readonly<{
  /** Below this many records a register is written anew at each change: that takes less than reading two files. */
  smallRegister: number;
  /** What changed is folded into the first part when it is more than this share of it. */
  largestDelta: number;
  mostParts: number;
  /** From this many records, computed cells are also kept on disk for the next command. */
  cellsWorthKeeping: number;
  /** How many passes over a register this process remembers the cells of. */
  cellsRemembered: number;
}>;
export const usualPolicy: SnapshotPolicy = {
  smallRegister: 50_000,
  largestDelta: 0.15,
  mostParts: 6,
  cellsWorthKeeping: 100_000,
  cellsRemembered: 64,
};

export type SnapshotOptions = Readonly<{
  pool: Pool;
  programme: Programme;
  /** The data folder; the snapshot lives in its folder `snapshot` and may be deleted at any time. */
  dataFolder: string;
  policy?: SnapshotPolicy | undefined;
}>;

/**
 * A picture of the registers in columns, for figures: Parquet files in the data folder, read by DuckDB, brought up to
 * date from the trail. The store stays the authority: whatever is wrong with the picture, it is made again.
 */
export class Snapshot {
  readonly folder: string;
  readonly programme: Programme;
  readonly pool: Pool;
  readonly policy: SnapshotPolicy;
  readonly #instance: DuckDBInstance;
  readonly #duckdb: DuckDBConnection;
  readonly #columns: readonly RegisterColumns[];
  #manifest: Manifest;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  private constructor(
    { pool, programme, policy = usualPolicy }: SnapshotOptions,
    folder: string,
    instance: DuckDBInstance,
    duckdb: DuckDBConnection,
  ) {
    this.pool = pool;
    this.programme = programme;
    this.policy = policy;
    this.folder = folder;
    this.#instance = instance;
    this.#duckdb = duckdb;
    this.#columns = snapshotColumns(programme);
    this.#manifest = empty;
  }

  /** Opens the snapshot of a data folder, made or brought up to date from the store. */
  static async open(options: SnapshotOptions): Promise<Snapshot> {
    const wanted = join(options.dataFolder, "snapshot");
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    const folder = await realpath(wanted);
    const instance = await DuckDBInstance.create(":memory:", {
      // What does not fit is worked on in the folder below; a figure never takes the machine.
      memory_limit: "2GB",
      temp_directory: join(folder, "overflow.tmp"),
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
    const snapshot = new Snapshot(options, folder, instance, await instance.connect());
    try {
      await snapshot.refresh();
    } catch (error) {
      snapshot.close();
      throw error;
    }
    return snapshot;
  }

  /** The last change of the trail that the snapshot holds; 0 before the first. */
  get change(): number {
    return this.#manifest.change;
  }

  /** The hash of that change: with it, what a figure was computed from can be named for ever. */
  get hash(): string {
    return this.#manifest.hash;
  }

  /** Returns the parts of a register, the whole one first. */
  parts(register: string): readonly Part[] {
    return this.#manifest.registers[register]?.parts ?? [];
  }

  /** Returns what is kept of a register, or nothing when no figure counts it. */
  columnsOf(register: string): RegisterColumns | undefined {
    return this.#columns.find((one) => one.register.id === register);
  }

  /** Runs a query on DuckDB and returns its rows as objects of plain values. */
  async query(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.#duckdb.runAndReadAll(sql)).getRowObjectsJS();
  }

  /** The connection to DuckDB, for what reads large results by column. */
  get duckdb(): DuckDBConnection {
    return this.#duckdb;
  }

  /** Returns the SQL table expression of a register's records as of the snapshot. */
  records(register: string, parts: readonly Part[] = this.parts(register)): string {
    const columns = this.columnsOf(register);
    if (!columns) throw new Error(`no figure counts the register ${register}`);
    return recordsOf(this.folder, columns, parts);
  }

  /**
   * Brings the snapshot to the head of the trail: only records that changed since are read from the store. When
   * several commands do so at once, one works and the others take what it made.
   */
  async refresh(): Promise<void> {
    // Whoever asks while one is under way shares the next one: the one under way may have looked too early.
    this.#next ??= (this.#running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        this.#running = this.#next;
        this.#next = undefined;
        return this.#refreshNow();
      });
    return this.#next;
  }

  async #refreshNow(): Promise<void> {
    const client = await this.pool.connect();
    try {
      const [manifest, head] = [await readManifest(this.folder), await headOf(client)];
      if (
        manifest &&
        this.#covers(manifest) &&
        manifest.change === head.change &&
        manifest.hash === head.hash
      )
        this.#manifest = manifest;
      else await alone(client, this.folder, () => this.#bringUpToDate(client));
    } finally {
      client.release();
    }
  }

  /** Ends the use of the snapshot; its files stay. */
  close(): void {
    this.#duckdb.closeSync();
    this.#instance.closeSync();
  }

  #covers({ registers }: Manifest): boolean {
    return this.#columns.every(
      ({ register, fingerprint }) => registers[register.id]?.columns === fingerprint,
    );
  }

  async #bringUpToDate(client: PoolClient): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const found = await readManifest(this.folder);
    await client.query("begin isolation level repeatable read read only");
    try {
      const head = await headOf(client);
      const usable = found && (await isPast(client, found)) ? found : undefined;
      const touched = usable ? await touchedAfter(client, usable.change) : new Set<string>();
      const registers: Manifest["registers"] = {};
      for (const columns of this.#columns) {
        const { id, view } = columns.register;
        const known = usable?.registers[id];
        const isKnown = known?.columns === columns.fingerprint;
        // A book is small and made of several tables: it is copied whole when any of them was touched.
        const isSame = view === undefined ? !touched.has(id) : ![...touched].some(isOfMoney);
        const parts =
          isKnown && isSame
            ? known.parts
            : await this.#refreshed(
                client,
                columns,
                isKnown && view === undefined ? known.parts : [],
                usable?.change ?? 0,
                head.change,
              );
        registers[id] = { columns: columns.fingerprint, parts };
      }
      await client.query("commit");
      const manifest: Manifest = { format: 1, ...head, registers };
      await writeManifest(this.folder, manifest);
      this.#manifest = manifest;
      await removeLeftovers(this.folder, manifest);
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
  }

  async #refreshed(
    client: PoolClient,
    columns: RegisterColumns,
    parts: Part[],
    pictured: number,
    upTo: number,
  ): Promise<Part[]> {
    // What had no record is copied whole.
    const after = parts.length === 0 ? 0 : pictured;
    const source = { pool: this.pool, client, duckdb: this.#duckdb };
    const written = await copyOut(source, columns, after, this.folder, this.#newFile(columns.register.id));
    if (!written) return parts;
    return this.#compacted(columns.register.id, [...parts, { ...written, after, upTo }]);
  }

  /** Folds the parts together when there are too many of them or they have grown too large. */
  async #compacted(register: string, parts: Part[]): Promise<Part[]> {
    const [first, ...newer] = parts;
    const last = newer.at(-1);
    const [second] = newer;
    if (!first || !second || !last) return parts;
    const changed = newer.reduce((sum, { rows }) => sum + rows, 0);
    const fold = async (query: string, after: number): Promise<Part> => {
      const path = join(this.folder, this.#newFile(register));
      return { ...(await writeParquet(this.#duckdb, query, path)), after, upTo: last.upTo };
    };
    const { smallRegister, largestDelta, mostParts } = this.policy;
    if (first.rows + changed <= smallRegister || changed > first.rows * largestDelta)
      return [await fold(`select * from ${this.records(register, parts)} order by ${partOrder}`, 0)];
    if (parts.length <= mostParts) return parts;
    return [
      first,
      await fold(`select * from ${newestOf(this.folder, newer)} order by ${partOrder}`, second.after),
    ];
  }

  #newFile(register: string): string {
    return `${register}.${temporarySuffix().replace(/\.tmp$/, "")}.parquet`;
  }
}

const empty: Manifest = { format: 1, change: 0, hash: "", registers: {} };

const headOf = async (client: PoolClient): Promise<{ change: number; hash: string }> => {
  const { rows } = await client.query<{ change: number; hash: string }>(
    "select seq as change, encode(hash, 'hex') as hash from trail.change order by seq desc limit 1",
  );
  return rows[0] ?? { change: 0, hash: "" };
};

/** Returns whether the snapshot is a picture of an earlier moment of this very trail, not of another database. */
const isPast = async (client: PoolClient, { change, hash }: Manifest): Promise<boolean> => {
  if (change === 0) return false;
  const { rows } = await client.query<{ same: boolean }>(
    "select encode(hash, 'hex') = $2 as same from trail.change where seq = $1",
    [change, hash],
  );
  return rows[0]?.same ?? false;
};

/** Returns the registers of which a record was added, changed or removed after a change. */
const touchedAfter = async (client: PoolClient, change: number): Promise<Set<string>> => {
  const { rows } = await client.query<{ register: string }>(
    "select distinct register from trail.entry where change > $1",
    [change],
  );
  return new Set(rows.map(({ register }) => register));
};

/** Tables of money are told in the trail with their schema. */
const isOfMoney = (name: string): boolean => name.includes(".");

/** Runs the work while no other command refreshes the same folder; the lock goes with the connection. */
const alone = async (client: PoolClient, folder: string, work: () => Promise<void>): Promise<void> => {
  const key = createHash("sha256").update(folder).digest().readInt32BE(0);
  await client.query("select pg_advisory_lock($1, $2)", [refreshLock, key]);
  try {
    await work();
  } finally {
    await client.query("select pg_advisory_unlock($1, $2)", [refreshLock, key]).catch(() => undefined);
  }
};

const refreshLock = 20141304;
