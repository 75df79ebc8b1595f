import { join } from "node:path";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { RegisterColumns } from "./columns.ts";
import type { Part } from "./manifest.ts";

/**
 * A register of the snapshot lies in layers: the first part holds it whole, each later one what changed since. These
 * are the SQL table expressions that read them as one.
 */
const filesOf = (folder: string, parts: readonly Part[]): string =>
  parts.map(({ file }) => sqlText(join(folder, file))).join(", ");

/** Returns the records as of the last of the parts: of each record its newest version, unless it was removed. */
export const recordsOf = (folder: string, { columns }: RegisterColumns, parts: readonly Part[]): string => {
  const [first, ...newer] = parts;
  if (!first)
    return `(select ${columns.map(({ name, type }) => `cast(null as ${type}) as ${sqlName(name)}`).join(", ")} where false)`;
  const whole = `read_parquet([${filesOf(folder, [first])}])`;
  if (newer.length === 0) return whole;
  const touched = newestOf(folder, newer);
  return `(
    select * from ${whole} kept
    where not exists (select 1 from ${touched} t where t.record = kept.record and t.operation = kept.operation)
    union all select * from ${touched} t where not removed)`;
};

/** Returns the newest version of each record in the parts, removals included. */
export const newestOf = (folder: string, parts: readonly Part[]): string => {
  const all = `read_parquet([${filesOf(folder, parts)}])`;
  return parts.length === 1 ? all : newest(`select * from ${all}`);
};

/**
 * Returns what the records of some newer parts were before: their newest version in the parts given. Only those
 * records are laid one upon another, not the whole register.
 */
export const beforeOf = (folder: string, parts: readonly Part[], newer: readonly Part[]): string => {
  const touched = `(select operation, record from ${newestOf(folder, newer)} n)`;
  const kept = `select * from read_parquet([${filesOf(folder, parts)}]) k
    where exists (select 1 from ${touched} t where t.record = k.record and t.operation = k.operation)`;
  return parts.length === 1 ? `(${kept})` : newest(kept);
};

const newest = (query: string): string =>
  `(select * from (${query}) v qualify row_number() over (partition by operation, record order by change desc) = 1)`;
