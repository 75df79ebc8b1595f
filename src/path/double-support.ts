import { scopeOf } from "../access/scope.ts";
import { partnerName } from "../definition/names.ts";
import { tableOf } from "../register/table.ts";
import type { Text } from "../language.ts";
import { type PathDesk, peopleOf } from "./asker.ts";
import type { OnPath } from "./service-path.ts";
import type { PathPage } from "./shapes.ts";

type Double = {
  operation: string;
  partner: string;
  record: number;
  since: string;
  otherPartner: string;
  otherSince: string;
};

/**
 * Returns whom another institution supports at the same time: to an institution, its own people with the other's name
 * and the month since which; to whoever reads in the whole programme, how many people which two institutions share.
 */
export const doubleSupport = async (
  desk: PathDesk,
  { service, path }: OnPath,
): Promise<PathPage["doubles"]> => {
  const { principal } = path;
  if (!principal) return null;
  const { programme } = desk.house;
  const doubles = await doublesOf(desk, path, desk.house.today());
  const seen = doubles.filter(({ operation, partner }) =>
    desk.house.guards.record(desk.who, "records:read", { operation, partner }),
  );
  if (scopeOf(desk.who, "records:read") === "everywhere") {
    const pairs = new Map<string, { institutions: [Text, Text]; people: number }>();
    for (const { partner, otherPartner } of seen) {
      if (partner > otherPartner) continue;
      const key = `${partner}/${otherPartner}`;
      const institutions: [Text, Text] = [
        partnerName(programme, partner),
        partnerName(programme, otherPartner),
      ];
      pairs.set(key, { institutions, people: (pairs.get(key)?.people ?? 0) + 1 });
    }
    const all = [...pairs.values()].toSorted((a, b) => b.people - a.people);
    const people = all.reduce((sum, pair) => sum + pair.people, 0);
    return { register: principal.register.id, rows: [], pairs: all, people };
  }
  const keys = await keysOf(desk, tableOf(principal.register), seen);
  const people = await peopleOf(desk, path.participants, [...keys.values()], service.operations);
  return {
    register: principal.register.id,
    pairs: null,
    people: new Set(seen.map(({ operation, record }) => `${operation}/${record}`)).size,
    rows: seen.map(({ operation, partner, record, otherPartner, otherSince }) => ({
      operation,
      register: principal.register.id,
      record,
      partner,
      partnerName: partnerName(programme, partner),
      person: people.get(keys.get(`${operation}/${record}`) ?? "") ?? null,
      other: partnerName(programme, otherPartner),
      since: otherSince,
    })),
  };
};

/** Returns the asker's records of support whose person another institution supports on that day as well. */
export const doublesOf = async (
  { client }: PathDesk,
  { principal }: OnPath["path"],
  today: string,
): Promise<Double[]> => {
  if (!principal) return [];
  const { rows } = await client.query<Double>(
    `select operation, partner, record, since::text as since, other_partner as "otherPartner",
       other_since::text as "otherSince"
     from path.double_support($1, $2) order by other_since desc, record`,
    [principal.register.id, today],
  );
  return rows;
};

const keysOf = async (
  { client }: PathDesk,
  table: string,
  records: readonly Double[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query<{ operation: string; record: number; key: string | null }>(
    `select r.operation, r.record, encode(r.person_key, 'hex') as key from ${table} r
     join unnest($1::text[], $2::bigint[]) as w (operation, record)
       on w.operation = r.operation and w.record = r.record`,
    [records.map(({ operation }) => operation), records.map(({ record }) => record)],
  );
  return new Map(
    rows.flatMap(({ operation, record, key }) => (key === null ? [] : [[`${operation}/${record}`, key]])),
  );
};
