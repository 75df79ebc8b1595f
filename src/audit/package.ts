import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PoolClient } from "pg";
import { acting, handOf, mayAt, type MoneyDesk } from "../agreement/desk.ts";
import { canonicalJson } from "../canonical-json.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { pathOf } from "../document/bytes.ts";
import type { Language } from "../language.ts";
import { notAllowed, notFound } from "../problem.ts";
import { identityFields, identityTableOf } from "../register/table.ts";
import type { Entry } from "../trail/chain.ts";
import { isOfMoney } from "../trail/money-words.ts";
import { TrailBusy } from "../trail/next-change.ts";
import { type ArchivePart, checksum, writeArchive } from "./archive.ts";
import {
  type Header,
  type LastTold,
  lastTold,
  manifestText,
  type Other,
  packageFormat,
  type PackageFile,
  partsIn,
  paths,
  readableVersion,
  sealed,
} from "./package-form.ts";
import { documentsIn, readableFiles } from "./package-readable.ts";

/** A package that was made, in a folder of its own: whoever asked for it disposes of it. */
export type MadePackage = Readonly<{
  path: string;
  name: string;
  sha256: string;
  bytes: number;
  head: Readonly<{ seq: number; hash: string }>;
  dispose: () => Promise<void>;
}>;

export type PackageAsk = Readonly<{ operation: string; language: Language; withNames?: boolean | undefined }>;

/**
 * Makes the package of an operation's audit trail, and notes it in the trail with its hash. What it ends with is the head
 * of the trail when it was begun. Throws TrailBusy where the operation goes on changing meanwhile.
 */
export const makePackage = async (
  desk: MoneyDesk & Readonly<{ dataFolder: string }>,
  ask: PackageAsk,
): Promise<MadePackage> => {
  const { house, client } = desk;
  const operation = house.programme.operations.get(ask.operation);
  if (!operation) throw notFound();
  if (!mayAt(desk, "money:audit", {})) throw notAllowed();
  if (ask.withNames === true && !mayAt(desk, "identity:read", {})) throw notAllowed();
  const folder = await mkdtemp(join(tmpdir(), "jalon-package-"));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    for (let tries = 0; tries < 3; tries++) {
      const made = await new Package(desk, ask, folder).make();
      const { rows } = await client.query<{ moved: boolean }>(
        `select exists (select from audit.entries_of($1, $2) e where e.change > $3) as moved`,
        [ask.operation, Number.MAX_SAFE_INTEGER, made.head.seq],
      );
      if (rows[0]?.moved === true) continue;
      await acting(
        desk,
        "audit.package",
        async (act) => {
          const { rows: kept } = await client.query<{ id: number }>(
            `insert into audit.package (operation, made_by, sha256, bytes, head_seq, head_hash, with_names, change)
             values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
            [
              ask.operation,
              handOf(desk).actor,
              made.sha256,
              made.bytes,
              made.head.seq,
              made.head.hash,
              ask.withNames === true,
              act.change,
            ],
          );
          await act.note("audit.package", kept[0]?.id ?? 0);
        },
        { waits: true },
      );
      return { ...made, name: `${ask.operation}-audit-trail-${made.head.seq}.zip`, dispose };
    }
    throw new TrailBusy();
  } catch (error) {
    await dispose();
    throw error;
  }
};

/** The files of a package while they are written, in their order. */
class Package {
  readonly #desk: MoneyDesk & Readonly<{ dataFolder: string }>;
  readonly #ask: PackageAsk;
  readonly #folder: string;
  readonly #files: (PackageFile & ArchivePart)[] = [];
  readonly #absent: string[] = [];

  constructor(desk: MoneyDesk & Readonly<{ dataFolder: string }>, ask: PackageAsk, folder: string) {
    this.#desk = desk;
    this.#ask = ask;
    this.#folder = folder;
  }

  get #client(): PoolClient {
    return this.#desk.client;
  }

  async make(): Promise<Omit<MadePackage, "name" | "dispose">> {
    const { house } = this.#desk;
    const { operation, language, withNames = false } = this.#ask;
    await this.#client.query("set local timezone = 'UTC'; set local datestyle = 'ISO'");
    const headers = await this.#headers();
    const last = headers.at(-1);
    if (!last) throw notFound();
    const head = { seq: last.seq, hash: last.hash };
    const entries = await this.#entries(head.seq);
    const rows = lastTold(entries);
    const money = rows.filter(({ register }) => isOfMoney(register));
    const madeAt = `${new Date().toISOString().slice(0, 19)}Z`;
    const title = house.programme.operations.get(operation)?.title ?? {
      fr: operation,
      nl: operation,
      en: operation,
    };
    const about = { operation, title, programme: house.programme.title, language, madeAt, head };

    await this.#contents(money);
    await this.#documents(money);
    if (withNames) await this.#names(rows);
    await this.#add(paths.changes, headers.map(lineOf));
    await this.#add(paths.entries, entries.map(lineOf));
    await this.#add(paths.others, (await this.#others(head.seq)).map(lineOf));
    const parts = await this.#parts(money);
    const machine = this.#files.splice(0);
    const present = new Set(machine.map(({ path }) => path));
    const readable = readableFiles({ about: { ...about, absent: this.#absent }, entries, parts, present });
    for (const [path, text] of readable) await this.#add(path, [text]);
    this.#files.push(...machine);

    const manifest = manifestText(
      sealed({
        format: packageFormat,
        readable: readableVersion,
        ...about,
        madeBy: handOf(this.#desk).actor,
        withNames,
        files: this.#files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
        absent: this.#absent,
      }),
    );
    const files = this.#files.splice(0);
    await this.#add(paths.manifest, [manifest]);
    const path = join(this.#folder, "package.zip");
    await writeArchive(path, [...this.#files, ...files]);
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
    return { path, sha256: hash.digest("hex"), bytes, head };
  }

  /** Writes a file to the folder, under a number; its path is that in the package. */
  async #add(path: string, pieces: Iterable<string>): Promise<void> {
    const file = join(
      this.#folder,
      `${this.#files.length}-${createHash("sha256").update(path).digest("hex")}`,
    );
    const out = await open(file, "w", 0o600);
    const hash = createHash("sha256");
    let [bytes, crc] = [0, 0];
    try {
      for (const piece of pieces) {
        const chunk = Buffer.from(piece);
        hash.update(chunk);
        bytes += chunk.length;
        crc = checksum(chunk, crc);
        await out.write(chunk);
      }
    } finally {
      await out.close();
    }
    this.#files.push({ path, file, bytes, crc, sha256: hash.digest("hex") });
  }

  async #headers(): Promise<readonly Header[]> {
    type Row = Exclude<Header, { sealed: true }> & { sealed: boolean };
    const { rows } = await this.#client.query<Row>("select * from audit.headers($1)", [
      Number.MAX_SAFE_INTEGER,
    ]);
    return rows.map(({ sealed: isSealed, ...change }) =>
      isSealed ? { seq: change.seq, hash: change.hash, sealed: true } : change,
    );
  }

  async #entries(until: number): Promise<readonly Entry[]> {
    const { rows } = await this.#client.query<Entry>("select * from audit.entries_of($1, $2)", [
      this.#ask.operation,
      until,
    ]);
    return rows;
  }

  async #others(until: number): Promise<readonly Other[]> {
    const { rows } = await this.#client.query<Other>("select * from audit.others_of($1, $2)", [
      this.#ask.operation,
      until,
    ]);
    return rows;
  }

  /** What was submitted, decided or sent, as canonical JSON: its SHA-256 is the hash that the trail tells of it. */
  async #contents(money: readonly LastTold[]): Promise<void> {
    for (const [register, sql] of contents) {
      const ids = money.filter((row) => row.register === register).map(({ record }) => record);
      if (ids.length === 0) continue;
      const { rows } = await this.#client.query<{ id: number; content: unknown }>(sql, [ids]);
      for (const { id, content } of rows)
        await this.#add(paths.content(register, id), [canonicalJson(content)]);
    }
  }

  async #documents(money: readonly LastTold[]): Promise<void> {
    const { dataFolder, who } = this.#desk;
    const taken = new Set<string>();
    for (const { record, path, sha256 } of documentsIn(money)) {
      if (who) await this.#client.query("insert into document.download (file) values ($1)", [record]);
      if (taken.has(path)) continue;
      taken.add(path);
      const file = pathOf(dataFolder, sha256);
      if (!existsSync(file)) {
        this.#absent.push(sha256);
        continue;
      }
      const hash = createHash("sha256");
      let [bytes, crc] = [0, 0];
      for await (const chunk of createReadStream(file)) {
        hash.update(chunk as Buffer);
        bytes += (chunk as Buffer).length;
        crc = checksum(chunk as Buffer, crc);
      }
      this.#files.push({ path, file, bytes, crc, sha256: hash.digest("hex") });
    }
  }

  /** Who the people of the declared records are; that they were read is noted. */
  async #names(rows: readonly LastTold[]): Promise<void> {
    const { house, who } = this.#desk;
    for (const [id, register] of house.programme.registers) {
      const fields = identityFields(register);
      const records = rows.filter((row) => row.register === id).map(({ record }) => record);
      if (fields.length === 0 || records.length === 0) continue;
      const columns = fields.map((field) => `${sqlName(field.id)}::text`).join(", ");
      const { rows: found } = await this.#client.query<{ record: number; values: (string | null)[] }>(
        `select "record", array[${columns}] as values from ${identityTableOf(register)}
         where "operation" = $1 and "record" = any ($2) order by "record"`,
        [this.#ask.operation, records],
      );
      if (found.length === 0) continue;
      if (who)
        await this.#client.query("select access.note_reading($1, $2, $3::bigint[], $4::text[], 'export')", [
          id,
          this.#ask.operation,
          found.map(({ record }) => record),
          fields.map((field) => field.id),
        ]);
      const quote = (value: string | null) => `"${(value ?? "").replaceAll('"', '""')}"`;
      await this.#add(paths.names(id), [
        `record;${fields.map((field) => field.id).join(";")}\n`,
        ...found.map(({ record, values }) => `${record};${values.map(quote).join(";")}\n`),
      ]);
    }
  }

  /** The rows of parts that the trail tells by their hash, in the words that were hashed. */
  async #parts(money: readonly LastTold[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const written = new Map<string, readonly string[]>();
    for (const { register, record, told } of money)
      for (const [name, part] of partsIn(told)) {
        if (!part.columns || !/^[a-z_]+$/.test(name)) continue;
        const [schema = "", whose = ""] = register.split(".");
        const { rows } = await this.#client.query<{ text: string }>(
          `select (select jsonb_object_agg(c.name, to_jsonb(r) -> c.name)::text from unnest($2::text[]) c (name)) as text
           from ${sqlName(schema)}.${sqlName(name)} r where r.${sqlName(whose)} = $1 order by 1`,
          [record, part.columns],
        );
        const path = paths.part(register, record, name);
        const lines = rows.map(({ text }) => text);
        written.set(path, lines);
        await this.#add(path, [lines.join("\n")]);
      }
    return written;
  }
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

/** Tables whose rows have a hash in the trail of a content that stands beside it. */
const contents: readonly (readonly [string, string])[] = [
  [
    "declaration.declaration",
    `select d.id, w.content from declaration.declaration d join declaration.work w on w.whose = d.id
     where d.id = any ($1) and d.hash is not null order by 1`,
  ],
  [
    "declaration.annual_file",
    `select f.id, w.content from declaration.annual_file f join declaration.annual_work w on w.whose = f.id
     where f.id = any ($1) and f.hash is not null order by 1`,
  ],
  ...["control.decision", "commission.application", "commission.accounts"].map(
    (table): readonly [string, string] => [
      table,
      `select c.id, c.content from ${table} c where c.id = any ($1) and c.hash is not null order by 1`,
    ],
  ),
];
