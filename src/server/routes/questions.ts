import { z } from "zod";
import { mayIn } from "../../access/scope.ts";
import type { Who } from "../../access/who.ts";
import type { Question } from "../../definition/programme.ts";
import { FiguresOfOthers } from "../../progress/asked.ts";
import { usualYear, yearsWithData } from "../../progress/data.ts";
import { answerQuestion, UnreadableYears } from "../../question/answer.ts";
import { answerFile, answerFormats, type AnswerFormat } from "../../question/files.ts";
import { answerShape, serviceListShape, type Answer } from "../../question/shapes.ts";
import { notFound, Problem } from "../../problem.ts";
import { defineRoute, type Visit } from "../route.ts";

const tags = ["Questions"];

const yearForm = z.string().regex(/^\d{4}$/);
const query = z.object({
  year: yearForm.optional().describe("The last year with records where not said"),
  since: yearForm.optional().describe("The first year beside it; the year before where not said"),
});

/** A question is about all of its operations, with every partner: whoever reads figures of a part gets none of it. */
const mayAsk = (who: Who, { operations }: Question): boolean =>
  operations.every((operation) => mayIn(who, "figures:read", { operation, partner: null }));

type Asked = Pick<
  Visit<{ service: string }, z.infer<typeof query>, unknown>,
  "house" | "who" | "params" | "query"
>;

/** Answers outside of a transaction: bringing the snapshot up to date takes a connection of its own. */
const answerTo = async ({ house, who, params, query: asked }: Asked): Promise<Answer> => {
  const { programme, pool } = house;
  const question = programme.questions.services.get(params.service);
  if (!question) throw notFound();
  if (!mayAsk(who, question)) throw new Problem(403, "figures_of_others", new FiguresOfOthers().text);
  const snapshot = await house.snapshot();
  const today = house.today();
  const year =
    asked.year === undefined
      ? usualYear(await yearsWithData(programme, pool, snapshot), today)
      : Number(asked.year);
  const since = asked.since === undefined ? undefined : Number(asked.since);
  try {
    return await answerQuestion({ programme, snapshot, pool, service: params.service, year, since, today });
  } catch (error) {
    if (error instanceof UnreadableYears) throw new Problem(400, "unreadable_years", error.text);
    throw error;
  }
};

const listQuestions = defineRoute({
  id: "listQuestions",
  transaction: "own",
  method: "get",
  path: "/api/questions",
  summary: "Lists the services about which parliament asks, of those whose figures the asker reads",
  tags,
  access: { kind: "right", right: "figures:read" },
  answer: serviceListShape,
  handle: async ({ house, who }) => {
    const { programme, pool } = house;
    const years = await yearsWithData(programme, pool, await house.snapshot());
    return {
      services: [...programme.questions.services.values()]
        .filter((question) => mayAsk(who, question))
        .map(({ service, title, operations, source, tables }) => ({
          service,
          title,
          operations: [...operations],
          asked: source,
          tables: tables.map((table) => table.title),
        })),
      year: usualYear(years, house.today()),
    };
  },
});

const readQuestion = defineRoute({
  id: "readQuestion",
  transaction: "own",
  method: "get",
  path: "/api/questions/{service}",
  summary: "Answers the question of a service in tables, small numbers of people hidden",
  tags,
  access: { kind: "right", right: "figures:read" },
  params: z.object({ service: z.string() }),
  query,
  answer: answerShape,
  handle: answerTo,
});

const kinds: Record<AnswerFormat, string> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
  md: "text/markdown; charset=utf-8",
};

const questionFile = defineRoute({
  id: "questionFile",
  transaction: "own",
  method: "get",
  path: "/api/questions/{service}/file/{format}",
  summary: "The answer as a spreadsheet, a CSV file or Markdown, in the asker's language",
  tags,
  access: { kind: "right", right: "figures:read" },
  params: z.object({ service: z.string(), format: z.enum(answerFormats) }),
  query,
  handle: async (visit) => {
    const { format } = visit.params;
    const answer = await answerTo(visit);
    const bytes = await answerFile(answer, format, visit.language);
    const name = `question-${answer.service}-${answer.year}.${format}`;
    return new Response(Buffer.from(bytes), {
      headers: { "content-type": kinds[format], "content-disposition": `attachment; filename="${name}"` },
    });
  },
});

export const questionRoutes = [listQuestions, readQuestion, questionFile] as const;
