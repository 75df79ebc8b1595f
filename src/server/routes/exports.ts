import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Tasks } from "../../house.ts";
import { exportFolder, exportName, writeExport } from "../../listing/export.ts";
import type { ExportFormat } from "../../listing/export-cells.ts";
import { countRecords } from "../../listing/list.ts";
import {
  deleteExport,
  deleteOldExports,
  expiryTask,
  exportTask,
  makeExport,
  noteExport,
  openExport,
  savedExports,
} from "../../listing/saved-exports.ts";
import { mostAtOnce } from "../../listing/view.ts";
import { notFound } from "../../problem.ts";
import { todayInBrussels } from "../../today.ts";
import { defineRoute } from "../route.ts";
import { listBody, requestOf } from "./listing.ts";

const tags = ["exports"];
const read = { kind: "right", right: "records:read" } as const;

const exportShape = z.object({
  export: z.string(),
  register: z.string(),
  operation: z.string().nullable(),
  format: z.enum(["xlsx", "csv"]),
  state: z.enum(["waiting", "ready", "failed", "deleted"]),
  records: z.int().nullable(),
  bytes: z.int().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
export type ExportAnswer = z.infer<typeof exportShape>;

const exportBody = listBody.omit({ page: true }).extend({
  format: z.enum(["xlsx", "csv"]),
  extent: z.enum(["chosen", "all"]).describe("The columns of the list, or all that the asker may see"),
});

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

const fileHeaders = (format: ExportFormat, name: string, bytes: number): Record<string, string> => ({
  "content-type": contentTypes[format],
  "content-length": String(bytes),
  "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  "cache-control": "no-store",
});

const exportRoute = defineRoute({
  id: "exportRecords",
  method: "post",
  path: "/api/registers/{register}/export",
  summary: `The records of a list as XLSX or CSV: the file itself up to ${mostAtOnce} records, else 202 and a file to fetch later`,
  tags,
  access: read,
  params: z.object({
    register: z
      .string()
      .regex(/^\w[\w-]*$/)
      .max(100),
  }),
  body: exportBody,
  handle: async ({ client, params, body, ...asked }) => {
    const { format, extent, ...list } = body;
    const request = requestOf(asked, params.register, list);
    const wish = { format, columns: extent };
    const { total } = await countRecords(client, request);
    if (total > mostAtOnce) {
      const id = await noteExport(client, asked.house, request, wish);
      return Response.json({ export: id, records: total }, { status: 202 });
    }
    const path = join(await exportFolder(asked.house.dataFolder), `${randomUUID()}.now`);
    try {
      await writeExport(client, request, wish, path);
      const bytes = await readFile(path);
      return new Response(bytes, {
        headers: fileHeaders(format, exportName(request, format, todayInBrussels()), bytes.length),
      });
    } finally {
      await rm(path, { force: true });
    }
  },
});

const exportsRoute = defineRoute({
  id: "listExports",
  method: "get",
  path: "/api/exports",
  summary: "The asker's own exports that are being made or can be fetched",
  tags,
  access: read,
  answer: z.object({ exports: z.array(exportShape) }),
  handle: async ({ client }) => ({ exports: await savedExports(client) }),
});

const fileRoute = defineRoute({
  id: "fetchExport",
  method: "get",
  path: "/api/exports/{export}/file",
  summary: "The file of one of the asker's own exports, until its end",
  tags,
  access: read,
  params: z.object({ export: z.uuid() }),
  handle: async ({ house, who, client, params, language }) => {
    const found = await openExport(client, house, who, params.export);
    const register = house.programme.registers.get(found?.saved.register ?? "");
    if (!found || !register) throw notFound();
    const { format, createdAt } = found.saved;
    const name = exportName({ register, language }, format, createdAt.slice(0, 10));
    return new Response(found.content, { headers: fileHeaders(format, name, found.bytes) });
  },
});

const deleteRoute = defineRoute({
  id: "deleteExport",
  method: "delete",
  path: "/api/exports/{export}",
  summary: "Deletes one of the asker's own exports at once",
  tags,
  access: read,
  params: z.object({ export: z.uuid() }),
  answer: z.object({ deleted: z.literal(true) }),
  handle: async ({ house, client, params }) => {
    if (!(await deleteExport(client, house, params.export))) throw notFound();
    return { deleted: true as const };
  },
});

/** Files made of lists. */
export const exportRoutes = [exportRoute, exportsRoute, fileRoute, deleteRoute] as const;

/** Makes the large ones, and deletes those whose time is over. */
export const exportTasks: Tasks = {
  [exportTask]: async (house, payload) => {
    await deleteOldExports(house);
    const id = payload["export"];
    if (typeof id === "string") await makeExport(house, id);
  },
  [expiryTask]: async (house) => deleteOldExports(house),
};
