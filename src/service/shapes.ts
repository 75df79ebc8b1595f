import { z } from "zod";
import { text } from "../shapes.ts";

const answer = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A service, where services are listed. */
export const serviceListShape = z.object({
  services: z.array(
    z.object({
      service: z.string(),
      number: z.int(),
      label: text,
      description: text,
      operations: z.array(z.string()),
    }),
  ),
});
export type ServiceListPage = z.infer<typeof serviceListShape>;

const column = z.object({
  id: z.string(),
  kind: z.enum(["field", "derived", "record", "operation", "partner", "open", "list"]),
  label: text,
  type: z.enum(["text", "integer", "decimal", "date", "boolean", "choice"]),
  choices: z.array(z.object({ code: z.string(), label: text })).nullable(),
  isName: z.boolean().describe("Says who or what the record is"),
});

const dayList = z.object({
  list: z.string(),
  label: text,
  help: text.nullable(),
  register: z.string(),
  /** The page of the whole list. */
  href: z.string(),
  total: z.int(),
  /** Of those, how many are late. */
  late: z.int(),
  deadline: z.object({ label: text, verified: z.boolean() }).nullable(),
  columns: z.array(column),
  records: z.array(
    z.object({
      operation: z.string(),
      record: z.int(),
      partner: z.string(),
      answers: z.record(z.string(), answer),
      named: z.record(z.string(), z.string()).describe("What the records are called that an answer names"),
      /** YYYY-MM-DD */
      due: z.string().nullable(),
      daysLeft: z.int().nullable(),
    }),
  ),
});

const board = z.object({
  register: z.string(),
  label: text,
  by: text.nullable().describe("The choice that it counts by; null: the state of the lifecycle"),
  total: z.int(),
  states: z.array(z.object({ state: z.string(), label: text, count: z.int(), href: z.string() })),
});

/** The page of a service: its day's work, and the ways to everything that it has. */
export const servicePageShape = z.object({
  service: z.string(),
  number: z.int(),
  label: text,
  description: text,
  today: z.string(),
  operations: z.array(z.object({ operation: z.string(), title: text })),
  mechanisms: z
    .array(z.object({ mechanism: z.string(), label: text.nullable() }))
    .describe("Each has a page under the service's: calendar, places, …; null: called as usual"),
  lists: z.array(dayList).nullable().describe("Null where the asker reads no records"),
  board: z.array(board),
  figures: z.array(z.string()).describe("The figures that it shows, by name"),
  year: z.int(),
  registers: z.array(
    z.object({
      register: z.string(),
      label: text,
      record: text,
      href: z.string(),
      /** The operations in which the asker may add a record. */
      add: z.array(z.object({ operation: z.string(), title: text })),
      /** Those for which they may bring a file. */
      files: z.array(z.string()),
    }),
  ),
  question: z.boolean().describe("Whether parliament asks about it, and the asker may read the answer"),
});
export type ServicePage = z.infer<typeof servicePageShape>;
export type DayList = ServicePage["lists"] extends (infer L)[] | null ? L : never;
