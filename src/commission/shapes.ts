import { z } from "zod";
import { text } from "../shapes.ts";
import { formShape } from "./form-shape.ts";

/** What the pages towards the Commission say to the server and get back. Amounts are texts of euros: "12.50". */

const day = z.iso.date();
const euros = z.string().regex(/^-?\d+\.\d\d$/);
const id = z.int().min(1);
const named = z.object({ id, number: z.string() });
const operation = z.object({ operation: z.string(), title: text });
const partner = z.object({ partner: z.string(), name: text });
const waits = z.array(z.object({ what: text, since: z.string().nullable() }));
const reason = z.string().trim().min(1).max(1500);
export const formStates = ["draft", "submitted", "reopened"] as const;
const state = z.enum(formStates);
const person = z.string().describe("Their name; empty for whoever is no person");

export const accountingYearShape = z.object({
  from: day,
  until: day,
  label: z.string().describe("2019-2020"),
});

const applicationHead = z.object({
  id,
  number: z.string(),
  fund: z.string(),
  year: accountingYearShape,
  kind: z.enum(["interim", "final"]),
  from: day,
  until: day,
  state,
  eligible: euros.describe("Total eligible expenditure of the accounting year, up to this application"),
  public: euros,
  submittedAt: z.string().nullable(),
  hash: z.string().nullable(),
});
export type ApplicationHead = z.infer<typeof applicationHead>;

const accountsHead = z.object({
  id,
  number: z.string(),
  fund: z.string(),
  year: accountingYearShape,
  state,
  eligible: euros,
  public: euros,
  submittedAt: z.string().nullable(),
  hash: z.string().nullable(),
});
export type AccountsHead = z.infer<typeof accountsHead>;

/** `GET /api/applications`: accounting years with their applications and accounts, the last first. */
export const applicationsShape = z.object({
  today: day,
  mayOpen: z.boolean(),
  funds: z.array(z.object({ id: z.string(), label: text })),
  waiting: z
    .array(z.object({ fund: z.string(), eligible: euros, count: z.int().describe("Declarations") }))
    .describe("Certified, and not applied for yet"),
  years: z.array(
    z.object({
      fund: z.string(),
      year: accountingYearShape,
      windows: z.array(day).describe("Days by which an application is sent, the last one the final one"),
      finalDueOn: day,
      accountsDueOn: day,
      applications: z.array(applicationHead),
      accounts: z.array(accountsHead).describe("The one that counts last"),
      next: z
        .enum(["interim", "final", "accounts", "nothing"])
        .describe("What can be opened next; nothing while a draft stands"),
      waits,
    }),
  ),
});
export type ApplicationsPage = z.infer<typeof applicationsShape>;

/** `POST /api/applications` */
export const openApplicationShape = z.strictObject({
  fund: z.string().max(40),
  year: day.describe("First day of the accounting year"),
  kind: z.enum(["interim", "final"]).default("interim"),
  until: day.optional().describe("Of what was decided by then; all that is certified where it is not said"),
  reference: z.string().trim().max(250).optional(),
});
export type OpenApplication = z.infer<typeof openApplicationShape>;
/** `PUT /api/applications/{application}` */
export const changeApplicationShape = z.strictObject({
  kind: z.enum(["interim", "final"]).optional(),
  until: day.nullable().optional().describe("null: all that is certified"),
  reference: z.string().trim().max(250).optional(),
});
export type ChangeApplication = z.infer<typeof changeApplicationShape>;
export const openedFormShape = named;
export type OpenedForm = z.infer<typeof openedFormShape>;

/** `POST …/submit`: the totals that were seen, so that nothing else is sent than what was on the page. */
export const submitFormShape = z.strictObject({
  eligible: euros,
  public: euros,
});
export type SubmitForm = z.infer<typeof submitFormShape>;
export const reopenShape = z.strictObject({ reason });

export const correctionKinds = [
  "withdrawal",
  "recovery",
  "to_recover",
  "irrecoverable",
  "deduction",
] as const;
export const correctionShape = z.object({
  kind: z.enum(correctionKinds),
  decision: named.nullable(),
  declaration: named,
  operation,
  partner,
  line: z.string(),
  priority: z.string(),
  /** The accounting year in which it was applied for. */
  year: accountingYearShape,
  eligible: euros,
  public: euros,
  toldIn: named
    .extend({ what: z.enum(["application", "accounts"]) })
    .nullable()
    .describe("null: not told yet"),
  auditsOfOperations: z.boolean(),
  article71: z.boolean(),
  comment: z.string(),
});
export type Correction = z.infer<typeof correctionShape>;
const requestRow = z.object({
  priority: z.string(),
  label: text,
  regionCategory: z.string(),
  basis: z.enum(["total", "public"]),
  rate: z.string().describe("0.50"),
  base: euros.describe("Cumulated in the accounting year"),
  fund: euros.describe("base × rate"),
  interim: euros.describe("What an interim payment pays of it, before the caps"),
  capped: euros.describe("After the caps"),
  before: euros.describe("Asked for by earlier applications of the accounting year"),
  asked: euros.describe("Asked for by this one: what is after the caps, less before"),
  cap: z
    .enum(["none", "public_expenditure", "contribution"])
    .describe("Which cap held it (Art. 130(2) of Reg. 1303/2013)"),
});
export type RequestRow = z.infer<typeof requestRow>;

/** A declaration whose amounts a form takes up; `barred`: the asker verified or decided on it. */
const takenShape = z.object({
  declaration: named,
  operation,
  partner,
  from: day,
  until: day,
  eligible: euros,
  public: euros,
  barred: z.boolean(),
});

/** `GET /api/applications/{application}`: a draft as it would be sent now, or what was sent. */
export const applicationShape = applicationHead.extend({
  takesUntil: day.nullable().describe("Of what was decided by then; null: all that is certified"),
  reference: z.string(),
  openedBy: person,
  submittedBy: person.nullable(),
  reopened: z.object({ by: person, at: z.string(), reason: z.string() }).nullable(),
  form: formShape,
  request: z.array(requestRow),
  taken: z.array(takenShape).describe("Declarations of which something is new in this application"),
  corrections: z.array(correctionShape),
  waits,
  mayChange: z.boolean(),
  maySubmit: z.boolean().describe("False where there is nothing in it, or the asker verified some of it"),
  whyNot: text.nullable(),
  mayReopen: z.boolean(),
});
export type ApplicationPage = z.infer<typeof applicationShape>;

export const deductionKinds = ["irregular", "ongoing_assessment", "other"] as const;
export const deductionShape = z.strictObject({
  declaration: id,
  line: z.string().min(1).max(60),
  amount: euros.describe("Eligible expenditure that is left out"),
  kind: z.enum(deductionKinds),
  comment: z.string().trim().min(1).max(500),
});
export type Deduction = z.infer<typeof deductionShape>;

/** `POST /api/accounts` */
export const openAccountsShape = z.strictObject({ fund: z.string().max(40), year: day });
/** `PUT /api/accounts/{accounts}` */
export const changeAccountsShape = z.strictObject({
  deductions: z.array(deductionShape).max(2000).optional(),
  comments: z
    .record(z.string().max(120), z.string().max(1500))
    .optional()
    .describe('By table and row: "app8:priority_1/more_developed"'),
});
export type ChangeAccounts = z.infer<typeof changeAccountsShape>;

/** `GET /api/accounts/{accounts}` */
export const accountsShape = accountsHead.extend({
  openedBy: person,
  submittedBy: person.nullable(),
  reopened: z.object({ by: person, at: z.string(), reason: z.string() }).nullable(),
  form: formShape,
  deductions: z.array(deductionShape.extend({ number: z.string().describe("Of the declaration") })),
  comments: z.record(z.string(), z.string()),
  balance: z
    .array(
      z.object({
        priority: z.string(),
        label: text,
        regionCategory: z.string(),
        due: euros.describe("rate × base of the accounts"),
        paid: euros.describe("Interim payments and annual pre-financing"),
        balance: euros.describe("Above nothing: paid by the Commission; below: recovered by it"),
      }),
    )
    .describe("Art. 139(6) of Reg. 1303/2013; Art. 100 of Reg. 2021/1060"),
  reconciled: z
    .boolean()
    .describe("Applications less what explains the difference is the accounts, to the cent"),
  waits,
  mayChange: z.boolean(),
  maySubmit: z.boolean(),
  whyNot: text.nullable(),
  mayReopen: z.boolean(),
});
export type AccountsPage = z.infer<typeof accountsShape>;

/** `GET …/cells` */
export const cellsQueryShape = z.object({
  table: z.string().max(40),
  row: z.string().max(120).optional(),
  column: z.string().max(10),
});

/** `GET /api/commission/corrections` */
export const correctionsShape = z.object({
  today: day,
  rows: z.array(correctionShape),
  mayChange: z.boolean(),
});
/** `PUT /api/commission/corrections/{decision}` */
export const tellCorrectionShape = z.strictObject({
  auditsOfOperations: z.boolean(),
  article71: z.boolean(),
  comment: z.string().max(1500),
});
export type TellCorrection = z.infer<typeof tellCorrectionShape>;
