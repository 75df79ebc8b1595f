import type { PlanLine } from "../../../src/cost/plan.ts";
import { useShare } from "../money/how.ts";
import { type Text, useFormat, useSay } from "../language.tsx";

/** Returns how the terms of a line are said: "12,05 € par heure dès le 01/01/2020". */
export const useTerms = (): ((line: PlanLine) => readonly string[]) => {
  const say = useSay();
  const format = useFormat();
  const share = useShare();
  return ({ terms }) => {
    switch (terms.form) {
      case "unit_cost":
        return terms.rates.map(({ from, value }) =>
          say(words.rate, { value: format.money(value), unit: say(terms.unit), from: format.date(from) }),
        );
      case "flat_rate":
        return [say(words.flat, { rate: share(terms.rate) })];
      case "lump_sum":
      case "draft_budget":
      case "not_linked_to_costs":
        return terms.milestones.map(({ label, amount, due }) =>
          say(due === undefined ? words.milestone : words.milestoneDue, {
            label: say(label),
            amount: format.money(amount),
            due: format.date(due),
          }),
        );
      case "hourly_rate":
        return [say(words.hourly)];
      case "fixed_share":
        return [say(words.fixed)];
      case "salary_flat_rate":
        return [say(words.salary)];
      case "real_cost":
        return [say(words.real)];
    }
  };
};

const words = {
  rate: {
    fr: "{value} par unité ({unit}) dès le {from}",
    nl: "{value} per eenheid ({unit}) vanaf {from}",
    en: "{value} a unit ({unit}) from {from}",
  },
  flat: { fr: "{rate} de sa base", nl: "{rate} van zijn basis", en: "{rate} of its base" },
  milestone: { fr: "{label} : {amount}", nl: "{label}: {amount}", en: "{label}: {amount}" },
  milestoneDue: {
    fr: "{label} : {amount}, pour le {due}",
    nl: "{label}: {amount}, tegen {due}",
    en: "{label}: {amount}, by {due}",
  },
  hourly: {
    fr: "Heures prestées au coût d'une heure",
    nl: "Gewerkte uren tegen de kost van een uur",
    en: "Hours worked at the cost of an hour",
  },
  fixed: {
    fr: "Part fixe du temps, selon le document de l'employeur",
    nl: "Vast deel van de tijd, volgens het document van de werkgever",
    en: "Fixed share of time, by the employer's document",
  },
  salary: {
    fr: "Jusqu'au plafond de la fonction",
    nl: "Tot het plafond van de functie",
    en: "Up to the ceiling of the function",
  },
  real: { fr: "Dépense par dépense", nl: "Uitgave per uitgave", en: "Cost by cost" },
} satisfies Record<string, Text>;
