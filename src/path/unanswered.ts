import type { PoolClient } from "pg";
import { numberOn } from "../definition/condition/parameter.ts";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Programme } from "../definition/programme.ts";
import type { PathHandOvers } from "../definition/service/path.ts";
import { tableOf } from "../register/table.ts";
import { allAnswers, allHandOvers } from "./service-path.ts";

/** So many hand-overs to one place that were to be answered the day before, told of to these roles on this day. */
export type Unanswered = Readonly<{
  roles: readonly string[];
  isLate: true;
  operation: string;
  partner: string;
  day: string;
  count: number;
}>;

/**
 * Returns what whoever should have answered a hand-over is told of: each once, on the day after it was due, of those
 * days after one day and until another. Whoever may write at that place is told. Needs the owner's role.
 */
export const unansweredHandOvers = async (
  client: PoolClient,
  programme: Pick<Programme, "services" | "operations" | "roles">,
  since: string,
  today: string,
): Promise<Unanswered[]> => {
  const roles = [...programme.roles.values()]
    .filter(({ rights }) => rights.includes("records:write"))
    .map(({ id }) => id);
  const found: Unanswered[] = [];
  for (const handOvers of allHandOvers(programme)) {
    const { rows } = await client.query<Omit<Unanswered, "roles" | "isLate">>(
      `select operation, partner, day::text as day, count(*)::int as count
       from (${waitingSql(handOvers, programme)}) w
       where day > $2::date and day <= $3::date group by operation, partner, day`,
      [numberOn(handOvers.answerDays, today) + 1, since, today],
    );
    found.push(...rows.map((row) => ({ ...row, roles, isLate: true as const })));
  }
  return found;
};

/** Hand-overs without an answer: where they went to, and the day ($1 days after they were made) on which that is late. */
const waitingSql = (
  { register, number, toOperation, toPartner, on, to }: PathHandOvers,
  programme: Pick<Programme, "services" | "operations">,
): string => {
  const of = (field: string) => `h.${sqlName(field)}`;
  const answered = allAnswers(programme).map(
    (answers) => `and not exists (select from ${tableOf(answers.register)} a
      where a.${sqlName(answers.handOver)} = ${of(number)} and a.${sqlName(answers.fromOperation)} = h.operation
        and a.${sqlName(answers.fromPartner)} = h.partner)`,
  );
  // An operation of one partner is addressed by its name alone.
  const only = to.flatMap((operation) => {
    const partners = programme.operations.get(operation)?.partners ?? [];
    return partners.length === 1 ? [`when ${sqlText(operation)} then ${sqlText(partners[0] ?? "")}`] : [];
  });
  const otherwise = only.length === 0 ? "''" : `case ${of(toOperation)} ${only.join(" ")} else '' end`;
  return `select ${of(toOperation)} as operation, coalesce(${of(toPartner)}, ${otherwise}) as partner, ${of(on)} + $1::int as day
    from ${tableOf(register)} h where true ${answered.join(" ")}`;
};
