import { z } from "zod";
import { source, text } from "../shapes.ts";
import { targetShape } from "./shapes.ts";

/** What the pages of the programme's structure get: the programme itself, an operation, a partner, the trail. */

export const programmeShape = z.object({
  id: z.string(),
  title: text,
  authority: text,
  identifier: z.string(),
  approvedOn: z.string(),
  decision: z.string().nullable(),
  framework: text,
  period: z.object({ from: z.string(), until: z.string() }),
  version: z.string(),
  fingerprint: z.string(),
  funds: z.array(z.object({ id: z.string(), label: text })),
  priorities: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      title: text,
      budget: z.string(),
      technicalAssistance: z.boolean(),
      source,
    }),
  ),
  objectives: z.array(z.object({ id: z.string(), priority: z.string(), title: text })),
  operations: z.array(
    z.object({
      id: z.string(),
      priority: z.string(),
      objective: z.string().nullable(),
      title: text,
      description: text.nullable(),
      fund: z.string(),
      starts: z.string(),
      ends: z.string(),
      esfContributionPerYear: z.string(),
      partners: z.array(z.string()),
      registers: z.array(z.string()),
    }),
  ),
  partners: z.array(z.object({ id: z.string(), name: text, kind: z.string(), invented: z.boolean() })),
  registers: z.array(z.object({ id: z.string(), label: text, record: text, description: text.nullable() })),
});
export type ProgrammePage = z.infer<typeof programmeShape>;

const fileShape = z.object({
  id: z.int(),
  name: z.string(),
  at: z.string(),
  operation: z.string(),
  partner: z.string(),
  register: z.string(),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
});

export const operationShape = z.object({
  id: z.string(),
  registers: z
    .array(
      z.object({
        id: z.string(),
        count: z.int(),
        lastChange: z.string().nullable(),
        partners: z.array(z.object({ id: z.string(), count: z.int(), lastChange: z.string().nullable() })),
      }),
    )
    .describe("Records that the asker may read"),
  files: z.array(fileShape).describe("The last files that came in"),
  targets: z.array(targetShape),
  mayReadRecords: z.boolean(),
});
export type OperationPage = z.infer<typeof operationShape>;

export const partnerShape = z.object({
  id: z.string(),
  operations: z.array(
    z.object({ id: z.string(), registers: z.array(z.object({ id: z.string(), count: z.int() })) }),
  ),
  files: z.array(fileShape),
  people: z
    .array(z.object({ name: z.string(), role: text, operation: z.string().nullable() }))
    .nullable()
    .describe("Who works for the partner; null where the asker does not manage its people"),
  mayReadRecords: z.boolean(),
});
export type PartnerPage = z.infer<typeof partnerShape>;

export const changesShape = z.object({
  changes: z.array(
    z.object({
      change: z.int(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      actionLabel: text,
      reason: z.string(),
      entries: z.int(),
      file: z.string().nullable(),
      places: z.array(z.object({ operation: z.string(), partner: z.string() })),
    }),
  ),
  next: z.int().nullable(),
});
export type ChangesPage = z.infer<typeof changesShape>;
