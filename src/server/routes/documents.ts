import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import {
  attachDocument,
  checkMayAttach,
  documentsAbout,
  fetchDocument,
  mostMegabytes,
  takeOutDocument,
} from "../../document/acts.ts";
import { arriveDocument } from "../../document/bytes.ts";
import { documentTypes, type DocumentType } from "../../document/content.ts";
import { notSignedIn } from "../../problem.ts";
import { discard, plainName } from "../../upload/arrive.ts";
import { downloadResponse, fileNameOf } from "../files-sent.ts";
import { defineRoute } from "../route.ts";

const tags = ["Money"];
const reading = { kind: "right", right: "money:read" } as const;
const params = z.object({ document: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const about = z
  .string()
  .max(160)
  .describe(
    'What it is attached to: "candidacy:12", "declaration:7", its line "declaration:7:staff", a milestone of it',
  );

const documentShape = z.object({
  id: z.int(),
  name: z.string(),
  type: z.enum(Object.keys(documentTypes) as [DocumentType]),
  bytes: z.int(),
  operation: z.string(),
  partner: z.string(),
  about: z.string(),
  kind: z.string(),
  receivedAt: z.string(),
  fixed: z.boolean().describe("What it is attached to was submitted or signed: it stays"),
});

const listDocumentsRoute = defineRoute({
  id: "listDocuments",
  method: "get",
  path: "/api/documents",
  summary: "The documents attached to a call, a candidacy, an agreement, a declaration or an annual file",
  tags,
  access: reading,
  query: z.object({ about }),
  answer: z.object({ documents: z.array(documentShape) }),
  handle: async (visit) => ({ documents: [...(await documentsAbout(visit, visit.query.about))] }),
});

const attachDocumentRoute = defineRoute({
  id: "attachDocument",
  method: "post",
  path: "/api/documents",
  summary:
    "Attaches a document (the body, its name percent-encoded in the header X-File-Name); what it is, its content tells",
  tags,
  access: reading,
  query: z.object({ about, kind: z.string().max(100).describe("A kind of document of the programme") }),
  answer: documentShape,
  status: 201,
  transaction: "own",
  handle: async ({ house, query, request, session }) => {
    const sent = { ...query, name: plainName(fileNameOf(request)) };
    // Nobody's bytes are taken in who may not attach them; looked at again when they have arrived.
    await asSession(house.sessions, session, async (client, who) => {
      if (!who) throw notSignedIn();
      return checkMayAttach({ house, client, who }, sent);
    });
    const limits = { name: sent.name, megabytes: mostMegabytes(house) };
    const arrived = await arriveDocument(house.dataFolder, request.body ?? [], limits);
    try {
      return await asSession(house.sessions, session, async (client, who) => {
        if (!who) throw notSignedIn();
        return attachDocument({ house, client, who }, sent, arrived);
      });
    } finally {
      await discard(arrived);
    }
  },
});

const fetchDocumentRoute = defineRoute({
  id: "fetchDocument",
  method: "get",
  path: "/api/documents/{document}",
  summary: "A document exactly as it came; who takes it away is noted",
  tags,
  access: reading,
  params,
  handle: async (visit) => downloadResponse(await fetchDocument(visit, visit.params.document)),
});

const removeDocumentRoute = defineRoute({
  id: "removeDocument",
  method: "delete",
  path: "/api/documents/{document}",
  summary: "Takes a document out of what is still being prepared",
  tags,
  access: reading,
  params,
  answer: z.object({ removed: z.literal(true) }),
  handle: async (visit) => {
    await takeOutDocument(visit, visit.params.document);
    return { removed: true as const };
  },
});

export const documentRoutes = [
  listDocumentsRoute,
  attachDocumentRoute,
  fetchDocumentRoute,
  removeDocumentRoute,
] as const;
