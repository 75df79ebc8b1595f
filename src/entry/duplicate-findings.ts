import type { PoolClient } from "pg";
import type { Programme, Register } from "../definition/programme.ts";
import { findAgainstRegisters } from "../intake/against-registers.ts";
import type { CheckedSheet } from "../intake/check.ts";
import { findDuplicates } from "../intake/duplicates.ts";
import type { Remark } from "../intake/remark.ts";
import type { EntryFinding } from "./shapes.ts";

/**
 * Returns what a file would be told of a new record that seems to be about somebody who is already there, by field of
 * the form. Looks at every partner's records, so it needs the owner's role; it tells nothing of what they say.
 */
export const findingsOfDuplicates = async (
  client: PoolClient,
  programme: Programme,
  register: Register,
  operation: string,
  partner: string,
  confirmed: readonly string[],
): Promise<EntryFinding[]> => {
  const sheets = asSheet(register);
  const remarks = await findDuplicates(client, programme, register, operation, partner, sheets);
  return asFindings(register, remarks, confirmed);
};

/**
 * Returns what a file would be told of a decided record beside the records of the registers: what it refers to is not
 * known, or there are more alike than there may be. Needs the owner's role; it tells nothing of what they say.
 */
export const findingsAgainstRegisters = async (
  client: PoolClient,
  programme: Programme,
  register: Register,
  operation: string,
  partner: string,
  confirmed: readonly string[],
): Promise<EntryFinding[]> => {
  const alone = new Map([[1, partner]]);
  return (await findingsOfRows(client, programme, register, operation, alone, confirmed)).get(1) ?? [];
};

/**
 * Returns the same for decided records of whichever partners, by the number of their row: how many are alike is
 * counted of all of them together. Needs the owner's role.
 */
export const findingsOfRows = async (
  client: PoolClient,
  programme: Programme,
  register: Register,
  operation: string,
  partners: ReadonlyMap<number, string>,
  confirmed: readonly string[] = [],
): Promise<ReadonlyMap<number, EntryFinding[]>> => {
  const sheets = asSheet(register);
  const found: Remark[] = [];
  for (const partner of new Set(partners.values()))
    found.push(
      ...(await findAgainstRegisters(client, programme, register, operation, partner, sheets)).filter(
        ({ row }) => partners.get(row) === partner,
      ),
    );
  return new Map(
    [...Map.groupBy(found, ({ row }) => row)].map(([row, remarks]) => [
      row,
      asFindings(register, remarks, confirmed),
    ]),
  );
};

/** Records as the rows of a sheet whose columns are the register's fields. */
const asSheet = (register: Register): CheckedSheet[] => {
  const fields = [...register.fields.values()].map((field, column) => ({ field, column, header: field.id }));
  return [{ columns: { sheet: undefined, headerRow: 0, fields, repeated: [], unknown: [] }, before: 0 }];
};

const asFindings = (
  register: Register,
  remarks: readonly Remark[],
  confirmed: readonly string[],
): EntryFinding[] => {
  const fields = [...register.fields.keys()];
  return remarks.map(({ column, severity, rule, expected, mend, article }) => ({
    rule,
    severity,
    field: fields[column ?? 0] ?? "",
    expected,
    mend,
    article: article ?? null,
    confirmed: severity === "confirm" && confirmed.includes(rule),
  }));
};
