import type { PlanLine } from "../cost/plan.ts";
import type { Costs } from "../definition/costs.ts";
import { unknownNames } from "./problem.ts";
import type { Objective } from "./shared-shapes.ts";

type Named = Readonly<{
  template?: string | undefined;
  guide?: string | undefined;
  financingMode?: string | undefined;
  instalments?: string | null | undefined;
  options?: readonly string[] | undefined;
  lines?: readonly PlanLine[] | undefined;
  objectives?: readonly Objective[] | undefined;
  criteria?: readonly Readonly<{ id: string }>[] | undefined;
  parts?: readonly Readonly<{ id: string }>[] | undefined;
}>;

/** Throws where something is named that the programme's costs do not have, or two things have one name. */
export const checkNames = (costs: Costs, given: Named): void => {
  const places: { where: string; found: string }[] = [];
  const need = (where: string, found: string | null | undefined, known: { has(name: string): boolean }) => {
    if (found !== undefined && found !== null && !known.has(found)) places.push({ where, found });
  };
  const once = (where: string, ids: readonly string[]) => {
    ids.forEach((id, index) => {
      if (ids.indexOf(id) < index) places.push({ where, found: id });
    });
  };
  need("template", given.template, costs.templates);
  need("guide", given.guide, new Set(costs.guides.map(({ id }) => id)));
  need("financingMode", given.financingMode, costs.financingModes);
  need("instalments", given.instalments, costs.instalments);
  given.options?.forEach((option, at) => {
    need(`options.${at}`, option, costs.rules.options);
  });
  given.lines?.forEach(({ category, option, terms }, at) => {
    need(`lines.${at}.category`, category, costs.rules.categories);
    need(`lines.${at}.option`, option, costs.rules.options);
    const form = costs.rules.options.get(option)?.form;
    if (form !== undefined && form !== terms.form)
      places.push({ where: `lines.${at}.terms.form`, found: terms.form });
    if (terms.form === "unit_cost") need(`lines.${at}.terms.quantity`, terms.quantity, costs.quantities);
    if (terms.form === "salary_flat_rate")
      need(`lines.${at}.terms.scale`, terms.scale, costs.rules.salaryScales);
  });
  given.objectives?.forEach(({ quantity }, at) => {
    need(`objectives.${at}.quantity`, quantity, costs.quantities);
  });
  for (const list of ["lines", "objectives", "criteria", "parts"] as const)
    once(list, given[list]?.map(({ id }) => id) ?? []);
  if (places.length > 0) throw unknownNames(places);
};
