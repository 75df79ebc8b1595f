import { sqlName, sqlText, toSql } from "../definition/condition/sql.ts";
import type { Programme } from "../definition/programme.ts";
import { fieldsOf } from "./columns.ts";
import { countedWhen } from "./delays.ts";
import type { CountedFigure } from "./scan-columns.ts";
import { filterSql, isInYears } from "./placing.ts";
import { readRequest, type FigureRequest } from "./request.ts";
import type { Snapshot } from "./snapshot.ts";

/** A record behind a figure: where it stands, what the rule reads of it, what touched it last; never who it is about. */
export type FigureRecord = Readonly<{
  register: string;
  operation: string;
  partner: string;
  record: string;
  /** The answers that the rule reads, by field; null is "not answered". */
  answers: Readonly<Record<string, string | null>>;
  /** The last change of the trail that touched the record, and when. */
  change: number;
  changedAt: string | null;
  /** The file that the record last came in with: its original is kept in the data folder under this hash. */
  file: Readonly<{ id: number; name: string; sha256: string }> | null;
}>;

const page = 1000;

/**
 * Yields the records that a figure counts, in order of operation and number, page by page, so that a million of them
 * take no more memory than a thousand.
 */
export async function* figureRecords(
  programme: Programme,
  snapshot: Snapshot,
  figure: CountedFigure,
  request: Pick<FigureRequest, "year" | "years" | "filters">,
): AsyncGenerator<FigureRecord> {
  const { years, filters } = readRequest(programme, { ...request, figures: [figure.id] });
  const { register, year, count } = figure.computation;
  const when = countedWhen(figure);
  const fields = [...fieldsOf(figure)].filter((id) => register.fields.has(id));
  const tests = [
    ...filterSql(programme, filters),
    isInYears(year, years),
    ...(when ? [toSql(when)] : []),
    ...(count.kind === "sum" || count.kind === "estimate" ? [`${sqlName(count.field.id)} IS NOT NULL`] : []),
  ];
  const columns = fields.map((id) => `CAST(${sqlName(id)} AS VARCHAR) as ${sqlName(id)}`);
  let after: { operation: string; record: string } | undefined;
  for (;;) {
    const start = after ? [`(operation, record) > (${sqlText(after.operation)}, ${after.record})`] : [];
    const rows = await snapshot.query(
      `select operation, partner, record, file, change${columns.map((column) => `, ${column}`).join("")}
       from ${snapshot.records(register.id)} r where ${[...tests, ...start].join(" and ")}
       order by operation, record limit ${page}`,
    );
    const times = await changeTimes(snapshot, [...new Set(rows.map((row) => Number(row["change"])))]);
    const files = await filesById(snapshot, [
      ...new Set(rows.flatMap(({ file }) => (file === null ? [] : [Number(file)]))),
    ]);
    for (const row of rows) {
      const change = Number(row["change"]);
      const text = (name: string): string | null => {
        const value = row[name];
        return typeof value === "string" || typeof value === "bigint" || typeof value === "number"
          ? String(value)
          : null;
      };
      yield {
        register: register.id,
        operation: text("operation") ?? "",
        partner: text("partner") ?? "",
        record: text("record") ?? "",
        answers: Object.fromEntries(fields.map((id) => [id, text(id)])),
        change,
        changedAt: times.get(change) ?? null,
        file: files.get(Number(text("file") ?? 0)) ?? null,
      };
    }
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    after = { operation: String(last["operation"]), record: String(last["record"]) };
  }
}

const filesById = async (
  snapshot: Snapshot,
  ids: readonly number[],
): Promise<Map<number, { id: number; name: string; sha256: string }>> => {
  const { rows } = await snapshot.pool.query<{ id: number; name: string; sha256: string }>(
    "select id, name, sha256 from intake.file where id = any($1)",
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
};

const changeTimes = async (snapshot: Snapshot, changes: readonly number[]): Promise<Map<number, string>> => {
  if (changes.length === 0) return new Map();
  const { rows } = await snapshot.pool.query<{ seq: number; at: string }>(
    `select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
     from trail.change where seq = any($1)`,
    [changes],
  );
  return new Map(rows.map(({ seq, at }) => [seq, at]));
};
