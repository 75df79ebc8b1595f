import type { PoolClient } from "pg";
import { scopeOf } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Programme } from "../definition/programme.ts";
import type { Item } from "./item.ts";

const firstOfMonth = (day: string): string => `${day.slice(0, 8)}01`;
const lastOfMonth = (day: string): string => {
  const date = Temporal.PlainDate.from(day);
  return date.with({ day: date.daysInMonth }).toString();
};

/**
 * Returns the partners of running operations of whom nothing came in this month, operation by operation: no file, no
 * record written. For whoever reads the records of all of the programme.
 */
export const silenceItems = async (
  client: PoolClient,
  programme: Programme,
  who: Who,
  today: string,
): Promise<Item[]> => {
  if (scopeOf(who, "records:read") !== "everywhere") return [];
  const running = [...programme.operations.values()].filter(
    ({ starts, ends, registers }) => starts <= today && today <= ends && registers.length > 0,
  );
  if (running.length === 0) return [];
  const { rows } = await client.query<{ operation: string; partner: string; day: string }>(
    `select r.operation, r.partner, max((c.at at time zone 'Europe/Brussels')::date)::text as day
     from trail.reach r join trail.change c on c.seq = r.change
     where r.operation = any ($1) group by r.operation, r.partner`,
    [running.map(({ id }) => id)],
  );
  const last = new Map(rows.map(({ operation, partner, day }) => [`${operation}/${partner}`, day]));
  return running.flatMap(({ id, starts, partners }): Item[] => {
    const silent = partners.filter((partner) => (last.get(`${id}/${partner}`) ?? "") < firstOfMonth(today));
    if (silent.length === 0) return [];
    const [only, ...others] = silent;
    const since = silent.map((partner) => last.get(`${id}/${partner}`) ?? starts).toSorted()[0];
    return [
      {
        id: `silence/${id}`,
        kind: "silence",
        turn: "watch",
        label: null,
        operation: id,
        partner: others.length === 0 && only !== undefined ? only : null,
        register: null,
        count: silent.length,
        overdue: 0,
        since: since ?? null,
        due: lastOfMonth(today),
        href: `operations/${id}`,
        details: { partners: partners.length },
      },
    ];
  });
};
