import { z } from "zod";
import * as shape from "../../upload/answers.ts";
import { askColumns, sayColumns, withoutCells } from "../../upload/columns.ts";
import { confirm, unconfirm } from "../../upload/confirm.ts";
import { notAllowed } from "../../problem.ts";
import { fillUpload } from "../../upload/fill.ts";
import { mendAlike, mendCells } from "../../upload/mend.ts";
import { mendPage } from "../../upload/mends.ts";
import { forgetColumn, rememberedColumns } from "../../upload/remembered.ts";
import { remarkPage, valuesOfKind } from "../../upload/remarks.ts";
import { rowPage } from "../../upload/rows.ts";
import { fates } from "../../upload/shapes.ts";
import { isWholeToAsker, mayBring, mayOpen, mayTake, registerOf } from "../../upload/upload.ts";
import { defineRoute } from "../route.ts";

import {
  tags,
  ofUpload,
  pageOf,
  remarksPerPage,
  perPage,
  uploadOf,
  maySee,
  maySeeSpecial,
  andShow,
  startCheck,
} from "./file-asked.ts";

const readColumns = defineRoute({
  id: "readFileColumns",
  method: "get",
  path: "/api/files/{upload}/columns",
  summary: "The columns of a file with what each is read as and some of its cells",
  tags,
  access: { kind: "signed_in" },
  params: ofUpload,
  query: z.object({ row: z.coerce.number().int().min(1).max(40).optional() }),
  answer: shape.columnsAnswer,
  handle: async (visit) => {
    const upload = await uploadOf(visit, mayOpen);
    const sheets = await askColumns(visit.house, visit.client, upload, visit.query.row);
    const isWhole =
      mayTake(visit.house, visit.who, upload) && (await isWholeToAsker(visit.house, visit.client, upload));
    return {
      sheets: isWhole ? sheets : sheets.map(withoutCells),
      remembered: await rememberedColumns(visit.house, visit.client, visit.who, upload),
    };
  },
});

const sayFileColumns = defineRoute({
  id: "sayFileColumns",
  method: "put",
  path: "/api/files/{upload}/columns",
  summary: "Says what columns of a file are, and has it checked anew",
  tags,
  access: { kind: "right", right: "files:import" },
  params: ofUpload,
  body: shape.sayColumnsBody,
  answer: shape.uploadAnswer,
  handle: async (visit) =>
    andShow(visit, async (upload) => {
      const { client, who, house, body } = visit;
      await sayColumns(client, who, upload, registerOf(house.programme, upload), body);
      await startCheck(visit, upload);
    }),
});

const listRemembered = defineRoute({
  id: "listRememberedColumns",
  method: "get",
  path: "/api/partners/{partner}/registers/{register}/columns",
  summary: "What was said of the columns of a partner's files, used again for its next ones",
  tags,
  access: { kind: "right", right: "files:import", scope: ({ params }) => ({ partner: params.partner }) },
  params: z.object({ partner: z.string(), register: z.string() }),
  answer: shape.rememberedAnswer,
  handle: async ({ house, client, who, params }) => ({
    remembered: await rememberedColumns(house, client, who, { ...params, operation: "" }),
  }),
});

const forgetRemembered = defineRoute({
  id: "forgetRememberedColumn",
  method: "post",
  path: "/api/partners/{partner}/registers/{register}/columns/forget",
  summary: "Forgets what was said of a column of a partner's files",
  tags,
  access: { kind: "right", right: "files:import", scope: ({ params }) => ({ partner: params.partner }) },
  params: z.object({ partner: z.string(), register: z.string() }),
  body: z.object({ key: z.string() }),
  answer: shape.rememberedAnswer,
  handle: async ({ house, client, who, params, body }) => {
    await forgetColumn(house, client, who, params, body.key);
    return { remembered: await rememberedColumns(house, client, who, { ...params, operation: "" }) };
  },
});

const listRemarks = defineRoute({
  id: "listFileRemarks",
  method: "get",
  path: "/api/files/{upload}/remarks",
  summary: "A page of what there is to mend or to confirm, cell by cell",
  tags,
  access: { kind: "signed_in" },
  params: ofUpload,
  query: z.object({
    page: pageOf,
    kind: z.coerce.number().int().min(0).optional(),
    field: z.string().optional(),
    severity: z.enum(["refuse", "incomplete", "confirm"]).optional(),
    open: z.stringbool().optional(),
  }),
  answer: shape.remarksAnswer,
  handle: async (visit) => {
    const upload = await uploadOf(visit, mayOpen);
    const register = registerOf(visit.house.programme, upload);
    const { page, ...filter } = visit.query;
    const mayShow = await maySee(visit, upload);
    return remarkPage(visit.client, upload, register, filter, { page, size: remarksPerPage }, mayShow);
  },
});

const listMends = defineRoute({
  id: "listFileMends",
  method: "get",
  path: "/api/files/{upload}/mends",
  summary: "A page of what was mended on screen: by whom, when and to what",
  tags,
  access: { kind: "signed_in" },
  params: ofUpload,
  query: z.object({ page: pageOf }),
  answer: shape.mendsAnswer,
  handle: async (visit) => {
    const upload = await uploadOf(visit, mayOpen);
    return mendPage(
      visit.client,
      upload,
      { page: visit.query.page, size: remarksPerPage },
      await maySee(visit, upload),
    );
  },
});

const listValues = defineRoute({
  id: "listFaultyValues",
  method: "get",
  path: "/api/files/{upload}/kinds/{kind}/values",
  summary: "The values that come back in cells of one kind of remark, to be mended all alike",
  tags,
  access: { kind: "signed_in" },
  params: ofUpload.extend({ kind: z.coerce.number().int().min(0) }),
  answer: shape.valuesAnswer,
  handle: async (visit) => {
    const upload = await uploadOf(visit, mayOpen);
    const field = upload.summary?.kinds[visit.params.kind]?.field;
    if (field != null && !(await maySee(visit, upload))(field)) return { values: [] };
    return { values: await valuesOfKind(visit.client, upload, visit.params.kind) };
  },
});

const listRows = defineRoute({
  id: "listFileRows",
  method: "get",
  path: "/api/files/{upload}/rows",
  summary: "A page of the rows of a file by what they would do, with what would change",
  tags,
  access: { kind: "signed_in" },
  params: ofUpload,
  query: z.object({ page: pageOf, fate: z.enum(fates) }),
  answer: shape.rowsAnswer,
  handle: async (visit) => {
    const { house, client, who, query } = visit;
    const upload = await uploadOf(visit, mayOpen);
    return rowPage(
      client,
      upload,
      registerOf(house.programme, upload),
      query.fate,
      { page: query.page, size: perPage },
      { identity: house.guards.identity(who, upload), special: await maySeeSpecial(visit, upload) },
    );
  },
});

const mendFile = defineRoute({
  id: "mendFileCells",
  method: "post",
  path: "/api/files/{upload}/mends",
  summary: "Lays right values over cells and says at once what there still is to say of their rows",
  tags,
  access: { kind: "right", right: "files:import" },
  params: ofUpload,
  body: shape.mendBody,
  answer: shape.mendedAnswer,
  handle: async (visit) => {
    const upload = await uploadOf(visit, mayBring);
    const { mends } = visit.body;
    const rows = await mendCells(visit.client, visit.who, visit.house.programme, upload, mends);
    return { mended: mends.length, rows };
  },
});

const mendFileAlike = defineRoute({
  id: "mendFileCellsAlike",
  method: "post",
  path: "/api/files/{upload}/mends/alike",
  summary: "Lays the same right value over every cell of a kind that holds the same wrong one",
  tags,
  access: { kind: "right", right: "files:import" },
  params: ofUpload,
  body: shape.mendAlikeBody,
  answer: shape.mendedAnswer,
  handle: async (visit) => {
    const upload = await uploadOf(visit, mayBring);
    return mendAlike(visit.client, visit.who, visit.house.programme, upload, visit.body);
  },
});

const fillFile = defineRoute({
  id: "fillFileCells",
  method: "post",
  path: "/api/files/{upload}/fill",
  summary:
    "Fills empty cells with what another register knows of the same person, as mends; noted as a reading",
  tags,
  access: { kind: "right", right: "files:import" },
  params: ofUpload,
  answer: shape.filledAnswer,
  handle: async (visit) => {
    const upload = await uploadOf(visit, mayBring);
    if (!visit.house.guards.identity(visit.who, upload)) throw notAllowed();
    const filled = await fillUpload(visit.house, visit.client, visit.who, upload);
    if (filled.cells > 0) await startCheck(visit, upload);
    return filled;
  },
});

const confirmRemarks = defineRoute({
  id: "confirmFileRemarks",
  method: "post",
  path: "/api/files/{upload}/confirmations",
  summary: "Confirms that what is unusual is right: one remark, all of a kind, or all",
  tags,
  access: { kind: "right", right: "files:import" },
  params: ofUpload,
  body: shape.confirmBody,
  answer: shape.uploadAnswer,
  handle: async (visit) =>
    andShow(visit, async (upload) => confirm(visit.client, visit.who, upload, visit.body)),
});

const unconfirmRemark = defineRoute({
  id: "unconfirmFileRemark",
  method: "delete",
  path: "/api/files/{upload}/confirmations/{remark}",
  summary: "Takes back what was confirmed of one remark",
  tags,
  access: { kind: "right", right: "files:import" },
  params: ofUpload.extend({ remark: z.coerce.number().int().min(1) }),
  answer: shape.uploadAnswer,
  handle: async (visit) =>
    andShow(visit, async (upload) => unconfirm(visit.client, upload, visit.params.remark)),
});

export const fileReviewRoutes = [
  readColumns,
  sayFileColumns,
  listRemembered,
  forgetRemembered,
  listRemarks,
  listMends,
  listValues,
  listRows,
  mendFile,
  mendFileAlike,
  fillFile,
  confirmRemarks,
  unconfirmRemark,
] as const;
