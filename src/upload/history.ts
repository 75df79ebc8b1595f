import type { PoolClient } from "pg";
import { actorOf, type Who } from "../access/who.ts";
import type { House } from "../house.ts";
import type { UploadState } from "./shapes.ts";
import { mayTake } from "./upload.ts";

/** A file that came, as the history lists it. `file`: taken in another way than through the browser. */
export type HistoryRow = Readonly<{
  upload: string | null;
  file: number | null;
  operation: string;
  partner: string;
  register: string;
  name: string;
  by: string;
  at: string;
  state: UploadState;
  rows: number | null;
  refuse: number | null;
  added: number | null;
  changed: number | null;
  receipt: number | null;
  change: number | null;
  /** Whether the asker may take the original away, while it is there. */
  open: boolean;
}>;

export type HistoryFilter = Readonly<{
  operation?: string | undefined;
  partner?: string | undefined;
  register?: string | undefined;
}>;

/**
 * Returns a page (from 1) of the files that came in the asker's scope, the last ones first, whether they came through
 * the browser or were imported in another way.
 */
export const fileHistory = async (
  house: Pick<House, "guards" | "programme">,
  client: PoolClient,
  who: Who,
  { operation, partner, register }: HistoryFilter,
  { page, size }: Readonly<{ page: number; size: number }>,
): Promise<{ total: number; rows: HistoryRow[] }> => {
  const { guards } = house;
  const columns = { operation: "h.operation", partner: "h.partner" };
  const reads = guards.listing(who, "records:read", columns, 4);
  const brings = guards.listing(who, "files:import", columns, 4 + reads.values.length);
  const rooms = [...house.programme.registers.values()].flatMap(({ id, isRoom }) => (isRoom ? [id] : []));
  const after = 4 + reads.values.length + brings.values.length;
  const from = `from (
      select u.id as upload, u.file, u.operation, u.partner, u.register, u.name, 'account:' || u.account as actor,
        u.received_at as at, u.state, (u.summary ->> 'rows')::int as rows, (u.summary #>> '{counts,refuse}')::int as refuse,
        coalesce(u.summary #>> '{kept,added}', u.summary #>> '{fates,added}')::int as added,
        (coalesce(u.summary #>> '{kept,changed}', u.summary #>> '{fates,changed}')::int
          + coalesce(u.summary #>> '{kept,reEntered}', u.summary #>> '{fates,re_entered}')::int) as changed,
        u.receipt, (u.summary #>> '{kept,change}')::bigint as change
      from upload.upload u
      union all
      select null, f.id, f.operation, f.partner, f.register, f.name, f.actor, f.imported_at, 'kept', f.rows, 0, f.added,
        f.changed + f.re_entered, null, f.change
      from intake.file f where not exists (select from upload.upload u where u.file = f.id)
    ) h
    where ($1::text is null or h.operation = $1) and ($2::text is null or h.partner = $2)
      and ($3::text is null or h.register = $3) and (${reads.text} or ${brings.text})
      and (h.register <> all ($${after}::text[]) or h.actor = $${after + 1})`;
  const values = [
    operation ?? null,
    partner ?? null,
    register ?? null,
    ...reads.values,
    ...brings.values,
    rooms,
    actorOf(who),
  ];
  const counted = await client.query<{ total: number }>(`select count(*) as total ${from}`, values);
  const { rows } = await client.query<Omit<HistoryRow, "open">>(
    `select h.upload, h.file, h.operation, h.partner, h.register, h.name, access.name_of(h.actor) as by,
       to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, h.state, h.rows, h.refuse, h.added, h.changed,
       h.receipt, h.change
     ${from} order by h.at desc, h.name limit $${values.length + 1} offset $${values.length + 2}`,
    [...values, size, (page - 1) * size],
  );
  const gone: readonly UploadState[] = ["withdrawn", "expired"];
  return {
    total: counted.rows[0]?.total ?? 0,
    rows: rows.map((row) => ({ ...row, open: !gone.includes(row.state) && mayTake(house, who, row) })),
  };
};
