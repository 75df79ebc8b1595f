import type { Euros } from "../euros.ts";
import type { Text } from "../language.ts";
import type { forms, Source } from "../definition/schema.ts";

export { forms } from "../definition/schema.ts";

/** How an amount comes about. */
export type Form = (typeof forms)[number];

/** What a rate or an amount is from a day on. Rates are canonical decimal texts: "0.40" is forty per cent. */
export type Dated<T> = Readonly<{ from: string; value: T }>;

/** A line of an agreement's financing plan: which costs it pays, in which form, under which terms. */
export type PlanLine = Readonly<{
  /** Names the line within its agreement, and never another one. */
  id: string;
  label: Text;
  /** A cost category of the framework's costs.yaml. */
  category: string;
  /** A simplified cost option (or real cost) of costs.yaml. */
  option: string;
  /** The most that the agreement pays for it. */
  budget: Euros;
  /** Another project, or a successive phase, of the same operation: options may differ from one to the next. */
  project?: string | undefined;
  terms: Terms;
}>;

/** The terms of a line, by the form of its option. */
export type Terms =
  | Readonly<{ form: "real_cost" }>
  | Readonly<{
      form: "unit_cost";
      /** A quantity of the programme's costs.yaml, read from a register; undefined: units are told by hand. */
      quantity?: string | undefined;
      unit: Text;
      /** Euros for a unit, by the day on which it was delivered. */
      rates: readonly Dated<Euros>[];
    }>
  | Readonly<{ form: "lump_sum"; milestones: readonly Milestone[] }>
  | Readonly<{ form: "draft_budget"; milestones: readonly Milestone[]; items: readonly BudgetItem[] }>
  | Readonly<{
      form: "flat_rate";
      rate: string;
      /** Categories that the rate is taken of; undefined: those that the option names. */
      base?: readonly string[] | undefined;
    }>
  | Readonly<{ form: "hourly_rate" }>
  | Readonly<{ form: "fixed_share" }>
  | Readonly<{
      form: "salary_flat_rate";
      /** The scale of costs.yaml that gives the ceiling of a function. */
      scale: string;
    }>
  | Readonly<{ form: "not_linked_to_costs"; milestones: readonly Milestone[] }>;

/** Something to be delivered, all or nothing: its amount is due when it is, and nothing before. */
export type Milestone = Readonly<{
  id: string;
  label: Text;
  amount: Euros;
  due?: string | undefined;
  /** Where it is made of several: all of them have to be delivered, and `delivered` names each. */
  deliverables?: readonly Readonly<{ id: string; label: Text }>[] | undefined;
}>;

/** A line of the draft budget out of which a lump sum was set before the work began. */
export type BudgetItem = Readonly<{ label: Text; category: string; amount: Euros }>;

/** What the agreement says of an operation's support, as far as amounts depend on it. */
export type Plan = Readonly<{
  /** The day on which the support was granted: the rules of that day govern it. */
  grantedOn: string;
  lines: readonly PlanLine[];
  /** Union and national public money granted (2014-2020: the threshold of Art. 67(2a) is held against it). */
  publicSupport: Euros;
  /** Total cost of the operation (2021-2027: the threshold of Art. 53(2) is held against it). */
  totalCost: Euros;
  stateAid: "none" | "de_minimis" | "state_aid";
  /** Wholly procured: real costs only. */
  whollyProcured?: boolean | undefined;
  /** Holds a public works contract, or other contracts above the thresholds of the procurement directives. */
  contractsAboveThreshold?: boolean | undefined;
  /** Options whose rate needs a calculation, for which there is one: the document that holds it. */
  calculations?: Readonly<Record<string, string>> | undefined;
}>;

/** What was done under one line in the period. Which of them is told depends on the form of the line. */
export type Delivered = Readonly<{
  line: string;
  /** Unit costs: how many, on which day, and for whom where so many are paid for one person. Canonical decimals. */
  units?: readonly Readonly<{ on: string; quantity: string; of?: string | undefined }>[] | undefined;
  /** Units of people declared before, wherever: where the law pays so many for one person and no more. */
  unitsBefore?: Readonly<Record<string, string>> | undefined;
  /** Lump sums, draft budgets, conditions: ids of milestones delivered and evidenced. */
  milestones?: readonly string[] | undefined;
  /** Real costs, by piece. */
  items?:
    readonly Readonly<{ id: string; on: string; amount: Euros; label?: string | undefined }>[] | undefined;
  /** Hours, months or a share of people's working time. */
  staff?: readonly StaffTime[] | undefined;
  /** Objectives of a salary flat rate: the share that was reached ("1" or more: all of them). */
  reached?: string | undefined;
  /** What a verification took off this line, before anything is derived from it. */
  cut?: Euros | undefined;
  /** The cut is for a breach by whoever bought, not of what was bought: rates that the law spares do not follow it. */
  cutOfBuyer?: boolean | undefined;
}>;

/** Somebody's work on a line in one calendar year. People are known by their employer's code, never by name. */
export type StaffTime = Readonly<{
  /** Employer and code: the same person on every line and operation of that employer. */
  person: string;
  year: number;
  /** Latest documented gross employment cost, and of how many months it is (12: a whole year). */
  grossCost: Euros;
  months: string;
  /** Part of full time: "1", "0.6". */
  fraction: string;
  /** hourly_rate: hours worked on the line in the period. */
  hours?: string | undefined;
  /** hourly_rate by the month: the person's own average hours of a month under national rules. */
  monthlyHours?: string | undefined;
  /** hourly_rate: hours of that year declared before, anywhere. */
  hoursBefore?: string | undefined;
  /** fixed_share: the share of working time that the employer's document states. */
  share?: string | undefined;
  /** fixed_share, salary_flat_rate: months of the period. */
  monthsDeclared?: string | undefined;
  /** salary_flat_rate: the function in the scale. */
  function?: string | undefined;
}>;

/** How an amount came about, from the total down to what was counted. Amounts are euros. */
export type CostNode = Readonly<{
  /** The line of the plan that it belongs to; undefined for the total. */
  line?: string | undefined;
  label: Text;
  amount: Euros;
  how: How;
  /** The article, or the agreement, that the step rests on. */
  source?: Source | undefined;
  /** Where a step rounded: which step it is, and what it was before. */
  rounding?: Readonly<{ step: "rate" | "amount"; rule: "half_up" | "down"; exact: string }> | undefined;
  parts: readonly CostNode[];
}>;

export type How =
  | Readonly<{ kind: "sum" }>
  | Readonly<{ kind: "product"; quantity: string; rate: string; unit?: Text | undefined }>
  | Readonly<{ kind: "share"; rate: string; base: Euros; of: readonly string[] }>
  | Readonly<{ kind: "hourly_rate"; yearlyCost: Euros; hours: string; rate: Euros }>
  | Readonly<{ kind: "milestone"; milestone: string; delivered: boolean }>
  | Readonly<{ kind: "item"; item: string; on: string }>
  | Readonly<{ kind: "cut"; before: Euros; cut: Euros }>
  | Readonly<{ kind: "cap"; before: Euros; cap: Euros; reason: "budget" | "ceiling" | "hours" | "limit" }>
  | Readonly<{ kind: "reduction"; before: Euros; reached: string; kept: string }>;

/** Something that is wrong, unusual or worth knowing of a plan or of what was declared. */
export type CostRemark = Readonly<{
  /** The rule, always the same name for the same rule: "two_forms", "rate_above_law", "hours_above_year"… */
  rule: string;
  severity: "refuse" | "confirm" | "note";
  line?: string | undefined;
  found: Text;
  expected: Text;
  mend: Text;
  source: Source;
}>;

/** What a plan and what was delivered amount to. */
export type Costing = Readonly<{
  total: Euros;
  lines: readonly Readonly<{ line: string; amount: Euros; node: CostNode }>[];
  tree: CostNode;
  remarks: readonly CostRemark[];
}>;
