import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import { type Database, openDatabase } from "../database/connect.ts";
import { loadProgramme } from "../definition/load.ts";
import type { Programme } from "../definition/programme.ts";
import { Snapshot } from "../figure/snapshot.ts";
import { emptyStore, prepareStore } from "../intake/store.ts";
import type { Language, Text } from "../language.ts";
import { keepAnchors } from "../trail/anchors.ts";
import { Refusal } from "./command.ts";

const home = join(import.meta.dirname, "..", "..");
const referenceProgramme = join(home, "definitions", "brussels-2014-2020");

/** Everything a command works with: the programme, the store of the data folder, and how it talks. */
export class Session {
  readonly language: Language;
  readonly dataFolder: string;
  readonly #definitions: string | undefined;
  readonly #write: (line: string) => void;
  #programme: Programme | undefined;
  #database: Database | undefined;
  #snapshot: Snapshot | undefined;
  #lastProgress = 0;
  readonly #endings: (() => Promise<void>)[] = [];

  constructor(options: {
    language: Language;
    dataFolder: string;
    definitions: string | undefined;
    progress: (line: string) => void;
  }) {
    this.language = options.language;
    this.dataFolder = resolve(options.dataFolder);
    this.#definitions = options.definitions;
    this.#write = options.progress;
  }

  /** The account that runs the command, as the trail names it. */
  get actor(): string {
    return userInfo().username;
  }

  /** The folder of the programme's definitions: asked for, remembered by the data folder, or the reference one. */
  get definitionsFolder(): string {
    if (this.#definitions !== undefined) return resolve(this.#definitions);
    const settings = join(this.dataFolder, "jalon.json");
    if (!existsSync(settings)) return referenceProgramme;
    const { definitions } = JSON.parse(readFileSync(settings, "utf8")) as { definitions?: string };
    return definitions === undefined ? referenceProgramme : resolve(this.dataFolder, definitions);
  }

  /** Makes the data folder remember its programme. */
  async rememberDefinitions(folder: string): Promise<void> {
    await mkdir(this.dataFolder, { recursive: true });
    const target = join(this.dataFolder, "jalon.json");
    await writeFile(`${target}.new`, `${JSON.stringify({ definitions: resolve(folder) }, null, 2)}\n`);
    await rename(`${target}.new`, target);
  }

  get programme(): Programme {
    return (this.#programme ??= loadProgramme(this.definitionsFolder));
  }

  /** The store of the data folder, ready for the programme. Opened at the first use, closed when the command ends. */
  async database(): Promise<Database> {
    if (this.#database) return this.#database;
    const { programme } = this;
    await mkdir(this.dataFolder, { recursive: true });
    this.#database = await openDatabase({
      dataFolder: this.dataFolder,
      url: process.env["DATABASE_URL"],
      onProgress: (text) => this.tell(text),
    });
    await prepareStore(this.#database.pool, programme);
    return this.#database;
  }

  /** The snapshot that figures are computed from, up to date with the store. */
  async snapshot(): Promise<Snapshot> {
    if (this.#snapshot) return this.#snapshot;
    const { pool } = await this.database();
    this.#snapshot = await Snapshot.open({ dataFolder: this.dataFolder, pool, programme: this.programme });
    return this.#snapshot;
  }

  /** Empties the registers and their trail for a new start; only a demonstration may do that, in its own database. */
  async empty(): Promise<void> {
    if (process.env["DATABASE_URL"] !== undefined)
      throw new Refusal({
        fr: "--anew ne vide que la base intégrée ; videz vous-même celle de DATABASE_URL.",
        nl: "--anew maakt enkel de ingebouwde databank leeg; maak die van DATABASE_URL zelf leeg.",
        en: "--anew empties the embedded database only; empty the one of DATABASE_URL yourself.",
      });
    const { pool } = await this.database();
    await emptyStore(pool);
    await prepareStore(pool, this.programme);
    for (const part of ["snapshot", "originals", "documents", "reports", "published", "anchors.jsonl"])
      await rm(join(this.dataFolder, part), { recursive: true, force: true });
  }

  /** Says one step of long work, on the error stream, so that the result stays apart. */
  tell(text: Text): void {
    this.#write(text[this.language]);
  }

  /** Says how far long work is: a few times a second on a screen, every few seconds in a log. */
  tellProgress(text: Text): void {
    const now = performance.now();
    if (now - this.#lastProgress < (process.stderr.isTTY ? 200 : 4000)) return;
    this.#lastProgress = now;
    this.tell(text);
  }

  /** Has something ended before the store is closed, also when the person stops the command. */
  beforeClose(ending: () => Promise<void>): void {
    this.#endings.push(ending);
  }

  /** What the command wrote into the trail is known outside of the database from then on. */
  async #keepAnchors({ pool }: Database): Promise<void> {
    // Where the database just went away, the next command does it.
    const kept = await keepAnchors(pool, this.dataFolder).catch(() => undefined);
    const differsAt = kept?.differsAt;
    if (differsAt !== undefined)
      this.tell({
        fr: `La piste d'audit n'est plus celle dont les empreintes ont été gardées (changement ${differsAt}) : lancez jalon trail verify.`,
        nl: `Het controlespoor is niet meer dat waarvan de vingerafdrukken bewaard zijn (wijziging ${differsAt}): voer jalon trail verify uit.`,
        en: `The audit trail is no longer the one whose hashes were kept (change ${differsAt}): run jalon trail verify.`,
      });
  }

  async close(): Promise<void> {
    for (const ending of this.#endings.splice(0).toReversed()) await ending();
    this.#snapshot?.close();
    this.#snapshot = undefined;
    if (this.#database) await this.#keepAnchors(this.#database);
    await this.#database?.close();
    this.#database = undefined;
  }
}
