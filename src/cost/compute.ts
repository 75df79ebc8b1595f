import { type Euros, euros, isAbove, nothing, smaller, sumOf } from "../euros.ts";
import type { CostRules } from "../definition/cost-rules.ts";
import { compare, exact, subtract, zero } from "../decimal.ts";
import { product, sayEuros } from "./amounts.ts";
import { milestonesNode, realCostNode, unitCostNode } from "./counted.ts";
import type { CostNode, CostRemark, Costing, Delivered, Plan, PlanLine, Terms } from "./plan.ts";
import { ownRule, remark, said } from "./remarks.ts";
import { type AllowedHours, allowHours, fixedShareNode, hourlyNode, salaryNode } from "./staff.ts";
import { doneByLine, type LineWork, nothingDone, sourceOf, sumNode } from "./work.ts";

/** What may still be paid of a line, where that is less than its budget. */
export type CostLimits = Readonly<{ available?: Readonly<Record<string, Euros>> | undefined }>;

/**
 * Returns what was delivered amounts to, line by line and as a tree from the total down, with remarks on what was
 * delivered (`checkPlan` tells of the plan itself). Lines that stand on their own come first, then flat rates, each after
 * the lines that it is taken of: a cut of a base moves what derives from it. No line goes above its budget, nor above
 * what is available of it. Nothing is read but the arguments; decimals are exact; rates are rounded to the cent first and
 * amounts then, as the rules say.
 */
export const computeCosts = (
  rules: CostRules,
  plan: Plan,
  delivered: readonly Delivered[],
  { available = {} }: CostLimits = {},
): Costing => {
  const remarks: CostRemark[] = [];
  const tell = (told: CostRemark) => remarks.push(told);
  const done = doneByLine(delivered);
  const known = new Set(plan.lines.map(({ id }) => id));
  for (const id of done.keys())
    if (!known.has(id)) tell(remark("refuse", "unknown_line", undefined, id, said.unknownLine, ownRule));

  const works = plan.lines.map((line): LineWork => ({
    rules,
    plan,
    line,
    terms: line.terms,
    option: rules.options.get(line.option),
    done: done.get(line.id) ?? nothingDone,
    tell,
  }));
  const allowed = allowHours(works.filter(isOf("hourly_rate")));
  const finished = new Map<string, Finished>();
  const finish = (work: LineWork, gross: CostNode) =>
    finished.set(work.line.id, finishLine(work, gross, available[work.line.id]));
  for (const work of works) if (!isOf("flat_rate")(work)) finish(work, ownNode(work, allowed));

  let waiting = works.filter(isOf("flat_rate"));
  while (waiting.length > 0) {
    const ready = waiting.filter(({ line }) =>
      baseLines(rules, plan, line).every(({ id }) => finished.has(id)),
    );
    if (ready.length === 0) {
      // Each waits for another: which is worked out first would decide the amounts, so that none is.
      for (const work of waiting) {
        tell(remark("refuse", "circle", work.line.id, work.line.id, circle, sourceOf(work)));
        finish(work, sumNode(work.line.id, work.line.label, []));
      }
      break;
    }
    for (const work of ready) finish(work, flatRateNode(work, finished));
    waiting = waiting.filter((work) => !ready.includes(work));
  }

  const lines = plan.lines.flatMap(({ id }) => {
    const node = finished.get(id)?.node;
    return node ? [{ line: id, amount: node.amount, node }] : [];
  });
  const tree = sumNode(
    undefined,
    total,
    lines.map(({ node }) => node),
  );
  return { total: tree.amount, lines, tree, remarks };
};

const total = { fr: "Total", nl: "Totaal", en: "Total" };

/** A line that is worked out, and what it would be without the cut for a breach by the buyer. */
type Finished = Readonly<{ node: CostNode; spared: Euros }>;

const isOf =
  <F extends Terms["form"]>(...wanted: readonly F[]) =>
  (work: LineWork): work is LineWork<Extract<Terms, { form: F }>> =>
    (wanted as readonly string[]).includes(work.terms.form);

const isMilestones = isOf("lump_sum", "draft_budget", "not_linked_to_costs");

/** Returns what a line amounts to that is not taken of others. */
const ownNode = (work: LineWork, allowed: AllowedHours): CostNode => {
  if (isOf("unit_cost")(work)) return unitCostNode(work);
  if (isOf("hourly_rate")(work)) return hourlyNode(work, allowed);
  if (isOf("fixed_share")(work)) return fixedShareNode(work);
  if (isOf("salary_flat_rate")(work)) return salaryNode(work);
  if (isOf("real_cost")(work)) return realCostNode(work);
  if (isMilestones(work)) return milestonesNode(work);
  return sumNode(work.line.id, work.line.label, []);
};

/** Returns the lines of the plan that a flat rate is taken of: those of its base categories in the same project. */
export const baseLines = (rules: CostRules, plan: Plan, line: PlanLine): readonly PlanLine[] => {
  if (line.terms.form !== "flat_rate") return [];
  const base = line.terms.base ?? rules.options.get(line.option)?.base ?? [];
  return plan.lines.filter(
    (other) => other.id !== line.id && other.project === line.project && base.includes(other.category),
  );
};

/** Reg. 1303/2013, Art. 67(1)(d), 68 to 68b; Reg. 2021/1060, Art. 53(1)(d), 54 to 56. */
const flatRateNode = (
  work: LineWork<Extract<Terms, { form: "flat_rate" }>>,
  finished: ReadonlyMap<string, Finished>,
): CostNode => {
  const { rules, plan, line, terms, option } = work;
  const of = baseLines(rules, plan, line).map(({ id }) => id);
  const base = sumOf(
    of.map((id) => {
      const found = finished.get(id);
      return (option?.spared ? found?.spared : found?.node.amount) ?? nothing;
    }),
  );
  const { amount, rounding } = product(exact(base), exact(terms.rate), rules.rounding.amount);
  const how = { kind: "share", rate: terms.rate, base, of } as const;
  return { line: line.id, label: line.label, amount, how, source: sourceOf(work), rounding, parts: [] };
};

const finishLine = (work: LineWork, gross: CostNode, available: Euros | undefined): Finished => {
  const { line, done } = work;
  const cutNode = cutOf(work, gross);
  const limit = available === undefined ? line.budget : smaller(line.budget, available);
  const most = compare(exact(limit), zero) < 0 ? nothing : euros(exact(limit));
  const spared = smaller(done.cutOfBuyer ? gross.amount : cutNode.amount, most);
  if (!isAbove(cutNode.amount, most)) return { node: cutNode, spared };
  const isBudget = available === undefined || !isAbove(line.budget, available);
  work.tell(
    remark("note", "above_budget", line.id, sayEuros(cutNode.amount), budgetWords(most, isBudget), agreement),
  );
  const how = {
    kind: "cap",
    before: cutNode.amount,
    cap: most,
    reason: isBudget ? "budget" : "limit",
  } as const;
  const node = { line: line.id, label: line.label, amount: most, how, source: agreement, parts: [cutNode] };
  return { node, spared };
};

const cutOf = (work: LineWork, gross: CostNode): CostNode => {
  const { line, done } = work;
  if (compare(exact(done.cut), zero) <= 0) return gross;
  if (isAbove(done.cut, gross.amount))
    work.tell(
      remark("confirm", "cut_above_line", line.id, sayEuros(done.cut), cutWords(gross.amount), ownRule),
    );
  const cut = smaller(done.cut, gross.amount);
  const amount = euros(subtract(exact(gross.amount), exact(cut)));
  const how = { kind: "cut", before: gross.amount, cut } as const;
  return { line: line.id, label: line.label, amount, how, parts: [gross] };
};

const agreement = { article: "Convention", verified: true };

const circle = {
  expected: {
    fr: "un taux dont la base ne dépend pas, à son tour, de ce même taux",
    nl: "een tarief waarvan de basis niet op haar beurt van ditzelfde tarief afhangt",
    en: "a rate whose base does not in turn depend on this same rate",
  },
  mend: {
    fr: "Retirez de la base la catégorie que l'un de ces taux calcule.",
    nl: "Haal uit de basis de categorie die een van deze tarieven berekent.",
    en: "Take the category that one of these rates works out from the base.",
  },
};

const budgetWords = (most: Euros, isBudget: boolean) => {
  const { fr, nl, en } = sayEuros(most);
  return {
    expected: isBudget
      ? {
          fr: `au plus le budget de la ligne : ${fr}`,
          nl: `hoogstens het budget van de regel: ${nl}`,
          en: `at most the line's budget: ${en}`,
        }
      : {
          fr: `au plus ce qui reste de la ligne : ${fr}`,
          nl: `hoogstens wat van de regel overblijft: ${nl}`,
          en: `at most what is left of the line: ${en}`,
        },
    mend: {
      fr: "Rien à faire : le montant est ramené à cette limite. Un avenant peut la relever.",
      nl: "Niets te doen: het bedrag wordt tot deze grens herleid. Een wijziging kan ze verhogen.",
      en: "Nothing to do: the amount is brought down to this limit. An amendment can raise it.",
    },
  };
};

const cutWords = (amount: Euros) => {
  const { fr, nl, en } = sayEuros(amount);
  return {
    expected: {
      fr: `une correction d'au plus ${fr}`,
      nl: `een correctie van hoogstens ${nl}`,
      en: `a cut of ${en} at most`,
    },
    mend: {
      fr: "Vérifiez la correction et la ligne à laquelle elle se rapporte.",
      nl: "Controleer de correctie en de regel waarop ze slaat.",
      en: "Check the cut and the line that it is of.",
    },
  };
};
