import type { Pool, PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Programme } from "../definition/programme.ts";
import type { Rooms } from "../definition/service/room.ts";
import { tableOf } from "./table.ts";
import { keepTriggers } from "./triggers.ts";

const trigger = "waits_for_its_consent";

/**
 * Returns the SQL condition that a consent (alias `c`) covers a transfer on its day: given by then, not withdrawn, and
 * for what goes without a name or, given for that, with it. The database's own trigger asks the same.
 */
export const coversSql = (
  { consents }: Pick<Rooms, "consents">,
  day: string,
  withoutName: string,
): string => {
  const of = (field: string) => `c.${sqlName(field)}`;
  return `${of(consents.givenOn)} <= ${day} and (${of(consents.withdrawnOn)} is null or ${of(consents.withdrawnOn)} > ${day})
    and (not coalesce(${of(consents.anonymous)}, false) or ${withoutName})`;
};

/**
 * Has the database refuse what goes to somebody without a consent for exactly them, whoever writes. Running it again
 * changes nothing; what a definition no longer says is held no more.
 */
export const holdTransfers = async (
  pool: Pool | PoolClient,
  { registers, services }: Pick<Programme, "registers" | "services">,
): Promise<void> => {
  await keepTriggers(
    pool,
    trigger,
    [...registers.values()].map(tableOf),
    [...services.values()].flatMap(({ room }) => {
      if (!room) return [];
      const table = tableOf(room.transfers.register);
      const sql = `create trigger ${trigger} before insert or update on ${table} for each row
        execute function entry.hold_transfer(${argumentsOf(room).map(sqlText).join(", ")})`;
      return { table, name: trigger, sql };
    }),
  );
};

const argumentsOf = ({ consents, transfers }: Rooms): string[] => [
  consents.register.id,
  consents.case,
  consents.recipient.id,
  consents.givenOn,
  consents.withdrawnOn,
  consents.anonymous,
  transfers.case,
  transfers.recipient.id,
  transfers.sentOn,
  transfers.anonymous,
];
