import { z } from "zod";
import { registerTemplate } from "../../intake/template.ts";
import { findTakenFile, originalOf, originalOfTaken, remarkedCopyOf } from "../../upload/copies.ts";
import { isWholeToAsker, mayKnow, mayTake, type Upload } from "../../upload/upload.ts";
import { notAllowed, notFound } from "../../problem.ts";
import { downloadResponse } from "../files-sent.ts";
import { defineRoute } from "../route.ts";
import { ofUpload, tags, uploadOf } from "./file-asked.ts";

const stillThere = (upload: Upload): Upload => {
  if (upload.state === "withdrawn" || upload.state === "expired") throw notFound();
  return upload;
};

const downloadOriginal = defineRoute({
  id: "downloadOriginal",
  method: "get",
  path: "/api/files/{upload}/original",
  summary: "The file exactly as it came; who takes it away is noted",
  tags,
  access: { kind: "signed_in" },
  params: ofUpload,
  handle: async (visit) => {
    const upload = stillThere(await uploadOf(visit, mayTake));
    return downloadResponse(await originalOf(visit.house, visit.client, upload));
  },
});

const downloadRemarked = defineRoute({
  id: "downloadRemarkedCopy",
  method: "get",
  path: "/api/files/{upload}/remarked",
  summary: "The same file with its faulty cells coloured and commented; who takes it away is noted",
  tags,
  access: { kind: "signed_in" },
  params: ofUpload,
  handle: async (visit) => {
    const upload = stillThere(await uploadOf(visit, mayTake));
    return downloadResponse(await remarkedCopyOf(visit.house, visit.client, upload, visit.language));
  },
});

const downloadTaken = defineRoute({
  id: "downloadTakenFile",
  method: "get",
  path: "/api/files/taken/{file}/original",
  summary:
    "A file that came in another way than through the browser, exactly as it came; who takes it away is noted",
  tags,
  access: { kind: "signed_in" },
  params: z.object({ file: z.coerce.number().int().min(1) }),
  handle: async ({ house, client, who, params }) => {
    const file = await findTakenFile(client, params.file);
    if (!file || !mayKnow(house, who, file)) throw notFound();
    if (!mayTake(house, who, file)) throw notAllowed();
    if (!(await isWholeToAsker(house, client, file))) throw notAllowed();
    return downloadResponse(await originalOfTaken(house, client, file));
  },
});

const downloadTemplate = defineRoute({
  id: "downloadTemplate",
  method: "get",
  path: "/api/registers/{register}/template",
  summary: "The workbook to fill in for a register, in the language asked for",
  tags,
  access: { kind: "signed_in" },
  params: z.object({ register: z.string() }),
  query: z.object({ operation: z.string().optional(), partner: z.string().optional() }),
  handle: async ({ house, params, query, language }) => {
    const register = house.programme.registers.get(params.register);
    if (!register) throw notFound();
    const parts = [register.id, query.operation, query.partner].filter(
      (part) => part !== undefined && /^\w+$/.test(part),
    );
    const bytes = await registerTemplate(register, language);
    return downloadResponse({
      name: `${parts.join("-")}.xlsx`,
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      body: new Uint8Array(bytes),
    });
  },
});

export const fileCopyRoutes = [downloadOriginal, downloadRemarked, downloadTaken, downloadTemplate] as const;
