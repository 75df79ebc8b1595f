import type { Pool } from "pg";
import { asOwner } from "../database/transaction.ts";
import { bytesWithoutUpload, folderLock, removeBytes } from "./keep-bytes.ts";
import type { UploadHouse } from "./upload.ts";

/** How long an upload that is not kept stays, in days; its pages say so. */
export const daysUntilLetGo = 30;

/**
 * Lets go of the content of uploads that were withdrawn or not kept in time: bytes, rows, remarks and mends. What is
 * left is that a file came, from whom and when. What was kept stays, its original with the originals.
 */
export const sweepUploads = async ({
  pool,
  dataFolder,
}: Pick<UploadHouse, "pool" | "dataFolder">): Promise<void> => {
  await asOwner(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [folderLock]);
    await client.query(
      `update upload.upload set state = 'expired', ended_at = clock_timestamp()
       where state in ('received', 'checking', 'ready', 'unreadable')
         and received_at < clock_timestamp() - make_interval(days => $1)`,
      [daysUntilLetGo],
    );
    for (const table of ["row", "remark", "mend", "confirmation"])
      await client.query(
        `delete from upload.${table} t using upload.upload u
         where u.id = t.upload and u.state in ('withdrawn', 'expired')`,
      );
    // Kept ones lie with the originals as well.
    const { rows } = await client.query<{ sha256: string }>(
      `select sha256 from upload.upload group by sha256
       having bool_and(state in ('withdrawn', 'expired', 'kept'))
         and max(coalesce(ended_at, received_at)) > clock_timestamp() - interval '60 days'`,
    );
    const known = await client.query<{ sha256: string }>("select distinct sha256 from upload.upload");
    const left = await bytesWithoutUpload(dataFolder, new Set(known.rows.map(({ sha256 }) => sha256)));
    for (const name of [...rows.map(({ sha256 }) => sha256), ...left]) await removeBytes(dataFolder, name);
  });
};

/** Takes up again what a server that died was doing: checks and keepings that had begun. Run when a server starts. */
export const resumeUploads = async ({ pool }: { pool: Pool }): Promise<void> => {
  await pool.query(
    `select jobs.add(case state when 'keeping' then 'upload_keep' else 'upload_check' end,
       json_build_object('upload', id))
     from upload.upload where state in ('received', 'checking', 'keeping')`,
  );
  await pool.query("select jobs.add('upload_sweep', '{}')");
};
