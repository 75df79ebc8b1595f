import { sayEuros, sayNumber, sayPercent } from "../cost/amounts.ts";
import type { Terms } from "../cost/plan.ts";
import type { CostRules } from "../definition/cost-rules.ts";
import { type Language, languages, semicolon, type Text } from "../language.ts";

/** Returns what the terms of a line are, in words. */
export const sayTerms = (rules: CostRules, terms: Terms): Text => {
  switch (terms.form) {
    case "real_cost":
      return { fr: "coûts réels", nl: "reële kosten", en: "real costs" };
    case "unit_cost": {
      const { unit } = terms;
      return joined(
        terms.rates.map(({ from, value }) => {
          const amount = sayEuros(value);
          return {
            fr: `${amount.fr} par unité (${unit.fr}) dès le ${dayIn(from)}`,
            nl: `${amount.nl} per eenheid (${unit.nl}) vanaf ${dayIn(from)}`,
            en: `${amount.en} per unit (${unit.en}) from ${dayIn(from)}`,
          };
        }),
      );
    }
    case "flat_rate": {
      const rate = sayPercent(terms.rate);
      const base = terms.base?.map((category) => rules.categories.get(category)?.label);
      const of = (language: Language) =>
        base === undefined
          ? ""
          : ` ${ofWord[language]} ${base.map((label) => label?.[language] ?? "").join(", ")}`;
      return { fr: `${rate.fr}${of("fr")}`, nl: `${rate.nl}${of("nl")}`, en: `${rate.en}${of("en")}` };
    }
    case "hourly_rate":
      return { fr: "taux horaire", nl: "uurtarief", en: "hourly rate" };
    case "fixed_share":
      return {
        fr: "part fixe du temps de travail",
        nl: "vast deel van de arbeidstijd",
        en: "fixed share of working time",
      };
    case "salary_flat_rate":
      return (
        rules.salaryScales.get(terms.scale)?.label ?? { fr: terms.scale, nl: terms.scale, en: terms.scale }
      );
    case "lump_sum":
    case "draft_budget":
    case "not_linked_to_costs":
      return joined(
        terms.milestones.map(({ label, amount }) => {
          const due = sayEuros(amount);
          return {
            fr: `${label.fr} : ${due.fr}`,
            nl: `${label.nl}: ${due.nl}`,
            en: `${label.en}: ${due.en}`,
          };
        }),
      );
  }
};

const ofWord = { fr: "de :", nl: "van:", en: "of:" };

/** Returns a day as people write it: 31/12/2020. */
export const dayIn = (day: string): string => {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${date}/${month}/${year}`;
};

/** Returns a quantity with its unit. */
export const sayUnits = (quantity: string, unit: Text): Text => {
  const number = sayNumber(quantity);
  return { fr: `${number.fr} ${unit.fr}`, nl: `${number.nl} ${unit.nl}`, en: `${number.en} ${unit.en}` };
};

const joined = (texts: readonly Text[]): Text => {
  const [fr = "", nl = "", en = ""] = languages.map((language) =>
    texts.map((text) => text[language]).join(semicolon[language]),
  );
  return { fr, nl, en };
};
