import type { Pool, PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { identityTableOf, tableOf } from "./table.ts";
import { keepTriggers } from "./triggers.ts";

/** Returns, for each date of agreement of a register, the fields that take no answer before it. */
export const consentsOf = ({ fields }: Pick<Register, "fields">): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { id, onlyWith } of fields.values())
    if (onlyWith !== undefined) found.set(onlyWith, [...(found.get(onlyWith) ?? []), id]);
  return found;
};

const trigger = "waits_for_consent";

/**
 * Has the database refuse what needs a person's agreement as long as the day of it is not known, whoever writes.
 * Running it again changes nothing; what a definition no longer says is held no more.
 */
export const holdConsents = async (
  pool: Pool | PoolClient,
  { registers }: Pick<Programme, "registers">,
): Promise<void> => {
  const everywhere = [...registers.values()].flatMap((register) =>
    [tableOf(register), identityTableOf(register)].map((table) => ({ register, table })),
  );
  await keepTriggers(
    pool,
    trigger,
    everywhere.map(({ table }) => table),
    everywhere.flatMap(({ register, table }) =>
      [...consentsOf(register)].map(([date, fields]) => {
        const name = `${trigger}_${date}`;
        const words = [register.id, date, ...fields].map(sqlText).join(", ");
        const sql = `create constraint trigger ${sqlName(name)} after insert or update on ${table}
          deferrable initially deferred for each row execute function entry.hold_consent(${words})`;
        return { table, name, sql };
      }),
    ),
  );
};
