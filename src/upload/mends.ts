import type { PoolClient } from "pg";
import type { Upload } from "./upload.ts";

/** A cell or a row that was mended on screen: by whom, when, and to what. */
export type ShownMend = Readonly<{
  sheet: string | null;
  row: number;
  /** null: the row is left out. */
  column: number | null;
  /** The field that the column is read as. */
  field: string | null;
  value: string;
  by: string;
  at: string;
}>;

export type MendPage = Readonly<{ total: number; mends: readonly ShownMend[] }>;

/** Returns a page (from 1) of what was mended on screen, in the order of the file. */
export const mendPage = async (
  client: PoolClient,
  upload: Upload,
  { page, size }: Readonly<{ page: number; size: number }>,
  mayShow: (field: string) => boolean,
): Promise<MendPage> => {
  const { rows } = await client.query<Omit<ShownMend, "field"> & { total: number }>(
    `select nullif(m.sheet, '') as sheet, m.row, nullif(m.col, -1) as column, m.value,
       access.name_of('account:' || m.account) as by,
       to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, count(*) over () as total
     from upload.mend m where m.upload = $1 order by m.sheet, m.row, m.col limit $2 offset $3`,
    [upload.id, size, (page - 1) * size],
  );
  const fieldAt = (sheet: string | null, column: number | null) =>
    upload.summary?.sheets
      .find((each) => (each.sheet ?? "") === (sheet ?? ""))
      ?.fields.find((each) => each.column === column)?.field ?? null;
  return {
    total: rows[0]?.total ?? 0,
    mends: rows.map(({ total: _total, ...mend }) => {
      const field = fieldAt(mend.sheet, mend.column);
      return { ...mend, field, value: field === null || mayShow(field) ? mend.value : "" };
    }),
  };
};
