import type { Pool, PoolClient } from "pg";
import { fieldsRead } from "../definition/condition/condition.ts";
import type { Register } from "../definition/programme.ts";
import type { Severity } from "../definition/schema.ts";
import { shown } from "../intake/remarks.ts";
import type { Cell } from "../intake/file/cell.ts";
import type { Text } from "../language.ts";
import { isConfirmed, isOpen } from "./confirm.ts";
import { ofOthers } from "./mend.ts";
import type { Upload } from "./upload.ts";

/** A remark with its place, and the cells beside it that help to mend it. */
export type ShownRemark = Readonly<{
  n: number;
  kind: number;
  severity: Severity;
  rule: string;
  sheet: string | null;
  row: number;
  column: number | null;
  found: string;
  expected: Text;
  mend: Text;
  /** What was typed over the cell; null where nothing was. */
  mended: string | null;
  leftOut: boolean;
  settled: boolean;
  confirmed: Readonly<{ by: string; at: string }> | null;
  context: readonly Readonly<{ field: string; value: string }>[];
}>;

/** How many remarks of each kind still wait, and how many are mended or confirmed. */
export type KindProgress = Readonly<{ kind: number; open: number; settled: number; confirmed: number }>;

/** Returns how far each kind of remarks of an upload is. */
export const kindProgress = async (client: Pool | PoolClient, upload: Upload): Promise<KindProgress[]> => {
  const { rows } = await client.query<KindProgress>(
    `select r.kind, count(*) filter (where ${isOpen}) as open, count(*) filter (where r.settled) as settled,
       count(*) filter (where not r.settled and ${isConfirmed}) as confirmed
     from upload.remark r where r.upload = $1 group by r.kind order by r.kind`,
    [upload.id],
  );
  return rows;
};

/** Returns the values that cells of a kind hold, the most frequent first, to be mended all alike. */
export const valuesOfKind = async (
  client: PoolClient,
  upload: Upload,
  kind: number,
): Promise<{ found: string; cells: number }[]> => {
  const { rows } = await client.query<{ found: string; cells: number }>(
    `select r.found, count(*) as cells from upload.remark r
     where r.upload = $1 and r.kind = $2 and r.col is not null and not r.settled and r.rule <> all ($3::text[])
     group by r.found having count(*) > 1 order by cells desc, r.found limit 30`,
    [upload.id, kind, [...ofOthers]],
  );
  return rows;
};

export type RemarkPage = Readonly<{ total: number; remarks: readonly ShownRemark[] }>;

/** Which remarks are asked for: of a kind, of a column, of a severity; only those that still wait. */
export type RemarkFilter = Readonly<{
  kind?: number | undefined;
  field?: string | undefined;
  severity?: Severity | undefined;
  open?: boolean | undefined;
}>;

/** Returns a page of remarks (from 1) in the order of the file, each with the cells of its row that help to mend it. */
export const remarkPage = async (
  client: PoolClient,
  upload: Upload,
  register: Register,
  filter: RemarkFilter,
  { page, size }: Readonly<{ page: number; size: number }>,
  mayShow: (field: string) => boolean,
): Promise<RemarkPage> => {
  const kinds = upload.summary?.kinds ?? [];
  const asked = kinds
    .filter(({ field }) => filter.field === undefined || field === filter.field)
    .map(({ kind }) => kind);
  const where = `r.upload = $1 and r.kind = any ($2::int[]) and ($3::int is null or r.kind = $3)
    and ($4::text is null or r.severity = $4) and (not $5 or ${isOpen})`;
  const values = [upload.id, asked, filter.kind ?? null, filter.severity ?? null, filter.open ?? false];
  const counted = await client.query<{ total: number }>(
    `select count(*) as total from upload.remark r where ${where}`,
    values,
  );
  const { rows } = await client.query<
    Omit<ShownRemark, "expected" | "mend" | "context"> & {
      expected: Text | null;
      mend: Text | null;
      cells: Cell[] | null;
      laid: { col: number; value: string }[] | null;
    }
  >(
    `select r.n, r.kind, r.severity, r.rule, r.sheet, r.row, r.col as column, r.found, r.expected, r.mend, r.settled,
       (select m.value from upload.mend m where m.upload = r.upload and m.sheet = coalesce(r.sheet, '') and m.row = r.row
          and m.col = r.col) as mended,
       exists (select from upload.mend m where m.upload = r.upload and m.sheet = coalesce(r.sheet, '') and m.row = r.row
          and m.col = -1) as "leftOut",
       (select json_build_object('by', access.name_of('account:' || c.account), 'at', c.at) from upload.confirmation c
        where c.upload = r.upload and c.sheet = coalesce(r.sheet, '') and c.row = r.row and c.col = coalesce(r.col, -1)
          and c.rule = r.rule and c.found = r.found) as confirmed,
       w.cells, (select json_agg(json_build_object('col', m.col, 'value', m.value)) from upload.mend m
         where m.upload = r.upload and m.sheet = coalesce(r.sheet, '') and m.row = r.row) as laid
     from upload.remark r
     left join upload.row w on w.upload = r.upload and w.row = r.row and w.sheet is not distinct from r.sheet
     where ${where} order by r.n limit $6 offset $7`,
    [...values, size, (page - 1) * size],
  );
  const remarks = rows.map(({ cells, laid, expected, mend, ...remark }): ShownRemark => {
    const kind = kinds[remark.kind];
    const none = { fr: "", nl: "", en: "" };
    // A remark about another row or record does not quote the cell that it stands at.
    const there =
      remark.column === null || remark.found !== "" ? remark.found : shown(cells?.[remark.column]);
    const isHidden = kind?.field != null && !mayShow(kind.field);
    return {
      ...remark,
      found: isHidden ? "" : there,
      mended: isHidden ? null : remark.mended,
      expected: expected ?? kind?.expected ?? none,
      mend: mend ?? kind?.mend ?? none,
      context: contextOf(upload, register, remark, cells ?? [], laid ?? [], mayShow),
    };
  });
  return { total: counted.rows[0]?.total ?? 0, remarks };
};

/** How many cells beside the faulty one are shown. */
const mostContext = 4;

/**
 * The cells that help to mend one: those that its rule asks, then the nearest ones. Who the person is helps nobody to
 * mend a postcode: identity and special answers are shown only where the rule itself asks them.
 */
const contextOf = (
  upload: Upload,
  register: Register,
  remark: Readonly<{ sheet: string | null; column: number | null; rule: string }>,
  cells: readonly Cell[],
  laid: readonly Readonly<{ col: number; value: string }>[],
  mayShow: (field: string) => boolean,
): { field: string; value: string }[] => {
  const sheet = upload.summary?.sheets.find((each) => each.sheet === remark.sheet);
  if (!sheet) return [];
  const rule = register.rules.find(({ id }) => id === remark.rule);
  const asked = new Set(rule ? [...fieldsRead(rule.must), ...(rule.when ? fieldsRead(rule.when) : [])] : []);
  const near = ({ column }: { column: number }) => Math.abs(column - (remark.column ?? 0));
  return sheet.fields
    .filter(({ column, field }) => {
      if (column === remark.column || !mayShow(field)) return false;
      return asked.has(field) || register.fields.get(field)?.sensitivity === undefined;
    })
    .toSorted((a, b) => Number(asked.has(b.field)) - Number(asked.has(a.field)) || near(a) - near(b))
    .slice(0, mostContext)
    .toSorted((a, b) => a.column - b.column)
    .map(({ field, column }) => ({
      field,
      value: laid.find(({ col }) => col === column)?.value ?? shown(cells[column]),
    }));
};
