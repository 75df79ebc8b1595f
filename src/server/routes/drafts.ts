import { z } from "zod";
import { discardDraft, listDrafts, putDraft, readDraft, saveEdits, takeDraft } from "../../entry/drafts.ts";
import { keepDraft } from "../../entry/keep-draft.ts";
import {
  draftBodyShape,
  draftEditsShape,
  draftListShape,
  draftPageShape,
  keepBodyShape,
  keptShape,
  savedShape,
} from "../../entry/shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["drafts"];
const access = { kind: "right", right: "records:write" } as const;
const params = z.object({ draft: z.uuid() });

const listDraftsRoute = defineRoute({
  id: "listDrafts",
  method: "get",
  path: "/api/drafts",
  summary: "The asker's drafts, and those of people whom the asker manages",
  tags,
  access,
  answer: draftListShape,
  handle: (visit) => listDrafts(visit),
});

const readDraftRoute = defineRoute({
  id: "readDraft",
  method: "get",
  path: "/api/drafts/{draft}",
  summary: "A draft with what was typed into it",
  tags,
  access,
  params,
  answer: draftPageShape,
  handle: (visit) => readDraft(visit, visit.params.draft),
});

const putDraftRoute = defineRoute({
  id: "putDraft",
  method: "put",
  path: "/api/drafts/{draft}",
  summary: "Begins a draft, or goes on with it; answered once the edits are on disk",
  tags,
  access,
  params,
  body: draftBodyShape,
  answer: savedShape,
  handle: (visit) => putDraft(visit, visit.params.draft, visit.body),
});

const patchDraftRoute = defineRoute({
  id: "patchDraft",
  method: "patch",
  path: "/api/drafts/{draft}",
  summary: "Saves edits of a draft; may be repeated and come in any order",
  tags,
  access,
  params,
  body: draftEditsShape,
  answer: savedShape,
  handle: (visit) => saveEdits(visit, visit.params.draft, visit.body.edits),
});

const discardDraftRoute = defineRoute({
  id: "discardDraft",
  method: "delete",
  path: "/api/drafts/{draft}",
  summary: "Throws a draft away",
  tags,
  access,
  params,
  answer: z.object({ discarded: z.literal(true) }),
  handle: async (visit) => {
    await discardDraft(visit, visit.params.draft);
    return { discarded: true as const };
  },
});

const takeDraftRoute = defineRoute({
  id: "takeDraft",
  method: "post",
  path: "/api/drafts/{draft}/take",
  summary: "Takes over the draft of somebody whom the asker manages",
  tags,
  access,
  params,
  answer: draftPageShape,
  handle: (visit) => takeDraft(visit, visit.params.draft),
});

const keepDraftRoute = defineRoute({
  id: "keepDraft",
  method: "post",
  path: "/api/drafts/{draft}/keep",
  summary: "Keeps a draft as a record of its register; asked again, it answers the same",
  tags,
  access,
  params,
  body: keepBodyShape,
  answer: keptShape,
  handle: (visit) => keepDraft(visit, visit.params.draft, visit.body),
});

export const draftRoutes = [
  listDraftsRoute,
  readDraftRoute,
  putDraftRoute,
  patchDraftRoute,
  discardDraftRoute,
  takeDraftRoute,
  keepDraftRoute,
] as const;
