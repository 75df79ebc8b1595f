import { readableSql } from "../access/readable.ts";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Field, Register } from "../definition/programme.ts";
import type { Matching } from "../definition/service/matching.ts";
import type { Service } from "../definition/service/service.ts";
import type { Desk } from "../entry/desk.ts";
import { serviceReach } from "../entry/service-reach.ts";
import { tableOf } from "../register/table.ts";

/** Who looks for candidates, in the transaction of their request. */
export type Look = Desk;

/** A service's matching as far as the asker reaches: only the operations in which they may read a record. */
export type Reach = Readonly<{ service: Service; matching: Matching; operations: readonly string[] }>;

/** Returns a service's matching. Throws the same for one that is not there, has none, or is none of the asker's business. */
export const reachOf = (look: Pick<Look, "house" | "who">, id: string): Reach => {
  const { service, block: matching, operations } = serviceReach(look, "matching", id);
  return { service, matching, operations };
};

/** A record with its answers that are neither of identity nor of a special category. */
export type Row = Readonly<{
  operation: string;
  record: number;
  partner: string;
  version: number;
  /** Tells one person from another without saying who they are; null where the register is not of people. */
  person: string | null;
  answers: RecordValues;
}>;

/** Returns the fields that everybody who may read a record reads. */
export const openFields = (register: Register): Field[] =>
  [...register.fields.values()].filter(({ sensitivity }) => sensitivity === undefined);

/**
 * Returns the records of a register of the service for which the SQL condition holds, in the order of the SQL
 * expression, under the asker's walls. The condition's own parameters are numbered from $1.
 */
export const readRows = async (
  { client, house, who }: Look,
  { operations }: Pick<Reach, "operations">,
  register: Register,
  condition: string,
  values: readonly unknown[],
  order = "record",
): Promise<Row[]> => {
  const fields = openFields(register);
  const wall = readableSql(house.guards, who, "records:read", register, values.length + 1);
  const { rows } = await client.query<Value[]>({
    text: `select operation, record, partner, change, encode(person_key, 'hex')${fields.map(({ id }) => `, ${sqlName(id)}`).join("")}
      from ${tableOf(register)}
      where operation in (${operations.map(sqlText).join(", ")}) and ${wall.text} and (${condition}) order by ${order}`,
    values: [...values, ...wall.values],
    rowMode: "array",
  });
  return rows.map(([operation, record, partner, version, person, ...answers]) => ({
    operation: String(operation),
    record: Number(record),
    partner: String(partner),
    version: Number(version),
    person: typeof person === "string" ? person : null,
    answers: Object.fromEntries(fields.map(({ id }, at) => [id, answers[at] ?? null])),
  }));
};
