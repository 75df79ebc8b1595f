import { euros, isZero, sumOf } from "../../../src/euros.ts";
import { exact, multiply, rounded } from "../../../src/decimal.ts";
import type { CostNode } from "../../../src/cost/plan.ts";
import type { Point, VerificationPage } from "../../../src/control/shapes.ts";
import type { Text } from "../language.tsx";
import type { FindingDraft } from "./finding-draft.ts";
import type { Answers } from "./use-answers.ts";

export type Line = VerificationPage["lines"][number];

/** A record, open beside the questions about it. */
export type Opened = Readonly<{ operation: string; register: string; record: number }>;

/** What the parts of the workbench work on. */
export type Bench = Readonly<{
  page: VerificationPage;
  answers: Answers;
  /** What lines are called, for steps that name them. */
  lines: ReadonlyMap<string, Text>;
  /** The line that is open; null: what is asked of the whole. */
  part: string | null;
  openPart: (line: string | null) => void;
  beside: Opened | null;
  openBeside: (record: Opened | null) => void;
  draft: FindingDraft;
}>;

/** Returns what is asked of a line, or of the whole, in the order of the checklist with the groups' names. */
export const askedOf = (
  { checklist }: Pick<VerificationPage, "checklist">,
  line: string | null,
): readonly Readonly<{ id: string; label: Text; points: readonly Point[] }>[] =>
  (checklist?.groups ?? []).flatMap((group) => {
    const points = group.points.filter((point) => point.line === line);
    return points.length === 0 ? [] : [{ ...group, points }];
  });

/** Returns how many questions there are, and how many have an answer, here or in another verification. */
export const progressOf = (
  bench: Pick<Bench, "page" | "answers">,
  line?: string | null,
): Readonly<{ all: number; done: number }> => {
  const points = (bench.page.checklist?.groups ?? [])
    .flatMap(({ points }) => points)
    .filter((point) => line === undefined || point.line === line);
  const done = points.filter(
    ({ key, elsewhere }) => elsewhere !== null || bench.answers.answerOf(key).value !== null,
  );
  return { all: points.length, done: done.length };
};

/** Returns the first question that nobody answered yet. */
export const firstOpen = ({ page, answers }: Pick<Bench, "page" | "answers">): Point | undefined =>
  (page.checklist?.groups ?? [])
    .flatMap(({ points }) => points)
    .find(({ key, elsewhere }) => elsewhere === null && answers.answerOf(key).value === null);

/** Returns the rates by which the units of a line were multiplied. */
const ratesOf = (node: CostNode): readonly string[] =>
  node.how.kind === "product" ? [node.how.rate] : node.parts.flatMap(ratesOf);

/** Returns what so many units of a line came to; undefined where they have different rates. */
export const amountOfUnits = ({ tree }: Pick<Line, "tree">, quantity: string): string | undefined => {
  const [rate, ...others] = new Set(ratesOf(tree));
  if (rate === undefined || others.length > 0) return undefined;
  return euros(rounded(multiply(exact(quantity), exact(rate)), 2, "half_up"));
};

/** Returns whether a line became smaller without anything found on it: it is a rate of one that did. */
export const isMoved = (line: Line): boolean =>
  line.derivedFrom.length > 0 &&
  isZero(sumOf([line.deduct, line.park])) &&
  !isZero(sumOf([line.parked, line.rejected]));
