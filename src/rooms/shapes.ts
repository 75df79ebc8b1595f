import { z } from "zod";
import { text } from "../shapes.ts";
import { recordPageShape } from "../entry/shapes.ts";

const state = z.object({ state: z.string(), label: text });
const day = z.string().describe("YYYY-MM-DD");

const room = z.object({
  operation: z.string(),
  record: z.int(),
  number: z.string(),
  state: state.nullable(),
  isOver: z.boolean(),
  /** Since it came, or was opened. */
  since: day.nullable(),
  days: z.int().nullable(),
});

/** The rooms of a service: those that the asker is in, and for whoever looks after them, which there are. */
export const roomsPageShape = z.object({
  service: z.string(),
  label: text,
  description: text,
  register: z.string(),
  today: day,
  counts: z
    .object({ rooms: z.int(), open: z.int(), mine: z.int() })
    .describe("How many there are, whoever may see into them"),
  mine: z.array(room.extend({ followUp: day.nullable().describe("When to get in touch again") })),
  head: z
    .array(room.extend({ members: z.array(z.string()), isDeserted: z.boolean() }))
    .nullable()
    .describe(
      "Every room that is not over, without what it says; null where the asker does not look after rooms",
    ),
  colleagues: z.array(z.object({ account: z.string(), name: z.string(), role: text })),
  mayRecord: z.boolean(),
  intake: z.array(z.string()),
  anonymous: z.string().nullable(),
  begins: z.string(),
  first: z.string().describe("The state in which a case begins"),
});
export type RoomsPage = z.infer<typeof roomsPageShape>;

const fact = z.object({ field: z.string(), label: text, value: text });
const linked = z.object({ record: z.int(), version: z.int() });

const consent = linked.extend({
  givenOn: day,
  withdrawnOn: day.nullable(),
  isAnonymous: z.boolean(),
});
const transfer = linked.extend({ sentOn: day, isAnonymous: z.boolean(), facts: z.array(fact) });

/** What is in a room, for who was let in. */
export const roomPageShape = z.object({
  service: z.string(),
  label: text,
  operation: z.string(),
  register: z.string(),
  record: z.int(),
  version: z.int(),
  partner: recordPageShape.shape.partner,
  answers: recordPageShape.shape.answers,
  number: z.string(),
  today: day,
  isAnonymous: z.boolean().nullable(),
  isOver: z.boolean(),
  state: recordPageShape.shape.state,
  transitions: recordPageShape.shape.transitions,
  sections: z.array(z.object({ section: z.string(), label: text, facts: z.array(fact) })),
  recipients: z.array(
    z.object({
      recipient: z.string(),
      label: text,
      consent: z.enum(["none", "given", "withdrawn"]),
      consents: z.array(consent),
      transfers: z.array(transfer),
      blocked: text.nullable().describe("Why nothing can go there today; null: it can"),
      asks: z.object({ field: z.string(), label: text }).nullable(),
    }),
  ),
  fields: z
    .object({
      consents: z.object({
        recipient: z.string(),
        givenOn: z.string(),
        withdrawnOn: z.string(),
        anonymous: z.string(),
        others: z.array(z.string()),
      }),
      transfers: z.object({
        recipient: z.string(),
        sentOn: z.string(),
        anonymous: z.string(),
        required: z.array(z.string()),
      }),
      followUps: z.object({ due: z.string(), done: z.string(), others: z.array(z.string()) }),
    })
    .describe("What the fields of the registers are called"),
  consentRegister: z.string(),
  transferRegister: z.string(),
  followUps: z
    .object({
      register: z.string(),
      rows: z.array(
        linked.extend({
          due: day,
          doneOn: day.nullable(),
          daysLeft: z.int().nullable(),
          facts: z.array(fact),
        }),
      ),
    })
    .nullable(),
  members: z.array(
    z.object({
      member: z.uuid(),
      name: z.string(),
      isMe: z.boolean(),
      admittedAt: z.string(),
      admittedBy: z.string().nullable(),
      reason: z.string(),
      endedAt: z.string().nullable(),
      endReason: z.string(),
    }),
  ),
  colleagues: roomsPageShape.shape.colleagues,
  readers: z.array(
    z.object({ at: z.string(), name: z.string(), fields: z.array(text), purpose: z.string() }),
  ),
  mayWrite: z.boolean(),
});
export type RoomPage = z.infer<typeof roomPageShape>;

const texts = z.record(z.string(), z.string().max(10_000)).describe("Answers as typed, by field");

/** `POST /api/services/{service}/rooms` */
export const newRoomShape = z.object({ texts, confirmed: z.array(z.string()).optional() });
export const madeRoomShape = z.object({ operation: z.string(), record: z.int(), number: z.string() });

/** `POST /api/services/{service}/rooms/{record}/{part}`; with a number and a version, a change of what is there. */
export const partBodyShape = z.object({
  record: z.int().optional(),
  version: z.int().optional(),
  texts,
  confirmed: z.array(z.string()).optional(),
});
export type PartBody = z.infer<typeof partBodyShape>;
export const parts = ["consents", "transfers", "follow-ups"] as const;
export type Part = (typeof parts)[number];

export const admitBodyShape = z.object({ account: z.uuid(), reason: z.string().min(1).max(500) });
export const endBodyShape = z.object({ reason: z.string().min(1).max(500) });
export const memberAnswerShape = z.object({ members: z.int() });
