import { scopeOf } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Programme } from "../definition/programme.ts";
import type { TargetProgress } from "../figure/targets.ts";
import type { Item } from "./item.ts";

const mostTargets = 5;

/** Returns whether the asker follows targets: whoever reads the figures of all of the programme. */
export const followsTargets = (who: Who): boolean => scopeOf(who, "figures:read") === "everywhere";

/** Returns the targets that are furthest from being reached, for whoever follows them. */
export const targetItems = (programme: Programme, who: Who, progress: readonly TargetProgress[]): Item[] => {
  if (!followsTargets(who)) return [];
  return furthest(progress).map(({ target, figure, reached, percent, missing }): Item => ({
    id: `target/${target.figure}/${target.year ?? "period"}/${Object.values(target.scope).join("/")}`,
    kind: "target",
    turn: "watch",
    label: figure.label,
    operation: target.scope.operation ?? null,
    partner: target.scope.partner ?? null,
    register: null,
    count: 1,
    overdue: 0,
    since: null,
    due: dueOf(programme, target),
    href: `figures/${target.figure}?${new URLSearchParams([
      ...Object.entries(target.scope).map(([dimension, value]) => ["where", `${dimension}:${value}`]),
      ["year", target.year === undefined ? "all" : String(target.year)],
    ]).toString()}`,
    details: { reached, percent, missing, goal: target.value },
  }));
};

/** Returns the targets not yet reached, the furthest first. */
export const furthest = (progress: readonly TargetProgress[]): TargetProgress[] =>
  progress
    .filter(({ missing }) => missing !== "0")
    .toSorted((a, b) => a.percent - b.percent)
    .slice(0, mostTargets);

/** The last day of its year; of the period, the last day on which its operations run. */
const dueOf = (programme: Programme, { year, scope }: TargetProgress["target"]): string | null => {
  if (year !== undefined) return `${year}-12-31`;
  const operations = [...programme.operations.values()].filter(
    ({ id, priority, objective, partners }) =>
      (scope.operation === undefined || scope.operation === id) &&
      (scope.priority === undefined || scope.priority === priority) &&
      (scope.objective === undefined || scope.objective === objective) &&
      (scope.partner === undefined || partners.includes(scope.partner)),
  );
  return (
    operations
      .map(({ ends }) => ends)
      .toSorted()
      .at(-1) ?? null
  );
};
