import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { CostRules } from "../definition/cost-rules.ts";
import { sumOf } from "../euros.ts";
import { computeCosts } from "./compute.ts";
import { withScale, word } from "./forTests.ts";
import { assertFollowsBase, assertNode } from "./nodesForTests.ts";
import type { Delivered } from "./plan.ts";
import { randomWorkTold, type RandomWork } from "./randomPlansForTests.ts";

/** What happens to the declaration of a period. `of` is the step that submitted it, `last` the one that last cut it. */
export type Step =
  | Readonly<{ kind: "submit"; period: number; delivered: readonly Delivered[] }>
  | Readonly<{ kind: "withdraw"; period: number; of: number }>
  | Readonly<{ kind: "correct"; period: number; of: number; delivered: readonly Delivered[] }>
  | Readonly<{ kind: "cut"; period: number; of: number; last: number; delivered: readonly Delivered[] }>;

/** A random programme, an agreement under it, and what becomes of the declarations of consecutive periods, in order. */
export type Story = Readonly<{
  work: RandomWork;
  ceilings: readonly Readonly<{ from: string; value: string }>[];
  reductions: readonly Readonly<{ reached: string; kept: string }>[];
  steps: readonly Step[];
}>;

/** Periods of an agreement, and how many different deliveries their declarations are told with. */
const [periods, tellings] = [3, 4];

const wish = fc.record({
  what: fc.constantFrom("withdraw" as const, "correct" as const, "cut" as const),
  period: fc.nat({ max: periods - 1 }),
  telling: fc.nat({ max: tellings - 1 }),
  line: fc.nat(),
  cents: fc.integer({ min: 1, max: 900_000 }),
});
type Wish = Readonly<{
  what: "withdraw" | "correct" | "cut";
  period: number;
  telling: number;
  line: number;
  cents: number;
}>;

const inEuros = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;

/** Random stories: the periods are declared one after the other, and in between some are withdrawn, corrected or cut. */
export const randomStory: fc.Arbitrary<Story> = fc
  .record({
    work: randomWorkTold(tellings),
    early: fc.integer({ min: 1_200_000, max: 6_000_000 }),
    late: fc.integer({ min: 1_200_000, max: 6_000_000 }),
    kept: fc.integer({ min: 1, max: 99 }),
    wishes: fc.array(wish, { minLength: 2, maxLength: 6 }),
  })
  .map(({ work, early, late, kept, wishes }): Story => ({
    work,
    ceilings: [
      { from: "2019-01-01", value: inEuros(early) },
      { from: "2020-01-01", value: inEuros(late) },
    ],
    reductions: [
      { reached: "0.90", kept: "1" },
      { reached: "0.50", kept: `0.${String(kept).padStart(2, "0")}` },
    ],
    steps: stepsOf(work, wishes),
  }));

type Live = Readonly<{ of: number; last: number; isCut: boolean; delivered: readonly Delivered[] }>;

/** What is wished is done where a declaration is live that nobody controls yet; else the next period is declared. */
const stepsOf = (work: RandomWork, wishes: readonly Wish[]): readonly Step[] => {
  const live = new Map<number, Live>();
  return wishes.map(({ what, period: wanted, telling, line, cents }, at): Step => {
    const next = Array.from({ length: periods }, (_, n) => n).find((n) => !live.has(n));
    const period = what === "withdraw" || next === undefined ? wanted : at % 2 === 0 ? next : wanted;
    const found = live.get(period);
    const delivered = work.tellings[telling] ?? [];
    if (!found) {
      live.set(period, { of: at, last: at, isCut: false, delivered });
      return { kind: "submit", period, delivered };
    }
    if (found.isCut || what === "cut") {
      const target = work.plan.lines[line % work.plan.lines.length]?.id;
      const cut = found.delivered.map((told) =>
        told.line === target ? { ...told, cut: sumOf([told.cut ?? "0.00", inEuros(cents)]) } : told,
      );
      live.set(period, { of: found.of, last: at, isCut: true, delivered: cut });
      return { kind: "cut", period, of: found.of, last: found.last, delivered: cut };
    }
    if (what === "withdraw") {
      live.delete(period);
      return { kind: "withdraw", period, of: found.of };
    }
    live.set(period, { of: at, last: at, isCut: false, delivered });
    return { kind: "correct", period, of: found.of, delivered };
  });
};

const rulesOf = ({ work: { rounding }, ceilings, reductions }: Story): CostRules => {
  const source = { article: "test", verified: false };
  const yearly = ceilings.map((each) => ({ ...each, source }));
  const adviser = { label: word("adviser"), yearly };
  const scale = withScale.salaryScales.get("invented");
  assert.ok(scale);
  return {
    ...withScale,
    rounding: { ...rounding, source: undefined },
    salaryScales: new Map([
      ["invented", { ...scale, functions: new Map([["adviser", adviser]]), reductions }],
    ]),
  };
};

/** What a story comes to: the amount of each line at each step that computes, and what the accounts hold at the end. */
export type Outcome = Readonly<{ amounts: readonly string[]; held: readonly string[] }>;

/** Amounts of the model are whole cents: far below what a number holds exactly. */
const centsOf = (euros: string): number => Number(euros.replace(".", ""));

/**
 * Plays a story with the code, and with a ledger that is a map of sums; asserts at every step that parts make their
 * totals, that flat rates follow their base, that no limit is passed, that a cut makes no line grow, that no account but
 * `granted` is negative, and that the ledger is nothing in all. Returns what came of it.
 */
export const play = (story: Story): Outcome => {
  const { work, steps } = story;
  const { plan } = work;
  const rules = rulesOf(story);
  const held = new Map<string, number>();
  const move = (line: string, from: string, to: string, cents: number) => {
    for (const [account, by] of [
      [from, -cents],
      [to, cents],
    ] as const) {
      const key = `${line} ${account}`;
      const now = (held.get(key) ?? 0) + by;
      assert.ok(account === "granted" || now >= 0, `${key}: ${now}`);
      held.set(key, now);
    }
  };
  for (const { id, budget } of plan.lines) move(id, "granted", "budgeted", centsOf(budget));
  const computed = new Map<number, Computed>();
  const ofStep = (at: number): Computed => {
    const found = computed.get(at);
    assert.ok(found);
    return found;
  };

  steps.forEach((step, at) => {
    if (step.kind === "withdraw" || step.kind === "correct")
      for (const [line, cents] of ofStep(step.of).amounts) move(line, "declared", "budgeted", cents);
    if (step.kind === "withdraw") return;
    const available =
      step.kind === "cut"
        ? ofStep(step.of).available
        : Object.fromEntries(plan.lines.map(({ id }) => [id, inEuros(held.get(`${id} budgeted`) ?? 0)]));
    const costing = computeCosts(rules, plan, step.delivered, { available });
    const { tree, lines, total } = costing;
    assertNode(tree, work);
    assertFollowsBase(costing);
    assert.equal(total, sumOf(lines.map(({ amount }) => amount)));
    assert.equal(lines.length, plan.lines.length);
    const amounts = new Map(lines.map(({ line, amount }) => [line, centsOf(amount)]));
    computed.set(at, { amounts, available });
    const before = step.kind === "cut" ? ofStep(step.last).amounts : undefined;
    for (const [line, cents] of amounts) {
      assert.ok(cents <= centsOf(available[line] ?? "0.00"), line);
      if (!before) {
        move(line, "budgeted", "declared", cents);
        continue;
      }
      // A cut of a base line takes down what is derived from it, and nothing grows.
      const rejected = (before.get(line) ?? 0) - cents;
      assert.ok(rejected >= 0, `${line} grows by a cut`);
      move(line, "declared", "rejected", rejected);
    }
    assert.equal(
      [...held.values()].reduce((sum, each) => sum + each, 0),
      0,
    );
  });
  return {
    amounts: [...computed].flatMap(([at, { amounts }]) =>
      [...amounts].map(([line, cents]) => `${at} ${line} ${inEuros(cents)}`).toSorted(),
    ),
    held: [...held].flatMap(([key, cents]) => (cents === 0 ? [] : [`${key} ${signed(cents)}`])).toSorted(),
  };
};

type Computed = Readonly<{
  amounts: ReadonlyMap<string, number>;
  available: Readonly<Record<string, string>>;
}>;

const signed = (cents: number): string => (cents < 0 ? `-${inEuros(-cents)}` : inEuros(cents));
