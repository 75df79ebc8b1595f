import { explainFigure, type Explanation } from "../../figure/explain.ts";
import { sayExplanation } from "../../figure/say-explanation.ts";
import { type Command, Refusal, textOption } from "../command.ts";
import { askedFilters, askedNumber, askedYears, filterOption } from "./figures.ts";

/** `jalon explain FIGURE --year Y`: how a figure comes about, down to the records. */
export const explainCommand: Command = {
  name: "explain",
  operands: "FIGURE",
  summary: {
    fr: "explique un chiffre : sa règle, son article, ses parties, jusqu'aux enregistrements",
    nl: "legt een cijfer uit: zijn regel, zijn artikel, zijn delen, tot en met de records",
    en: "explains a figure: its rule, its article, its parts, down to the records",
  },
  options: {
    year: {
      type: "string",
      value: "2020",
      text: {
        fr: "l'année (sinon toutes ensemble)",
        nl: "het jaar (anders alle samen)",
        en: "the year (else all together)",
      },
    },
    ...filterOption,
    records: {
      type: "boolean",
      text: {
        fr: "montre les enregistrements comptés, sans nom",
        nl: "toont de getelde records, zonder naam",
        en: "shows the records counted, without names",
      },
    },
    limit: {
      type: "string",
      value: "N",
      text: {
        fr: "combien d'enregistrements au plus (1000 si rien n'est dit)",
        nl: "hoeveel records hoogstens (1000 als er niets staat)",
        en: "how many records at most (1000 if not said)",
      },
    },
  },
  run: async (session, [figure], options) => {
    if (figure === undefined)
      throw new Refusal(
        {
          fr: "Indiquez le chiffre à expliquer : jalon explain participants --year 2020",
          nl: "Geef het uit te leggen cijfer op: jalon explain participants --year 2020",
          en: "Name the figure to explain: jalon explain participants --year 2020",
        },
        true,
      );
    const limit = textOption(options, "limit");
    const tree = await explainFigure(session.programme, await session.snapshot(), {
      figure,
      years: askedYears(options),
      filters: askedFilters(options),
      language: session.language,
      records: options["records"] === true,
      limit: limit === undefined ? undefined : askedNumber(limit, "100"),
    });
    return { ok: true, text: `${sayExplanation(tree, session.language).trimEnd()}\n`, json: asData(tree) };
  },
};

/** Whole numbers beyond what JSON readers hold exactly are written as text, as all numbers of figures are. */
const asData = (tree: Explanation): unknown =>
  JSON.parse(
    JSON.stringify(tree, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  );
