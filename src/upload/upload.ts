import type { Pool, PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { House } from "../house.ts";
import { type Overlay, saidFields } from "../intake/overlay.ts";
import type { Text } from "../language.ts";
import { Problem } from "../problem.ts";
import type { Summary, UploadState } from "./shapes.ts";

/** An upload as the store keeps it. */
export type Upload = Readonly<{
  id: string;
  operation: string;
  partner: string;
  register: string;
  account: string;
  name: string;
  format: "xlsx" | "csv" | "paste";
  sha256: string;
  bytes: number;
  receivedAt: string;
  state: UploadState;
  round: number;
  checkedRound: number;
  columns: Readonly<Record<string, string | null>>;
  headerRow: Readonly<{ sheet: string | null; row: number }> | null;
  progress: number;
  definition: string;
  summary: Summary | null;
  problem: Text | null;
  askedBy: string | null;
  receipt: number | null;
  file: number | null;
  keptBy: string | null;
  endedAt: string | null;
}>;

/** The columns of `upload.upload` under the names that Upload has. */
const selected = `u.id, u.operation, u.partner, u.register, u.account, u.name, u.format, u.sha256, u.bytes,
  to_char(u.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt", u.state, u.round,
  u.checked_round as "checkedRound", u.columns, u.header_row as "headerRow", u.progress, u.definition, u.summary,
  u.problem, u.asked_by as "askedBy", u.receipt, u.file, u.kept_by as "keptBy",
  to_char(u.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "endedAt"`;

/** Returns the upload, undefined when it is not there or the asker may not know of it. */
export const findUpload = async (client: Pool | PoolClient, id: string): Promise<Upload | undefined> => {
  const { rows } = await client.query<Upload>(`select ${selected} from upload.upload u where u.id = $1`, [
    id,
  ]);
  return rows[0];
};

/** Returns the register that the upload is for. Throws when the programme no longer has it. */
export const registerOf = (programme: Programme, { register }: Pick<Upload, "register">): Register => {
  const found = programme.registers.get(register);
  if (!found)
    throw new Problem(409, "register_gone", {
      fr: "Ce registre ne fait plus partie du programme.",
      nl: "Dit register maakt geen deel meer uit van het programma.",
      en: "This register is no longer part of the programme.",
    });
  return found;
};

/** What of the house an upload needs: a job has no guards to ask. */
export type UploadHouse = Pick<House, "programme" | "pool" | "dataFolder">;

type Guarded = Pick<House, "guards" | "programme">;

/** A file that is there belongs to somebody; one that is about to come does not yet. */
type FilePlace = Readonly<{ operation: string; partner: string; register?: string; account?: string }>;

/** Returns whether the asker may bring in, mend and keep files there. What goes into rooms is its own author's. */
export const mayBring = (house: Guarded, who: Who, place: FilePlace): boolean =>
  house.guards.record(who, "files:import", place) && isOpenFile(house, who, place);

/** A file for a register with rooms may tell of any of them: only who brought it looks into it. */
const isOpenFile = ({ programme }: Guarded, who: Who, { register, account }: FilePlace): boolean =>
  account === undefined ||
  account === who.account ||
  programme.registers.get(register ?? "")?.isRoom !== true;

/** Returns whether the asker may see what a file of that partner holds: originals name people. */
export const mayOpen = (house: Guarded, who: Who, place: FilePlace): boolean =>
  mayBring(house, who, place) ||
  (house.guards.record(who, "records:read", place) &&
    house.guards.identity(who, place) &&
    isOpenFile(house, who, place));

/** Whether a file for the register holds answers of a special category. */
const holdsSpecial = ({ programme }: Pick<House, "programme">, register: string): boolean =>
  [...(programme.registers.get(register)?.fields.values() ?? [])].some(
    ({ sensitivity }) => sensitivity === "special",
  );

/** Returns whether the asker may see all that a file holds, answers of a special category among it. */
export const mayTake = (house: Guarded, who: Who, place: FilePlace & { register: string }): boolean =>
  mayOpen(house, who, place) &&
  (mayBring(house, who, place) || !holdsSpecial(house, place.register) || house.guards.special(who, place));

/** Returns whether the asker may know that the file came: who, when, what became of it. */
export const mayKnow = (house: Guarded, who: Who, place: FilePlace): boolean =>
  mayBring(house, who, place) ||
  (house.guards.record(who, "records:read", place) && isOpenFile(house, who, place));

/** Returns whether the database too lets the asker see what the file holds. */
export const isOpenToAsker = async (client: PoolClient, { id }: Pick<Upload, "id">): Promise<boolean> => {
  const { rows } = await client.query<{ open: boolean }>(
    "select $1 = any ((select upload.open_to_asker())::uuid[]) as open",
    [id],
  );
  return rows[0]?.open === true;
};

/** Returns whether the database too lets the asker see all that a file for this place holds. */
export const isWholeToAsker = async (
  house: Pick<House, "programme">,
  client: PoolClient,
  { operation, partner, register }: Readonly<{ operation: string; partner: string; register: string }>,
): Promise<boolean> => {
  const { rows } = await client.query<{ whole: boolean }>(
    `select access.reaches('files:import', $1, $2) or (access.reaches('records:read', $1, $2)
       and access.reaches('identity:read', $1, $2) and (not $3 or access.reaches('special:read', $1, $2))) as whole`,
    [operation, partner, holdsSpecial(house, register)],
  );
  return rows[0]?.whole === true;
};

/** Returns what was said of the columns and mended on screen, to be laid over the file. */
export const overlayOf = async (
  client: Pool | PoolClient,
  upload: Upload,
  register: Register,
): Promise<Overlay> => {
  const { rows } = await client.query<{ sheet: string; row: number; col: number; value: string }>(
    "select sheet, row, col, value from upload.mend where upload = $1 order by sheet, row, col",
    [upload.id],
  );
  const sheetOf = (name: string) => (upload.format === "xlsx" ? name : undefined);
  return {
    columns: {
      fields: saidFields(register, upload.columns),
      headerRow: upload.headerRow
        ? { sheet: upload.headerRow.sheet ?? undefined, row: upload.headerRow.row }
        : undefined,
    },
    mends: rows.map(({ sheet, row, col, value }) => ({
      sheet: sheetOf(sheet),
      row,
      column: col < 0 ? null : col,
      value,
    })),
  };
};

/** Begins a new round: what was found so far no longer holds for the upload as it now stands. */
export const newRound = async (client: PoolClient, { id }: Upload): Promise<void> => {
  const { rowCount } = await client.query(
    "update upload.upload set round = round + 1, problem = null where id = $1 and state in ('received', 'checking', 'ready')",
    [id],
  );
  if (rowCount === 0) throw notOpenAnyMore();
};

/** The refusal of changes to an upload that is being kept, was kept, or is gone. */
export const notOpenAnyMore = (): Problem =>
  new Problem(409, "not_open", {
    fr: "Ce fichier ne peut plus être modifié : il a été repris, retiré ou est en train de l'être.",
    nl: "Dit bestand kan niet meer worden gewijzigd: het is overgenomen, ingetrokken of wordt net verwerkt.",
    en: "This file can no longer be changed: it was kept or withdrawn, or is being kept just now.",
  });
