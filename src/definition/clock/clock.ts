import { daysBetween } from "../condition/calendar.ts";
import type { ClockAnswer, Condition, ConditionField, RecordValues } from "../condition/condition.ts";
import { answerTo, toCheck } from "../condition/evaluate.ts";
import type { Text } from "../../language.ts";
import type { Deadline } from "../programme.ts";
import { daysUsed, isPausedOn, type Pause } from "./days.ts";

/**
 * not_started: there is nothing to do yet; running and paused: it waits; overdue: it waits too long; in_time and late:
 * done, and when is known; done: done, nobody wrote down when; lapsed: nothing is waited for any more.
 */
export const clockStates = [
  "not_started",
  "running",
  "paused",
  "overdue",
  "in_time",
  "late",
  "done",
  "lapsed",
] as const;
export type ClockState = (typeof clockStates)[number];

/** How a clock of one record stands on a day. */
export type Clock = Readonly<{
  state: ClockState;
  /** The day from which it can be done; null where the clock does not run for this record. */
  opens: string | null;
  /** The last day in time; null while the clock stands still with no end known. */
  due: string | null;
  /** Days left on the clock, negative once it is overdue; null when nothing is waited for. */
  daysLeft: number | null;
  /** Days that it took, or that have gone by, pauses taken out; null where nobody knows. */
  daysUsed: number | null;
}>;

const noClock: Clock = { state: "not_started", opens: null, due: null, daysLeft: null, daysUsed: null };

/** Returns what a clock gives of a record as something that conditions, lists and figures can ask for. */
export const clockField = (deadline: Deadline, gives: ClockAnswer): ConditionField => ({
  id: `${deadline.id}.${gives}`,
  type: gives === "used" ? "integer" : "date",
  label: gives === "used" ? deadline.label : dueLabel(deadline),
  origin: { kind: "clock", clock: deadline, gives },
});

/** Returns the name of a list's column that says by when something is due, while it is waited for. */
export const dueColumn = (deadline: string): string => `_due.${deadline}`;

/** Returns the date so long after the one that the clock runs from, as a field: what is due were there no pause. */
export const limitField = (deadline: Deadline, within: Deadline["within"]): ConditionField => ({
  id: `${deadline.from.id}+${spanName(within)}`,
  type: "date",
  label: dueLabel(deadline),
  origin: { kind: "clock", clock: { ...deadline, within, pauses: [] }, gives: "due" },
});

const dueLabel = ({ label: { fr, nl, en } }: Deadline): Text => ({
  fr: `${fr} : dernier jour`,
  nl: `${nl}: laatste dag`,
  en: `${en}: last day`,
});

const spanName = ({ years, months, days }: Deadline["within"]): string =>
  [years, months, days]
    .map((amount) => (typeof amount === "object" ? `${amount.parameter.id}@${amount.at}` : (amount ?? 0)))
    .join(".");

/** Returns how the clock of a deadline stands for a record on a day, YYYY-MM-DD. `clockSql` says the same. */
export const clockOf = (deadline: Deadline, record: RecordValues, today: string): Clock => {
  const date = (field: ConditionField | undefined): string | null => {
    const answer = field && answerTo(field, record);
    return typeof answer === "string" ? answer : null;
  };
  const holds = (condition: Condition | undefined) => condition !== undefined && toCheck(condition)(record);
  const first = date(deadline.from);
  const limit = date(limitField(deadline, deadline.within));
  if (first === null || limit === null || (deadline.when && !holds(deadline.when))) return noClock;
  const opens = deadline.opens ? date(limitField(deadline, deadline.opens)) : first;
  const pauses = deadline.pauses.map(({ from, until }): Pause => ({ from: date(from), until: date(until) }));
  const due = date(clockField(deadline, "due"));
  const used = (day: string) => daysUsed(first, limit, pauses, day);
  if (holds(deadline.done)) {
    const stopped = date(deadline.stops);
    return {
      state: stopped === null ? "done" : due === null || stopped <= due ? "in_time" : "late",
      opens,
      due,
      daysLeft: null,
      daysUsed: stopped === null ? null : used(stopped),
    };
  }
  if (date(deadline.lapses) !== null) return { state: "lapsed", opens, due, daysLeft: null, daysUsed: null };
  if (holds(deadline.standsStill))
    return { state: "paused", opens, due: null, daysLeft: null, daysUsed: null };
  if (opens === null || today < opens)
    return { state: "not_started", opens, due, daysLeft: null, daysUsed: null };
  const daysLeft = daysBetween(first, limit) - used(today);
  const state = daysLeft < 0 ? "overdue" : isPausedOn(first, pauses, today) ? "paused" : "running";
  return { state, opens, due, daysLeft, daysUsed: used(today) };
};
