import { adoptPlan, keepPlan } from "../control/plan.ts";
import { type Demonstration, momentOf, withDesks } from "./desks.ts";
import type { ControlRecipe } from "./recipe.ts";

/** Writes the plan of the year, and adopts it before anything is verified under it. */
export const makePlan = (given: Demonstration, { plan, rhythm }: ControlRecipe): Promise<void> =>
  withDesks(given, async (deskOf) => {
    const [author, second] = rhythm.controllers;
    const factors = [...given.programme.control.factors.values()].map(({ id, weight, rationale }) => ({
      id,
      weight: String(weight),
      rationale: rationale.fr,
    }));
    const { basis, coverage, visits } = plan;
    await keepPlan(
      deskOf(author, plan.written_on),
      plan.year,
      { basis, factors, coverage, visits },
      momentOf(plan.written_on),
    );
    await adoptPlan(deskOf(second, plan.adopted_on), plan.year, momentOf(plan.adopted_on));
  });
