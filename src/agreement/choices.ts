import type { Costs } from "../definition/costs.ts";
import type { Choices } from "./shared-shapes.ts";

/**
 * Returns what a plan's lines are chosen from: the options asked for (all where not said), with the categories,
 * quantities, scales and unit costs of the operation (of all where none is named).
 */
export const choicesOf = (
  costs: Costs,
  operation: string | undefined,
  options?: readonly string[],
): Choices => {
  const chosen = [...costs.rules.options.values()].filter(
    ({ id }) => options === undefined || options.includes(id),
  );
  const quantities = [...costs.quantities.values()].filter(
    ({ operations }) => operation === undefined || operations.includes(operation),
  );
  return {
    options: chosen.map(({ id, label, help, form, categories, rates, base, calculation }) => ({
      id,
      label,
      help: help ?? null,
      form,
      categories: categories ? [...categories] : null,
      rates: rates.map(({ from, value }) => ({ from, value })),
      base: [...base],
      calculation,
    })),
    categories: [...costs.rules.categories.values()].map(({ id, label }) => ({ id, label })),
    quantities: quantities.map(({ id, label, unit, operations }) => ({
      id,
      label,
      unit,
      operations: [...operations],
    })),
    unitCosts: [...costs.unitCosts.values()]
      .filter(
        ({ option, quantity }) =>
          chosen.some(({ id }) => id === option) && quantities.some(({ id }) => id === quantity),
      )
      .map(({ id, label, option, quantity, rates }) => ({
        id,
        label,
        option,
        quantity,
        rates: rates.map(({ from, value }) => ({ from, value })),
      })),
    salaryScales: [...costs.rules.salaryScales.values()].map(({ id, label }) => ({ id, label })),
  };
};
