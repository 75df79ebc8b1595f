import type { Value } from "../definition/condition/condition.ts";
import type { Field } from "../definition/programme.ts";
import type { Language } from "../language.ts";
import { type CellProblem, isProblem, type Parsed, type RawAnswer } from "./answer.ts";
import { commonDate, parseDate } from "./date-answer.ts";
import { formatCheck } from "./format.ts";
import { plainWords } from "./normal.ts";
import { decimalParser, integerParser } from "./number-answer.ts";

/** Reads one cell as the field's answer. An empty cell is no answer (null); what cannot be read says why. */
export type CellParser = (cell: RawAnswer) => Parsed;

/** Returns the reader of a field's cells, with its list of accepted words made once for the whole file. */
export const cellParser = (field: Field): CellParser => {
  const parse = parserByType(field);
  const check = formatCheck(field.format);
  const checked = check ? (text: string) => andThen(parse(text), check) : parse;
  const trimmed = (text: string) => checked(isBare(text) ? text : text.trim());
  const understood = isRepetitive(field) ? remembered(trimmed) : trimmed;
  const ofText = field.type === "date" ? (text: string) => commonDate(text) ?? understood(text) : understood;
  const ofNumber = field.type === "decimal" ? decimalParser(field, "number") : ofText;
  return (cell) => {
    if (cell === null || cell === "") return null;
    if (typeof cell === "string") return ofText(cell);
    if (typeof cell === "number") return ofNumber(numberText(cell));
    if (typeof cell === "boolean") return ofText(String(cell));
    return "error" in cell ? shownError : ofText(cell.date);
  };
};

/** Whether nothing around the text can be white space; asking is five times as quick as trimming. */
const isBare = (text: string): boolean => {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > 32 && first < 128 && last > 32 && last < 128;
};

const andThen = (parsed: Parsed, next: (value: NonNullable<Value>) => Parsed): Parsed =>
  parsed === null || isProblem(parsed) ? parsed : next(parsed);

/** Spreadsheets hold fifteen significant digits; what they show beyond is noise. Shortest form, no exponent. */
const numberText = (value: number): string => {
  const text = String(Number(value.toPrecision(15)));
  return text.includes("e-") ? Number(text).toFixed(20) : text;
};

const shownError: CellProblem = {
  rule: "cell_error",
  expected: {
    fr: "une valeur ; la cellule affiche une erreur de formule",
    nl: "een waarde; de cel toont een formulefout",
    en: "a value; the cell shows a formula error",
  },
  mend: {
    fr: "Remplacez la formule par sa valeur.",
    nl: "Vervang de formule door haar waarde.",
    en: "Replace the formula by its value.",
  },
};

const parserByType = (field: Field): ((text: string) => Parsed) => {
  switch (field.type) {
    case "text":
      return textParser(field.length);
    case "integer":
      return integerParser(field);
    case "decimal":
      return decimalParser(field, "text");
    case "date":
      return parseDate;
    case "boolean":
      return parseBoolean;
    case "choice":
      return choiceParser(field);
  }
};

/** Texts about a person, and amounts, are different on every row; the rest are the same few words again and again. */
const isRepetitive = ({ type, format }: Field): boolean =>
  (type !== "text" && type !== "decimal") ||
  format === "country" ||
  format === "postcode_be" ||
  format === "time";

const mostRemembered = 20_000;

type Understood = Readonly<{ text: string; parsed: Parsed }>;

/**
 * The same words come back on every row: each is understood once. Most are found by some of their characters in a
 * small table, several times as quick as in a map, which has to look at the whole text first.
 */
const remembered = (parse: (text: string) => Parsed): ((text: string) => Parsed) => {
  const recent = Array.from({ length: places }, (): Understood => ({ text: "", parsed: null }));
  const all = new Map<string, Understood>();
  return (text) => {
    const place = placeOf(text);
    const last = recent[place];
    if (last?.text === text) return last.parsed;
    let known = all.get(text);
    if (!known) {
      known = { text: ownCopy(text), parsed: parse(text) };
      if (all.size < mostRemembered) all.set(known.text, known);
    }
    recent[place] = known;
    return known.parsed;
  };
};

/**
 * Returns the same text in memory of its own: a cell's text may share memory with the piece of the file that it came
 * from, which would be kept alive. Through JSON, because that also runs in a browser and is the quickest way there.
 */
const ownCopy = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

const places = 1 << 10;

/** Returns the place of a text in the table, from its end, which tells most words of a column from each other. */
const placeOf = (text: string): number => {
  const { length } = text;
  let sum = length;
  for (let at = length > 10 ? length - 10 : 0; at < length; at++)
    sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return (sum ^ (sum >>> 10)) & (places - 1);
};

/** Control characters come out of other programs by accident and no database keeps a NUL; line ends and tabs are text. */
const control = /(?![\t\n\r])\p{Cc}/u;

const textParser = (length: number): ((text: string) => Parsed) => {
  const tooLong: CellProblem = {
    rule: "too_long",
    expected: {
      fr: `un texte de ${length} caractères au plus`,
      nl: `een tekst van hoogstens ${length} tekens`,
      en: `a text of at most ${length} characters`,
    },
    mend: { fr: "Raccourcissez le texte.", nl: "Kort de tekst in.", en: "Shorten the text." },
  };
  return (text) => {
    if (text === "") return null;
    if (text.length > length) return tooLong;
    if (control.test(text)) return unreadableText;
    return text.includes("\u00A0") ? text.replaceAll("\u00A0", " ").trim() : text;
  };
};

const unreadableText: CellProblem = {
  rule: "control_characters",
  expected: {
    fr: "un texte sans caractères de contrôle invisibles",
    nl: "een tekst zonder onzichtbare besturingstekens",
    en: "a text without invisible control characters",
  },
  mend: {
    fr: "Effacez la réponse et retapez-la.",
    nl: "Maak het antwoord leeg en typ het opnieuw.",
    en: "Clear the answer and type it again.",
  },
};

const yesWords = new Set(["oui", "o", "ja", "j", "yes", "y", "true", "vrai", "waar", "1", "x", "v"]);
const noWords = new Set(["non", "n", "nee", "neen", "no", "false", "faux", "onwaar", "0"]);

const notYesOrNo: CellProblem = {
  rule: "not_yes_or_no",
  expected: { fr: "oui ou non", nl: "ja of nee", en: "yes or no" },
  mend: {
    fr: "Écrivez oui ou non, ou ne mettez rien si vous ne savez pas.",
    nl: "Schrijf ja of nee, of vul niets in als u het niet weet.",
    en: "Write yes or no, or leave it empty if you do not know.",
  },
};

const parseBoolean = (text: string): Parsed => {
  if (text === "") return null;
  const words = plainWords(text);
  if (yesWords.has(words) || text === "✓" || text === "✔") return true;
  return noWords.has(words) ? false : notYesOrNo;
};

/** A choice is known by its code, its labels in three languages and what partners write, in this order. */
const choiceParser = ({ choices = [] }: Field): ((text: string) => Parsed) => {
  const codes = new Map<string, string>();
  const know = (word: string, code: string) => {
    const key = plainWords(word);
    if (!codes.has(key)) codes.set(key, code);
  };
  for (const { code } of choices) know(code, code);
  for (const { code, label } of choices) for (const word of Object.values<string>(label)) know(word, code);
  for (const { code, synonyms } of choices) for (const word of synonyms ?? []) know(word, code);
  const list = (language: Language) => choices.map(({ label }) => label[language]).join(" · ");
  const wrong: CellProblem = {
    rule: "not_a_choice",
    expected: {
      fr: `l'un de ces choix : ${list("fr")}`,
      nl: `een van deze keuzes: ${list("nl")}`,
      en: `one of these choices: ${list("en")}`,
    },
    mend: {
      fr: "Choisissez dans la liste du modèle à remplir.",
      nl: "Kies uit de lijst van het invulmodel.",
      en: "Choose from the list of the template.",
    },
  };
  return (text) => (text === "" ? null : (codes.get(plainWords(text)) ?? wrong));
};
