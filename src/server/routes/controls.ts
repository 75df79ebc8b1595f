import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import { keepAnswers } from "../../control/answers.ts";
import { cancelVerification, concludeVerification } from "../../control/conclude.ts";
import { addFinding, changeFinding, removeFinding, verificationOf } from "../../control/findings.ts";
import { answerFindings, sendToPartner } from "../../control/letters.ts";
import { controlsShape, proposeBodyShape, queueShape } from "../../control/list-shapes.ts";
import { controlsPage } from "../../control/list.ts";
import { openVerification } from "../../control/open.ts";
import { verificationPage } from "../../control/page.ts";
import { printedReport, reportPaper } from "../../control/paper.ts";
import { proposeDecision } from "../../control/decide.ts";
import { queuePage } from "../../control/queue.ts";
import {
  answersBodyShape,
  cancelBodyShape,
  concludeBodyShape,
  findingBodyShape,
  openVerificationBodyShape,
  partnerAnswersBodyShape,
  sendBodyShape,
  verificationShape,
} from "../../control/shapes.ts";
import { named, verificationStates, verificationTypes } from "../../control/shared-shapes.ts";
import { notAllowed, notSignedIn } from "../../problem.ts";
import { mailFindings } from "../../reminder/control-mail.ts";
import { setPdf } from "../../publication/pdf.ts";
import { language } from "../../shapes.ts";
import { defineRoute } from "../route.ts";
import { pdfResponse } from "./declarations.ts";

const tags = ["Control"];
const reading = { kind: "right", right: "money:read" } as const;
const controlling = { kind: "right", right: "money:control" } as const;
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const params = z.object({ verification: number });
const ofFinding = z.object({ finding: number });
const one = "/api/verifications/{verification}";

const readQueue = defineRoute({
  id: "readControlQueue",
  method: "get",
  path: "/api/controls/queue",
  summary: "What to verify next and why, and what waits for a second person",
  tags,
  access: controlling,
  answer: queueShape,
  handle: (visit) => queuePage(visit),
});

const listControls = defineRoute({
  id: "listControls",
  method: "get",
  path: "/api/controls",
  summary: "Verifications; for a partner, those that it was told of",
  tags,
  access: reading,
  query: z.object({
    state: z.enum(verificationStates).optional(),
    type: z.enum(verificationTypes).optional(),
    partner: z.string().max(60).optional(),
    year: z.coerce.number().int().min(2014).max(2040).optional(),
  }),
  answer: controlsShape,
  handle: (visit) => controlsPage(visit, visit.query),
});

const openOfDeclaration = defineRoute({
  id: "openVerification",
  method: "post",
  path: "/api/declarations/{declaration}/verifications",
  summary: "Opens a verification of a declaration, which stays as it is from then on",
  tags,
  access: controlling,
  params: z.object({ declaration: number }),
  body: openVerificationBodyShape,
  answer: named,
  status: 201,
  handle: (visit) => openVerification(visit, { declaration: visit.params.declaration }, visit.body),
});

const openOfAgreement = defineRoute({
  id: "openVerificationOfAgreement",
  method: "post",
  path: "/api/agreements/{agreement}/verifications",
  summary: "Opens a verification of an agreement: a visit, procurement, data protection, double funding",
  tags,
  access: controlling,
  params: z.object({ agreement: number }),
  body: openVerificationBodyShape,
  answer: named,
  status: 201,
  handle: (visit) => openVerification(visit, { agreement: visit.params.agreement }, visit.body),
});

const readVerificationRoute = defineRoute({
  id: "readVerification",
  method: "get",
  path: one,
  summary: "A verification with its questions, findings, what they come to, and what comes next",
  tags,
  access: reading,
  params,
  answer: verificationShape,
  handle: (visit) => verificationPage(visit, visit.params.verification),
});

const keepAnswersRoute = defineRoute({
  id: "keepVerificationAnswers",
  method: "put",
  path: `${one}/answers`,
  summary: "Keeps answers to questions as they are typed",
  tags,
  access: controlling,
  params,
  body: answersBodyShape,
  answer: verificationShape,
  handle: async (visit) => {
    await keepAnswers(visit, visit.params.verification, visit.body);
    return verificationPage(visit, visit.params.verification);
  },
});

const addFindingRoute = defineRoute({
  id: "addFinding",
  method: "post",
  path: `${one}/findings`,
  summary: "Adds a finding; sent again under the same reference it is kept once",
  tags,
  access: controlling,
  params,
  body: findingBodyShape,
  answer: verificationShape,
  handle: async (visit) => {
    await addFinding(visit, visit.params.verification, visit.body);
    return verificationPage(visit, visit.params.verification);
  },
});

const changeFindingRoute = defineRoute({
  id: "changeFinding",
  method: "put",
  path: "/api/findings/{finding}",
  summary: "Changes a finding; once it was sent, only to hold less of it",
  tags,
  access: controlling,
  params: ofFinding,
  body: findingBodyShape,
  answer: verificationShape,
  handle: async (visit) => {
    const verification = await verificationOf(visit, visit.params.finding);
    await changeFinding(visit, visit.params.finding, visit.body);
    return verificationPage(visit, verification);
  },
});

const removeFindingRoute = defineRoute({
  id: "removeFinding",
  method: "delete",
  path: "/api/findings/{finding}",
  summary: "Takes a finding back that was not sent",
  tags,
  access: controlling,
  params: ofFinding,
  answer: verificationShape,
  handle: async (visit) => verificationPage(visit, await removeFinding(visit, visit.params.finding)),
});

const sendRoute = defineRoute({
  id: "sendFindings",
  method: "post",
  path: `${one}/send`,
  summary: "Sends what was found to the partner, whose time to answer begins",
  tags,
  access: controlling,
  params,
  body: sendBodyShape,
  answer: verificationShape,
  handle: async (visit) => {
    await sendToPartner(visit, visit.params.verification, visit.body);
    await mailFindings(visit.house, visit.client, visit.params.verification);
    return verificationPage(visit, visit.params.verification);
  },
});

const answerRoute = defineRoute({
  id: "answerFindings",
  method: "post",
  path: `${one}/partner-answers`,
  summary: "The partner accepts or contests each finding that it was sent",
  tags,
  access: { kind: "right", right: "money:declare" },
  params,
  body: partnerAnswersBodyShape,
  answer: verificationShape,
  handle: async (visit) => {
    await answerFindings(visit, visit.params.verification, visit.body);
    return verificationPage(visit, visit.params.verification);
  },
});

const concludeRoute = defineRoute({
  id: "concludeVerification",
  method: "post",
  path: `${one}/conclude`,
  summary: "Concludes a verification, with its report",
  tags,
  access: controlling,
  params,
  body: concludeBodyShape,
  answer: verificationShape,
  handle: async (visit) => {
    await concludeVerification(visit, visit.params.verification, visit.body);
    return verificationPage(visit, visit.params.verification);
  },
});

const cancelRoute = defineRoute({
  id: "cancelVerification",
  method: "post",
  path: `${one}/cancel`,
  summary: "Gives a verification up; its declaration can be corrected again where nothing else verifies it",
  tags,
  access: controlling,
  params,
  body: cancelBodyShape,
  answer: verificationShape,
  handle: async (visit) => {
    await cancelVerification(visit, visit.params.verification, visit.body.reason);
    return verificationPage(visit, visit.params.verification);
  },
});

const proposeRoute = defineRoute({
  id: "proposeDecision",
  method: "post",
  path: `${one}/decision`,
  summary: "Proposes what is decided after a verification, for another person to decide",
  tags,
  access: controlling,
  params,
  body: proposeBodyShape,
  answer: verificationShape,
  handle: async (visit) => {
    await proposeDecision(visit, visit.params.verification, visit.body);
    return verificationPage(visit, visit.params.verification);
  },
});

const downloadReport = defineRoute({
  id: "downloadVerificationReport",
  method: "get",
  path: `${one}/report.pdf`,
  summary: "The report of a verification as it was concluded, as a PDF",
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
      const printed = await printedReport({ house, client, who }, asked.verification);
      return {
        name: printed.content.number,
        document: reportPaper(house.programme, query.language ?? usual, printed),
      };
    });
    return pdfResponse(paper.name, await setPdf(paper.document));
  },
});

export const controlRoutes = [
  readQueue,
  listControls,
  openOfDeclaration,
  openOfAgreement,
  readVerificationRoute,
  keepAnswersRoute,
  addFindingRoute,
  changeFindingRoute,
  removeFindingRoute,
  sendRoute,
  answerRoute,
  concludeRoute,
  cancelRoute,
  proposeRoute,
  downloadReport,
] as const;
