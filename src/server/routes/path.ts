import { z } from "zod";
import { answerHandOver } from "../../path/answer-hand-over.ts";
import { handOver } from "../../path/hand-over.ts";
import { moveToPhase } from "../../path/move-to-phase.ts";
import { pathPage } from "../../path/page.ts";
import { personPath } from "../../path/person-path.ts";
import {
  answerBodyShape,
  doneShape,
  handOverBodyShape,
  pathPageShape,
  personPathShape,
  phaseBodyShape,
} from "../../path/shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["Path"];
const service = z.object({ service: z.string() });
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const ofOperation = service.extend({ operation: z.string(), record: number });
const ofRecord = ofOperation.extend({ register: z.string() });
const scope = ({ params }: { params: { operation: string } }) => ({ operation: params.operation });

const readPath = defineRoute({
  id: "readPath",
  method: "get",
  path: "/api/services/{service}/path",
  summary:
    "A service's people by phase, contracts that end soon, hand-overs sent and received with their outcomes",
  tags,
  access: { kind: "right", right: "records:read" },
  params: service,
  query: z.object({ phase: z.string().optional() }),
  answer: pathPageShape,
  handle: (visit) => pathPage(visit, visit.params.service, visit.query),
});

const readPersonPath = defineRoute({
  id: "readPersonPath",
  method: "get",
  path: "/api/services/{service}/path/operations/{operation}/registers/{register}/records/{record}",
  summary: "The path of the person whom a record is about, over every operation in the asker's reach",
  tags,
  // A record that is addressed to the asker stands under the sender's operation.
  access: { kind: "right", right: "records:read" },
  params: ofRecord,
  answer: personPathShape,
  handle: (visit) => personPath(visit, visit.params.service, visit.params, visit.params.record),
});

const moveToPhaseRoute = defineRoute({
  id: "moveToPhase",
  method: "post",
  path: "/api/services/{service}/path/operations/{operation}/records/{record}/phase",
  summary: "Moves a participant to a phase: the one under way ends, the new one begins",
  tags,
  access: { kind: "right", right: "records:write", scope },
  params: ofOperation,
  body: phaseBodyShape,
  answer: doneShape,
  handle: (visit) =>
    moveToPhase(visit, visit.params.service, visit.params.operation, visit.params.record, visit.body),
});

const handOverRoute = defineRoute({
  id: "handOver",
  method: "post",
  path: "/api/services/{service}/path/operations/{operation}/records/{record}/hand-over",
  summary: "Hands a participant over to another service, with the person's consent",
  tags,
  access: { kind: "right", right: "records:write", scope },
  params: ofOperation,
  body: handOverBodyShape,
  answer: doneShape,
  status: 201,
  handle: (visit) =>
    handOver(visit, visit.params.service, visit.params.operation, visit.params.record, visit.body),
});

const answerHandOverRoute = defineRoute({
  id: "answerHandOver",
  method: "post",
  path: "/api/services/{service}/path/operations/{operation}/registers/{register}/records/{record}/answer",
  summary: "Answers a hand-over addressed to the service: takes the person on, or says why not",
  tags,
  // The hand-over stands under the sender's operation; that it is addressed to the asker is looked at with it.
  access: { kind: "right", right: "records:write" },
  params: ofRecord,
  body: answerBodyShape,
  answer: doneShape,
  status: 201,
  handle: (visit) =>
    answerHandOver(visit, visit.params.service, visit.params, visit.params.record, visit.body),
});

export const pathRoutes = [
  readPath,
  readPersonPath,
  moveToPhaseRoute,
  handOverRoute,
  answerHandOverRoute,
] as const;
