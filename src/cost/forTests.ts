import assert from "node:assert/strict";
import { join } from "node:path";
import { loadCostRules } from "../definition/cost-files.ts";
import type { CostRules } from "../definition/cost-rules.ts";
import type { Text } from "../language.ts";
import { checkPlan } from "./check-plan.ts";
import { computeCosts } from "./compute.ts";
import type { Costing, Delivered, Plan, PlanLine, Terms } from "./plan.ts";

const lawOf = (framework: string): CostRules => {
  const rules = loadCostRules(join(import.meta.dirname, "..", "..", "definitions", framework));
  assert.ok(rules);
  return rules;
};

/** The law of the two periods, as their definitions say it. */
export const law2014 = lawOf("esf-2014-2020");
export const law2021 = lawOf("esf-plus-2021-2027");

const scaleSource = { article: "test", verified: false };

/** The law of 2014-2020, and a salary scale that is invented. */
export const withScale: CostRules = {
  ...law2014,
  salaryScales: new Map([
    [
      "invented",
      {
        id: "invented",
        label: word("invented"),
        pays: "cost",
        functions: new Map([
          [
            "adviser",
            {
              label: word("adviser"),
              yearly: [
                { from: "2019-01-01", value: "48000.00", source: scaleSource },
                { from: "2020-01-01", value: "50400.00", source: scaleSource },
              ],
            },
          ],
        ]),
        reductions: [
          { reached: "0.90", kept: "1" },
          { reached: "0.75", kept: "0.90" },
          { reached: "0.50", kept: "0.70" },
        ],
        source: scaleSource,
      },
    ],
  ]),
};

/** Returns the same word in each language. */
export function word(text: string): Text {
  return { fr: text, nl: text, en: text };
}

/** Returns a line of a plan, with a budget that is never reached. */
export const lineOf = (
  id: string,
  option: string,
  category: string,
  terms: Terms,
  more: Partial<PlanLine> = {},
): PlanLine => ({ id, label: word(id), category, option, budget: "100000000.00", terms, ...more });

export const realLine = (id: string, category: string, more: Partial<PlanLine> = {}): PlanLine =>
  lineOf(id, "real_cost", category, { form: "real_cost" }, more);

export const rateLine = (
  id: string,
  option: string,
  category: string,
  rate: string,
  more: Partial<PlanLine> = {},
): PlanLine => lineOf(id, option, category, { form: "flat_rate", rate }, more);

/** Returns a plan of these lines, granted in 2019 and far above every threshold. */
export const planOf = (lines: readonly PlanLine[], more: Partial<Plan> = {}): Plan => ({
  grantedOn: "2019-06-01",
  lines,
  publicSupport: "900000.00",
  totalCost: "900000.00",
  stateAid: "none",
  ...more,
});

/** Returns one real cost of a line. */
export const spent = (line: string, amount: string, more: Partial<Delivered> = {}): Delivered => ({
  line,
  items: [{ id: `${line}-1`, on: "2020-01-15", amount }],
  ...more,
});

/** Returns the amounts of a costing by line. */
export const amountsOf = ({ lines }: Costing): Readonly<Record<string, string>> =>
  Object.fromEntries(lines.map(({ line, amount }) => [line, amount]));

/** Returns the names of the rules that are told of a plan. */
export const rulesTold = (rules: CostRules, plan: Plan): readonly string[] =>
  checkPlan(rules, plan).map(({ rule }) => rule);

/** Returns what these lines and deliveries amount to under the law of 2014-2020, of which nothing was remarked. */
export const quietly = (
  lines: readonly PlanLine[],
  delivered: readonly Delivered[],
  rules: CostRules = law2014,
): Costing => {
  const costing = computeCosts(rules, planOf(lines), delivered);
  assert.deepEqual(costing.remarks, []);
  return costing;
};
