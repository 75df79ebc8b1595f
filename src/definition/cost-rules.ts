import type { Text } from "../language.ts";
import type { Path } from "./condition/parse.ts";
import { tellRepeats } from "./repeats.ts";
import type { CostsFile, forms, roundings, Source } from "./schema.ts";
import { oneOf } from "./one-of.ts";
import type { SourceFile } from "./source-file.ts";
import { resolveUnionCosts, type UnionCosts } from "./union-costs.ts";

export type CostForm = (typeof forms)[number];
export type Rounding = (typeof roundings)[number];
/** A rate, an amount or a number from a day on, with where it comes from. Rates and amounts are decimal texts. */
export type DatedRule<T = string> = Readonly<{ from: string; value: T; source: Source }>;
/** Days of granting on which a rule holds, both included; undefined: without end. */
type Granted = Readonly<{ from: string; until: string | undefined }>;
/** The sum of an operation that a limit is held against. */
export type OperationSum = "public_support" | "total_cost";

export type CostCategory = Readonly<{
  id: string;
  label: Text;
  direct: boolean;
  kind: "staff" | "participants" | undefined;
  /** The other categories that it holds within itself. */
  covers: readonly string[];
  source: Source;
}>;

export type CostOption = Readonly<{
  id: string;
  label: Text;
  help: Text | undefined;
  form: CostForm;
  /** Categories that it may pay for; undefined: any. */
  categories: readonly string[] | undefined;
  base: readonly string[];
  granted: Granted;
  rates: readonly DatedRule[];
  unitAmounts: readonly DatedRule[];
  /** The most units that are paid for one person. */
  mostUnitsOfOne: readonly DatedRule<number>[];
  calculation: "needed" | "none";
  contractsAboveThreshold: "calculation" | "refuse" | undefined;
  limits: readonly (Granted & Readonly<{ of: OperationSum; atMost: string; source: Source }>)[];
  denominator: "year" | "month";
  partTimeFrom: string | undefined;
  /** A cut of its base because the buyer broke the law does not reach it. */
  spared: boolean;
  source: Source;
}>;

/** Options that do not go together, in one project. */
export type ForbiddenCombination = Granted &
  Readonly<{
    id: string;
    option: string;
    baseFrom: readonly string[];
    beside: readonly string[];
    onlyBeside: readonly string[] | undefined;
    expected: Text;
    mend: Text;
    source: Source;
  }>;

export type CompulsoryRule = Granted &
  Readonly<{
    of: OperationSum;
    atMost: string;
    notWith: readonly ("state_aid" | "de_minimis")[];
    /** Whether participants' pay may be a real cost all the same: with these options in the project, always or never. */
    participantsReal: "always" | "never" | Readonly<{ beside: readonly string[] }>;
    source: Source;
  }>;

export type SalaryScale = Readonly<{
  id: string;
  label: Text;
  pays: "cost" | "ceiling";
  functions: ReadonlyMap<string, Readonly<{ label: Text; yearly: readonly DatedRule[] }>>;
  /** From the highest share of the objectives down. */
  reductions: readonly Readonly<{ reached: string; kept: string }>[];
  source: Source;
}>;

/** What law and programme say of amounts. Without any `costs.yaml`, all of it is empty. */
export type CostRules = Readonly<{
  categories: ReadonlyMap<string, CostCategory>;
  options: ReadonlyMap<string, CostOption>;
  forbidden: readonly ForbiddenCombination[];
  compulsory: readonly CompulsoryRule[];
  whollyProcured: Readonly<{ forms: readonly CostForm[]; source: Source }> | undefined;
  /** In the order of their days. */
  fullTimeHours: readonly DatedRule<number>[];
  rounding: Readonly<{ rate: Rounding; amount: Rounding; source: Source | undefined }>;
  salaryScales: ReadonlyMap<string, SalaryScale>;
  /** Unit costs that the Commission set. */
  union: UnionCosts;
}>;

/** Returns whether a rule holds for support granted on the day. */
export const holdsOn = ({ from, until }: Granted, day: string): boolean =>
  from <= day && (until === undefined || day <= until);

const beginning = "0000-00-00";

/**
 * Returns the rules of the framework with the programme's laid over them: what has the same name replaces, the rest
 * adds. Names that do not exist are told with their place in the file.
 */
export const resolveCostRules = (files: readonly SourceFile<CostsFile>[]): CostRules => {
  for (const { content, wrong } of files) {
    tellRepeats(wrong, ["categories"], content.categories, "category");
    tellRepeats(wrong, ["options"], content.options, "option");
    tellRepeats(wrong, ["salary_scales"], content.salary_scales, "scale");
  }
  const last = <K extends keyof CostsFile>(key: K) =>
    files.findLast(({ content }) => content[key] !== undefined)?.content[key];
  const categories = resolveCategories(files);
  const options = new Map(
    files.flatMap(({ content }) => (content.options ?? []).map((raw) => [raw.option, optionOf(raw)])),
  );
  tellUnknown(files, categories, options);
  const rounding = last("rounding");
  return {
    categories,
    options,
    forbidden: files.flatMap(({ content }) =>
      (content.forbidden ?? []).map((raw) => ({
        id: raw.forbidden,
        option: raw.option,
        baseFrom: raw.base_from ?? [],
        beside: raw.beside ?? [],
        onlyBeside: raw.only_beside,
        from: raw.granted_from ?? beginning,
        until: raw.granted_until,
        expected: raw.expected,
        mend: raw.mend,
        source: raw.source,
      })),
    ),
    compulsory: files.flatMap(({ content }) =>
      (content.compulsory ?? []).map((raw) => ({
        from: raw.granted_from,
        until: raw.granted_until,
        of: raw.of,
        atMost: raw.at_most,
        notWith: raw.not_with,
        participantsReal: raw.participants_real,
        source: raw.source,
      })),
    ),
    whollyProcured: last("wholly_procured"),
    fullTimeHours: last("full_time_hours") ?? [],
    rounding: rounding ?? { rate: "half_up", amount: "half_up", source: undefined },
    salaryScales: salaryScales(files.flatMap(({ content }) => content.salary_scales ?? [])),
    union: resolveUnionCosts(files),
  };
};

const resolveCategories = (files: readonly SourceFile<CostsFile>[]): ReadonlyMap<string, CostCategory> => {
  const raw = new Map(
    files.flatMap(({ content }) => (content.categories ?? []).map((one) => [one.category, one])),
  );
  return new Map(
    [...raw].map(([id, { label, direct, kind, covers, source }]): [string, CostCategory] => {
      const others =
        covers === "everything" ? [...raw.keys()].filter((other) => other !== id) : (covers ?? []);
      return [id, { id, label, direct, kind, covers: others, source }];
    }),
  );
};

const optionOf = (raw: NonNullable<CostsFile["options"]>[number]): CostOption => ({
  id: raw.option,
  label: raw.label,
  help: raw.help,
  form: raw.form,
  categories: raw.categories,
  base: raw.base ?? [],
  granted: { from: raw.granted_from ?? beginning, until: raw.granted_until },
  rates: raw.rates ?? [],
  unitAmounts: raw.unit_amounts ?? [],
  mostUnitsOfOne: raw.most_units_of_one ?? [],
  calculation: raw.calculation,
  contractsAboveThreshold: raw.contracts_above_threshold,
  limits: (raw.limits ?? []).map((limit) => ({
    from: limit.granted_from,
    until: limit.granted_until,
    of: limit.of,
    atMost: limit.at_most,
    source: limit.source,
  })),
  denominator: raw.denominator ?? "year",
  partTimeFrom: raw.part_time_from,
  spared: raw.spared ?? false,
  source: raw.source,
});

/** Returns salary scales by name. */
export const salaryScales = (
  scales: NonNullable<CostsFile["salary_scales"]>,
): ReadonlyMap<string, SalaryScale> => new Map(scales.map((raw) => [raw.scale, scaleOf(raw)]));

const scaleOf = (raw: NonNullable<CostsFile["salary_scales"]>[number]): SalaryScale => ({
  id: raw.scale,
  label: raw.label,
  pays: raw.pays,
  functions: new Map(raw.functions.map(({ function: id, label, yearly }) => [id, { label, yearly }])),
  reductions: raw.reductions.toSorted((a, b) => Number(b.reached) - Number(a.reached)),
  source: raw.source,
});

const tellUnknown = (
  files: readonly SourceFile<CostsFile>[],
  categories: ReadonlyMap<string, CostCategory>,
  options: ReadonlyMap<string, CostOption>,
): void => {
  for (const { content, wrong } of files) {
    const each = (names: readonly string[] | undefined, known: ReadonlyMap<string, unknown>, at: Path) =>
      names?.forEach((name, index) => {
        if (!known.has(name)) wrong([...at, index], name, oneOf(known.keys()));
      });
    const one = (name: string, known: ReadonlyMap<string, unknown>, at: Path) => {
      if (!known.has(name)) wrong(at, name, oneOf(known.keys()));
    };
    content.categories?.forEach(({ covers }, index) => {
      if (covers !== "everything") each(covers, categories, ["categories", index, "covers"]);
    });
    content.options?.forEach((raw, index) => {
      each(raw.categories, categories, ["options", index, "categories"]);
      each(raw.base, categories, ["options", index, "base"]);
    });
    content.forbidden?.forEach((raw, index) => {
      one(raw.option, options, ["forbidden", index, "option"]);
      each(raw.base_from, options, ["forbidden", index, "base_from"]);
      each(raw.beside, options, ["forbidden", index, "beside"]);
      each(raw.only_beside, categories, ["forbidden", index, "only_beside"]);
    });
    content.compulsory?.forEach(({ participants_real: real }, index) => {
      if (typeof real === "object")
        each(real.beside, options, ["compulsory", index, "participants_real", "beside"]);
    });
    content.financing_modes?.forEach((raw, index) =>
      each(raw.options, options, ["financing_modes", index, "options"]),
    );
    content.unit_costs?.forEach((raw, index) => one(raw.option, options, ["unit_costs", index, "option"]));
    content.documents?.forEach((raw, index) =>
      raw.asked?.forEach((asked, at) =>
        each(asked.options, options, ["documents", index, "asked", at, "options"]),
      ),
    );
  }
};
