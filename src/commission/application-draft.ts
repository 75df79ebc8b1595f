import { controlNumber } from "../definition/control.ts";
import type { Allocation, ControlRules } from "../definition/control.ts";
import { canonical, exact } from "../decimal.ts";
import { type Euros, isAbove, less, nothing, sumOf } from "../euros.ts";
import { contributionOf, rowKey } from "./allocations.ts";
import {
  applicationForm,
  type BuiltForm,
  type FormHead,
  fundOfLines,
  requestOf,
} from "./application-form.ts";
import type { FormLine } from "./form-build.ts";
import { calendarOf, type Desk, type Gathered, linesOfYear } from "./gather.ts";
import { applicationLines, type NewLine } from "./lines.ts";
import { type ApplicationRow, readCertified, readPendingRecoveries } from "./read.ts";
import type { RequestRow } from "./shapes.ts";
import { accountingYearOf } from "./years.ts";

/** An application that is being prepared, as it would be sent now. */
export type Drafted = Readonly<{
  lines: readonly NewLine[];
  built: BuiltForm;
  request: readonly RequestRow[];
  totals: Readonly<{ eligible: Euros; public: Euros }>;
}>;

/** Works an application out from the ledger as it stands. */
export const draftApplication = async (
  desk: Desk,
  gathered: Gathered,
  row: ApplicationRow,
  sentOn: string | null,
): Promise<Drafted> => {
  const { client } = desk;
  const certified = await readCertified(client, gathered.operations, row.takesUntil);
  const recoveries = await readPendingRecoveries(client, gathered.operations);
  const lines = applicationLines(gathered.known, { year: row.year, certified, recoveries });
  return { lines, ...formOf(desk, gathered, row, lines, sentOn) };
};

/** Returns the form of an application with these lines, on top of those of the year that were sent before it. */
export const formOf = (
  { house }: Pick<Desk, "house">,
  gathered: Gathered,
  row: ApplicationRow,
  lines: readonly NewLine[],
  sentOn: string | null,
): Omit<Drafted, "lines"> => {
  const { programme } = house;
  const { allocations } = gathered;
  const before = linesOfYear(gathered, row.year, row.id);
  const cumulated: readonly FormLine[] = [...before, ...lines.map((line) => ({ ...line, form: row.id }))];
  const left = contributionsLeft(gathered, row.year);
  const interimShare = percentOf(programme.control, "interim_rate_percent", house.today());
  const request = (all: readonly FormLine[], earlier: ReadonlyMap<string, Euros>) =>
    requestOf(programme, allocations, { cumulated: all, before: earlier, left, interimShare });
  const asked = new Map(
    request(before, new Map()).map((each) => [`${each.priority}/${each.regionCategory}`, each.capped]),
  );
  const requested = request(cumulated, asked);
  const head: FormHead = {
    number: row.number,
    fund: row.fund,
    year: accountingYearOf(calendarOf(programme), row.year).label,
    sentOn,
    kind: row.kind,
    until: row.until,
    reference: row.reference,
  };
  return {
    built: applicationForm(programme, allocations, { head, cumulated, request: requested }),
    request: requested,
    totals: {
      eligible: sumOf(cumulated.map(({ eligible }) => eligible)),
      public: sumOf(cumulated.map((line) => line.public)),
    },
  };
};

/** What the programme gives a priority, less what earlier accounting years took of it (Art. 130(2) of Reg. 1303/2013). */
export const contributionsLeft = (
  { allocations, applications, applicationLines: lines }: Gathered,
  year: string,
): ReadonlyMap<string, Euros> => {
  const earlier = new Set(applications.filter((each) => each.year < year).map(({ id }) => id));
  return new Map(
    allocations.map((allocation: Allocation) => {
      const key = rowKey(allocation);
      const own = lines.filter((line) => earlier.has(line.form) && rowKey(line) === key);
      const left = less(contributionOf(allocation), fundOfLines(allocation, own));
      return [key, isAbove(left, nothing) ? left : nothing];
    }),
  );
};

/** Returns a percentage of the definitions as a share: "90" is "0.90". */
export const percentOf = (
  control: ControlRules,
  name: "interim_rate_percent" | "forecast_rate_percent",
  day: string,
): string => {
  controlNumber(control, name, day);
  const value = control.numbers.get(name)?.values.findLast(({ from }) => from <= day)?.value;
  const { units, scale } = exact(value ?? String(controlNumber(control, name, day)));
  return canonical({ units, scale: scale + 2 });
};
