import { z } from "zod";
import { amount, commonParts, date, id, source, text } from "./schema-parts.ts";

const target = z.strictObject({
  figure: id,
  value: z.union([z.int().positive(), amount]).describe("What the figure is to reach"),
  year: z.int().optional().describe("The year in which; the whole period together when not said"),
  priority: id.optional(),
  objective: id.optional(),
  operation: id.optional(),
  partner: id.optional(),
  source,
});

/** `framework.yaml`: one programming period. */
export const frameworkFile = z.strictObject({
  framework: id,
  version: z.string(),
  title: text,
  period: z.strictObject({ from: date, until: date }).describe("The programming period"),
  eligible_until: date.describe("Last day on which expenditure may be paid"),
  acts: z
    .array(
      z.strictObject({
        act: z.string().describe("Its number, as the Official Journal has it"),
        title: text,
        verified: z.boolean().describe("true: the title was read in the act itself"),
      }),
    )
    .optional()
    .describe("The acts of law that the definitions name"),
  funds: z.array(z.strictObject({ fund: id, label: text })).min(1),
  ...commonParts,
});

/** `programme.yaml`: one programme. */
export const programmeFile = z.strictObject({
  programme: id,
  framework: id.describe("The folder of the framework, beside this programme's"),
  version: z.string(),
  title: text,
  identifier: z.string().describe("CCI"),
  authority: text,
  approved_on: date,
  decision: z.string().optional().describe("The decision of the Commission that approved it"),
  region: text.optional().describe("Where the programme is carried out"),
  priorities: z
    .array(
      z.strictObject({
        priority: id,
        number: z.int(),
        title: text,
        region_category: text.describe(
          "Reg. (EU) No 1303/2013, Art. 90: more developed, transition, less developed",
        ),
        calculation_basis: text.describe(
          "What the Union's contribution is measured against: total or public expenditure",
        ),
        budget: amount,
        technical_assistance: z.boolean().optional().describe("true: pays for running the programme itself"),
        source,
      }),
    )
    .min(1),
  objectives: z.array(
    z.strictObject({
      objective: id,
      priority: id,
      title: text,
      investment_priority: z.string().optional().describe("Reg. (EU) No 1304/2013, Art. 3(1): 8i, 9i, …"),
      source,
    }),
  ),
  partners: z
    .array(
      z.strictObject({
        partner: id,
        name: text,
        kind: z
          .enum(["authority", "public", "ngo", "social_partner", "enterprise"])
          .describe("What kind of body it is"),
        invented: z
          .boolean()
          .optional()
          .describe("true: stands in for a body that published sources do not name"),
      }),
    )
    .min(1),
  operations: z
    .array(
      z.strictObject({
        operation: id,
        objective: id.optional(),
        priority: id.optional().describe("Only where there is no objective (technical assistance)"),
        title: text,
        description: text.optional(),
        fund: id,
        starts: date,
        ends: date,
        esf_contribution_per_year: amount.optional(),
        partners: z.array(id).min(1),
        registers: z.array(id).describe("The registers that its partners keep"),
        purposes: z
          .array(z.enum(["women_in_employment", "public_administration"]))
          .optional()
          .describe("Purposes that common indicators count operations by"),
        source,
      }),
    )
    .min(1),
  targets: z
    .array(target)
    .optional()
    .describe("What figures are to reach, by year or by the programme's end"),
  ...commonParts,
});

export type FrameworkFile = z.infer<typeof frameworkFile>;
export type ProgrammeFile = z.infer<typeof programmeFile>;
