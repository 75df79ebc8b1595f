import type { PlanLine } from "../cost/plan.ts";
import { sameJson } from "../canonical-json.ts";

/** The scales of a programme, as its definition or what a page chooses from has them. */
type Scales = Readonly<{
  rules: Readonly<{ salaryScales: Readonly<{ has: (id: string) => boolean }> }>;
  unitCosts: Readonly<{
    values: () => Iterable<
      Readonly<{
        id: string;
        option: string;
        quantity: string;
        rates: readonly Readonly<{ from: string; value: string }>[];
      }>
    >;
  }>;
}>;

/**
 * Returns, for options whose amounts need a calculation, the programme's own scale where the lines take its terms over:
 * the calculation that stands behind the scale stands behind them.
 */
export const scalesBehind = (costs: Scales, lines: readonly PlanLine[]): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  const options = new Set(lines.map(({ option }) => option));
  for (const option of options) {
    const own = lines.filter((line) => line.option === option);
    const scales = own.map(({ terms }) => {
      if (terms.form === "salary_flat_rate")
        return costs.rules.salaryScales.has(terms.scale) ? terms.scale : undefined;
      if (terms.form !== "unit_cost") return undefined;
      return [...costs.unitCosts.values()].find(
        (scale) =>
          scale.option === option &&
          scale.quantity === terms.quantity &&
          sameJson(
            scale.rates.map(({ from, value }) => ({ from, value })),
            terms.rates,
          ),
      )?.id;
    });
    if (scales.every((scale) => scale !== undefined)) found[option] = [...new Set(scales)].join(", ");
  }
  return found;
};
