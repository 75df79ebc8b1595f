import { createReadStream } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Pool, PoolClient } from "pg";
import { asSession } from "../access/as-session.ts";
import { mayAnywhere } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { House } from "../house.ts";
import { isLanguage, type Language } from "../language.ts";
import { exportFolder, type ExportWish, writeExport } from "./export.ts";
import type { ListRequest } from "./query.ts";
import { plainView, type ListView } from "./view.ts";

/** An export as its asker finds it among their own. Times are instants, ISO. */
export type SavedExport = Readonly<{
  export: string;
  register: string;
  operation: string | null;
  format: "xlsx" | "csv";
  state: "waiting" | "ready" | "failed" | "deleted";
  records: number | null;
  bytes: number | null;
  createdAt: string;
  expiresAt: string;
}>;

/** The name under which the server does the work later. */
export const exportTask = "listing-export";
export const expiryTask = "listing-export-expiry";

/** What is kept of a wish until its file is made. */
type KeptWish = Readonly<{ view: ListView; search: string; language: string; wish: ExportWish }>;

/** Notes an export that is to be made later, under the asker's session, and returns its number. */
export const noteExport = async (
  client: PoolClient,
  house: Pick<House, "addJob">,
  request: ListRequest,
  wish: ExportWish,
): Promise<string> => {
  const kept: KeptWish = {
    view: { ...request.view, page: 1 },
    search: request.search ?? "",
    language: request.language,
    wish,
  };
  const { rows } = await client.query<{ id: string }>(
    `insert into listing.export (register, operation, format, request, session)
     values ($1, $2, $3, $4, $5) returning id`,
    [request.register.id, request.operation ?? null, wish.format, JSON.stringify(kept), request.who.session],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the export was not noted");
  await house.addJob(client, exportTask, { export: id });
  return id;
};

/** Returns the asker's exports, newest first; those past their end are no longer there. */
export const savedExports = async (client: PoolClient): Promise<SavedExport[]> => {
  const { rows } = await client.query<SavedExport>(
    `select id as export, register, operation, format, state, records, bytes,
       to_json(created_at) #>> '{}' as "createdAt", to_json(expires_at) #>> '{}' as "expiresAt"
     from listing.export where account = access.account() and expires_at > now() and state <> 'deleted'
     order by created_at desc limit 50`,
  );
  return rows;
};

const pathOf = async (dataFolder: string, id: string, format: string): Promise<string> =>
  join(await exportFolder(dataFolder), `${id}.${format}`);

/**
 * Returns the file of one of the asker's exports, undefined where there is none: not theirs, not ready, past its end,
 * or made with rights that they have lost since.
 */
export const openExport = async (
  client: PoolClient,
  house: Pick<House, "dataFolder">,
  who: Who,
  id: string,
): Promise<{ saved: SavedExport; bytes: number; content: ReadableStream } | undefined> => {
  const saved = (await savedExports(client)).find((each) => each.export === id);
  if (saved?.state !== "ready" || !mayAnywhere(who, "records:read")) return undefined;
  const { rows } = await client.query<{ lost: boolean }>(
    `select exists (select from access."grant" g join listing.export e on e.account = g.account
       where e.id = $1 and g.ended_at > e.created_at) as lost`,
    [id],
  );
  if (rows[0]?.lost !== false) return undefined;
  const path = await pathOf(house.dataFolder, id, saved.format);
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  return {
    saved,
    bytes: found.size,
    content: Readable.toWeb(createReadStream(path)) as ReadableStream,
  };
};

/** Deletes one of the asker's exports at once; returns whether there was one. */
export const deleteExport = async (
  client: PoolClient,
  house: Pick<House, "dataFolder">,
  id: string,
): Promise<boolean> => {
  const { rows } = await client.query<{ format: string }>(
    `update listing.export set state = 'deleted', request = null, session = null
     where id = $1 and account = access.account() and state <> 'deleted' returning format`,
    [id],
  );
  const format = rows[0]?.format;
  if (format === undefined) return false;
  await rm(await pathOf(house.dataFolder, id, format), { force: true });
  return true;
};

/**
 * Makes the file of an export, with what its asker may see at this moment: nothing where the session has ended
 * meanwhile. Doing it twice makes the same file twice.
 */
export const makeExport = async (
  house: Pick<House, "pool" | "dataFolder" | "programme" | "guards" | "today">,
  id: string,
): Promise<void> => {
  const { pool, dataFolder, programme, guards } = house;
  const { rows } = await pool.query<{
    register: string;
    operation: string | null;
    request: KeptWish | null;
    session: string | null;
  }>("select register, operation, request, session from listing.export where id = $1 and state = 'waiting'", [
    id,
  ]);
  const kept = rows[0];
  const register = programme.registers.get(kept?.register ?? "");
  if (!kept?.request || kept.session === null || !register) return;
  const { view, search, language, wish } = kept.request;
  const path = await pathOf(dataFolder, id, wish.format);
  try {
    const records = await asSession(pool, kept.session, async (client, who) => {
      if (!who || !mayAnywhere(who, "records:read")) return undefined;
      const said: Language = isLanguage(language) ? language : who.language;
      const request: ListRequest = {
        programme,
        register,
        who,
        today: house.today(),
        guards,
        language: said,
        operation: kept.operation ?? undefined,
        view: { ...plainView, ...view },
        search,
      };
      return writeExport(client, request, wish, path);
    });
    const bytes = records === undefined ? null : (await stat(path)).size;
    await finish(pool, id, records === undefined ? "failed" : "ready", records ?? null, bytes);
  } catch (error) {
    await rm(path, { force: true });
    await finish(pool, id, "failed", null, null);
    throw error;
  }
  await pool.query(
    "select graphile_worker.add_job($1, '{}', run_at := now() + interval '32 hours 1 minute')",
    [expiryTask],
  );
};

/** What was asked is forgotten: its search may hold a name. An export that its asker deleted meanwhile stays so. */
const finish = async (
  pool: Pool,
  id: string,
  state: "ready" | "failed",
  records: number | null,
  bytes: number | null,
): Promise<void> => {
  await pool.query(
    `update listing.export set state = case when state = 'deleted' then state else $2 end, request = null,
       session = null, records = $3, bytes = $4, ready_at = now(), expires_at = now() + interval '32 hours'
     where id = $1`,
    [id, state, records, bytes],
  );
};

/** A file that no export names is the half of one that a server left when it died: by then nobody writes it any more. */
const longestWriting = 3_600_000;

/** Deletes the files whose time is over, and those that a server left half made. */
export const deleteOldExports = async ({
  pool,
  dataFolder,
}: Pick<House, "pool" | "dataFolder">): Promise<void> => {
  await pool.query(
    `update listing.export set state = 'deleted', request = null, session = null
     where expires_at <= now() and state <> 'deleted'`,
  );
  const { rows } = await pool.query<{ name: string }>(
    "select id || '.' || format as name from listing.export where state <> 'deleted'",
  );
  const kept = new Set(rows.map(({ name }) => name));
  const folder = await exportFolder(dataFolder);
  for (const name of await readdir(folder)) {
    if (kept.has(name)) continue;
    const path = join(folder, name);
    const isOver = /^[0-9a-f-]{36}\.(xlsx|csv)$/.test(name);
    const found = isOver ? undefined : await stat(path).catch(() => undefined);
    if (isOver || (found && Date.now() - found.mtimeMs > longestWriting)) await rm(path, { force: true });
  }
};
