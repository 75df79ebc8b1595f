import { execFile } from "node:child_process";
import { access, mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Text } from "../language.ts";
import type { Binaries } from "./binaries.ts";
import { accountForNew, commandAs, failureOf, giveTo } from "./serverAccount.ts";
import { codeOf, DatabaseUnavailable } from "./unavailable.ts";

const run = promisify(execFile);
const temporaryPrefix = "database.new-";
const abandonedMs = 3_600_000;

/** For a machine of two cores that does other things too; written to postgresql.conf, where they can be tuned. */
const tunableSettings: readonly string[] = [
  "shared_buffers=256MB",
  "effective_cache_size=1GB",
  "work_mem=32MB",
  "maintenance_work_mem=256MB",
  "max_wal_size=2GB",
  "checkpoint_timeout=15min",
  "max_connections=60",
  "random_page_cost=1.1",
  "jit=off",
  // One machine, no replica: less to write when a whole file is loaded.
  "wal_level=minimal",
  "max_wal_senders=0",
  "timezone=UTC",
  "log_timezone=UTC",
];

const preparing: Text = {
  fr: "Préparation de la base de données (une seule fois)…",
  nl: "De databank wordt klaargemaakt (eenmalig)…",
  en: "Preparing the database (only once)…",
};

/** Returns whether the folder holds a database of PostgreSQL, be it one that the caller may not look into. */
export const isInitialised = async (database: string): Promise<boolean> =>
  access(join(database, "PG_VERSION")).then(
    () => true,
    (error: unknown) => codeOf(error) === "EACCES",
  );

/** What a killed command left behind. */
const removeAbandoned = async (dataFolder: string): Promise<void> => {
  for (const name of await readdir(dataFolder)) {
    if (!name.startsWith(temporaryPrefix)) continue;
    const path = join(dataFolder, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > abandonedMs) {
      await rm(path, { recursive: true, force: true });
    }
  }
};

const flushFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Makes a new, empty database in `<dataFolder>/database`. It is made aside and moved into place in one step: a killed
 * command leaves nothing half made, and of two commands at once the later one keeps the other's database.
 * Raises DatabaseUnavailable when PostgreSQL cannot make it.
 */
export const initialise = async (
  dataFolder: string,
  binaries: Binaries,
  onProgress: (message: Text) => void,
): Promise<void> => {
  onProgress(preparing);
  const account = await accountForNew();
  let temporary: string | undefined;
  try {
    await removeAbandoned(dataFolder);
    temporary = await mkdtemp(join(dataFolder, temporaryPrefix));
    await giveTo(account, temporary);
    const { file, args, options } = commandAs(account, [temporary, binaries.sampleFile], binaries.initdb, [
      `--pgdata=${temporary}`,
      "--username=postgres",
      // The socket's folder lets nobody else in.
      "--auth-local=trust",
      "--auth-host=reject",
      "--encoding=UTF8",
      "--locale=C",
      // Sorts the same on every machine and after every upgrade of the system; columns can name another collation.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--data-checksums",
      "--no-instructions",
      ...tunableSettings.flatMap((setting) => ["-c", setting]),
    ]);
    await run(file, [...args], {
      ...options,
      env: { PATH: process.env["PATH"], LC_ALL: "C", ...binaries.environment },
    });
    await rename(temporary, join(dataFolder, "database"));
    await flushFolder(dataFolder);
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    const isTaken = ["ENOTEMPTY", "EEXIST"].includes(codeOf(error) ?? "");
    if (isTaken && (await isInitialised(join(dataFolder, "database")))) return;
    if (error instanceof DatabaseUnavailable) throw error;
    const reason = failureOf(error);
    throw new DatabaseUnavailable(
      {
        fr: `La base de données n'a pas pu être créée dans ${dataFolder} : ${reason}. Vérifiez la place sur le disque et les droits sur ce dossier, choisissez-en un autre avec --data, ou indiquez un serveur PostgreSQL dans DATABASE_URL.`,
        nl: `De databank kon niet worden aangemaakt in ${dataFolder}: ${reason}. Controleer de schijfruimte en de rechten op die map, kies een andere met --data, of geef een PostgreSQL-server op in DATABASE_URL.`,
        en: `The database could not be created in ${dataFolder}: ${reason}. Check the disk space and the rights on that folder, choose another with --data, or name a PostgreSQL server in DATABASE_URL.`,
      },
      error,
    );
  }
};
