import { DatabaseError, type Pool, type PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { takesPlace, type Calendar } from "../definition/service/calendar.ts";
import { tableOf } from "./table.ts";
import { keepTriggers, type Trigger } from "./triggers.ts";

const trigger = "holds_its_places";

type Held = Readonly<{ register: Register; words: readonly string[]; columns: readonly string[] }>;

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
      register: registrations.register,
      words: [...words, registrations.session.id],
      columns: [registrations.session.id, registrations.status.id],
    },
    { register, words: [...words, number.id], columns: [number.id, capacity.id] },
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
  await keepTriggers(
    pool,
    trigger,
    [...registers.values()].map(tableOf),
    [...services.values()].flatMap(({ calendar }) => (calendar ? heldBy(calendar) : [])).map(triggerOf),
  );
};

const triggerOf = ({ register, words, columns }: Held): Trigger => {
  const table = tableOf(register);
  const [number = ""] = columns;
  return {
    table,
    name: trigger,
    sql: `create constraint trigger ${trigger} after insert or update of ${columns.map(sqlName).join(", ")}
        on ${table} deferrable initially deferred
        for each row execute function entry.hold_places(${words.map(sqlText).join(", ")});
      create index if not exists ${sqlName(`${register.id}_session`)} on ${table} (operation, ${sqlName(number)})`,
  };
};

/** Returns the number of the session that would have more people than places, where that is what the error says. */
export const fullSession = (error: unknown): string | undefined =>
  error instanceof DatabaseError && error.code === "23514" && error.constraint === "session_places"
    ? (error.detail ?? "")
    : undefined;
