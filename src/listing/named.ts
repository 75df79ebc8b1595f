import type { PoolClient } from "pg";
import { readableSql } from "../access/readable.ts";
import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Field, Programme, Register } from "../definition/programme.ts";
import { plainFields, tableOf } from "../register/table.ts";
import type { ListRequest } from "./query.ts";

/** A text longer than this is no name. */
const longestName = 300;

/** Returns the field by which people know a record of the register: its first short text besides this one. */
const namingField = (register: Register, but: string): Field | undefined =>
  plainFields(register).find(
    ({ id, type, sensitivity, length }) =>
      id !== but && type === "text" && sensitivity === undefined && length <= longestName,
  );

/**
 * Returns what the records are called that answers of a list name by a number: by field, then by answer. Only records
 * within the asker's reach; numbers of persons name nobody here.
 */
export const namesOfReferred = async (
  client: PoolClient,
  { guards, who, register }: Pick<ListRequest, "guards" | "who" | "register">,
  { registers }: Pick<Programme, "registers">,
  columns: readonly string[],
  records: readonly Readonly<{ answers: Readonly<Record<string, Value>> }>[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> => {
  const names = new Map<string, ReadonlyMap<string, string>>();
  for (const column of columns) {
    const { refersTo } = register.fields.get(column) ?? {};
    const target = refersTo && registers.get(refersTo.register);
    const number = target?.fields.get(refersTo?.field ?? "");
    const name = target && number && namingField(target, number.id);
    const answers = [...new Set(records.flatMap(({ answers: said }) => said[column] ?? []))];
    if (!name || number.sensitivity !== undefined || answers.length === 0) continue;
    const reach = readableSql(guards, who, "records:read", target, 2);
    const { rows } = await client.query<{ number: string; name: string }>(
      `select distinct on (${sqlName(number.id)}) ${sqlName(number.id)}::text as number, ${sqlName(name.id)} as name
       from ${tableOf(target)}
       where ${sqlName(number.id)}::text = any ($1::text[]) and ${sqlName(name.id)} is not null and ${reach.text}
       order by ${sqlName(number.id)}, record desc`,
      [answers.map(String), ...reach.values],
    );
    names.set(column, new Map(rows.map((row) => [row.number, row.name])));
  }
  return names;
};
