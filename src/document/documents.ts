import type { PoolClient } from "pg";
import { notFound, Problem } from "../problem.ts";
import type { Act } from "../trail/act.ts";
import { bytesAt, type Download } from "../upload/download.ts";
import { type Chunks, discard, plainName } from "../upload/arrive.ts";
import { arriveDocument, type ArrivedDocument, pathOf, settleDocument } from "./bytes.ts";
import { type DocumentType, documentTypes } from "./content.ts";

/** A document as pages show it. */
export type DocumentView = Readonly<{
  id: number;
  name: string;
  type: DocumentType;
  bytes: number;
  sha256: string;
  operation: string;
  partner: string;
  about: string;
  kind: string;
  receivedAt: string;
  /** What it is about was submitted or signed: it stays. */
  fixed: boolean;
}>;

/** Where a document belongs and what it is. */
export type DocumentPlace = Readonly<{
  operation: string;
  /** "" for one of the operation itself. */
  partner: string;
  /** Who brought it; null where the owner of the store did. */
  account: string | null;
  /** "candidacy:12", "declaration:7:staff" */
  about: string;
  /** A kind of document of the definition. */
  kind: string;
  name: string;
}>;

const columns = `f.id, f.name, f.type, f.bytes, f.sha256, f.operation, f.partner, f.about, f.kind,
  to_char(f.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "receivedAt", f.fixed_at is not null as fixed`;

/**
 * Takes a document within an act: looks at its content, keeps the bytes under their hash, and notes it in the trail. The
 * bytes are on disk before the transaction can be committed. Throws Problem, with the file's name, for what is empty,
 * too large or of a kind that is not taken.
 */
export const keepDocument = async (
  client: PoolClient,
  act: Act,
  { dataFolder, megabytes }: Readonly<{ dataFolder: string; megabytes?: number | undefined }>,
  { bytes, ...place }: DocumentPlace & Readonly<{ bytes: Chunks }>,
): Promise<DocumentView> => {
  const arrived = await arriveDocument(dataFolder, bytes, { name: plainName(place.name), megabytes });
  try {
    return await takeDocument(client, act, dataFolder, place, arrived);
  } finally {
    await discard(arrived);
  }
};

/** The same for bytes that have arrived. */
export const takeDocument = async (
  client: PoolClient,
  act: Act,
  dataFolder: string,
  { operation, partner, account, about, kind, name }: DocumentPlace,
  arrived: ArrivedDocument,
): Promise<DocumentView> => {
  const { rows } = await client.query<{ id: number }>(
    `insert into document.file (sha256, name, type, bytes, operation, partner, account, about, kind, change)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      arrived.sha256,
      plainName(name),
      arrived.type,
      arrived.bytes,
      operation,
      partner,
      account,
      about,
      kind,
      act.change,
    ],
  );
  const id = rows[0]?.id ?? 0;
  await act.note("document.file", id);
  await settleDocument(client, dataFolder, arrived);
  return readDocument(client, id);
};

/** Returns a document that the walls of the transaction let through. Throws Problem where there is none, or no more. */
export const readDocument = async (client: PoolClient, id: number): Promise<DocumentView> => {
  const { rows } = await client.query<DocumentView>(
    `select ${columns} from document.file f where f.id = $1 and f.removed_at is null`,
    [id],
  );
  if (!rows[0]) throw notFound();
  return rows[0];
};

const isAbout = "(f.about = $1 or starts_with(f.about, $1 || ':'))";

/** Returns the documents about something, and about its parts, oldest first: those of "declaration:7" with its staff's. */
export const listDocuments = async (client: PoolClient, about: string): Promise<readonly DocumentView[]> => {
  const { rows } = await client.query<DocumentView>(
    `select ${columns} from document.file f where ${isAbout} and f.removed_at is null order by f.id`,
    [about],
  );
  return rows;
};

/** Returns the bytes of a document, and notes who took them away. */
export const downloadDocument = async (
  client: PoolClient,
  dataFolder: string,
  { id, name, type, sha256 }: DocumentView,
): Promise<Download> => {
  await client.query("insert into document.download (file) values ($1)", [id]);
  const ending = `.${type === "jpeg" ? "jpg" : type}`;
  const endings = type === "jpeg" ? [".jpg", ".jpeg"] : [ending];
  // The name says what the content is: whoever opens it gets nothing else.
  const isNamed = endings.some((each) => name.toLowerCase().endsWith(each));
  return {
    name: isNamed ? name : `${name}${ending}`,
    type: documentTypes[type],
    body: bytesAt(pathOf(dataFolder, sha256)),
  };
};

/** Holds all documents about something from now on: it is submitted or signed, and they belong to it. */
export const fixDocuments = async (client: PoolClient, act: Act, about: string): Promise<void> => {
  const { rows } = await client.query<{ id: number }>(
    `update document.file f set fixed_at = clock_timestamp(), change = $2
     where ${isAbout} and f.fixed_at is null and f.removed_at is null returning id`,
    [about, act.change],
  );
  for (const { id } of rows.toSorted((a, b) => a.id - b.id)) await act.note("document.file", id);
};

/**
 * Takes a document out of what it is about. Its bytes are let go some time after, unless another document has the same.
 * Throws Problem where it is fixed. The caller has seen to it that what it is about is open.
 */
export const removeDocument = async (client: PoolClient, act: Act, id: number): Promise<void> => {
  const { rowCount } = await client.query(
    "update document.file set removed_at = clock_timestamp(), change = $2 where id = $1 and fixed_at is null and removed_at is null",
    [id, act.change],
  );
  if (rowCount !== 1) throw documentIsFixed();
  await act.note("document.file", id);
};

/** The refusal to take out what was submitted or signed. */
export const documentIsFixed = (): Problem =>
  new Problem(409, "document_fixed", {
    fr: "Cette pièce appartient à un dossier qui n'est plus en préparation : elle ne peut plus être retirée.",
    nl: "Dit stuk hoort bij een dossier dat niet meer in voorbereiding is: het kan niet meer verwijderd worden.",
    en: "This document belongs to a file that is no longer in preparation: it cannot be taken out any more.",
  });
