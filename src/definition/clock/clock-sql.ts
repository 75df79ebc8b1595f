import { awaitsSql, clockColumns, fieldSql, spanSql, toSql } from "../condition/sql.ts";
import type { Deadline } from "../programme.ts";
import { daysSql, daysUsedSql, dueSql, isPausedSql } from "./sql.ts";

/** SQL expressions over a register's table, readable by PostgreSQL and by DuckDB. */
export type ClockSql = Readonly<{
  /** Whether it waits for somebody: begun, neither done nor lapsed, and nothing says that it stands still. */
  awaits: string;
  state: string;
  opens: string;
  due: string;
  daysLeft: string;
  daysUsed: string;
}>;

/** Returns how the clock of a deadline stands on a day, an SQL date: what `clockOf` says of one record. */
export const clockSql = (deadline: Deadline, day: string): ClockSql => {
  const columns = clockColumns(deadline);
  const { first, limit } = columns;
  const holds = (condition: Deadline["when"]) =>
    condition === undefined ? "false" : `coalesce(${toSql(condition)}, false)`;
  const runs = `(${first} IS NOT NULL AND ${limit} IS NOT NULL AND ${deadline.when ? holds(deadline.when) : "true"})`;
  const stopped = deadline.stops ? fieldSql(deadline.stops) : "CAST(NULL AS date)";
  const lapsed = deadline.lapses ? `${fieldSql(deadline.lapses)} IS NOT NULL` : "false";
  const opens = deadline.opens ? spanSql(first, deadline.opens) : first;
  const isOpen = `coalesce(${opens} <= ${day}, false)`;
  const due = dueSql(columns);
  const left = `(${daysSql(first, limit)} - ${daysUsedSql(columns, day)})`;
  const cases = (
    doneDated: string,
    done: string,
    closed: string,
    still: string,
    early: string,
    waits: string,
  ) =>
    `(CASE WHEN ${holds(deadline.done)} THEN CASE WHEN ${stopped} IS NULL THEN ${done} ELSE ${doneDated} END
      WHEN ${lapsed} THEN ${closed} WHEN ${holds(deadline.standsStill)} THEN ${still}
      WHEN NOT ${isOpen} THEN ${early} ELSE ${waits} END)`;
  const running = (value: string, otherwise: string) =>
    `(CASE WHEN ${runs} THEN ${value} ELSE ${otherwise} END)`;
  const none = "CAST(NULL AS integer)";
  return {
    awaits: `${awaitsSql(deadline)} AND ${limit} IS NOT NULL`,
    state: running(
      cases(
        `CASE WHEN ${stopped} > ${due} THEN 'late' ELSE 'in_time' END`,
        "'done'",
        "'lapsed'",
        "'paused'",
        "'not_started'",
        `CASE WHEN ${left} < 0 THEN 'overdue' WHEN ${isPausedSql(columns, day)} THEN 'paused' ELSE 'running' END`,
      ),
      "'not_started'",
    ),
    opens: running(opens, "CAST(NULL AS date)"),
    due: running(cases(due, due, due, "CAST(NULL AS date)", due, due), "CAST(NULL AS date)"),
    daysLeft: running(cases(none, none, none, none, none, left), none),
    daysUsed: running(
      cases(daysUsedSql(columns, stopped), none, none, none, none, daysUsedSql(columns, day)),
      none,
    ),
  };
};
