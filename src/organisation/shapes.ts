import { z } from "zod";
import { text } from "../shapes.ts";

const recordNumber = z.int().min(1);

/** `POST /api/organisations`: words of a name are no part of an address. */
export const organisationsBodyShape = z.strictObject({
  service: z.string().max(100).optional().describe("Only what this service's registers say"),
  year: z.int().min(1990).max(2100).optional().describe("This year where not said"),
  search: z.string().max(200).optional().describe("Words of a name, or the beginning of a number"),
  page: z.int().min(1).max(100_000).optional(),
});
export type OrganisationsBody = z.infer<typeof organisationsBodyShape>;

export const organisationsShape = z.object({
  year: z.int(),
  years: z.array(z.int()),
  service: z.object({ service: z.string(), label: text }).nullable(),
  totals: z
    .array(
      z.object({
        register: z.string(),
        label: text,
        organisations: z.int().describe("Different ones, each counted once"),
        events: z.int().describe("Everything that happened with them"),
        months: z.array(z.int()).describe("The events, month by month"),
      }),
    )
    .describe("Of the year, whatever is searched for"),
  page: z.int(),
  pages: z.int(),
  total: z.int().describe("Organisations found"),
  organisations: z.array(
    z.object({
      number: z.string(),
      name: z.string().nullable(),
      events: z.array(z.object({ register: z.string(), count: z.int() })),
      last: z.string().nullable().describe("The last day in the year on which something happened"),
    }),
  ),
});
export type Organisations = z.infer<typeof organisationsShape>;

const place = z.object({ operation: z.string(), register: z.string(), record: recordNumber });

const happened = place.extend({
  date: z.string().nullable(),
  what: text,
  state: text.nullable(),
});

/** `GET /api/organisations/{number}` */
export const organisationShape = z.object({
  number: z.string(),
  name: z.string().nullable(),
  described: z
    .array(
      place.extend({
        label: text,
        operationTitle: text,
        state: text.nullable(),
        answers: z.array(z.object({ field: z.string(), label: text, answer: text })),
        hidden: z.array(text).describe("What the asker's role does not show"),
      }),
    )
    .describe("What the registers of organisations say of it"),
  due: z
    .array(
      place.extend({
        label: text,
        what: text,
        due: z.string(),
        daysLeft: z.int(),
        verified: z.boolean(),
      }),
    )
    .describe("What waits to be done, the most urgent first"),
  registers: z.array(
    z.object({
      register: z.string(),
      label: text,
      service: z.object({ service: z.string(), label: text }),
      count: z.int(),
      records: z.array(happened).describe("The newest"),
      filter: z.string().describe("The list of them all, as the address of a list writes it"),
      added: text.describe("One record of the register, in words"),
      prefill: z.record(z.string(), z.string()),
      places: z
        .array(z.object({ operation: z.string(), title: text }))
        .describe("Where the asker may add one"),
    }),
  ),
  timeline: z.array(happened.extend({ label: text })).describe("What happened, the newest first"),
});
export type Organisation = z.infer<typeof organisationShape>;
