import { maySpeak } from "../agreement/desk.ts";
import type { AgreementView } from "../agreement/read.ts";
import { actOn, type Desk, needSpeaking } from "./desk.ts";
import { quantityOf } from "./quantities.ts";
import { hoursDeclared, hoursLimit, staffOf, yearsOf } from "./people.ts";
import { placeNames } from "./page.ts";
import { asProblem, hoursBelowDeclared } from "./problem.ts";
import type { StaffBody, StaffPage } from "./staff-shapes.ts";
import { collectUnits } from "./units.ts";
import { agreementOf, quantityOfLine } from "./work.ts";

/** Returns the staff of an agreement's employer in its years, with the hours that declarations of any operation hold. */
export const staffPage = async (desk: Desk, id: number): Promise<StaffPage> => {
  const agreement = await agreementOf(desk, id);
  const { house, client } = desk;
  const { programme } = house;
  const years = yearsOf(agreement.starts, agreement.ends);
  const members = await staffOf(client, agreement.partner, years);
  const declared = await hoursDeclared(client, agreement.partner, years);
  const unsaid = (await namedInRegisters(desk, agreement)).filter(
    ({ person, year }) => !members.some((each) => each.person === person && each.year === year),
  );
  const functions = agreement.plan.lines.flatMap(({ terms }) =>
    terms.form === "salary_flat_rate"
      ? [...(programme.costs.rules.salaryScales.get(terms.scale)?.functions ?? [])].map(
          ([each, { label }]) => ({
            id: each,
            label,
          }),
        )
      : [],
  );
  const nothingSaid = { grossCost: null, months: null, fraction: null, function: null, document: null };
  const rows = [...members, ...unsaid.map((each) => ({ ...each, ...nothingSaid }))].map((member) => {
    const own = declared.filter((each) => each.person === member.person && each.year === member.year);
    return {
      person: member.person,
      year: member.year,
      grossCost: member.grossCost,
      months: member.months,
      fraction: member.fraction,
      function: member.function,
      document: member.document,
      hoursLimit: hoursLimit(programme, member.year, member.fraction ?? "1") ?? null,
      hoursDeclared: quantityOf(own.map(({ hours }) => hours)),
      declared: own.map(({ declaration, number, line, hours }) => ({ declaration, number, line, hours })),
    };
  });
  return {
    agreement: { id: agreement.id, number: agreement.number },
    ...placeNames(programme, agreement.operation, agreement.partner),
    mayChange: maySpeak(desk, agreement),
    functions,
    rows: rows.toSorted((a, b) => a.year - b.year || a.person.localeCompare(b.person)),
  };
};

/** Whom a register of hours names, so that nobody types what it holds. */
const namedInRegisters = async (
  { house, client }: Desk,
  { id, plan, operation, partner, starts, ends }: AgreementView,
): Promise<readonly Readonly<{ person: string; year: number }>[]> => {
  const found = new Map<string, { person: string; year: number }>();
  for (const line of plan.lines) {
    const quantity =
      line.terms.form === "hourly_rate"
        ? quantityOfLine(house.programme.costs.quantities, line, operation)
        : undefined;
    if (!quantity) continue;
    const units = await collectUnits(
      client,
      quantity,
      { operation, partner, from: starts, until: ends },
      {
        line: line.id,
        periodFrom: starts,
        agreement: id,
        leftOut: new Set(),
        own: new Set(),
        taken: new Map(),
        number: "",
      },
    );
    for (const { of, on } of units) {
      const year = Number(on.slice(0, 4));
      if (of !== null) found.set(`${year}/${of}`, { person: of, year });
    }
  }
  return [...found.values()];
};

/**
 * Keeps what an employer's documents say of people's cost. Throws hoursBelowDeclared where more hours are declared
 * already than the year then has.
 */
export const keepStaff = async (desk: Desk, id: number, { rows }: StaffBody): Promise<StaffPage> => {
  const agreement = await agreementOf(desk, id);
  needSpeaking(desk, agreement);
  const { operation, partner } = agreement;
  try {
    await actOn(desk, { action: "declaration.staff" }, async (act) => {
      for (const row of rows) {
        const { rows: kept } = await desk.client.query<{ id: number }>(
          `insert into declaration.staff as s (operation, partner, person, year, gross_cost, months, fraction, function,
             document, change) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           on conflict (partner, person, year) do update set operation = excluded.operation,
             gross_cost = excluded.gross_cost, months = excluded.months, fraction = excluded.fraction,
             function = excluded.function, document = excluded.document, change = excluded.change
             where (s.gross_cost, s.months, s.fraction, s.function, s.document) is distinct from
               (excluded.gross_cost, excluded.months, excluded.fraction, excluded.function, excluded.document)
           returning id`,
          [
            operation,
            partner,
            row.person,
            row.year,
            row.grossCost,
            row.months,
            row.fraction,
            row.function,
            row.document,
            act.change,
          ],
        );
        const [written] = kept;
        if (written) await act.note("declaration.staff", written.id);
      }
    });
  } catch (error) {
    throw isAboveYear(error) ? hoursBelowDeclared() : asProblem(error);
  }
  return staffPage(desk, id);
};

const isAboveYear = (error: unknown): boolean =>
  error instanceof Error && "constraint" in error && error.constraint === "hours_of_year";
