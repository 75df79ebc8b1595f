import { Client, Pool, type ClientBase, type PoolConfig } from "pg";
import type { Text } from "../language.ts";
import { openEmbedded } from "./embedded.ts";
import { prepareOften } from "./prepared.ts";
import { setTypeParsers } from "./typeParsers.ts";
import { DatabaseUnavailable, reasonOf } from "./unavailable.ts";
import { clientAfter } from "./waitingClient.ts";

export { DatabaseUnavailable } from "./unavailable.ts";

/** An open database; `close` gives back every connection, and stops the embedded server after its last user. */
export type Database = {
  readonly pool: Pool;
  readonly kind: "given" | "embedded";
  close(): Promise<void>;
};

setTypeParsers();

const oldestVersion = 15;
const connectMs = 15_000;

const prepare = async (client: ClientBase): Promise<void> => {
  // The pool listens only to idle connections; one that breaks while in use would end the process.
  client.on("error", () => undefined);
  // Dates and times are read and compared the same whatever the server's or the account's own settings.
  await client.query("SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC'");
};

const makePool = (config: PoolConfig, onConnect = prepare): Pool => {
  const pool = new Pool({ ...config, application_name: "jalon", onConnect });
  // A broken idle connection is replaced at the next query; unheard, it would end the process.
  pool.on("error", () => undefined);
  // One that breaks in use tells whoever uses it by failing its query.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};

/**
 * Returns a second set of connections to the same database, so many at most, which keep the statements that they are
 * sent often. The caller ends it.
 */
export const anotherPool = (pool: Pool, most = pool.options.max): Pool =>
  makePool({ ...pool.options, max: most }, async (client) => {
    await prepare(client);
    prepareOften(client);
  });

/** Says why a given server cannot be used, without the account's name or password. */
const givenUnavailable = (
  client: Client | undefined,
  reason: string,
  cause?: unknown,
): DatabaseUnavailable => {
  const where =
    client === undefined ? "DATABASE_URL" : `${client.host}:${client.port}/${client.database ?? ""}`;
  return new DatabaseUnavailable(
    {
      fr: `La base de données indiquée dans DATABASE_URL (${where}) ne peut pas être utilisée : ${reason}. Vérifiez cette adresse et que le serveur tourne, ou retirez DATABASE_URL pour utiliser la base fournie avec Jalon.`,
      nl: `De databank die in DATABASE_URL staat (${where}) kan niet worden gebruikt: ${reason}. Controleer dat adres en of de server draait, of verwijder DATABASE_URL om de databank te gebruiken die bij Jalon hoort.`,
      en: `The database named in DATABASE_URL (${where}) cannot be used: ${reason}. Check that address and that the server is running, or remove DATABASE_URL to use the database that comes with Jalon.`,
    },
    cause,
  );
};

/** Tries a given server once, so that what is wrong with it is told at the start and in words. */
const checkGiven = async (url: string): Promise<void> => {
  let client: Client | undefined;
  try {
    client = new Client({ connectionString: url, connectionTimeoutMillis: connectMs });
    client.on("error", () => undefined);
    await client.connect();
    const { rows } = await client.query<{ version: number; encoding: string }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS version,
              current_setting('server_encoding') AS encoding`,
    );
    const { version = 0, encoding = "" } = rows[0] ?? {};
    if (version < oldestVersion) {
      throw new Error(`PostgreSQL ${version} < ${oldestVersion}`);
    }
    if (encoding !== "UTF8") throw new Error(`encoding ${encoding}, not UTF8`);
  } catch (error) {
    throw givenUnavailable(client, reasonOf(error), error);
  } finally {
    await client?.end().catch(() => undefined);
  }
};

/**
 * Opens the database: the PostgreSQL at `url` (the caller passes the environment's DATABASE_URL) if one is given,
 * else the embedded one in `dataFolder`, which other commands may use at the same time. `onProgress` hears what takes
 * long. Raises DatabaseUnavailable, with the remedy, when there is no database to be had.
 */
export const openDatabase = async (options: {
  dataFolder: string;
  url?: string | undefined;
  onProgress?: (message: Text) => void;
}): Promise<Database> => {
  const { url } = options;
  if (url !== undefined && url !== "") {
    await checkGiven(url);
    const pool = makePool({ connectionString: url });
    let closing: Promise<void> | undefined;
    return { pool, kind: "given", close: () => (closing ??= pool.end()) };
  }
  const server = await openEmbedded(options.dataFolder, options.onProgress ?? (() => undefined));
  const pool = makePool({ ...server.address, Client: clientAfter(server.present) });
  let closing: Promise<void> | undefined;
  return {
    pool,
    kind: "embedded",
    close: () => (closing ??= pool.end().then(() => server.leave())),
  };
};
