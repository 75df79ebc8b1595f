import type { PoolClient } from "pg";
import { asOwner } from "../database/transaction.ts";
import { importFile, WallError } from "../intake/import.ts";
import type { House } from "../house.ts";
import type { Text } from "../language.ts";
import { Problem } from "../problem.ts";
import { checkUpload } from "./check.ts";
import { confirm, isOpen } from "./confirm.ts";
import { pathOf } from "./keep-bytes.ts";
import type { Kept } from "./shapes.ts";
import type { Who } from "../access/who.ts";
import { placeTakenOn } from "../register/places.ts";
import { brokenBetween } from "../register/between.ts";
import { fullSession } from "../register/session-places.ts";
import {
  findUpload,
  notOpenAnyMore,
  overlayOf,
  registerOf,
  type Upload,
  type UploadHouse,
} from "./upload.ts";

/**
 * Asks for an upload to be kept, as the asker's session may. `confirmOpen`: with it, the asker confirms all that is
 * still to be confirmed. Asked again while it is being kept or once it was, nothing more happens. Throws Problem
 * when there is something to mend or to confirm, or when what was found no longer holds.
 */
export const askToKeep = async (
  house: Pick<House, "addJob">,
  client: PoolClient,
  who: Who,
  upload: Upload,
  confirmOpen: boolean,
): Promise<void> => {
  if (upload.state === "keeping" || upload.state === "kept") return;
  if (upload.state !== "ready") throw notOpenAnyMore();
  if (upload.checkedRound !== upload.round) throw notChecked();
  if ((upload.summary?.counts.refuse ?? 1) > 0) throw mustMend();
  if (confirmOpen) await confirm(client, who, upload, { all: true });
  const { rows } = await client.query<{ open: number }>(
    `select count(*) as open from upload.remark r where r.upload = $1 and ${isOpen}`,
    [upload.id],
  );
  if ((rows[0]?.open ?? 0) > 0) throw toConfirm();
  const { rowCount } = await client.query(
    `update upload.upload set state = 'keeping', progress = 0, problem = null, asked_by = access.session_id()
     where id = $1 and state = 'ready' and round = $2 and checked_round = round`,
    [upload.id, upload.round],
  );
  // Somebody else, or the same person in another tab, was quicker.
  if (rowCount === 0) return;
  await house.addJob(client, "upload_keep", { upload: upload.id });
};

const notChecked = () =>
  new Problem(409, "not_checked", {
    fr: "Le fichier a été corrigé depuis sa dernière vérification : vérifiez-le à nouveau.",
    nl: "Het bestand is gewijzigd sinds de laatste controle: controleer het opnieuw.",
    en: "The file was mended since it was last checked: check it again.",
  });
const mustMend = () =>
  new Problem(409, "must_mend", {
    fr: "Il reste des points à corriger ; un fichier est repris en entier ou pas du tout.",
    nl: "Er zijn nog punten te verbeteren; een bestand wordt volledig of helemaal niet overgenomen.",
    en: "Something must still be mended; a file is kept whole or not at all.",
  });
const toConfirm = () =>
  new Problem(409, "to_confirm", {
    fr: "Il reste des points à confirmer.",
    nl: "Er zijn nog punten te bevestigen.",
    en: "Something must still be confirmed.",
  });

const ended: Text = {
  fr: "Rien n'a été repris : votre session s'est terminée ou votre droit a été retiré entre-temps. Reconnectez-vous, puis reprenez le fichier.",
  nl: "Er is niets overgenomen: uw sessie is intussen beëindigd of uw recht is ingetrokken. Meld u opnieuw aan en neem het bestand over.",
  en: "Nothing was kept: your session has ended or your right was removed meanwhile. Sign in again, then keep the file.",
};
const otherwise: Text = {
  fr: "Rien n'a été repris : le registre a changé depuis l'aperçu. Le fichier a été vérifié à nouveau ; voyez ci-dessous.",
  nl: "Er is niets overgenomen: het register is veranderd sinds het voorbeeld. Het bestand is opnieuw gecontroleerd; zie hieronder.",
  en: "Nothing was kept: the register has changed since the preview. The file was checked again; see below.",
};

/** A row of the file promises a place that is not free: no row is wrong by itself, so none is marked. */
const noPlace = (day: string): Text => {
  const written = day.split("-").toReversed().join("/");
  return {
    fr: `Rien n'a été repris : le fichier promet une place qui n'est pas libre le ${written}. Corrigez la ligne, puis reprenez le fichier.`,
    nl: `Er is niets overgenomen: het bestand belooft een plaats die niet vrij is op ${written}. Verbeter de rij en neem het bestand over.`,
    en: `Nothing was kept: the file promises a place that is not free on ${written}. Correct the row, then keep the file.`,
  };
};

/** The file brings more people to a session than it has places: no row is wrong by itself, so none is marked. */
const noSeat = (session: string): Text => ({
  fr: `Rien n'a été repris : avec ce fichier, la séance ${session} aurait plus de personnes que de places. Corrigez les lignes, puis reprenez le fichier.`,
  nl: `Er is niets overgenomen: met dit bestand zou sessie ${session} meer mensen dan plaatsen hebben. Verbeter de rijen en neem het bestand over.`,
  en: `Nothing was kept: with this file, session ${session} would have more people than places. Correct the rows, then keep the file.`,
});

/** Undoes the transaction of a keeping that somebody else has done. */
class KeptMeanwhile extends Error {}

/**
 * Keeps an upload that somebody asked to keep: through the same import as every file, under the walls of the session
 * that asked, in one transaction with the receipt. Done again, it changes nothing; cut short, it left nothing.
 */
export const keepUpload = async (house: UploadHouse, id: string): Promise<void> => {
  const { pool, programme, dataFolder } = house;
  const upload = await findUpload(pool, id);
  if (upload?.state !== "keeping") return;
  const register = registerOf(programme, upload);
  const { rows } = await pool.query<{ hash: string; account: string }>(
    "select hash, account from access.session where id = $1",
    [upload.askedBy],
  );
  const [session] = rows;
  if (!session) return giveBack(house, upload, ended);
  try {
    const outcome = await importFile(pool, {
      path: pathOf(dataFolder, upload),
      name: upload.name,
      programme,
      register,
      operation: upload.operation,
      partner: upload.partner,
      actor: `account:${session.account}`,
      session: session.hash,
      dataFolder,
      overlay: await overlayOf(pool, upload, register),
      beforeCommit: async (client, { file, change, added, changed, reEntered, unchanged }) => {
        const kept: Kept = { added, changed, reEntered, unchanged, change: change ?? null, already: null };
        await markKept(client, upload, session.account, file, kept);
      },
    });
    if (outcome.kind === "refused") await giveBack(house, upload, otherwise);
    if (outcome.kind === "already") await keepAgain(pool, upload, session.account, outcome);
  } catch (error) {
    if (error instanceof KeptMeanwhile) return;
    const day = placeTakenOn(error);
    if (day !== undefined) return giveBack(house, upload, noPlace(day));
    const full = fullSession(error);
    if (full !== undefined) return giveBack(house, upload, noSeat(full));
    if (brokenBetween(error) !== undefined) return giveBack(house, upload, otherwise);
    if (!isWall(error)) throw error;
    await giveBack(house, upload, ended);
  }
};

/** Whether the database did not let the session write. */
const isWall = (error: unknown): boolean =>
  error instanceof WallError ||
  (error instanceof Error && "code" in error && (error.code === "42501" || error.code === "P0001"));

/** Writes the receipt, in the transaction that keeps the rows; its numbers follow each other without a gap. */
const markKept = async (
  client: PoolClient,
  { id }: Upload,
  account: string,
  file: number | null,
  kept: Kept,
): Promise<void> => {
  await client.query("select pg_advisory_xact_lock($1)", [receiptLock]);
  const { rowCount } = await client.query(
    `update upload.upload set state = 'kept', receipt = (select coalesce(max(u.receipt), 0) + 1 from upload.upload u),
       file = $2, kept_by = $3, ended_at = clock_timestamp(), summary = summary || jsonb_build_object('kept', $4::jsonb)
     where id = $1 and state = 'keeping'`,
    [id, file, account, JSON.stringify(kept)],
  );
  if (rowCount === 0) throw new KeptMeanwhile();
  await client.query("delete from upload.row where upload = $1", [id]);
};

const receiptLock = 20140917;

/** The same file, with the same mends, was taken before: the receipt says so, and nothing changes. */
const keepAgain = (
  pool: UploadHouse["pool"],
  upload: Upload,
  account: string,
  { importedAt }: { importedAt: string },
): Promise<void> => {
  const unchanged = upload.summary?.rows ?? 0;
  const kept = { added: 0, changed: 0, reEntered: 0, unchanged, change: null, already: importedAt };
  return asOwner(pool, (client) => markKept(client, upload, account, null, kept));
};

/** Gives an upload back to be looked at again, with why it was not kept. */
const giveBack = async (house: UploadHouse, { id }: Upload, problem: Text): Promise<void> => {
  const { rowCount } = await house.pool.query(
    "update upload.upload set state = 'ready', round = round + 1, asked_by = null where id = $1 and state = 'keeping'",
    [id],
  );
  if (rowCount === 0) return;
  await checkUpload(house, id);
  await house.pool.query("update upload.upload set problem = $2 where id = $1 and state = 'ready'", [
    id,
    JSON.stringify(problem),
  ]);
};

/** Takes an upload back; its content goes with the next sweep. Nothing of it was ever in the register. */
export const withdraw = async (
  house: Pick<House, "addJob">,
  client: PoolClient,
  upload: Upload,
): Promise<void> => {
  if (upload.state === "withdrawn") return;
  const { rowCount } = await client.query(
    `update upload.upload set state = 'withdrawn', ended_at = clock_timestamp()
     where id = $1 and state in ('received', 'checking', 'ready', 'unreadable')`,
    [upload.id],
  );
  if (rowCount === 0) throw notOpenAnyMore();
  await house.addJob(client, "upload_sweep", {});
};
