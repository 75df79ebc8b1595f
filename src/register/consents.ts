import type { Pool, PoolClient } from "pg";
import { sqlText } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { identityTableOf, tableOf } from "./table.ts";

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
  for (const register of registers.values()) {
    const wanted = new Map(
      [...consentsOf(register)].map(([date, fields]) => [
        `${trigger}_${date}`,
        [register.id, date, ...fields].map(sqlText).join(", "),
      ]),
    );
    for (const table of [tableOf(register), identityTableOf(register)]) {
      const { rows } = await pool.query<{ name: string; definition: string }>(
        `select tgname as name, pg_get_triggerdef(oid) as definition from pg_trigger
         where tgrelid = $1::regclass and starts_with(tgname, $2)`,
        [table, trigger],
      );
      const isSame = ({ name, definition }: (typeof rows)[number]) =>
        definition.includes(`(${wanted.get(name) ?? ""})`);
      // Made anew only where something changed: it locks the register.
      for (const each of rows) if (!isSame(each)) await pool.query(`drop trigger "${each.name}" on ${table}`);
      for (const [name, words] of wanted)
        if (!rows.some((each) => each.name === name && isSame(each)))
          await pool.query(
            `create constraint trigger "${name}" after insert or update on ${table} deferrable initially deferred
             for each row execute function entry.hold_consent(${words})`,
          );
    }
  }
};
