import type { Target } from "../definition/programme.ts";
import { filtersOf, targetProgress } from "../figure/targets.ts";
import { valueText } from "./asked.ts";
import type { TargetPage } from "./shapes.ts";
import { sightOf } from "./sight.ts";
import type { Asker } from "./table.ts";

/**
 * Returns how far the targets are whose figures the asker may see whole; one that lies partly in others' hands is left
 * out, because its progress would tell their figures.
 */
export const targetPages = async (
  { programme, snapshot, who }: Asker,
  isWanted: (target: Target) => boolean = () => true,
): Promise<TargetPage[]> => {
  const seen = programme.targets.filter((target) => {
    if (!isWanted(target)) return false;
    const filters = filtersOf(target);
    const sight = sightOf(who, { by: [], filters }) ?? sightOf(who, { by: [], filters, whole: true });
    return (
      sight !== undefined && (sight.own === null || JSON.stringify(sight.filters) === JSON.stringify(filters))
    );
  });
  const progress = await targetProgress(programme, snapshot, seen);
  return progress.map(({ target, figure, reached, percent, missing }) => ({
    figure: figure.id,
    label: figure.label,
    unit: figure.unit ?? null,
    goal: target.value,
    year: target.year ?? null,
    scope: Object.entries(target.scope).map(([dimension, value]) => ({
      dimension,
      value,
      label: valueText(programme, dimension, value),
    })),
    reached,
    percent,
    missing,
    source: target.source,
  }));
};
