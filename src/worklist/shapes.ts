import { z } from "zod";
import { text } from "../shapes.ts";
import { itemKinds } from "./item.ts";

/** What the home page gets: what waits for the asker, first things first. */
export const worklistShape = z.object({
  today: z.string(),
  people: z
    .object({ active: z.int(), invited: z.int(), mail: z.int() })
    .nullable()
    .describe("The people that the asker looks after; null where they look after nobody"),
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(itemKinds),
      turn: z.enum(["yours", "watch"]),
      standing: z.enum(["overdue", "today", "soon", "later", "undated"]),
      label: text.nullable(),
      operation: z.string().nullable(),
      partner: z.string().nullable(),
      register: z.string().nullable(),
      count: z.int(),
      overdue: z.int(),
      since: z.string().nullable(),
      due: z.string().nullable(),
      href: z.string(),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});
export type WorklistPage = z.infer<typeof worklistShape>;
