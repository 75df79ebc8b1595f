import { z } from "zod";
import { answersShape, keptShape } from "../entry/shapes.ts";
import { text } from "../shapes.ts";

/** What the pages of a log of contacts get and send. */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const recordNumber = z.int().min(1);
const choice = z.object({ code: z.string(), label: text });
const place = z.object({ operation: z.string(), partner: z.string(), name: text });
const longest = 2_000;

/** Which of the people met are listed: everybody still followed, those without news, those with whom it has ended. */
export const shownGroups = ["open", "silent", "closed"] as const;
export type ShownGroup = (typeof shownGroups)[number];

/** What a form without a network needs to know: nothing in it is about a person. */
export const logFormShape = z.object({
  service: z.object({ id: z.string(), label: text }),
  register: z.string(),
  today: day,
  fields: z.object({
    reference: z.string(),
    follows: z.string(),
    date: z.object({ field: z.string(), label: text }),
    place: z.object({ field: z.string(), label: text, help: text.nullable(), length: z.int() }),
    stage: z.object({ field: z.string(), label: text, choices: z.array(choice) }),
    relay: z.object({ field: z.string(), label: text, choices: z.array(choice) }).nullable(),
    reaction: z
      .object({ field: z.string(), label: text, choices: z.array(choice), unanswered: z.string() })
      .nullable(),
    segment: z.object({ field: z.string(), label: text, choices: z.array(choice) }).nullable(),
    nickname: z.object({ field: z.string(), label: text, help: text.nullable(), length: z.int() }).nullable(),
  }),
  /** The stage that only an agreement leads to. */
  registers: z.string(),
  writes: z.array(place).describe("Where the asker may note a contact"),
});
export type LogForm = z.infer<typeof logFormShape>;

export const youngsterShape = z.object({
  operation: z.string(),
  partner: z.string(),
  code: z.string(),
  record: recordNumber.describe("The last contact with them"),
  version: z.int(),
  nickname: z.string().nullable(),
  stage: choice,
  since: day.describe("Since when they are at this stage"),
  daysAtStage: z.int(),
  seen: day.nullable().describe("When they last reacted"),
  daysSilent: z.int().nullable(),
  place: z.string().nullable(),
  segment: choice.nullable(),
  contacts: z.int(),
  unanswered: z.int().describe("Reminders that they ignored"),
  agreedOn: day.nullable(),
  participation: recordNumber.nullable(),
  elsewhere: z.boolean().describe("Somebody of the same name and birth date is known to another partner"),
});
export type Youngster = z.infer<typeof youngsterShape>;

export const logPageShape = z.object({
  form: logFormShape,
  groups: z.array(z.object({ group: z.enum(shownGroups), count: z.int() })),
  silences: z.array(z.object({ days: z.int(), count: z.int() })),
  stages: z.array(choice.extend({ count: z.int() })),
  segments: z.array(choice.extend({ count: z.int() })),
  unanswered: z.int(),
  youngsters: z.array(youngsterShape),
  more: z.int().describe("How many are not in the list"),
  quotas: z.array(
    z.object({
      operation: z.string(),
      partner: z.string(),
      name: text,
      year: z.int(),
      goal: z.int(),
      reached: z.int(),
    }),
  ),
});
export type LogPage = z.infer<typeof logPageShape>;

export const logQueryShape = z.object({
  show: z.enum(shownGroups).optional(),
  days: z.coerce.number().int().min(0).max(10_000).optional(),
});

export const youngsterPageShape = z.object({
  youngster: youngsterShape,
  partnerName: text,
  today: day,
  contactsRegister: z.string(),
  contacts: z.array(
    z.object({
      record: recordNumber,
      date: day,
      stage: text,
      reaction: text.nullable(),
      place: z.string().nullable(),
      relay: text.nullable(),
    }),
  ),
  registersAs: z.object({
    register: z.string(),
    label: text,
    /** Fields of the contact that wait for the agreement, and of the participation that are asked with it. */
    names: z.array(z.string()),
    consent: z.string(),
    number: z.string(),
    ownNumber: z.string(),
    entry: z.string(),
    asks: z.array(z.string()),
  }),
  may: z.object({ write: z.boolean() }),
});
export type YoungsterPage = z.infer<typeof youngsterPageShape>;

export const contactBodyShape = z.object({
  operation: z.string(),
  partner: z.string(),
  answers: answersShape.describe("By field of the register of contacts; none that waits for an agreement"),
});
export type ContactBody = z.infer<typeof contactBodyShape>;

const texts = z.record(z.string(), z.string().max(longest));

export const agreementBodyShape = z.object({
  version: z.int().min(0),
  agreedOn: z.string().max(20),
  contact: texts.describe("Who they are: fields of the contact that waited for the agreement"),
  participation: texts.describe("What else begins with it: fields of the participation"),
});
export type AgreementBody = z.infer<typeof agreementBodyShape>;

export const agreedShape = z.object({
  change: z.int(),
  contact: recordNumber,
  participation: keptShape,
});
export type Agreed = z.infer<typeof agreedShape>;
