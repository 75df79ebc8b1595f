import { canonical, exact } from "../decimal.ts";
import { controlNumber } from "../definition/control.ts";
import type { PerformanceIndicator } from "../definition/control.ts";
import { computeFigures } from "../figure/compute.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import { sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { fundsOf } from "./allocations.ts";
import { type Desk, gather, needReading } from "./gather.ts";
import { performanceStatus, shareReached } from "./performance.ts";
import type { PerformancePage } from "./watch-shapes.ts";

type Indicator = PerformancePage["priorities"][number]["indicators"][number];

const rule: Text = {
  fr: "Jusqu'à deux indicateurs : chacun à 85 % du jalon au moins. Trois ou plus : tous sauf un, celui-là à 75 % au moins. Échec grave sous 65 % (Règl. 215/2014, art. 6).",
  nl: "Tot twee indicatoren: elk minstens 85 % van de mijlpaal. Drie of meer: alle op één na, en die minstens 75 %. Ernstig falen onder 65 % (Verord. 215/2014, art. 6).",
  en: "Up to two indicators: each at 85 % of the milestone at least. Three or more: all but one, and that one at 75 % at least. Serious failure below 65 % (Reg. 215/2014, Art. 6).",
};

/**
 * Returns how far milestones and targets are: of money, what was applied for; of the others, the figures as they are
 * counted now, over the whole period. The status is of milestones, by the shares that the definitions say.
 */
export const performancePage = async (desk: Desk, snapshot: Snapshot): Promise<PerformancePage> => {
  await needReading(desk);
  const { house } = desk;
  const { programme } = house;
  const { control, priorities } = programme;
  const today = house.today();
  const certified = await appliedByPriority(desk);
  const percent = (name: Parameters<typeof controlNumber>[1]) =>
    canonical({ units: BigInt(controlNumber(control, name, today)), scale: 2 });
  const limits =
    control.performance.length === 0
      ? undefined
      : {
          achieved: percent("performance_achieved_percent"),
          oneBelow: percent("performance_one_below_percent"),
          failure: percent("performance_failure_percent"),
        };
  const page: PerformancePage["priorities"] = [];
  for (const [priority, own] of Map.groupBy(control.performance, (each) => each.priority)) {
    const indicators: Indicator[] = [];
    for (const each of own) {
      const reached = await reachedOf(desk, snapshot, each, certified.get(priority) ?? "0.00");
      indicators.push(indicatorOf(each, reached));
    }
    const shares = indicators.flatMap(({ ofMilestone }) => (ofMilestone === null ? [] : [ofMilestone]));
    const { number, title } = priorities.get(priority) ?? { number: priority, title: undefined };
    page.push({
      priority,
      label: {
        fr: `Axe ${number}${title ? ` – ${title.fr}` : ""}`,
        nl: `As ${number}${title ? ` – ${title.nl}` : ""}`,
        en: `Priority ${number}${title ? ` – ${title.en}` : ""}`,
      },
      status: limits ? performanceStatus(shares, limits) : "unknown",
      rule,
      indicators,
    });
  }
  return { today, priorities: page };
};

const indicatorOf = (each: PerformanceIndicator, reached: string | null): Indicator => ({
  id: each.id,
  label: each.label,
  kind: each.kind === "financial" ? "financial" : each.kind === "step" ? "step" : "figure",
  milestone: each.milestone.value,
  milestoneYear: each.milestone.year,
  target: each.target.value,
  targetYear: each.target.year,
  reached,
  ofMilestone: reached === null ? null : shareReached(reached, each.milestone.value),
  ofTarget: reached === null ? null : shareReached(reached, each.target.value),
  figure: each.figure ?? null,
  source: each.source,
});

const reachedOf = async (
  { house }: Pick<Desk, "house">,
  snapshot: Snapshot,
  { kind, figure, priority, fund }: PerformanceIndicator,
  certified: string,
): Promise<string | null> => {
  if (kind === "financial" && figure === undefined) return certified;
  if (figure === undefined) return null;
  const { programme } = house;
  const operations = [...programme.operations]
    .filter(([, each]) => each.priority === priority && (fund === undefined || each.fund === fund))
    .map(([id]) => id);
  const { totals } = await computeFigures(programme, snapshot, {
    figures: [figure],
    year: undefined,
    filters: { operation: operations },
  });
  const value = totals.get(figure);
  return value === undefined || value === null ? null : canonical(exact(String(value)));
};

const appliedByPriority = async (desk: Desk): Promise<ReadonlyMap<string, string>> => {
  const lines = [];
  for (const { id: fund } of fundsOf(desk.house.programme))
    lines.push(...(await gather(desk, fund)).applicationLines);
  return new Map(
    [...Map.groupBy(lines, ({ priority }) => priority)].map(([priority, own]) => [
      priority,
      sumOf(own.map(({ eligible }) => eligible)),
    ]),
  );
};
