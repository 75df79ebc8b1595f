import { z } from "zod";
import { source, text } from "../shapes.ts";
import { accountingYearShape } from "./shapes.ts";

/** What is watched: decommitment, forecasts, milestones, retention, irregularities. */

const day = z.iso.date();
const euros = z.string().regex(/^-?\d+\.\d\d$/);
const id = z.int().min(1);
const named = z.object({ id, number: z.string() });
const operation = z.object({ operation: z.string(), title: text });
const partner = z.object({ partner: z.string(), name: text });

/** `GET /api/commission/forecast` */
export const forecastShape = z.object({
  today: day,
  funds: z.array(
    z.object({
      fund: z.string(),
      label: text,
      share: z
        .string()
        .describe("What submitted applications count for against commitments: 1, or the cautious 0.90"),
      tranches: z.array(
        z.object({
          year: z.int(),
          commitment: euros,
          cumulated: euros.describe("Commitments up to this year, without the performance reserve"),
          prefinancing: euros,
          applied: euros.describe("Fund amount of applications sent, or expected, by the deadline"),
          deadline: day.nullable().describe("null: settled at closure"),
          atRisk: euros,
          isOver: z.boolean(),
        }),
      ),
      pipeline: z
        .array(
          z.object({
            stage: z.enum(["applied", "certified", "declared", "parked", "budgeted"]),
            name: text,
            eligible: euros,
            fund: euros,
          }),
        )
        .describe("Where the expenditure of the agreements stands, and the Fund's part of it"),
      expected: z.array(
        z.object({
          year: z.int(),
          eligible: euros,
          fund: euros,
          note: text,
        }),
      ),
    }),
  ),
  source: z.array(source),
});
export type ForecastPage = z.infer<typeof forecastShape>;

/** `GET /api/commission/performance` */
export const performanceShape = z.object({
  today: day,
  priorities: z.array(
    z.object({
      priority: z.string(),
      label: text,
      status: z.enum(["achieved", "not_achieved", "serious_failure", "unknown"]),
      rule: text,
      indicators: z.array(
        z.object({
          id: z.string(),
          label: text,
          kind: z.enum(["financial", "figure", "step"]),
          milestone: z.string().nullable(),
          milestoneYear: z.int().nullable(),
          target: z.string().nullable(),
          targetYear: z.int().nullable(),
          reached: z.string().nullable(),
          ofMilestone: z.string().nullable().describe("Share, 0.86"),
          ofTarget: z.string().nullable(),
          figure: z.string().nullable().describe("The figure that counts it, to open"),
          source,
        }),
      ),
    }),
  ),
});
export type PerformancePage = z.infer<typeof performanceShape>;

/** `GET /api/commission/retention` */
export const retentionShape = z.object({
  today: day,
  rows: z.array(
    z.object({
      operation,
      partner,
      agreements: z.array(named),
      eligible: euros.describe("Of the operation, in all accounts"),
      rule: z.string(),
      ruleText: text,
      keep: z.array(
        z.object({
          what: text.describe("Accounts of 2018-2019, or the last payment"),
          year: accountingYearShape.nullable(),
          on: day.describe("When the accounts were submitted, or it was paid"),
          from: day.describe("31 December from which the years run"),
          until: day,
        }),
      ),
      until: day.nullable().describe("The last of them; null while it cannot be said"),
      personalData: text.nullable(),
    }),
  ),
});
export type RetentionPage = z.infer<typeof retentionShape>;

/** What a file of an irregularity says beside what Jalon knows; the groups of IMS (Annex XII of Reg. 2021/1060). */
export const irregularityFactsShape = z.strictObject({
  title: z.string().trim().max(300).optional(),
  firstInformationSource: z.string().max(500).optional(),
  unionProvisions: z.string().max(1000).optional(),
  nationalProvisions: z.string().max(1000).optional(),
  otherStates: z.string().max(300).optional(),
  startsOn: day.optional(),
  endsOn: day.optional(),
  typology: z.string().max(200).optional(),
  category: z.string().max(200).optional(),
  modusOperandi: z.string().max(2000).optional(),
  findings: z.string().max(4000).optional(),
  classification: z.enum(["irregularity", "suspected_fraud", "established_fraud"]).optional(),
  pifOffence: z.boolean().optional(),
  detectedOn: day.optional(),
  detectionReason: z.string().max(500).optional(),
  detectionMethod: z.string().max(500).optional(),
  afterPayment: z.boolean().optional(),
  authority: z.string().max(200).optional(),
  olafFile: z.string().max(60).optional(),
  sanctions: z.string().max(2000).optional(),
  comments: z.string().max(4000).optional(),
});
export type IrregularityFacts = z.infer<typeof irregularityFactsShape>;

const flags = {
  systemic: z.boolean().default(false),
  suspectedFraud: z.boolean().default(false),
  bankruptcyOnly: z.boolean().default(false),
  precedesBankruptcy: z.boolean().default(false),
  voluntary: z.boolean().default(false).describe("The partner told it before anybody found it"),
  beforeApplication: z.boolean().default(false).describe("Found and mended before an application held it"),
  effectsAbroad: z.boolean().default(false),
};

/** `POST /api/irregularities`, `PUT /api/irregularities/{irregularity}` */
export const irregularityBodyShape = z.strictObject({
  agreement: id,
  declaration: id.nullable().default(null),
  decision: id.nullable().default(null),
  linkedTo: id.nullable().default(null),
  firstInformationOn: day,
  eligible: euros.describe("Irregular eligible expenditure"),
  ...flags,
  facts: irregularityFactsShape.default({}),
});
export type IrregularityBody = z.infer<typeof irregularityBodyShape>;

/** `POST /api/irregularities/{irregularity}/report` */
export const reportBodyShape = z.strictObject({
  kind: z.enum(["initial", "follow_up", "cancellation"]),
  reportedOn: day.optional().describe("Today where it is not said"),
});
export type ReportBody = z.infer<typeof reportBodyShape>;

export const irregularityShape = z.object({
  id,
  number: z.string(),
  agreement: named,
  declaration: named.nullable(),
  decision: named.nullable(),
  linkedTo: named.nullable(),
  operation,
  partner,
  priority: z.string(),
  firstInformationOn: day,
  systemic: z.boolean(),
  suspectedFraud: z.boolean(),
  bankruptcyOnly: z.boolean(),
  precedesBankruptcy: z.boolean(),
  voluntary: z.boolean(),
  beforeApplication: z.boolean(),
  effectsAbroad: z.boolean(),
  eligible: euros,
  fundContribution: euros.describe("eligible on the priority's base × its rate"),
  threshold: euros,
  mustReport: z.boolean(),
  why: text.describe("Why it is reported or not"),
  mayLeave: z.boolean().describe("Below what the Union lets go unrecovered by operation and accounting year"),
  quarter: day,
  dueOn: day.nullable(),
  overdue: z.boolean(),
  closedOn: day.nullable(),
  facts: irregularityFactsShape,
  reports: z.array(
    z.object({
      n: z.int(),
      kind: z.enum(["initial", "follow_up", "cancellation"]),
      reportedOn: day,
      hash: z.string(),
      by: z.string(),
    }),
  ),
  mayChange: z.boolean(),
});
export type Irregularity = z.infer<typeof irregularityShape>;
/** `GET /api/irregularities` */
export const irregularitiesShape = z.object({
  today: day,
  mayOpen: z.boolean(),
  rows: z.array(irregularityShape),
});
export type IrregularitiesPage = z.infer<typeof irregularitiesShape>;
