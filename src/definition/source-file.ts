import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { Text } from "../language.ts";
import type { Path } from "./condition/parse.ts";
import type { DefinitionProblem } from "./problem.ts";

/** A definition file that was read: its content, and a way to say what is wrong at a place in it. */
export type SourceFile<T> = Readonly<{
  file: string;
  content: T;
  wrong: (path: Path, found: string | undefined, expected: Text) => void;
}>;

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
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, "utf8"), { lineCounter: lines, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file: shownAs, line, column: col };
  };
  for (const error of document.errors)
    problems.push({
      ...place(error.pos[0]),
      path: "",
      found: error.message,
      expected: { fr: "du YAML bien formé", nl: "correcte YAML", en: "well-formed YAML" },
    });
  if (document.errors.length > 0) return undefined;

  /** The innermost node on the path that exists: a missing key is reported at the mapping that lacks it. */
  const nodeAt = (at: Path) => {
    for (let length = at.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(at.slice(0, length), true);
      if (isNode(node)) return { node, whole: length === at.length };
    }
    return undefined;
  };
  const wrong = (at: Path, found: string | undefined, expected: Text) => {
    const target = nodeAt(at);
    const value = target?.whole ? target.node.toJSON() : undefined;
    problems.push({
      ...place(target?.node.range?.[0] ?? 0),
      path: at.join("."),
      found: found ?? (value === undefined ? "∅" : shortened(value)),
      expected,
    });
  };

  const result = schema.safeParse(document.toJSON());
  if (result.success) return { file: shownAs, content: result.data, wrong };
  for (const issue of flatten(result.error.issues)) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys)
        wrong([...asPath(issue.path), key], key, {
          fr: "aucune clé de ce nom ici",
          nl: "hier geen sleutel met die naam",
          en: "no key of this name here",
        });
    } else wrong(asPath(issue.path), undefined, expectation(issue));
  }
  return undefined;
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
    const depth = (branch: Issue[]) => Math.max(0, ...branch.map(({ path }) => path.length));
    const deepest = branches.toSorted((a, b) => depth(b) - depth(a))[0];
    return deepest && depth(deepest) > issue.path.length ? deepest : [issue];
  });

const expectation = (issue: Issue): Text => {
  switch (issue.code) {
    case "invalid_type":
      return same(issue.expected);
    case "invalid_value":
      return same(issue.values.map(String).join(" | "));
    case "invalid_format":
      return same(formats[issue.pattern ?? ""] ?? issue.format);
    case "too_small":
      return same(`≥ ${issue.minimum}`);
    case "too_big":
      return same(`≤ ${issue.maximum}`);
    default:
      return same(issue.message);
  }
};

const formats: Record<string, string> = {
  [String(/^[A-Za-z][A-Za-z0-9_-]*$/)]: "a-z A-Z 0-9 _ -",
  [String(/^\d{4}-\d{2}-\d{2}$/)]: "YYYY-MM-DD",
  [String(/^-?\d+(\.\d{1,2})?$/)]: '"1234.56"',
};

const same = (words: string): Text => ({ fr: words, nl: words, en: words });

const shortened = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};
