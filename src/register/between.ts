import { DatabaseError, type Pool, type PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Limit, Programme, Register, Transition } from "../definition/programme.ts";
import { type Act, actOf } from "../definition/service/acts.ts";
import { noState } from "../definition/state.ts";
import {
  alike,
  boundsBy,
  boundSql,
  countedSql,
  differsSql,
  elsewhereSql,
  passes,
  sameOf,
  sourceSql,
} from "./between-sql.ts";
import { identityTableOf, tableOf } from "./table.ts";
import { keepTriggers, type Trigger } from "./triggers.ts";

const family = "between";

type Known = Pick<Programme, "registers" | "services">;

/** The row that the trigger is about, as it is at the end: it may have changed again since. */
const thisRow = (alias: string): string =>
  `${alias}."operation" = $1 ->> 'operation' and ${alias}."record" = ($1 ->> 'record')::bigint`;

/**
 * Has the database hold what records say beside others: how many may be alike and to how much they may add up, answers
 * that are those of a record they name, and steps that only the act of a mechanism takes. Running it again changes
 * nothing; what a definition no longer says is held no more.
 */
export const holdBetween = async (pool: Pool | PoolClient, programme: Known): Promise<void> => {
  const registers = [...programme.registers.values()];
  await keepTriggers(
    pool,
    family,
    registers.map(tableOf),
    registers.flatMap((register) => [
      ...register.limits.flatMap((limit) =>
        limit.severity === "refuse" ? [limitTrigger(programme, register, limit)] : [],
      ),
      ...boundsBy(programme, register).flatMap(({ counted, limit, most }) => {
        if (limit.severity !== "refuse") return [];
        const bound = boundSql(register, most, sourceSql(register, most.by));
        const question = `select exists (select from (${bound}) o where ${thisRow("o")} and exists (
          select from (${countedSql(counted, limit, sourceSql(counted, limit.same))}) q
          where q.operation = o.operation and q.is_counted and ${alike("q", "o", counted, limit)}
          having count(*) > 0 and sum(q.amount) ${passes(limit)} o.most))`;
        return [triggerOf(register, `${counted.id}_${limit.id}`, "insert or update", question)];
      }),
      ...[...register.fields.values()].flatMap((field) => {
        const same = sameOf(programme, register, field);
        if (!same) return [];
        const isOld = [field.id, same.through.id]
          .map((id) => `$2 ->> ${sqlText(id)} is not distinct from $1 ->> ${sqlText(id)}`)
          .join(" and ");
        const differs = differsSql(register, field, same, "r", `r."operation"`);
        const question = `select not ($2 is not null and ${isOld}) and exists (
          select from ${tableOf(register)} r where ${thisRow("r")} and ${differs})`;
        return [triggerOf(register, `same_${field.id}`, "insert or update", question)];
      }),
      ...(register.lifecycle?.transitions ?? []).flatMap((transition) => {
        const act = actOf(programme, register, transition);
        return act ? [actTrigger(register, transition, act)] : [];
      }),
    ]),
  );
};

const triggerOf = (
  register: Register,
  name: string,
  events: string,
  question: string,
  more: readonly string[] = [],
): Trigger => {
  const table = tableOf(register);
  const whole = `${family}_${name}`.slice(0, 63);
  return {
    table,
    name: whole,
    sql: [
      `create constraint trigger ${sqlName(whole)} after ${events} on ${table} deferrable initially deferred
        for each row execute function entry.hold_between(${sqlText(`${register.id}.${name}`)}, ${sqlText(question)})`,
      ...more,
    ].join(";\n"),
  };
};

const limitTrigger = ({ registers }: Known, register: Register, limit: Limit): Trigger => {
  const counted = countedSql(register, limit, sourceSql(register, limit.same));
  const elsewhere = elsewhereSql(registers, limit);
  const total = `(select coalesce(sum(q.amount), 0) from (${counted}) q
    where q.operation = m.operation and q.is_counted and ${alike("q", "m", register, limit)})`;
  const isPassed = elsewhere
    ? `exists (select from (${elsewhere}) o where o.operation = m.operation and ${alike("o", "m", register, limit)}
        and ${total} ${passes(limit)} o.most)`
    : `${total} > m.most`;
  // Of what is gone only the row itself is left: what it added is missing where it stood.
  const gone = countedSql(register, limit, `jsonb_populate_record(null::${tableOf(register)}, $2) as whole`);
  const question = `select exists (select from (${counted}) m
      where ${thisRow("m")} and m.is_counted and m.is_told and ${isPassed})
    ${limit.isExact ? `or exists (select from (${gone}) m where m.is_counted and ${isPassed})` : ""}`;
  const events = limit.isExact ? "insert or update or delete" : "insert or update";
  const stored = limit.same.flatMap((id) => register.fields.get(id) ?? []);
  const indexes = [
    { table: tableOf(register), fields: stored.filter(({ sensitivity }) => sensitivity !== "identity") },
    {
      table: identityTableOf(register),
      fields: stored.filter(({ sensitivity }) => sensitivity === "identity"),
    },
  ];
  return triggerOf(
    register,
    limit.id,
    events,
    question,
    indexes
      .filter(({ fields }) => fields.length > 0)
      .map(
        ({ table, fields }) =>
          `create index if not exists ${sqlName(`${register.id}_${limit.id}`.slice(0, 63))} on ${table}
            (operation, ${fields.map(({ id }) => sqlName(id)).join(", ")})`,
      ),
  );
};

/** Whoever goes this step leaves what the act would have written; back the way it came nothing is asked. */
const actTrigger = (register: Register, { id, from, to }: Transition, { writes, gives }: Act): Trigger => {
  const state = sqlName(register.lifecycle?.field ?? "");
  const [ours, theirs] = [gives.map(({ source }) => source), gives.map(({ field }) => field)];
  const whole = (of: Register, fields: readonly string[], alias: string) =>
    `(select * from ${sourceSql(of, fields)}) ${alias}`;
  const question = `select $2 is not null
    and coalesce($2 ->> ${sqlText(register.lifecycle?.field ?? "")}, ${sqlText(noState)}) in (${from.map(sqlText).join(", ")})
    and exists (select from ${whole(register, ours, "m")} where ${thisRow("m")} and m.${state} = ${sqlText(to)}
      and not exists (select from ${whole(writes, theirs, "o")} where o."operation" = m."operation"
        and ${gives.map(({ field, source }) => `o.${sqlName(field)} = m.${sqlName(source)}`).join(" and ")}))`;
  return triggerOf(register, `step_${id}`, "update", question);
};

/** Returns what does not hold between records, as `register.name`, where that is what the database says. */
export const brokenBetween = (error: unknown): string | undefined =>
  error instanceof DatabaseError && error.code === "23514" && error.constraint === "between_records"
    ? (error.detail ?? "")
    : undefined;
