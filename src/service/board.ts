import type { PoolClient } from "pg";
import type { Guards } from "../access/guards.ts";
import type { Who } from "../access/who.ts";
import { type ConditionField, fieldsRead } from "../definition/condition/condition.ts";
import { fieldSql, sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import type { Service, ServiceBoard } from "../definition/service/service.ts";
import { systemColumns } from "../listing/columns.ts";
import { stateFilter } from "../listing/saved-views.ts";
import type { Text } from "../language.ts";
import { type Filter, plainView, queryOfView } from "../listing/view.ts";
import { tableOf } from "../register/table.ts";
import type { ServicePage } from "./shapes.ts";

/** Returns the address of a register's list as a service sees it: of its one operation, or of all of them. */
export const listAddress = (
  service: Pick<Service, "operations">,
  register: Register,
  filters: Parameters<typeof queryOfView>[0]["filters"] = [],
): string => {
  const kept = service.operations.filter((id) => register.operations.includes(id));
  const [only] = kept;
  const isOne = kept.length === 1;
  const all =
    isOne || kept.length === register.operations.length
      ? filters
      : [{ field: systemColumns.operation, in: kept }, ...filters];
  const query = String(queryOfView({ ...plainView, filters: all }));
  return `${isOne ? `operations/${only}/` : ""}registers/${register.id}${query === "" ? "" : `?${query}`}`;
};

/**
 * Counts the records of a register that the asker may see by their state or another choice, each with the list that
 * holds them. Nothing where what it counts by is somebody's identity or of a special category.
 */
export const boardOf = async (
  client: PoolClient,
  { who, guards }: Readonly<{ who: Who; guards: Pick<Guards, "listing"> }>,
  service: Service,
  { register, by }: ServiceBoard,
): Promise<ServicePage["board"][number] | undefined> => {
  const counted = by ? byChoice(by) : byState(register);
  if (!counted || counted.reads.some((id) => register.fields.get(id)?.sensitivity !== undefined))
    return undefined;
  const scope = guards.listing(who, "records:read", { operation: "operation", partner: "partner" }, 2);
  const { rows } = await client.query<{ state: string | null; count: number }>(
    `select ${counted.sql} as state, count(*)::int as count from ${tableOf(register)}
     where operation = any ($1::text[]) and ${scope.text} group by 1`,
    [service.operations, ...scope.values],
  );
  const found = new Map(rows.map(({ state, count }) => [state, count]));
  // No answer is a state of its own where the definitions make it one; else it is named where there is one.
  const states = counted.states.filter(({ state, isUsual }) => isUsual || (found.get(state) ?? 0) > 0);
  return {
    register: register.id,
    label: register.label,
    by: by?.label ?? null,
    total: rows.reduce((sum, { count }) => sum + count, 0),
    states: states.map(({ state, label, filter }) => ({
      state: state ?? "",
      label,
      count: found.get(state) ?? 0,
      href: listAddress(service, register, [filter]),
    })),
  };
};

type Counted = Readonly<{
  sql: string;
  /** Fields that it reads. */
  reads: readonly string[];
  states: readonly Readonly<{ state: string | null; label: Text; filter: Filter; isUsual: boolean }>[];
}>;

const byState = ({ lifecycle, fields }: Register): Counted | undefined => {
  const field = lifecycle && fields.get(lifecycle.field);
  if (!lifecycle || !field) return undefined;
  const name = sqlName(field.id);
  return {
    sql:
      field.type === "choice"
        ? `coalesce(${name}, 'none')`
        : `case when ${name} is null then 'none' else 'known' end`,
    reads: [field.id],
    states: [...lifecycle.states].map(([state, label]) => ({
      state,
      label,
      filter: stateFilter(field.id, state),
      isUsual: field.type !== "choice" || state !== "none",
    })),
  };
};

const byChoice = (field: ConditionField): Counted => ({
  sql: fieldSql(field),
  reads: [...fieldsRead({ kind: "known", field, known: true })],
  states: [
    ...(field.choices ?? []).map(({ code, label }) => ({
      state: code,
      label,
      filter: { field: field.id, in: [code] },
      isUsual: true,
    })),
    { state: null, label: unanswered, filter: { field: field.id, answered: false }, isUsual: false },
  ],
});

const unanswered: Text = { fr: "sans réponse", nl: "zonder antwoord", en: "not answered" };
