import type { PoolClient } from "pg";

/** That somebody was shown who a person is, or an answer of a special category. */
export type Reading = Readonly<{
  /** ISO date and time, UTC. */
  at: string;
  /** The reader's name as it is now. */
  reader: string;
  /** The fields that were shown. */
  fields: readonly string[];
  purpose: "page" | "list" | "export" | "figure" | "api";
}>;

/**
 * Returns who read the identity or special answers of a record, last first, at most `most`; for a person's page.
 * Empty for a record that the session of the transaction may not see.
 */
export const readingsOf = async (
  client: PoolClient,
  register: string,
  operation: string,
  record: number,
  most = 200,
): Promise<Reading[]> => {
  const { rows } = await client.query<Reading>(
    `select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, reader, fields, purpose
     from access.readings_of($1, $2, $3, $4)`,
    [register, operation, record, most],
  );
  return rows;
};
