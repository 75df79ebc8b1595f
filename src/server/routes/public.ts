import { z } from "zod";
import { articleOfPublished } from "../../publication/published-article.ts";
import { editionJson, editionOf, editions } from "../../publication/editions.ts";
import { operationsList } from "../../publication/operations-list.ts";
import { highlights, overview } from "../../publication/overview.ts";
import { privacyNotice } from "../../publication/privacy.ts";
import type { PublishedFigures } from "../../publication/published-figures.ts";
import { language, source, text } from "../../shapes.ts";
import { notFound } from "../../problem.ts";
import { defineRoute } from "../route.ts";
import { version } from "./about.ts";
import { publicFileRoutes } from "./public-files.ts";
import * as shapes from "./report-shapes.ts";

const access = { kind: "public" } as const;
const tags = ["Public"];
const body = z.object({ name: text, web: z.string(), source });

const overviewShape = z.object({
  title: text,
  identifier: z.string(),
  authority: text,
  approvedOn: z.string(),
  period: z.object({ from: z.string(), until: z.string() }),
  summary: text.optional(),
  contact: body.optional(),
  accessibility: z.object({ law: text, oversight: body, complaint: body }).optional(),
  budget: z.string(),
  operations: z.number(),
  partners: z.number(),
  hasInventedPartners: z.boolean(),
  isDemonstration: z.boolean(),
  priorities: z
    .array(
      z.object({
        id: z.string(),
        number: z.number(),
        title: text,
        budget: z.string(),
        isTechnicalAssistance: z.boolean(),
        objectives: z.array(text).readonly(),
        operations: z.array(text).readonly(),
      }),
    )
    .readonly(),
});
export type OverviewAnswer = z.infer<typeof overviewShape>;

const publicOverview = defineRoute({
  id: "publicOverview",
  method: "get",
  path: "/api/public/programme",
  summary: "Returns what the programme is for, its structure and its budget",
  tags,
  access,
  answer: overviewShape,
  handle: ({ house }) =>
    Promise.resolve({ ...overview(house.programme), isDemonstration: house.settings.demonstration }),
});

const highlightsShape = z.object({ year: z.number().optional(), html: z.string().optional() });
export type HighlightsAnswer = z.infer<typeof highlightsShape>;

const publicHighlights = defineRoute({
  id: "publicHighlights",
  method: "get",
  path: "/api/public/highlights",
  summary: "Returns the key figures of the latest published year, as markup",
  tags,
  access,
  query: z.object({ language }),
  answer: highlightsShape,
  handle: async ({ house, client, query }) => {
    const [latest] = await editions(client);
    if (!latest) return {};
    return { year: latest.year, html: await highlights(house.dataFolder, latest, query.language) };
  },
});

const reportsShape = z.object({ editions: z.array(shapes.edition).readonly() });
export type PublishedAnswer = z.infer<typeof reportsShape>;

const publicReports = defineRoute({
  id: "publicReports",
  method: "get",
  path: "/api/public/reports",
  summary: "Lists every edition of the published reports, newest first",
  tags,
  access,
  answer: reportsShape,
  handle: async ({ client }) => ({ editions: await editions(client) }),
});

const reportShape = shapes.article.extend({
  edition: shapes.edition,
  language,
  figures: z.array(shapes.reportedFigure).readonly(),
});
export type PublishedReportAnswer = z.infer<typeof reportShape>;

const publicReport = defineRoute({
  id: "publicReport",
  method: "get",
  path: "/api/public/reports/{year}",
  summary: "Returns a published report as markup, with the numbers in it",
  tags,
  access,
  params: z.object({ year: shapes.year }),
  query: z.object({ language, edition: shapes.editionNumber.optional() }),
  answer: reportShape,
  handle: async ({ house, client, params, query }) => {
    const edition = await editionOf(client, params.year, query.edition);
    const published = edition && (await articleOfPublished(house.dataFolder, edition, query.language));
    if (!published) throw notFound();
    return { ...published, edition, language: query.language };
  },
});

const figuresShape = z.object({
  year: z.number(),
  smallestShown: z.number(),
  figures: z
    .array(
      shapes.figureTold.pick({
        figure: true,
        code: true,
        annex: true,
        label: true,
        unit: true,
        isMoney: true,
        value: true,
        before: true,
      }),
    )
    .readonly(),
});
export type PublishedFiguresAnswer = z.infer<typeof figuresShape>;

const publicFigures = defineRoute({
  id: "publicFigures",
  method: "get",
  path: "/api/public/reports/{year}/figures",
  summary: "Lists the figures of a published year; counts of a few people are hidden",
  tags,
  access,
  params: z.object({ year: shapes.year }),
  query: z.object({ edition: shapes.editionNumber.optional() }),
  answer: figuresShape,
  handle: async ({ house, client, params, query }) => {
    const edition = await editionOf(client, params.year, query.edition);
    const figures =
      edition && (await editionJson<PublishedFigures>(house.dataFolder, edition, "figures.json"));
    if (!figures) throw notFound();
    return figures;
  },
});

const figureShape = shapes.figureTold.extend({ year: z.number(), smallestShown: z.number() });
export type PublishedFigureAnswer = z.infer<typeof figureShape>;

const publicFigure = defineRoute({
  id: "publicFigure",
  method: "get",
  path: "/api/public/reports/{year}/figures/{figure}",
  summary: "Explains a figure of a published year",
  tags,
  access,
  params: z.object({ year: shapes.year, figure: z.string() }),
  query: z.object({ edition: shapes.editionNumber.optional() }),
  answer: figureShape,
  handle: async ({ house, client, params, query }) => {
    const edition = await editionOf(client, params.year, query.edition);
    const figures =
      edition && (await editionJson<PublishedFigures>(house.dataFolder, edition, "figures.json"));
    const figure = figures?.figures.find((each) => each.figure === params.figure);
    if (!figures || !figure) throw notFound();
    return { ...figure, year: figures.year, smallestShown: figures.smallestShown };
  },
});

const operationsShape = z.object({
  programme: text,
  identifier: z.string(),
  updatedOn: z.string().optional(),
  operations: z
    .array(
      z.object({
        operation: z.string(),
        name: text,
        summary: text.optional(),
        priority: text,
        fund: text,
        beneficiaries: z.array(z.object({ name: text, isInvented: z.boolean() })).readonly(),
        starts: z.string(),
        ends: z.string(),
        contributionPerYear: z.string().optional(),
        unionRate: z.string().optional(),
        location: text.optional(),
        country: z.string().optional(),
        intervention: text.optional(),
      }),
    )
    .readonly(),
});
export type OperationsListAnswer = z.infer<typeof operationsShape>;

const publicOperations = defineRoute({
  id: "publicOperations",
  method: "get",
  path: "/api/public/operations",
  summary: "Returns the list of operations: Reg. (EU) 1303/2013, Art. 115(2) and Annex XII",
  tags,
  access,
  answer: operationsShape,
  handle: ({ house }) => Promise.resolve(operationsList(house.programme)),
});

const privacyShape = z.object({
  authority: text,
  contact: body.optional(),
  registers: z
    .array(
      z.object({
        label: text,
        description: text.optional(),
        operations: z.array(text).readonly(),
        fields: z
          .array(
            z.object({
              label: text,
              kind: z.enum(["identity", "special", "usual"]),
              isAlwaysAsked: z.boolean(),
              article: z.string().optional(),
            }),
          )
          .readonly(),
        retentionYears: z.number().optional(),
      }),
    )
    .readonly(),
  readers: z.object({ identity: z.array(text).readonly(), special: z.array(text).readonly() }),
  privacy: z
    .object({ kept: text, kept_source: source, collected_source: source, complaint: body })
    .optional(),
});
export type PrivacyAnswer = z.infer<typeof privacyShape>;

const publicPrivacy = defineRoute({
  id: "publicPrivacy",
  method: "get",
  path: "/api/public/privacy",
  summary: "Returns what is recorded of participants, why, who sees it and for how long",
  tags,
  access,
  answer: privacyShape,
  handle: ({ house }) => Promise.resolve(privacyNotice(house.programme)),
});

const aboutShape = z.object({
  version: z.string(),
  programme: z.string(),
  definitions: z.string(),
  fingerprint: z.string(),
  framework: text,
});
export type PublicAboutAnswer = z.infer<typeof aboutShape>;

const publicAbout = defineRoute({
  id: "publicAbout",
  method: "get",
  path: "/api/public/about",
  summary: "Returns the versions of the software and of the definitions",
  tags,
  access,
  answer: aboutShape,
  handle: ({ house: { programme } }) =>
    Promise.resolve({
      version,
      programme: programme.id,
      definitions: programme.version,
      fingerprint: programme.fingerprint,
      framework: programme.framework.title,
    }),
});

/** What anybody may read without signing in: what was published, and what definitions say. Never a record. */
export const publicRoutes = [
  publicOverview,
  publicHighlights,
  publicReports,
  publicReport,
  publicFigures,
  publicFigure,
  publicOperations,
  publicPrivacy,
  publicAbout,
  ...publicFileRoutes,
] as const;
