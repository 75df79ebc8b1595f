import { euros, nothing } from "../euros.ts";
import { latestOn } from "../definition/dated.ts";
import { add, compare, exact, rounded, subtract, zero } from "../decimal.ts";
import type { Text } from "../language.ts";
import { plainNumber, product, sayEuros } from "./amounts.ts";
import type { CostNode, Milestone, Terms } from "./plan.ts";
import { ownRule, remark } from "./remarks.ts";
import { type LineWork, sourceOf, sumNode } from "./work.ts";

type Of<F extends Terms["form"]> = LineWork<Extract<Terms, { form: F }>>;

/**
 * Returns the amount of units at the rate of the day on which each was delivered: one part for each rate, rounded
 * once. Reg. 1303/2013, Art. 67(1)(b); Reg. 2021/1060, Art. 53(1)(b).
 */
export const unitCostNode = (work: Of<"unit_cost">): CostNode => {
  const { line, terms, rules, tell } = work;
  const byRate = new Map<string, { rate: string; from: string; quantity: typeof zero }>();
  for (const { on, quantity } of withinMost(work)) {
    const rate = latestOn(terms.rates, on);
    if (!rate) {
      tell(remark("refuse", "no_rate_on_day", line.id, on, noRate(terms.rates[0]?.from), sourceOf(work)));
      continue;
    }
    const sum = byRate.get(rate.from) ?? { rate: rate.value, from: rate.from, quantity: zero };
    byRate.set(rate.from, { ...sum, quantity: add(sum.quantity, exact(quantity)) });
  }
  const parts = [...byRate.values()]
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .map(({ rate, quantity }): CostNode => {
      const { amount, rounding } = product(quantity, exact(rate), rules.rounding.amount);
      return {
        line: line.id,
        label: atRate(terms.unit, rate),
        amount,
        how: { kind: "product", quantity: plainNumber(quantity), rate, unit: terms.unit },
        source: sourceOf(work),
        rounding,
        parts: [],
      };
    });
  return sumNode(line.id, line.label, parts, sourceOf(work));
};

/**
 * Returns the units that are paid where the law pays so many for one person and no more (Reg. 1303/2013, Art. 68c), the
 * earliest first. A unit of nobody is not paid then: nobody could say whether it is one too many.
 */
const withinMost = (work: Of<"unit_cost">): LineWork["done"]["units"] => {
  const { line, done, option, tell } = work;
  if (!option || option.mostUnitsOfOne.length === 0) return done.units;
  const counted = new Map(Object.entries(done.unitsBefore).map(([of, before]) => [of, exact(before)]));
  const above = new Set<string>();
  const paid = done.units
    .toSorted((a, b) => a.on.localeCompare(b.on))
    .flatMap((unit) => {
      const most = latestOn(option.mostUnitsOfOne, unit.on);
      if (!most) return [unit];
      if (unit.of === undefined) {
        tell(remark("refuse", "unit_of_nobody", line.id, unit.on, ofNobody, most.source));
        return [];
      }
      const before = counted.get(unit.of) ?? zero;
      const left = subtract(exact(String(most.value)), before);
      const isAll = compare(exact(unit.quantity), left) <= 0;
      if (!isAll && !above.has(unit.of))
        tell(remark("note", "above_most_of_one", line.id, unit.of, mostOfOne(most.value), most.source));
      if (!isAll) above.add(unit.of);
      const within = isAll ? exact(unit.quantity) : compare(left, zero) > 0 ? left : zero;
      counted.set(unit.of, add(before, within));
      return compare(within, zero) > 0 ? [{ ...unit, quantity: plainNumber(within) }] : [];
    });
  return paid;
};

const ofNobody = {
  expected: {
    fr: "pour qui l'unité a été livrée",
    nl: "voor wie de eenheid geleverd werd",
    en: "for whom the unit was delivered",
  },
  mend: {
    fr: "Faites compter les unités par un registre qui dit de qui elles sont : un nombre maximal vaut par personne.",
    nl: "Laat de eenheden tellen door een register dat zegt van wie ze zijn: een maximum geldt per persoon.",
    en: "Have the units counted by a register that says whose they are: a maximum holds for each person.",
  },
};

const mostOfOne = (most: number) => ({
  expected: {
    fr: `au plus ${most} unités pour une même personne`,
    nl: `hoogstens ${most} eenheden voor eenzelfde persoon`,
    en: `at most ${most} units for one person`,
  },
  mend: {
    fr: "Rien à faire : ce qui dépasse n'est pas compté.",
    nl: "Niets te doen: wat erboven gaat, telt niet mee.",
    en: "Nothing to do: what is above is not counted.",
  },
});

const atRate = (unit: Text, rate: string): Text => {
  const said = sayEuros(rate);
  return { fr: `${unit.fr} à ${said.fr}`, nl: `${unit.nl} aan ${said.nl}`, en: `${unit.en} at ${said.en}` };
};

const noRate = (from: string | undefined) => ({
  expected: {
    fr: `un jour à partir du ${from ?? "∅"}, où un tarif est convenu`,
    nl: `een dag vanaf ${from ?? "∅"}, waarop een tarief is afgesproken`,
    en: `a day from ${from ?? "∅"} on, for which a rate was agreed`,
  },
  mend: {
    fr: "Corrigez le jour de la livraison, ou faites compléter les tarifs de la convention.",
    nl: "Verbeter de dag van levering, of laat de tarieven van de overeenkomst aanvullen.",
    en: "Correct the day of delivery, or have the rates of the agreement completed.",
  },
});

/**
 * Returns the amounts of what was delivered, each all or nothing; one of several deliverables is due when all of them
 * are there. Reg. 1303/2013, Art. 67(1)(c) and (e), 67(5)(aa); Reg. 2021/1060, Art. 53(1)(c) and (f), 53(3)(b).
 */
export const milestonesNode = (work: Of<"lump_sum" | "draft_budget" | "not_linked_to_costs">): CostNode => {
  const { line, terms, done, tell } = work;
  const told = new Set(done.milestones);
  const namesOf = ({ id, deliverables }: Milestone) => deliverables?.map((each) => each.id) ?? [id];
  const known = new Set(terms.milestones.flatMap((each) => [each.id, ...namesOf(each)]));
  for (const id of told)
    if (!known.has(id))
      tell(remark("refuse", "unknown_milestone", line.id, id, unknownMilestone([...known]), ownRule));
  const parts = terms.milestones.map((milestone): CostNode => {
    const names = namesOf(milestone);
    const missing = names.filter((name) => !told.has(name) && !told.has(milestone.id));
    const delivered = missing.length === 0;
    if (!delivered && missing.length < names.length)
      tell(remark("confirm", "half_delivered", line.id, missing.join(", "), halfDelivered, sourceOf(work)));
    return {
      line: line.id,
      label: milestone.label,
      amount: delivered ? euros(exact(milestone.amount)) : nothing,
      how: { kind: "milestone", milestone: milestone.id, delivered },
      source: sourceOf(work),
      parts: [],
    };
  });
  return sumNode(line.id, line.label, parts, sourceOf(work));
};

const unknownMilestone = (known: readonly string[]) => ({
  expected: {
    fr: `une réalisation de la convention : ${known.join(", ")}`,
    nl: `een prestatie van de overeenkomst: ${known.join(", ")}`,
    en: `something that the agreement asks for: ${known.join(", ")}`,
  },
  mend: {
    fr: "Choisissez une réalisation convenue.",
    nl: "Kies een afgesproken prestatie.",
    en: "Choose something that was agreed.",
  },
});

const halfDelivered = {
  expected: {
    fr: "toutes les réalisations dont dépend le montant : livré en partie, il ne donne droit à rien",
    nl: "alle prestaties waarvan het bedrag afhangt: gedeeltelijk geleverd geeft het recht op niets",
    en: "everything that the amount depends on: delivered in part, it gives nothing",
  },
  mend: {
    fr: "Ajoutez la preuve de ce qui manque, ou déclarez le montant dans une autre période.",
    nl: "Voeg het bewijs toe van wat ontbreekt, of declareer het bedrag in een andere periode.",
    en: "Add the evidence of what is missing, or declare the amount in another period.",
  },
};

/** Returns real costs, each to the cent. Reg. 1303/2013, Art. 67(1)(a); Reg. 2021/1060, Art. 53(1)(a). */
export const realCostNode = (work: Of<"real_cost">): CostNode => {
  const { line, done, rules, tell } = work;
  const seen = new Set<string>();
  const parts = done.items.map(({ id, on, amount, label }): CostNode => {
    if (seen.has(id)) tell(remark("refuse", "item_twice", line.id, id, itemTwice, sourceOf(work)));
    seen.add(id);
    const name = label ?? id;
    return {
      line: line.id,
      label: { fr: name, nl: name, en: name },
      amount: euros(rounded(exact(amount), 2, rules.rounding.amount)),
      how: { kind: "item", item: id, on },
      source: sourceOf(work),
      parts: [],
    };
  });
  return sumNode(line.id, line.label, parts, sourceOf(work));
};

const itemTwice = {
  expected: {
    fr: "chaque pièce une seule fois",
    nl: "elk stuk één keer",
    en: "each document once",
  },
  mend: {
    fr: "Supprimez la pièce en double, ou corrigez son numéro.",
    nl: "Schrap het dubbele stuk, of verbeter het nummer.",
    en: "Remove the document that is there twice, or correct its number.",
  },
};
