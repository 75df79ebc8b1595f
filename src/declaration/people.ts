import { less } from "../euros.ts";
import type { PoolClient } from "pg";
import type { Programme } from "../definition/programme.ts";
import { times } from "./quantities.ts";

/** What an employer's document says of somebody in a year. */
export type StaffMember = Readonly<{
  id: number;
  person: string;
  year: number;
  grossCost: string;
  months: string;
  fraction: string;
  function: string | null;
  document: number | null;
}>;

/** Hours of a year that some live declaration holds. */
export type DeclaredHours = Readonly<{
  person: string;
  year: number;
  declaration: number;
  number: string;
  line: string;
  hours: string;
}>;

/** Returns the staff of an employer in these years, as far as the asker may see it. */
export const staffOf = async (
  client: PoolClient,
  partner: string,
  years: readonly number[],
): Promise<readonly StaffMember[]> => {
  const { rows } = await client.query<StaffMember>(
    `select id, person, year, gross_cost as "grossCost", trim_scale(months)::text as months,
       trim_scale(fraction)::text as fraction, function, document
     from declaration.staff where partner = $1 and year = any ($2) order by person, year`,
    [partner, years],
  );
  return rows;
};

/** Returns the hours of these years that live declarations hold in any operation of the employer. */
export const hoursDeclared = async (
  client: PoolClient,
  partner: string,
  years: readonly number[],
): Promise<readonly DeclaredHours[]> => {
  const found: DeclaredHours[] = [];
  for (const year of years) {
    const { rows } = await client.query<Omit<DeclaredHours, "year">>(
      `select person, declaration, number, line, trim_scale(hours)::text as hours
       from declaration.hours_declared($1, $2) order by declaration, line`,
      [partner, year],
    );
    found.push(...rows.map((row) => ({ ...row, year })));
  }
  return found;
};

/** Returns the most hours that somebody can have in a year: those of full time by the part of it that they work. */
export const hoursLimit = (
  { costs }: Pick<Programme, "costs">,
  year: number,
  fraction: string,
): string | undefined => {
  const rule = costs.rules.fullTimeHours.findLast(({ from }) => from <= `${year}-12-31`);
  return rule && times(String(rule.value), fraction);
};

/** Returns the hours that are left of the limit. */
export const hoursLeft = (limit: string, declared: readonly string[]): string => {
  const left = less(limit, ...declared);
  return left.startsWith("-") ? "0" : left.replace(/\.?0+$/, "") || "0";
};

/** Returns the years that the days touch. */
export const yearsOf = (from: string, until: string): number[] => {
  const [first, last] = [Number(from.slice(0, 4)), Number(until.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};
