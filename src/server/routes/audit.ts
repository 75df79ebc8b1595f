import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import { makePackage } from "../../audit/package.ts";
import { tracePage } from "../../audit/trace.ts";
import { trailHead } from "../../audit/trail-head.ts";
import { traceShape, trailHeadShape } from "../../audit/trail-shapes.ts";
import { notSignedIn } from "../../problem.ts";
import { language } from "../../shapes.ts";
import {
  cancelSample,
  changeSample,
  concludeSample,
  drawStored,
  keepResults,
  planSample,
} from "../../audit/make.ts";
import { frameCsv, samplePage, samplesPage } from "../../audit/page.ts";
import {
  cancelBodyShape,
  changeBodyShape,
  concludeBodyShape,
  drawBodyShape,
  planBodyShape,
  plannedShape,
  purposes,
  resultsBodyShape,
  sampleShape,
  samplesShape,
  sampleStates,
} from "../../audit/shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["Audit"];
/** Whoever reads money may ask; the samples themselves are for control, payment, certification and audit. */
const reading = { kind: "right", right: "money:read" } as const;
const params = z.object({ sample: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const one = "/api/samples/{sample}";

const listSamplesRoute = defineRoute({
  id: "listSamples",
  method: "get",
  path: "/api/samples",
  summary: "The samples drawn, and the methods by which one can be drawn",
  tags,
  access: reading,
  query: z.object({ state: z.enum(sampleStates).optional(), purpose: z.enum(purposes).optional() }),
  answer: samplesShape,
  handle: (visit) => samplesPage(visit, visit.query),
});

const planSampleRoute = defineRoute({
  id: "planSample",
  method: "post",
  path: "/api/samples",
  summary: "Fixes the population of a sample, with its hash; the units are drawn afterwards",
  tags,
  access: reading,
  body: planBodyShape,
  answer: plannedShape,
  status: 201,
  handle: (visit) => planSample(visit, visit.body),
});

const readSampleRoute = defineRoute({
  id: "readSample",
  method: "get",
  path: one,
  summary: "A sample: population, method, units drawn, what was found and what it says of the population",
  tags,
  access: reading,
  params,
  query: z.object({
    all: z.enum(["true", "false"]).optional().describe("The whole population, not the units drawn"),
  }),
  answer: sampleShape,
  handle: (visit) => samplePage(visit, visit.params.sample, { all: visit.query.all === "true" }),
});

const changeSampleRoute = defineRoute({
  id: "changeSample",
  method: "put",
  path: one,
  summary: "Changes method, parameters or the units that cannot be drawn, before the draw",
  tags,
  access: reading,
  params,
  body: changeBodyShape,
  answer: sampleShape,
  handle: async (visit) => {
    await changeSample(visit, visit.params.sample, visit.body);
    return samplePage(visit, visit.params.sample);
  },
});

const drawSampleRoute = defineRoute({
  id: "drawSample",
  method: "post",
  path: `${one}/draw`,
  summary: "Draws the units, which anybody can draw again from the exported population",
  tags,
  access: reading,
  params,
  body: drawBodyShape,
  answer: sampleShape,
  handle: async (visit) => {
    await drawStored(visit, visit.params.sample, visit.body);
    return samplePage(visit, visit.params.sample);
  },
});

const keepResultsRoute = defineRoute({
  id: "keepSampleResults",
  method: "put",
  path: `${one}/results`,
  summary: "Keeps what was found on the units drawn, typed or as the control found it",
  tags,
  access: reading,
  params,
  body: resultsBodyShape,
  answer: sampleShape,
  handle: async (visit) => {
    await keepResults(visit, visit.params.sample, visit.body);
    return samplePage(visit, visit.params.sample);
  },
});

const concludeSampleRoute = defineRoute({
  id: "concludeSample",
  method: "post",
  path: `${one}/conclude`,
  summary: "Concludes a sample; projection and conclusion stay as they are from then on",
  tags,
  access: reading,
  params,
  body: concludeBodyShape,
  answer: sampleShape,
  handle: async (visit) => {
    await concludeSample(visit, visit.params.sample, visit.body);
    return samplePage(visit, visit.params.sample);
  },
});

const cancelSampleRoute = defineRoute({
  id: "cancelSample",
  method: "post",
  path: `${one}/cancel`,
  summary: "Gives a sample up, with the reason; it stays known",
  tags,
  access: reading,
  params,
  body: cancelBodyShape,
  answer: sampleShape,
  handle: async (visit) => {
    await cancelSample(visit, visit.params.sample, visit.body.reason);
    return samplePage(visit, visit.params.sample);
  },
});

const exportFrameRoute = defineRoute({
  id: "exportSampleFrame",
  method: "get",
  path: `${one}/frame.csv`,
  summary: "The population of a sample as a CSV file, for jalon sample draw",
  tags,
  access: reading,
  params,
  handle: async (visit) => {
    const { name, text } = await frameCsv(visit, visit.params.sample);
    return new Response(text, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  },
});

const downloadPackage = defineRoute({
  id: "downloadAuditTrail",
  method: "get",
  path: "/api/operations/{operation}/audit-trail.zip",
  summary: "The audit trail of an operation as one package that verifies offline; that it was taken is noted",
  tags,
  access: { kind: "right", right: "money:audit" },
  // Making it takes a while: the answer is sent without a connection to the store.
  transaction: "own",
  params: z.object({ operation: z.string().min(1).max(80) }),
  query: z.object({
    language: language.optional(),
    names: z.enum(["true", "false"]).optional().describe("With the names of people, which is noted"),
  }),
  handle: async ({ house, session, params: asked, query, language: usual }) => {
    const made = await asSession(house.sessions, session, (client, who) => {
      if (!who) throw notSignedIn();
      return makePackage(
        { house, client, who, dataFolder: house.dataFolder },
        {
          operation: asked.operation,
          language: query.language ?? usual,
          withNames: query.names === "true",
        },
      );
    });
    const stream = createReadStream(made.path);
    stream.once("close", () => void made.dispose());
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": "application/zip",
        "content-length": String(made.bytes),
        "content-disposition": `attachment; filename="${made.name}"`,
        "x-jalon-sha256": made.sha256,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  },
});

const readTrailHead = defineRoute({
  id: "readTrailHead",
  method: "get",
  path: "/api/trail/head",
  summary:
    "The head of the trail, what is kept of it outside of the database, and the packages that were made",
  tags,
  access: { kind: "right", right: "money:audit" },
  answer: trailHeadShape,
  handle: (visit) => trailHead(visit),
});

const readTrace = defineRoute({
  id: "readTrace",
  method: "get",
  path: "/api/trace",
  summary: "What an amount is the sum of, step by step, from the account down to the record or document",
  tags,
  access: reading,
  query: z.object({
    key: z
      .string()
      .max(200)
      .describe("application:ID, accounts:ID, declaration:ID, entry:ID, payment:ID, or the key of a part"),
    via: z.string().max(1000).optional().describe("The keys that led there, with commas between them"),
  }),
  answer: traceShape,
  handle: (visit) =>
    tracePage(visit, {
      key: visit.query.key,
      via: (visit.query.via ?? "")
        .split(",")
        .filter((key) => key !== "")
        .slice(0, 10),
    }),
});

export const auditRoutes = [
  readTrace,
  downloadPackage,
  readTrailHead,
  listSamplesRoute,
  planSampleRoute,
  readSampleRoute,
  changeSampleRoute,
  drawSampleRoute,
  keepResultsRoute,
  concludeSampleRoute,
  cancelSampleRoute,
  exportFrameRoute,
] as const;
