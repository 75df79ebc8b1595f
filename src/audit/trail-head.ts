import type { MoneyDesk } from "../agreement/desk.ts";
import { anchorsPath, lastAnchor } from "../trail/anchors.ts";
import type { TrailHead } from "./trail-shapes.ts";

/** Returns the head of the trail, how far it is kept outside of the database, and the packages that were made. */
export const trailHead = async ({
  house,
  client,
}: MoneyDesk &
  Readonly<{ house: MoneyDesk["house"] & Readonly<{ dataFolder: string }> }>): Promise<TrailHead> => {
  const { rows: heads } = await client.query<{ seq: number; hash: string; at: string }>(
    `select c.seq, c.hash, c.at from (select h.seq, h.hash, h.at from audit.headers($1) h order by h.seq desc limit 1) c`,
    [Number.MAX_SAFE_INTEGER],
  );
  const { rows } = await client.query<
    Omit<TrailHead["packages"][number], "head"> & { headSeq: number; headHash: string }
  >(
    `select p.id, p.operation, to_char(p.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "madeAt",
       access.name_of(p.made_by) as "madeBy", p.sha256, p.bytes, p.head_seq as "headSeq", p.head_hash as "headHash"
     from audit.package p order by p.id desc limit 200`,
  );
  const anchored = await lastAnchor(anchorsPath(house.dataFolder));
  return {
    head: heads[0] ?? null,
    anchored: anchored ?? null,
    packages: rows.map(({ headSeq, headHash, ...row }) => ({
      ...row,
      head: { seq: headSeq, hash: headHash },
    })),
    operations: [...house.programme.operations.values()].map(({ id, title }) => ({ operation: id, title })),
  };
};
