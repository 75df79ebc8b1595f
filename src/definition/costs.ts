import type { Text } from "../language.ts";
import { shiftDate } from "./condition/calendar.ts";
import type { Condition, Parameter } from "./condition/condition.ts";
import type { Path } from "./condition/parse.ts";
import { type CostRules, type DatedRule, resolveCostRules } from "./cost-rules.ts";
import { oneOf } from "./one-of.ts";
import { unionRates } from "./union-costs.ts";
import { latestOn, latestOrFirst } from "./dated.ts";
import type { Field, Figure, Register } from "./programme.ts";
import type { CostFiles } from "./cost-files.ts";
import { tellRepeats } from "./repeats.ts";
import type { CostsFile, moneySteps, RawSpan, Source } from "./schema.ts";
import { conditionScope, parseOptional, parseParameter, type Scoped } from "./scope.ts";
import type { SourceFile } from "./source-file.ts";

/** A number, or the value that a parameter has on a day. */
export type Dated = number | Readonly<{ parameter: Parameter }>;
/** A length of time after a day. */
export type Wait = Readonly<{ years: Dated; months: Dated; days: Dated }>;
export type MoneyStep = (typeof moneySteps)[number];

type Raw<K extends keyof CostsFile> = NonNullable<CostsFile[K]>;
export type FinancialGuide = Readonly<{
  id: string;
  title: Text;
  from: string;
  file: string | undefined;
  source: Source;
}>;
export type FinancingMode = Readonly<{
  id: string;
  label: Text;
  help: Text | undefined;
  options: readonly string[];
}>;
export type TemplateQuestion = Readonly<{
  id: string;
  label: Text;
  help: Text | undefined;
  type: "text" | "number" | "date" | "choice";
  choices: readonly Readonly<{ code: string; label: Text }>[];
  required: boolean;
  /** text: the most characters. */
  length: number;
}>;
export type CandidacyTemplate = Readonly<{
  id: string;
  title: Text;
  questions: readonly TemplateQuestion[];
}>;

/** What a register counts for declarations; each record, or each record and month for days, is a unit of it. */
export type Quantity = Readonly<{
  id: string;
  label: Text;
  unit: Text;
  operations: readonly string[];
  register: Register;
  count:
    | Readonly<{ kind: "records" }>
    | Readonly<{ kind: "sum"; field: Field }>
    /** From one day to the other, both included; without the second, the record goes on. */
    | Readonly<{ kind: "days"; from: string; until: string }>;
  when: Condition | undefined;
  /** The field with the day of delivery. */
  datedBy: string;
  /** The field that says whose work or presence it is. */
  of: string | undefined;
  incomplete: "refuse" | "confirm";
  source: Source;
}>;
export type UnitCost = Readonly<{
  id: string;
  label: Text;
  option: string;
  quantity: string;
  rates: readonly DatedRule[];
}>;
export type DocumentKind = Readonly<{
  id: string;
  label: Text;
  help: Text | undefined;
  /** `options` undefined: whatever the lines are. */
  asked: readonly Readonly<{ at: MoneyStep; options: readonly string[] | undefined; required: boolean }>[];
  source: Source;
}>;
export type DeclarationPeriod = Readonly<{
  id: string;
  label: Text;
  months: 1 | 3 | 6 | 12;
  deadline: Wait;
  source: Source;
}>;
export type InstalmentPlan = Readonly<{
  id: string;
  label: Text;
  instalments: readonly Readonly<{
    kind: "advance" | "interim" | "balance";
    /** Decimal text, or a parameter in percent. */
    share: string | Readonly<{ parameter: Parameter }>;
    after: "start" | "end";
    within: Wait;
    condition: Text;
  }>[];
  source: Source;
}>;
export type AnnualReport = Readonly<{
  deadline: Wait;
  sections: readonly Readonly<{
    id: string;
    label: Text;
    help: Text | undefined;
    length: number;
    required: boolean;
    figures: readonly string[];
  }>[];
  source: Source;
}>;

/** What a programme says of its money. Without any `costs.yaml`, every part is empty. */
export type Costs = Readonly<{
  /** sha256 over the framework's and the programme's `costs.yaml`; undefined: there is none. */
  fingerprint: string | undefined;
  rules: CostRules;
  financingModes: ReadonlyMap<string, FinancingMode>;
  /** In the order of the days from which they govern. */
  guides: readonly FinancialGuide[];
  templates: ReadonlyMap<string, CandidacyTemplate>;
  quantities: ReadonlyMap<string, Quantity>;
  unitCosts: ReadonlyMap<string, UnitCost>;
  documents: ReadonlyMap<string, DocumentKind>;
  periods: ReadonlyMap<string, DeclarationPeriod>;
  instalments: ReadonlyMap<string, InstalmentPlan>;
  annualReport: AnnualReport | undefined;
  numbers: Readonly<{ agreement: string; declaration: string }>;
  parameters: ReadonlyMap<string, Parameter>;
}>;

/** Returns the day so long after another; parameters are those of that other day. */
export const dayAfter = (day: string, { years, months, days }: Wait): string =>
  shiftDate(day, { years: numberOn(years, day), months: numberOn(months, day), days: numberOn(days, day) });

/** Returns the version of the financial guide that governs on the day; undefined before the first. */
export const guideOn = ({ guides }: Costs, day: string): FinancialGuide | undefined => latestOn(guides, day);

/** Returns a number, or the value that its parameter has on the day: before the first, the first one. */
const numberOn = (dated: Dated, day: string): number => {
  if (typeof dated === "number") return dated;
  return Number(latestOrFirst(dated.parameter.values, day)?.value ?? 0);
};

/**
 * Returns what a programme says of its money, every name resolved; the framework's file comes first. What does not
 * exist is told with its place. The fingerprint of figures has no part in it.
 */
export const resolveCosts = (
  { files, fingerprint }: CostFiles,
  registers: ReadonlyMap<string, Register>,
  figures: ReadonlyMap<string, Figure>,
  scoped: Scoped,
): Costs => {
  const parameters = new Map(
    files.flatMap(({ content }) =>
      (content.parameters ?? []).map((raw) => [raw.parameter, parseParameter(raw)]),
    ),
  );
  const scope: Scoped = { ...scoped, parameters: new Map([...scoped.parameters, ...parameters]) };
  const keyed = <K extends ListKey, T extends Readonly<{ id: string }>>(
    list: K,
    name: string,
    one: (raw: Raw<K>[number], path: Path, file: SourceFile<CostsFile>) => T | undefined,
  ): ReadonlyMap<string, T> =>
    new Map(
      files.flatMap((file) => {
        const items: readonly Raw<K>[number][] = file.content[list] ?? [];
        const found = items.map((raw, index) => one(raw, [list, index], file));
        const names = found.map((item, index) => ({ [name]: item?.id ?? `${index}` }));
        tellRepeats(file.wrong, [list], names, name);
        return found.flatMap((item): [string, T][] => (item ? [[item.id, item]] : []));
      }),
    );
  const wait = (raw: RawSpan, path: Path, file: SourceFile<CostsFile>): Wait => {
    const part = (unit: "years" | "months" | "days"): Dated => {
      const value = raw[unit] ?? 0;
      if (typeof value === "number") return value;
      const parameter = namedParameter(value.parameter, scope, [...path, unit], file);
      return parameter ? { parameter } : 0;
    };
    return { years: part("years"), months: part("months"), days: part("days") };
  };
  const quantities = keyed("quantities", "quantity", (raw, path, file) =>
    quantityOf(raw, path, file, registers, scope),
  );
  // By their names, so that a quantity that is wrong itself is told once.
  const counted = new Set(
    files.flatMap(({ content }) => (content.quantities ?? []).map(({ quantity }) => quantity)),
  );
  const rules = resolveCostRules(files);
  return {
    fingerprint,
    rules,
    financingModes: keyed("financing_modes", "mode", ({ mode: id, label, help, options }) => ({
      id,
      label,
      help,
      options,
    })),
    guides: [
      ...keyed("guides", "guide", ({ guide: id, title, from, file, source }) => ({
        id,
        title,
        from,
        file,
        source,
      })).values(),
    ].toSorted((a, b) => a.from.localeCompare(b.from)),
    templates: keyed("templates", "template", (raw, path, file) => {
      tellRepeats(file.wrong, [...path, "questions"], raw.questions, "question");
      return { id: raw.template, title: raw.title, questions: raw.questions.map(questionOf) };
    }),
    quantities,
    unitCosts: keyed(
      "unit_costs",
      "unit_cost",
      ({ unit_cost: id, label, option, quantity, rates, union }, path, file) => {
        if (!counted.has(quantity)) file.wrong([...path, "quantity"], quantity, oneOf(counted));
        if ((rates === undefined) === (union === undefined))
          file.wrong([...path, rates ? "union" : "rates"], id, oneOf(["rates", "union"]));
        return {
          id,
          label,
          option,
          quantity,
          rates: rates ?? (union ? unionRates(rules.union, union.unit_cost, union.region) : []),
        };
      },
    ),
    documents: keyed("documents", "document", ({ document: id, label, help, asked = [], source }) => ({
      id,
      label,
      help,
      asked: asked.map(({ at, options, required }) => ({ at, options, required })),
      source,
    })),
    periods: keyed("periods", "period", ({ period: id, label, months, deadline, source }, path, file) => ({
      id,
      label,
      months,
      deadline: wait(deadline, [...path, "deadline"], file),
      source,
    })),
    instalments: keyed("instalments", "plan", ({ plan: id, label, instalments, source }, path, file) => ({
      id,
      label,
      instalments: instalments.map((raw, index) => {
        const at = [...path, "instalments", index];
        return {
          kind: raw.kind,
          share:
            typeof raw.share === "string"
              ? raw.share
              : {
                  parameter:
                    namedParameter(raw.share.parameter, scope, [...at, "share"], file) ?? noParameter,
                },
          after: raw.after,
          within: wait(raw.within, [...at, "within"], file),
          condition: raw.condition,
        };
      }),
      source,
    })),
    annualReport: annualReportOf(files, figures, wait),
    numbers: files.findLast(({ content }) => content.numbers)?.content.numbers ?? defaultNumbers,
    parameters,
  };
};

type ListKey =
  | "quantities"
  | "financing_modes"
  | "guides"
  | "templates"
  | "unit_costs"
  | "documents"
  | "periods"
  | "instalments";

const defaultNumbers = { agreement: "{operation}-{year}-{n}", declaration: "{agreement}-D{n}" };

/** Stands where a name was wrong, which stops the loading. */
const noParameter: Parameter = {
  id: "",
  label: { fr: "", nl: "", en: "" },
  unit: "percent",
  values: [],
};

const namedParameter = (
  id: string,
  { parameters }: Scoped,
  path: Path,
  { wrong }: SourceFile<CostsFile>,
): Parameter | undefined => {
  const found = parameters.get(id);
  if (!found) wrong(path, id, oneOf(parameters.keys()));
  return found;
};

const questionOf = (raw: Raw<"templates">[number]["questions"][number]): TemplateQuestion => ({
  id: raw.question,
  label: raw.label,
  help: raw.help,
  type: raw.type,
  choices: raw.choices ?? [],
  required: raw.required ?? false,
  length: raw.length ?? 4000,
});

const quantityOf = (
  raw: Raw<"quantities">[number],
  path: Path,
  file: SourceFile<CostsFile>,
  registers: ReadonlyMap<string, Register>,
  scope: Scoped,
): Quantity | undefined => {
  raw.operations.forEach((operation, index) => {
    const { operations } = scope.structure;
    if (!operations.has(operation))
      file.wrong([...path, "operations", index], operation, oneOf(operations.keys()));
  });
  const register = registers.get(raw.register);
  if (!register) {
    file.wrong([...path, "register"], raw.register, oneOf(registers.keys()));
    return undefined;
  }
  const { fields } = register;
  const fieldsOf = (...types: readonly Field["type"][]) =>
    [...fields.values()].filter(({ type }) => types.length === 0 || types.includes(type)).map(({ id }) => id);
  const need = (id: string, at: Path, ...types: readonly Field["type"][]) => {
    const allowed = fieldsOf(...types);
    if (!allowed.includes(id)) file.wrong([...path, ...at], id, oneOf(allowed));
  };
  need(raw.dated_by, ["dated_by"], "date");
  if (raw.of !== undefined) need(raw.of, ["of"]);
  const shared = {
    id: raw.quantity,
    label: raw.label,
    unit: raw.unit,
    operations: raw.operations,
    register,
    when: parseOptional(raw.when, conditionScope(file, register.askable, register.datedBy, scope), [
      ...path,
      "when",
    ]),
    datedBy: raw.dated_by,
    of: raw.of,
    incomplete: raw.incomplete,
    source: raw.source,
  };
  if (raw.count === "records") return { ...shared, count: { kind: "records" } };
  if ("days" in raw.count) {
    const { from, until } = raw.count.days;
    need(from, ["count", "days", "from"], "date");
    need(until, ["count", "days", "until"], "date");
    return { ...shared, count: { kind: "days", from, until } };
  }
  need(raw.count.sum, ["count", "sum"], "integer", "decimal");
  const field = fields.get(raw.count.sum);
  return field && { ...shared, count: { kind: "sum", field } };
};

const annualReportOf = (
  files: readonly SourceFile<CostsFile>[],
  figures: ReadonlyMap<string, Figure>,
  wait: (raw: RawSpan, path: Path, file: SourceFile<CostsFile>) => Wait,
): AnnualReport | undefined => {
  const file = files.findLast(({ content }) => content.annual_report);
  const raw = file?.content.annual_report;
  if (!file || !raw) return undefined;
  tellRepeats(file.wrong, ["annual_report", "sections"], raw.sections, "section");
  return {
    deadline: wait(raw.deadline, ["annual_report", "deadline"], file),
    sections: raw.sections.map(
      ({ section: id, label, help, length = 8000, required = false, figures: names = [] }, index) => {
        names.forEach((name, at) => {
          if (!figures.has(name))
            file.wrong(["annual_report", "sections", index, "figures", at], name, oneOf(figures.keys()));
        });
        return { id, label, help, length, required, figures: names };
      },
    ),
    source: raw.source,
  };
};
