import { colon, type Language, type Text } from "../language.ts";

/** One thing that is wrong in a definition file: where, what stands there, what should. */
export type DefinitionProblem = Readonly<{
  file: string;
  line: number;
  column: number;
  path: string;
  found: string;
  expected: Text;
}>;

/** Thrown when definitions cannot be used; carries every problem found, not the first. */
export class DefinitionError extends Error {
  readonly problems: readonly DefinitionProblem[];

  constructor(problems: readonly DefinitionProblem[]) {
    super(problems.map((problem) => sayProblem(problem, "en")).join("\n"));
    this.name = "DefinitionError";
    this.problems = problems;
  }
}

/** Returns the problem in one line: file, line and column, what was found, what is expected. */
export const sayProblem = (problem: DefinitionProblem, language: Language): string => {
  const words = {
    fr: { found: "trouvé", expected: "attendu" },
    nl: { found: "gevonden", expected: "verwacht" },
    en: { found: "found", expected: "expected" },
  }[language];
  const { file, line, column, path, found, expected } = problem;
  const place = [`${file}:${line}:${column}`, path].filter((part) => part !== "").join(" ");
  const between = colon[language];
  return `${place} — ${words.found}${between}${found} — ${words.expected}${between}${expected[language]}`;
};
