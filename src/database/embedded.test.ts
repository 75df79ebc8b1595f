import assert from "node:assert/strict";
import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chown,
  cp,
  mkdtemp,
  mkdir,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Text } from "../language.ts";
import { openDatabase, type Database } from "./connect.ts";
import { readLock } from "./postmaster.ts";
import { socketFolderOf } from "./socketFolder.ts";

// mkdtemp makes folders that nobody else may enter: run as root, each test thus shows that the server gets through.
const root = await realpath(await mkdtemp(join(tmpdir(), "jalon-embedded-")));
const folders: string[] = [];
const newFolder = (name = `data-${folders.length}`): string => {
  const folder = join(root, name);
  folders.push(folder);
  return folder;
};
after(async () => {
  for (const folder of folders) {
    const pid = await serverPid(folder);
    if (pid !== undefined) process.kill(pid, "SIGQUIT");
    const { uid } = await stat(join(folder, "database"));
    await rm(socketFolderOf(join(folder, "database"), uid), { recursive: true, force: true });
  }
  await rm(root, { recursive: true, force: true, maxRetries: 10 });
});

const serverPid = async (folder: string): Promise<number | undefined> =>
  (await readLock(join(folder, "database")))?.pid;

/** A second process on the same data folder. */
const startCommand = (folder: string) => {
  const child: ChildProcess = fork(join(import.meta.dirname, "commandForTests.ts"), [folder]);
  const answer = async (): Promise<unknown> => {
    const [rows]: unknown[] = await Promise.race([
      once(child, "message"),
      once(child, "exit").then(() => Promise.reject(new Error("the command ended without an answer"))),
    ]);
    return rows;
  };
  const ask = (query: string): Promise<unknown> => {
    child.send(query);
    return answer();
  };
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { opened: answer(), ask, close: () => ask("close"), kill };
};

/** Another folder with a database that was made but never used; to copy it is quicker than to make it. */
const madeFolder = async (): Promise<string> => {
  const prepared = join(root, "prepared");
  if (!folders.includes(prepared)) await (await openDatabase({ dataFolder: newFolder("prepared") })).close();
  const folder = newFolder();
  await copyFolder(prepared, folder);
  return folder;
};

/** As `cp -a` does: the files stay the server account's. */
const copyFolder = async (from: string, to: string): Promise<void> => {
  await once(spawn("cp", ["-a", from, to]), "exit");
};

const makeNotes = "CREATE TABLE note (text text PRIMARY KEY)";
const notesIn = async ({ pool }: Database): Promise<string[]> =>
  (await pool.query<{ text: string }>("SELECT text FROM note ORDER BY text")).rows.map(({ text }) => text);
const write = ({ pool }: Database, text: string) => pool.query("INSERT INTO note VALUES ($1)", [text]);

test("the first start makes a safe database and says so; the second finds what was written", async () => {
  const dataFolder = newFolder();
  const messages: Text[] = [];
  const onProgress = (message: Text): void => void messages.push(message);
  const first = await openDatabase({ dataFolder, onProgress });
  assert.equal(first.kind, "embedded");
  assert.equal(messages.length, 1);
  const { rows } = await first.pool.query(
    `SELECT current_setting('fsync') AS fsync, current_setting('data_checksums') AS checksums,
            current_setting('listen_addresses') AS network, current_setting('server_encoding') AS encoding,
            current_setting('server_version_num')::int / 10000 AS version, upper('éà') AS upper,
            (SELECT array_agg(w ORDER BY w COLLATE "fr-x-icu") FROM unnest('{zoé,eau,été}'::text[]) w) AS sorted`,
  );
  assert.deepEqual(rows, [
    {
      fsync: "on",
      checksums: "on",
      network: "",
      encoding: "UTF8",
      version: 18,
      upper: "ÉÀ",
      sorted: ["eau", "été", "zoé"],
    },
  ]);
  await first.pool.query(makeNotes);
  await write(first, "kept");
  await first.close();
  assert.deepEqual((await readdir(dataFolder)).sort(), ["database", "database.log"]);

  const second = await openDatabase({ dataFolder, onProgress });
  assert.deepEqual(await notesIn(second), ["kept"]);
  await second.close();
  assert.equal(messages.length, 1, "there is nothing to prepare the second time");
});

test("the socket's folder lets nobody but the server's account in", async () => {
  const database = await openDatabase({ dataFolder: await madeFolder() });
  const found = await stat(database.pool.options.host ?? "");
  assert.equal(found.mode & 0o777, 0o700);
  const isRoot = process.getuid?.() === 0;
  // Under root's closed folder the server has a right of root: then only root may reach it.
  assert.equal(found.uid, isRoot ? 0 : process.getuid?.());
  await database.close();
});

test("a socket's folder that another account has taken is not used", async () => {
  const dataFolder = await madeFolder();
  const first = await openDatabase({ dataFolder });
  await first.close();
  const folder = join(dataFolder, "database");
  const taken = socketFolderOf(folder, (await stat(folder)).uid);
  await rm(taken, { recursive: true });
  // Only root can make a folder another account's; a file in its place is as unusable.
  if (process.getuid?.() === 0) {
    await mkdir(taken);
    await chown(taken, 12345, 12345);
  } else await writeFile(taken, "");
  const [second, third] = [await openDatabase({ dataFolder }), await openDatabase({ dataFolder })];
  const used = second.pool.options.host ?? "";
  assert.notEqual(used, taken);
  assert.equal(third.pool.options.host, used, "other commands find the folder that is used instead");
  await second.close();
  await third.close();
  await rm(used, { recursive: true });
});

test("two commands that start from nothing at the same instant work on the same database", async () => {
  const folder = newFolder();
  const one = startCommand(folder);
  const other = startCommand(folder);
  await Promise.all([one.opened, other.opened]);
  await one.ask(makeNotes);
  await Promise.all([one.ask("INSERT INTO note VALUES ('a')"), other.ask("INSERT INTO note VALUES ('b')")]);
  const expected = [{ text: "a" }, { text: "b" }];
  assert.deepEqual(await one.ask("SELECT text FROM note ORDER BY text"), expected);
  assert.deepEqual(await other.ask("SELECT text FROM note ORDER BY text"), expected);
  await one.close();
  assert.deepEqual(
    (await readdir(folder)).sort(),
    ["database", "database.log"],
    "nothing half made is left behind",
  );
  assert.deepEqual(await other.ask("SELECT text FROM note ORDER BY text"), expected);
  assert.notEqual(await serverPid(folder), undefined, "the server stays for the one who is left");
  await other.close();
  assert.equal(await serverPid(folder), undefined, "the last one out stops the server");
});

test("whoever joined works on after the starter has left, and stops the server when leaving last", async () => {
  const dataFolder = await madeFolder();
  const starter = startCommand(dataFolder);
  await starter.opened;
  const joiner = await openDatabase({ dataFolder });
  const pid = await serverPid(dataFolder);
  await starter.close();
  await joiner.pool.query(makeNotes);
  await write(joiner, "after the starter left");
  assert.equal(await serverPid(dataFolder), pid);
  await joiner.close();
  assert.equal(await serverPid(dataFolder), undefined);
});

test("commands that come and go at once never meet a server that stops under them", async () => {
  const dataFolder = await madeFolder();
  const keeper = await openDatabase({ dataFolder });
  await keeper.pool.query(makeNotes);
  await keeper.close();
  const names = ["a", "b", "c", "d"].map((name) => [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${name}${n}`));
  await Promise.all(
    names.map(async (own) => {
      for (const name of own) {
        const database = await openDatabase({ dataFolder });
        await write(database, name);
        await database.close();
      }
    }),
  );
  assert.equal(await serverPid(dataFolder), undefined);
  const last = await openDatabase({ dataFolder });
  assert.deepEqual(await notesIn(last), names.flat());
  await last.close();
});

test("a command killed in the middle of a transaction leaves what was committed, and nothing else", async () => {
  const dataFolder = await madeFolder();
  const killed = startCommand(dataFolder);
  await killed.opened;
  await killed.ask(makeNotes);
  await killed.ask("INSERT INTO note VALUES ('committed')");
  await killed.ask("BEGIN");
  await killed.ask("INSERT INTO note VALUES ('not committed')");
  const pid = await serverPid(dataFolder);
  await killed.kill();
  const next = await openDatabase({ dataFolder });
  assert.equal(await serverPid(dataFolder), pid, "the orphaned server is taken over");
  assert.deepEqual(await notesIn(next), ["committed"]);
  await write(next, "not committed");
  await next.close();
  assert.equal(await serverPid(dataFolder), undefined);
});

test("a killed server comes back with all that was committed, for those present too", async () => {
  const dataFolder = await madeFolder();
  const present = await openDatabase({ dataFolder });
  await present.pool.query(makeNotes);
  await write(present, "committed");
  const inUse = await present.pool.connect();
  await inUse.query("BEGIN");
  await inUse.query("INSERT INTO note VALUES ('not committed')");
  const pid = await serverPid(dataFolder);
  assert.ok(pid);
  process.kill(pid, "SIGKILL");
  await assert.rejects(async () => {
    for (;;) await inUse.query("SELECT 1");
  });
  inUse.release(true);

  const next = await openDatabase({ dataFolder });
  assert.deepEqual(await notesIn(next), ["committed"]);
  assert.deepEqual(await notesIn(present), ["committed"]);
  await next.close();
  await pause(100);
  assert.deepEqual(await notesIn(present), ["committed"], "the server stays for who was there before");
  await present.close();
  assert.equal(await serverPid(dataFolder), undefined);
});

test("who was there when the server died finds it again, even if another command came and left meanwhile", async () => {
  const dataFolder = await madeFolder();
  const present = await openDatabase({ dataFolder });
  await present.pool.query(makeNotes);
  await write(present, "committed");
  for (let death = 0; death < 3; death += 1) {
    const pid = await serverPid(dataFolder);
    assert.ok(pid);
    process.kill(pid, "SIGKILL");
    const passing = await openDatabase({ dataFolder });
    await passing.close();
    while (present.pool.totalCount > 0) await pause(5);
    assert.deepEqual(await notesIn(present), ["committed"]);
  }
  await present.close();
  assert.equal(await serverPid(dataFolder), undefined);
});

test("a dead server's process number that now belongs to another program does not block the start", async () => {
  const dataFolder = await madeFolder();
  const killed = startCommand(dataFolder);
  await killed.opened;
  await killed.ask(makeNotes);
  const folder = join(dataFolder, "database");
  const lock = await readLock(folder);
  assert.ok(lock);
  await killed.kill();
  process.kill(lock.pid, "SIGKILL");
  const { uid, gid } = await stat(folder);
  const stranger = spawn("sleep", ["60"], process.getuid?.() === 0 ? { uid, gid } : {});
  for (const file of [join(folder, "postmaster.pid"), join(lock.socketFolder, ".s.PGSQL.5432.lock")]) {
    await writeFile(file, (await readFile(file, "utf8")).replace(/^\d+/, String(stranger.pid)));
  }
  const next = await openDatabase({ dataFolder });
  assert.deepEqual(await notesIn(next), []);
  await next.close();
  assert.equal(stranger.kill(), true, "the other program was left alone");
});

test("a copy of the data folder is a database of its own, even while the original runs", async () => {
  const source = await madeFolder();
  const original = await openDatabase({ dataFolder: source });
  await original.pool.query(makeNotes);
  await original.pool.query("CHECKPOINT");
  const copied = newFolder("copy");
  await copyFolder(source, copied);
  const copy = await openDatabase({ dataFolder: copied });
  await write(copy, "only here");
  assert.deepEqual(await notesIn(original), []);
  await copy.close();
  assert.deepEqual(await notesIn(original), []);
  await original.close();
});

test("a folder that was copied back by whoever runs Jalon opens, as root too", async () => {
  const before = await madeFolder();
  const first = await openDatabase({ dataFolder: before });
  await first.pool.query(makeNotes);
  await first.close();
  await cp(before, newFolder("restored"), { recursive: true });
  const restored = await openDatabase({ dataFolder: join(root, "restored") });
  assert.deepEqual(await notesIn(restored), []);
  await restored.close();
});

test("a data folder with a path of more than 200 characters works", async () => {
  const dataFolder = newFolder(join("x".repeat(100), "é".repeat(60), "with a space, a comma"));
  assert.ok(dataFolder.length > 200);
  const database = await openDatabase({ dataFolder });
  await database.pool.query(makeNotes);
  await database.close();
});

test("the server's log never holds the values of a query that failed", async () => {
  const dataFolder = await madeFolder();
  const database = await openDatabase({ dataFolder });
  await database.pool.query(makeNotes);
  await write(database, "Invented Person");
  await assert.rejects(write(database, "Invented Person"));
  await assert.rejects(database.pool.query("SELECT $1::date", ["Invented Person"]));
  await database.close();
  const log = await readFile(join(dataFolder, "database.log"), "utf8");
  assert.match(log, /database system is shut down/);
  assert.doesNotMatch(log, /Invented/);
});
