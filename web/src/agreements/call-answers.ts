import type { CallBody, CallPage, CallsPage } from "../../../src/agreement/call-shapes.ts";
import { dayAndHour, instantOf } from "./moments.ts";
import { isSaid, nothingSaid } from "./SaidField.tsx";

export type Making = NonNullable<CallsPage["making"]>;

/** What is said of a call while it is written: moments as a day and an hour, numbers as they are typed. */
export type CallAnswers = Readonly<{
  operation: string | null;
  opensHour: string;
  closesHour: string;
  /** Its moments hold days only. */
  body: CallBody;
}>;

/** Returns a call with all that is known before anybody wrote: guide in force, instalments, the year to come. */
export const emptyCall = (
  { templates, guides, instalments }: Making,
  now: string,
  operations: CallsPage["mayMakeIn"],
): CallAnswers => {
  const { day, hour } = dayAndHour(now);
  const year = Number(day.slice(0, 4)) + 1;
  const guide = guides.findLast(({ from }) => from <= day) ?? guides.at(-1);
  return {
    operation: operations.length === 1 ? (operations[0]?.operation ?? null) : null,
    opensHour: hour,
    closesHour: "17:00",
    body: {
      title: nothingSaid,
      lead: nothingSaid,
      template: templates[0]?.id ?? "",
      guide: guide?.id ?? "",
      opensAt: day,
      closesAt: "",
      starts: `${year}-01-01`,
      ends: `${year}-12-31`,
      budget: "0.00",
      most: null,
      criteria: [],
      options: [],
      lines: [],
      objectives: [],
      instalments: instalments[0]?.id ?? null,
      parts: [],
    },
  };
};

/** Returns what a call says, to be changed. */
export const fromCall = (call: CallPage): CallAnswers => {
  const opens = dayAndHour(call.opensAt);
  const closes = dayAndHour(call.closesAt);
  return {
    operation: call.operation.operation,
    opensHour: opens.hour,
    closesHour: closes.hour,
    body: { ...asked(call), opensAt: opens.day, closesAt: closes.day, starts: call.starts, ends: call.ends },
  };
};

/** Returns a call that asks what another one asked; its own days stay. */
export const like = (answers: CallAnswers, call: CallPage): CallAnswers => {
  const { opensAt, closesAt, starts, ends, guide } = answers.body;
  return {
    ...answers,
    operation: answers.operation ?? call.operation.operation,
    body: { ...asked(call), opensAt, closesAt, starts, ends, guide },
  };
};

const asked = (call: CallPage) => ({
  title: call.title,
  lead: call.lead,
  template: call.template.id,
  guide: call.guide?.id ?? "",
  budget: call.budget,
  most: call.most,
  criteria: call.criteria,
  options: call.options,
  lines: call.lines,
  objectives: call.objectives,
  instalments: call.instalments,
  parts: call.parts,
});

/** Returns what is sent, its moments as instants; undefined for one that is none. */
export const bodyOf = ({ body, opensHour, closesHour }: CallAnswers): CallBody => ({
  ...body,
  opensAt: instantOf(body.opensAt, opensHour) ?? "",
  closesAt: instantOf(body.closesAt, closesHour) ?? "",
});

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** What of a call is not yet said, by its field. */
export const missingIn = (answers: CallAnswers) => {
  const { body, operation } = answers;
  const sent = bodyOf(answers);
  return {
    operation: operation === null,
    title: !isSaid(body.title),
    lead: !isSaid(body.lead),
    opens: sent.opensAt === "",
    closes: sent.closesAt === "",
    order: sent.opensAt !== "" && sent.closesAt !== "" && sent.opensAt >= sent.closesAt,
    starts: !isDay(body.starts),
    ends: !isDay(body.ends) || body.ends < body.starts,
    budget: body.budget === "0.00",
    options: body.options.length === 0,
    criteria: body.criteria.some(({ label, points }) => !isSaid(label) || points < 1),
    parts: body.parts.some(({ label }) => !isSaid(label)),
    objectives: body.objectives.some(({ label }) => !isSaid(label)),
  };
};
