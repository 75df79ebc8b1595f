import type { Condition, ConditionField } from "../definition/condition/condition.ts";
import { fieldSql, sqlName, toSql } from "../definition/condition/sql.ts";

/** What many conditions ask in common, to be worked out once per record. */
export type SharedParts = Readonly<{
  /** Returns the table expression with a column for each shared part. */
  over: (source: string) => string;
  /** The columns of each subquery, the innermost first. */
  levels: readonly (readonly string[])[];
  /** Returns the condition as SQL over that table: the same answer as `toSql`, in fewer steps. */
  sql: (condition: Condition) => string;
}>;

/**
 * Finds what the conditions have in common: ages, places in the programme, and every part (a named condition, a
 * comparison) that stands in more than one of them. Indicators share most of what they ask, and DuckDB does not
 * see it: it would ask it again for each indicator.
 */
export const shareParts = (conditions: readonly Condition[]): SharedParts => {
  const keys = new Map<Condition, string>();
  const keyOf = (part: Condition): string => {
    const known = keys.get(part);
    if (known !== undefined) return known;
    const key = toSql(part);
    keys.set(part, key);
    return key;
  };

  const references = new Map<string, number>();
  const computed = new Map<string, string>();
  const visit = (part: Condition): void => {
    const bare = unwrapped(part);
    const key = keyOf(bare);
    const seen = references.get(key) ?? 0;
    references.set(key, seen + 1);
    if (seen > 0) return;
    for (const field of askedBy(bare)) computed.set(fieldSql(field), sqlName(`#${field.id}`));
    partsOf(bare).forEach(visit);
  };
  conditions.forEach(visit);

  const withComputed = (sql: string): string => {
    let rewritten = sql;
    for (const [expression, name] of computed) rewritten = rewritten.replaceAll(expression, name);
    return rewritten;
  };
  const columns = new Map<string, { name: string; level: number }>();
  const levels: string[][] = [[...computed].map(([sql, name]) => `${sql} as ${name}`)];

  /** Returns the SQL of a part and the level of subquery on which all that it names is there. */
  const write = (part: Condition): Written => {
    const bare = unwrapped(part);
    const key = keyOf(bare);
    const column = columns.get(key);
    if (column) return { sql: column.name, level: column.level, isCostly: false };
    const written = writeInFull(bare);
    if ((references.get(key) ?? 0) < 2 || /^"[^"]*"$/.test(written.sql)) return written;
    const shared = { name: sqlName(`#${columns.size}`), level: written.level + 1 };
    columns.set(key, shared);
    (levels[shared.level] ??= []).push(`${written.sql} as ${shared.name}`);
    return { sql: shared.name, level: shared.level, isCostly: false };
  };
  const writeInFull = (part: Condition): Written => {
    const parts = partsOf(part).map(write);
    const level = Math.max(0, ...parts.map((each) => each.level));
    const isCostly = parts.some((each) => each.isCostly);
    if (part.kind === "not")
      return { sql: `(NOT coalesce(${parts[0]?.sql ?? "false"}, false))`, level, isCostly };
    if (parts.length === 0) {
      const sql = withComputed(keyOf(part));
      return { sql, level: 0, isCostly: sql.includes("INTERVAL") };
    }
    const joined = (some: readonly Written[]) =>
      some.map(({ sql }) => sql).join(part.kind === "all" ? " AND " : " OR ");
    const costly = parts.filter((each) => each.isCostly);
    if (part.kind === "any" || costly.length === 0 || costly.length === parts.length)
      return { sql: `(${joined(parts)})`, level, isCostly };
    // DuckDB asks every part of an AND of every record; what comes after THEN only of those that are left.
    const cheap = joined(parts.filter((each) => !each.isCostly));
    return { sql: `(CASE WHEN ${cheap} THEN ${joined(costly)} END)`, level, isCostly };
  };
  const sqls = new Map(conditions.map((condition) => [condition, write(condition).sql]));

  const filled = levels.filter((level) => level.length > 0);

  return {
    levels: filled,
    over: (source) =>
      filled.reduce((from, level) => `(select *, ${level.join(", ")} from ${from} s)`, source),
    sql: (condition) => {
      const sql = sqls.get(condition);
      if (sql === undefined) throw new Error("this condition was not among those that share their parts");
      return sql;
    },
  };
};

/** Shifting a date by months costs as much as ten comparisons: such parts come last. */
type Written = Readonly<{ sql: string; level: number; isCostly: boolean }>;

const unwrapped = (part: Condition): Condition => (part.kind === "named" ? unwrapped(part.of) : part);

const partsOf = (part: Condition): readonly Condition[] => {
  if (part.kind === "all" || part.kind === "any") return part.of;
  return part.kind === "not" || part.kind === "named" ? [part.of] : [];
};

/** Returns the fields of a comparison that are not columns of the register. */
const askedBy = (part: Condition): ConditionField[] => {
  if (part.kind !== "compare" && part.kind !== "in" && part.kind !== "known") return [];
  const operand = part.kind === "compare" && part.operand.kind === "field" ? [part.operand.field] : [];
  return [part.field, ...operand].filter(({ origin }) => origin.kind !== "stored");
};
