import { notFound } from "../problem.ts";
import type { Desk } from "./desk.ts";
import { countsOf } from "./lines.ts";
import { type DeclarationRow, seeRow } from "./row.ts";
import type { UnitsPage } from "./shapes.ts";
import type { Unit, UnitState } from "./units.ts";
import { agreementOf, quantityOfLine, workOut } from "./work.ts";

const rowsAtOnce = 200;

/**
 * Returns the records behind a line of a declaration, 200 at a time: of a draft as the registers stand, of one that was
 * submitted as they were taken. `show`: those in one state; counted includes the late ones.
 */
export const unitsPage = async (
  desk: Desk,
  id: number,
  line: string,
  { show, after }: Readonly<{ show?: UnitState | undefined; after: number }>,
): Promise<UnitsPage> => {
  const row = await seeRow(desk, id);
  const agreement = await agreementOf(desk, row.agreement);
  const plan = agreement.plan.lines.find((each) => each.id === line);
  const content = row.content?.lines.find((each) => each.line === line);
  if (!plan && !content) throw notFound();
  const { costs } = desk.house.programme;
  const quantity = plan && quantityOfLine(costs.quantities, plan, row.operation);
  const isTaken = row.state !== "draft";
  const units = isTaken ? await takenUnits(desk, row, line) : await draftUnits(desk, row, line);
  const shown = units.filter(
    ({ state }) => show === undefined || state === show || (show === "counted" && state === "late"),
  );
  const page = shown.slice(after, after + rowsAtOnce);
  return {
    declaration: { id, number: row.number },
    line,
    label: plan?.label ?? content?.label ?? { fr: line, nl: line, en: line },
    quantity: quantity
      ? { id: quantity.id, label: quantity.label, unit: quantity.unit, register: quantity.register.id }
      : null,
    counts: content && isTaken ? content.units : quantity ? countsOf(units) : null,
    rows: page.map(({ operation, register, record, on, quantity: amount, state, takenBy }) => ({
      operation,
      register,
      record,
      on,
      quantity: amount,
      state,
      takenBy,
    })),
    next: after + rowsAtOnce < shown.length ? after + rowsAtOnce : null,
  };
};

const draftUnits = async (desk: Desk, row: DeclarationRow, line: string): Promise<readonly Unit[]> =>
  (await workOut(desk, row)).lines.find(({ plan }) => plan.id === line)?.units ?? [];

/** A unit that a declaration took. */
export type TakenUnit = Readonly<{
  line: string;
  operation: string;
  register: string;
  record: number;
  measure: string;
  on: string;
  quantity: string;
}>;

/** Returns the units that a declaration took at its submission, also where it counts no more. */
export const unitsTaken = async (
  { client }: Pick<Desk, "client">,
  declaration: number,
): Promise<readonly TakenUnit[]> => {
  const { rows } = await client.query<TakenUnit>(
    `select line, operation, register, record, measure, on_day as on, trim_scale(quantity)::text as quantity
     from declaration.unit where declaration = $1 order by on_day, record, measure`,
    [declaration],
  );
  return rows;
};

const takenUnits = async (desk: Desk, row: DeclarationRow, line: string): Promise<readonly Unit[]> =>
  (await unitsTaken(desk, row.id))
    .filter((unit) => unit.line === line)
    .map((unit) => ({
      ...unit,
      of: null,
      isIncomplete: false,
      state: unit.on < row.from ? "late" : "counted",
      takenBy: null,
    }));
