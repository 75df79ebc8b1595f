import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import { migrate, migratedSchemas } from "../database/migrate.ts";
import type { Programme } from "../definition/programme.ts";
import { SaidError } from "../language.ts";
import { keepRoles } from "../register/roles.ts";
import { holdConsents } from "../register/consents.ts";
import { holdAnswers } from "../register/hand-overs.ts";
import { holdMoves } from "../register/moves.ts";
import { holdPromises } from "../register/places.ts";
import { holdPlaces } from "../register/session-places.ts";
import { createRegisterTables } from "../register/table.ts";
import { holdTransfers } from "../register/transfers.ts";

/** Writers of the trail wait for each other on this number, so that changes are numbered in order of commit. */
const trailLock = 20140523;

/** Makes the store ready for the programme: migrations, its registers' tables and walls, its roles, its secret. */
export const prepareStore = async (pool: Pool, programme: Programme): Promise<void> => {
  await migrate(pool);
  await createRegisterTables(pool, programme);
  await holdMoves(pool, programme);
  await holdAnswers(pool, programme);
  await holdPromises(pool, programme);
  await holdPlaces(pool, programme);
  await holdConsents(pool, programme);
  await holdTransfers(pool, programme);
  await keepRoles(pool, programme);
  await pool.query("insert into identity.secret (key) values ($1) on conflict do nothing", [randomBytes(32)]);
};

/** Schemas that no migration makes: the queue of jobs makes its own. */
const madeWhenRunning = ["graphile_worker"];

/** Takes everything out of the store, trail included, so that it can be prepared anew. For demonstrations only. */
export const emptyStore = async (pool: Pool): Promise<void> => {
  await pool.query(
    `drop schema if exists ${[...migratedSchemas(), ...madeWhenRunning].join(", ")} cascade;
     drop table if exists public.jalon_migration`,
  );
};

/** Returns the key of the keyed hashes of this store. */
export const readSecret = async (pool: Pool | PoolClient): Promise<Uint8Array> => {
  const { rows } = await pool.query<{ key: Buffer }>("select key from identity.secret");
  const key = rows[0]?.key;
  if (!key) throw new Error("the store has no secret: it was not prepared");
  return key;
};

/** Thrown where too many already wait to write: nothing was kept, and the same can be asked again in a moment. */
export class TrailBusy extends SaidError {
  constructor() {
    super({
      fr: "Un grand fichier est en cours d'enregistrement : votre fiche n'a pas encore été enregistrée. Réessayez dans quelques secondes.",
      nl: "Er wordt net een groot bestand bewaard: uw fiche is nog niet bewaard. Probeer opnieuw over enkele seconden.",
      en: "A large file is being kept at this moment: your record was not kept yet. Try again in a few seconds.",
    });
  }
}

/** Half of a server's connections for requests: whoever waits holds one, and the others are for those who read. */
const mostWaiting = 8;
let waiting = 0;

/**
 * Takes the head of the trail for the rest of the transaction; returns the number of the change to come. Writers wait
 * for each other; throws TrailBusy where enough of this process do, unless `waits`: what was prepared for long waits.
 */
export const nextChange = async (client: PoolClient, { waits = false } = {}): Promise<number> => {
  if (!waits && waiting >= mostWaiting) throw new TrailBusy();
  waiting++;
  try {
    await client.query("select pg_advisory_xact_lock($1)", [trailLock]);
  } finally {
    waiting--;
  }
  const { rows } = await client.query<{ seq: number }>("select trail.head() + 1 as seq");
  return rows[0]?.seq ?? 1;
};

/**
 * Keeps the original of a file under its hash in the data folder; the same content is kept once. It is on disk, not
 * only in the machine's memory, before this returns.
 */
export const keepOriginal = async (dataFolder: string, path: string, sha256: string): Promise<void> => {
  const folder = join(dataFolder, "originals");
  const target = join(folder, sha256);
  if (existsSync(target)) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const half = `${target}.${process.pid}`;
  await copyFile(path, half);
  await flush(half);
  await rename(half, target);
  await flush(folder);
};

const flush = async (path: string): Promise<void> => {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
