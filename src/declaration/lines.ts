import { less } from "../euros.ts";
import type { CostNode } from "../cost/plan.ts";
import type { Programme } from "../definition/programme.ts";
import { canonicalJson } from "../canonical-json.ts";
import { contentHash } from "./canonical.ts";
import { inAll } from "./check-words.ts";
import type { Content, ContentLine } from "./content.ts";
import { quantityOf } from "./quantities.ts";
import type { Check, DeclarationLine } from "./shapes.ts";
import { isDeclared, type Unit } from "./units.ts";
import type { Worked, WorkedLine } from "./work.ts";

type CostsOf = Pick<Programme, "costs">;

/** Returns a category or an option with its label; the bare name where the definitions no longer have it. */
export const named = (
  known: ReadonlyMap<string, Readonly<{ label: DeclarationLine["label"] }>>,
  id: string,
): DeclarationLine["category"] => ({ id, label: known.get(id)?.label ?? inAll(() => id) });

/** Returns how many units there are of each kind, and what those declared add up to. */
export const countsOf = (units: readonly Unit[]): NonNullable<DeclarationLine["units"]> => {
  const count = (state: Unit["state"]) => units.filter((unit) => unit.state === state).length;
  const declared = units.filter(isDeclared);
  return {
    counted: declared.length,
    quantity: quantityOf(declared.map(({ quantity }) => quantity)),
    late: count("late"),
    incomplete: count("incomplete"),
    leftOut: count("leftOut"),
    declaredBefore: count("declaredBefore"),
    elsewhere: count("elsewhere"),
  };
};

/** Returns a line as it is shown and submitted. */
export const lineOf = ({ costs }: CostsOf, { costing }: Worked, line: WorkedLine): DeclarationLine => {
  const { plan, quantity, input, units, staff, declaredBefore, available, milestonesBefore } = line;
  const { terms } = plan;
  const costed = costing.lines.find((each) => each.line === plan.id);
  const amount = costed?.amount ?? "0.00";
  const node: CostNode = costed?.node ?? {
    line: plan.id,
    label: plan.label,
    amount,
    how: { kind: "sum" },
    parts: [],
  };
  const delivered = new Set(input.milestones);
  return {
    line: plan.id,
    label: plan.label,
    category: named(costs.rules.categories, plan.category),
    option: named(costs.rules.options, plan.option),
    form: terms.form,
    project: plan.project ?? null,
    budget: plan.budget,
    declaredBefore,
    amount,
    remaining: less(available, amount),
    unit: terms.form === "unit_cost" ? terms.unit : (quantity?.unit ?? null),
    quantity: quantity ? { id: quantity.id, label: quantity.label, register: quantity.register.id } : null,
    units: quantity ? countsOf(units) : null,
    milestones:
      "milestones" in terms
        ? terms.milestones.map(({ id, label, amount: due, due: day }) => ({
            id,
            label,
            amount: due,
            due: day ?? null,
            delivered: delivered.has(id) && !milestonesBefore.has(id),
            declaredBefore: milestonesBefore.has(id),
          }))
        : [],
    staff: staff.map((each) => ({
      person: each.person,
      year: each.year,
      grossCost: each.member?.grossCost ?? null,
      months: each.member?.months ?? null,
      fraction: each.member?.fraction ?? null,
      function: each.member?.function ?? null,
      document: each.member?.document ?? null,
      hours: each.hours,
      fromRegister: each.fromRegister,
      share: each.share,
      monthsDeclared: each.months,
      hoursBefore: each.hoursBefore,
      hoursLeft: each.hoursLeft,
    })),
    input,
    node,
  };
};

/** Returns what is submitted: all of it is under the receipt's hash. */
export const contentOf = (
  { costs, fingerprint }: Pick<Programme, "costs" | "fingerprint">,
  worked: Worked,
  checks: readonly Check[],
): Content => {
  const { row, agreement, costing, objectives, lines } = worked;
  return {
    format: 2,
    plan: worked.plan,
    delivered: lines.map(({ delivered }) => delivered),
    available: Object.fromEntries(lines.map(({ plan, available }) => [plan.id, available])),
    number: row.number,
    version: row.version,
    agreement: { number: agreement.number, version: agreement.version },
    operation: row.operation,
    partner: row.partner,
    from: row.from,
    until: row.until,
    total: costing.total,
    tree: costing.tree,
    lines: lines.map((line): ContentLine => ({
      ...lineOf({ costs }, worked, line),
      unitsDigest: line.quantity ? unitsDigest(line.units.filter(isDeclared)) : null,
    })),
    objectives,
    checks,
    definition: { programme: fingerprint, costs: costs.fingerprint ?? null },
  };
};

/** Returns the SHA-256 over the units of a line: which records, on which day, how much. */
export const unitsDigest = (
  units: readonly Pick<Unit, "register" | "operation" | "record" | "measure" | "on" | "quantity">[],
): string =>
  contentHash(
    units
      .map(({ register, operation, record, measure, on, quantity }) => ({
        register,
        operation,
        record,
        measure,
        on,
        quantity,
      }))
      .toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)),
  );
