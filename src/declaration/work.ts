import { less, sumOf } from "../euros.ts";
import { mayAt } from "../agreement/desk.ts";
import { type AgreementView, readAgreement } from "../agreement/read.ts";
import { computeCosts } from "../cost/compute.ts";
import type { Costing, Delivered, Plan, PlanLine } from "../cost/plan.ts";
import type { Quantity } from "../definition/costs.ts";
import { balances } from "../ledger/balances.ts";
import { notFound } from "../problem.ts";
import type { Desk } from "./desk.ts";
import { quantityOf } from "./quantities.ts";
import { leastReached, objectivesReached } from "./objectives.ts";
import { hoursDeclared, staffOf, yearsOf } from "./people.ts";
import { monthsIn } from "./periods.ts";
import type { DeclarationRow } from "./row.ts";
import type { Inputs, LineInput, ObjectiveReached } from "./shapes.ts";
import { staffLines, type StaffLine } from "./staff-lines.ts";
import { collectUnits, isDeclared, type Unit, unitKey } from "./units.ts";

/** A line of the plan with what is declared under it. */
export type WorkedLine = Readonly<{
  plan: PlanLine;
  input: LineInput;
  /** What a register counts for it; undefined where units are told by hand, or the line has none. */
  quantity: Quantity | undefined;
  units: readonly Unit[];
  staff: readonly StaffLine[];
  delivered: Delivered;
  /** What other live declarations of the agreement hold of it. */
  declaredBefore: string;
  /** What is left of its budget for this declaration. */
  available: string;
  /** Milestones that other live declarations hold. */
  milestonesBefore: ReadonlySet<string>;
}>;

/** A declaration worked out: what registers and inputs say, and what it comes to. */
export type Worked = Readonly<{
  row: DeclarationRow;
  agreement: AgreementView;
  /** Of the agreement, under the version that governs the declaration. */
  plan: Plan;
  lines: readonly WorkedLine[];
  objectives: readonly ObjectiveReached[];
  costing: Costing;
}>;

/** Returns the agreement that a declaration is made under. Throws notFound where the asker does not see it. */
export const agreementOf = async (desk: Desk, id: number): Promise<AgreementView> => {
  const view = await readAgreement(desk.client, id);
  if (!view || !mayAt(desk, "money:read", view)) throw notFound();
  return view;
};

/**
 * Returns the agreement under the version that governs a declaration: the last that came into force for days of its
 * period.
 */
const governingAgreement = async (
  desk: Desk,
  { agreement, until }: DeclarationRow,
): Promise<AgreementView> => {
  const current = await agreementOf(desk, agreement);
  const governing = current.versions.findLast(
    ({ state, effectiveFrom }) => (state === "active" || state === "replaced") && effectiveFrom <= until,
  );
  if (!governing || governing.version === current.version) return current;
  return (await readAgreement(desk.client, agreement, governing.version)) ?? current;
};

/**
 * Works a declaration out from the registers as the asker sees them, from what was typed, and from what other
 * declarations hold. `instead`: lines under other terms, for a what-if. Nothing is written.
 */
export const workOut = async (
  desk: Desk,
  row: DeclarationRow,
  instead: ReadonlyMap<string, PlanLine> = new Map(),
): Promise<Worked> => {
  const { client, house } = desk;
  const { costs } = house.programme;
  const agreement = await governingAgreement(desk, row);
  const plan = {
    ...agreement.plan,
    lines: agreement.plan.lines.map((line) => instead.get(line.id) ?? line),
  };
  const own = new Set([row.id, ...(row.replaces === null ? [] : [row.replaces])]);
  const years = yearsOf(agreement.starts, row.until);
  const employer = {
    staff: await staffOf(client, row.partner, years),
    declared: (await hoursDeclared(client, row.partner, years)).filter(
      ({ declaration }) => !own.has(declaration),
    ),
  };
  const objectives = await objectivesReached(client, house.programme, agreement, row.until);
  const reached = leastReached(objectives);
  const money = await moneyOf(desk, row, own);
  const before = await milestonesBefore(desk, row, own);
  const taken = new Map<string, string>();
  const lines: WorkedLine[] = [];
  for (const line of plan.lines) {
    const input = row.inputs[line.id] ?? {};
    const quantity = quantityOfLine(house.programme.costs.quantities, line, row.operation);
    const units = quantity
      ? await collectUnits(
          client,
          quantity,
          { operation: row.operation, partner: row.partner, from: agreement.starts, until: row.until },
          {
            line: line.id,
            periodFrom: row.from,
            agreement: row.agreement,
            leftOut: new Set(input.leftOut),
            own,
            taken,
            number: row.number,
          },
        )
      : [];
    for (const unit of units)
      if (isDeclared(unit))
        taken.set(unitKey(unit.register, unit.operation, unit.record, unit.measure), line.id);
    const staff = staffLines(house.programme, line, input, units, employer, {
      years: yearsOf(row.from, row.until),
      months: monthsIn(row.from, row.until),
    });
    lines.push({
      plan: line,
      input,
      quantity,
      units,
      staff,
      delivered: deliveredUnder(line, input, units, staff, {
        reached,
        before,
        isByPerson: (costs.rules.options.get(line.option)?.mostUnitsOfOne.length ?? 0) > 0,
      }),
      declaredBefore: money.before.get(line.id) ?? "0.00",
      available: money.available.get(line.id) ?? "0.00",
      milestonesBefore: new Set(before.get(line.id)),
    });
  }
  const available = Object.fromEntries(lines.map((line) => [line.plan.id, line.available]));
  const costing = computeCosts(
    costs.rules,
    plan,
    lines.map(({ delivered }) => delivered),
    { available },
  );
  return { row, agreement, plan, lines, objectives, costing };
};

/**
 * Returns what of the registers a line counts: the quantity of its unit cost; for an hourly rate, hours that a register
 * of the operation holds by member of staff, where there is one.
 */
export const quantityOfLine = (
  quantities: ReadonlyMap<string, Quantity>,
  { terms }: PlanLine,
  operation: string,
): Quantity | undefined => {
  if (terms.form === "unit_cost")
    return terms.quantity === undefined ? undefined : quantities.get(terms.quantity);
  if (terms.form !== "hourly_rate") return undefined;
  return [...quantities.values()].find(
    ({ of, operations, register, count }) =>
      of !== undefined &&
      count.kind === "sum" &&
      operations.includes(operation) &&
      register.person.length === 0,
  );
};

const deliveredUnder = (
  line: PlanLine,
  input: LineInput,
  units: readonly Unit[],
  staff: readonly StaffLine[],
  {
    reached,
    before,
    isByPerson,
  }: Readonly<{
    reached: string | undefined;
    before: ReadonlyMap<string, readonly string[]>;
    /** Whether so many units are paid for one person: then it is told whose they are. */
    isByPerson: boolean;
  }>,
): Delivered => {
  const { id, terms } = line;
  switch (terms.form) {
    case "unit_cost":
      if (terms.quantity === undefined) return { line: id, units: input.units ?? [] };
      return isByPerson
        ? { line: id, ...byPerson(units) }
        : { line: id, units: byDay(units.filter(isDeclared)) };
    case "lump_sum":
    case "draft_budget":
    case "not_linked_to_costs": {
      const done = new Set(before.get(id));
      return { line: id, milestones: (input.milestones ?? []).filter((milestone) => !done.has(milestone)) };
    }
    case "real_cost":
      return {
        line: id,
        items: (input.items ?? []).map(({ id: item, on, amount, supplier, reference }) => ({
          id: item,
          on,
          amount,
          label: `${supplier}, ${reference}`,
        })),
      };
    case "hourly_rate":
    case "fixed_share":
      return { line: id, staff: staff.flatMap(({ time }) => time ?? []) };
    case "salary_flat_rate":
      return { line: id, staff: staff.flatMap(({ time }) => time ?? []), reached };
    case "flat_rate":
      return { line: id };
  }
};

/** Units of the same day have the same rate: they are counted together. */
const byDay = (units: readonly Unit[]): { on: string; quantity: string }[] =>
  [...Map.groupBy(units, ({ on }) => on)].map(([on, those]) => ({
    on,
    quantity: quantityOf(those.map(({ quantity }) => quantity)),
  }));

/** Whose a unit is: whom the quantity names, else whoever the record is about. */
const ownerOf = ({ of, register, operation, record }: Unit): string =>
  of ?? `${operation}/${register}/${record}`;

const byPerson = (units: readonly Unit[]): Pick<Delivered, "units" | "unitsBefore"> => {
  const taken = units.filter(({ state }) => state === "declaredBefore" || state === "elsewhere");
  return {
    units: units
      .filter(isDeclared)
      .map((unit) => ({ on: unit.on, quantity: unit.quantity, of: ownerOf(unit) })),
    unitsBefore: Object.fromEntries(
      [...Map.groupBy(taken, ownerOf)].map(([of, those]) => [
        of,
        quantityOf(those.map(({ quantity }) => quantity)),
      ]),
    ),
  };
};

/** What other live declarations of the agreement hold by line, and what is left of each line's budget without them. */
const moneyOf = async ({ client }: Desk, row: DeclarationRow, own: ReadonlySet<number>) => {
  const available = new Map<string, string>();
  const declared = new Map<string, string>();
  for (const { line, account, amount } of await balances(client, { agreement: row.agreement })) {
    if (account === "budgeted") available.set(line, amount);
    // What was verified since is declared all the same: everything that is no budget any more.
    else if (account !== "granted") declared.set(line, sumOf([declared.get(line) ?? "0.00", amount]));
  }
  for (const declaration of own)
    for (const { line, account, amount } of await balances(client, { declaration })) {
      if (account === "budgeted") available.set(line, less(available.get(line) ?? "0.00", amount));
      else declared.set(line, less(declared.get(line) ?? "0.00", amount));
    }
  return { available, before: declared };
};

/** Milestones that other live declarations of the agreement hold, by line. */
const milestonesBefore = async (
  { client }: Desk,
  row: DeclarationRow,
  own: ReadonlySet<number>,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const { rows } = await client.query<{ inputs: Inputs }>(
    `select w.inputs from declaration.declaration d join declaration.work w on w.whose = d.id
     where d.agreement = $1 and d.live and d.id <> all ($2)`,
    [row.agreement, [...own]],
  );
  const found = new Map<string, string[]>();
  for (const { inputs } of rows)
    for (const [line, { milestones = [] }] of Object.entries(inputs))
      found.set(line, [...(found.get(line) ?? []), ...milestones]);
  return found;
};
