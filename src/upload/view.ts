import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { Register } from "../definition/programme.ts";
import type { House } from "../house.ts";
import type { Text } from "../language.ts";
import { kindProgress, type KindProgress } from "./remarks.ts";
import type { FieldWords, Kept, Summary } from "./shapes.ts";
import { daysUntilLetGo } from "./sweep.ts";
import { isOpenToAsker, mayBring, mayOpen, mayTake, registerOf, type Upload } from "./upload.ts";

/** An upload as its page shows it. */
export type UploadView = Readonly<{
  id: string;
  operation: string;
  partner: string;
  register: string;
  name: string;
  format: Upload["format"];
  sha256: string;
  bytes: number;
  by: string;
  receivedAt: string;
  state: Upload["state"];
  /** Rows looked at so far. */
  progress: number;
  /** Which check this is: what was listed of an earlier one no longer holds. */
  check: number;
  /** Something was said or mended since the last check. */
  stale: boolean;
  summary: Summary | null;
  kinds: readonly KindProgress[];
  mends: number;
  problem: Upload["problem"];
  /** Until when it stays if it is not kept, as a day. */
  until: string | null;
  /** The same file, kept before. */
  same: Readonly<{ id: string; receipt: number | null; at: string }> | null;
  receipt: (Kept & Readonly<{ number: number; at: string; by: string; undone: boolean }>) | null;
  /** take: all that the file holds, answers of a special category among it. */
  may: Readonly<{ open: boolean; take: boolean; bring: boolean }>;
  /** Registers from which empty cells can be filled, by what they are called. */
  fillsFrom: readonly Text[];
  fields: readonly FieldWords[];
}>;

/** Returns an upload as its page shows it to the asker; what only those may see who open the file is left out for others. */
export const viewUpload = async (
  house: Pick<House, "programme" | "guards">,
  client: PoolClient,
  who: Who,
  upload: Upload,
): Promise<UploadView> => {
  const open = mayOpen(house, who, upload) && (await isOpenToAsker(client, upload));
  const { rows } = await client.query<{ by: string; keptBy: string | null; mends: number; until: string }>(
    `select access.name_of('account:' || $2) as by, access.name_of('account:' || $3) as "keptBy",
       (select count(*) from upload.mend where upload = $1) as mends,
       (($4::timestamptz + make_interval(days => $5))::date)::text as until`,
    [upload.id, upload.account, upload.keptBy, upload.receivedAt, daysUntilLetGo],
  );
  const same = await client.query<{ id: string; receipt: number | null; at: string }>(
    `select id, receipt, to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from upload.upload
     where sha256 = $1 and operation = $2 and partner = $3 and register = $4 and id <> $5 and state = 'kept'
     order by ended_at desc limit 1`,
    [upload.sha256, upload.operation, upload.partner, upload.register, upload.id],
  );
  const { summary } = upload;
  const kept = summary?.kept;
  const undone = kept?.change == null ? false : await isUndone(client, kept.change);
  const openStates: readonly Upload["state"][] = ["received", "checking", "ready", "unreadable"];
  return {
    id: upload.id,
    operation: upload.operation,
    partner: upload.partner,
    register: upload.register,
    name: upload.name,
    format: upload.format,
    sha256: upload.sha256,
    bytes: upload.bytes,
    by: rows[0]?.by ?? "",
    receivedAt: upload.receivedAt,
    state: upload.state,
    progress: upload.progress,
    check: upload.checkedRound,
    stale: upload.state === "ready" && upload.checkedRound !== upload.round,
    summary: summary && !open ? withoutWords(summary) : summary,
    kinds: open && upload.state === "ready" ? await kindProgress(client, upload) : [],
    mends: open ? (rows[0]?.mends ?? 0) : 0,
    problem: upload.problem,
    until: openStates.includes(upload.state) ? (rows[0]?.until ?? null) : null,
    same: same.rows[0] ?? null,
    receipt:
      kept && upload.receipt !== null
        ? { ...kept, number: upload.receipt, at: upload.endedAt ?? "", by: rows[0]?.keptBy ?? "", undone }
        : null,
    may: { open, take: open && mayTake(house, who, upload), bring: mayBring(house, who, upload) },
    fillsFrom: registerOf(house.programme, upload).fills.flatMap(
      ({ from }) => house.programme.registers.get(from)?.label ?? [],
    ),
    fields: fieldWords(registerOf(house.programme, upload)),
  };
};

/** Headers are words of the file: without headers of its own, they are its first row, and that may name somebody. */
const withoutWords = (summary: Summary): Summary => ({ ...summary, sheets: [], kinds: [] });

/** Whether a later change took back what this one did. */
const isUndone = async (client: PoolClient, change: number): Promise<boolean> => {
  const { rowCount } = await client.query("select from entry.act where undoes = $1", [change]);
  return (rowCount ?? 0) > 0;
};

/** Returns the fields of a register as the pages of a file name them. */
export const fieldWords = (register: Register): FieldWords[] =>
  [...register.fields.values()].map(({ id, label, help, type, required, sensitivity, choices }) => ({
    field: id,
    label,
    help: help ?? null,
    type,
    required: required === true,
    identity: sensitivity === "identity",
    special: sensitivity === "special",
    choices: choices?.map(({ code, label }) => ({ code, label })) ?? null,
  }));
