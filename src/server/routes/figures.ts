import type { PoolClient } from "pg";
import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import { countable } from "../../definition/books.ts";
import type { Figure } from "../../definition/programme.ts";
import type { House } from "../../house.ts";
import type { Snapshot } from "../../figure/snapshot.ts";
import { figureOrPart } from "../../figure/delays.ts";
import { fieldDimensions, missingDimensions } from "../../figure/request.ts";
import {
  dimensionText,
  FiguresOfOthers,
  readFilters,
  UnreadableFilter,
  valueText,
} from "../../progress/asked.ts";
import { dataVersion, usualYear, yearsWithData } from "../../progress/data.ts";
import { figurePage } from "../../progress/figure-page.ts";
import { countInRegisters } from "../../progress/live.ts";
import { readRecords, recordsBehind } from "../../progress/records.ts";
import { sheetFile } from "../../progress/sheet.ts";
import { type Asker, figureTable, summaryOf, type TableAsked } from "../../progress/table.ts";
import { targetPages } from "../../progress/target-page.ts";
import {
  figureListShape,
  figurePageShape,
  figureRecordsShape,
  figureTableShape,
  targetsShape,
} from "../../progress/shapes.ts";
import { notFound, Problem } from "../../problem.ts";
import { defineRoute, type Visit } from "../route.ts";

const words = z.union([z.string(), z.array(z.string())]).optional();
const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const partQuery = z.object({
  year: z
    .string()
    .regex(/^(\d{4}|all)$/)
    .optional()
    .describe("A year, or all for all years together; the last year with records where not said"),
  where: words.describe(
    'Parts of the programme, each as "operation:neets" or "gender:woman,-" (- is not answered)',
  ),
  whole: z
    .enum(["true", "false"])
    .optional()
    .describe("true: the programme as a whole, for those who otherwise get their own part"),
});
const tableQuery = partQuery.extend({
  figures: z.string().optional().describe("Figures by name, apart by commas; all of them where not said"),
  by: z.string().optional().describe("Dimensions, apart by commas: operation,gender"),
});

/**
 * Returns who asks for figures, of which data, on which day. To be asked outside a transaction: bringing the snapshot up
 * to date takes a connection of its own, and requests that each held one would wait for each other for ever.
 */
export const askerOf = async ({
  house,
  who,
}: Pick<Visit<unknown, unknown, unknown>, "house" | "who">): Promise<Asker> =>
  askerWith({ house, who }, await house.recentSnapshot());

const askerWith = (
  { house, who }: Pick<Visit<unknown, unknown, unknown>, "house" | "who">,
  snapshot: Snapshot,
): Asker => ({
  programme: house.programme,
  pool: house.pool,
  snapshot,
  who,
  today: house.today(),
});

/** Does the part of the work that reads registers, under the asker's own session. */
const underSession = <T>(
  { house, session }: Pick<Visit<unknown, unknown, unknown>, "house" | "session">,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> => asSession(house.sessions, session, work);

type Part = z.infer<typeof partQuery>;

const partOf = async (
  asker: Asker,
  { year, where, whole }: Part,
): Promise<Omit<TableAsked, "by" | "figures">> => ({
  year: year === "all" ? undefined : year === undefined ? await yearOf(asker) : Number(year),
  filters: readFilters(listed(where)),
  whole: whole === "true",
});

const yearOf = async ({ programme, pool, snapshot, today }: Asker): Promise<number> =>
  usualYear(await yearsWithData(programme, pool, snapshot), today);

const tries = 3;

/**
 * Does the work on one state of the data: when the snapshot was brought up to date meanwhile, it is done again. `exact`:
 * on the state of this moment. What somebody may not see is refused as such, and an address that cannot be read says so.
 */
const answered = async <T>(
  visit: Pick<Visit<unknown, unknown, unknown>, "house" | "who">,
  work: (asker: Asker) => Promise<T>,
  { exact = false } = {},
): Promise<T> => {
  const { house } = visit;
  try {
    for (let attempt = 1; ; attempt++) {
      const snapshot = await (exact ? house.snapshot() : house.recentSnapshot());
      const { hash } = snapshot;
      const answer = await work(askerWith(visit, snapshot));
      if (snapshot.hash === hash || attempt === tries) return answer;
    }
  } catch (error) {
    if (error instanceof FiguresOfOthers) throw new Problem(403, "figures_of_others", error.text);
    if (error instanceof UnreadableFilter) throw new Problem(400, "unreadable_filter", error.text);
    throw error;
  }
};

const figureOf = ({ programme }: House, id: string): Figure => {
  const figure = figureOrPart(programme, id);
  if (!figure) throw notFound();
  return figure;
};

const commas = (text: string | undefined): string[] => (text ?? "").split(",").filter((word) => word !== "");

const askedTable = async (asker: Asker, query: z.infer<typeof tableQuery>): Promise<TableAsked> => ({
  ...(await partOf(asker, query)),
  figures: query.figures === undefined ? undefined : commas(query.figures),
  by: commas(query.by),
});

const tags = ["Figures"];

const listFigures = defineRoute({
  id: "listFigures",
  transaction: "own",
  method: "get",
  path: "/api/figure-list",
  summary: "Lists the figures of the programme, the dimensions they are known by, and the years with records",
  tags,
  access: { kind: "signed_in" },
  answer: figureListShape,
  handle: async (visit) => {
    const asker = await askerOf(visit);
    const { programme, pool, snapshot, today } = asker;
    const years = await yearsWithData(programme, pool, snapshot);
    const fields = countable(programme).flatMap((register) => fieldDimensions(register));
    const all = [...new Set(["priority", "objective", "operation", "partner", "fund", ...fields])];
    return {
      figures: [...programme.figures.values()].map((figure) => ({
        ...summaryOf(programme, figure),
        dimensions: all.filter((id) => missingDimensions(programme, figure, [id]).length === 0),
      })),
      dimensions: all.map((id) => ({
        id,
        label: dimensionText(programme, id),
        values: valuesOf(visit.house, id).map((value) => ({ value, label: valueText(programme, id, value) })),
      })),
      years: [...years],
      year: usualYear(years, today),
      data: await dataVersion(pool, snapshot),
    };
  },
});

const valuesOf = ({ programme }: House, dimension: string): (string | null)[] => {
  const places: Record<string, Iterable<string>> = {
    priority: programme.priorities.keys(),
    objective: programme.objectives.keys(),
    operation: programme.operations.keys(),
    partner: programme.partners.keys(),
    fund: programme.funds.keys(),
  };
  const known = places[dimension];
  if (known) return [...known];
  const codes = countable(programme).flatMap(({ fields }) => {
    const field = fields.get(dimension);
    return field?.type === "boolean" ? ["true", "false"] : (field?.choices?.map(({ code }) => code) ?? []);
  });
  return [...new Set(codes), null];
};

const figuresTable = defineRoute({
  id: "figuresTable",
  transaction: "own",
  method: "get",
  path: "/api/figures",
  summary: "Computes figures of a year, with the year before, broken down by whatever the records know",
  tags,
  access: { kind: "signed_in" },
  query: tableQuery,
  answer: figureTableShape,
  handle: async (visit) =>
    answered(visit, async (asker) => figureTable(asker, await askedTable(asker, visit.query))),
});

const kinds = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
} as const;

const figuresFile = defineRoute({
  id: "figuresFile",
  transaction: "own",
  method: "get",
  path: "/api/figures-file/{format}",
  summary: "A table of figures as a spreadsheet or a CSV file",
  tags,
  access: { kind: "signed_in" },
  params: z.object({ format: z.enum(["xlsx", "csv"]) }),
  query: tableQuery,
  handle: async (visit) =>
    answered(visit, async (asker) => {
      const { format } = visit.params;
      const page = await figureTable(asker, await askedTable(asker, visit.query));
      const bytes = await sheetFile(page, format, visit.language);
      const name = `${visit.house.programme.id}-${page.year ?? "all"}.${format}`;
      return new Response(Buffer.from(bytes), {
        headers: { "content-type": kinds[format], "content-disposition": `attachment; filename="${name}"` },
      });
    }),
});

const readFigure = defineRoute({
  id: "readFigure",
  transaction: "own",
  method: "get",
  path: "/api/figures/{figure}",
  summary: "A figure: its value, every year of it, and what makes it what it is, in words",
  tags,
  access: { kind: "signed_in" },
  params: z.object({ figure: z.string() }),
  query: partQuery,
  answer: figurePageShape,
  handle: async (visit) =>
    answered(
      visit,
      async (asker) => {
        const figure = figureOf(visit.house, visit.params.figure);
        const part = await partOf(asker, visit.query);
        const page = await figurePage(asker, figure, { ...part, language: visit.language });
        const counted = await underSession(visit, (client) =>
          countInRegisters(client, visit.house.programme, figure, page.part),
        );
        return { ...page, counted: page.isReadable ? counted : null };
      },
      // The count taken from the registers stands beside it.
      { exact: true },
    ),
});

const figureRecords = defineRoute({
  id: "figureRecords",
  transaction: "own",
  method: "get",
  path: "/api/figures/{figure}/records",
  summary: "The records that a figure counts: how many, and those that the asker may read",
  tags,
  access: { kind: "signed_in" },
  params: z.object({ figure: z.string() }),
  query: partQuery.extend({
    after: z.string().max(100).optional().describe("The page after this one: `next` of the one before"),
    size: z.coerce.number().int().min(1).max(100).optional(),
  }),
  answer: figureRecordsShape,
  handle: async (visit) =>
    answered(visit, async (asker) => {
      const figure = figureOf(visit.house, visit.params.figure);
      const { after, size } = visit.query;
      const part = await partOf(asker, visit.query);
      const found = await recordsBehind(asker, figure, { ...part, after, size });
      if (!found) throw notFound();
      const records = await underSession(visit, (client) =>
        readRecords(client, visit.house.programme, found.toRead),
      );
      return { ...found, records };
    }),
});

const listTargets = defineRoute({
  id: "listTargets",
  transaction: "own",
  method: "get",
  path: "/api/targets",
  summary: "How far the programme's targets are",
  tags,
  access: { kind: "signed_in" },
  answer: targetsShape,
  handle: async (visit) => {
    const asker = await askerOf(visit);
    return { targets: await targetPages(asker), data: await dataVersion(asker.pool, asker.snapshot) };
  },
});

export const figureRoutes = [
  listFigures,
  figuresTable,
  figuresFile,
  readFigure,
  figureRecords,
  listTargets,
] as const;
