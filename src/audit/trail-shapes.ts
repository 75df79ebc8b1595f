import { z } from "zod";
import { text } from "../shapes.ts";

/** What the pages of the trail and of amounts followed down say to the server and get back. */

const id = z.int().min(1);

/** The trail as an auditor sees it: its head, and what is kept of it outside of the database. */
export const trailHeadShape = z.object({
  head: z.object({ seq: z.int(), hash: z.string(), at: z.string() }).nullable(),
  anchored: z.object({ seq: z.int(), hash: z.string() }).nullable().describe("The last change kept outside"),
  packages: z.array(
    z.object({
      id,
      operation: z.string(),
      madeAt: z.string(),
      madeBy: z.string(),
      sha256: z.string(),
      bytes: z.int(),
      head: z.object({ seq: z.int(), hash: z.string() }),
    }),
  ),
  operations: z
    .array(z.object({ operation: z.string(), title: text }))
    .describe("Of which a package can be made"),
});
export type TrailHead = z.infer<typeof trailHeadShape>;

/** From an amount down to what it is made of: each step has its amount, and where it is looked at. */
export const traceNodeShape = z.object({
  kind: z.enum([
    "accounts",
    "application",
    "entry",
    "decision",
    "verification",
    "payment",
    "declaration",
    "line",
    "unit",
    "item",
    "hours",
    "document",
    "agreement",
  ]),
  key: z.string().describe("Asked with it, the parts of this node"),
  label: text,
  amount: z.string().nullable(),
  quantity: z.string().nullable(),
  at: z.string().nullable(),
  link: z
    .object({ page: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  parts: z.int().describe("How many parts it has; 0: the end"),
});
export type TraceNode = z.infer<typeof traceNodeShape>;
export const traceShape = z.object({
  path: z.array(traceNodeShape).describe("From what was asked first down to this node"),
  node: traceNodeShape,
  parts: z.array(traceNodeShape),
  sum: z.string().nullable().describe("Of the parts, where they are amounts"),
  agrees: z.boolean().describe("The sum of the parts is the amount"),
});
export type TracePage = z.infer<typeof traceShape>;
