import { type CostRules, type ForbiddenCombination, holdsOn } from "../definition/cost-rules.ts";
import type { Source } from "../definition/schema.ts";
import type { Text } from "../language.ts";
import { baseLines } from "./compute.ts";
import type { CostRemark, Form, Plan, PlanLine } from "./plan.ts";
import { inAll, ownRule, remark } from "./remarks.ts";

type Tell = (remark: CostRemark) => void;

/**
 * Tells of lines of one project that do not go together: combinations that the law forbids, and two forms of support for
 * one category of cost. Reg. 1303/2013, Art. 67(3), 68b(2); Reg. 2021/1060, Art. 53(1)(e), 56(3).
 */
export const checkCombinations = (rules: CostRules, plan: Plan, tell: Tell): void => {
  const told = new Set<string>();
  const pair = (a: PlanLine, b: PlanLine) => [a.id, b.id].toSorted().join(" + ");
  for (const rule of rules.forbidden) {
    if (!holdsOn(rule, plan.grantedOn)) continue;
    for (const line of plan.lines.filter(({ option }) => option === rule.option))
      for (const other of forbiddenBeside(rules, plan, rule, line)) {
        if (told.has(pair(line, other))) continue;
        told.add(pair(line, other));
        tell(remark("refuse", rule.id, other.id, nameOf(rules, other), rule, rule.source));
      }
  }
  plan.lines.forEach((line, index) => {
    for (const other of plan.lines.slice(index + 1)) {
      if (told.has(pair(line, other)) || line.project !== other.project) continue;
      if (!overlap(rules, line, other)) continue;
      const verdict = compareForms(rules, line, other);
      if (verdict === undefined) continue;
      const [one, two] = [nameOf(rules, line), nameOf(rules, other)];
      const found = inAll((language) => `${one[language]} + ${two[language]}`);
      const rule = verdict === "refuse" ? "two_forms" : "two_options";
      const words = verdict === "refuse" ? oneForm(rules, line, other) : differentPeople;
      tell(remark(verdict, rule, other.id, found, words, sourceOf(rules, other)));
    }
  });
};

const forbiddenBeside = (
  rules: CostRules,
  plan: Plan,
  rule: ForbiddenCombination,
  line: PlanLine,
): readonly PlanLine[] => {
  const base = new Set(baseLines(rules, plan, line));
  return plan.lines.filter((other) => {
    if (other === line || other.project !== line.project) return false;
    if (rule.baseFrom.includes(other.option) && base.has(other)) return true;
    if (rule.beside.includes(other.option)) return true;
    return rule.onlyBeside !== undefined && !rule.onlyBeside.includes(other.category);
  });
};

/** Returns the label of a line with its option. */
const nameOf = ({ options }: CostRules, { label, option }: PlanLine): Text =>
  inAll((language) => `${label[language]} (${options.get(option)?.label[language] ?? option})`);

const sourceOf = ({ options }: CostRules, { option }: PlanLine): Source =>
  options.get(option)?.source ?? ownRule;

/** Returns the category and all that it holds within itself. */
const coverOf = ({ categories }: CostRules, { category }: PlanLine): readonly string[] => [
  category,
  ...(categories.get(category)?.covers ?? []),
];

const overlap = (rules: CostRules, a: PlanLine, b: PlanLine): boolean => {
  const covered = new Set(coverOf(rules, a));
  return coverOf(rules, b).some((id) => covered.has(id));
};

/** The form of the law that each form is one of: hourly rates and shares of salaries are unit costs. */
const legalForm: Readonly<Record<Form, string>> = {
  real_cost: "a",
  unit_cost: "b",
  hourly_rate: "b",
  fixed_share: "b",
  salary_flat_rate: "b",
  lump_sum: "c",
  draft_budget: "c",
  flat_rate: "d",
  not_linked_to_costs: "e",
};

/**
 * Returns how two lines with a category in common stand to each other: refused where they differ in form, where both are
 * flat rates or where one category lies within the other; to be confirmed where one form is worked out in two ways.
 */
const compareForms = (rules: CostRules, a: PlanLine, b: PlanLine): "refuse" | "confirm" | undefined => {
  const formOf = ({ option, terms }: PlanLine) => rules.options.get(option)?.form ?? terms.form;
  if (legalForm[formOf(a)] !== legalForm[formOf(b)]) return "refuse";
  if (formOf(a) === "flat_rate" || a.category !== b.category) return "refuse";
  return a.option === b.option ? undefined : "confirm";
};

const oneForm = (rules: CostRules, a: PlanLine, b: PlanLine): { expected: Text; mend: Text } => {
  const category = (line: PlanLine, language: keyof Text) =>
    rules.categories.get(line.category)?.label[language] ?? line.category;
  const both = inAll((language) => [...new Set([category(a, language), category(b, language)])].join(" / "));
  return {
    expected: {
      fr: `une seule forme d'aide par catégorie de frais (${both.fr}), sauf pour un autre projet ou une phase suivante`,
      nl: `één vorm van steun per kostencategorie (${both.nl}), tenzij voor een ander project of een volgende fase`,
      en: `one form of support for a category of cost (${both.en}), but for another project or a later phase`,
    },
    mend: {
      fr: "Gardez l'une des deux lignes, ou rattachez-en une à un autre projet de l'opération.",
      nl: "Behoud een van beide regels, of koppel er een aan een ander project van de operatie.",
      en: "Keep one of the two lines, or attach one to another project of the operation.",
    },
  };
};

const differentPeople = {
  expected: {
    fr: "que rien, ni personne, ne soit compté sur les deux lignes",
    nl: "dat niets en niemand op beide regels geteld wordt",
    en: "nothing and nobody counted on both lines",
  },
  mend: {
    fr: "Confirmez que les deux lignes comptent des unités ou des personnes différentes.",
    nl: "Bevestig dat beide regels andere eenheden of personen tellen.",
    en: "Confirm that the two lines count different units or people.",
  },
};
