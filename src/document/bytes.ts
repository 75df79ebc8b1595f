import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import { asOwner } from "../database/transaction.ts";
import { type Language, quoted, type Text } from "../language.ts";
import { Problem } from "../problem.ts";
import { type Arrived, arriveIn, type Chunks, discard, settleIn, strayBytes } from "../upload/arrive.ts";
import { contentOf, type DocumentType } from "./content.ts";

/** What a document may weigh where the programme does not say: a scanned contract, not a film. */
export const usualMegabytes = 20;

/** Keeping a document and letting bytes go wait for each other on this number. */
const documentLock = 20210630;

const folderOf = (dataFolder: string): string => join(dataFolder, "documents");

/** Returns where the bytes of a document lie: a hash is a name that leads nowhere else. */
export const pathOf = (dataFolder: string, sha256: string): string => {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not a hash");
  return join(folderOf(dataFolder), sha256);
};

/** A document that arrived whole, with what its content is. */
export type ArrivedDocument = Arrived & Readonly<{ type: DocumentType }>;

/** Writes a document that arrives into the data folder and looks at its content. Throws Problem for what is not taken. */
export const arriveDocument = async (
  dataFolder: string,
  chunks: Chunks,
  { name, megabytes = usualMegabytes }: Readonly<{ name: string; megabytes?: number | undefined }>,
): Promise<ArrivedDocument> => {
  const limit = { most: megabytes * 1024 * 1024, tooLarge: () => tooLarge(name, megabytes) };
  const arrived = await arriveIn(folderOf(dataFolder), chunks, limit);
  try {
    if (arrived.bytes === 0) throw isEmpty(name);
    const type = await contentOf(arrived.path);
    if (type === undefined) throw notTaken(name);
    return { ...arrived, type };
  } catch (error) {
    await discard(arrived);
    throw error;
  }
};

/** Puts the bytes of a document under their hash, within the transaction that keeps it. */
export const settleDocument = async (
  client: PoolClient,
  dataFolder: string,
  arrived: ArrivedDocument,
): Promise<void> => {
  await client.query("select pg_advisory_xact_lock_shared($1)", [documentLock]);
  await settleIn(folderOf(dataFolder), arrived);
};

/** Lets go of the bytes that no document has any more, and of what was cut short while it arrived. */
export const sweepDocuments = async ({
  pool,
  dataFolder,
}: Readonly<{ pool: Pool; dataFolder: string }>): Promise<void> => {
  if (!existsSync(folderOf(dataFolder))) return;
  await asOwner(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [documentLock]);
    const { rows } = await client.query<{ sha256: string; isKept: boolean }>(
      `select sha256, bool_or(removed_at is null or removed_at > clock_timestamp() - interval '30 days') as "isKept"
       from document.file group by sha256`,
    );
    const known = new Set(rows.map(({ sha256 }) => sha256));
    const gone = rows.filter(({ isKept }) => !isKept).map(({ sha256 }) => sha256);
    for (const name of [...gone, ...(await strayBytes(folderOf(dataFolder), known))])
      await rm(join(folderOf(dataFolder), name), { force: true });
  });
};

const say = (write: (file: Readonly<Record<Language, string>>) => Text, name: string): Text =>
  write({ fr: quoted(name, "fr"), nl: quoted(name, "nl"), en: quoted(name, "en") });

const tooLarge = (name: string, megabytes: number): Problem =>
  new Problem(
    413,
    "document_too_large",
    say(
      (file) => ({
        fr: `${file.fr} dépasse ${megabytes} Mo. Réduisez la résolution du scan ou envoyez la pièce en plusieurs fichiers.`,
        nl: `${file.nl} is groter dan ${megabytes} MB. Verlaag de resolutie van de scan of stuur het stuk in meerdere bestanden.`,
        en: `${file.en} is larger than ${megabytes} MB. Lower the resolution of the scan, or send it as several files.`,
      }),
      name,
    ),
    { name, megabytes },
  );

const isEmpty = (name: string): Problem =>
  new Problem(
    422,
    "document_empty",
    say(
      (file) => ({
        fr: `${file.fr} est vide. Ouvrez le fichier chez vous pour vérifier son contenu, puis envoyez-le à nouveau.`,
        nl: `${file.nl} is leeg. Open het bestand bij u om de inhoud na te kijken en stuur het opnieuw.`,
        en: `${file.en} is empty. Open the file on your side to look at its content, then send it again.`,
      }),
      name,
    ),
    { name },
  );

const notTaken = (name: string): Problem =>
  new Problem(
    422,
    "document_not_taken",
    say(
      (file) => ({
        fr: `${file.fr} n'est pas d'un type accepté, d'après son contenu : PDF, image PNG ou JPEG, Excel (.xlsx, sans macros), Word (.docx), OpenDocument (.ods) ou CSV. Enregistrez la pièce dans l'un de ces formats, de préférence en PDF, puis envoyez-la à nouveau.`,
        nl: `${file.nl} is volgens de inhoud geen bestand dat aanvaard wordt: pdf, PNG- of JPEG-afbeelding, Excel (.xlsx, zonder macro's), Word (.docx), OpenDocument (.ods) of CSV. Sla het stuk op in een van die formaten, liefst als pdf, en stuur het opnieuw.`,
        en: `${file.en} is, by its content, of no kind that is taken: PDF, PNG or JPEG picture, Excel (.xlsx, without macros), Word (.docx), OpenDocument (.ods) or CSV. Save it in one of these formats, preferably as PDF, then send it again.`,
      }),
      name,
    ),
    { name },
  );
