import type { PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Field, Register } from "../definition/programme.ts";
import { identityFields, identityTableOf, plainFields, tableOf } from "../register/table.ts";
import type { Fate } from "./shapes.ts";
import type { Upload } from "./upload.ts";

export type Answer = string | number | boolean | null;

/** A row of the file and what it would do: for a changed one, what stands in the register and what the file says. */
export type ShownRow = Readonly<{
  sheet: string | null;
  row: number;
  record: number | null;
  answers: readonly Readonly<{ field: string; before: Answer; after: Answer }>[];
  /** Fields that differ and that the asker may not read. */
  hidden: number;
}>;

export type RowPage = Readonly<{ total: number; rows: readonly ShownRow[] }>;

/** How many answers of a new row are shown: enough to recognise the row. */
const mostOfNewRow = 6;

/**
 * Returns a page (from 1) of the rows with one fate. What stood there before is read in the register itself, under the
 * walls of the asker, and reading who somebody is or answers of a special category is noted.
 */
export const rowPage = async (
  client: PoolClient,
  upload: Upload,
  register: Register,
  fate: Fate,
  { page, size }: Readonly<{ page: number; size: number }>,
  may: Readonly<{ identity: boolean; special: boolean }>,
): Promise<RowPage> => {
  const counted = await client.query<{ total: number }>(
    "select count(*) as total from upload.row where upload = $1 and fate = $2",
    [upload.id, fate],
  );
  const { rows } = await client.query<{
    sheet: string | null;
    row: number;
    record: number | null;
    told: Record<string, Answer> | null;
  }>(
    `select sheet, row, record, told from upload.row where upload = $1 and fate = $2 order by place limit $3 offset $4`,
    [upload.id, fate, size, (page - 1) * size],
  );
  const records = rows.flatMap(({ record }) => record ?? []);
  const isOpen = (field: Field) =>
    field.sensitivity === "identity" ? may.identity : field.sensitivity === "special" ? may.special : true;
  const before = await recordsBefore(client, upload, register, records, may);
  const read = new Set<string>();
  const shown = rows.map(({ sheet, row, record, told }): ShownRow => {
    const old = record === null ? undefined : before.get(record);
    const fields = [...register.fields.values()].filter(({ id }) => told !== null && id in told);
    const open = fields.filter((field) => isOpen(field));
    const listed = old
      ? open
      : open.filter(({ sensitivity }) => sensitivity !== "special").slice(0, mostOfNewRow);
    if (old) for (const { id, sensitivity } of listed) if (sensitivity !== undefined) read.add(id);
    return {
      sheet,
      row,
      record,
      answers: listed.map(({ id }) => ({ field: id, before: old?.[id] ?? null, after: told?.[id] ?? null })),
      hidden: fields.length - open.length,
    };
  });
  if (read.size > 0)
    await client.query("select access.note_reading($1, $2, $3, $4, 'page')", [
      register.id,
      upload.operation,
      records,
      [...read],
    ]);
  return { total: counted.rows[0]?.total ?? 0, rows: shown };
};

/** Reads the records as they stand, as far as the asker may. */
const recordsBefore = async (
  client: PoolClient,
  upload: Upload,
  register: Register,
  records: readonly number[],
  may: Readonly<{ identity: boolean; special: boolean }>,
): Promise<Map<number, Record<string, Answer>>> => {
  const found = new Map<number, Record<string, Answer>>(records.map((record) => [record, {}]));
  if (records.length === 0) return found;
  const plain = plainFields(register).filter(({ sensitivity }) => sensitivity === undefined);
  const special = plainFields(register).filter(({ sensitivity }) => sensitivity === "special");
  const rooms = [
    { table: tableOf(register), fields: plain, open: true },
    { table: identityTableOf(register), fields: identityFields(register), open: may.identity },
    { table: `special.${sqlName(register.id)}`, fields: special, open: may.special },
  ];
  for (const { table, fields, open } of rooms) {
    if (!open || fields.length === 0) continue;
    const answers = fields.map(
      ({ id, type }) => `${sqlText(id)}, to_jsonb(${sqlName(id)}${type === "decimal" ? "::text" : ""})`,
    );
    const parts: string[] = [];
    for (let at = 0; at < answers.length; at += 40)
      parts.push(`jsonb_build_object(${answers.slice(at, at + 40).join(", ")})`);
    const { rows } = await client.query<{ record: number; answers: Record<string, Answer> }>(
      `select record, ${parts.join(" || ")} as answers from ${table} where operation = $1 and record = any ($2::bigint[])`,
      [upload.operation, records],
    );
    for (const row of rows) Object.assign(found.get(row.record) ?? {}, row.answers);
  }
  return found;
};
