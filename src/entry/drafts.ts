import type { PoolClient } from "pg";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { type Desk, registerAt } from "./desk.ts";
import { peopleOf } from "./people.ts";
import { seeRecord } from "./see-record.ts";
import type { DraftBody, DraftList, DraftPage, DraftSummary, Edit, Saved } from "./shapes.ts";

/** A draft that was kept or discarded takes no more edits: whoever still types begins a new one. */
const ended = (): Problem =>
  new Problem(410, "draft_ended", {
    fr: "Ce brouillon est terminé : il a été enregistré ou abandonné.",
    nl: "Dit klad is afgesloten: het werd bewaard of weggegooid.",
    en: "This draft has ended: it was kept or discarded.",
  });

/**
 * Begins a draft, or goes on with it, and saves edits. Repeated, reordered and overlapping requests end the same: per
 * field the edit with the greatest number holds. What this returns is told only after the transaction is committed.
 * Throws where the asker may not write there, or the draft has ended.
 */
export const putDraft = async (desk: Desk, draft: string, body: DraftBody): Promise<Saved> => {
  const { house, client, who } = desk;
  const { operation, register, partner, record = null, base = null, edits } = body;
  // What is typed into a draft is saved whatever became of its record meanwhile.
  if (await isOwn(desk, draft)) return saveEdits(desk, draft, edits);
  registerAt(house.programme, { operation, register });
  if (!house.programme.operations.get(operation)?.partners.includes(partner)) throw notFound();
  if (!house.guards.record(who, "records:write", { operation, partner })) throw notAllowed();
  const seen = record === null ? undefined : await seeRecord(desk, { operation, register }, record);
  if (seen && seen.partner !== partner) throw notFound();
  await client.query(
    `insert into entry.draft (id, account, operation, register, partner, record, base)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [draft, who.account, operation, register, partner, record, seen ? (base ?? seen.version) : null],
  );
  return saveEdits(desk, draft, edits);
};

/** Saves edits of a draft that was begun. Throws where it is not the asker's own, or has ended. */
export const saveEdits = async (
  { client, who }: Desk,
  draft: string,
  edits: readonly Edit[],
): Promise<Saved> => {
  const newest = Math.max(0, ...edits.map(({ seq }) => seq));
  const { rows } = await client.query<{ savedAt: string; seq: number }>(
    `update entry.draft set saved_at = clock_timestamp(), seq = greatest(seq, $3)
     where id = $1 and account = $2 and ended_at is null
     returning to_char(saved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "savedAt", seq`,
    [draft, who.account, newest],
  );
  const saved = rows[0];
  if (!saved) throw (await isOwn({ client, who }, draft)) ? ended() : notFound();
  await client.query(
    `insert into entry.answer (draft, field, seq, text, typed_by)
     select distinct on (e.field) $1, e.field, e.seq, e.text, $2
     from unnest($3::text[], $4::bigint[], $5::text[]) as e (field, seq, text)
     order by e.field, e.seq desc
     on conflict (draft, field) do update
       set seq = excluded.seq, text = excluded.text, typed_by = excluded.typed_by
       where answer.seq < excluded.seq`,
    [
      draft,
      who.account,
      edits.map(({ field }) => field),
      edits.map(({ seq }) => seq),
      // PostgreSQL's text cannot hold it, and no key types it.
      edits.map(({ text }) => text.replaceAll("\u0000", "")),
    ],
  );
  return { draft, ...saved };
};

const isOwn = async ({ client, who }: Pick<Desk, "client" | "who">, draft: string): Promise<boolean> => {
  const { rows } = await client.query("select from entry.draft where id = $1 and account = $2", [
    draft,
    who.account,
  ]);
  return rows.length > 0;
};

type Row = {
  draft: string;
  operation: string;
  register: string;
  partner: string;
  record: number | null;
  base: number | null;
  account: string;
  savedAt: string;
  seq: number;
  fields: number;
  kept: { record: number; change: number } | null;
  isEnded: boolean;
};

const columns = `d.id as draft, d.operation, d.register, d.partner, d.record, d.base, d.account,
  to_char(d.saved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "savedAt", d.seq, d.kept,
  d.ended_at is not null as "isEnded",
  (select count(*) from entry.answer a where a.draft = d.id and a.text <> '')::int as fields`;

const mostListed = 200;

/** Returns the asker's drafts, and those of people whom the asker manages, newest first. */
export const listDrafts = async (desk: Desk): Promise<DraftList> => {
  const { rows } = await desk.client.query<Row>(
    `select ${columns} from entry.draft d where d.ended_at is null order by d.saved_at desc limit ${mostListed}`,
  );
  const drafts: DraftSummary[] = [];
  for (const row of rows) if (isOpenTo(desk, row)) drafts.push(await summaryOf(desk, row));
  return { drafts: drafts.filter(({ mine }) => mine), colleagues: drafts.filter(({ mine }) => !mine) };
};

const summaryOf = async (desk: Desk, row: Row): Promise<DraftSummary> => {
  const { draft, operation, register, partner, record, account, savedAt, fields } = row;
  const person = await peopleOf(desk, [`account:${account}`], { operation, partner });
  return {
    draft,
    operation,
    register,
    partner,
    record,
    savedAt,
    fields,
    mine: account === desk.who.account,
    owner: person(`account:${account}`),
  };
};

/** One's own, or of somebody whom one manages; and only where one may write. What is about a room is its author's. */
const isOpenTo = ({ house, who }: Pick<Desk, "house" | "who">, row: Row): boolean =>
  house.guards.record(who, "records:write", row) &&
  (row.account === who.account ||
    (house.guards.record(who, "people:manage", row) &&
      house.programme.registers.get(row.register)?.isRoom !== true));

const findDraft = async (desk: Pick<Desk, "client" | "house" | "who">, draft: string): Promise<Row> => {
  const { rows } = await desk.client.query<Row>(`select ${columns} from entry.draft d where d.id = $1`, [
    draft,
  ]);
  const [row] = rows;
  if (!row || !isOpenTo(desk, row)) throw notFound();
  return row;
};

/**
 * Returns a draft with what was typed. Of a colleague's draft only its manager sees it, and of answers that somebody
 * else typed only those that the asker may see in a record.
 */
export const readDraft = async (desk: Desk, draft: string): Promise<DraftPage> => {
  const row = await findDraft(desk, draft);
  const summary = await summaryOf(desk, row);
  const { rows: edits } = await desk.client.query<Edit & { own: boolean }>(
    `select a.seq, a.field, a.text, a.typed_by = $2 as own from entry.answer a where a.draft = $1 order by a.seq, a.field`,
    [draft, desk.who.account],
  );
  const { fields } = registerAt(desk.house.programme, row);
  const { guards } = desk.house;
  const maySee = (id: string) => {
    const sensitivity = fields.get(id)?.sensitivity;
    if (sensitivity === undefined) return true;
    return sensitivity === "identity" ? guards.identity(desk.who, row) : guards.special(desk.who, row);
  };
  return {
    ...summary,
    base: row.base,
    seq: row.seq,
    edits: edits
      .filter(({ own, field }) => own || maySee(field))
      .map(({ seq, field, text }) => ({ seq, field, text })),
    kept: row.kept && { record: row.kept.record, change: row.kept.change },
  };
};

/** Makes a colleague's draft one's own, for whoever manages the partner's people. */
export const takeDraft = async (desk: Desk, draft: string): Promise<DraftPage> => {
  const row = await findDraft(desk, draft);
  if (row.isEnded) throw ended();
  if (row.account !== desk.who.account) {
    if (!desk.house.guards.record(desk.who, "people:manage", row)) throw notFound();
    await desk.client.query("update entry.draft set account = $2 where id = $1 and ended_at is null", [
      draft,
      desk.who.account,
    ]);
  }
  return readDraft(desk, draft);
};

/** Throws away what was typed. A draft that has ended already stays as it is. */
export const discardDraft = async ({ client, who }: Desk, draft: string): Promise<void> => {
  if (!(await isOwn({ client, who }, draft))) throw notFound();
  await endDraft(client, draft, null);
};

/** Ends a draft; its texts are forgotten, what is left says what became of it. */
export const endDraft = async (client: PoolClient, draft: string, kept: unknown): Promise<void> => {
  await client.query(
    "update entry.draft set ended_at = clock_timestamp(), kept = $2 where id = $1 and ended_at is null",
    [draft, kept === null ? null : JSON.stringify(kept)],
  );
  await client.query("delete from entry.answer where draft = $1", [draft]);
};

/** A draft held until the end of the transaction, with everything that was saved of it. */
export type HeldDraft = Readonly<
  Pick<Row, "draft" | "operation" | "register" | "partner" | "record" | "base" | "seq" | "isEnded"> & {
    kept: unknown;
    texts: ReadonlyMap<string, string>;
  }
>;

/** Returns one's own draft, and lets nobody else save or keep it until the transaction ends. */
export const holdDraft = async (desk: Desk, draft: string): Promise<HeldDraft> => {
  const { client, who } = desk;
  const { rows: locked } = await client.query<{ kept: unknown }>(
    "select kept from entry.draft where id = $1 and account = $2 for update",
    [draft, who.account],
  );
  const [lock] = locked;
  if (!lock) throw notFound();
  const { kept: _, ...row } = await findDraft(desk, draft);
  const { rows } = await client.query<{ field: string; text: string }>(
    "select field, text from entry.answer where draft = $1",
    [draft],
  );
  const texts = new Map(rows.map(({ field, text }) => [field, text]));
  if (row.isEnded && lock.kept === null) throw ended();
  return { ...row, kept: lock.kept, texts };
};
