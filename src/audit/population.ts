import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readableSql } from "../access/readable.ts";
import { mayAt, type MoneyDesk } from "../agreement/desk.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { exact, withScale } from "../decimal.ts";
import { notAllowed } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import { readSampleFile } from "./sample-file.ts";
import type { KeptSource, Source } from "./shapes.ts";
import { emptyPopulation, noSuchField, tooLarge } from "./words.ts";

/** What a unit is in Jalon; null for one of a file that was brought. */
export type UnitAbout =
  | Readonly<{ declaration: number }>
  | Readonly<{ operation: string; declarations: readonly number[] }>
  | Readonly<{ register: string; operation: string; record: number }>;

/** A unit of a population as it is kept. */
export type KeptUnit = Readonly<{
  unit: string;
  /** Euros, two digits; 1.00 for what is counted. */
  amount: string;
  stratum: string;
  period: string;
  excluded: string | null;
  about: UnitAbout | null;
}>;

/** So many units are kept with a sample. */
export const mostUnits = 50_000;

/** Returns the population as it is at this moment, as far as the asker sees it, and what is kept of where it comes from. */
export const populationFrom = async (
  desk: MoneyDesk,
  source: Source,
): Promise<Readonly<{ units: readonly KeptUnit[]; kept: KeptSource }>> => {
  const units = await unitsOf(desk, source);
  if (units.length === 0) throw emptyPopulation();
  if (units.length > mostUnits) throw tooLarge(mostUnits);
  if (source.kind !== "file") return { units, kept: source };
  return { units, kept: { kind: "file", name: source.name } };
};

const unitsOf = (desk: MoneyDesk, source: Source): Promise<readonly KeptUnit[]> => {
  switch (source.kind) {
    case "declared":
      return declaredUnits(desk, source);
    case "applied":
      return appliedUnits(desk, source);
    case "records":
      return recordUnits(desk, source);
    case "file":
      return fileUnits(source.csv);
  }
};

type Amount = Readonly<{
  declaration: number;
  number: string;
  operation: string;
  until: string;
  amount: string;
  /** Says which part of a declaration it is, where that is not all of it. */
  of: string;
}>;

const declaredUnits = async (
  { house, client, who }: MoneyDesk,
  source: Extract<Source, { kind: "declared" }>,
): Promise<readonly KeptUnit[]> => {
  const columns = { operation: "d.operation", partner: "d.partner" };
  const seen = who ? house.guards.listing(who, "money:read", columns, 3) : { text: "true", values: [] };
  const { rows } = await client.query<Amount>(
    `select d.id as declaration, d.number, d.operation, d.period_until::text as "until", d.total::text as amount, '' as of
     from declaration.declaration d
     where d.state = 'submitted' and d.period_until between $1 and $2 and ${seen.text} order by d.number`,
    [source.from, source.until, ...seen.values],
  );
  const halfOf = (until: string) => `${until.slice(0, 4)}-${Number(until.slice(5, 7)) <= 6 ? 1 : 2}`;
  return grouped(
    rows,
    source.unit,
    strataBy(house, source.strata),
    source.periods === "half_years" ? halfOf : () => "",
  );
};

/**
 * What was applied for in the year counts as one amount with what was taken back of it in the same year; what was taken
 * back of an earlier year is a negative unit of its own (Reg. 480/2014, Art. 28(7)).
 */
const appliedUnits = async (
  { house, client, who }: MoneyDesk,
  source: Extract<Source, { kind: "applied" }>,
): Promise<readonly KeptUnit[]> => {
  const columns = { operation: "d.operation", partner: "d.partner" };
  const seen = who ? house.guards.listing(who, "money:read", columns, 2) : { text: "true", values: [] };
  const { rows } = await client.query<Amount>(
    `select d.id as declaration, d.number, d.operation, d.period_until::text as "until", sum(l.eligible)::text as amount,
       case when l.year = a.accounting_year then '' else l.year::text end as of
     from commission.application_line l
     join commission.application a on a.id = l.application and a.state = 'submitted' and a.accounting_year = $1
     join declaration.declaration d on d.id = l.declaration
     where ${seen.text}
     group by d.id, 6 having sum(l.eligible) <> 0 order by d.number, 6`,
    [source.accountingYear, ...seen.values],
  );
  return grouped(rows, source.unit, strataBy(house, source.strata), () => "");
};

const strataBy =
  ({ programme }: MoneyDesk["house"], strata: "none" | "operation" | "priority") =>
  (operation: string): string => {
    if (strata === "none") return "";
    return strata === "operation" ? operation : (programme.operations.get(operation)?.priority ?? "");
  };

const grouped = (
  amounts: readonly Amount[],
  unit: "declaration" | "operation",
  stratumOf: (operation: string) => string,
  periodOf: (until: string) => string,
): readonly KeptUnit[] => {
  type Group = { unit: string; cents: bigint; stratum: string; period: string; about: UnitAbout };
  const groups = new Map<string, Group>();
  for (const { declaration, number, operation, until, amount, of } of amounts) {
    const period = periodOf(until);
    const name =
      unit === "declaration" ? number : [operation, period].filter((part) => part !== "").join(" ");
    const key = of === "" ? name : `${name} (${of.slice(0, 4)})`;
    const { units: cents } = withScale(exact(amount), 2);
    const group = groups.get(key);
    if (!group) {
      const about = unit === "declaration" ? { declaration } : { operation, declarations: [declaration] };
      groups.set(key, { unit: key, cents, stratum: stratumOf(operation), period, about });
      continue;
    }
    group.cents += cents;
    if ("declarations" in group.about)
      group.about = { operation, declarations: [...new Set([...group.about.declarations, declaration])] };
  }
  return [...groups.values()].map(({ cents, ...group }) => ({
    ...group,
    amount: centsText(cents),
    excluded: null,
  }));
};

const centsText = (cents: bigint): string => {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** By their number: who somebody is stands nowhere in a population. */
const recordUnits = async (
  desk: MoneyDesk,
  source: Extract<Source, { kind: "records" }>,
): Promise<readonly KeptUnit[]> => {
  const { house, client, who } = desk;
  const register = house.programme.registers.get(source.register);
  if (!register || !register.operations.includes(source.operation)) throw noSuchField();
  if (!mayAt(desk, "records:read", { operation: source.operation, partner: null })) throw notAllowed();
  const named = source.field ?? register.datedBy;
  const field = named === undefined ? undefined : register.fields.get(named);
  const isDated = source.from !== undefined || source.until !== undefined;
  if (isDated && field?.type !== "date") throw noSuchField();
  const seen = who
    ? readableSql(house.guards, who, "records:read", register, 4)
    : { text: "true", values: [] };
  const when =
    isDated && field
      ? `${sqlName(field.id)} between coalesce($2::date, '-infinity') and coalesce($3::date, 'infinity')`
      : "($2::date is null and $3::date is null)";
  const { rows } = await client.query<{ record: number }>(
    `select "record" from ${tableOf(register)} where "operation" = $1 and ${when} and ${seen.text}
     order by "record" limit ${mostUnits + 1}`,
    [source.operation, source.from ?? null, source.until ?? null, ...seen.values],
  );
  return rows.map(({ record }) => ({
    unit: `${source.operation}/${record}`,
    amount: "1.00",
    stratum: "",
    period: "",
    excluded: null,
    about: { register: register.id, operation: source.operation, record },
  }));
};

const fileUnits = async (csv: string): Promise<readonly KeptUnit[]> => {
  const folder = await mkdtemp(join(tmpdir(), "jalon-population-"));
  try {
    const path = join(folder, "population.csv");
    await writeFile(path, csv, { mode: 0o600 });
    const { frame } = await readSampleFile(path, undefined, false);
    return frame.units.map(({ id, cents, stratum, period, excluded }) => ({
      unit: id,
      amount: centsText(cents),
      stratum,
      period,
      excluded: excluded ? "exclu · uitgesloten · excluded" : null,
      about: null,
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
