import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import { notOpenAnyMore, type Upload } from "./upload.ts";

/** Which remarks are confirmed: one, all open ones of a kind, or all open ones. */
export type AskedConfirmation =
  Readonly<{ remark: number }> | Readonly<{ kind: number }> | Readonly<{ all: true }>;

/**
 * Notes that what is unusual is right, with who says so and when. It speaks of the value that is there now: another
 * value asks again. Remarks that must be mended cannot be confirmed. Returns how many were.
 */
export const confirm = async (
  client: PoolClient,
  who: Who,
  upload: Upload,
  asked: AskedConfirmation,
): Promise<number> => {
  if (upload.state !== "ready") throw notOpenAnyMore();
  const { rowCount } = await client.query(
    `insert into upload.confirmation (upload, sheet, row, col, rule, found, account)
     select distinct on (coalesce(r.sheet, ''), r.row, coalesce(r.col, -1), r.rule)
       r.upload, coalesce(r.sheet, ''), r.row, coalesce(r.col, -1), r.rule, r.found, $2
     from upload.remark r
     where r.upload = $1 and r.severity <> 'refuse' and not r.settled
       and ($3::int is null or r.n = $3) and ($4::int is null or r.kind = $4)
     on conflict (upload, sheet, row, col, rule)
     do update set found = excluded.found, account = excluded.account, at = clock_timestamp()
     where upload.confirmation.found <> excluded.found`,
    [upload.id, who.account, "remark" in asked ? asked.remark : null, "kind" in asked ? asked.kind : null],
  );
  return rowCount ?? 0;
};

/** Takes back what was confirmed of one remark. */
export const unconfirm = async (client: PoolClient, upload: Upload, remark: number): Promise<void> => {
  if (upload.state !== "ready") throw notOpenAnyMore();
  await client.query(
    `delete from upload.confirmation c using upload.remark r
     where r.upload = $1 and r.n = $2 and c.upload = r.upload and c.sheet = coalesce(r.sheet, '') and c.row = r.row
       and c.col = coalesce(r.col, -1) and c.rule = r.rule`,
    [upload.id, remark],
  );
};

/** The SQL by which a remark `r` is known to be confirmed as it stands. */
export const isConfirmed = `exists (
  select from upload.confirmation c where c.upload = r.upload and c.sheet = coalesce(r.sheet, '') and c.row = r.row
    and c.col = coalesce(r.col, -1) and c.rule = r.rule and c.found = r.found)`;

/** The SQL by which a remark `r` still waits for somebody. */
export const isOpen = `not r.settled and (r.severity = 'refuse' or not ${isConfirmed})`;
