import type { PoolClient } from "pg";
import { scopeSql } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Item } from "./item.ts";

const nothingMore = { label: null, overdue: 0, due: null } as const;

/** Returns the records that the asker began to write and did not finish. */
export const draftItems = async (client: PoolClient, who: Who): Promise<Item[]> => {
  type Row = {
    id: string;
    operation: string;
    partner: string;
    register: string;
    record: string | null;
    day: string;
  };
  const { rows } = await client.query<Row>(
    `select id, operation, partner, register, record::text as record,
       (saved_at at time zone 'Europe/Brussels')::date::text as day
     from entry.draft where account = $1 and ended_at is null order by saved_at limit 50`,
    [who.account],
  );
  return rows.map(({ id, operation, partner, register, record, day }): Item => ({
    ...nothingMore,
    id: `draft/${id}`,
    kind: "draft",
    turn: "yours",
    operation,
    partner,
    register,
    count: 1,
    since: day,
    href: `operations/${operation}/registers/${register}/${pageOf(record, partner)}draft=${id}`,
    details: record === null ? {} : { record },
  }));
};

/** The page on which a draft goes on: of a new record, or of one that is being changed. */
const pageOf = (record: string | null, partner: string): string =>
  record === null ? `new?partner=${partner}&` : `records/${record}/edit?`;

/** Returns the files that were brought in and wait to be mended, confirmed or kept, by whoever brings in files there. */
export const uploadItems = async (client: PoolClient, who: Who): Promise<Item[]> => {
  const mine = scopeSql(who, "files:import", { operation: "operation", partner: "partner" }, 2);
  if (mine.text === "false") return [];
  type Row = {
    id: string;
    operation: string;
    partner: string;
    register: string;
    name: string;
    state: string;
    day: string;
    own: boolean;
  };
  const { rows } = await client.query<Row>(
    `select id, operation, partner, register, name, state, account = $1 as own,
       (received_at at time zone 'Europe/Brussels')::date::text as day
     from upload.upload where state in ('ready', 'unreadable') and ended_at is null
       and ${mine.text}
     order by received_at limit 50`,
    [who.account, ...mine.values],
  );
  return rows.map(({ id, operation, partner, register, name, state, day, own }): Item => ({
    ...nothingMore,
    id: `upload/${id}`,
    kind: "upload",
    turn: own ? "yours" : "watch",
    operation,
    partner,
    register,
    count: 1,
    since: day,
    href: `files/${id}`,
    details: { name, state },
  }));
};

/** Returns the exports that the asker had made and that are still there to be taken. */
export const exportItems = async (client: PoolClient, who: Who): Promise<Item[]> => {
  type Row = { id: string; register: string; operation: string | null; day: string; until: string };
  const { rows } = await client.query<Row>(
    `select id, register, operation, (created_at at time zone 'Europe/Brussels')::date::text as day,
       (expires_at at time zone 'Europe/Brussels')::date::text as until
     from listing.export where account = $1 and state = 'ready' and expires_at > statement_timestamp()
     order by expires_at limit 20`,
    [who.account],
  );
  return rows.map(({ id, register, operation, day, until }): Item => ({
    ...nothingMore,
    id: `export/${id}`,
    kind: "export",
    turn: "watch",
    operation,
    partner: null,
    register,
    count: 1,
    since: day,
    due: until,
    href: "exports",
    details: {},
  }));
};
