import { z } from "zod";
import type { CostNode } from "../cost/plan.ts";
import { source, text } from "../shapes.ts";

const amount = z.string().describe('Euros, two digits: "12.50"');

const howShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sum") }),
  z.object({ kind: z.literal("product"), quantity: z.string(), rate: z.string(), unit: text.optional() }),
  z.object({ kind: z.literal("share"), rate: z.string(), base: amount, of: z.array(z.string()) }),
  z.object({ kind: z.literal("hourly_rate"), yearlyCost: amount, hours: z.string(), rate: amount }),
  z.object({ kind: z.literal("milestone"), milestone: z.string(), delivered: z.boolean() }),
  z.object({ kind: z.literal("item"), item: z.string(), on: z.string() }),
  z.object({ kind: z.literal("cut"), before: amount, cut: amount }),
  z.object({
    kind: z.literal("cap"),
    before: amount,
    cap: amount,
    reason: z.enum(["budget", "ceiling", "hours", "limit"]),
  }),
  z.object({ kind: z.literal("reduction"), before: amount, reached: z.string(), kept: z.string() }),
]);

/** How an amount came about: a step, and the steps that it is made of. */
export const nodeShape: z.ZodType<CostNode> = z
  .object({
    line: z.string().optional(),
    label: text,
    amount,
    how: howShape,
    source: source.optional(),
    rounding: z
      .object({ step: z.enum(["rate", "amount"]), rule: z.enum(["half_up", "down"]), exact: z.string() })
      .optional(),
    parts: z.array(z.lazy((): z.ZodType<CostNode> => nodeShape)),
  })
  .meta({ id: "CostNode" });
