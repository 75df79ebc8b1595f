import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Desk } from "../entry/desk.ts";
import { notFound } from "../problem.ts";
import type { Organisations, OrganisationsBody } from "./shapes.ts";
import { readableSources, rowsSql, type Source, Values } from "./sources.ts";

const pageSize = 50;
const mostWords = 6;

/**
 * Returns the organisations with which something happened in a year, busiest first, or those that words of a name or
 * the beginning of a number find; and of the year, register by register, how many different organisations and how many
 * events: both, side by side. All within the asker's reach.
 */
export const listOrganisations = async (
  desk: Desk,
  { service, year = Number(desk.house.today().slice(0, 4)), search = "", page: asked = 1 }: OrganisationsBody,
): Promise<Organisations> => {
  const { programme } = desk.house;
  const given = service === undefined ? undefined : programme.services.get(service);
  if (service !== undefined && !given) throw notFound();
  const sources = readableSources(desk, service);
  if (given && sources.length === 0) throw notFound();
  const totals = await totalsOf(desk, sources, year);
  const found = await findOrganisations(desk, sources, year, search, asked);
  const first = Number(programme.framework.period.from.slice(0, 4));
  const last = Math.max(year, Number(desk.house.today().slice(0, 4)));
  return {
    year,
    years: Array.from({ length: last - first + 1 }, (_, at) => last - at),
    service: given ? { service: given.id, label: given.label } : null,
    totals,
    ...found,
  };
};

const eventSources = (sources: readonly Source[]) =>
  sources.flatMap((source) => (source.events ? [{ source, events: source.events }] : []));

/** Events of the year, one row each: number, register, day. */
const eventsSql = (desk: Desk, sources: readonly Source[], year: number, values: Values): string => {
  const told = eventSources(sources);
  if (told.length === 0)
    return "select null::text as number, null::text as register, null::date as day where false";
  const [from, until] = [values.add(`${year}-01-01`), values.add(`${year}-12-31`)];
  return told
    .map(({ source, events }) => {
      const day = sqlName(events.date.id);
      const columns = [`${sqlText(source.register.id)} as register`, `${day} as day`];
      return `${rowsSql(desk, source, columns, values)} and ${day} between ${from}::date and ${until}::date`;
    })
    .join(" union all ");
};

const totalsOf = async (
  desk: Desk,
  sources: readonly Source[],
  year: number,
): Promise<Organisations["totals"]> => {
  const values = new Values();
  const { rows } = await desk.client.query<{
    register: string;
    organisations: number;
    events: number;
    months: number[];
  }>(
    `select register, count(distinct number) as organisations, count(*) as events,
       array[${Array.from({ length: 12 }, (_, at) => `count(*) filter (where extract(month from day) = ${at + 1})`).join(", ")}]::int[] as months
     from (${eventsSql(desk, sources, year, values)}) e group by register`,
    values.list,
  );
  const byRegister = new Map(rows.map((row) => [row.register, row]));
  const none = { organisations: 0, events: 0, months: Array.from({ length: 12 }, () => 0) };
  return eventSources(sources).map(({ source: { register } }) => {
    const { organisations, events, months } = byRegister.get(register.id) ?? none;
    return { register: register.id, label: register.label, organisations, events, months };
  });
};

/** The name that the newest record of a register of organisations gives, one row for each number. */
const namesSql = (desk: Desk, sources: readonly Source[], values: Values): string => {
  const parts = sources.flatMap((source) =>
    source.name ? [rowsSql(desk, source, [`${sqlName(source.name.id)} as name`, "record"], values)] : [],
  );
  return parts.length === 0
    ? "select null::text as number, null::text as name where false"
    : `select distinct on (number) number, name from (${parts.join(" union all ")}) n order by number, record desc`;
};

const findOrganisations = async (
  desk: Desk,
  sources: readonly Source[],
  year: number,
  search: string,
  asked: number,
): Promise<Pick<Organisations, "page" | "pages" | "total" | "organisations">> => {
  const values = new Values();
  const events = eventsSql(desk, sources, year, values);
  const names = namesSql(desk, sources, values);
  const words = search
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, mostWords);
  const digits = search.replaceAll(/\D/g, "");
  const byName = words.map((word) => `strpos(listing.plain(n.name), listing.plain(${values.add(word)})) > 0`);
  const byNumber =
    digits.length >= 3
      ? sources.map(
          (source) =>
            `${rowsSql(desk, source, [], values)} and starts_with(${sqlName(source.number.id)}, ${values.add(digits)})`,
        )
      : [];
  const wanted =
    words.length === 0
      ? "select number from counted"
      : [`select n.number from named n where ${byName.join(" and ")}`, ...byNumber].join(" union ");
  const { rows } = await desk.client.query<{
    number: string;
    name: string | null;
    events: Record<string, number> | null;
    last: string | null;
    total: number;
  }>(
    `with event as materialized (${events}), named as materialized (${names}),
       counted as (select number, sum(count)::int as all, max(last) as last, jsonb_object_agg(register, count) as events
         from (select number, register, count(*)::int as count, max(day) as last from event group by number, register) e
         group by number)
     select w.number, n.name, c.events, c.last::text as last, count(*) over ()::int as total
     from (${wanted}) w left join counted c using (number) left join named n using (number)
     order by c.all desc nulls last, n.name, w.number
     limit ${pageSize} offset ${(asked - 1) * pageSize}`,
    values.list,
  );
  const total = rows[0]?.total ?? 0;
  return {
    page: asked,
    pages: Math.max(1, Math.ceil(total / pageSize)),
    total,
    organisations: rows.map(({ number, name, events: counts, last }) => ({
      number,
      name,
      events: eventSources(sources).flatMap(({ source: { register } }) => {
        const count = counts?.[register.id] ?? 0;
        return count === 0 ? [] : [{ register: register.id, count }];
      }),
      last,
    })),
  };
};
