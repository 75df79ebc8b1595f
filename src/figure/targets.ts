import { canonical, exact } from "../decimal.ts";
import type { Figure, Programme, Target } from "../definition/programme.ts";
import { computeFigures } from "../figure/compute.ts";
import type { Filters } from "../figure/request.ts";
import type { Snapshot } from "../figure/snapshot.ts";

/** How far a figure is on the way to what it is to reach. */
export type TargetProgress = Readonly<{
  target: Target;
  figure: Figure;
  /** Canonical decimal text. */
  reached: string;
  /** In percent, rounded down to a whole: a target is at 100 only when it is reached. */
  percent: number;
  /** What is still missing; "0" when it is reached. */
  missing: string;
}>;

/** Returns a target's part of the programme as figures filter it. */
export const filtersOf = ({ scope }: Target): Filters =>
  Object.fromEntries(Object.entries(scope).map(([dimension, value]) => [dimension, [value]]));

/** Returns how far each target is, as of the snapshot; the whole period together where a target names no year. */
export const targetProgress = async (
  programme: Programme,
  snapshot: Snapshot,
  targets: readonly Target[] = programme.targets,
): Promise<TargetProgress[]> => {
  const progress: TargetProgress[] = [];
  for (const target of targets) {
    const figure = programme.figures.get(target.figure);
    if (!figure) continue;
    const { totals } = await computeFigures(programme, snapshot, {
      figures: [figure.id],
      year: target.year,
      filters: filtersOf(target),
    });
    progress.push({ target, figure, ...reached(String(totals.get(figure.id) ?? 0n), target.value) });
  }
  return progress;
};

/** Returns what has been reached of a goal above zero; both are canonical decimal texts. */
export const reached = (
  value: string,
  goal: string,
): Pick<TargetProgress, "reached" | "percent" | "missing"> => {
  const [have, want] = [exact(value), exact(goal)];
  const scale = Math.max(have.scale, want.scale);
  const units = ({ units: own, scale: digits }: typeof have) => own * 10n ** BigInt(scale - digits);
  const missing = units(want) - units(have);
  return {
    reached: value,
    percent: Number((units(have) * 100n) / units(want)),
    missing: missing > 0n ? canonical({ units: missing, scale }) : "0",
  };
};
