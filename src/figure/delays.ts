import { inTime, ran, wasDone } from "../definition/clock/conditions.ts";
import { clockField } from "../definition/clock/clock.ts";
import type { Condition, ConditionField } from "../definition/condition/condition.ts";
import type { Deadline, Figure, FigureCount, Programme } from "../definition/programme.ts";
import { percent, type Exact } from "../decimal.ts";
import type { Text } from "../language.ts";
import { Breakdown } from "./breakdown.ts";
import type { CountedFigure } from "./scan-columns.ts";

export type DelayCount = Extract<FigureCount, { deadline: Deadline }>;
/** A share done in time, or a median of days. */
export type DelayFigure = CountedFigure & { computation: { count: DelayCount } };

/** Shares are said to a tenth of a percent, medians to half a day. */
export const delayDigits = 1;

export const isDelay = (figure: Figure): figure is DelayFigure =>
  figure.computation.kind === "count" &&
  (figure.computation.count.kind === "share" || figure.computation.count.kind === "median");

/**
 * Returns the counts that a share or a median is worked out from, each a figure that can be asked for and explained by
 * itself as "share.in_time", "share.ran", "median.done"; none for other figures.
 */
export const delayParts = (figure: Figure): CountedFigure[] => {
  if (!isDelay(figure)) return [];
  const { deadline, kind } = figure.computation.count;
  const part = (name: keyof typeof labels, condition: Condition): CountedFigure => ({
    ...figure,
    id: `${figure.id}.${name}`,
    label: labels[name],
    unit: undefined,
    definition: undefined,
    reference: undefined,
    note: undefined,
    computation: { ...figure.computation, count: { kind: "records" }, when: both(figure, condition) },
  });
  return kind === "share"
    ? [part("in_time", inTime(deadline)), part("ran", ran(deadline))]
    : [part("done", wasDone(deadline))];
};

const both = ({ computation: { when } }: DelayFigure, condition: Condition): Condition =>
  when ? { kind: "all", of: [when, condition] } : condition;

/** Returns the figure of this name, or the part of a share or median that it names. */
export const figureOrPart = ({ figures }: Pick<Programme, "figures">, id: string): Figure | undefined => {
  const known = figures.get(id);
  if (known) return known;
  const whole = figures.get(id.slice(0, Math.max(0, id.lastIndexOf("."))));
  return whole && delayParts(whole).find((part) => part.id === id);
};

/** Returns the condition on the records that a figure is made of: its own, and that the time ran or was stopped. */
export const countedWhen = (figure: CountedFigure): Condition | undefined => {
  if (!isDelay(figure)) return figure.computation.when;
  const { deadline, kind } = figure.computation.count;
  return both(figure, kind === "share" ? ran(deadline) : wasDone(deadline));
};

/** Returns the days of which a median is taken: whole ones, pauses taken out. */
export const delayDays = ({ deadline }: DelayCount): ConditionField => clockField(deadline, "used");

/**
 * Returns the share in percent, cell by cell: in time of those whose time ran, rounded half away from zero to a tenth.
 * Where no time ran it is 0.
 */
export const shareOf = (done: Breakdown, all: Breakdown): Breakdown => {
  const share = new Breakdown();
  const of = (part: Exact | undefined, whole: Exact): Exact => {
    if (whole.units === 0n) return { units: 0n, scale: delayDigits };
    return percent(part ?? { units: 0n, scale: 0 }, whole, delayDigits);
  };
  for (const [key, whole] of all.cells) share.add(key, of(done.cells.get(key), whole));
  share.total = of(done.total, all.total);
  return share;
};

/**
 * Returns how few records a value tells something about: of a share the smaller of those in time and those not, where
 * there are any; of a median those it is taken of.
 */
export const fewestBehind = (counts: readonly Exact[]): bigint => {
  const [first = 0n, whole] = counts.map(({ units }) => units);
  if (whole === undefined) return first;
  const sides = [first, whole - first].filter((count) => count > 0n);
  return sides.reduce((least, count) => (count < least ? count : least), whole);
};

const labels: Record<"in_time" | "ran" | "done", Text> = {
  in_time: { fr: "Dans le délai", nl: "Binnen de termijn", en: "In time" },
  ran: { fr: "Dont le délai a couru", nl: "Waarvan de termijn liep", en: "Whose time ran" },
  done: {
    fr: "Faits, à une date connue",
    nl: "Gedaan, op een gekende datum",
    en: "Done, on a day that is known",
  },
};
