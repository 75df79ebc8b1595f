import { z } from "zod";
import { attendances } from "../definition/service/calendar.ts";
import { text } from "../shapes.ts";

/** What the calendar's pages get and send: once, for the server's checks, the API's document and the browser. */

const recordNumber = z.int().min(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const state = z.object({ state: z.string(), label: text });

export const sessionShape = z.object({
  operation: z.string(),
  partner: z.string(),
  partnerName: text,
  record: z.number(),
  version: z.number(),
  date: z.string(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  title: text.nullable(),
  place: text.nullable(),
  language: text.nullable(),
  details: z.array(z.object({ label: text, value: text })),
  state,
  isPlanned: z.boolean(),
  isHeld: z.boolean(),
  isCancelled: z.boolean(),
  places: z.number().nullable(),
  minimum: z.number().nullable(),
  hours: z.string().nullable(),
  heads: z.number().nullable(),
  taken: z.number().describe("How many have a place"),
  waiting: z.number(),
  missing: z.number().describe("How many are missing for the minimum, of a session that is to come"),
});
export type CalendarSession = z.infer<typeof sessionShape>;

export const calendarShape = z.object({
  service: z.object({ id: z.string(), label: text }),
  label: text.nullable(),
  today: z.string(),
  from: z.string(),
  until: z.string(),
  yearBegins: z.string().nullable(),
  hasRegistrations: z.boolean(),
  register: z.string(),
  plans: z
    .array(z.object({ operation: z.string(), title: text }))
    .describe("The operations in which the asker may plan a session"),
  sessions: z.array(sessionShape),
  isMore: z.boolean().describe("There are more sessions in this time than are told"),
});
export type CalendarPage = z.infer<typeof calendarShape>;

const clashShape = z.object({
  date: z.string(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  title: text.nullable(),
});
export type Clash = z.infer<typeof clashShape>;

const registrationShape = z.object({
  record: z.number(),
  version: z.number(),
  status: z.enum(attendances),
  label: text,
  turn: z.number().nullable(),
  number: z.string().nullable().describe("The person's number, for whoever may see it"),
  name: z.string().nullable(),
  participant: z.number().nullable().describe("The person's own record, where the asker sees it"),
  hours: z.string().nullable(),
  signed: z.enum(["code", "list"]).nullable(),
  clashes: z.array(clashShape),
});
export type Registration = z.infer<typeof registrationShape>;

export const sessionPageShape = z.object({
  service: z.object({ id: z.string(), label: text }),
  label: text.nullable(),
  today: z.string(),
  session: sessionShape,
  register: z.string(),
  mayWrite: z.boolean(),
  seesNames: z.boolean(),
  headsLabel: text.nullable(),
  registrations: z.array(registrationShape).nullable(),
  participants: z
    .object({ register: z.string(), number: z.string(), names: z.array(z.string()) })
    .nullable()
    .describe("The register in which people are looked for, and its fields that say who they are"),
  door: z
    .object({ isOpen: z.boolean(), opens: z.string(), closes: z.string() })
    .nullable()
    .describe("When the code at the door works"),
});
export type SessionPage = z.infer<typeof sessionPageShape>;

export const periodShape = z.object({ from: day, until: day });

export const registerBody = z.union([
  z.strictObject({
    participant: recordNumber.describe("The person's record in the register of participants"),
  }),
  z.strictObject({ number: z.string().trim().min(1).max(60).describe("The person's number") }),
]);
export type RegisterBody = z.infer<typeof registerBody>;

export const registeredShape = z.object({
  record: z.number(),
  change: z.number(),
  status: z.enum(attendances),
  turn: z.number(),
  clashes: z.array(clashShape),
});
export type Registered = z.infer<typeof registeredShape>;

export const leaveBody = z.strictObject({
  version: z.int().min(0),
  as: z.enum(["cancelled", "excused"]).describe("The person said no, or gave a good reason beforehand"),
});
export type LeaveBody = z.infer<typeof leaveBody>;

export const leftShape = z.object({
  change: z.number(),
  movedUp: z
    .object({ record: z.number(), name: z.string().nullable(), number: z.string().nullable() })
    .nullable(),
});
export type Left = z.infer<typeof leftShape>;

export const attendanceBody = z.strictObject({
  version: z.int().min(0).describe("The version of the session that was looked at"),
  heads: z.int().min(0).max(10_000).optional(),
  marks: z
    .array(
      z.strictObject({
        record: recordNumber,
        version: z.int().min(0),
        status: z.enum(["present", "excused", "absent"]),
      }),
    )
    .max(1000)
    .optional(),
});
export type AttendanceBody = z.infer<typeof attendanceBody>;

export const attendanceShape = z.object({
  change: z.number().nullable(),
  present: z.number(),
  excused: z.number(),
  absent: z.number(),
});
export type AttendanceNoted = z.infer<typeof attendanceShape>;

export const codeShape = z.object({
  code: z.string(),
  address: z.string(),
  picture: z.string().describe("The address as a QR code, SVG"),
  secondsLeft: z.number(),
});
export type DoorCode = z.infer<typeof codeShape>;

export const doorSessionShape = z.object({
  title: text.nullable(),
  place: text.nullable(),
  date: z.string(),
  from: z.string().nullable(),
  until: z.string().nullable(),
});
export type DoorSession = z.infer<typeof doorSessionShape>;

export const doorBody = z.strictObject({
  code: z.string().min(1).max(20),
  number: z.string().trim().min(1).max(60),
});
export const doorShape = z.object({ heard: z.literal(true) });
