import { z } from "zod";
import { assessAdmissibility, decideCandidacy, giveOpinion, scoreCandidacy } from "../../agreement/assess.ts";
import { callPage, callsPage } from "../../agreement/call-page.ts";
import {
  admissibilityBody,
  callBody,
  callShape,
  callsShape,
  candidacyBody,
  candidacyShape,
  madeShape,
  opinionBody,
  receiptShape,
  scoresBody,
  submitBody,
} from "../../agreement/call-shapes.ts";
import { changeCall, makeCall, publishCall, withdrawCall } from "../../agreement/calls.ts";
import { keepCandidacy, submitCandidacy, withdrawCandidacy } from "../../agreement/candidacies.ts";
import { candidacyPage } from "../../agreement/candidacy-page.ts";
import { makeFromCandidacy } from "../../agreement/make.ts";
import { decisionBody } from "../../agreement/shared-shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["Agreements"];
const signedIn = { kind: "signed_in" } as const;
const agreeing = { kind: "right", right: "money:agree" } as const;
const declaring = { kind: "right", right: "money:declare" } as const;
const call = z.object({ call: z.coerce.number().int().min(1) });
const candidacy = z.object({ candidacy: z.coerce.number().int().min(1) });

const readCalls = defineRoute({
  id: "listCalls",
  method: "get",
  path: "/api/calls",
  summary: "The calls that the asker sees: those that are published, with the asker's own candidacies",
  tags,
  access: signedIn,
  answer: callsShape,
  handle: (visit) => callsPage(visit),
});

const readOneCall = defineRoute({
  id: "readCall",
  method: "get",
  path: "/api/calls/{call}",
  summary: "A call: what it asks, by which criteria, until when",
  tags,
  access: signedIn,
  params: call,
  answer: callShape,
  handle: (visit) => callPage(visit, visit.params.call),
});

const makeCallRoute = defineRoute({
  id: "makeCall",
  method: "post",
  path: "/api/operations/{operation}/calls",
  summary: "Makes the draft of a call",
  tags,
  access: { ...agreeing, scope: ({ params }) => ({ operation: params.operation }) },
  params: z.object({ operation: z.string() }),
  body: callBody,
  answer: madeShape,
  status: 201,
  handle: async (visit) => ({ id: await makeCall(visit, visit.params.operation, visit.body) }),
});

const changeCallRoute = defineRoute({
  id: "changeCall",
  method: "put",
  path: "/api/calls/{call}",
  summary: "Changes a call; of one that is published, what it asks stays as it is",
  tags,
  access: agreeing,
  params: call,
  body: callBody,
  answer: callShape,
  handle: async (visit) => {
    await changeCall(visit, visit.params.call, visit.body);
    return callPage(visit, visit.params.call);
  },
});

const publishCallRoute = defineRoute({
  id: "publishCall",
  method: "post",
  path: "/api/calls/{call}/publish",
  summary: "Publishes a call: its criteria do not change any more",
  tags,
  access: agreeing,
  params: call,
  answer: callShape,
  handle: async (visit) => {
    await publishCall(visit, visit.params.call);
    return callPage(visit, visit.params.call);
  },
});

const withdrawCallRoute = defineRoute({
  id: "withdrawCall",
  method: "post",
  path: "/api/calls/{call}/withdraw",
  summary: "Withdraws a call",
  tags,
  access: agreeing,
  params: call,
  answer: callShape,
  handle: async (visit) => {
    await withdrawCall(visit, visit.params.call);
    return callPage(visit, visit.params.call);
  },
});

const keepCandidacyRoute = defineRoute({
  id: "keepCandidacy",
  method: "put",
  path: "/api/calls/{call}/candidacies/{partner}",
  summary: "Keeps the draft of a partner's candidacy as it is written; begins it where there is none",
  tags,
  access: { ...declaring, scope: ({ params }) => ({ partner: params.partner }) },
  params: call.extend({ partner: z.string() }),
  body: candidacyBody,
  answer: candidacyShape,
  handle: async (visit) => {
    const { call: number, partner } = visit.params;
    return candidacyPage(visit, await keepCandidacy(visit, number, partner, visit.body));
  },
});

const readCandidacyRoute = defineRoute({
  id: "readCandidacy",
  method: "get",
  path: "/api/candidacies/{candidacy}",
  summary:
    "A candidacy with its remarks, its assessment as far as the asker may know it, and what it waits for",
  tags,
  access: signedIn,
  params: candidacy,
  answer: candidacyShape,
  handle: (visit) => candidacyPage(visit, visit.params.candidacy),
});

const submitCandidacyRoute = defineRoute({
  id: "submitCandidacy",
  method: "post",
  path: "/api/candidacies/{candidacy}/submit",
  summary: "Sends a candidacy; refused once its call has closed, by the database's clock",
  tags,
  access: declaring,
  params: candidacy,
  body: submitBody,
  answer: receiptShape,
  handle: (visit) => submitCandidacy(visit, visit.params.candidacy, visit.body),
});

const withdrawCandidacyRoute = defineRoute({
  id: "withdrawCandidacy",
  method: "post",
  path: "/api/candidacies/{candidacy}/withdraw",
  summary: "Withdraws a candidacy before its call closes",
  tags,
  access: declaring,
  params: candidacy,
  answer: candidacyShape,
  handle: async (visit) => {
    await withdrawCandidacy(visit, visit.params.candidacy);
    return candidacyPage(visit, visit.params.candidacy);
  },
});

const assessAdmissibilityRoute = defineRoute({
  id: "assessAdmissibility",
  method: "post",
  path: "/api/candidacies/{candidacy}/admissibility",
  summary: "Says of each item of the list whether it is met; admissible where all are",
  tags,
  access: agreeing,
  params: candidacy,
  body: admissibilityBody,
  answer: candidacyShape,
  handle: async (visit) => {
    await assessAdmissibility(visit, visit.params.candidacy, visit.body);
    return candidacyPage(visit, visit.params.candidacy);
  },
});

const scoreCandidacyRoute = defineRoute({
  id: "scoreCandidacy",
  method: "post",
  path: "/api/candidacies/{candidacy}/scores",
  summary: "Scores each criterion that the call fixed, with its reason",
  tags,
  access: agreeing,
  params: candidacy,
  body: scoresBody,
  answer: candidacyShape,
  handle: async (visit) => {
    await scoreCandidacy(visit, visit.params.candidacy, visit.body);
    return candidacyPage(visit, visit.params.candidacy);
  },
});

const giveOpinionRoute = defineRoute({
  id: "giveOpinion",
  method: "post",
  path: "/api/candidacies/{candidacy}/opinion",
  summary: "Gives the reasoned opinion, with the amount that it proposes",
  tags,
  access: agreeing,
  params: candidacy,
  body: opinionBody,
  answer: candidacyShape,
  handle: async (visit) => {
    await giveOpinion(visit, visit.params.candidacy, visit.body);
    return candidacyPage(visit, visit.params.candidacy);
  },
});

const decideCandidacyRoute = defineRoute({
  id: "decideCandidacy",
  method: "post",
  path: "/api/candidacies/{candidacy}/decision",
  summary: "Records what the committee decided on a candidacy",
  tags,
  access: agreeing,
  params: candidacy,
  body: decisionBody,
  answer: candidacyShape,
  handle: async (visit) => {
    await decideCandidacy(visit, visit.params.candidacy, visit.body);
    return candidacyPage(visit, visit.params.candidacy);
  },
});

const makeAgreementRoute = defineRoute({
  id: "makeAgreement",
  method: "post",
  path: "/api/candidacies/{candidacy}/agreement",
  summary: "Makes the draft of an agreement out of a candidacy that was accepted",
  tags,
  access: agreeing,
  params: candidacy,
  answer: madeShape,
  status: 201,
  handle: async (visit) => ({ id: await makeFromCandidacy(visit, visit.params.candidacy) }),
});

export const callRoutes = [
  readCalls,
  readOneCall,
  makeCallRoute,
  changeCallRoute,
  publishCallRoute,
  withdrawCallRoute,
  keepCandidacyRoute,
  readCandidacyRoute,
  submitCandidacyRoute,
  withdrawCandidacyRoute,
  assessAdmissibilityRoute,
  scoreCandidacyRoute,
  giveOpinionRoute,
  decideCandidacyRoute,
  makeAgreementRoute,
] as const;
