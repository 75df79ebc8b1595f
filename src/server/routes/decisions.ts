import { z } from "zod";
import { decisionsPage } from "../../control/decision-page.ts";
import { seeDecision } from "../../control/decision-row.ts";
import { decideDecision, proposeCorrection, returnDecision } from "../../control/decide.ts";
import {
  correctionBodyShape,
  decisionsShape,
  outageBodyShape,
  outagesShape,
  planBodyShape,
  planShape,
  returnBodyShape,
} from "../../control/list-shapes.ts";
import { noteOutage, outagesPage } from "../../control/outage.ts";
import { adoptPlan, keepPlan, planPage } from "../../control/plan.ts";
import { defineRoute } from "../route.ts";

const tags = ["Control"];
const reading = { kind: "right", right: "money:read" } as const;
const controlling = { kind: "right", right: "money:control" } as const;
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const ofDecision = z.object({ decision: number });
const ofDeclaration = z.object({ declaration: number });
const ofYear = z.object({ year: z.coerce.number().int().min(2014).max(2040) });

const readDecisions = defineRoute({
  id: "readDecisions",
  method: "get",
  path: "/api/declarations/{declaration}/decisions",
  summary: "What was decided of a declaration, and what is proposed",
  tags,
  access: reading,
  params: ofDeclaration,
  answer: decisionsShape,
  handle: (visit) => decisionsPage(visit, visit.params.declaration),
});

const correctRoute = defineRoute({
  id: "proposeCorrection",
  method: "post",
  path: "/api/declarations/{declaration}/decisions",
  summary: "Proposes that what was decided be corrected, or that what was parked be released",
  tags,
  access: controlling,
  params: ofDeclaration,
  body: correctionBodyShape,
  answer: decisionsShape,
  status: 201,
  handle: async (visit) => {
    await proposeCorrection(visit, visit.params.declaration, visit.body);
    return decisionsPage(visit, visit.params.declaration);
  },
});

const decideRoute = defineRoute({
  id: "decideDecision",
  method: "post",
  path: "/api/decisions/{decision}/decide",
  summary: "Decides what another person proposed; asked again, as it was decided",
  tags,
  access: controlling,
  params: ofDecision,
  answer: decisionsShape,
  handle: async (visit) => {
    const { declaration } = await seeDecision(visit, visit.params.decision);
    await decideDecision(visit, visit.params.decision);
    return decisionsPage(visit, declaration);
  },
});

const returnRoute = defineRoute({
  id: "returnDecision",
  method: "post",
  path: "/api/decisions/{decision}/return",
  summary: "Sends a proposal back to whoever made it, with a reason",
  tags,
  access: controlling,
  params: ofDecision,
  body: returnBodyShape,
  answer: decisionsShape,
  handle: async (visit) => {
    const { declaration } = await seeDecision(visit, visit.params.decision);
    await returnDecision(visit, visit.params.decision, visit.body.reason);
    return decisionsPage(visit, declaration);
  },
});

const readPlan = defineRoute({
  id: "readControlPlan",
  method: "get",
  path: "/api/control-plans/{year}",
  summary: "The plan of control of a year: its risks and their basis in writing, in its versions",
  tags,
  access: reading,
  params: ofYear,
  answer: planShape,
  handle: (visit) => planPage(visit, visit.params.year),
});

const keepPlanRoute = defineRoute({
  id: "keepControlPlan",
  method: "put",
  path: "/api/control-plans/{year}",
  summary: "Keeps the draft of a plan",
  tags,
  access: controlling,
  params: ofYear,
  body: planBodyShape,
  answer: planShape,
  handle: async (visit) => {
    await keepPlan(visit, visit.params.year, visit.body);
    return planPage(visit, visit.params.year);
  },
});

const adoptRoute = defineRoute({
  id: "adoptControlPlan",
  method: "post",
  path: "/api/control-plans/{year}/adopt",
  summary: "Adopts the draft: it governs what is opened from then on",
  tags,
  access: controlling,
  params: ofYear,
  answer: planShape,
  handle: async (visit) => {
    await adoptPlan(visit, visit.params.year);
    return planPage(visit, visit.params.year);
  },
});

const readOutages = defineRoute({
  id: "readOutages",
  method: "get",
  path: "/api/outages",
  summary: "When Jalon could not be reached: answers are due so much later",
  tags,
  access: reading,
  answer: outagesShape,
  handle: (visit) => outagesPage(visit),
});

const noteOutageRoute = defineRoute({
  id: "noteOutage",
  method: "post",
  path: "/api/outages",
  summary: "Notes by hand that Jalon could not be reached",
  tags,
  access: controlling,
  body: outageBodyShape,
  answer: outagesShape,
  status: 201,
  handle: async (visit) => {
    await noteOutage(visit, visit.body);
    return outagesPage(visit);
  },
});

export const decisionRoutes = [
  readDecisions,
  correctRoute,
  decideRoute,
  returnRoute,
  readPlan,
  keepPlanRoute,
  adoptRoute,
  readOutages,
  noteOutageRoute,
] as const;
