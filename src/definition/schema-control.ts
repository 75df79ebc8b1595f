import { z } from "zod";
import { forms, rateForm } from "./schema-costs.ts";
import { amount, date, id, source, text } from "./schema-parts.ts";

/** What first-line control can be of; the order is that of lists. */
export const verificationTypes = [
  "administrative",
  "on_the_spot",
  "data_protection",
  "procurement",
  "double_funding",
] as const;
/** What the risk of a declaration is reckoned from. */
export const riskFactors = [
  "days_left",
  "amount",
  "real_cost_share",
  "first_declaration",
  "error_rate",
  "last_visit",
  "warnings",
  "overlap",
] as const;
/** Numbers that the law or the programme sets, by the names that the code asks for. */
export const controlNumbers = [
  "payment_days",
  "answer_days",
  "outage_minutes",
  "materiality_percent",
  "unit_sample_least",
  "unit_sample_percent",
  "interim_rate_percent",
  "forecast_rate_percent",
  "n_plus_years",
  "reporting_threshold_euros",
  "reporting_months",
  "de_minimis_euros",
  "single_audit_euros",
  "recovery_days",
  "late_interest_percent",
  "performance_achieved_percent",
  "performance_one_below_percent",
  "performance_failure_percent",
] as const;
export const stopReasons = [
  "not_due",
  "documents_missing",
  "irregularity",
  "information_insufficient",
] as const;
export const controlLetters = ["questions", "decision", "recovery", "payment_stop", "visit"] as const;
/** What a question of a checklist is asked of: the declaration once, or each line, sampled unit, piece or person. */
export const pointScopes = ["declaration", "line", "unit", "item", "person"] as const;
export const periodRules = ["2014-2020", "2021-2027"] as const;

const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  .describe("A day of each year, MM-DD");
const share = z.string().regex(rateForm).describe('A share as text: "0.50" is half');
const year = z.int().min(2014).max(2040);

const number = z.strictObject({
  number: z.enum(controlNumbers),
  label: text,
  unit: z.enum(["days", "working_days", "months", "years", "minutes", "euros", "percent", "number"]),
  values: z
    .array(
      z.strictObject({
        from: date,
        value: z.union([z.int(), z.string().regex(/^\d+(\.\d{1,6})?$/)]),
        source,
      }),
    )
    .min(1)
    .describe("What it is from which day on"),
});

const verificationType = z.strictObject({
  type: z.enum(verificationTypes).describe("Which of them it is"),
  label: text,
  help: text.describe("What it looks at"),
  every: z.boolean().describe("true: every declaration goes through it"),
  of: z.enum(["declaration", "agreement"]).describe("What one of them is about"),
  source,
});

const typology = z.strictObject({
  typology: id,
  label: text,
  help: text.optional().describe("What belongs to it, and what does not"),
  ims: z
    .string()
    .optional()
    .describe("Code of the typology of irregularities reported to OLAF, where it is known"),
  source,
});

const point = z.strictObject({
  point: id,
  question: text.describe("Asked so that a yes means that all is as it should be"),
  help: text.optional().describe("How one finds out, and what is enough"),
  severity: z
    .enum(["money", "serious", "minor"])
    .describe("What a no means: money to cut, a serious remark, or one to follow up"),
  asks: z.enum(pointScopes).describe("Of what it is asked"),
  forms: z.array(z.enum(forms)).min(1).optional().describe("Asked for lines of these forms only"),
  options: z.array(id).min(1).optional().describe("Asked for lines of these options only"),
  once: z
    .boolean()
    .optional()
    .describe("true: an answer given in another verification of the agreement stands"),
  typology: id.optional().describe("The kind of finding that a no leads to"),
  source,
});

const checklist = z.strictObject({
  checklist: id,
  type: z.enum(verificationTypes).describe("The verification in which it is asked"),
  version: z.string().min(1),
  label: text,
  groups: z
    .array(
      z.strictObject({
        group: id,
        label: text,
        points: z.array(point).min(1).describe("Its questions, in their order"),
      }),
    )
    .min(1)
    .describe("Its parts, in their order"),
});

const factor = z.strictObject({
  factor: z.enum(riskFactors).describe("What it is reckoned from"),
  label: text,
  weight: z.int().min(0).max(100).describe("Points that it gives at most"),
  none_at: z
    .string()
    .regex(/^-?\d+(\.\d{1,6})?$/)
    .describe("The value at which it gives none"),
  full_at: z
    .string()
    .regex(/^-?\d+(\.\d{1,6})?$/)
    .describe("The value at which it gives all; in between in proportion"),
  unit: z
    .enum(["days", "euros", "share", "yes_no", "months", "number"])
    .describe("What the value is counted in"),
  rationale: text.describe("Why it counts, and why so much"),
  source,
});

const letter = z.strictObject({
  letter: z.enum(controlLetters).describe("When it is sent"),
  subject: text.describe("Its first line; words between braces are filled in"),
  body: text.describe(
    "Words between braces are filled in: {number}, {partner}, {declaration}, {due}, {amount} …",
  ),
  source,
});

const allocation = z.strictObject({
  priority: id,
  fund: id,
  region: z
    .enum(["less_developed", "transition", "more_developed", "outermost", "yei"])
    .describe("Category of region; yei: the Youth Employment Initiative, which has none"),
  basis: z.enum(["total", "public"]).describe("What the rate is taken of"),
  rate: share.describe("The Fund's share, of the priority and not of an operation"),
  commitments: z
    .array(
      z.strictObject({
        year: year.describe("Of the commitment"),
        amount: amount.describe("Of the Fund, without the performance reserve"),
        reserve: amount.optional().describe("Performance reserve of the year"),
      }),
    )
    .min(1)
    .describe("What the Commission committed, year by year"),
  source,
});

const goal = z.strictObject({ year: year.describe("By the end of which"), value: amount });

const performance = z.strictObject({
  indicator: id,
  priority: id,
  fund: id.optional().describe("Where the priority has several"),
  kind: z
    .enum(["financial", "output", "result", "step"])
    .describe("financial: expenditure certified; step: a key step of implementation"),
  figure: id
    .optional()
    .describe("The figure that says what was achieved; financial: none, it is what was certified"),
  label: text,
  milestone: goal.describe("What is to be reached on the way"),
  target: goal.describe("What is to be reached in the end"),
  source,
});

/** `control.yaml` of a framework: what the law says of control and payments. Of a programme: what it set and chose. */
export const controlFile = z.strictObject({
  version: z.string().min(1).describe("Kept with each verification beside its checklist"),
  rules: z.enum(periodRules).optional().describe("framework: the period whose forms and rules hold"),
  numbers: z.array(number).optional().describe("Terms, rates and thresholds, dated"),
  types: z.array(verificationType).optional().describe("Types of verification"),
  typology: z.array(typology).optional().describe("Kinds of findings"),
  checklists: z.array(checklist).optional().describe("What is asked, by type of verification"),
  stops: z
    .array(
      z.strictObject({
        stop: z.enum(stopReasons).describe("Which of the law's reasons it is"),
        label: text,
        source,
      }),
    )
    .optional()
    .describe("Why the payment clock may stop"),
  factors: z.array(factor).optional().describe("What the queue is put in order by"),
  answer: z
    .strictObject({
      silence: text.describe("What follows where the partner does not answer, as the letter tells it"),
      source,
    })
    .optional()
    .describe("The partner's answer to findings; its days are the number answer_days"),
  visits: z
    .strictObject({
      every_months: z
        .int()
        .positive()
        .describe("A partner with an active agreement is visited at least so often"),
      notice_days: z.int().min(0).describe("How long before it is announced"),
      reasons: z.array(text).min(1).describe("What brings a visit forward"),
      source,
    })
    .optional()
    .describe("On-the-spot verifications"),
  letters: z.array(letter).optional().describe("Words of letters"),
  authority: z
    .strictObject({
      holder: z.string().min(1).describe("In whose name the account is"),
      bank: z.string().min(1).describe("Name of the bank"),
      iban: z
        .string()
        .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/)
        .describe("Number of the account, without spaces"),
      bic: z
        .string()
        .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/)
        .describe("Code of the bank"),
      initiator: z.string().min(1).max(35).describe("How the bank knows who sends the file"),
      address: z.array(z.string().min(1)).min(1).max(4).describe("Lines of the address"),
      source,
    })
    .optional()
    .describe("Who pays, and from which account"),
  accounting: z
    .strictObject({
      starts: monthDay.describe("First day of an accounting year"),
      first: date.describe("First day of the first one"),
      last: date.describe("Last day of the last one"),
      final_application: monthDay.describe("Until when the final application of a year ended is sent"),
      accounts: monthDay.describe("Until when the accounts are sent"),
      windows: z
        .array(monthDay)
        .describe("Applications are sent by these days, one for each; none: whenever"),
      source,
    })
    .optional()
    .describe("Accounting years, applications and accounts"),
  transmissions: z
    .array(
      z.strictObject({
        transmission: id,
        label: text,
        days: z.array(monthDay).min(1).describe("Until when it is sent"),
        until: z.array(monthDay).min(1).describe("The day up to which each of them tells, in the same order"),
        source,
      }),
    )
    .optional()
    .describe("What else is sent to the Commission, each year"),
  n_plus: z
    .strictObject({
      exceptions: z
        .array(z.strictObject({ year: year.describe("Of the commitment"), deadline: date }))
        .describe("Commitment years whose deadline is another"),
      source,
    })
    .optional()
    .describe("Decommitment; its years are the number n_plus_years"),
  prefinancing: z
    .array(
      z.strictObject({
        kind: z
          .enum(["initial", "annual"])
          .describe("initial: cleared at closure; annual: cleared each year"),
        year: year.describe("In which it is paid"),
        rate: share.describe("Of the Fund's support without the performance reserve"),
        source,
      }),
    )
    .optional()
    .describe("What the Commission pays beforehand"),
  retention: z
    .array(
      z.strictObject({
        rule: id,
        label: text,
        counted: z
          .enum(["accounts", "final_accounts", "last_payment"])
          .describe(
            "From 31 December after the accounts with the expenditure, after those with the last, or of the year of the last payment",
          ),
        years: z.int().positive(),
        below: amount.optional().describe("For operations with less eligible expenditure than this"),
        source,
      }),
    )
    .optional()
    .describe("How long documents are kept; the first rule that fits"),
  allocations: z.array(allocation).optional().describe("Priorities by Fund and category of region"),
  performance: z
    .array(performance)
    .optional()
    .describe("Milestones and targets of the performance framework"),
});

export type ControlFile = z.infer<typeof controlFile>;
