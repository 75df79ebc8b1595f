import type { Pool, PoolClient } from "pg";
import { sqlText } from "../definition/condition/sql.ts";
import type { Lifecycle, Programme } from "../definition/programme.ts";
import { tableOf } from "./table.ts";
import { keepTriggers } from "./triggers.ts";

/** A state that can follow another, and in how many transitions at least. */
export type Move = Readonly<{ from: string; to: string; steps: number }>;

/** Returns every state that can come after another, however many transitions it takes. */
export const movesOf = ({ transitions }: Lifecycle): Move[] => {
  const direct = new Map<string, Set<string>>();
  for (const { from, to } of transitions)
    for (const state of from) direct.set(state, (direct.get(state) ?? new Set()).add(to));
  return [...direct.keys()].flatMap((from) => {
    const reached = new Map<string, number>([[from, 0]]);
    for (let steps = 1, edge: readonly string[] = [from]; edge.length > 0; steps++) {
      edge = [...new Set(edge.flatMap((state) => [...(direct.get(state) ?? [])]))].filter(
        (state) => !reached.has(state),
      );
      for (const state of edge) reached.set(state, steps);
    }
    return [...reached].filter(([to]) => to !== from).map(([to, steps]) => ({ from, to, steps }));
  });
};

/**
 * Writes the moves of the programme's lifecycles into the database, and has it hold the application to them. Running
 * it again changes nothing; a lifecycle that a definition no longer has is held no more.
 */
export const holdMoves = async (
  pool: Pool | PoolClient,
  { registers }: Pick<Programme, "registers">,
): Promise<void> => {
  const moves = [...registers.values()].flatMap(({ id, lifecycle }) =>
    lifecycle ? movesOf(lifecycle).map((move) => ({ register: id, ...move })) : [],
  );
  // In one statement, so that a server at work never sees a table without moves.
  await pool.query(
    `with wanted as (
       select * from unnest($1::text[], $2::text[], $3::text[], $4::int[]) w (register, from_state, to_state, steps)
     ), gone as (
       delete from entry.move m
       where not exists (select from wanted w where (w.register, w.from_state, w.to_state) = (m.register, m.from_state, m.to_state))
     )
     insert into entry.move select * from wanted
     on conflict (register, from_state, to_state) do update set steps = excluded.steps`,
    [
      moves.map(({ register }) => register),
      moves.map(({ from }) => from),
      moves.map(({ to }) => to),
      moves.map(({ steps }) => steps),
    ],
  );
  const family = "holds_its_moves";
  await keepTriggers(
    pool,
    family,
    [...registers.values()].map(tableOf),
    [...registers.values()].flatMap((register) => {
      const field = register.lifecycle && register.fields.get(register.lifecycle.field);
      if (!field) return [];
      const table = tableOf(register);
      const words = [register.id, field.id, field.type].map(sqlText).join(", ");
      const sql = `create trigger ${family} before insert or update on ${table} for each row
        when (current_user = 'jalon_application') execute function entry.hold_move(${words})`;
      return { table, name: family, sql };
    }),
  );
};
