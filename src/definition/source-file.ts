import { readFileSync } from "node:fs";
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  type YAMLParseError,
} from "yaml";
import type { z } from "zod";
import type { Text } from "../language.ts";
import type { Path } from "./condition/parse.ts";
import type { DefinitionProblem } from "./problem.ts";
import { quickYaml } from "./quick-yaml.ts";
import { amountForm, dateForm, idForm } from "./schema.ts";

/** A definition file that was read: its content, and a way to say what is wrong at a place in it. */
export type SourceFile<T> = Readonly<{
  file: string;
  content: T;
  /** Tells what is wrong at a place; `found` is read there when it is not given. */
  wrong: (path: Path, found: string | undefined, expected: Text) => void;
}>;

/** Returns a part of a file as a file of its own: what is wrong in it is told at its place in the whole. */
export const partOf = <T>({ file, wrong }: SourceFile<unknown>, at: Path, content: T): SourceFile<T> => ({
  file,
  content,
  wrong: (path, found, expected) => wrong([...at, ...path], found, expected),
});

/**
 * Reads a YAML file and checks it against its schema. Problems (of YAML or of the schema) are pushed with file, line,
 * what was found and what is expected; then nothing is returned.
 */
export const readSource = <T>(
  path: string,
  shownAs: string,
  schema: z.ZodType<T>,
  problems: DefinitionProblem[],
): SourceFile<T> | undefined => {
  const text = readFileSync(path, "utf8");
  const quick = schema.safeParse(quickYaml(text));
  if (quick.success) {
    let told: Tell | undefined;
    const wrong: Tell["wrong"] = (...what) =>
      (told ??= teller(parse(text), shownAs, problems)).wrong(...what);
    return { file: shownAs, content: quick.data, wrong };
  }
  const parsed = parse(text);
  const { wrong, wrongKey, wrongText } = teller(parsed, shownAs, problems);
  for (const error of parsed.document.errors) wrongText(error);
  if (parsed.document.errors.length > 0) return undefined;
  const result = schema.safeParse(parsed.document.toJSON());
  if (result.success) return { file: shownAs, content: result.data, wrong };
  for (const issue of flatten(result.error.issues)) {
    const at = asPath(issue.path);
    if (issue.code === "unrecognized_keys") for (const key of issue.keys) wrongKey(at, key);
    else wrong(at, undefined, expectation(issue));
  }
  return undefined;
};

type Parsed = Readonly<{ document: Document; lines: LineCounter }>;

/** Reads the text with the place of everything in it: several times as long as without. */
const parse = (text: string): Parsed => {
  const lines = new LineCounter();
  return { lines, document: parseDocument(text, { lineCounter: lines, prettyErrors: false }) };
};

type Tell = ReturnType<typeof teller>;

/** Returns what tells problems of a file at their places. */
const teller = ({ document, lines }: Parsed, shownAs: string, problems: DefinitionProblem[]) => {
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file: shownAs, line, column: col };
  };
  /** The innermost node on the path that exists: a missing key is reported at the mapping that lacks it. */
  const nodeAt = (at: Path) => {
    for (let length = at.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(at.slice(0, length), true);
      if (isNode(node)) return { node, whole: length === at.length };
    }
    return undefined;
  };
  const tell = (at: Path, offset: number | undefined, found: string, expected: Text) =>
    problems.push({ ...place(offset ?? 0), path: at.join("."), found, expected });
  return {
    wrong: (at: Path, found: string | undefined, expected: Text): void => {
      const target = nodeAt(at);
      const value: unknown = target?.whole ? target.node.toJSON() : undefined;
      tell(at, target?.node.range?.[0], found ?? (value === undefined ? "∅" : shortened(value)), expected);
    },
    wrongKey: (mapping: Path, key: string): void => {
      const node = mapping.length === 0 ? document.contents : document.getIn(mapping, true);
      const pair = isMap(node)
        ? node.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined;
      const offset = pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
      tell([...mapping, key], offset, key, {
        fr: "aucune clé de ce nom ici",
        nl: "hier geen sleutel met die naam",
        en: "no key of this name here",
      });
    },
    wrongText: ({ pos, message }: YAMLParseError): void =>
      void tell([], pos[0], message, {
        fr: "du YAML bien formé",
        nl: "correcte YAML",
        en: "well-formed YAML",
      }),
  };
};

const asPath = (path: readonly PropertyKey[]): Path =>
  path.map((key) => (typeof key === "number" ? key : String(key)));

type Issue = z.core.$ZodIssue;

/** A union fails with the problems of each of its branches; the branch that came furthest is the one meant. */
const flatten = (issues: readonly Issue[]): Issue[] =>
  issues.flatMap((issue): Issue[] => {
    if (issue.code !== "invalid_union") return [issue];
    const branches = issue.errors.map((branch) =>
      flatten(branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))),
    );
    // A mapping with a wrong key was at least recognised as a mapping.
    const depth = (branch: Issue[]) =>
      Math.max(0, ...branch.map(({ path, code }) => path.length + (code === "unrecognized_keys" ? 1 : 0)));
    const deepest = branches.toSorted((a, b) => depth(b) - depth(a))[0];
    return deepest && depth(deepest) > issue.path.length ? deepest : [issue];
  });

const expectation = (issue: Issue): Text => {
  if (issue.code === "invalid_type") return kinds[issue.expected] ?? same(issue.expected);
  if (issue.code === "invalid_value") return same(issue.values.map(String).join(" | "));
  if (issue.code === "invalid_format") return formats[issue.pattern ?? ""] ?? same(issue.format);
  if (issue.code === "too_small") return same(`≥ ${issue.minimum}`);
  if (issue.code === "too_big") return same(`≤ ${issue.maximum}`);
  if (issue.code === "custom") return formats[issue.message] ?? same(issue.message);
  if (issue.code === "invalid_union") return oneOf(issue);
  return same(issue.message);
};

/** What each branch of a union would have taken, where it says so in one word. */
const oneOf = (issue: z.core.$ZodIssueInvalidUnion): Text => {
  const words = issue.errors.flatMap((branch) =>
    branch.filter(({ path }) => path.length === 0).map(expectation),
  );
  if (words.length === 0) return same(issue.message);
  const list = (language: keyof Text) => [...new Set(words.map((word) => word[language]))].join(" | ");
  return { fr: list("fr"), nl: list("nl"), en: list("en") };
};

const same = (words: string): Text => ({ fr: words, nl: words, en: words });

const kinds: Readonly<Record<string, Text>> = {
  string: { fr: "un texte", nl: "een tekst", en: "a text" },
  number: { fr: "un nombre", nl: "een getal", en: "a number" },
  int: { fr: "un nombre entier", nl: "een geheel getal", en: "a whole number" },
  boolean: { fr: "true ou false", nl: "true of false", en: "true or false" },
  array: { fr: "une liste", nl: "een lijst", en: "a list" },
  object: { fr: "des clés et leurs valeurs", nl: "sleutels met hun waarden", en: "keys and their values" },
};

const formats: Readonly<Record<string, Text>> = {
  [String(idForm)]: {
    fr: "un nom : lettres sans accents, chiffres, _ et -, une lettre d'abord",
    nl: "een naam: letters zonder accenten, cijfers, _ en -, eerst een letter",
    en: "a name: letters without accents, digits, _ and -, a letter first",
  },
  [String(dateForm)]: {
    fr: 'une date qui existe, "AAAA-MM-JJ"',
    nl: 'een bestaande datum, "JJJJ-MM-DD"',
    en: 'a date that exists, "YYYY-MM-DD"',
  },
  [String(amountForm)]: {
    fr: 'un montant entre guillemets, "1234.56"',
    nl: 'een bedrag tussen aanhalingstekens, "1234.56"',
    en: 'an amount in quotation marks, "1234.56"',
  },
};

const shortened = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};
