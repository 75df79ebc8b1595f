import { type Exact, exact, multiply, rounded, withScale } from "../decimal.ts";
import { euros } from "../euros.ts";
import type { Text } from "../language.ts";
import { latestOn } from "./dated.ts";
import type { DatedRule } from "./cost-rules.ts";
import { oneOf } from "./one-of.ts";
import type { CostsFile, Source } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";

/** A unit cost that the Commission set, as its act prints it for the country. */
export type UnionUnitCost = Readonly<{
  id: string;
  table: string;
  label: Text;
  unit: Text;
  amounts: readonly DatedRule[];
  isRegional: boolean;
  adjustment: string;
  /** The general unit cost that it stands a tenth above; undefined: it is a general one itself. */
  of: string | undefined;
}>;

/** What the Commission's act says, and by what the programme adjusts it. */
export type UnionCosts = Readonly<{
  unitCosts: ReadonlyMap<string, UnionUnitCost>;
  regions: ReadonlyMap<string, Readonly<{ label: Text; index: string; source: Source }>>;
  adjustments: ReadonlyMap<string, Readonly<{ label: Text; source: Source }>>;
  indexes: readonly (DatedRule & Readonly<{ adjustment: string }>)[];
}>;

/** Returns what the files say of the Commission's unit costs. Names that do not exist are told with their place. */
export const resolveUnionCosts = (files: readonly SourceFile<CostsFile>[]): UnionCosts => {
  const unitCosts = new Map(
    files.flatMap(({ content }) =>
      (content.union_unit_costs ?? []).map((raw): [string, UnionUnitCost] => [
        raw.unit_cost,
        {
          id: raw.unit_cost,
          table: raw.table,
          label: raw.label,
          unit: raw.unit,
          amounts: raw.amounts,
          isRegional: raw.regional ?? false,
          adjustment: raw.adjustment,
          of: raw.of,
        },
      ]),
    ),
  );
  const regions = new Map(
    files.flatMap(({ content }) =>
      (content.union_regions ?? []).map(({ region, ...rest }) => [region, rest]),
    ),
  );
  const adjustments = new Map(
    files.flatMap(({ content }) =>
      (content.union_adjustments ?? []).map(({ adjustment, ...rest }) => [adjustment, rest]),
    ),
  );
  const need = (
    { wrong }: SourceFile<CostsFile>,
    at: readonly (string | number)[],
    name: string | undefined,
    known: ReadonlyMap<string, unknown>,
  ) => {
    if (name !== undefined && !known.has(name)) wrong([...at], name, oneOf(known.keys()));
  };
  for (const file of files) {
    file.content.union_unit_costs?.forEach(({ adjustment, of }, index) => {
      need(file, ["union_unit_costs", index, "adjustment"], adjustment, adjustments);
      need(file, ["union_unit_costs", index, "of"], of, unitCosts);
    });
    file.content.union_indexes?.forEach(({ adjustment }, index) =>
      need(file, ["union_indexes", index, "adjustment"], adjustment, adjustments),
    );
    file.content.unit_costs?.forEach(({ union }, index) => {
      need(file, ["unit_costs", index, "union", "unit_cost"], union?.unit_cost, unitCosts);
      need(file, ["unit_costs", index, "union", "region"], union?.region, regions);
    });
  }
  return {
    unitCosts,
    regions,
    adjustments,
    indexes: files.flatMap(({ content }) => content.union_indexes ?? []),
  };
};

const aTenthMore = exact("1.10");

/**
 * Returns what a unit is paid on a day under the Commission's act, in euros: the printed amount times the index of the
 * region and the index of its adjustment that holds on that day, rounded once, to the cent, half up (the act names no
 * rounding: ours); undefined before the act. An amount for third-country nationals is the printed one until the general
 * one is adjusted, and from then on a tenth more than that (Reg. (EU) 2023/1676, Annex).
 */
export const unionAmount = (
  { unitCosts, regions, indexes }: UnionCosts,
  id: string,
  { on, region }: Readonly<{ on: string; region?: string | undefined }>,
): string | undefined => {
  const unitCost = unitCosts.get(id);
  const printed = unitCost && latestOn(unitCost.amounts, on);
  if (!unitCost || !printed) return undefined;
  const index = latestOn(
    indexes.filter(({ adjustment }) => adjustment === unitCost.adjustment),
    on,
  );
  const general = index && unitCost.of !== undefined ? unitCosts.get(unitCost.of) : undefined;
  const base = general && latestOn(general.amounts, on);
  const factors: readonly Exact[] = [
    base ? multiply(exact(base.value), aTenthMore) : exact(printed.value),
    exact(index?.value ?? "1"),
    exact(unitCost.isRegional && region !== undefined ? (regions.get(region)?.index ?? "1") : "1"),
  ];
  return euros(withScale(rounded(factors.reduce(multiply), 2, "half_up"), 2));
};

/** Returns what a unit is paid under the act, by the days from which it changes. */
export const unionRates = (
  costs: UnionCosts,
  id: string,
  region: string | undefined,
): readonly DatedRule[] => {
  const unitCost = costs.unitCosts.get(id);
  if (!unitCost) return [];
  const first = unitCost.amounts[0]?.from ?? "";
  const days = [
    ...unitCost.amounts.map(({ from }) => from),
    ...costs.indexes
      .filter(({ adjustment, from }) => adjustment === unitCost.adjustment && from > first)
      .map(({ from }) => from),
  ];
  return [...new Set(days)].toSorted().flatMap((from) => {
    const value = unionAmount(costs, id, { on: from, region });
    const source = latestOn(unitCost.amounts, from)?.source;
    return value === undefined || !source ? [] : [{ from, value, source }];
  });
};

/** Returns whether the act pays this amount for some unit on the day, in some region or without one. */
export const isUnionAmount = (costs: UnionCosts, value: string, on: string): boolean =>
  costs.unitCosts.size === 0 ||
  [...costs.unitCosts.keys()].some((id) =>
    [undefined, ...costs.regions.keys()].some((region) => unionAmount(costs, id, { on, region }) === value),
  );
