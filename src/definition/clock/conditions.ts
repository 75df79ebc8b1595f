import type { Text } from "../../language.ts";
import type { Condition, ConditionField } from "../condition/condition.ts";
import type { Deadline } from "../programme.ts";
import { clockField, limitField } from "./clock.ts";

const known = (field: ConditionField): Condition => ({ kind: "known", field, known: true });
const all = (...of: readonly (Condition | undefined)[]): Condition => ({
  kind: "all",
  of: of.filter((part) => part !== undefined),
});
const any = (...of: readonly Condition[]): Condition => ({ kind: "any", of });
const not = (of: Condition): Condition => ({ kind: "not", of });

const named = (deadline: Deadline, what: string, label: Text, of: Condition): Condition => ({
  kind: "named",
  id: `${deadline.id}.${what}`,
  label: {
    fr: label.fr.replace("{deadline}", deadline.label.fr),
    nl: label.nl.replace("{deadline}", deadline.label.nl),
    en: label.en.replace("{deadline}", deadline.label.en),
  },
  source: deadline.source,
  of,
});

const comparedWithDue = (deadline: Deadline, field: ConditionField, isAfter: boolean): Condition => ({
  kind: "compare",
  field,
  comparison: isAfter ? ">" : "<=",
  operator: isAfter ? "after" : "on_or_before",
  operand: { kind: "field", field: clockField(deadline, "due") },
});

/** Begun: its date is known and so is its delay, and it is a record that has the deadline. */
const begun = (deadline: Deadline): Condition =>
  all(known(deadline.from), known(limitField(deadline, deadline.within)), deadline.when);

const doneOn = ({ done, stops }: Deadline): Condition => {
  if (!stops) return any();
  const isSaidByItsDay = done.kind === "known" && done.known && done.field.id === stops.id;
  return isSaidByItsDay ? done : all(done, known(stops));
};

/** Holds for records whose clock was stopped on a day that is known, in time or not. */
export const wasDone = (deadline: Deadline): Condition =>
  named(deadline, "done", doneWords, all(begun(deadline), doneOn(deadline)));

/** Holds for records whose clock was stopped no later than it was due. */
export const inTime = (deadline: Deadline): Condition => {
  if (!deadline.stops) return any();
  const isNotLate = not(comparedWithDue(deadline, deadline.stops, true));
  return named(deadline, "in_time", inTimeWords, all(begun(deadline), doneOn(deadline), isNotLate));
};

/**
 * Holds for records of which one can say whether it was done in time: stopped on a day that is known, or still waited
 * for, or lapsed when it was already late. Who left before their time was over waited for nothing any more.
 */
export const ran = (deadline: Deadline): Condition => {
  const waited = deadline.lapses
    ? any(not(known(deadline.lapses)), comparedWithDue(deadline, deadline.lapses, true))
    : undefined;
  const open = waited ? all(not(deadline.done), waited) : not(deadline.done);
  return named(deadline, "ran", ranWords, all(begun(deadline), any(doneOn(deadline), open)));
};

const doneWords: Text = {
  fr: "fait à une date connue ({deadline})",
  nl: "gedaan op een gekende datum ({deadline})",
  en: "done on a day that is known ({deadline})",
};
const inTimeWords: Text = {
  fr: "fait dans le délai ({deadline})",
  nl: "gedaan binnen de termijn ({deadline})",
  en: "done in time ({deadline})",
};
const ranWords: Text = {
  fr: "dont le délai a couru ({deadline})",
  nl: "waarvan de termijn liep ({deadline})",
  en: "whose time ran ({deadline})",
};
