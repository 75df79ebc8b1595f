import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import { migrate, migratedSchemas } from "../database/migrate.ts";
import type { Programme } from "../definition/programme.ts";
import { keepRoles } from "../register/roles.ts";
import { holdBetween } from "../register/between.ts";
import { holdConsents } from "../register/consents.ts";
import { holdAnswers } from "../register/hand-overs.ts";
import { holdHours } from "../register/hours-limit.ts";
import { holdMoves } from "../register/moves.ts";
import { holdPromises } from "../register/places.ts";
import { holdPlaces } from "../register/session-places.ts";
import { createRegisterTables } from "../register/table.ts";
import { holdTransfers } from "../register/transfers.ts";

export { nextChange, TrailBusy } from "../trail/next-change.ts";

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
  await holdBetween(pool, programme);
  await holdHours(pool, programme);
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
