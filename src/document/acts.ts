import type { PoolClient } from "pg";
import { speaksFor } from "../access/speaks.ts";
import { actorOf, type Who } from "../access/who.ts";
import { parameterOn } from "../definition/condition/parameter.ts";
import type { House } from "../house.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { asAct } from "../trail/act.ts";
import type { Download } from "../upload/download.ts";
import { type About, findAbout } from "./about.ts";
import { type ArrivedDocument, usualMegabytes } from "./bytes.ts";
import {
  documentIsFixed,
  type DocumentView,
  downloadDocument,
  listDocuments,
  readDocument,
  removeDocument,
  takeDocument,
} from "./documents.ts";

/** Where somebody works on documents: in the transaction of their request. */
export type DocumentDesk = Readonly<{
  house: Pick<House, "programme" | "guards" | "dataFolder" | "today">;
  client: PoolClient;
  who: Who;
}>;

type Place = Readonly<{ operation: string; partner: string }>;

/** What a call has attached is for whoever reads money anywhere; everything else for whoever reads it at its partner's. */
const mayRead = ({ house, who }: Pick<DocumentDesk, "house" | "who">, place: Place): boolean =>
  place.partner === ""
    ? house.guards.right(who, "money:read")
    : house.guards.record(who, "money:read", place);

/** Whoever agrees, and whoever speaks for the partner: heading the operation that it works in is not that. */
const mayChange = ({ house, who }: Pick<DocumentDesk, "house" | "who">, about: About): boolean =>
  house.guards.record(who, about.authority, about) ||
  (about.isOfPartner && house.guards.record(who, "money:declare", about) && speaksFor(who, about));

const aboutAt = async (desk: DocumentDesk, about: string): Promise<About> => {
  const found = await findAbout(desk.client, about);
  if (!mayRead(desk, found)) throw notFound();
  return found;
};

/** Returns the documents about something. Throws Problem where that is not there for the asker. */
export const documentsAbout = async (desk: DocumentDesk, about: string): Promise<readonly DocumentView[]> => {
  await aboutAt(desk, about);
  return (await listDocuments(desk.client, about)).filter((each) => mayRead(desk, each));
};

/** What somebody says of a document that they send. */
export type Sent = Readonly<{ about: string; kind: string; name: string }>;

/**
 * Throws Problem where the asker may not attach a document to that, where it takes none any more, or where the
 * programme knows no such kind of document.
 */
export const checkMayAttach = async (
  desk: DocumentDesk,
  { about, kind }: Pick<Sent, "about" | "kind">,
): Promise<About> => {
  const found = await aboutAt(desk, about);
  if (!mayChange(desk, found)) throw notAllowed();
  if (!found.isOpen) throw isShut();
  const { documents } = desk.house.programme.costs;
  if (documents.size > 0 && !documents.has(kind)) throw noSuchKind();
  return found;
};

/** Attaches a document whose bytes have arrived. */
export const attachDocument = async (
  desk: DocumentDesk,
  sent: Sent,
  arrived: ArrivedDocument,
): Promise<DocumentView> => {
  const { house, client, who } = desk;
  const { operation, partner, authority } = await checkMayAttach(desk, sent);
  if (authority === "money:control") {
    // A phone without signal sends again what it does not know to be heard.
    const there = (await listDocuments(client, sent.about)).find(
      ({ about, name, sha256 }) => about === sent.about && name === sent.name && sha256 === arrived.sha256,
    );
    if (there) return there;
  }
  const hand = { actor: actorOf(who), isOwner: false };
  return asAct(client, hand, { programme: house.programme, action: "document" }, (act) =>
    takeDocument(
      client,
      act,
      house.dataFolder,
      { ...sent, operation, partner, account: who.account },
      arrived,
    ),
  );
};

/** Returns what a document may weigh in this programme today, in megabytes. */
export const mostMegabytes = ({ programme, today }: Pick<House, "programme" | "today">): number => {
  const parameter = programme.costs.parameters.get("document_megabytes");
  const value = parameter && parameterOn(parameter, today())?.value;
  return value === undefined ? usualMegabytes : Number(value);
};

const documentAt = async (desk: DocumentDesk, id: number): Promise<DocumentView> => {
  const found = await readDocument(desk.client, id);
  if (!mayRead(desk, found)) throw notFound();
  return found;
};

/** Returns a document to be taken away; who takes it is noted. */
export const fetchDocument = async (desk: DocumentDesk, id: number): Promise<Download> =>
  downloadDocument(desk.client, desk.house.dataFolder, await documentAt(desk, id));

/** Takes a document out of what is still being prepared. */
export const takeOutDocument = async (desk: DocumentDesk, id: number): Promise<void> => {
  const { house, client, who } = desk;
  const found = await documentAt(desk, id);
  const about = await findAbout(client, found.about);
  if (!mayChange(desk, about)) throw notAllowed();
  if (found.fixed || !about.isOpen) throw documentIsFixed();
  const hand = { actor: actorOf(who), isOwner: false };
  await asAct(client, hand, { programme: house.programme, action: "document" }, (act) =>
    removeDocument(client, act, id),
  );
};

const isShut = (): Problem =>
  new Problem(409, "document_shut", {
    fr: "Ce dossier n'est plus en préparation : il ne prend plus de pièces.",
    nl: "Dit dossier is niet meer in voorbereiding: er kunnen geen stukken meer bij.",
    en: "This file is no longer in preparation: it takes no more documents.",
  });

const noSuchKind = (): Problem =>
  new Problem(422, "document_kind", {
    fr: "Ce type de pièce n'est pas connu du programme.",
    nl: "Dit soort stuk is niet gekend in het programma.",
    en: "The programme knows no such kind of document.",
  });
