import type { PlanLine, StaffTime } from "../cost/plan.ts";
import type { Programme } from "../definition/programme.ts";
import { quantityOf } from "./quantities.ts";
import { type DeclaredHours, hoursLeft, hoursLimit, type StaffMember } from "./people.ts";
import type { LineInput } from "./shapes.ts";
import { isDeclared, type Unit } from "./units.ts";

/** Somebody's work on a line in a year. */
export type StaffLine = Readonly<{
  person: string;
  year: number;
  /** What the employer's document says; undefined: nothing yet. */
  member: StaffMember | undefined;
  hours: string | null;
  fromRegister: boolean;
  share: string | null;
  months: string | null;
  hoursBefore: string;
  hoursLeft: string | null;
  /** What costs are worked out from; undefined where nothing is declared, or the employer's document is missing. */
  time: StaffTime | undefined;
}>;

type Employer = Readonly<{ staff: readonly StaffMember[]; declared: readonly DeclaredHours[] }>;

/**
 * Returns who works on a line in the years of a period: whoever was typed in, whoever the register of hours names, and
 * for whoever fills it in also those that the employer has and who did not work on it.
 */
export const staffLines = (
  programme: Pick<Programme, "costs">,
  { terms }: PlanLine,
  input: LineInput,
  units: readonly Unit[],
  { staff, declared }: Employer,
  period: Readonly<{ years: readonly number[]; months: number }>,
): StaffLine[] => {
  const { form } = terms;
  if (form !== "hourly_rate" && form !== "fixed_share" && form !== "salary_flat_rate") return [];
  const counted = Map.groupBy(units.filter(isDeclared), ({ of, on }) =>
    nameOf(of ?? "", Number(on.slice(0, 4))),
  );
  const typed = new Map((input.staff ?? []).map((each) => [nameOf(each.person, each.year), each]));
  const members = new Map(staff.map((member) => [nameOf(member.person, member.year), member]));
  const fromRegister = units.length > 0;
  const names = [...new Set([...typed.keys(), ...counted.keys(), ...members.keys()])].toSorted();
  return names.flatMap((name): StaffLine[] => {
    const [person, year] = partsOf(name);
    const isNamed = typed.has(name) || counted.has(name);
    if (!isNamed && !period.years.includes(year)) return [];
    const member = members.get(name);
    const given = typed.get(name);
    const before = declared.filter((each) => each.person === person && each.year === year);
    const limit = member && hoursLimit(programme, year, member.fraction);
    const hours = fromRegister
      ? counted.has(name)
        ? quantityOf((counted.get(name) ?? []).map(({ quantity }) => quantity))
        : null
      : (given?.hours ?? null);
    const months = given?.months ?? (given && form !== "hourly_rate" ? String(period.months) : null);
    const hoursBefore = quantityOf(before.map((each) => each.hours));
    const common = {
      person,
      year,
      member,
      hours: form === "hourly_rate" ? hours : null,
      fromRegister: form === "hourly_rate" && fromRegister,
      share: form === "fixed_share" ? (given?.share ?? null) : null,
      months: form === "hourly_rate" ? null : months,
      hoursBefore,
      hoursLeft:
        limit === undefined
          ? null
          : hoursLeft(
              limit,
              before.map((each) => each.hours),
            ),
    };
    return [{ ...common, time: timeOf(form, common) }];
  });
};

const timeOf = (
  form: "hourly_rate" | "fixed_share" | "salary_flat_rate",
  { person, year, member, hours, share, months, hoursBefore }: Omit<StaffLine, "time">,
): StaffTime | undefined => {
  if (!member) return undefined;
  const { grossCost, fraction, months: known } = member;
  const common = { person, year, grossCost, months: known, fraction };
  switch (form) {
    case "hourly_rate":
      return hours === null ? undefined : { ...common, hours, hoursBefore };
    case "fixed_share":
      return share === null || months === null ? undefined : { ...common, share, monthsDeclared: months };
    case "salary_flat_rate":
      return months === null || member.function === null
        ? undefined
        : { ...common, function: member.function, monthsDeclared: months };
  }
};

const nameOf = (person: string, year: number): string => `${year}/${person}`;
const partsOf = (name: string): [person: string, year: number] => [name.slice(5), Number(name.slice(0, 4))];
