import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { House } from "../house.ts";
import type { Destination } from "./receive.ts";

/** What a partner calls a field; no field: a column that it always leaves out. */
export type RememberedColumn = Readonly<{
  key: string;
  header: string;
  field: string | null;
  saidAt: string;
  /** The operation for which it was said; it serves the partner's other operations too. */
  operation: string;
}>;

const columnsOfPlace = { operation: "operation", partner: "partner" };

/**
 * Returns the columns that were said before for this partner and register, in any operation that the asker brings files
 * in for; what was said for this operation goes first, then what was said last.
 */
export const rememberedColumns = async (
  house: Pick<House, "guards">,
  client: PoolClient,
  who: Who,
  { operation, partner, register }: Destination,
): Promise<RememberedColumn[]> => {
  const mine = house.guards.listing(who, "files:import", columnsOfPlace, 4);
  const { rows } = await client.query<RememberedColumn>(
    `select distinct on (key) key, header, field, operation,
       to_char(said_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "saidAt"
     from upload.column_name where partner = $1 and register = $2 and ${mine.text}
     order by key, operation = $3 desc, said_at desc`,
    [partner, register, operation, ...mine.values],
  );
  return rows;
};

/** Remembers what was said of columns, for the next files of this partner. */
export const rememberColumns = async (
  client: PoolClient,
  who: Who,
  { operation, partner, register }: Destination,
  columns: readonly Readonly<{ key: string; header: string; field: string | null }>[],
): Promise<void> => {
  await client.query(
    `insert into upload.column_name (operation, partner, register, key, header, field, account)
     select $1, $2, $3, c.key, c.header, c.field, $4
     from unnest($5::text[], $6::text[], $7::text[]) as c (key, header, field)
     on conflict (operation, partner, register, key)
     do update set header = excluded.header, field = excluded.field, account = excluded.account, said_at = clock_timestamp()`,
    [
      operation,
      partner,
      register,
      who.account,
      columns.map(({ key }) => key),
      columns.map(({ header }) => header),
      columns.map(({ field }) => field),
    ],
  );
};

/** Forgets what was said of a column of this partner; its next file is read by its header alone. */
export const forgetColumn = async (
  house: Pick<House, "guards">,
  client: PoolClient,
  who: Who,
  { partner, register }: Pick<Destination, "partner" | "register">,
  key: string,
): Promise<boolean> => {
  const mine = house.guards.listing(who, "files:import", columnsOfPlace, 4);
  const { rowCount } = await client.query(
    `delete from upload.column_name where partner = $1 and register = $2 and key = $3 and ${mine.text}`,
    [partner, register, key, ...mine.values],
  );
  return (rowCount ?? 0) > 0;
};
