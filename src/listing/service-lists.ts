import { clockField } from "../definition/clock/clock.ts";
import { dueSql } from "../definition/clock/sql.ts";
import { fieldsRead } from "../definition/condition/condition.ts";
import { clockColumns, fieldSql, spanSql, sqlText, toSql } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { Service, ServiceList } from "../definition/service/service.ts";
import type { Text } from "../language.ts";

/** A list that a service's file gives: the records that wait for its work. */
export type GivenList = Readonly<{
  /** How a filter names it. */
  code: string;
  label: Text;
  service: Service;
  list: ServiceList;
}>;

/** Returns the lists that the services give of a register, in the order of the services. */
export const listsOf = ({ services }: Pick<Programme, "services">, register: Register): GivenList[] =>
  [...services.values()].flatMap((service) =>
    service.lists.flatMap((list) => (list.register.id === register.id ? given(service, list) : [])),
  );

/** Returns a service's list as filters name it. */
export const given = (service: Service, list: ServiceList): GivenList => ({
  code: `${service.id}.${list.id}`,
  label: list.label,
  service,
  list,
});

/**
 * Returns the SQL of which records are in the list on a day, over the columns of the register's table: within the
 * service's operations, as its condition says, and where it has a deadline only what that deadline waits for.
 */
export const listSql = ({ service, list }: GivenList, today: string): string => {
  const { when, deadline, dueInDays } = list;
  const day = `DATE ${sqlText(today)}`;
  const parts = [`operation in (${service.operations.map(sqlText).join(", ")})`];
  if (when) parts.push(`coalesce(${toSql(when)}, false)`);
  if (deadline) {
    const columns = clockColumns(deadline);
    const opens = deadline.opens ? spanSql(columns.first, deadline.opens) : columns.first;
    parts.push(`${fieldSql(clockField(deadline, "awaited"))} IS NOT NULL`, `${opens} <= ${day}`);
    if (dueInDays !== undefined) parts.push(`${dueSql(columns)} <= ${day} + (${dueInDays})`);
  }
  return `(${parts.join(" AND ")})`;
};

/** Returns what the list reads of who somebody is or of a special category: it shows only where the asker may know. */
export const sensitiveParts = ({ list }: GivenList): ReadonlySet<"identity" | "special"> => {
  const reads = list.when ? [...fieldsRead(list.when)] : [];
  return new Set(reads.flatMap((id) => list.register.fields.get(id)?.sensitivity ?? []));
};
