import type { Programme } from "../definition/programme.ts";
import { SaidError } from "../language.ts";
import type { Wording } from "./wording.ts";

/** Which number a report asks for. */
export type FigureAsked = Readonly<{
  figure: string;
  year: number;
  filters: Readonly<Record<string, string>>;
}>;

/** What stands between `{{` and `}}` in a report, understood. */
export type Reference =
  | Readonly<{ kind: "figure"; asked: FigureAsked; wording: Wording; other: FigureAsked | undefined }>
  | Readonly<{ kind: "parameter"; parameter: string }>
  | Readonly<{ kind: "year"; year: number }>
  | Readonly<{ kind: "programme"; property: ProgrammeProperty }>;

const programmeProperties = [
  "approved_on",
  "period",
  "identifier",
  "authority",
  "title",
  "decision",
] as const;
export type ProgrammeProperty = (typeof programmeProperties)[number];

/** A reference that means nothing; told to the author with the line by whoever reads the report's source. */
export class UnknownReference extends SaidError {}

/** Returns what a reference asks for in the report of this year. Throws UnknownReference with what is expected. */
export const parseReference = (raw: string, programme: Programme, reportYear: number): Reference => {
  const [left = "", right = ""] = raw.split("|").map((part) => part.trim());
  const [name = "", ...words] = left.split(/\s+/);
  switch (name) {
    case "year":
      return { kind: "year", year: reportYear + Number(words[0] ?? 0) };
    case "parameter": {
      const parameter = words[0] ?? "";
      if (!programme.parameters.has(parameter))
        throw unknown("parameter", parameter, programme.parameters.keys());
      return { kind: "parameter", parameter };
    }
    case "programme": {
      const property = programmeProperties.find((each) => each === words[0]);
      if (!property) throw unknown("programme", words[0] ?? "", programmeProperties);
      return { kind: "programme", property };
    }
    default: {
      const asked = parseAsked(name, words, programme, reportYear);
      const { wording, other } = parseWording(right, asked, programme, reportYear);
      return { kind: "figure", asked, wording, other };
    }
  }
};

const unknown = (what: string, found: string, names: Iterable<string>): UnknownReference => {
  const list = [...names].join(", ");
  return new UnknownReference({
    fr: `${what} « ${found} » : inconnu. Attendu, l'un de : ${list}`,
    nl: `${what} "${found}": onbekend. Verwacht, een van: ${list}`,
    en: `${what} "${found}": not known. Expected one of: ${list}`,
  });
};

const parseAsked = (
  figure: string,
  words: readonly string[],
  programme: Programme,
  reportYear: number,
): FigureAsked => {
  if (!programme.figures.has(figure)) throw unknown("figure", figure, programme.figures.keys());
  let year = reportYear;
  const filters: Record<string, string> = {};
  for (const word of words) {
    const [key = "", value = ""] = word.split("=");
    if (key === "year") year = yearOf(value, reportYear);
    else {
      const known: Record<string, ReadonlyMap<string, unknown>> = {
        operation: programme.operations,
        priority: programme.priorities,
        objective: programme.objectives,
        partner: programme.partners,
        fund: programme.funds,
      };
      const names = known[key];
      if (value === "" || (names && !names.has(value))) throw unknown(key, value, names?.keys() ?? []);
      filters[key] = value;
    }
  }
  return { figure, year, filters };
};

const yearOf = (word: string, reportYear: number): number => {
  if (/^-\d+$/.test(word)) return reportYear + Number(word);
  if (/^\d{4}$/.test(word)) return Number(word);
  throw unknown("year", word, ["-1", "2019"]);
};

const wordingNames = ["more_than", "slightly_more_than", "share", "change", "whole"];

const parseWording = (
  text: string,
  asked: FigureAsked,
  programme: Programme,
  reportYear: number,
): { wording: Wording; other: FigureAsked | undefined } => {
  const [name = "", ...words] = text.split(/\s+/);
  const given = new Map(words.map((word) => word.split("=") as [string, string]));
  switch (name) {
    case "":
      return { wording: { kind: "exact" }, other: undefined };
    case "whole":
      return { wording: { kind: "whole" }, other: undefined };
    case "more_than":
    case "slightly_more_than": {
      const kind = given.has("bound") ? "bound" : "step";
      const value = given.get(kind) ?? "";
      if (!/^[1-9]\d*$/.test(value)) throw unknown(name, text, ["step=100", "bound=3900"]);
      const unit = given.get("in") === "million" ? "million" : "one";
      return { wording: { kind: name, by: { kind, value: BigInt(value) }, unit }, other: undefined };
    }
    case "share": {
      const whole = given.get("of") ?? asked.figure;
      const rest = words.filter((word) => !word.startsWith("of="));
      const other = parseAsked(whole, rest, programme, reportYear);
      return {
        wording: { kind: "share", digits: 1 },
        other: rest.some((word) => word.startsWith("year=")) ? other : { ...other, year: asked.year },
      };
    }
    case "change":
      return {
        wording: { kind: "change", digits: 1 },
        other: { ...asked, year: yearOf(given.get("year") ?? "-1", asked.year) },
      };
    default:
      throw unknown("wording", name, wordingNames);
  }
};
