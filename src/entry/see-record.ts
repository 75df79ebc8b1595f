import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Field, Register } from "../definition/programme.ts";
import { identityFields, identityTableOf, plainFields, tableOf } from "../register/table.ts";
import { addresseeOf, isLetIn, isWithinReach } from "../access/readable.ts";
import { notFound } from "../problem.ts";
import { type Desk, type Place, registerAt } from "./desk.ts";

/** A record as far as the asker may see it. */
export type SeenRecord = Readonly<{
  register: Register;
  operation: string;
  record: number;
  partner: string;
  version: number;
  personKey: string | null;
  /** Without the fields that are hidden. */
  answers: RecordValues;
  hidden: readonly string[];
}>;

/**
 * Returns a record with the answers that the asker may see, read through the walls of the database. Throws the same
 * for one that does not exist and one that is not the asker's to see.
 */
export const seeRecord = async (desk: Desk, place: Place, record: number): Promise<SeenRecord> => {
  const { client, house, who } = desk;
  const { operation } = place;
  const register = registerAt(house.programme, place);
  const open = plainFields(register).filter(({ sensitivity }) => sensitivity === undefined);
  const { rows } = await client.query<Value[]>({
    text: `select partner, change, encode(person_key, 'hex')${list(open)} from ${tableOf(register)}
      where operation = $1 and record = $2`,
    values: [operation, record],
    rowMode: "array",
  });
  const [row] = rows;
  if (!row) throw notFound();
  const [partner, version, personKey, ...values] = row;
  const scope = { operation, partner: String(partner) };
  const answers: Record<string, Value> = {};
  const hidden: string[] = [];
  const fill = (fields: readonly Field[], found: readonly Value[] | undefined) =>
    fields.forEach(({ id }, at) => {
      if (found) answers[id] = found[at] ?? null;
      else hidden.push(id);
    });
  fill(open, values);
  const addressee = addresseeOf(register, answers);
  if (!isWithinReach(house.guards, who, "records:read", scope, addressee)) throw notFound();
  if (!(await isLetIn(client, house.guards, who, register, { operation, record }))) throw notFound();
  const read = async (fields: readonly Field[], table: string, isAllowed: boolean) => {
    if (fields.length === 0) return;
    if (!isAllowed) return fill(fields, undefined);
    const { rows: found } = await client.query<Value[]>({
      text: `select record${list(fields)} from ${table} where operation = $1 and record = $2`,
      values: [operation, record],
      rowMode: "array",
    });
    fill(fields, found[0]?.slice(1));
  };
  const isOpen = (room: "identity" | "special") =>
    house.guards[room](who, scope) || (addressee !== undefined && house.guards[room](who, addressee));
  await read(identityFields(register), identityTableOf(register), isOpen("identity"));
  const special = plainFields(register).filter(({ sensitivity }) => sensitivity === "special");
  await read(special, `special.${sqlName(register.id)}`, isOpen("special"));
  return {
    register,
    operation,
    record,
    partner: String(partner),
    version: Number(version),
    personKey: personKey === null || personKey === undefined ? null : String(personKey),
    answers,
    hidden,
  };
};

const list = (fields: readonly Field[]): string => fields.map(({ id }) => `, ${sqlName(id)}`).join("");

/**
 * Writes in the trail of readings that the asker was shown fields of records, of those fields that are of an identity
 * or special.
 */
export const noteReading = async (
  { client, who }: Desk,
  register: Register,
  operation: string,
  records: readonly number[],
  fields: Iterable<string>,
): Promise<void> => {
  const shown = [...fields].filter((id) => register.fields.get(id)?.sensitivity !== undefined);
  if (shown.length === 0) return;
  await client.query("select access.note_reading($1, $2, $3, $4, $5)", [
    register.id,
    operation,
    [...records],
    shown,
    who.kind === "token" ? "api" : "page",
  ]);
};
