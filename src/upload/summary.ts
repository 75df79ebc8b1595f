import type { Register } from "../definition/programme.ts";
import { plainWords } from "../register/normal.ts";
import type { CheckResult } from "../intake/check.ts";
import type { Columns } from "../intake/columns.ts";
import type { Cell, Row } from "../intake/file/cell.ts";
import { isRemarkHeader } from "../intake/file/remark.ts";
import { headerKeys, type Overlay } from "../intake/overlay.ts";
import type { Remark } from "../intake/remark.ts";
import type { Fate, OtherColumn, RemarkKind, SheetColumns, Summary } from "./shapes.ts";

/** A remark with the number of its kind. */
export type KindRemark = Readonly<{ kind: number; remark: Remark }>;

/** What says that the file is laid out wrongly, rather than that a row or a cell is wrong. */
const ofLayout = new Set([
  "no_headers",
  "missing_column",
  "repeated_column",
  "unknown_column",
  "other_columns",
  "sheet_not_read",
]);

const placesShown = 3;

/**
 * Returns the remarks gathered by kind: the same rule on the same column. Must-mend kinds come first, then those of
 * which there are most.
 */
export const gatherKinds = (
  { remarks, sheets }: Pick<CheckResult, "remarks" | "sheets">,
  register: Register,
): { kinds: RemarkKind[]; sorted: KindRemark[] } => {
  const headerRows = new Map(sheets.map(({ columns }) => [columns.sheet, columns.headerRow]));
  const fieldAt = new Map<string, string>(
    sheets.flatMap(({ columns }) =>
      columns.fields.map(({ field, column }) => [`${columns.sheet ?? ""}\n${column}`, field.id] as const),
    ),
  );
  const groups = Map.groupBy(remarks, (remark) => {
    const field = fieldAt.get(`${remark.sheet ?? ""}\n${remark.column}`) ?? remark.column ?? "-";
    const told = ofLayout.has(remark.rule) ? remark.expected.fr : "";
    return [remark.severity, remark.rule, field, told, headerRows.get(remark.sheet) === remark.row].join(
      "\n",
    );
  });
  const weight = { refuse: 0, incomplete: 2, confirm: 1 };
  const sorted = [...groups.values()].toSorted((a, b) => {
    const [one, other] = [a[0], b[0]];
    if (!one || !other) return 0;
    return weight[one.severity] - weight[other.severity] || b.length - a.length;
  });
  const kinds = sorted.flatMap((group, kind): RemarkKind[] => {
    const [first] = group;
    if (!first) return [];
    const field = fieldAt.get(`${first.sheet ?? ""}\n${first.column}`) ?? null;
    const isRow = !ofLayout.has(first.rule) && headerRows.get(first.sheet) !== first.row;
    return [
      {
        kind,
        severity: first.severity,
        rule: first.rule,
        field,
        column: first.column,
        header: first.header ?? (field === null ? null : (register.fields.get(field)?.label.fr ?? null)),
        mendable: isRow,
        count: group.length,
        expected: first.expected,
        mend: first.mend,
        article: first.article ?? null,
        first: group.slice(0, placesShown).map(({ sheet, row }) => ({ sheet: sheet ?? null, row })),
      },
    ];
  });
  return { kinds, sorted: sorted.flatMap((group, kind) => group.map((remark) => ({ kind, remark }))) };
};

/** Returns the columns of a sheet with the key of each, as what is said of them names them. */
export const sheetColumns = (
  columns: Columns,
  before: number,
  header: readonly Cell[],
  overlay: Overlay,
): SheetColumns => {
  const keyOf = headerKeys();
  const keys = new Map<number, OtherColumn>();
  header.forEach((cell, column) => {
    const text = typeof cell === "string" ? cell.trim() : "";
    if (text !== "" && !isRemarkHeader(text)) keys.set(column, { column, header: text, key: keyOf(text) });
  });
  const said = overlay.columns?.fields;
  const at = (column: number, header: string): OtherColumn =>
    keys.get(column) ?? { column, header, key: plainWords(header) };
  return {
    sheet: columns.sheet ?? null,
    headerRow: columns.headerRow,
    before,
    fields: columns.fields.map(({ field, column, header }) => {
      const { key } = at(column, header);
      return { column, header, key, field: field.id, said: said?.has(key) ?? false };
    }),
    unknown: columns.unknown.map(({ column, header }) => at(column, header)),
    leftOut: [...keys.values()].filter(({ key }) => said?.get(key) === null),
    repeated: columns.repeated.map(({ field, column, header }) => ({
      ...at(column, header),
      field: field.id,
    })),
  };
};

/** Returns what a check found without the answers of the file. */
export const summaryOf = (
  check: CheckResult,
  register: Register,
  headers: ReadonlyMap<string | undefined, Row>,
  overlay: Overlay,
  fates: Readonly<Record<Fate, number>>,
  kinds: readonly RemarkKind[],
): Summary => ({
  rows: check.rows,
  counts: check.counts,
  fates,
  sheets: check.sheets.map(({ columns, before }) =>
    sheetColumns(columns, before, headers.get(columns.sheet)?.cells ?? [], overlay),
  ),
  missing: check.sheets[0]
    ? [...register.fields.values()]
        .filter(
          ({ id, required }) =>
            required === true && !check.sheets[0]?.columns.fields.some(({ field }) => field.id === id),
        )
        .map(({ id }) => id)
    : [],
  kinds,
  unkept: check.unkept,
});

/** Returns the columns of a summary as intake reads them, for a row that is looked at by itself. */
export const columnsOf = (sheet: SheetColumns, register: Register): Columns => ({
  sheet: sheet.sheet ?? undefined,
  headerRow: sheet.headerRow,
  fields: sheet.fields.flatMap(({ field: id, column, header }) => {
    const field = register.fields.get(id);
    return field ? [{ field, column, header }] : [];
  }),
  unknown: [],
  repeated: [],
});
