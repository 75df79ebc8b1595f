import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import type { Pool } from "pg";
import { pino } from "pino";
import { openDatabase } from "../../src/database/connect.ts";
import { type Contents, temporaryDatabase } from "../../src/database/forTests.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import type { Programme } from "../../src/definition/programme.ts";
import { generateDemonstration } from "../../src/demo/generate.ts";
import { filesUnder, findDestination } from "../../src/intake/destination.ts";
import { importFile } from "../../src/intake/import.ts";
import { prepareStore } from "../../src/intake/store.ts";
import type { Settings } from "../../src/house.ts";
import type { Language } from "../../src/language.ts";
import { makeApp } from "../../src/server/app.ts";
import { type OpenHouse, openHouse } from "../../src/server/open-house.ts";
import { serve } from "../../src/server/serve.ts";
import { chromiumFlags, findChromium } from "../../tools/chromium.ts";
import { smallDemonstration } from "./small-demonstration.ts";

const reference = join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020");

/** An account of the world with a live session: its headers sign a request in, its cookie a browser. */
export type TestAccount = Readonly<{
  id: string;
  email: string;
  role: string;
  operation: string | null;
  partner: string | null;
  secret: string;
  headers: Readonly<Record<string, string>>;
}>;

export type WorldOptions = Readonly<{
  programme?: Programme;
  /** Which operations' files are there; all where not said, none where empty. Nothing for a programme without demonstration. */
  operations?: readonly string[];
  /** The share of the demonstration's records; about 2 % where not said. */
  share?: number;
  settings?: Partial<Settings>;
  /** A database of its own, as an installation has that names none: for tests that kill it. */
  isEmbedded?: boolean;
  /** Where the log of the server goes, line by line. */
  onLog?: (line: string) => void;
}>;

/** A whole installation for tests: a real database, invented people of the demonstration, the server, accounts. */
export type World = Readonly<{
  programme: Programme;
  pool: Pool;
  house: OpenHouse;
  /** The application without a network: `app.request(path, { headers })`. */
  app: ReturnType<typeof makeApp>;
  folder: string;
  /** Starts the server (once) and returns its address. */
  url: () => Promise<string>;
  account: (given: {
    role: string;
    operation?: string | null;
    partner?: string | null;
    language?: Language;
    kind?: "person" | "token";
    name?: string;
  }) => Promise<TestAccount>;
  /** Opens a page of the browser, signed in as the account where one is given. */
  page: (account?: TestAccount, view?: { width: number; height?: number }) => Promise<Page>;
  close: () => Promise<void>;
}>;

/** Returns the contents of an installation that was just made, for copies: each has then its own secret. */
const houseOf = (programme: Programme, settings: Settings): Contents => ({
  name: "reference",
  prepare: async (pool) => {
    await (await openHouse({ programme, pool, dataFolder: "", settings })).close();
    await pool.query("delete from identity.secret");
  },
});

/** A data folder with nothing in it yet. */
const ownFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "jalon-world-"));
  return {
    folder,
    url: undefined,
    drop: async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
};

/** Opens a world. The caller closes it; pages and server end with it. */
export const openWorld = async (options: WorldOptions = {}): Promise<World> => {
  const programme = options.programme ?? loadProgramme(reference);
  const settings: Settings = {
    origin: "http://127.0.0.1",
    language: "fr",
    demonstration: false,
    today: undefined,
    smtp: undefined,
    sender: "jalon@example.org",
    proxies: 0,
    oidc: undefined,
    ...options.settings,
  };
  const temporary = options.isEmbedded
    ? ownFolder()
    : await temporaryDatabase({ contents: options.programme ? undefined : houseOf(programme, settings) });
  const database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
  const { pool } = database;
  const dataFolder = temporary.folder;
  await prepareStore(pool, programme);
  if (options.operations?.length !== 0) await fill(pool, programme, dataFolder, options);
  const log = options.onLog ? pino({ level: "trace" }, { write: options.onLog }) : pino({ level: "silent" });
  const house = await openHouse({ programme, pool, dataFolder, settings, log });
  let serving: Promise<{ url: string; close(): Promise<void> }> | undefined;
  let browser: Promise<Browser> | undefined;
  const url = async (): Promise<string> => {
    serving ??= startServing(house, options.settings?.origin);
    return (await serving).url;
  };
  return {
    programme,
    pool,
    house,
    app: makeApp(house),
    folder: dataFolder,
    url,
    account: (given) => makeAccount(pool, settings, given),
    page: async (account, view = { width: 1280 }) => {
      const origin = await url();
      browser ??= chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
      const context = await (
        await browser
      ).newContext({
        viewport: { width: view.width, height: view.height ?? 900 },
        locale: "fr-BE",
        baseURL: origin,
      });
      if (account)
        await context.addCookies([
          { name: "jalon", value: account.secret, url: origin, httpOnly: true, sameSite: "Lax" },
        ]);
      return context.newPage();
    },
    close: async () => {
      await (await browser)?.close();
      await (await serving)?.close();
      await house.close();
      await database.close();
      await temporary.drop();
    },
  };
};

/** The address is only known once the port is: the house that serves has it as its origin. */
const startServing = async (house: OpenHouse, origin: string | undefined) => {
  const { createServer } = await import("node:net");
  const port = await new Promise<number>((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
  const url = origin ?? `http://127.0.0.1:${port}`;
  const serving = await serve(
    { ...house, settings: { ...house.settings, origin: url } },
    { host: "127.0.0.1", port },
  );
  return { url: `http://127.0.0.1:${serving.port}`, close: serving.close };
};

const fill = async (pool: Pool, programme: Programme, dataFolder: string, options: WorldOptions) => {
  const folder = join(dataFolder, "sent");
  await mkdir(folder, { recursive: true });
  const inputs = smallDemonstration(programme, options.share ?? 0.02, options.operations);
  await generateDemonstration(programme, folder, { inputs });
  for (const path of filesUnder(join(folder, "files"))) {
    const destination = findDestination(programme, path, {});
    if (!("register" in destination)) throw new Error(`${path} has no destination`);
    const { operation, partner, register } = destination;
    const outcome = await importFile(pool, {
      path,
      programme,
      register,
      operation,
      partner,
      actor: "test",
      dataFolder,
    });
    if (outcome.kind === "refused") throw new Error(`${path} was refused`);
  }
};

const makeAccount = async (
  pool: Pool,
  settings: Settings,
  given: Parameters<World["account"]>[0],
): Promise<TestAccount> => {
  const { role, operation = null, partner = null, language = "fr", kind = "person" } = given;
  const id = randomUUID();
  const email = `${role}-${id.slice(0, 8)}@example.org`;
  const secret = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(secret).digest("hex");
  await pool.query("insert into access.account (id, email, name, language) values ($1, $2, $3, $4)", [
    id,
    email,
    given.name ?? `Compte d'essai ${role}`,
    language,
  ]);
  await pool.query(
    `insert into access."grant" (account, role, operation, partner, granted_by) values ($1, $2, $3, $4, $1)`,
    [id, role, operation, partner],
  );
  await pool.query(
    `insert into access.session (hash, account, kind, expires_at) values ($1, $2, $3, now() + interval '12 hours')`,
    [hash, id, kind],
  );
  const headers: Record<string, string> =
    kind === "token"
      ? { authorization: `Bearer ${secret}` }
      : { cookie: `jalon=${secret}`, origin: settings.origin, "sec-fetch-site": "same-origin" };
  return { id, email, role, operation, partner, secret, headers };
};
