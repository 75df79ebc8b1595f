import { mkdir, realpath } from "node:fs/promises";
import { Socket } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client, DatabaseError } from "pg";
import type { Text } from "../language.ts";
import { findBinaries, type Binaries } from "./binaries.ts";
import { checkVersion } from "./databaseVersion.ts";
import { initialise, isInitialised } from "./initialise.ts";
import {
  disown,
  isServing,
  readLock,
  startServer,
  type ServerLock,
  type StartedServer,
} from "./postmaster.ts";
import { accountForExisting } from "./serverAccount.ts";
import { port } from "./socketFolder.ts";
import { codeOf, DatabaseUnavailable, reasonOf } from "./unavailable.ts";

/** The settings of a connection to the embedded database. */
export type EmbeddedAddress = Readonly<{
  host: string;
  port: number;
  user: string;
  database: string;
  ssl: false;
}>;

/**
 * A running embedded database in which this command is present. `present` waits until it is so again after the server's
 * death: before that, whoever leaves last could stop the server although this command still needs it.
 */
export type EmbeddedServer = {
  address: EmbeddedAddress;
  present: () => Promise<void>;
  leave(): Promise<void>;
};

type Place = Readonly<{ dataFolder: string; onProgress: (message: Text) => void }>;
type Joined = Readonly<{ presence: Client; socketFolder: string; database: string }>;

const addressOf = (socketFolder: string): EmbeddedAddress => ({
  host: socketFolder,
  port,
  user: "postgres",
  database: "postgres",
  ssl: false,
});

// Every command holds this lock with others as long as it uses the server; who gets it alone is the last one.
const presenceLock = "1246906447, 1";

const patienceMs = 300_000;
const silenceMs = 20_000;
const noticeMs = 3_000;
const startAttempts = 4;
const longestPauseMs = 400;

const waiting: Text = {
  fr: "La base de données se remet en état ou s'arrête ; Jalon attend qu'elle réponde…",
  nl: "De databank wordt hersteld of stopt; Jalon wacht tot ze antwoordt…",
  en: "The database is recovering or stopping; Jalon is waiting for it to answer…",
};

// The server is stopping, was killed, is starting; too many are connected.
const passingRefusals: readonly (string | undefined)[] = ["57P01", "57P02", "57P03", "53300"];

/** Returns whether the server refused or lost a connection only because it is starting or stopping. */
const isPassing = (error: unknown): boolean =>
  error instanceof DatabaseError ? passingRefusals.includes(error.code) : codeOf(error) !== "EACCES";

/** A present command does not keep its own process alive, unless it waits for an answer. */
const setWaitedFor = (client: Client, isWaitedFor: boolean): void => {
  const { stream } = client.connection;
  if (!(stream instanceof Socket)) return;
  if (isWaitedFor) stream.ref();
  else stream.unref();
};

const enter = async (lock: ServerLock): Promise<Client | undefined> => {
  const client = new Client({ ...addressOf(lock.socketFolder), application_name: "jalon" });
  // Without a listener a stopping server would end this process; what matters is noticed by the next query.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(`SELECT pg_advisory_lock_shared(${presenceLock})`);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (isPassing(error)) return undefined;
    throw error;
  }
};

const startRefused = (log: string, reason: string): DatabaseUnavailable =>
  new DatabaseUnavailable({
    fr: `La base de données ne démarre pas : ${reason}. Son journal est ${log}. Vérifiez la place sur le disque et la mémoire, ou indiquez un serveur PostgreSQL dans DATABASE_URL.`,
    nl: `De databank start niet: ${reason}. Het logboek is ${log}. Controleer de schijfruimte en het geheugen, of geef een PostgreSQL-server op in DATABASE_URL.`,
    en: `The database does not start: ${reason}. Its log is ${log}. Check the disk space and the memory, or name a PostgreSQL server in DATABASE_URL.`,
  });

const notAnswering = (database: string, { pid, socketFolder }: ServerLock): DatabaseUnavailable =>
  new DatabaseUnavailable({
    fr: `La base de données ${database} tourne (processus ${pid}) mais ne répond pas dans ${socketFolder}. Arrêtez-la avec « kill -INT ${pid} », puis relancez la commande : elle redémarrera sans perte.`,
    nl: `De databank ${database} draait (proces ${pid}) maar antwoordt niet in ${socketFolder}. Stop ze met "kill -INT ${pid}" en voer het commando opnieuw uit: ze start weer zonder verlies.`,
    en: `The database ${database} is running (process ${pid}) but does not answer in ${socketFolder}. Stop it with "kill -INT ${pid}", then run the command again: it restarts without loss.`,
  });

/** Another command's server was there first, or a dead server's last processes are still ending: both pass. */
const isRivalry = (failure: string): boolean =>
  /lock file .* (already exists|is empty)|pre-existing shared memory block/.test(failure);

/** The last words of a server that failed, without the time and process number that begin a line of its log. */
const lastWords = (log: string): string =>
  log
    .trim()
    .split("\n")
    .slice(-2)
    .map((line) => line.replace(/^.*?\] (LOG|FATAL|PANIC): +/, ""))
    .join("; ");

/** Joins the server that runs on the database, or starts one; tries again as long as servers come and go. */
const joinOrStart = async (place: Place, database: string, binaries: Binaries): Promise<Joined> => {
  const log = join(place.dataFolder, "database.log");
  const since = Date.now();
  let isTold = false;
  let silentSince: number | undefined;
  let started: StartedServer | undefined;
  let failedStarts = 0;
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const lock = await readLock(database);
    if (lock !== undefined && (await isServing(lock, database))) {
      if (lock.isReady) {
        const presence = await enter(lock);
        if (presence !== undefined) return { presence, socketFolder: lock.socketFolder, database };
        silentSince ??= Date.now();
        if (Date.now() - silentSince > silenceMs) throw notAnswering(database, lock);
      } else silentSince = undefined;
    } else if (started?.state !== "running") {
      if (started?.state === "failed" && !isRivalry(await started.words())) failedStarts += 1;
      if (started !== undefined && (failedStarts >= startAttempts || Date.now() - since > patienceMs)) {
        throw startRefused(log, lastWords(await started.words()));
      }
      if (lock !== undefined) await disown(lock, database);
      started = await startServer(database, log, await accountForExisting(database), binaries);
    }
    if (lock !== undefined && Date.now() - since > patienceMs) throw notAnswering(database, lock);
    if (!isTold && Date.now() - since > noticeMs) {
      place.onProgress(waiting);
      isTold = true;
    }
    await pause(pauseMs);
  }
};

/** Leaves the server, and stops it if nobody else is there. */
const leaveServer = async ({ presence, database }: Joined): Promise<void> => {
  setWaitedFor(presence, true);
  try {
    await presence.query(`SELECT pg_advisory_unlock_shared(${presenceLock})`);
    // From here newcomers wait, so that none enters a server that is about to stop.
    const { rows } = await presence.query<{ alone: boolean }>(
      `SELECT pg_try_advisory_lock(${presenceLock}) AND NOT EXISTS (
         SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> 'jalon'
       ) AS alone`,
    );
    const lock = await readLock(database);
    if (rows[0]?.alone !== true || lock === undefined) return;
    process.kill(lock.pid, "SIGINT");
    const isStopping = async (): Promise<boolean> => (await readLock(database))?.pid === lock.pid;
    for (let waited = 0; waited < patienceMs && (await isStopping()); waited += 10) await pause(10);
  } catch (error) {
    // A server that is gone, or that another one stopped, needs no farewell.
    if (!isPassing(error)) throw error;
  } finally {
    await presence.end().catch(() => undefined);
  }
};

const openIn = async (place: Place): Promise<EmbeddedServer> => {
  const { dataFolder, onProgress } = place;
  const binaries = await findBinaries(join(dataFolder, "database.lib"));
  const path = join(dataFolder, "database");
  if (!(await isInitialised(path))) await initialise(dataFolder, binaries, onProgress);
  const database = await realpath(path);
  // Before anything is read in it: another account's folder is closed to us, and the reason is better told in words.
  await accountForExisting(database);
  await checkVersion(database, binaries.majorVersion);

  let isLeaving = false;
  const stayJoined = async (): Promise<Joined> => {
    const joined = await joinOrStart(place, database, binaries);
    setWaitedFor(joined.presence, false);
    joined.presence.once("end", () => {
      if (!isLeaving) rejoin();
    });
    return joined;
  };
  let joining = stayJoined();
  const rejoin = (): void => {
    joining = stayJoined();
    // Whoever asks the database something is told by their own query.
    joining.catch(() => undefined);
  };
  const { socketFolder } = await joining;
  const isPresent = async ({ presence }: Joined): Promise<boolean> => {
    setWaitedFor(presence, true);
    try {
      await presence.query("SELECT 1");
      return true;
    } catch (error) {
      if (!isPassing(error)) throw error;
      return false;
    } finally {
      setWaitedFor(presence, false);
    }
  };
  // Several connections that are made at once ask together.
  let asking: Promise<boolean> | undefined;
  const askPresence = async (): Promise<boolean> => {
    const joined = await joining;
    asking ??= isPresent(joined).finally(() => {
      asking = undefined;
    });
    return asking;
  };
  return {
    address: addressOf(socketFolder),
    present: async () => {
      for (;;) {
        if (isLeaving || (await askPresence())) return;
        await pause(10);
      }
    },
    leave: async () => {
      isLeaving = true;
      const joined = await joining.catch(() => undefined);
      if (joined !== undefined) await leaveServer(joined);
    },
  };
};

/**
 * Opens the embedded PostgreSQL of a data folder: makes the database the first time, joins the server if another command
 * has it running, starts it otherwise. Returns where to connect, and `leave`, which stops the server after the
 * last command. While this process runs, a server that dies is started again. Raises DatabaseUnavailable.
 */
export const openEmbedded = async (
  givenFolder: string,
  onProgress: (message: Text) => void,
): Promise<EmbeddedServer> => {
  const dataFolder = resolve(givenFolder);
  try {
    await mkdir(dataFolder, { recursive: true });
    return await openIn({ dataFolder: await realpath(dataFolder), onProgress });
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    const reason = reasonOf(error);
    throw new DatabaseUnavailable(
      {
        fr: `La base de données du dossier ${dataFolder} ne peut pas être ouverte : ${reason}. Vérifiez vos droits sur ce dossier, choisissez-en un autre avec --data, ou indiquez un serveur PostgreSQL dans DATABASE_URL.`,
        nl: `De databank van de map ${dataFolder} kan niet worden geopend: ${reason}. Controleer uw rechten op die map, kies een andere met --data, of geef een PostgreSQL-server op in DATABASE_URL.`,
        en: `The database of the folder ${dataFolder} cannot be opened: ${reason}. Check your rights on that folder, choose another with --data, or name a PostgreSQL server in DATABASE_URL.`,
      },
      error,
    );
  }
};
