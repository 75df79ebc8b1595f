import type { PoolClient } from "pg";
import type { Programme, Register } from "../definition/programme.ts";
import { findDuplicates } from "../intake/duplicates.ts";
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
  const fields = [...register.fields.values()];
  // The record as the one row of a sheet whose columns are the register's fields.
  const columns = {
    sheet: undefined,
    headerRow: 0,
    fields: fields.map((field, column) => ({ field, column, header: field.id })),
    repeated: [],
    unknown: [],
  };
  const remarks = await findDuplicates(client, programme, register, operation, partner, [
    { columns, before: 0 },
  ]);
  return remarks.map(({ column, severity, rule, expected, mend, article }) => ({
    rule,
    severity,
    field: fields[column ?? 0]?.id ?? "",
    expected,
    mend,
    article: article ?? null,
    confirmed: severity === "confirm" && confirmed.includes(rule),
  }));
};
