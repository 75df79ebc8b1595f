import { sumOf } from "../../../src/euros.ts";
import type { Choices } from "../../../src/agreement/shared-shapes.ts";
import type { PlanLine } from "../../../src/cost/plan.ts";
import { times } from "./amounts.ts";

type Option = Choices["options"][number];
export type Chosen = Readonly<{ option: Option; unitCost?: Choices["unitCosts"][number] }>;

/** What an operation can choose from: quantities that its own registers count, and unit costs of these. */
export const choicesIn = (choices: Choices, operation: string | null): Choices => {
  const quantities = choices.quantities.filter(
    ({ operations }) => operation === null || operations.includes(operation),
  );
  const unitCosts = choices.unitCosts.filter(({ quantity }) => quantities.some(({ id }) => id === quantity));
  return { ...choices, quantities, unitCosts };
};

/** What a line can be: each option, and each scale of unit costs that the programme has for one. */
export const choosable = ({ options, unitCosts }: Choices): readonly Chosen[] =>
  options.flatMap((option): Chosen[] => {
    const scales = unitCosts.filter((unitCost) => unitCost.option === option.id);
    return scales.length === 0 ? [{ option }] : scales.map((unitCost) => ({ option, unitCost }));
  });

/** Returns a line with all that its option says already: category, terms, rate. Only its amount is missing. */
export const lineOf = (
  { categories, quantities, salaryScales }: Choices,
  { option, unitCost }: Chosen,
  taken: readonly PlanLine[],
): PlanLine => {
  const allowed = option.categories ?? categories.map(({ id }) => id);
  const category = allowed.includes("whole") && unitCost ? "whole" : (allowed[0] ?? "");
  const named = categories.find(({ id }) => id === category)?.label;
  return {
    id: freeName(unitCost?.id ?? option.id, taken),
    label: unitCost?.label ?? named ?? option.label,
    category,
    option: option.id,
    budget: "0.00",
    terms: termsOf(),
  };

  function termsOf(): PlanLine["terms"] {
    switch (option.form) {
      case "unit_cost": {
        const quantity = quantities.find(({ id }) => id === unitCost?.quantity);
        const rates = unitCost?.rates ?? [{ from: "2020-01-01", value: "0.00" }];
        return {
          form: "unit_cost",
          ...(quantity ? { quantity: quantity.id } : {}),
          unit: quantity?.unit ?? unitCost?.label ?? option.label,
          rates,
        };
      }
      case "flat_rate":
        return { form: "flat_rate", rate: option.rates.at(-1)?.value ?? "0" };
      case "salary_flat_rate":
        return { form: "salary_flat_rate", scale: salaryScales[0]?.id ?? "" };
      case "lump_sum":
      case "not_linked_to_costs":
        return { form: option.form, milestones: [] };
      case "draft_budget":
        return { form: "draft_budget", milestones: [], items: [] };
      case "real_cost":
      case "hourly_rate":
      case "fixed_share":
        return { form: option.form };
    }
  }
};

/** Returns a name that no other has: "arae_hour", "arae_hour_2". */
export const freeName = (wanted: string, taken: readonly Readonly<{ id: string }>[]): string => {
  const base = wanted.slice(0, 55);
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`;
    if (!taken.some(({ id }) => id === name)) return name;
  }
};

/** What a flat rate comes to on the lines that it is taken of; undefined for another line. */
export const flatOf = (choices: Choices, lines: readonly PlanLine[], line: PlanLine) => {
  if (line.terms.form !== "flat_rate") return undefined;
  const of = line.terms.base ?? choices.options.find(({ id }) => id === line.option)?.base ?? [];
  const base = lines.filter(
    (each) => each.id !== line.id && each.project === line.project && of.includes(each.category),
  );
  const sum = sumOf(base.map(({ budget }) => budget));
  return { base, sum, amount: times(sum, line.terms.rate) };
};

/** What the milestones of a line come to; undefined for a line without them. */
const milestonesOf = ({ terms }: PlanLine): string | undefined =>
  "milestones" in terms ? sumOf(terms.milestones.map(({ amount }) => amount)) : undefined;

/**
 * Returns the lines after a change of one, with what follows from it: a flat rate follows its base as long as nobody
 * wrote another amount, and a lump sum is what its milestones come to.
 */
export const following = (
  choices: Choices,
  before: readonly PlanLine[],
  after: readonly PlanLine[],
): readonly PlanLine[] =>
  after.map((line) => {
    const milestones = milestonesOf(line);
    if (milestones !== undefined) return { ...line, budget: milestones };
    const was = before.find(({ id }) => id === line.id);
    const flat = flatOf(choices, after, line);
    if (!flat || (was && was.budget !== line.budget)) return line;
    const followed =
      was === undefined || was.budget === "0.00" || was.budget === flatOf(choices, before, was)?.amount;
    return followed ? { ...line, budget: flat.amount } : line;
  });
