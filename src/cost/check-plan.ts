import { isAbove, sumOf } from "../euros.ts";
import { type CostOption, type CostRules, holdsOn } from "../definition/cost-rules.ts";
import { latestOn } from "../definition/dated.ts";
import { isUnionAmount } from "../definition/union-costs.ts";
import { compare, exact, zero } from "../decimal.ts";
import { sayEuros, sayPercent } from "./amounts.ts";
import { checkCombinations } from "./combinations.ts";
import { baseLines } from "./compute.ts";
import type { CostRemark, Plan, PlanLine } from "./plan.ts";
import { ownRule, remark, said } from "./remarks.ts";
import { checkThresholds } from "./thresholds.ts";

/**
 * Returns what is wrong or unusual in a plan under the law of the day on which its support was granted, line by line,
 * then between lines, then as a whole. An empty list: the plan may be agreed.
 */
export const checkPlan = (rules: CostRules, plan: Plan): readonly CostRemark[] => {
  const remarks: CostRemark[] = [];
  const tell = (told: CostRemark) => remarks.push(told);
  const taken = new Set<string>();
  for (const line of plan.lines) {
    if (taken.has(line.id)) tell(remark("refuse", "line_twice", line.id, line.id, said.lineTwice, ownRule));
    taken.add(line.id);
    checkLine(rules, plan, line, tell);
  }
  checkCombinations(rules, plan, tell);
  checkThresholds(rules, plan, tell);
  return remarks;
};

type Tell = (remark: CostRemark) => void;

const checkLine = (rules: CostRules, plan: Plan, line: PlanLine, tell: Tell): void => {
  const { categories, options } = rules;
  if (!categories.has(line.category))
    tell(
      remark(
        "refuse",
        "unknown_category",
        line.id,
        line.category,
        said.unknown([...categories.keys()].join(", ")),
        ownRule,
      ),
    );
  const option = options.get(line.option);
  if (!option) {
    tell(
      remark(
        "refuse",
        "unknown_option",
        line.id,
        line.option,
        said.unknown([...options.keys()].join(", ")),
        ownRule,
      ),
    );
    return;
  }
  if (option.form !== line.terms.form)
    tell(
      remark("refuse", "form_of_option", line.id, line.terms.form, said.unknown(option.form), option.source),
    );
  if (option.categories && !option.categories.includes(line.category))
    tell(
      remark(
        "refuse",
        "category_of_option",
        line.id,
        line.category,
        said.unknown(option.categories.join(", ")),
        option.source,
      ),
    );
  if (!holdsOn(option.granted, plan.grantedOn))
    tell(remark("refuse", "option_not_open", line.id, plan.grantedOn, notOpen(option), option.source));
  checkMethod(plan, option, line, tell);
  checkRate(rules, plan, option, line, tell);
  checkAmounts(rules, option, line, tell);
};

const checkMethod = (plan: Plan, option: CostOption, line: PlanLine, tell: Tell): void => {
  const hasMethod = plan.calculations?.[option.id] !== undefined;
  if (option.calculation === "needed" && !hasMethod)
    tell(remark("refuse", "calculation_missing", line.id, "∅", needsMethod, option.source));
  if (!plan.contractsAboveThreshold || option.contractsAboveThreshold === undefined) return;
  if (option.contractsAboveThreshold === "refuse")
    tell(remark("refuse", "contracts_above_threshold", line.id, option.label, noContracts, option.source));
  else if (!hasMethod)
    tell(remark("refuse", "contracts_above_threshold", line.id, option.label, needsMethod, option.source));
};

const checkRate = (rules: CostRules, plan: Plan, option: CostOption, line: PlanLine, tell: Tell): void => {
  if (line.terms.form !== "flat_rate") return;
  const { rate } = line.terms;
  const law = latestOn(option.rates, plan.grantedOn);
  const [first] = option.rates;
  if (first && !law && holdsOn(option.granted, plan.grantedOn))
    tell(remark("refuse", "option_not_open", line.id, plan.grantedOn, openFrom(first.from), first.source));
  if (law && isAbove(rate, law.value))
    tell(remark("refuse", "rate_above_law", line.id, sayPercent(rate), atMostRate(law.value), law.source));
  if (compare(exact(rate), zero) <= 0)
    tell(remark("refuse", "rate_of_nothing", line.id, sayPercent(rate), ratePositive, option.source));
  if (baseLines(rules, plan, line).length === 0)
    tell(remark("refuse", "base_missing", line.id, "∅", needsBase(rules, option, line), option.source));
  const base = line.terms.base ?? option.base;
  const more = option.base.length === 0 ? [] : base.filter((category) => !option.base.includes(category));
  if (more.length > 0)
    tell(
      remark(
        "refuse",
        "base_of_option",
        line.id,
        more.join(", "),
        said.unknown(option.base.join(", ")),
        option.source,
      ),
    );
  if (base.includes(line.category))
    tell(remark("refuse", "base_holds_target", line.id, line.category, baseOutside, option.source));
};

const checkAmounts = (rules: CostRules, option: CostOption, line: PlanLine, tell: Tell): void => {
  const { terms } = line;
  if (terms.form === "unit_cost") {
    if (terms.rates.length === 0)
      tell(remark("refuse", "rate_of_nothing", line.id, "∅", ratePositive, option.source));
    for (const { from, value } of terms.rates) {
      const law = latestOn(option.unitAmounts, from);
      if (law && isAbove(value, law.value))
        tell(
          remark("refuse", "rate_above_law", line.id, sayEuros(value), atMostAmount(law.value), law.source),
        );
      if (option.id === "union_unit_cost" && !isUnionAmount(rules.union, value, from))
        tell(remark("confirm", "not_of_the_act", line.id, sayEuros(value), amountOfAct, option.source));
    }
  }
  if (terms.form === "salary_flat_rate" && !rules.salaryScales.has(terms.scale)) {
    const list = [...rules.salaryScales.keys()].join(", ");
    tell(remark("refuse", "unknown_scale", line.id, terms.scale, said.unknown(list), option.source));
  }
  if ("milestones" in terms) {
    const sum = sumOf(terms.milestones.map(({ amount }) => amount));
    if (compare(exact(sum), exact(line.budget)) !== 0)
      tell(
        remark("refuse", "milestones_not_budget", line.id, sayEuros(sum), sumIs(line.budget), option.source),
      );
  }
  if (terms.form === "draft_budget") {
    const sum = sumOf(terms.items.map(({ amount }) => amount));
    if (compare(exact(sum), exact(line.budget)) !== 0)
      tell(
        remark(
          "refuse",
          "draft_budget_not_budget",
          line.id,
          sayEuros(sum),
          sumIs(line.budget),
          option.source,
        ),
      );
  }
};

const openFrom = (from: string) => ({
  ...notOpen({ granted: { from, until: undefined } }),
  expected: {
    fr: `une aide octroyée à partir du ${from}`,
    nl: `steun die vanaf ${from} werd toegekend`,
    en: `support granted from ${from} on`,
  },
});

const notOpen = ({ granted: { from, until } }: Pick<CostOption, "granted">) => {
  const end = until ?? "…";
  return {
    expected: {
      fr: `une aide octroyée entre le ${from} et le ${end}`,
      nl: `steun die tussen ${from} en ${end} werd toegekend`,
      en: `support granted between ${from} and ${end}`,
    },
    mend: {
      fr: "Choisissez une option ouverte au jour de l'octroi.",
      nl: "Kies een optie die op de dag van toekenning openstaat.",
      en: "Choose an option that is open on the day of granting.",
    },
  };
};

const needsMethod = {
  expected: {
    fr: "une méthode de calcul juste, équitable et vérifiable, établie avant l'octroi",
    nl: "een eerlijke, billijke en controleerbare berekeningsmethode, vóór de toekenning vastgelegd",
    en: "a fair, equitable and verifiable method of calculation, set before the support was granted",
  },
  mend: {
    fr: "Joignez le document de la méthode, ou choisissez un taux que la loi fixe elle-même.",
    nl: "Voeg het document van de methode toe, of kies een tarief dat de wet zelf vastlegt.",
    en: "Attach the document of the method, or choose a rate that the law sets itself.",
  },
};

const noContracts = {
  expected: {
    fr: "aucun marché de travaux, ni marché de fournitures ou de services au-dessus des seuils européens, dans les frais directs",
    nl: "geen overheidsopdracht voor werken, noch voor leveringen of diensten boven de Europese drempels, in de directe kosten",
    en: "no public works contract, nor supply or service contract above the Union's thresholds, among the direct costs",
  },
  mend: {
    fr: "Remplacez ce taux par un taux propre, avec sa méthode, ou par un taux horaire.",
    nl: "Vervang dit tarief door een eigen tarief, met zijn methode, of door een uurtarief.",
    en: "Replace this rate by one of your own, with its method, or by an hourly rate.",
  },
};

const atMostRate = (rate: string) => {
  const { fr, nl, en } = sayPercent(rate);
  return {
    expected: { fr: `au plus ${fr}`, nl: `hoogstens ${nl}`, en: `at most ${en}` },
    mend: {
      fr: "Ramenez le taux au maximum de la loi.",
      nl: "Breng het tarief terug tot het wettelijke maximum.",
      en: "Bring the rate down to the maximum of the law.",
    },
  };
};

const atMostAmount = (amount: string) => {
  const { fr, nl, en } = sayEuros(amount);
  return {
    expected: { fr: `au plus ${fr} l'unité`, nl: `hoogstens ${nl} per eenheid`, en: `at most ${en} a unit` },
    mend: atMostRate("0").mend,
  };
};

const ratePositive = {
  expected: {
    fr: "un taux plus grand que zéro",
    nl: "een tarief boven nul",
    en: "a rate above zero",
  },
  mend: {
    fr: "Indiquez le taux convenu.",
    nl: "Geef het afgesproken tarief op.",
    en: "Give the rate that was agreed.",
  },
};

const needsBase = (rules: CostRules, option: CostOption, line: PlanLine) => {
  const base = (line.terms.form === "flat_rate" ? line.terms.base : undefined) ?? option.base;
  const list = (language: "fr" | "nl" | "en") =>
    base.map((id) => rules.categories.get(id)?.label[language] ?? id).join(", ") || "∅";
  return {
    expected: {
      fr: `dans le même projet, une ligne de la base : ${list("fr")}`,
      nl: `in hetzelfde project een regel van de basis: ${list("nl")}`,
      en: `in the same project, a line of the base: ${list("en")}`,
    },
    mend: {
      fr: "Ajoutez la ligne dont ce taux est pris, ou supprimez celle-ci.",
      nl: "Voeg de regel toe waarvan dit tarief genomen wordt, of schrap deze.",
      en: "Add the line that this rate is taken of, or remove this one.",
    },
  };
};

const baseOutside = {
  expected: {
    fr: "une base qui ne comprend pas la catégorie que le taux calcule",
    nl: "een basis zonder de categorie die het tarief berekent",
    en: "a base without the category that the rate works out",
  },
  mend: {
    fr: "Retirez cette catégorie de la base.",
    nl: "Haal deze categorie uit de basis.",
    en: "Take this category out of the base.",
  },
};

const sumIs = (budget: string) => {
  const { fr, nl, en } = sayEuros(budget);
  return {
    expected: {
      fr: `une somme égale au budget de la ligne : ${fr}`,
      nl: `een som gelijk aan het budget van de regel: ${nl}`,
      en: `a sum equal to the line's budget: ${en}`,
    },
    mend: {
      fr: "Corrigez les montants ou le budget de la ligne.",
      nl: "Verbeter de bedragen of het budget van de regel.",
      en: "Correct the amounts or the line's budget.",
    },
  };
};

const amountOfAct = {
  expected: {
    fr: "un montant de l'acte de la Commission, avec l'indice de la région",
    nl: "een bedrag uit de handeling van de Commissie, met de index van het gewest",
    en: "an amount of the Commission's act, with the index of the region",
  },
  mend: {
    fr: "Reprenez le montant de l'acte ; un autre ne vaut qu'envers le bénéficiaire, pas pour ce que la Commission rembourse.",
    nl: "Neem het bedrag uit de handeling over; een ander geldt alleen tegenover de begunstigde, niet voor wat de Commissie terugbetaalt.",
    en: "Take over the amount of the act; another one holds towards the beneficiary only, not for what the Commission reimburses.",
  },
};
