import type { Scope } from "../access/scope.ts";
import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { identityTableOf } from "../register/table.ts";
import type { Desk } from "./desk.ts";
import { noteReading } from "./see-record.ts";

/** A record of a register, by the operation that keeps it and its number. */
type Numbered = Readonly<{ operation: string; record: number }>;

/** The same with the partner that keeps it: whose right the server asks for. */
export type KeptRecord = Numbered & Readonly<{ partner: string }>;

const isIdentity = ({ fields }: Register, id: string): boolean => fields.get(id)?.sensitivity === "identity";

/** Returns the fields of a register that hold what a person is called. */
export const nameFields = (register: Register): string[] =>
  register.probablySame.filter((id) => isIdentity(register, id) && register.fields.get(id)?.type === "text");

/** Returns the fields by which a register tells its records apart that say who somebody is. */
export const tellingFields = (register: Register): string[] =>
  register.identity.filter((id) => isIdentity(register, id));

const whereKept = ({ operation, partner }: KeptRecord): Scope => ({ operation, partner });

/**
 * Returns answers of the room of identities by record, in the order of the fields; undefined for a record of which the
 * asker may not know them. Asks the server's own wall for each record, reads through those of the database, and notes
 * what was shown. `place` says where the asker needs the right: where the record is kept, or where it is addressed to.
 */
export const identitiesOf = async <T extends KeptRecord>(
  desk: Desk,
  register: Register,
  records: readonly T[],
  fields: readonly string[],
  place: (record: T) => Scope = whereKept,
): Promise<(record: Numbered) => readonly Value[] | undefined> => {
  const { client, house, who } = desk;
  const open = records.filter((record) => house.guards.identity(who, place(record)));
  if (open.length === 0 || fields.length === 0) return () => undefined;
  const { rows } = await client.query<Value[]>({
    text: `select i.operation, i.record, ${fields.map((id) => `i.${sqlName(id)}`).join(", ")}
      from ${identityTableOf(register)} i
      join (select distinct * from unnest($1::text[], $2::bigint[])) as w (operation, record)
        on w.operation = i.operation and w.record = i.record`,
    values: [open.map(({ operation }) => operation), open.map(({ record }) => record)],
    rowMode: "array",
  });
  const read = rows.map(([operation, record, ...answers]) => ({
    operation: String(operation),
    record: Number(record),
    answers,
  }));
  for (const [operation, ofOperation] of Map.groupBy(read, (each) => each.operation))
    await noteReading(
      desk,
      register,
      operation,
      ofOperation.map(({ record }) => record),
      fields,
    );
  const found = new Map(read.map(({ answers, ...record }) => [keyOf(record), answers]));
  return (record) => found.get(keyOf(record));
};

const keyOf = ({ operation, record }: Numbered): string => `${operation}/${record}`;

/** Returns what to call records by answers of the room of identities; null where the asker may not know it. */
export const namesOf = async <T extends KeptRecord>(
  desk: Desk,
  register: Register,
  records: readonly T[],
  fields: readonly string[] = nameFields(register),
  place?: (record: T) => Scope,
): Promise<(record: Numbered) => string | null> => {
  const answersOf = await identitiesOf(desk, register, records, fields, place);
  return (record) => joined(answersOf(record));
};

/** Returns answers as one name; null where none is said. */
export const joined = (answers: readonly Value[] | undefined): string | null =>
  answers?.filter((answer) => answer !== null).join(" ") || null;
