import { z } from "zod";
import { source, text } from "../shapes.ts";
import { controlShape } from "./control-shape.ts";
import { nodeShape } from "./node-shape.ts";

/** What the pages of declarations say to the server and get back. Amounts are texts of euros: "12.50". */

const day = z.iso.date();
const euros = z.string().regex(/^-?\d+\.\d\d$/);
const decimal = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/);
const id = z.int().min(1);
const partner = z.object({ partner: z.string(), name: text });
const operation = z.object({ operation: z.string(), title: text });
const code = z.object({ id: z.string(), label: text });
export const declarationStates = ["draft", "submitted", "withdrawn", "replaced"] as const;
const state = z.enum(declarationStates);
const named = z.object({ id, number: z.string() });
const waits = z.array(z.object({ what: text, since: z.string().nullable() }));

/** A page of the application with what its address holds; the page makes the address. */
export const linkShape = z.object({
  page: z.enum(["declaration", "units", "record", "staff", "documents", "agreement", "annual"]),
  params: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe(
      "declaration: declaration, line? · units: declaration, line, show · record: operation, register, record · " +
        "staff: agreement, declaration · documents: about · agreement: agreement · annual: agreement, year",
    ),
});

export const checkShape = z.object({
  id: z.string().describe("The same remark keeps its name; confirmed by it"),
  rule: z.string(),
  severity: z.enum(["refuse", "confirm", "note"]),
  line: z.string().nullable(),
  text,
  mend: text.nullable(),
  link: linkShape.nullable().describe("Where it is mended"),
  leaveOut: z.array(id).nullable().describe("Records that, left out of the line, settle it"),
  source: source.nullable(),
});
export type Check = z.infer<typeof checkShape>;
export const checksShape = z.object({
  edition: z.int(),
  checks: z.array(checkShape),
  refusals: z.int(),
  toConfirm: z.int(),
});
export type Checks = z.infer<typeof checksShape>;

/** What somebody says of one line; what Jalon knows is not said. */
export const lineInputShape = z.strictObject({
  leftOut: z
    .array(id)
    .max(50_000)
    .optional()
    .describe("Records of the line's quantity that are not declared"),
  units: z
    .array(z.strictObject({ on: day, quantity: decimal, note: z.string().max(200).optional() }))
    .max(2000)
    .optional()
    .describe("Units told by hand, where no register has them"),
  milestones: z.array(z.string()).max(200).optional().describe("Milestones delivered"),
  items: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(40),
        category: z.string().max(60).optional().describe("Category of the cost, where not the line's"),
        on: day,
        supplier: z.string().trim().min(1).max(120),
        reference: z.string().trim().min(1).max(60),
        label: z.string().max(200).optional(),
        amount: euros,
        document: id.nullable().optional(),
      }),
    )
    .max(5000)
    .optional()
    .describe("Real costs by piece"),
  staff: z
    .array(
      z.strictObject({
        person: z.string().min(1).max(40),
        year: z.int().min(2014).max(2040),
        hours: decimal.optional(),
        share: decimal.optional(),
        months: decimal.optional(),
      }),
    )
    .max(2000)
    .optional(),
});
export type LineInput = z.infer<typeof lineInputShape>;
export const inputsShape = z.record(z.string().max(60), lineInputShape);
export type Inputs = z.infer<typeof inputsShape>;

/** `GET /api/declarations` */
export const declarationsShape = z.object({
  today: day,
  rows: z.array(
    z.object({
      id,
      number: z.string(),
      agreement: named,
      operation,
      partner,
      from: day,
      until: day,
      version: z.int(),
      state,
      total: euros.nullable().describe("What was submitted; null for a draft"),
      submittedAt: z.string().nullable(),
      receipt: z.int().nullable(),
      due: day.nullable(),
      waits,
      control: controlShape.nullable().describe("Null: not submitted"),
      mayChange: z.boolean(),
    }),
  ),
  toMake: z
    .array(
      z.object({
        agreement: named,
        operation,
        partner,
        from: day,
        until: day,
        due: day.nullable(),
        ended: z.boolean().describe("The period is over"),
        overdue: z.boolean(),
        draft: named.nullable(),
        mayOpen: z.boolean(),
      }),
    )
    .describe("Periods of active agreements for which nothing is submitted"),
  agreements: z
    .array(
      z.object({
        agreement: named,
        operation,
        partner,
        starts: day,
        ends: day,
        budget: euros,
        declared: euros,
        remaining: euros,
        instalments: z
          .array(
            z.object({
              n: z.int(),
              kind: z.enum(["advance", "interim", "balance"]),
              amount: euros,
              due: day.nullable(),
              waitsFor: text.nullable(),
            }),
          )
          .describe("Forecast: what is paid when, as the agreement says it"),
      }),
    )
    .describe("Where the money of each agreement stands"),
});
export type DeclarationsPage = z.infer<typeof declarationsShape>;

/** `POST /api/agreements/{agreement}/declarations` */
export const openBodyShape = z.strictObject({ from: day, until: day });
export type OpenBody = z.infer<typeof openBodyShape>;
export const openedShape = z.object({ id, number: z.string(), version: z.int(), state });
export type Opened = z.infer<typeof openedShape>;

const unitCounts = z.object({
  counted: z.int().describe("Units declared here"),
  quantity: z.string().describe("What they add up to"),
  late: z.int().describe("Of those: dated before the period"),
  incomplete: z.int().describe("Not counted: the record is not complete"),
  leftOut: z.int(),
  declaredBefore: z.int().describe("Not counted: declared before under the same line"),
  elsewhere: z.int().describe("Not to be declared again: declared under another line or agreement"),
});

const staffRow = z.object({
  person: z.string(),
  year: z.int(),
  grossCost: euros.nullable().describe("Null: not yet said"),
  months: z.string().nullable(),
  fraction: z.string().nullable(),
  function: z.string().nullable(),
  document: id.nullable(),
  hours: z.string().nullable(),
  fromRegister: z.boolean().describe("The hours are those of the register"),
  share: z.string().nullable(),
  monthsDeclared: z.string().nullable(),
  hoursBefore: z.string().describe("Hours of the year declared before, in any operation"),
  hoursLeft: z
    .string()
    .nullable()
    .describe("Hours of the year that can still be declared, these not taken off"),
});

const declarationLine = z.object({
  line: z.string(),
  label: text,
  category: code,
  option: code,
  form: z.string(),
  project: z.string().nullable(),
  budget: euros,
  declaredBefore: euros.describe("In other live declarations of the agreement"),
  amount: euros.describe("In this one"),
  remaining: euros.describe("Of the budget, this one taken off"),
  unit: text.nullable(),
  quantity: z.object({ id: z.string(), label: text, register: z.string() }).nullable(),
  units: unitCounts.nullable(),
  milestones: z.array(
    z.object({
      id: z.string(),
      label: text,
      amount: euros,
      due: day.nullable(),
      delivered: z.boolean(),
      declaredBefore: z.boolean(),
    }),
  ),
  staff: z.array(staffRow),
  input: lineInputShape.describe("What was said by hand"),
  node: nodeShape,
});
export type DeclarationLine = z.infer<typeof declarationLine>;

const objectiveShape = z.object({
  objective: z.string(),
  label: text,
  target: z.string(),
  expected: z.string().describe("The part of the target for the days gone by"),
  reached: z
    .string()
    .describe("Counted in the register, from the beginning of the agreement to the end of the period"),
  share: z.string().describe('"0.85": of what is expected'),
});
export type ObjectiveReached = z.infer<typeof objectiveShape>;

/** `GET /api/declarations/{declaration}` */
export const declarationShape = z.object({
  id,
  number: z.string(),
  state,
  version: z.int(),
  edition: z.int(),
  today: day,
  agreement: z.object({
    id,
    number: z.string(),
    version: z.int(),
    starts: day,
    ends: day,
    internal: z.boolean(),
  }),
  operation,
  partner,
  from: day,
  until: day,
  due: day.nullable(),
  replaces: named.nullable(),
  replacedBy: named.nullable(),
  opened: z.object({ at: z.string(), by: z.string() }),
  submitted: z.object({ at: z.string(), by: z.string(), receipt: z.int(), hash: z.string() }).nullable(),
  may: z.object({
    change: z.boolean(),
    submit: z.boolean(),
    withdraw: z.boolean(),
    correct: z.boolean(),
    discard: z.boolean(),
  }),
  waits,
  control: controlShape.nullable().describe("Null: not submitted"),
  lines: z.array(declarationLine),
  total: euros,
  budget: euros,
  declaredBefore: euros,
  remaining: euros,
  tree: nodeShape,
  objectives: z.array(objectiveShape),
  categories: z.array(code).describe("Categories that a real cost can be typed in"),
  documents: z
    .array(code.extend({ required: z.boolean() }))
    .describe("Kinds of documents that its lines ask for, and what else can be attached"),
  checks: z.array(checkShape),
});
export type DeclarationPage = z.infer<typeof declarationShape>;

/** `PUT /api/declarations/{declaration}/inputs`: the lines given take the place of what was said of them. */
export const inputsBodyShape = z.strictObject({ edition: z.int().min(0), lines: inputsShape });
export type InputsBody = z.infer<typeof inputsBodyShape>;

/** `GET /api/declarations/{declaration}/lines/{line}/units` */
export const unitStates = [
  "counted",
  "late",
  "incomplete",
  "leftOut",
  "declaredBefore",
  "elsewhere",
] as const;
export const unitsShape = z.object({
  declaration: named,
  line: z.string(),
  label: text,
  quantity: z.object({ id: z.string(), label: text, unit: text, register: z.string() }).nullable(),
  counts: unitCounts.nullable(),
  rows: z.array(
    z.object({
      operation: z.string(),
      register: z.string(),
      record: id,
      on: day,
      quantity: z.string(),
      state: z.enum(unitStates),
      takenBy: z
        .object({
          declaration: id.nullable().describe("Null: not open to the asker"),
          number: z.string(),
          line: z.string(),
        })
        .nullable(),
    }),
  ),
  next: z.int().nullable().describe("Where the following rows begin"),
});
export type UnitsPage = z.infer<typeof unitsShape>;

/** `GET /api/declarations/{declaration}/differences` */
export const differencesShape = z.object({
  declaration: named,
  with: named.nullable().describe("The version before; null for a first one"),
  total: z.object({ before: euros, after: euros, difference: euros }),
  lines: z.array(
    z.object({
      line: z.string(),
      label: text,
      before: euros.nullable().describe("Null: the line was not there"),
      after: euros.nullable(),
      difference: euros,
      added: z.int().describe("Units"),
      removed: z.int(),
    }),
  ),
  units: z.array(
    z.object({
      line: z.string(),
      operation: z.string(),
      register: z.string(),
      record: id,
      on: day,
      quantity: z.string(),
      kind: z.enum(["added", "removed"]),
    }),
  ),
  more: z.int().describe("Units that differ and are not listed"),
});
export type Differences = z.infer<typeof differencesShape>;

const side = z.object({
  option: code,
  total: euros,
  tree: nodeShape,
  lines: z.array(z.object({ line: z.string(), label: text, amount: euros })),
  remarks: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(["refuse", "confirm", "note"]),
      expected: text,
      mend: text,
      source,
    }),
  ),
});

/** `GET /api/declarations/{declaration}/what-if` */
export const whatIfShape = z.object({
  declaration: named,
  line: z.string(),
  options: z.array(code.extend({ form: z.string() })).describe("Options that the line's category can take"),
  now: side,
  otherwise: side.nullable().describe("Null where no other option was asked for"),
  difference: euros.nullable(),
});
export type WhatIf = z.infer<typeof whatIfShape>;
