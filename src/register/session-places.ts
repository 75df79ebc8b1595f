import { DatabaseError, type Pool, type PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Programme } from "../definition/programme.ts";
import { takesPlace, type Calendar } from "../definition/service/calendar.ts";
import { tableOf } from "./table.ts";

const trigger = "holds_its_places";

type Held = Readonly<{ register: string; words: readonly string[]; columns: readonly string[] }>;

/** Returns what the database is to hold of a calendar: at both tables, that no session has more people than places. */
const heldBy = ({ sessions, registrations }: Calendar): Held[] => {
  const { number, capacity, register } = sessions;
  if (!registrations || !number || !capacity) return [];
  const taking = takesPlace.map((attendance) => registrations.codes[attendance]).join(",");
  const words = [
    registrations.register.id,
    registrations.session.id,
    registrations.status.id,
    taking,
    register.id,
    number.id,
    capacity.id,
  ];
  return [
    {
      register: registrations.register.id,
      words: [...words, registrations.session.id],
      columns: [registrations.session.id, registrations.status.id],
    },
    { register: register.id, words: [...words, number.id], columns: [number.id, capacity.id] },
  ];
};

/**
 * Has the database hold, at the end of every transaction, that no session of the programme's calendars has more people
 * than places, whoever writes: pages, files, the command line. Running it again changes nothing.
 */
export const holdPlaces = async (
  pool: Pool | PoolClient,
  { services, registers }: Pick<Programme, "services" | "registers">,
): Promise<void> => {
  const wanted = new Map(
    [...services.values()]
      .flatMap(({ calendar }) => (calendar ? heldBy(calendar) : []))
      .map((held) => [held.register, held]),
  );
  for (const register of registers.values()) {
    const held = wanted.get(register.id);
    const { rows } = await pool.query<{ definition: string }>(
      `select pg_get_triggerdef(oid) as definition from pg_trigger where tgrelid = $1::regclass and tgname = $2`,
      [tableOf(register), trigger],
    );
    const [standing] = rows;
    const words = held?.words.map(sqlText).join(", ");
    // Made anew only where something changed: it locks the register.
    if (words === undefined ? !standing : standing?.definition.includes(`(${words})`)) continue;
    await pool.query(`drop trigger if exists ${trigger} on ${tableOf(register)}`);
    if (!held) continue;
    await pool.query(
      `create constraint trigger ${trigger} after insert or update of ${held.columns.map(sqlName).join(", ")}
         on ${tableOf(register)} deferrable initially deferred
         for each row execute function entry.hold_places(${words})`,
    );
    await pool.query(
      `create index if not exists ${sqlName(`${register.id}_session`)} on ${tableOf(register)}
         (operation, ${sqlName(held.columns[0] ?? "")})`,
    );
  }
};

/** Returns the number of the session that would have more people than places, where that is what the error says. */
export const fullSession = (error: unknown): string | undefined =>
  error instanceof DatabaseError && error.code === "23514" && error.constraint === "session_places"
    ? (error.detail ?? "")
    : undefined;
