import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import { differencesOf } from "../../declaration/differences.ts";
import { declarationsPage } from "../../declaration/list.ts";
import {
  correctDeclaration,
  discardDeclaration,
  keepInputs,
  openDeclaration,
} from "../../declaration/open.ts";
import { declarationChecks, declarationPage } from "../../declaration/page.ts";
import { receiptPaper } from "../../declaration/paper.ts";
import { seeRow } from "../../declaration/row.ts";
import {
  checksShape,
  declarationShape,
  declarationsShape,
  declarationStates,
  differencesShape,
  inputsBodyShape,
  openBodyShape,
  openedShape,
  unitsShape,
  unitStates,
  whatIfShape,
} from "../../declaration/shapes.ts";
import { reasonBodyShape, receiptShape, submitBodyShape } from "../../declaration/submission-shapes.ts";
import { receiptOf, submitDeclaration, withdrawDeclaration } from "../../declaration/submit.ts";
import { unitsPage } from "../../declaration/units-page.ts";
import { whatIf } from "../../declaration/what-if.ts";
import { notAllowed, notSignedIn } from "../../problem.ts";
import { setPdf } from "../../publication/pdf.ts";
import { language } from "../../shapes.ts";
import { anchorOfEntry } from "../../trail/anchors.ts";
import { defineRoute } from "../route.ts";

const tags = ["Money"];
const reading = { kind: "right", right: "money:read" } as const;
const declaring = { kind: "right", right: "money:declare" } as const;
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const params = z.object({ declaration: number });
const one = "/api/declarations/{declaration}";

const listDeclarations = defineRoute({
  id: "listDeclarations",
  method: "get",
  path: "/api/declarations",
  summary: "Declarations, what is still to be declared, and where the money of each agreement stands",
  tags,
  access: reading,
  query: z.object({
    agreement: number.optional(),
    year: z.coerce.number().int().min(2014).max(2040).optional(),
    state: z.enum(declarationStates).optional(),
  }),
  answer: declarationsShape,
  handle: (visit) => declarationsPage(visit, visit.query),
});

const openRoute = defineRoute({
  id: "openDeclaration",
  method: "post",
  path: "/api/agreements/{agreement}/declarations",
  summary: "Opens a declaration for a period; one that is being prepared for it already is the answer",
  tags,
  access: declaring,
  params: z.object({ agreement: number }),
  body: openBodyShape,
  answer: openedShape,
  status: 201,
  handle: (visit) => openDeclaration(visit, visit.params.agreement, visit.body),
});

const readDeclaration = defineRoute({
  id: "readDeclaration",
  method: "get",
  path: one,
  summary: "A declaration: a draft worked out from the registers as they stand, or what was submitted",
  tags,
  access: reading,
  params,
  answer: declarationShape,
  handle: (visit) => declarationPage(visit, visit.params.declaration),
});

const keepInputsRoute = defineRoute({
  id: "keepDeclarationInputs",
  method: "put",
  path: `${one}/inputs`,
  summary: "Keeps what was typed for lines of a draft, and works it out anew",
  tags,
  access: declaring,
  params,
  body: inputsBodyShape,
  answer: declarationShape,
  handle: async (visit) => {
    await keepInputs(visit, visit.params.declaration, visit.body);
    return declarationPage(visit, visit.params.declaration);
  },
});

const readUnits = defineRoute({
  id: "readDeclarationUnits",
  method: "get",
  path: `${one}/lines/{line}/units`,
  summary: "The records behind a line, 200 at a time",
  tags,
  access: reading,
  params: params.extend({ line: z.string().max(60) }),
  query: z.object({
    show: z.enum(unitStates).optional(),
    after: z.coerce.number().int().min(0).default(0),
  }),
  answer: unitsShape,
  handle: (visit) => unitsPage(visit, visit.params.declaration, visit.params.line, visit.query),
});

const checkRoute = defineRoute({
  id: "checkDeclaration",
  method: "get",
  path: `${one}/checks`,
  summary:
    "What forbids a declaration, what is to be confirmed, what is worth knowing; each with where it is mended",
  tags,
  access: reading,
  params,
  answer: checksShape,
  handle: (visit) => declarationChecks(visit, visit.params.declaration),
});

const submitRoute = defineRoute({
  id: "submitDeclaration",
  method: "post",
  path: `${one}/submit`,
  summary: "Submits a declaration; asked again, the receipt that it has",
  tags,
  access: declaring,
  params,
  body: submitBodyShape,
  answer: receiptShape,
  handle: (visit) => submitDeclaration(visit, visit.params.declaration, visit.body),
});

const withdrawRoute = defineRoute({
  id: "withdrawDeclaration",
  method: "post",
  path: `${one}/withdraw`,
  summary: "Takes a declaration back, as long as its control has not begun",
  tags,
  access: declaring,
  params,
  body: reasonBodyShape,
  answer: openedShape,
  handle: (visit) => withdrawDeclaration(visit, visit.params.declaration, visit.body.reason),
});

const correctRoute = defineRoute({
  id: "correctDeclaration",
  method: "post",
  path: `${one}/correct`,
  summary: "Begins the next version of a declaration, which replaces it once submitted",
  tags,
  access: declaring,
  params,
  body: reasonBodyShape,
  answer: openedShape,
  status: 201,
  handle: (visit) => correctDeclaration(visit, visit.params.declaration, visit.body.reason),
});

const readDifferences = defineRoute({
  id: "readDeclarationDifferences",
  method: "get",
  path: `${one}/differences`,
  summary: "What a version changes of the one before: amounts by line, units that came and went",
  tags,
  access: reading,
  params,
  answer: differencesShape,
  handle: (visit) => differencesOf(visit, visit.params.declaration),
});

const downloadReceipt = defineRoute({
  id: "downloadReceipt",
  method: "get",
  path: `${one}/receipt`,
  summary: "The receipt of a declaration as a PDF to sign",
  tags,
  access: reading,
  // A PDF takes a moment: no connection to the store is held meanwhile.
  transaction: "own",
  params,
  query: z.object({ language: language.optional() }),
  handle: async ({ house, session, params: asked, query, language: usual }) => {
    const paper = await asSession(house.sessions, session, async (client, who) => {
      if (!who) throw notSignedIn();
      if (!house.guards.right(who, "money:read")) throw notAllowed();
      const row = await seeRow({ house, client, who }, asked.declaration);
      const receipt = receiptOf(row);
      const { content } = row;
      if (!content) throw new Error(`declaration ${row.id} was submitted without content`);
      // What was printed with the hash of its change cannot be cut off from the trail unseen.
      const anchor = row.entry === null ? undefined : await anchorOfEntry(client, row.entry);
      return {
        name: row.number,
        document: receiptPaper(house.programme, query.language ?? usual, content, receipt, anchor),
      };
    });
    return pdfResponse(paper.name, await setPdf(paper.document));
  },
});

/** Returns a PDF as an answer that is shown or kept, and not stored on the way. */
export const pdfResponse = (name: string, bytes: Uint8Array): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${name.replaceAll(/[^\w.-]+/g, "-")}.pdf"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });

const whatIfRoute = defineRoute({
  id: "whatIfDeclaration",
  method: "get",
  path: `${one}/what-if`,
  summary: "The declaration as it is beside what it would be if a line were paid under another option",
  tags,
  access: reading,
  params,
  query: z.object({ line: z.string().max(60), option: z.string().max(60).optional() }),
  answer: whatIfShape,
  handle: (visit) => whatIf(visit, visit.params.declaration, visit.query.line, visit.query.option),
});

const discardRoute = defineRoute({
  id: "discardDeclaration",
  method: "delete",
  path: one,
  summary: "Throws a draft away",
  tags,
  access: declaring,
  params,
  handle: async (visit) => {
    await discardDeclaration(visit, visit.params.declaration);
    return new Response(null, { status: 204 });
  },
});

export const declarationRoutes = [
  listDeclarations,
  openRoute,
  readDeclaration,
  keepInputsRoute,
  readUnits,
  checkRoute,
  submitRoute,
  withdrawRoute,
  correctRoute,
  readDifferences,
  downloadReceipt,
  whatIfRoute,
  discardRoute,
] as const;
