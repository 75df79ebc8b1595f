import { toCheck } from "../definition/condition/evaluate.ts";
import type { Figure, Operation, Programme } from "../definition/programme.ts";
import { exact, type Exact, add, zero } from "../decimal.ts";
import { Breakdown, keyText, type Key } from "./breakdown.ts";
import { isPlaceDimension, placeOf, type Asked, type Filters } from "./request.ts";

export type StructureFigure = Figure & { computation: Figure["computation"] & { kind: "structure" } };

/** One operation, in one of the years in which it runs, with one of its partners. */
type Presence = Readonly<{ operation: Operation; year: number | undefined; partner: string | undefined }>;

/**
 * Returns a figure that the programme itself says, without any record: its budget, the contribution of the Fund,
 * its partners, operations and priorities. An operation counts in every year in which it runs, and contributes its
 * yearly amount in each; the budget is that of the whole period, whatever the year.
 */
export const structureFigure = (programme: Programme, figure: StructureFigure, asked: Asked): Breakdown => {
  const { count, when } = figure.computation;
  const breakdown = new Breakdown();
  const narrowed = [...asked.by, ...Object.keys(asked.filters)].some((dimension) => dimension !== "priority");
  if (count === "budget" || (count === "priorities" && !when && !narrowed)) {
    for (const { id, budget } of programme.priorities.values()) {
      if (!allows(asked.filters, "priority", id)) continue;
      const amount = count === "budget" ? exact(budget) : one;
      breakdown.add(keyText(asked.by.map(() => id)), amount);
      breakdown.total = add(breakdown.total, amount);
    }
    return breakdown;
  }
  const check = when ? toCheck(when) : () => true;
  const presences = presencesOf(programme, asked).filter(({ operation }) =>
    check({ operation: operation.id }),
  );
  const cells = new Map<string, Presence[]>();
  for (const presence of presences) {
    const key = keyText(keyOf(programme, presence, asked.by));
    cells.set(key, [...(cells.get(key) ?? []), presence]);
  }
  const measure = (present: readonly Presence[]): Exact => {
    if (count === "esf_contribution") return contribution(present);
    const told = present.map(({ operation, partner }) =>
      count === "partners" ? partner : count === "operations" ? operation.id : operation.priority,
    );
    return { units: BigInt(new Set(told).size), scale: 0 };
  };
  for (const [key, present] of cells) breakdown.add(key, measure(present));
  breakdown.total = measure(presences);
  return breakdown;
};

const one: Exact = { units: 1n, scale: 0 };

/** Each operation pays once a year, whoever its partners are. */
const contribution = (present: readonly Presence[]): Exact => {
  const paid = new Map(present.map(({ operation, year }) => [`${operation.id} ${year}`, operation]));
  return [...paid.values()]
    .map(({ esfContributionPerYear }) => exact(esfContributionPerYear))
    .reduce(add, zero);
};

const presencesOf = (programme: Programme, { filters, years }: Asked): Presence[] =>
  [...programme.operations.values()].flatMap((operation) => {
    const place = placeOf(programme, operation.id);
    const isWithin = Object.entries(filters).every(
      ([dimension, values]) => !isPlaceDimension(dimension) || values.includes(place[dimension]),
    );
    if (!isWithin) return [];
    const partners = operation.partners.filter((partner) => allows(filters, "partner", partner));
    const running = yearsOf(operation).filter((year) => !years || years.includes(year));
    return running.flatMap((year) => partners.map((partner): Presence => ({ operation, year, partner })));
  });

/** Returns the years that an operation touches. */
export const yearsOf = ({ starts, ends }: Operation): number[] => {
  const [first, last] = [Number(starts.slice(0, 4)), Number(ends.slice(0, 4))];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
};

const allows = (filters: Filters, dimension: string, value: string): boolean =>
  filters[dimension]?.includes(value) ?? true;

const keyOf = (programme: Programme, { operation, year, partner }: Presence, by: readonly string[]): Key => {
  const place = placeOf(programme, operation.id);
  return by.map((dimension) => {
    if (dimension === "year") return year === undefined ? null : String(year);
    return isPlaceDimension(dimension) ? place[dimension] : (partner ?? null);
  });
};
