import { z } from "zod";
import { languages } from "../../language.ts";
import { catalogue } from "../../publication/catalogue.ts";
import { editionOf, editions } from "../../publication/editions.ts";
import { listBytes, listForms } from "../../publication/list-files.ts";
import { operationsList } from "../../publication/operations-list.ts";
import { readPublicFile } from "../../publication/public-file.ts";
import { notFound } from "../../problem.ts";
import { defineRoute } from "../route.ts";
import { editionFile, fileAnswer } from "./published-files.ts";
import * as shapes from "./report-shapes.ts";

const access = { kind: "public" } as const;
const tags = ["Public"];

/** A published file hardly ever changes at its address; an edition's never does. */
const aMoment = 300;
const aYear = 31_536_000;

const fileName = z.string().regex(/^((fr|nl|en)\.(html|pdf|json)|figures\.json)$/);
const languageOfFile = (name: string) => languages.find((each) => name.startsWith(`${each}.`));

const publishedFile = defineRoute({
  id: "publishedReportFile",
  method: "get",
  path: "/public/reports/{year}/{file}",
  summary: "The newest edition of a published report as a file: fr.html, nl.pdf, en.json, figures.json",
  tags,
  access,
  params: z.object({ year: shapes.year, file: fileName }),
  handle: async ({ house, client, params, request }) =>
    editionFile(house, await editionOf(client, params.year), params.file, {
      request,
      heldFor: aMoment,
      language: languageOfFile(params.file),
    }),
});

const publishedEditionFile = defineRoute({
  id: "publishedEditionFile",
  method: "get",
  path: "/public/reports/{year}/{edition}/{file}",
  summary: "An edition of a published report as a file",
  tags,
  access,
  params: z.object({ year: shapes.year, edition: shapes.editionNumber, file: fileName }),
  handle: async ({ house, client, params, request }) =>
    editionFile(house, await editionOf(client, params.year, params.edition), params.file, {
      request,
      heldFor: aYear,
      language: languageOfFile(params.file),
    }),
});

const operationsFile = defineRoute({
  id: "operationsFile",
  method: "get",
  path: "/public/operations/{file}",
  summary: "The list of operations as a file: fr.csv, nl.xlsx, en.json",
  tags,
  access,
  params: z.object({ file: z.string().regex(/^(fr|nl|en)\.(csv|xlsx|json)$/) }),
  handle: async ({ house, params, request }) => {
    const language = languageOfFile(params.file);
    const form = listForms.find((each) => params.file.endsWith(`.${each}`));
    if (!language || !form) throw notFound();
    const bytes = await listBytes(operationsList(house.programme), form, language);
    const keptAs = `operations-${house.programme.identifier}-${params.file}`;
    return fileAnswer(params.file, bytes, { request, heldFor: aMoment, language, keptAs });
  },
});

const catalogueFile = defineRoute({
  id: "openDataCatalogue",
  method: "get",
  path: "/public/catalogue.jsonld",
  summary: "The open data of this programme as a DCAT-AP record",
  tags,
  access,
  handle: async ({ house, client, request }) => {
    const record = catalogue(
      house.programme,
      readPublicFile(house.programme),
      await editions(client),
      house.settings.origin,
    );
    return fileAnswer("catalogue.jsonld", Buffer.from(`${JSON.stringify(record, null, 2)}\n`), {
      request,
      heldFor: aMoment,
    });
  },
});

const robots = defineRoute({
  id: "robots",
  method: "get",
  path: "/robots.txt",
  summary: "What search engines may visit: public pages, not the application",
  tags,
  access,
  handle: ({ request }) => {
    const lines = [
      "User-agent: *",
      "Allow: /public/",
      ...languages.map((language) => `Allow: /${language}/public`),
      "Allow: /assets/",
      "Allow: /api/public/",
      "Disallow: /",
      "",
    ];
    return Promise.resolve(
      fileAnswer("robots.txt", Buffer.from(lines.join("\n")), { request, heldFor: aMoment }),
    );
  },
});

/** Public files at addresses where they stay: reports as they were published, the list of operations, its record. */
export const publicFileRoutes = [
  publishedFile,
  publishedEditionFile,
  operationsFile,
  catalogueFile,
  robots,
] as const;
