import { type Euros, isAbove } from "../euros.ts";
import { type CompulsoryRule, type CostRules, holdsOn, type OperationSum } from "../definition/cost-rules.ts";
import { sayEuros } from "./amounts.ts";
import { baseLines } from "./compute.ts";
import type { CostRemark, Form, Plan, PlanLine } from "./plan.ts";
import { remark } from "./remarks.ts";

type Tell = (remark: CostRemark) => void;

/** Returns the sum of the operation that a threshold is held against. */
const sumHeld = (plan: Plan, of: OperationSum): Euros =>
  of === "public_support" ? plan.publicSupport : plan.totalCost;

/**
 * Returns the rule that makes simplified costs compulsory for the plan; undefined where they are free. The sum itself is
 * within. Reg. 1304/2013, Art. 14(4), until 1 August 2018; Reg. 1303/2013, Art. 67(2a); Reg. 2021/1060, Art. 53(2).
 */
export const compulsoryRule = (rules: CostRules, plan: Plan): CompulsoryRule | undefined =>
  rules.compulsory.find(
    (rule) =>
      holdsOn(rule, plan.grantedOn) &&
      !isAbove(sumHeld(plan, rule.of), rule.atMost) &&
      !rule.notWith.some((aid) => aid === plan.stateAid),
  );

/** Tells of limits on options, of real costs where simplified costs are compulsory, and of operations wholly procured. */
export const checkThresholds = (rules: CostRules, plan: Plan, tell: Tell): void => {
  const compulsory = compulsoryRule(rules, plan);
  for (const line of plan.lines) {
    const option = rules.options.get(line.option);
    const form = option?.form ?? line.terms.form;
    for (const limit of option?.limits ?? []) {
      const sum = sumHeld(plan, limit.of);
      if (holdsOn(limit, plan.grantedOn) && isAbove(sum, limit.atMost))
        tell(
          remark(
            "refuse",
            "option_limit",
            line.id,
            sayEuros(sum),
            limitWords(limit.of, limit.atMost),
            limit.source,
          ),
        );
    }
    if (compulsory && form === "real_cost" && !mayBeReal(rules, plan, compulsory, line))
      tell(
        remark(
          "refuse",
          "compulsory",
          line.id,
          realCost(sumHeld(plan, compulsory.of)),
          simplified(compulsory),
          compulsory.source,
        ),
      );
    if (compulsory && form === "not_linked_to_costs")
      tell(
        remark(
          "confirm",
          "compulsory_form",
          line.id,
          option?.label ?? form,
          simplified(compulsory),
          compulsory.source,
        ),
      );
    const procured = plan.whollyProcured ? rules.whollyProcured : undefined;
    if (procured && !procured.forms.includes(form))
      tell(
        remark(
          "refuse",
          "wholly_procured",
          line.id,
          option?.label ?? form,
          procuredWords(procured.forms),
          procured.source,
        ),
      );
  }
};

/** Under the threshold, the base of a flat rate may be real costs, and participants' pay where the rule says so. */
const mayBeReal = (
  rules: CostRules,
  plan: Plan,
  { participantsReal }: CompulsoryRule,
  line: PlanLine,
): boolean => {
  if (plan.lines.some((other) => baseLines(rules, plan, other).includes(line))) return true;
  if (rules.categories.get(line.category)?.kind !== "participants") return false;
  if (typeof participantsReal === "string") return participantsReal === "always";
  const { beside } = participantsReal;
  return plan.lines.some(({ project, option }) => project === line.project && beside.includes(option));
};

const sums: Readonly<Record<OperationSum, Readonly<Record<"fr" | "nl" | "en", string>>>> = {
  public_support: { fr: "d'aide publique", nl: "overheidssteun", en: "of public support" },
  total_cost: { fr: "de coût total", nl: "totale kosten", en: "of total cost" },
};

const realCost = (sum: Euros) => {
  const { fr, nl, en } = sayEuros(sum);
  return {
    fr: `des coûts réels, pour ${fr}`,
    nl: `werkelijke kosten, bij ${nl}`,
    en: `real costs, at ${en}`,
  };
};

const limitWords = (of: OperationSum, atMost: Euros) => {
  const [most, sum] = [sayEuros(atMost), sums[of]];
  return {
    expected: {
      fr: `au plus ${most.fr} ${sum.fr} pour cette option`,
      nl: `hoogstens ${most.nl} ${sum.nl} voor deze optie`,
      en: `at most ${most.en} ${sum.en} for this option`,
    },
    mend: {
      fr: "Choisissez une autre option pour cette ligne.",
      nl: "Kies een andere optie voor deze regel.",
      en: "Choose another option for this line.",
    },
  };
};

const simplified = ({ of, atMost }: CompulsoryRule) => {
  const [most, sum] = [sayEuros(atMost), sums[of]];
  return {
    expected: {
      fr: `des coûts simplifiés : ils sont obligatoires jusqu'à ${most.fr} ${sum.fr}`,
      nl: `vereenvoudigde kosten: ze zijn verplicht tot ${most.nl} ${sum.nl}`,
      en: `simplified costs: they are compulsory up to ${most.en} ${sum.en}`,
    },
    mend: {
      fr: "Remplacez cette ligne par un coût unitaire, un montant forfaitaire ou un taux, ou faites-en la base d'un taux.",
      nl: "Vervang deze regel door eenheidskosten, een vast bedrag of een tarief, of maak er de basis van een tarief van.",
      en: "Replace this line by a unit cost, a lump sum or a flat rate, or make it the base of a flat rate.",
    },
  };
};

const procuredWords = (forms: readonly Form[]) => {
  const [fr, nl, en] = (["fr", "nl", "en"] as const).map((language) =>
    forms.map((form) => procuredForms[form]?.[language] ?? form).join(", "),
  );
  return {
    expected: {
      fr: `pour une opération entièrement confiée par marché public : ${fr}`,
      nl: `voor een operatie die volledig via overheidsopdrachten verloopt: ${nl}`,
      en: `for an operation carried out wholly through procurement: ${en}`,
    },
    mend: {
      fr: "Déclarez cette ligne en coûts réels.",
      nl: "Declareer deze regel in werkelijke kosten.",
      en: "Declare this line in real costs.",
    },
  };
};

const procuredForms: Readonly<Partial<Record<Form, Readonly<Record<"fr" | "nl" | "en", string>>>>> = {
  real_cost: { fr: "des coûts réels", nl: "werkelijke kosten", en: "real costs" },
  not_linked_to_costs: {
    fr: "un montant non lié aux coûts",
    nl: "een bedrag dat niet aan kosten gekoppeld is",
    en: "an amount not linked to costs",
  },
};
