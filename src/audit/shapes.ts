import { z } from "zod";
import type { Step } from "../sample/steps.ts";
import { text } from "../shapes.ts";

/** What the pages of the auditor say to the server and get back. Amounts are texts of euros: "12.50"; shares "0.02". */

const day = z.iso.date();
const euros = z.string().regex(/^-?\d+\.\d\d$/);
const typedEuros = z.string().regex(/^\d{1,12}([.,]\d{1,2})?$/);
const share = z.string().regex(/^\d{1,2}([.,]\d{1,6})?$/);
const id = z.int().min(1);

export const purposes = [
  "management_verification",
  "on_the_spot",
  "audit_of_operations",
  "participants",
] as const;
export const sampleStates = ["planned", "drawn", "concluded", "cancelled"] as const;
export const sampleMethods = [
  "srs",
  "difference",
  "mus",
  "mus-conservative",
  "non-statistical",
  "non-statistical-mus",
  "attribute",
  "participants",
  "control",
] as const;
const stateEnum = z.enum(sampleStates);
const methodEnum = z.enum(sampleMethods);
const purposeEnum = z.enum(purposes);
const underEnum = z
  .enum(["control", "audit"])
  .describe(
    "control: drawn by first-line control · audit: the auditor's own, shut to others until concluded",
  );

/** Where a population comes from. */
export const sourceShape = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("declared"),
      unit: z.enum(["declaration", "operation"]),
      from: day,
      until: day,
      strata: z.enum(["none", "operation", "priority"]).default("none"),
      periods: z.enum(["none", "half_years"]).default("none"),
    })
    .describe("Live declarations whose period ends within these days"),
  z
    .strictObject({
      kind: z.literal("applied"),
      unit: z.enum(["declaration", "operation"]),
      accountingYear: day.describe("First day of the accounting year"),
      strata: z.enum(["none", "operation", "priority"]).default("none"),
    })
    .describe("What payment applications of an accounting year declared to the Commission"),
  z
    .strictObject({
      kind: z.literal("records"),
      operation: z.string().min(1).max(80),
      register: z.string().min(1).max(80),
      field: z.string().max(80).optional().describe("A field of dates of the register"),
      from: day.optional(),
      until: day.optional(),
    })
    .describe("Records of a register, by their number and without names"),
  z
    .strictObject({
      kind: z.literal("file"),
      name: z.string().max(200),
      csv: z.string().max(4_000_000).describe("Text of a CSV file, as docs/sampling.md describes it"),
    })
    .describe("A population that was brought; kept as it came"),
]);
export type Source = z.infer<typeof sourceShape>;

/** As it is kept: the text of a file stands in the frame. */
const keptSourceShape = z.object({
  kind: z.enum(["declared", "applied", "records", "file"]),
  unit: z.enum(["declaration", "operation"]).optional(),
  from: z.string().optional(),
  until: z.string().optional(),
  strata: z.string().optional(),
  periods: z.string().optional(),
  accountingYear: z.string().optional(),
  operation: z.string().optional(),
  register: z.string().optional(),
  field: z.string().optional(),
  name: z.string().optional(),
});
export type KeptSource = z.infer<typeof keptSourceShape>;

/** How units are chosen and what is concluded by; what is not said is as `jalon sample` has it. */
export const parametersShape = z.strictObject({
  confidence: share.optional().describe("0.90; 0.95 for attribute and participants"),
  materiality: share.optional().describe("0.02; for attribute the tolerable rate"),
  expected: share.optional().describe("Expected error rate"),
  deviation: z
    .string()
    .regex(/^\d{1,12}([.,]\d{1,6})?$/)
    .optional()
    .describe("Spread of errors (mus: of error rates) for every stratum"),
  margin: share.optional().describe("Of participants"),
  estimator: z.enum(["mean", "ratio"]).optional(),
  highValue: typedEuros.optional().describe("With equal chances: every unit above it is taken"),
  population: z.enum(["positive", "negative"]).optional(),
  rules: z.enum(["2014-2020", "2021-2027"]).optional(),
  size: z.int().min(1).max(100_000).optional().describe("Typed, instead of what the method reckons"),
});
export type Parameters = z.infer<typeof parametersShape>;

export const planBodyShape = z.strictObject({
  purpose: purposeEnum,
  title: z.string().trim().min(1).max(200),
  under: underEnum.optional().describe("Where one has both rights; else the one that one has"),
  source: sourceShape,
  method: methodEnum,
  parameters: parametersShape,
});
export const changeBodyShape = z.strictObject({
  edition: z.int(),
  title: z.string().trim().min(1).max(200).optional(),
  method: methodEnum.optional(),
  parameters: parametersShape.optional(),
  excluded: z
    .array(z.strictObject({ unit: z.string().max(200), reason: z.string().trim().min(1).max(300) }))
    .max(5000)
    .optional()
    .describe("Units that stay in the population and cannot be drawn; changes the population's hash"),
});
export const drawBodyShape = z.strictObject({
  edition: z.int(),
  seed: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe(
      "Of something that nobody chooses; without it the hash of the change of the trail that fixed the population",
    ),
});
export const resultsBodyShape = z.strictObject({
  edition: z.int(),
  results: z
    .array(
      z.strictObject({
        unit: z.string().max(200),
        error: typedEuros.nullable().optional().describe("null: not checked yet"),
        checked: typedEuros.nullable().optional().describe("Where only a part of the unit was looked at"),
        outcome: z
          .boolean()
          .nullable()
          .optional()
          .describe("attribute: a deviation · participants: has the result"),
        note: z.string().max(1000).optional(),
        from: z.enum(["typed", "findings"]).optional().describe("findings: as the control found it"),
      }),
    )
    .max(5000),
});
export const concludeBodyShape = z.strictObject({
  edition: z.int(),
  conclusion: z.string().trim().min(1).max(4000),
  corrections: typedEuros.optional().describe("Corrections made: works out the residual error rate"),
  ongoing: typedEuros.optional().describe("Left out for an assessment that goes on"),
});
export const cancelBodyShape = z.strictObject({ reason: z.string().trim().min(1).max(1000) });

/** A step of a calculation as pages show it: a tree from the result down. */
export type SaidStep = Readonly<{
  name: Step["name"];
  /** As each language writes it, unit included. */
  said: Step["name"];
  how: Step["name"] | null;
  source: string | null;
  parts: readonly SaidStep[];
}>;
export const stepShape: z.ZodType<SaidStep> = z
  .object({
    name: text,
    said: text,
    how: text.nullable(),
    source: z.string().nullable(),
    parts: z.array(z.lazy((): z.ZodType<SaidStep> => stepShape)),
  })
  .meta({ id: "SampleStep" });

const amountOf = z.object({ units: z.int(), value: euros });
export const frameShape = z.object({
  sha256: z.string(),
  count: z.int(),
  positive: amountOf,
  negative: amountOf.describe("A population of their own"),
  zero: z.int(),
  excluded: amountOf,
  cells: z.array(z.object({ name: z.string(), units: z.int(), value: euros })),
});

const codeText = z.object({ code: z.string(), label: text });
const rowShape = z.object({
  id,
  number: z.string(),
  title: z.string(),
  purpose: codeText,
  under: underEnum,
  state: stateEnum,
  method: codeText,
  count: z.int(),
  value: euros,
  drawn: z.int().nullable(),
  checked: z.int(),
  conclusion: z.string().nullable().describe("material, not_material, inconclusive…"),
  rate: z.string().nullable(),
  plannedAt: z.string(),
  drawnAt: z.string().nullable(),
  concludedAt: z.string().nullable(),
});

export const samplesShape = z.object({
  rows: z.array(rowShape),
  mayPlan: z.array(underEnum).describe("Under which right the asker may draw; empty: only reads"),
  purposes: z.array(codeText),
  methods: z.array(codeText.extend({ needs: z.array(z.string()).describe("Parameters that it asks for") })),
  accountingYears: z.array(day),
});
export type SamplesPage = z.infer<typeof samplesShape>;

const linkShape = z.object({
  page: z.enum(["declaration", "operation", "record", "verification"]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
const unitShape = z.object({
  place: z.int().nullable().describe("null: not drawn"),
  unit: z.string(),
  label: text.nullable(),
  amount: euros,
  stratum: z.string(),
  period: z.string(),
  part: z.enum(["high_value", "sample"]).nullable(),
  excluded: z.string().nullable().describe("Why it cannot be drawn"),
  link: linkShape.nullable(),
  result: z
    .object({
      error: euros.nullable(),
      checked: euros.nullable(),
      outcome: z.boolean().nullable(),
      note: z.string(),
      from: z.enum(["typed", "findings"]),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  found: z
    .object({
      error: euros,
      findings: z.int(),
      verifications: z.array(z.object({ id, number: z.string() })),
      done: z.boolean().describe("Every verification of it is concluded"),
    })
    .nullable()
    .describe("What the control found on it, where anything was verified"),
});
export type SampleUnit = z.infer<typeof unitShape>;

const projectionShape = z.object({
  projected: z.string(),
  precision: z.string().nullable(),
  upper: z.string().nullable(),
  tolerable: z.string().nullable(),
  rate: z.string(),
  conclusion: z.string(),
  recalculated: z
    .string()
    .nullable()
    .describe("Confidence at which an inconclusive result would be conclusive"),
  steps: z.array(stepShape),
  residual: z
    .object({
      rate: z.string(),
      exceeds: z.boolean(),
      correction: z.string().nullable(),
      steps: z.array(stepShape),
    })
    .nullable(),
});
export type ProjectionView = z.infer<typeof projectionShape>;

export const sampleShape = z.object({
  id,
  number: z.string(),
  edition: z.int(),
  purpose: codeText,
  under: underEnum,
  title: z.string(),
  state: stateEnum,
  source: keptSourceShape,
  sourceText: text,
  method: codeText,
  parameters: parametersShape,
  seed: z.string().nullable(),
  seedFrom: z.enum(["typed", "trail"]).nullable(),
  change: z
    .object({ seq: z.int(), hash: z.string() })
    .describe("Of the trail: the one that fixed the population"),
  plannedBy: z.string(),
  plannedAt: z.string(),
  drawnBy: z.string().nullable(),
  drawnAt: z.string().nullable(),
  frame: frameShape,
  size: z
    .object({
      size: z.int(),
      shares: z.array(z.object({ name: z.string(), size: z.int() })),
      steps: z.array(stepShape),
    })
    .nullable(),
  refusal: text.nullable().describe("Why there is no size, or no projection, from what was given so far"),
  draw: z
    .object({
      hash: z.string(),
      units: z.int(),
      value: euros,
      covered: z.string().describe("Share of the expenditure"),
      cells: z.array(
        z.object({
          name: z.string(),
          units: z.int(),
          value: z.string(),
          highValue: z.int(),
          sampled: z.int(),
          interval: z.string().nullable(),
          start: z.string().nullable(),
        }),
      ),
      remarks: z.array(text),
      repeat: z.string().describe("The command that draws the same from the exported frame"),
    })
    .nullable(),
  units: z.array(unitShape).describe("The units drawn, in their order; before that the excluded ones"),
  projection: projectionShape.nullable(),
  conclusion: z.string().nullable(),
  concludedBy: z.string().nullable(),
  concludedAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  may: z.object({
    change: z.boolean(),
    draw: z.boolean(),
    record: z.boolean(),
    conclude: z.boolean(),
    cancel: z.boolean(),
  }),
});
export type SamplePage = z.infer<typeof sampleShape>;

export const plannedShape = z.object({ id, number: z.string(), edition: z.int() });
export type Planned = z.infer<typeof plannedShape>;
