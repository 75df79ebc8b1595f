import { checkPlan } from "../cost/check-plan.ts";
import type { Plan } from "../cost/plan.ts";
import type { Costs } from "../definition/costs.ts";
import type { Remark } from "./shared-shapes.ts";

/** Returns what the rules of cost say of a plan, as the pages show it. */
export const planRemarks = (costs: Costs, plan: Plan): Remark[] =>
  checkPlan(costs.rules, plan).map(({ rule, severity, line, found, expected, mend, source }) => ({
    id: `plan:${rule}:${line ?? ""}:${found.en}`,
    severity,
    about: line === undefined ? { kind: "whole", id: "plan" } : { kind: "line", id: line },
    text: {
      fr: `Trouvé : ${found.fr} ; attendu : ${expected.fr}`,
      nl: `Gevonden: ${found.nl}; verwacht: ${expected.nl}`,
      en: `Found: ${found.en}; expected: ${expected.en}`,
    },
    mend,
    source: { article: source.article, verified: source.verified },
  }));
