import { z } from "zod";
import { agreementPage, agreementsPage } from "../../agreement/agreement-page.ts";
import { madeShape } from "../../agreement/call-shapes.ts";
import {
  amendAgreement,
  changeAgreement,
  decideAgreement,
  dropVersion,
  noteGuide,
  remarksIfChanged,
  terminateAgreement,
} from "../../agreement/change.ts";
import { compareAgreement } from "../../agreement/compare.ts";
import { forecastAgreement } from "../../agreement/forecast.ts";
import { mailGuide } from "../../reminder/guide-mail.ts";
import { makeDirectly } from "../../agreement/make.ts";
import {
  acceptBody,
  agreementBody,
  agreementShape,
  agreementsShape,
  amendBody,
  comparisonShape,
  forecastShape,
  guideBody,
  internalBody,
  planRemarksShape,
  terminateBody,
} from "../../agreement/shapes.ts";
import { decisionBody } from "../../agreement/shared-shapes.ts";
import { acceptAgreement, activateAgreement, proposeAgreement } from "../../agreement/steps.ts";
import { defineRoute } from "../route.ts";

const tags = ["Agreements"];
const signedIn = { kind: "signed_in" } as const;
const agreeing = { kind: "right", right: "money:agree" } as const;
const declaring = { kind: "right", right: "money:declare" } as const;
const params = z.object({ agreement: z.coerce.number().int().min(1) });
const version = z.object({ version: z.coerce.number().int().min(1).optional() });
const path = "/api/agreements/{agreement}";

const listAgreements = defineRoute({
  id: "listAgreements",
  method: "get",
  path: "/api/agreements",
  summary: "The agreements that the asker sees, with what is declared, what remains and what each waits for",
  tags,
  access: signedIn,
  query: z.object({ operation: z.string().optional(), partner: z.string().optional() }),
  answer: agreementsShape,
  handle: (visit) => agreementsPage(visit, visit.query),
});

const readAgreement = defineRoute({
  id: "readAgreement",
  method: "get",
  path,
  summary: "An agreement: the version being prepared, else the one in force, or the one asked for",
  tags,
  access: signedIn,
  params,
  query: version,
  answer: agreementShape,
  handle: (visit) => agreementPage(visit, visit.params.agreement, visit.query.version),
});

const makeInternalAgreement = defineRoute({
  id: "makeInternalAgreement",
  method: "post",
  path: "/api/operations/{operation}/internal-agreements",
  summary: "Makes the draft of an agreement with a service of the authority itself",
  tags,
  access: { ...agreeing, scope: ({ params: asked }) => ({ operation: asked.operation }) },
  params: z.object({ operation: z.string() }),
  body: internalBody,
  answer: madeShape,
  status: 201,
  handle: async (visit) => ({ id: await makeDirectly(visit, visit.params.operation, visit.body) }),
});

const changeAgreementRoute = defineRoute({
  id: "changeAgreement",
  method: "put",
  path,
  summary: "Changes the draft of an agreement, or of its next version",
  tags,
  access: agreeing,
  params,
  body: agreementBody,
  answer: agreementShape,
  handle: async (visit) => {
    await changeAgreement(visit, visit.params.agreement, visit.body);
    return agreementPage(visit, visit.params.agreement);
  },
});

const checkPlanRoute = defineRoute({
  id: "checkAgreementPlan",
  method: "post",
  path: `${path}/remarks`,
  summary: "What the rules of cost would say of the draft, changed so; nothing is kept",
  tags,
  access: agreeing,
  params,
  body: agreementBody,
  answer: planRemarksShape,
  handle: async (visit) => ({
    remarks: [...(await remarksIfChanged(visit, visit.params.agreement, visit.body))],
  }),
});

const decideAgreementRoute = defineRoute({
  id: "decideAgreement",
  method: "post",
  path: `${path}/decision`,
  summary: "Records the committee's decision on an internal agreement or an amendment",
  tags,
  access: agreeing,
  params,
  body: decisionBody,
  answer: agreementShape,
  handle: async (visit) => {
    await decideAgreement(visit, visit.params.agreement, visit.body);
    return agreementPage(visit, visit.params.agreement);
  },
});

const proposeAgreementRoute = defineRoute({
  id: "proposeAgreement",
  method: "post",
  path: `${path}/propose`,
  summary: "Proposes the draft to the partner",
  tags,
  access: agreeing,
  params,
  answer: agreementShape,
  handle: async (visit) => {
    await proposeAgreement(visit, visit.params.agreement);
    return agreementPage(visit, visit.params.agreement);
  },
});

const acceptAgreementRoute = defineRoute({
  id: "acceptAgreement",
  method: "post",
  path: `${path}/accept`,
  summary: "The partner accepts each line of the proposal, or questions it with a remark",
  tags,
  access: declaring,
  params,
  body: acceptBody,
  answer: agreementShape,
  handle: async (visit) => {
    await acceptAgreement(visit, visit.params.agreement, visit.body);
    return agreementPage(visit, visit.params.agreement);
  },
});

const activateAgreementRoute = defineRoute({
  id: "activateAgreement",
  method: "post",
  path: `${path}/activate`,
  summary: "Puts what the partner accepted into force and posts what it grants; refused without a decision",
  tags,
  access: agreeing,
  params,
  answer: agreementShape,
  handle: async (visit) => {
    await activateAgreement(visit, visit.params.agreement);
    return agreementPage(visit, visit.params.agreement);
  },
});

const amendAgreementRoute = defineRoute({
  id: "amendAgreement",
  method: "post",
  path: `${path}/amend`,
  summary: "Begins the next version of an agreement in force, as a copy of it",
  tags,
  access: agreeing,
  params,
  body: amendBody,
  answer: agreementShape,
  handle: async (visit) => {
    await amendAgreement(visit, visit.params.agreement, visit.body);
    return agreementPage(visit, visit.params.agreement);
  },
});

const dropVersionRoute = defineRoute({
  id: "dropVersion",
  method: "post",
  path: `${path}/drop`,
  summary: "Drops the version that is being prepared beside the one in force",
  tags,
  access: agreeing,
  params,
  answer: agreementShape,
  handle: async (visit) => {
    await dropVersion(visit, visit.params.agreement);
    return agreementPage(visit, visit.params.agreement);
  },
});

const terminateAgreementRoute = defineRoute({
  id: "terminateAgreement",
  method: "post",
  path: `${path}/terminate`,
  summary: "Ends an agreement before its time",
  tags,
  access: agreeing,
  params,
  body: terminateBody,
  answer: agreementShape,
  handle: async (visit) => {
    await terminateAgreement(visit, visit.params.agreement, visit.body);
    return agreementPage(visit, visit.params.agreement);
  },
});

const noteGuideRoute = defineRoute({
  id: "noteGuide",
  method: "post",
  path: `${path}/guides`,
  summary: "Mails a new version of the financial guide to the partner, and notes it",
  tags,
  access: agreeing,
  params,
  body: guideBody,
  answer: agreementShape,
  handle: async (visit) => {
    const notice = await noteGuide(visit, visit.params.agreement, visit.body);
    await mailGuide(visit.house, visit.client, notice);
    return agreementPage(visit, visit.params.agreement);
  },
});

const compareAgreementRoute = defineRoute({
  id: "compareAgreement",
  method: "get",
  path: `${path}/comparison`,
  summary: "Call, candidacy and agreement side by side: equal, differing or missing, line by line",
  tags,
  access: signedIn,
  params,
  query: version,
  answer: comparisonShape,
  handle: (visit) => compareAgreement(visit, visit.params.agreement, visit.query.version),
});

const forecastAgreementRoute = defineRoute({
  id: "forecastAgreement",
  method: "get",
  path: `${path}/forecast`,
  summary: "The instalments of an agreement: how much, for when, and what each waits for",
  tags,
  access: signedIn,
  params,
  answer: forecastShape,
  handle: (visit) => forecastAgreement(visit, visit.params.agreement),
});

export const agreementRoutes = [
  listAgreements,
  readAgreement,
  makeInternalAgreement,
  changeAgreementRoute,
  checkPlanRoute,
  decideAgreementRoute,
  proposeAgreementRoute,
  acceptAgreementRoute,
  activateAgreementRoute,
  amendAgreementRoute,
  dropVersionRoute,
  terminateAgreementRoute,
  noteGuideRoute,
  compareAgreementRoute,
  forecastAgreementRoute,
] as const;
