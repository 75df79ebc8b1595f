import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { checkRowsAlone } from "../intake/check.ts";
import type { Cell, Row } from "../intake/file/cell.ts";
import { mendedCells } from "../intake/overlay.ts";
import type { Remark } from "../intake/remark.ts";
import { Problem } from "../problem.ts";
import type { Summary } from "./shapes.ts";
import { columnsOf } from "./summary.ts";
import { newRound, notOpenAnyMore, registerOf, type Upload } from "./upload.ts";

/** A cell with its right value; without a column, whether the row is left out: value "" takes that back. */
export type AskedMend = Readonly<{
  sheet: string | null;
  row: number;
  column: number | null;
  /** null takes the mend back: the cell is again what the file says. */
  value: string | null;
}>;

/** What there still is to say of rows that were mended. */
export type MendedRow = Readonly<{
  sheet: string | null;
  row: number;
  remarks: readonly Readonly<
    Pick<Remark, "column" | "severity" | "rule" | "found" | "expected" | "mend" | "header">
  >[];
}>;

/** Remarks that a row by itself does not show: another row, or another record, is the cause. */
export const ofOthers = [
  "repeated_row",
  "kept_by_another_partner",
  "also_in_another_operation",
  "probably_the_same",
  "state_move",
  "names_nothing_known",
] as const;

/** Returns those remarks of a register, its limits of how many records may be alike among them. */
export const ofOthersIn = ({ limits }: Pick<Register, "limits">): string[] => [
  ...ofOthers,
  ...limits.map(({ id }) => id),
];

/** Mends at once: more is a column to correct in the file. */
export const mostMends = 20_000;

/**
 * Lays values over cells of an upload and says at once, by the same checks as a file's, what there still is to say of
 * their rows. The file itself stays as it came. Throws Problem when the upload is no longer open.
 */
export const mendCells = async (
  client: PoolClient,
  who: Who,
  programme: Programme,
  upload: Upload,
  mends: readonly AskedMend[],
): Promise<MendedRow[]> => {
  const { summary } = upload;
  if (!summary || upload.state !== "ready") throw notOpenAnyMore();
  await newRound(client, upload);
  const gone = mends.filter(({ value }) => value === null);
  const kept = mends.flatMap((mend) => (mend.value === null ? [] : [{ ...mend, value: mend.value }]));
  await client.query(
    `delete from upload.mend m using unnest($2::text[], $3::int[], $4::int[]) as g (sheet, row, col)
     where m.upload = $1 and m.sheet = g.sheet and m.row = g.row and m.col = g.col`,
    [upload.id, ...places(gone)],
  );
  await client.query(
    `insert into upload.mend (upload, sheet, row, col, value, account)
     select $1, m.sheet, m.row, m.col, m.value, $6
     from unnest($2::text[], $3::int[], $4::int[], $5::text[]) as m (sheet, row, col, value)
     on conflict (upload, sheet, row, col)
     do update set value = excluded.value, account = excluded.account, at = clock_timestamp()`,
    [upload.id, ...places(kept), kept.map(({ value }) => value.trim()), who.account],
  );
  return rejudge(client, programme, upload, summary, mends);
};

const places = (mends: readonly AskedMend[]) => [
  mends.map(({ sheet }) => sheet ?? ""),
  mends.map(({ row }) => row),
  mends.map(({ column }) => column ?? -1),
];

/** Looks again at the rows that were mended, and marks the remarks that no longer hold. */
const rejudge = async (
  client: PoolClient,
  programme: Programme,
  upload: Upload,
  summary: Summary,
  mends: readonly AskedMend[],
): Promise<MendedRow[]> => {
  const register = registerOf(programme, upload);
  const touched = new Map(mends.map((mend) => [`${mend.sheet ?? ""}\n${mend.row}`, mend]));
  const sheets = [...touched.values()].map(({ sheet }) => sheet ?? "");
  const numbers = [...touched.values()].map(({ row }) => row);
  const { rows } = await client.query<{
    sheet: string | null;
    row: number;
    cells: Cell[] | null;
    mends: { col: number; value: string }[];
  }>(
    `select t.sheet, t.row, r.cells, coalesce(m.mends, '[]') as mends
     from unnest($2::text[], $3::int[]) as t (sheet, row)
     left join upload.row r on r.upload = $1 and coalesce(r.sheet, '') = t.sheet and r.row = t.row
     left join lateral (
       select json_agg(json_build_object('col', m.col, 'value', m.value)) as mends
       from upload.mend m where m.upload = $1 and m.sheet = t.sheet and m.row = t.row) m on true
     order by t.sheet, t.row`,
    [upload.id, sheets, numbers],
  );
  const results: MendedRow[] = [];
  const settled: { sheet: string; row: number; still: string[]; leftOut: boolean; mended: number[] }[] = [];
  for (const [name, group] of Map.groupBy(rows, ({ sheet }) => sheet ?? "")) {
    const sheet = summary.sheets.find((each) => (each.sheet ?? "") === name);
    if (!sheet) throw noSuchSheet();
    // Rows of which the cells are not at hand (nothing was said of them, or of too many) wait for the next check.
    const mended = group.flatMap(({ row, cells, mends: laid }) => {
      if (!cells) return [];
      const overlay = laid.map(({ col, value }) => ({
        sheet: undefined,
        row,
        column: col < 0 ? null : col,
        value,
      }));
      const laidOver: Row = { sheet: sheet.sheet ?? undefined, row, cells: mendedCells(cells, overlay) };
      return [{ row: laidOver, columns: laid.map(({ col }) => col) }];
    });
    const remarks = Map.groupBy(
      await checkRowsAlone(
        mended.map(({ row }) => row),
        columnsOf(sheet, register),
        { programme, register, operation: upload.operation, partner: upload.partner, secret: noSecret },
      ),
      ({ row }) => row,
    );
    for (const { row, columns } of mended) {
      const said = remarks.get(row.row) ?? [];
      results.push({ sheet: sheet.sheet, row: row.row, remarks: said.map(plainRemark) });
      settled.push({
        sheet: name,
        row: row.row,
        still: said.map(({ rule, column }) => `${rule}/${column ?? -1}`),
        leftOut: columns.includes(-1),
        mended: columns,
      });
    }
  }
  await client.query(
    `update upload.remark r set settled = s.left_out or case
         when r.rule = any ($6::text[]) then coalesce(r.col, -1) = any (array(select jsonb_array_elements_text(s.mended)::int))
         else not (s.still ? (r.rule || '/' || coalesce(r.col, -1))) end
     from unnest($2::text[], $3::int[], $4::jsonb[], $5::bool[], $7::jsonb[]) as s (sheet, row, still, left_out, mended)
     where r.upload = $1 and coalesce(r.sheet, '') = s.sheet and r.row = s.row`,
    [
      upload.id,
      settled.map(({ sheet }) => sheet),
      settled.map(({ row }) => row),
      settled.map(({ still }) => JSON.stringify(still)),
      settled.map(({ leftOut }) => leftOut),
      ofOthersIn(register),
      settled.map(({ mended }) => JSON.stringify(mended)),
    ],
  );
  return results;
};

/** Rows are looked at by themselves: their keys are not compared with anything. */
const noSecret = new Uint8Array(32);

const plainRemark = ({ column, severity, rule, found, expected, mend, header }: Remark) => ({
  column,
  severity,
  rule,
  found,
  expected,
  mend,
  header,
});

const noSuchSheet = () =>
  new Problem(422, "no_such_sheet", {
    fr: "Cette feuille n'est pas lue : ses cellules ne se corrigent pas ici.",
    nl: "Dit blad wordt niet gelezen: de cellen ervan worden hier niet verbeterd.",
    en: "This sheet is not read: its cells are not mended here.",
  });

/**
 * Gives every open cell of a kind that holds the same value the right one. Returns how many cells that were and how
 * many of them there is still something to say of.
 */
export const mendAlike = async (
  client: PoolClient,
  who: Who,
  programme: Programme,
  upload: Upload,
  { kind, found, value }: Readonly<{ kind: number; found: string; value: string }>,
): Promise<{ mended: number; rows: MendedRow[] }> => {
  const { rows } = await client.query<{ sheet: string | null; row: number; column: number }>(
    `select sheet, row, col as column from upload.remark
     where upload = $1 and kind = $2 and found = $3 and col is not null and not settled order by n limit ${mostMends}`,
    [upload.id, kind, found],
  );
  if (rows.length === 0) return { mended: 0, rows: [] };
  const mended = await mendCells(
    client,
    who,
    programme,
    upload,
    rows.map((place) => ({ ...place, value })),
  );
  return { mended: rows.length, rows: mended.filter(({ remarks }) => remarks.length > 0).slice(0, 20) };
};
