import type { Pool } from "pg";
import type { Measure, Programme, Question } from "../definition/programme.ts";
import { smallestShown } from "../figure/small-cells.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import { quoted, SaidError, type Text } from "../language.ts";
import { dataVersion } from "../progress/data.ts";
import { computeCells, type Asked, type MeasureCells } from "./cells.ts";
import { cellText } from "./cell-text.ts";
import type { Answer, AnswerCell, AnswerTable } from "./shapes.ts";
import { tablesOf, type Worked } from "./tables.ts";
import {
  filled,
  inEach,
  measureLabel,
  measureWords,
  missingWords,
  noteWords,
  registerLabel,
} from "./words.ts";

/** Thrown when a service is asked about of which the definitions say no question; lists those that there are. */
export class UnknownService extends SaidError {}

/** Thrown when the years asked for cannot be laid side by side. */
export class UnreadableYears extends SaidError {}

/** What is asked, of which data, on which day. */
export type QuestionAsked = Readonly<{
  programme: Programme;
  snapshot: Snapshot;
  pool: Pool;
  service: string;
  year: number;
  /** The first year beside it; the year before where not said. */
  since?: number | undefined;
  /** The day in Brussels: the year under way counts up to it. */
  today: string;
}>;

/** The most years that stand side by side on a page. */
const mostYears = 7;

/** Returns the question of a service, or throws UnknownService with the list of services. */
export const findQuestion = ({ questions }: Programme, service: string): Question => {
  const found = questions.services.get(service);
  if (found) return found;
  const list = [...questions.services.keys()].join(", ") || "∅";
  throw new UnknownService({
    fr: `Aucune question n'est définie pour le service « ${service} ». Services : ${list}.`,
    nl: `Er is geen vraag gedefinieerd voor de dienst "${service}". Diensten: ${list}.`,
    en: `No question is defined for the service "${service}". Services: ${list}.`,
  });
};

/**
 * Answers the question of a service: its tables of a year with earlier years beside it, small numbers of people hidden
 * whoever asks, and what every number counts in words. Throws UnknownService and UnreadableYears.
 */
export const answerQuestion = async (given: QuestionAsked): Promise<Answer> => {
  const { programme, snapshot, pool, year, today } = given;
  const question = findQuestion(programme, given.service);
  const shown = smallestShown(programme, today);
  const asked: Asked = { programme, snapshot, question, today, limit: shown.limit };
  const wanted = yearsOf(year, given.since);
  const worked: Worked[] = [];
  for (const table of question.tables) {
    const years = new Map<number, Map<string, MeasureCells>>();
    for (const one of wanted) years.set(one, await computeCells(asked, table, one));
    worked.push({ table, years });
  }
  const empty = wanted.filter((one) => !hasData(question, worked, one));
  const years = wanted.filter((one) => one === year || !empty.includes(one));
  const tables = worked.flatMap((one) => tablesOf(programme, question, one, years));
  const cells = tables.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  const hides = cells.some(({ state }) => state === "hidden");
  return {
    service: question.service,
    title: question.title,
    year,
    years,
    operations: [...question.operations],
    asked: question.source,
    tables,
    measures: question.measures.map((measure) => ({
      id: measure.id,
      label: measureLabel(measure),
      figure: figureOf(programme, measure.value),
      register: "figure" in measure.value ? textOrNull(registerLabel(measure.value.figure)) : null,
      words: measureWords(programme, question, measure),
      source: measure.source ?? null,
    })),
    sentences: sentencesOf(question, tables[0], years),
    notes: notesOf(question, {
      years,
      empty,
      year,
      today,
      hides,
      limit: shown.limit,
      cells,
      missing: missingOf(question, worked, years),
    }),
    hidden: hides ? shown : null,
    data: await dataVersion(pool, snapshot),
    definition: {
      programme: programme.id,
      version: programme.version,
      fingerprint: programme.fingerprint,
      questions: programme.questions.fingerprint ?? null,
    },
  };
};

const yearsOf = (year: number, since = year - 1): number[] => {
  if (since <= year && year - since < mostYears)
    return Array.from({ length: year - since + 1 }, (_, back) => year - back);
  throw new UnreadableYears({
    fr: `De ${since} à ${year} : attendu, une première année qui ne suit pas la dernière, et ${mostYears} ans au plus.`,
    nl: `Van ${since} tot ${year}: verwacht, een eerste jaar dat niet na het laatste komt, en hoogstens ${mostYears} jaar.`,
    en: `From ${since} to ${year}: expected, a first year that is not after the last, and ${mostYears} years at most.`,
  });
};

/** Whether anything at all is recorded of a year: what the programme's structure says is there every year. */
const hasData = ({ measures }: Question, worked: readonly Worked[], year: number): boolean =>
  measures.some(({ id, value }) => {
    if (!("figure" in value) || value.figure.computation.kind === "structure") return false;
    return worked.some(({ years }) => {
      const total = years.get(year)?.get(id)?.total;
      return total?.state === "hidden" || (total?.state === "value" && total.value.over !== 0n);
    });
  });

/** Returns what is not recorded in a year that is shown; what is worked out from it goes without saying. */
const missingOf = ({ measures }: Question, worked: readonly Worked[], shown: readonly number[]): Measure[] =>
  measures.filter(
    ({ id, value }) =>
      value.kind !== "ratio" &&
      !(value.kind === "part" && isMissing(worked, value.of, shown)) &&
      isMissing(worked, id, shown),
  );

const isMissing = (worked: readonly Worked[], id: string, shown: readonly number[]): boolean =>
  worked.some(({ years }) => shown.some((year) => years.get(year)?.get(id)?.total.state === "missing"));

const figureOf = (programme: Programme, value: Question["measures"][number]["value"]): string | null =>
  value.kind === "figure" && programme.figures.has(value.figure.id) ? value.figure.id : null;

const textOrNull = (text: Text): Text | null => (text.fr === "" ? null : text);

const sentence: Text = {
  fr: "{label} : {value}",
  nl: "{label}: {value}",
  en: "{label}: {value}",
};

/** The first table in words: each number of the year, those of earlier years between brackets. */
const sentencesOf = (
  question: Question,
  table: AnswerTable | undefined,
  years: readonly number[],
): Text[] => {
  const [year, ...earlier] = years;
  if (!table || table.year !== null || year === undefined) return [];
  const brackets = earlier.length === 0 ? "" : ` (${earlier.join(", ")})`;
  const lead = inEach((language) => `${question.title[language]}, ${year}${brackets}`);
  return [
    lead,
    ...table.rows.map(({ label, cells }) =>
      inEach((language) => {
        const [own, ...before] = cells.map((cell) => cellText(cell, language));
        const isNew = before.some((text) => text !== own) || cells[0]?.state === "value";
        const past = before.length > 0 && isNew ? ` (${before.join(", ")})` : "";
        return filled(sentence, { label, value: `${own}${past}` })[language];
      }),
    ),
  ];
};

const notesOf = (
  question: Question,
  told: Readonly<{
    years: readonly number[];
    empty: readonly number[];
    year: number;
    today: string;
    hides: boolean;
    limit: number;
    cells: readonly AnswerCell[];
    missing: readonly Measure[];
  }>,
): Text[] => {
  const { years, empty, year, today, hides, limit, cells, missing } = told;
  const isRounded = cells.some(({ exact }) => exact?.includes("/"));
  const thisYear = Number(today.slice(0, 4));
  return [
    ...question.notes,
    ...(empty.includes(year) ? [filled(noteWords.nothing, { year })] : []),
    ...empty.filter((one) => !years.includes(one)).map((one) => filled(noteWords.noData, { year: one })),
    ...(years.includes(thisYear) && today.slice(5) !== "12-31"
      ? [filled(noteWords.underWay, { year: thisYear, today })]
      : []),
    ...(hides ? [filled(noteWords.hidden, { limit })] : []),
    ...(isRounded ? [noteWords.rounding] : []),
    ...missingNotes(missing),
  ];
};

/** One note for all that the same thing would tell. */
const missingNotes = (missing: readonly Measure[]): Text[] =>
  [...Map.groupBy(missing, (measure) => missingWords(measure).en).values()].flatMap((alike) => {
    const [first] = alike;
    const label = inEach((language) =>
      alike.map((measure) => quoted(measure.label[language], language)).join(", "),
    );
    return first ? [filled(noteWords.missing, { label, why: missingWords(first) })] : [];
  });
