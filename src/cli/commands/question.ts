import { extname } from "node:path";
import { answerQuestion, findQuestion } from "../../question/answer.ts";
import { answerFormats, writeAnswer, type AnswerFormat } from "../../question/files.ts";
import { answerText } from "../../question/forms.ts";
import { todayInBrussels } from "../../today.ts";
import { type Command, type Options, Refusal, textOption } from "../command.ts";
import { askedNumber } from "./figures.ts";
import { askedYear } from "./report.ts";

const formatOf = (path: string): AnswerFormat => {
  const found = answerFormats.find((format) => extname(path).toLowerCase() === `.${format}`);
  if (found) return found;
  throw new Refusal(
    {
      fr: `--out ${path} : attendu, un fichier .xlsx, .csv ou .md`,
      nl: `--out ${path}: verwacht, een bestand .xlsx, .csv of .md`,
      en: `--out ${path}: expected a file .xlsx, .csv or .md`,
    },
    true,
  );
};

const askedService = (options: Options, services: Iterable<string>): string => {
  const service = textOption(options, "service");
  if (service !== undefined) return service;
  const list = [...services].join(", ");
  throw new Refusal(
    {
      fr: `Indiquez le service : --service link. Services : ${list}.`,
      nl: `Geef de dienst op: --service link. Diensten: ${list}.`,
      en: `Name the service: --service link. Services: ${list}.`,
    },
    true,
  );
};

/** `jalon question --service S --year Y`: the table that parliament asks for. */
export const questionCommand: Command = {
  name: "question",
  operands: "",
  summary: {
    fr: "répond à une question parlementaire sur un service, en tableaux",
    nl: "beantwoordt een parlementaire vraag over een dienst, in tabellen",
    en: "answers a parliamentary question about a service, in tables",
  },
  details: {
    fr: "Les petits nombres de personnes sont toujours masqués : une réponse est publique.",
    nl: "Kleine aantallen personen zijn altijd verborgen: een antwoord is openbaar.",
    en: "Small numbers of people are always hidden: an answer is public.",
  },
  options: {
    service: {
      type: "string",
      value: "link",
      text: { fr: "le service", nl: "de dienst", en: "the service" },
    },
    year: { type: "string", value: "2020", text: { fr: "l'année", nl: "het jaar", en: "the year" } },
    since: {
      type: "string",
      value: "2019",
      text: {
        fr: "première année à mettre à côté (par défaut, l'année d'avant)",
        nl: "eerste jaar ernaast (standaard het jaar ervoor)",
        en: "first year beside it (default: the year before)",
      },
    },
    out: {
      type: "string",
      value: "FILE",
      text: {
        fr: "écrit un fichier .xlsx, .csv ou .md",
        nl: "schrijft een bestand .xlsx, .csv of .md",
        en: "writes a file .xlsx, .csv or .md",
      },
    },
  },
  run: async (session, _operands, options) => {
    const { programme, language } = session;
    const service = askedService(options, programme.questions.services.keys());
    findQuestion(programme, service);
    const year = askedYear(options);
    const since = textOption(options, "since");
    const out = textOption(options, "out");
    const format = out === undefined ? undefined : formatOf(out);
    const snapshot = await session.snapshot();
    const { pool } = await session.database();
    const answer = await answerQuestion({
      programme,
      snapshot,
      pool,
      service,
      year,
      since: since === undefined ? undefined : askedNumber(since, "2019"),
      today: todayInBrussels(),
    });
    if (out === undefined || format === undefined)
      return { ok: true, text: answerText(answer, language), json: answer };
    await writeAnswer(answer, out, format, language);
    return { ok: true, text: `${out}\n`, json: { ...answer, file: out } };
  },
};
