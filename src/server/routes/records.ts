import { z } from "zod";
import { doTransition, removeRecord } from "../../entry/act-on-record.ts";
import { actOnMany } from "../../entry/bulk.ts";
import { changePage, undoForAsker } from "../../entry/change-page.ts";
import { recordPage } from "../../entry/record-page.ts";
import { recordBody } from "../../entry/record-schemas.ts";
import { changeSent, keepSent } from "../../entry/sent-record.ts";
import {
  bulkBodyShape,
  bulkOutcomeShape,
  changedRecordShape,
  changePageShape,
  keptShape,
  newRecordShape,
  recordPageShape,
  removeBodyShape,
  removedShape,
  transitionBodyShape,
  undoBodyShape,
  undoneShape,
} from "../../entry/shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["records"];
const place = z.object({ operation: z.string(), register: z.string() });
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const record = place.extend({ record: number });
const scope = ({ params }: { params: { operation: string } }) => ({ operation: params.operation });
const reading = { kind: "right", right: "records:read", scope } as const;
const writing = { kind: "right", right: "records:write", scope } as const;
const records = "/api/operations/{operation}/registers/{register}/records";

const readRecord = defineRoute({
  id: "readRecord",
  method: "get",
  path: `${records}/{record}`,
  summary: "A record: its answers, what the rules say, its state, its history",
  tags,
  access: reading,
  params: record,
  answer: recordPageShape,
  handle: (visit) => recordPage(visit, visit.params, visit.params.record),
});

const addRecord = defineRoute({
  id: "addRecord",
  method: "post",
  path: records,
  summary: "Adds a record sent by a program; with the header Idempotency-Key, once however often it is sent",
  tags,
  access: writing,
  params: place,
  body: newRecordShape,
  documentedBody: (programme) => recordBody(programme, "new"),
  answer: keptShape,
  status: 201,
  handle: (visit) => keepSent(visit, visit.params, visit.request.headers.get("idempotency-key"), visit.body),
});

const changeRecord = defineRoute({
  id: "changeRecord",
  method: "patch",
  path: `${records}/{record}`,
  summary: "Changes answers of a record; the header If-Match names the version that was read",
  tags,
  access: writing,
  params: record,
  body: changedRecordShape,
  documentedBody: (programme) => recordBody(programme, "changed"),
  answer: keptShape,
  handle: (visit) =>
    changeSent(visit, visit.params, visit.params.record, visit.request.headers.get("if-match"), visit.body),
});

const removeRecordRoute = defineRoute({
  id: "removeRecord",
  method: "post",
  path: `${records}/{record}/remove`,
  summary: "Takes a record out of its register, with a reason",
  tags,
  access: writing,
  params: record,
  body: removeBodyShape,
  answer: removedShape,
  handle: (visit) => removeRecord(visit, visit.params, visit.params.record, visit.body),
});

const transitionRecord = defineRoute({
  id: "transitionRecord",
  method: "post",
  path: `${records}/{record}/transitions/{transition}`,
  summary: "Takes a record one step of its lifecycle further",
  tags,
  access: writing,
  params: record.extend({ transition: z.string() }),
  body: transitionBodyShape,
  answer: keptShape,
  handle: (visit) =>
    doTransition(visit, visit.params, visit.params.record, visit.params.transition, visit.body),
});

const bulkRecords = defineRoute({
  id: "bulkRecords",
  method: "post",
  path: "/api/operations/{operation}/registers/{register}/bulk",
  summary: "Does the same to up to a thousand records, with an outcome for each",
  tags,
  access: writing,
  params: place,
  body: bulkBodyShape,
  answer: bulkOutcomeShape,
  handle: (visit) => actOnMany(visit, visit.params, visit.body),
});

const readChange = defineRoute({
  id: "readChange",
  method: "get",
  path: "/api/changes/{change}",
  summary: "What a change did to which records, and whether it can be undone",
  tags: ["changes"],
  access: { kind: "signed_in" },
  params: z.object({ change: number }),
  answer: changePageShape,
  handle: (visit) => changePage(visit, visit.params.change),
});

const undoChangeRoute = defineRoute({
  id: "undoChange",
  method: "post",
  path: "/api/changes/{change}/undo",
  summary: "Undoes a change on which nobody has built, as a new change that names it",
  tags: ["changes"],
  access: { kind: "right", right: "records:write" },
  params: z.object({ change: number }),
  body: undoBodyShape,
  answer: undoneShape,
  handle: (visit) => undoForAsker(visit, visit.params.change, visit.body.reason),
});

export const recordRoutes = [
  readRecord,
  addRecord,
  changeRecord,
  removeRecordRoute,
  transitionRecord,
  bulkRecords,
  readChange,
  undoChangeRoute,
] as const;
