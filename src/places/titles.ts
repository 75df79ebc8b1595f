import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { noteReading } from "../entry/see-record.ts";
import { identityTableOf } from "../register/table.ts";
import type { Look } from "./service.ts";

/** A record of a register, by the operation that keeps it and its number. */
type Named = Readonly<{ operation: string; record: number }>;

/**
 * Returns what to call records: the answers by which their register tells them apart that say who somebody is, where
 * the asker may see them. That they were read is written down.
 */
export const titlesOf = async (
  look: Look,
  register: Register,
  rows: readonly Named[],
): Promise<(row: Named) => string | null> => {
  const fields = register.identity.filter((id) => register.fields.get(id)?.sensitivity === "identity");
  if (fields.length === 0 || rows.length === 0) return () => null;
  const { rows: found } = await look.client.query<Named & { title: string | null }>(
    `select i.operation, i.record, concat_ws(' ', ${fields.map((id) => `i.${sqlName(id)}`).join(", ")}) as title
     from ${identityTableOf(register)} i
     join unnest($1::text[], $2::bigint[]) a (operation, record) using (operation, record)`,
    [rows.map(({ operation }) => operation), rows.map(({ record }) => record)],
  );
  for (const [operation, read] of Map.groupBy(found, (row) => row.operation))
    await noteReading(
      look,
      register,
      operation,
      read.map(({ record }) => record),
      fields,
    );
  const titles = new Map(found.map(({ operation, record, title }) => [`${operation}/${record}`, title]));
  return ({ operation, record }) => titles.get(`${operation}/${record}`) ?? null;
};
