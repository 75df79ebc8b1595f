import type {
  Condition,
  ConditionField,
  Operand,
  Parameter,
  ParameterUse,
  Span,
  SpanAmount,
} from "../definition/condition/condition.ts";
import type {
  Deadline,
  Field,
  Lifecycle,
  Limit,
  Register,
  Rule,
  Transition,
} from "../definition/programme.ts";

/** A use of a parameter by its name, where the register's list has the parameter itself. */
type PlainUse = Readonly<{ kind: "parameter"; parameter: string; at: string }>;
type PlainAmount = number | PlainUse;
type PlainSpan = Readonly<{
  sign: 1 | -1;
  days?: PlainAmount | undefined;
  months?: PlainAmount | undefined;
  years?: PlainAmount | undefined;
}>;
type PlainOperand =
  | Extract<Operand, { kind: "literal" }>
  | PlainUse
  | Readonly<{
      kind: "field";
      field: string;
      span?: PlainSpan | undefined;
      percent?: PlainAmount | undefined;
    }>;
type Leaf = Extract<Condition, { kind: "compare" | "in" | "known" }>;
type PlainLeaf = Leaf extends infer Each
  ? Each extends Leaf
    ? Omit<Each, "field" | "operand"> &
        Readonly<{ field: string }> &
        (Each extends { kind: "compare" } ? Readonly<{ operand: PlainOperand }> : unknown)
    : never
  : never;
type PlainCondition =
  | Readonly<{ kind: "all" | "any"; of: readonly PlainCondition[] }>
  | Readonly<{ kind: "not"; of: PlainCondition }>
  | (Omit<Extract<Condition, { kind: "named" }>, "of"> & Readonly<{ of: PlainCondition }>)
  | PlainLeaf;

type PlainField = Omit<Field, "required" | "shownWhen"> &
  Readonly<{ required?: true | PlainCondition | undefined; shownWhen?: PlainCondition | undefined }>;
type PlainAskable = Omit<ConditionField, "origin"> &
  Readonly<{
    origin:
      | Exclude<ConditionField["origin"], { kind: "structure" | "cases" }>
      | Readonly<{ kind: "structure"; byOperation: readonly (readonly [string, string])[] }>
      | Readonly<{
          kind: "cases";
          of: readonly Readonly<{ code: string; when?: PlainCondition | undefined }>[];
        }>;
  }>;
type PlainRule = Omit<Rule, "when" | "must"> &
  Readonly<{ when?: PlainCondition | undefined; must: PlainCondition }>;
type PlainDeadline = Omit<
  Deadline,
  "from" | "opens" | "within" | "when" | "done" | "stops" | "lapses" | "pauses" | "standsStill"
> &
  Readonly<{
    from: string;
    opens?: PlainSpan | undefined;
    within: PlainSpan;
    when?: PlainCondition | undefined;
    done: PlainCondition;
    stops?: string | undefined;
    lapses?: string | undefined;
    pauses: readonly Readonly<{ from: string; until: string }>[];
    standsStill?: PlainCondition | undefined;
  }>;
type PlainLimit = Omit<Limit, "most" | "of" | "when"> &
  Readonly<{
    most: Exclude<Limit["most"], ParameterUse> | PlainUse;
    of?: PlainCondition | undefined;
    when?: PlainCondition | undefined;
  }>;
type PlainTransition = Omit<Transition, "requires"> & Readonly<{ requires?: PlainCondition | undefined }>;
type PlainLifecycle = Omit<Lifecycle, "states" | "transitions"> &
  Readonly<{
    states: readonly (readonly [string, Register["label"]])[];
    transitions: readonly PlainTransition[];
  }>;

/** A register as JSON holds it: lists instead of maps, names instead of what they name. */
export type PlainRegister = Omit<
  Register,
  "fields" | "askable" | "derived" | "rules" | "deadlines" | "limits" | "lifecycle"
> &
  Readonly<{
    fields: readonly PlainField[];
    askable: readonly PlainAskable[];
    derived: readonly string[];
    parameters: readonly Parameter[];
    rules: readonly PlainRule[];
    deadlines: readonly PlainDeadline[];
    limits: readonly PlainLimit[];
    lifecycle?: PlainLifecycle | undefined;
  }>;

/** Returns the register as JSON can hold it. `fromPlain` gives the same register back, also after JSON. */
export const toPlain = (register: Register): PlainRegister => {
  const parameters = new Map<string, Parameter>();
  const use = ({ parameter, at }: ParameterUse): PlainUse => {
    parameters.set(parameter.id, parameter);
    return { kind: "parameter", parameter: parameter.id, at };
  };
  const amount = (value: SpanAmount | undefined) => (typeof value === "object" ? use(value) : value);
  const span = ({ sign, days, months, years }: Span): PlainSpan => ({
    sign,
    days: amount(days),
    months: amount(months),
    years: amount(years),
  });
  const operand = (of: Operand): PlainOperand => {
    if (of.kind === "literal") return of;
    if (of.kind === "parameter") return use(of);
    return {
      kind: "field",
      field: of.field.id,
      span: of.span && span(of.span),
      ...(of.percent === undefined ? {} : { percent: amount(of.percent) ?? 0 }),
    };
  };
  const plain = (condition: Condition): PlainCondition => {
    switch (condition.kind) {
      case "all":
      case "any":
        return { kind: condition.kind, of: condition.of.map(plain) };
      case "not":
        return { kind: "not", of: plain(condition.of) };
      case "named":
        return { ...condition, of: plain(condition.of) };
      case "compare":
        return { ...condition, field: condition.field.id, operand: operand(condition.operand) };
      case "in":
        return { ...condition, field: condition.field.id };
      case "known":
        return { ...condition, field: condition.field.id };
    }
  };
  const optional = (condition: Condition | undefined) => condition && plain(condition);
  const plainOrigin = (origin: ConditionField["origin"]): PlainAskable["origin"] => {
    if (origin.kind === "structure") return { kind: "structure", byOperation: [...origin.byOperation] };
    if (origin.kind !== "cases") return origin;
    return { kind: "cases", of: origin.of.map(({ code, when }) => ({ code, when: optional(when) })) };
  };
  const { lifecycle } = register;
  return {
    ...register,
    fields: [...register.fields.values()].map((field) => ({
      ...field,
      required: field.required === true ? true : optional(field.required),
      shownWhen: optional(field.shownWhen),
    })),
    askable: [...register.askable.values()].map((field) => ({ ...field, origin: plainOrigin(field.origin) })),
    derived: [...register.derived.keys()],
    rules: register.rules.map((rule) => ({ ...rule, when: optional(rule.when), must: plain(rule.must) })),
    deadlines: register.deadlines.map((deadline) => ({
      ...deadline,
      from: deadline.from.id,
      opens: deadline.opens && span(deadline.opens),
      within: span(deadline.within),
      when: optional(deadline.when),
      done: plain(deadline.done),
      stops: deadline.stops?.id,
      lapses: deadline.lapses?.id,
      pauses: deadline.pauses.map(({ from, until }) => ({ from: from.id, until: until.id })),
      standsStill: optional(deadline.standsStill),
    })),
    limits: register.limits.map((limit) => ({
      ...limit,
      most: typeof limit.most === "object" && limit.most.kind === "parameter" ? use(limit.most) : limit.most,
      of: optional(limit.of),
      when: optional(limit.when),
    })),
    lifecycle: lifecycle && {
      field: lifecycle.field,
      states: [...lifecycle.states],
      transitions: lifecycle.transitions.map((each) => ({ ...each, requires: optional(each.requires) })),
    },
    // Filled by everything above.
    parameters: [...parameters.values()],
  };
};

/** Returns the register that a plain one stands for. Throws a RangeError where it names what it does not have. */
export const fromPlain = (plain: PlainRegister): Register => {
  const askable = new Map<string, ConditionField>();
  const parameters = new Map(plain.parameters.map((parameter) => [parameter.id, parameter]));
  const fieldOf = (id: string) => named(askable, id);
  const use = ({ parameter, at }: PlainUse): ParameterUse => ({
    kind: "parameter",
    parameter: named(parameters, parameter),
    at,
  });
  const amounts = (of: PlainSpan): Pick<Span, "days" | "months" | "years"> =>
    Object.fromEntries(
      (["days", "months", "years"] as const).flatMap((unit) => {
        const value = of[unit];
        return value === undefined ? [] : [[unit, typeof value === "object" ? use(value) : value]];
      }),
    );
  const span = (of: PlainSpan): Span => ({ sign: of.sign, ...amounts(of) });
  const operand = (of: PlainOperand): Operand => {
    if (of.kind === "literal") return of;
    if (of.kind === "parameter") return use(of);
    return {
      kind: "field",
      field: fieldOf(of.field),
      span: of.span && span(of.span),
      ...(of.percent === undefined
        ? {}
        : { percent: typeof of.percent === "object" ? use(of.percent) : of.percent }),
    };
  };
  const revived = (condition: PlainCondition): Condition => {
    switch (condition.kind) {
      case "all":
      case "any":
        return { kind: condition.kind, of: condition.of.map(revived) };
      case "not":
        return { kind: "not", of: revived(condition.of) };
      case "named":
        return { ...condition, of: revived(condition.of) };
      case "compare":
        return { ...condition, field: fieldOf(condition.field), operand: operand(condition.operand) };
      case "in":
      case "known":
        return { ...condition, field: fieldOf(condition.field) };
    }
  };
  const optional = (condition: PlainCondition | undefined) => condition && revived(condition);
  const origin = (of: PlainAskable["origin"]): ConditionField["origin"] => {
    if (of.kind === "structure") return { kind: "structure", byOperation: new Map(of.byOperation) };
    if (of.kind !== "cases") return of;
    return { kind: "cases", of: of.of.map(({ code, when }) => ({ code, when: optional(when) })) };
  };
  // In their order: what is worked out asks for fields that come before it.
  for (const field of plain.askable) askable.set(field.id, { ...field, origin: origin(field.origin) });
  const { parameters: _, lifecycle, ...rest } = plain;
  return {
    ...rest,
    fields: new Map(
      plain.fields.map((field): [string, Field] => [
        field.id,
        {
          ...field,
          required: field.required === true ? true : optional(field.required),
          shownWhen: optional(field.shownWhen),
        },
      ]),
    ),
    askable,
    derived: new Map(plain.derived.map((id) => [id, fieldOf(id)])),
    rules: plain.rules.map((rule) => ({ ...rule, when: optional(rule.when), must: revived(rule.must) })),
    deadlines: plain.deadlines.map((deadline) => ({
      ...deadline,
      from: fieldOf(deadline.from),
      opens: deadline.opens && span(deadline.opens),
      within: span(deadline.within),
      when: optional(deadline.when),
      done: revived(deadline.done),
      stops: deadline.stops === undefined ? undefined : fieldOf(deadline.stops),
      lapses: deadline.lapses === undefined ? undefined : fieldOf(deadline.lapses),
      pauses: deadline.pauses.map(({ from, until }) => ({ from: fieldOf(from), until: fieldOf(until) })),
      standsStill: optional(deadline.standsStill),
    })),
    limits: rest.limits.map((limit) => ({
      ...limit,
      most: typeof limit.most === "object" && limit.most.kind === "parameter" ? use(limit.most) : limit.most,
      of: optional(limit.of),
      when: optional(limit.when),
    })),
    lifecycle: lifecycle && {
      field: lifecycle.field,
      states: new Map(lifecycle.states),
      transitions: lifecycle.transitions.map((each) => ({ ...each, requires: optional(each.requires) })),
    },
  };
};

const named = <T>(all: ReadonlyMap<string, T>, id: string): T => {
  const found = all.get(id);
  if (found === undefined) throw new RangeError(`the register does not have ${id}`);
  return found;
};
