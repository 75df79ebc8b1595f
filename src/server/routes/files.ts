import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import type { Text } from "../../language.ts";
import * as shape from "../../upload/answers.ts";
import { fileHistory } from "../../upload/history.ts";
import { askToKeep, withdraw } from "../../upload/keep.ts";
import { discard } from "../../upload/arrive.ts";
import { arriveFile, beginsWithHeaders, bytesOfPaste, registerAt, takeUpload } from "../../upload/receive.ts";
import { mayBring, mayKnow } from "../../upload/upload.ts";
import { viewUpload } from "../../upload/view.ts";
import { notAllowed } from "../../problem.ts";
import { fileNameOf } from "../files-sent.ts";
import { defineRoute } from "../route.ts";

import { tags, ofUpload, pageOf, perPage, place, uploadOf, andShow, startCheck } from "./file-asked.ts";
import { fileCopyRoutes } from "./file-copies.ts";
import { fileReviewRoutes } from "./file-review.ts";

const listFiles = defineRoute({
  id: "listFiles",
  method: "get",
  path: "/api/files",
  summary: "Lists the files that came in: who, when, and what became of them",
  tags,
  access: { kind: "signed_in" },
  query: place.partial().extend({ page: pageOf }),
  answer: shape.historyAnswer,
  handle: async ({ house, client, who, query: { page, ...filter } }) =>
    fileHistory(house, client, who, filter, { page, size: perPage }),
});

const bringFile = defineRoute({
  id: "bringFile",
  method: "post",
  path: "/api/files",
  summary:
    "Takes a file (XLSX or CSV as the body, its name percent-encoded in the header X-File-Name) to be checked; nothing is kept yet",
  tags,
  access: { kind: "right", right: "files:import" },
  query: place,
  answer: z.object({ id: z.uuid() }),
  status: 201,
  transaction: "own",
  handle: async ({ house, who, query, request, session }) => {
    registerAt(house.programme, query);
    if (!mayBring(house, who, query)) throw notAllowed();
    const name = fileNameOf(request);
    const { arrived, table } = await arriveFile(house.dataFolder, request.body ?? []);
    try {
      const id = await asSession(house.sessions, session, async (client, asker) => {
        if (!asker || !mayBring(house, asker, query)) throw notAllowed();
        return takeUpload(house, client, asker, query, { arrived, table, name, pasted: false });
      });
      return { id };
    } finally {
      await discard(arrived);
    }
  },
});

const pasteBlock = defineRoute({
  id: "pasteBlock",
  method: "post",
  path: "/api/files/paste",
  summary:
    "Takes a block of cells copied from a spreadsheet (the body: tabs and line ends) to be checked; nothing is kept yet",
  tags,
  access: { kind: "right", right: "files:import" },
  query: place.extend({
    headers: z
      .stringbool()
      .optional()
      .describe("Whether the first row has headers; found out where not said"),
  }),
  answer: z.object({ id: z.uuid() }),
  status: 201,
  transaction: "own",
  handle: async ({ house, who, query, language, request, session }) => {
    const register = registerAt(house.programme, query);
    if (!mayBring(house, who, query)) throw notAllowed();
    const text = await request.text();
    const hasHeaders = query.headers ?? (await beginsWithHeaders(text, register));
    const bytes = text.trim() === "" ? [] : [bytesOfPaste(text, hasHeaders, language)];
    const { arrived, table } = await arriveFile(house.dataFolder, bytes);
    try {
      const id = await asSession(house.sessions, session, async (client, asker) => {
        if (!asker || !mayBring(house, asker, query)) throw notAllowed();
        return takeUpload(house, client, asker, query, {
          arrived,
          table,
          name: pastedName[language],
          pasted: true,
        });
      });
      return { id };
    } finally {
      await discard(arrived);
    }
  },
});

const pastedName: Text = { fr: "Collage", nl: "Geplakt blok", en: "Pasted block" };

const readFile = defineRoute({
  id: "readFile",
  method: "get",
  path: "/api/files/{upload}",
  summary: "How far a file is: its check, what it would do, what is to be mended or confirmed, its receipt",
  tags,
  access: { kind: "signed_in" },
  params: ofUpload,
  answer: shape.uploadAnswer,
  handle: async (visit) => viewUpload(visit.house, visit.client, visit.who, await uploadOf(visit, mayKnow)),
});

const checkAgain = defineRoute({
  id: "checkFileAgain",
  method: "post",
  path: "/api/files/{upload}/check",
  summary: "Checks a file anew, as it was mended and as the register now is",
  tags,
  access: { kind: "right", right: "files:import" },
  params: ofUpload,
  answer: shape.uploadAnswer,
  handle: async (visit) => andShow(visit, async (upload) => startCheck(visit, upload)),
});

const keepFile = defineRoute({
  id: "keepFile",
  method: "post",
  path: "/api/files/{upload}/keep",
  summary: "Takes the file into its register, whole or not at all; asked again, nothing more happens",
  tags,
  access: { kind: "right", right: "files:import" },
  params: ofUpload,
  body: shape.keepBody,
  answer: shape.uploadAnswer,
  status: 202,
  handle: async (visit) =>
    andShow(visit, async (upload) =>
      askToKeep(visit.house, visit.client, visit.who, upload, visit.body.confirmOpen),
    ),
});

const withdrawFile = defineRoute({
  id: "withdrawFile",
  method: "post",
  path: "/api/files/{upload}/withdraw",
  summary: "Takes back a file that was not kept; its content is removed",
  tags,
  access: { kind: "right", right: "files:import" },
  params: ofUpload,
  answer: shape.uploadAnswer,
  handle: async (visit) => andShow(visit, async (upload) => withdraw(visit.house, visit.client, upload)),
});

/** Everything that can be done with files. */
export const fileRoutes = [
  listFiles,
  bringFile,
  pasteBlock,
  readFile,
  checkAgain,
  keepFile,
  withdrawFile,
  ...fileCopyRoutes,
  ...fileReviewRoutes,
] as const;
