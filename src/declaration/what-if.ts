import { less } from "../euros.ts";
import { computeCosts } from "../cost/compute.ts";
import { checkPlan } from "../cost/check-plan.ts";
import type { Costing, Delivered, Plan, PlanLine, Terms } from "../cost/plan.ts";
import { type CostCategory, type CostOption, holdsOn } from "../definition/cost-rules.ts";
import { latestOn } from "../definition/dated.ts";
import { notFound } from "../problem.ts";
import type { Desk } from "./desk.ts";
import { named } from "./lines.ts";
import { seeRow } from "./row.ts";
import type { WhatIf } from "./shapes.ts";
import { type Worked, type WorkedLine, workOut } from "./work.ts";

/**
 * Returns a declaration as it is beside what it would be if one line were paid under another option: the flat rates that
 * law allows at their most, staff as they are known, what was delivered as it was. Nothing is written.
 */
export const whatIf = async (
  desk: Desk,
  id: number,
  line: string,
  option: string | undefined,
): Promise<WhatIf> => {
  const row = await seeRow(desk, id);
  const worked = await workOut(desk, row);
  const changed = worked.lines.find(({ plan }) => plan.id === line);
  if (!changed) throw notFound();
  const { rules } = desk.house.programme.costs;
  const grantedOn = worked.agreement.plan.grantedOn;
  const open = [...rules.options.values()].filter(
    (each) =>
      each.id !== changed.plan.option &&
      categoryUnder(rules.categories, each, changed.plan.category) !== undefined &&
      holdsOn(each.granted, grantedOn),
  );
  const options = open.flatMap((each) =>
    termsUnder(each, changed, grantedOn) ? [{ ...named(rules.options, each.id), form: each.form }] : [],
  );
  const now = side(desk, worked, worked.agreement.plan, worked.costing, changed.plan.option);
  const other = open.find((each) => each.id === option);
  const terms = other && termsUnder(other, changed, grantedOn);
  if (!other || !terms) {
    if (option !== undefined) throw notFound();
    return { declaration: { id, number: row.number }, line, options, now, otherwise: null, difference: null };
  }
  const plan: Plan = {
    ...worked.agreement.plan,
    lines: worked.agreement.plan.lines.map((each): PlanLine =>
      each.id === line ? { ...each, option: other.id, terms } : each,
    ),
  };
  const delivered = worked.lines.map((each): Delivered =>
    each === changed ? deliveredUnder(terms, each) : each.delivered,
  );
  const available = Object.fromEntries(worked.lines.map((each) => [each.plan.id, each.available]));
  const costing = computeCosts(rules, plan, delivered, { available });
  return {
    declaration: { id, number: row.number },
    line,
    options,
    now,
    otherwise: side(desk, worked, plan, costing, other.id),
    difference: less(costing.total, worked.costing.total),
  };
};

const side = (
  { house }: Desk,
  { lines }: Worked,
  plan: Plan,
  { total, tree, lines: costed, remarks }: Costing,
  option: string,
): WhatIf["now"] => {
  const { rules } = house.programme.costs;
  return {
    option: named(rules.options, option),
    total,
    tree,
    lines: costed.map(({ line, amount }) => ({
      line,
      label: lines.find((each) => each.plan.id === line)?.plan.label ?? { fr: line, nl: line, en: line },
      amount,
    })),
    remarks: [...checkPlan(rules, plan), ...remarks].map(({ rule, severity, expected, mend, source }) => ({
      rule,
      severity,
      expected,
      mend,
      source,
    })),
  };
};

/**
 * Returns the category that a line has under an option: its own, or one that holds it or is held by it, as indirect costs
 * are held by all other costs; undefined where the option pays for something else.
 */
const categoryUnder = (
  known: ReadonlyMap<string, CostCategory>,
  { categories }: CostOption,
  category: string,
): string | undefined => {
  if (categories === undefined || categories.includes(category)) return category;
  return categories.find(
    (each) =>
      known.get(category)?.covers.includes(each) === true ||
      known.get(each)?.covers.includes(category) === true,
  );
};

/**
 * Returns the terms that a line would have under an option out of what is known of it; undefined where something would
 * have to be agreed first, such as the amount of a unit or a milestone.
 */
const termsUnder = (
  { form, rates, unitAmounts }: CostOption,
  { plan }: WorkedLine,
  grantedOn: string,
): Terms | undefined => {
  switch (form) {
    case "flat_rate": {
      const rate = latestOn(rates, grantedOn)?.value;
      return rate === undefined ? undefined : { form, rate };
    }
    case "real_cost":
      return { form };
    case "hourly_rate":
    case "fixed_share":
      return ["hourly_rate", "fixed_share", "salary_flat_rate"].includes(plan.terms.form)
        ? { form }
        : undefined;
    case "unit_cost":
      return plan.terms.form === "unit_cost" && unitAmounts.length > 0
        ? { ...plan.terms, rates: unitAmounts.map(({ from, value }) => ({ from, value })) }
        : undefined;
    case "salary_flat_rate":
    case "lump_sum":
    case "draft_budget":
    case "not_linked_to_costs":
      return undefined;
  }
};

/** What was delivered counts under the other form as far as it means something there. */
const deliveredUnder = ({ form }: Terms, { plan, delivered, input, staff }: WorkedLine): Delivered => {
  const { id } = plan;
  if (form === "real_cost")
    return {
      line: id,
      items: (input.items ?? []).map(({ id: item, on, amount }) => ({ id: item, on, amount })),
    };
  if (form === "hourly_rate")
    return {
      line: id,
      staff: staff.flatMap(({ time, hours, hoursBefore }) =>
        time && hours !== null ? { ...time, hours, hoursBefore } : [],
      ),
    };
  if (form === "fixed_share") return { line: id, staff: staff.flatMap(({ time }) => time ?? []) };
  return form === plan.terms.form ? delivered : { line: id };
};
