import { asOwner } from "../database/transaction.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { House } from "../house.ts";

/** Who an invented case is given to in a demonstration, whose cases came in by nobody's hand. */
const reason = "Démonstration";

/** One room in so many is not the worker's but the head's, so that it can be seen that a room is closed. */
const others = 6;

/**
 * Lets the demonstration's own accounts into the rooms of the demonstration: the workers of an operation into most, who
 * looks after its rooms into the others. Running it again changes nothing.
 */
export const openDemonstrationRooms = async (
  { pool, programme }: Pick<House, "pool" | "programme">,
  accounts: readonly Readonly<{ email: string; operation: string | null; roleId: string }>[],
): Promise<void> =>
  asOwner(pool, async (client) => {
    for (const { room } of programme.services.values()) {
      if (!room) continue;
      const { register } = room.cases;
      for (const { email, operation, roleId } of accounts) {
        if (operation === null || !register.operations.includes(operation)) continue;
        const isHead = programme.roles.get(roleId)?.rights.includes("rooms:manage") === true;
        await client.query(
          `insert into access.room (register, operation, record, account, reason)
           select $1, c.operation, c.record, a.id, $2 from register.${sqlName(register.id)} c, access.account a
           where c.operation = $3 and lower(a.email) = $4 and (c.record % ${others} = 0) = $5
             and not exists (select from access.room m where m.register = $1 and m.operation = c.operation
               and m.record = c.record and m.account = a.id)`,
          [register.id, reason, operation, email, isHead],
        );
      }
    }
  });
