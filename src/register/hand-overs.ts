import type { Pool, PoolClient } from "pg";
import { sqlText } from "../definition/condition/sql.ts";
import type { Programme } from "../definition/programme.ts";
import { tableOf } from "./table.ts";
import { keepTriggers } from "./triggers.ts";

const trigger = "holds_its_answers";

/** Writes into the database which registers say who supports a person, so that support by two at once can be told. */
const keepPrincipals = async (
  pool: Pool | PoolClient,
  { services }: Pick<Programme, "services">,
): Promise<void> => {
  const all = [...services.values()].flatMap(({ path }) => path?.principal ?? []);
  await pool.query(
    `with wanted as (
       select distinct * from unnest($1::text[], $2::text[], $3::text[]) w (register, from_field, until_field)
     ), gone as (
       delete from path.principal p where not exists (select from wanted w where w.register = p.register)
     )
     insert into path.principal select * from wanted
     on conflict (register) do update set from_field = excluded.from_field, until_field = excluded.until_field`,
    [all.map(({ register }) => register.id), all.map(({ from }) => from), all.map(({ until }) => until)],
  );
};

/**
 * Has the database hold it that a hand-over is answered by whom it was addressed to, and about the person who was handed
 * over. Running it again changes nothing; a register that answers nothing any more is held no more.
 */
export const holdAnswers = async (
  pool: Pool | PoolClient,
  { services, registers }: Pick<Programme, "services" | "registers">,
): Promise<void> => {
  await keepPrincipals(pool, { services });
  const paths = [...services.values()].flatMap(({ path }) => path ?? []);
  const sent = paths.flatMap(({ handOvers }) =>
    handOvers ? [handOvers.register.id, handOvers.number, handOvers.toOperation, handOvers.toPartner] : [],
  );
  await keepTriggers(
    pool,
    trigger,
    [...registers.values()].map(tableOf),
    paths.flatMap(({ answers }) => {
      if (!answers) return [];
      const table = tableOf(answers.register);
      const words = [answers.handOver, answers.fromOperation, answers.fromPartner, ...sent];
      const sql = `create trigger ${trigger} before insert or update on ${table} for each row
        when (current_user = 'jalon_application') execute function path.hold_answer(${words.map(sqlText).join(", ")})`;
      return { table, name: trigger, sql };
    }),
  );
};
