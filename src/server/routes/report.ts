import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import type { Right } from "../../access/rights.ts";
import { scopeOf } from "../../access/scope.ts";
import type { Who } from "../../access/who.ts";
import { todayInBrussels } from "../../today.ts";
import type { Programme } from "../../definition/programme.ts";
import { missingDimensions } from "../../figure/request.ts";
import { smallestShown } from "../../figure/small-cells.ts";
import { languages } from "../../language.ts";
import { valuesOf } from "../../publication/breakdown.ts";
import { articleOf, draftOf, markedAsDraft, reportLanguages } from "../../publication/draft.ts";
import { editions, signatures } from "../../publication/editions.ts";
import { figureWords, filterTexts } from "../../publication/figure-words.ts";
import { draftPdf } from "../../publication/pdf.ts";
import { atOneMoment } from "../../publication/press.ts";
import {
  discardEdition,
  enterEdition,
  NumbersChanged,
  type Prepared,
  prepareEdition,
} from "../../publication/publish.ts";
import { yearsWithData } from "../../publication/years.ts";
import type { House } from "../../house.ts";
import { reportBytes } from "../../report/forms.ts";
import { language, text } from "../../shapes.ts";
import { notAllowed, notFound, Problem } from "../../problem.ts";
import { defineRoute } from "../route.ts";
import { fileAnswer } from "./published-files.ts";
import * as shapes from "./report-shapes.ts";

const reads = { kind: "right", right: "report:read" } as const;
const tags = ["Report"];

const signedEdition = shapes.edition.extend({
  publisher: z.string().optional(),
  reason: z.string().optional(),
});

/** The snapshot that figures come from knows no walls: the database is asked whether it would let the asker through. */
const askDatabase = async (house: House, session: string | undefined, right: Right): Promise<void> => {
  const may = await asSession(house.sessions, session, async (client) => {
    const { rows } = await client.query<{ may: boolean }>("select access.anywhere($1) as may", [right]);
    return rows[0]?.may;
  });
  if (may !== true) throw notAllowed();
};

const reportsShape = z.object({
  languages: z.array(language).readonly(),
  years: z.array(z.object({ year: z.number(), editions: z.array(signedEdition).readonly() })).readonly(),
});
export type ReportsAnswer = z.infer<typeof reportsShape>;

const listReports = defineRoute({
  id: "listReports",
  method: "get",
  path: "/api/reports",
  summary: "Lists the years that a report can be made of, and what was published of each",
  tags,
  access: reads,
  answer: reportsShape,
  transaction: "own",
  handle: async ({ house, session }) => {
    await askDatabase(house, session, "report:read");
    const { result: years } = await atOneMoment(house, (snapshot) =>
      yearsWithData(house.programme, snapshot),
    );
    const [published, signed] = await asSession(
      house.sessions,
      session,
      async (client) => [await editions(client), await signatures(client)] as const,
    );
    const all = [...new Set([...years, ...published.map(({ year }) => year)])];
    return {
      languages: reportLanguages(house.programme),
      years: all
        .toSorted((a, b) => b - a)
        .map((year) => ({
          year,
          editions: published
            .filter((each) => each.year === year)
            .map((each) => {
              const by = signed.find((row) => row.year === year && row.edition === each.edition);
              return { ...each, publisher: by?.publisher, reason: by?.reason };
            }),
        })),
    };
  },
});

const reportShape = shapes.article.extend({
  year: z.number(),
  language,
  figures: z.array(shapes.reportedFigure).readonly(),
  statements: z.number(),
  /** The untrue numbers with the sentence of each. */
  untrue: z.array(shapes.reportedFigure.extend({ section: z.string(), sentence: z.string() })).readonly(),
  numbers: z.string(),
  data: z.object({ change: z.number(), hash: z.string() }),
  definition: z.object({ version: z.string(), fingerprint: z.string() }),
});
export type ReportAnswer = z.infer<typeof reportShape>;

const readReportRoute = defineRoute({
  id: "readReport",
  method: "get",
  path: "/api/reports/{year}",
  summary:
    "Returns the report of a year in the making, as markup, with every number in it and whether it is true",
  tags,
  access: reads,
  // Figures come from the snapshot, which needs a connection: one that waits for it may not hold another.
  transaction: "own",
  params: z.object({ year: shapes.year }),
  query: z.object({ language }),
  answer: reportShape,
  handle: async ({ house, session, params, query }) => {
    await askDatabase(house, session, "report:read");
    if (!reportLanguages(house.programme).includes(query.language)) throw notFound();
    const { report, data, numbers } = await draftOf(house, params.year, query.language);
    const { programme } = house;
    return {
      ...articleOf(report),
      year: report.year,
      language: report.language,
      figures: report.figures,
      statements: report.statements.length,
      untrue: report.untrue.map((figure) => {
        const said = report.statements.find(({ spans }) =>
          spans.some((span) => span.figure === figure.key && span.text === figure.text),
        );
        return { ...figure, section: said?.section ?? "", sentence: said?.sentence ?? "" };
      }),
      numbers,
      data,
      definition: { version: programme.version, fingerprint: programme.fingerprint },
    };
  },
});

/** The values of dimensions by which the numbers of a report are filtered. */
const filterNames = ["operation", "priority", "objective", "partner", "fund"] as const;

const explainedShape = shapes.figureTold.extend({
  year: z.number(),
  filters: z.array(z.object({ dimension: text, value: text })).readonly(),
  /** Whether parts are left out because they count a few people. */
  hides: z.boolean(),
});
export type ExplainedAnswer = z.infer<typeof explainedShape>;

const explainReported = defineRoute({
  id: "explainReportedFigure",
  method: "get",
  path: "/api/reports/{year}/figures/{figure}",
  summary: "Explains a number of the report: what it counts, by which rule, the year before, and its parts",
  tags,
  access: reads,
  // Figures come from the snapshot, which needs a connection: one that waits for it may not hold another.
  transaction: "own",
  params: z.object({ year: shapes.year, figure: z.string() }),
  query: z.object({
    operation: z.string().optional(),
    priority: z.string().optional(),
    objective: z.string().optional(),
    partner: z.string().optional(),
    fund: z.string().optional(),
  }),
  answer: explainedShape,
  handle: async ({ house, session, who, params, query }) => {
    await askDatabase(house, session, "report:read");
    const { programme } = house;
    const figure = programme.figures.get(params.figure);
    const filters = Object.fromEntries(
      filterNames.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])),
    );
    if (!figure || figure.computation.kind === "none" || !isKnown(programme, filters)) throw notFound();
    if (missingDimensions(programme, figure, Object.keys(filters)).length > 0) throw notFound();
    const limit = readsRecords(who) ? 1 : smallestShown(programme, `${params.year}-12-31`).limit;
    const { result } = await atOneMoment(house, async (snapshot) => ({
      // The number itself stands in the report; its parts are hidden where they count a few people.
      now: await valuesOf(programme, snapshot, [figure], { year: params.year, filters, limit }),
      whole: await valuesOf(programme, snapshot, [figure], { year: params.year, filters, limit: 1 }),
      before: await valuesOf(programme, snapshot, [figure], { year: params.year - 1, filters, limit: 1 }),
    }));
    const cells = result.now.cells.get(figure.id) ?? [];
    return {
      ...figureWords(programme, figure),
      year: params.year,
      filters: filterTexts(programme, filters),
      value: result.whole.totals.get(figure.id) ?? null,
      before: figure.computation.kind === "structure" ? undefined : result.before.totals.get(figure.id),
      cells,
      hides: cells.some(({ value, under }) => value === null || under.some((each) => each.value === null)),
    };
  },
});

const readsRecords = (who: Who): boolean => scopeOf(who, "records:read") === "everywhere";

const isKnown = (programme: Programme, filters: Readonly<Record<string, string>>): boolean => {
  const known: Record<string, ReadonlyMap<string, unknown>> = {
    operation: programme.operations,
    priority: programme.priorities,
    objective: programme.objectives,
    partner: programme.partners,
    fund: programme.funds,
  };
  return Object.entries(filters).every(([name, value]) => known[name]?.has(value));
};

const draftFile = defineRoute({
  id: "downloadReportDraft",
  method: "get",
  path: "/api/reports/{year}/draft/{file}",
  summary: "Downloads the report in the making: fr.html, fr.pdf, fr.json",
  tags,
  access: reads,
  // A PDF takes a moment: no connection to the store is held meanwhile.
  transaction: "own",
  params: z.object({
    year: shapes.year,
    file: z.string().regex(new RegExp(`^(${languages.join("|")})\\.(html|pdf|json)$`)),
  }),
  handle: async ({ house, session, params, request }) => {
    await askDatabase(house, session, "report:read");
    const [name = "", form = ""] = params.file.split(".");
    const language = languages.find((each) => each === name);
    if (!language || !reportLanguages(house.programme).includes(language)) throw notFound();
    const keptAs = `report-${params.year}-${language}-draft.${form}`;
    if (form === "pdf") {
      const pdf = await draftPdf(house, params.year, language);
      return fileAnswer(params.file, pdf, { keptAs, language, request });
    }
    const { report } = await draftOf(house, params.year, language);
    const bytes =
      form === "json"
        ? await reportBytes(report, "json", house.programme)
        : await reportBytes(markedAsDraft(report), "html", house.programme);
    return fileAnswer(params.file, bytes, { keptAs, language, request });
  },
});

const publishReport = defineRoute({
  id: "publishReport",
  method: "post",
  path: "/api/reports/{year}/editions",
  summary: "Publishes the report of a year as a new edition, unless it says something untrue",
  tags,
  access: { kind: "right", right: "report:publish" },
  transaction: "own",
  params: z.object({ year: shapes.year }),
  body: z.object({
    /** The language in which the report was read, and the numbers that it then had. */
    language,
    numbers: z.string(),
    /** Why there is a new edition. */
    reason: z.string().max(500).default(""),
  }),
  answer: z.object({ year: z.number(), edition: z.number() }),
  status: 201,
  handle: async ({ house, session, params, body }) => {
    await askDatabase(house, session, "report:publish");
    let prepared: Prepared | undefined;
    try {
      const made = await prepareEdition(house, {
        year: params.year,
        publishedOn: todayInBrussels(),
        seen: { language: body.language, numbers: body.numbers },
      });
      prepared = made;
      const edition = await asSession(house.sessions, session, (client) =>
        enterEdition(client, made, body.reason.trim()),
      );
      return { year: params.year, edition };
    } catch (error) {
      if (prepared) await discardEdition(house.dataFolder, prepared);
      if (error instanceof NumbersChanged) throw new Problem(409, "numbers_changed", error.text);
      throw error;
    }
  },
});

/** The report in the making, for those who write and check it. */
export const reportRoutes = [
  listReports,
  readReportRoute,
  explainReported,
  draftFile,
  publishReport,
] as const;
