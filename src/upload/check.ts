import type { PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Field, Register } from "../definition/programme.ts";
import type { CheckResult } from "../intake/check.ts";
import type { Cell, Row } from "../intake/file/cell.ts";
import type { TableFile } from "../intake/file/readTable.ts";
import { UnreadableFile } from "../intake/file/unreadable.ts";
import type { Overlay } from "../intake/overlay.ts";
import { previewFile } from "../intake/preview.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import { pathOf } from "./keep-bytes.ts";
import type { Fate, RemarkKind } from "./shapes.ts";
import { gatherKinds, type KindRemark, summaryOf } from "./summary.ts";
import { findUpload, overlayOf, registerOf, type Upload, type UploadHouse } from "./upload.ts";

/** How often the rows so far are told, at most. */
const progressEveryMs = 400;

/**
 * Finds out what an upload would do and keeps what was found: remarks, what becomes of each row, a summary. The
 * register is not touched. What was changed meanwhile is looked at again, so that what stands there holds for the
 * upload as it is. Nothing happens to an upload that is being kept, was kept, or is gone.
 */
export const checkUpload = async (house: UploadHouse, id: string): Promise<void> => {
  for (;;) {
    const { rowCount } = await house.pool.query(
      `update upload.upload set state = 'checking', progress = 0
       where id = $1 and state in ('received', 'checking', 'ready', 'unreadable')`,
      [id],
    );
    const upload = rowCount === 0 ? undefined : await findUpload(house.pool, id);
    if (!upload) return;
    try {
      if ((await checkOnce(house, upload)) === "holds") return;
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      await house.pool.query(
        `update upload.upload set state = 'unreadable', problem = $2, checked_round = round
         where id = $1 and state = 'checking'`,
        [id, JSON.stringify(error.text)],
      );
      return;
    }
  }
};

const checkOnce = async (house: UploadHouse, upload: Upload): Promise<"holds" | "changed meanwhile"> => {
  const { programme, pool, dataFolder } = house;
  const register = registerOf(programme, upload);
  const overlay = await overlayOf(pool, upload, register);
  let told = performance.now();
  const onProgress = (rows: number): void => {
    if (performance.now() - told < progressEveryMs) return;
    told = performance.now();
    // Only to be seen: a check does not wait for it, nor fail with it.
    pool
      .query("update upload.upload set progress = $2 where id = $1 and state = 'checking'", [upload.id, rows])
      .catch(() => undefined);
  };
  const request = {
    path: pathOf(dataFolder, upload),
    programme,
    register,
    operation: upload.operation,
    partner: upload.partner,
    account: upload.account,
    overlay,
    onProgress,
  };
  return previewFile(pool, request, async (client, check) => {
    const { rows } = await client.query<{ round: number; state: string }>(
      "select round, state from upload.upload where id = $1 for update",
      [upload.id],
    );
    const now = rows[0];
    if (now?.state !== "checking") return "holds";
    if (now.round !== upload.round) return "changed meanwhile";
    await keepFindings(client, upload, register, check, overlay, programme.fingerprint);
    return "holds";
  });
};

const keepFindings = async (
  client: PoolClient,
  upload: Upload,
  register: Register,
  check: CheckResult,
  overlay: Overlay,
  fingerprint: string,
): Promise<void> => {
  const { kinds, sorted } = gatherKinds(check, register);
  const told = await toldRows(check.table, check, sorted);
  await client.query("delete from upload.remark where upload = $1", [upload.id]);
  await client.query("delete from upload.row where upload = $1", [upload.id]);
  await keepRows(client, upload, register, check);
  await keepToldRows(client, upload, check, told.rows);
  await keepRemarks(client, upload, kinds, sorted);
  const { rows } = await client.query<{ fate: Fate; count: number }>(
    "select fate, count(*) as count from upload.row where upload = $1 and fate <> 'refused' group by fate",
    [upload.id],
  );
  const count = (fate: Fate) => rows.find((row) => row.fate === fate)?.count ?? 0;
  const sound = {
    added: count("added"),
    changed: count("changed"),
    re_entered: count("re_entered"),
    unchanged: count("unchanged"),
  };
  const refused = check.rows - sound.added - sound.changed - sound.re_entered - sound.unchanged;
  const summary = summaryOf(check, register, told.headers, overlay, { ...sound, refused }, kinds);
  await client.query(
    `update upload.upload set state = 'ready', summary = $2, checked_round = $3, definition = $4, progress = $5
     where id = $1`,
    [upload.id, JSON.stringify(summary), upload.round, fingerprint, check.rows],
  );
};

/** Rows of which the cells are kept so that they can be mended on screen: more than anybody mends one by one. */
const mostToldRows = 20_000;

type ToldRow = Readonly<{ row: Row; refused: boolean }>;

/** Reads again the rows of which there is something to say, and the headers of each sheet. */
const toldRows = async (
  table: TableFile,
  check: CheckResult,
  remarks: readonly KindRemark[],
): Promise<{ rows: ToldRow[]; headers: Map<string | undefined, Row> }> => {
  const headerRows = new Map(check.sheets.map(({ columns }) => [columns.sheet, columns.headerRow]));
  const wanted = new Map<string, boolean>();
  const name = (sheet: string | undefined, row: number) => `${row}\n${sheet ?? ""}`;
  for (const { remark } of remarks) {
    const key = name(remark.sheet, remark.row);
    if (remark.row === headerRows.get(remark.sheet)) continue;
    if (!wanted.has(key) && wanted.size >= mostToldRows) continue;
    wanted.set(key, remark.severity === "refuse" || wanted.get(key) === true);
  }
  const rows: ToldRow[] = [];
  const headers = new Map<string | undefined, Row>();
  for (const sheet of table.sheets) {
    const headerRow = headerRows.get(sheet.name);
    if (headerRow === undefined) continue;
    for await (const batch of sheet.rows())
      for (const row of batch) {
        if (row.row === headerRow) headers.set(sheet.name, row);
        const refused = wanted.get(name(sheet.name, row.row));
        if (refused !== undefined) rows.push({ row, refused });
      }
  }
  return { rows, headers };
};

/** An answer as JSON without loss: a decimal is a text, never a number that a browser rounds. */
const answerSql = (field: Field, alias: string): string =>
  `to_jsonb(${alias}.${sqlName(field.id)}${field.type === "decimal" ? "::text" : ""})`;

/** Beyond these, new rows are counted and not shown one by one. */
const mostShownRows = 20_000;

/** Keeps what becomes of each sound row, with the answers that are new or differ from what the register has. */
const keepRows = async (
  client: PoolClient,
  upload: Upload,
  register: Register,
  check: CheckResult,
): Promise<void> => {
  const present = new Set(check.columns?.fields.map(({ field }) => field.id));
  const fields = [...register.fields.values()].filter(({ id }) => present.has(id));
  if (fields.length === 0) return;
  const stored = (field: Field) => `${field.sensitivity === "identity" ? "i" : "r"}.${sqlName(field.id)}`;
  const differing = fields.map(
    (field) =>
      `case when f.${sqlName(field.id)} is distinct from ${stored(field)}
         then jsonb_build_object(${sqlText(field.id)}, ${answerSql(field, "f")}) end`,
  );
  const all = fields.map((field) => `${sqlText(field.id)}, ${answerSql(field, "f")}`);
  await client.query(
    `insert into upload.row (upload, place, sheet, row, fate, record, told)
     select $1, f.row, s.name, f.row - s.before, f.fate, f.known,
       case when f.row > $4 then null
            when f.fate = 'added' then jsonb_strip_nulls(${merged(objects(all))})
            when f.fate in ('changed', 're_entered') then ${merged(differing.map((part) => `coalesce(${part}, '{}')`))}
       end
     from fate f
     cross join lateral (
       select s.name, s.before from unnest($2::text[], $3::int[]) as s (name, before)
       where s.before < f.row order by s.before desc limit 1) s
     left join ${tableOf(register)} r on r.operation = $5 and r.record = f.known
     left join ${identityTableOf(register)} i on i.operation = r.operation and i.record = r.record`,
    [
      upload.id,
      check.sheets.map(({ columns }) => columns.sheet ?? null),
      check.sheets.map(({ before }) => before),
      mostShownRows,
      upload.operation,
    ],
  );
};

const merged = (parts: readonly string[]): string => `(${parts.join(" || ")})`;

/** A function of PostgreSQL takes a hundred arguments: many fields make several objects. */
const objects = (pairs: readonly string[]): string[] => {
  const parts: string[] = [];
  for (let at = 0; at < pairs.length; at += 40)
    parts.push(`jsonb_build_object(${pairs.slice(at, at + 40).join(", ")})`);
  return parts;
};

/** Keeps the cells of the rows of which there is something to say. */
const keepToldRows = async (
  client: PoolClient,
  upload: Upload,
  check: CheckResult,
  rows: readonly ToldRow[],
): Promise<void> => {
  const before = new Map(check.sheets.map((sheet) => [sheet.columns.sheet, sheet.before]));
  await client.query(
    `insert into upload.row (upload, place, sheet, row, fate, cells)
     select $1, c.place, c.sheet, c.row, 'refused', c.cells::jsonb
     from unnest($2::int[], $3::text[], $4::int[], $5::text[]) as c (place, sheet, row, cells)
     on conflict (upload, place) do update set cells = excluded.cells`,
    [
      upload.id,
      rows.map(({ row }) => (before.get(row.sheet) ?? 0) + row.row),
      rows.map(({ row }) => row.sheet ?? null),
      rows.map(({ row }) => row.row),
      rows.map(({ row }) => JSON.stringify(row.cells.map(wellFormed))),
    ],
  );
};

/** Half of a pair of characters, as a cut text may end with, is nothing that JSON in the database can hold. */
const wellFormed = (cell: Cell): Cell => (typeof cell === "string" ? cell.toWellFormed() : cell);

const keepRemarks = async (
  client: PoolClient,
  upload: Upload,
  kinds: readonly RemarkKind[],
  remarks: readonly KindRemark[],
): Promise<void> => {
  const own = ({ kind, remark }: KindRemark, what: "expected" | "mend"): string | null =>
    kinds[kind]?.[what].fr === remark[what].fr ? null : JSON.stringify(remark[what]);
  await client.query(
    `insert into upload.remark (upload, n, kind, severity, rule, sheet, row, col, found, expected, mend)
     select $1, r.n, r.kind, r.severity, r.rule, r.sheet, r.row, r.col, r.found, r.expected::jsonb, r.mend::jsonb
     from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::text[], $9::text[], $10::text[])
       with ordinality as r (kind, severity, rule, sheet, row, col, found, expected, mend, n)`,
    [
      upload.id,
      remarks.map(({ kind }) => kind),
      remarks.map(({ remark }) => remark.severity),
      remarks.map(({ remark }) => remark.rule),
      remarks.map(({ remark }) => remark.sheet ?? null),
      remarks.map(({ remark }) => remark.row),
      remarks.map(({ remark }) => remark.column),
      remarks.map(({ remark }) => remark.found),
      remarks.map((each) => own(each, "expected")),
      remarks.map((each) => own(each, "mend")),
    ],
  );
};
