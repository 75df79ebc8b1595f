import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PoolClient } from "pg";
import { openDatabase, type Database } from "../database/connect.ts";
import { temporaryDatabase } from "../database/forTests.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { loadProgramme } from "../definition/load.ts";
import type { Programme } from "../definition/programme.ts";
import { prepareStore } from "../intake/store.ts";
import { tableOf } from "../register/table.ts";
import { Snapshot, type SnapshotPolicy } from "./snapshot.ts";

/** A tiny invented programme in which every kind of figure occurs, with a store and a folder of its own. */
export type FigureBench = {
  programme: Programme;
  database: Database;
  dataFolder: string;
  /** Opens a snapshot that `drop` closes. */
  open(policy?: SnapshotPolicy, folder?: string): Promise<Snapshot>;
  /** Writes records, changes and removals in one transaction of the trail; returns its number. */
  change(work: (write: Writer) => Promise<void>): Promise<number>;
  drop(): Promise<void>;
};

export type TestRecord = Readonly<{ operation: string; partner: string; person?: string; values: Values }>;
type Values = Readonly<Record<string, string | number | boolean | null>>;
export type Writer = Readonly<{
  add: (register: string, record: TestRecord) => Promise<number>;
  set: (register: string, at: { operation: string; record: number }, values: Values) => Promise<void>;
  remove: (register: string, at: { operation: string; record: number }) => Promise<void>;
}>;

/** Makes the programme and its empty store; `bent` may change its definitions, by file. */
export const figureBench = async (
  bent: (files: Readonly<Record<string, string>>) => Readonly<Record<string, string>> = (same) => same,
): Promise<FigureBench> => {
  const temporary = await temporaryDatabase();
  const database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
  const definitions = join(temporary.folder, "definitions");
  for (const [name, content] of Object.entries(bent(files))) {
    await mkdir(join(definitions, name, ".."), { recursive: true });
    await writeFile(join(definitions, name), content);
  }
  const programme = loadProgramme(join(definitions, "hills"));
  await prepareStore(database.pool, programme);
  const opened: Snapshot[] = [];
  return {
    programme,
    database,
    dataFolder: temporary.folder,
    open: async (policy, folder = temporary.folder) => {
      const snapshot = await Snapshot.open({ pool: database.pool, programme, dataFolder: folder, policy });
      opened.push(snapshot);
      return snapshot;
    },
    change: async (work) => {
      const client = await database.pool.connect();
      try {
        return await changeIn(client, programme, work);
      } catch (error) {
        await client.query("rollback");
        throw error;
      } finally {
        client.release();
      }
    },
    drop: async () => {
      for (const snapshot of opened) snapshot.close();
      await database.close();
      await temporary.drop();
    },
  };
};

const changeIn = async (
  client: PoolClient,
  programme: Programme,
  work: (write: Writer) => Promise<void>,
): Promise<number> => {
  await client.query("begin");
  const { rows } = await client.query<{ seq: number }>(
    "select coalesce(max(seq), 0) + 1 as seq from trail.change",
  );
  const seq = rows[0]?.seq ?? 1;
  let entries = 0;
  const table = (id: string) => {
    const register = programme.registers.get(id);
    if (!register) throw new Error(`no register ${id}`);
    return tableOf(register);
  };
  const entry = async (register: string, operation: string, record: number, kind: string) => {
    entries += 1;
    await client.query(
      `insert into trail.entry (change, n, register, operation, partner, record, kind, hash)
       values ($1, $2, $3, $4, 'p', $5, $6, '')`,
      [seq, entries, register, operation, record, kind],
    );
  };
  await work({
    add: async (register, { operation, partner, person, values }) => {
      const names = Object.keys(values);
      const { rows: added } = await client.query<{ record: number }>(
        `insert into ${table(register)} (operation, partner, identity_key, person_key, definition, change${names.map((name) => `, ${sqlName(name)}`).join("")})
         values ($1, $2, gen_random_uuid()::text::bytea, sha256($3::text::bytea), 'd', $4${names.map((_, n) => `, $${n + 5}`).join("")})
         returning record`,
        [operation, partner, person ?? null, seq, ...Object.values(values)],
      );
      const record = added[0]?.record ?? 0;
      await entry(register, operation, record, "added");
      return record;
    },
    set: async (register, { operation, record }, values) => {
      const sets = Object.keys(values).map((name, n) => `${sqlName(name)} = $${n + 4}`);
      await client.query(
        `update ${table(register)} set ${["change = $3", ...sets].join(", ")} where operation = $1 and record = $2`,
        [operation, record, seq, ...Object.values(values)],
      );
      await entry(register, operation, record, "changed");
    },
    remove: async (register, { operation, record }) => {
      await client.query(`delete from ${table(register)} where operation = $1 and record = $2`, [
        operation,
        record,
      ]);
      await entry(register, operation, record, "removed");
    },
  });
  await client.query("select trail.close($1, 'test', 'test', '', 'd', '')", [seq]);
  await client.query("commit");
  return seq;
};

const text = (words: string) => `{ fr: "${words}", nl: "${words}", en: "${words}" }`;
const source = "{ article: invented, verified: false }";
const yaml = (words: TemplateStringsArray, ...values: string[]) => String.raw({ raw: words }, ...values);

const files: Record<string, string> = {
  "period/framework.yaml": yaml`
framework: period
version: "1"
title: ${text("Period")}
period: { from: "2014-01-01", until: "2020-12-31" }
eligible_until: "2023-12-31"
funds:
  - { fund: ESF, label: ${text("ESF")} }
  - { fund: YEI, label: ${text("YEI")} }
parameters:
  - parameter: young
    label: ${text("Age limit of the young")}
    unit: years
    values:
      - { from: "2014-01-01", value: 25, source: ${source} }
      - { from: "2020-01-01", value: 30, source: ${source} }
conditions:
  - condition: young
    register: people
    label: ${text("young")}
    when: { age: { below: { parameter: young } } }
    source: ${source}
`,
  "hills/programme.yaml": yaml`
programme: hills
framework: period
version: "1.2"
title: ${text("Hills")}
identifier: invented
authority: ${text("Authority")}
approved_on: "2014-12-12"
priorities:
  - { priority: work, number: 1, title: ${text("Work")}, region_category: ${text("any")}, calculation_basis: ${text("any")}, budget: "1000000.10", source: ${source} }
  - { priority: care, number: 2, title: ${text("Care")}, region_category: ${text("any")}, calculation_basis: ${text("any")}, budget: "0.05", source: ${source} }
objectives:
  - { objective: jobs, priority: work, title: ${text("Jobs")}, source: ${source} }
  - { objective: places, priority: care, title: ${text("Places")}, source: ${source} }
partners:
  - { partner: alpha, name: ${text("Alpha")}, kind: public }
  - { partner: beta, name: ${text("Beta")}, kind: ngo }
  - { partner: gamma, name: ${text("Gamma")}, kind: ngo }
operations:
  - { operation: paths, objective: jobs, title: ${text("Paths")}, fund: ESF, starts: "2018-01-01", ends: "2021-12-31", esf_contribution_per_year: "100.10", partners: [alpha, beta], registers: [people], source: ${source} }
  - { operation: youth, objective: jobs, title: ${text("Youth")}, fund: YEI, starts: "2020-06-01", ends: "2020-12-31", esf_contribution_per_year: "50.25", partners: [beta], registers: [people], source: ${source} }
  - { operation: nursery, objective: places, title: ${text("Nursery")}, fund: ESF, starts: "2014-01-01", ends: "2023-12-31", partners: [gamma], registers: [stays], source: ${source} }
  - { operation: help, priority: work, title: ${text("Assistance")}, fund: ESF, starts: "2014-01-01", ends: "2023-12-31", partners: [alpha], registers: [], source: ${source} }
`,
  "hills/registers/people.yaml": yaml`
register: people
label: ${text("People")}
record: ${text("participation")}
identity: [number]
person: [number]
dated_by: entered
fields:
  - { field: number, label: ${text("Number")}, type: text, required: true, sensitivity: identity }
  - { field: gender, label: ${text("Gender")}, type: choice, choices: [{ code: man, label: ${text("man")} }, { code: woman, label: ${text("woman")} }] }
  - { field: born, label: ${text("Born")}, type: date }
  - { field: entered, label: ${text("Entered")}, type: date }
  - { field: left, label: ${text("Left")}, type: date }
  - { field: told, label: ${text("Told")}, type: boolean }
  - { field: remark, label: ${text("Remark")}, type: text }
  - { field: school, label: ${text("School")}, type: text }
  - { field: class, label: ${text("Class")}, type: text }
  - { field: weight, label: ${text("Weight")}, type: decimal, scale: 4 }
  - { field: cost, label: ${text("Cost")}, type: decimal }
derived:
  - { field: age, label: ${text("Age")}, age: { born: born, on: entered } }
`,
  "hills/registers/stays.yaml": yaml`
register: stays
label: ${text("Stays")}
record: ${text("stay")}
identity: [number]
person: [number]
fields:
  - { field: number, label: ${text("Number")}, type: text, required: true, sensitivity: identity }
  - { field: since, label: ${text("Since")}, type: date }
  - { field: until, label: ${text("Until")}, type: date }
  - { field: places, label: ${text("Places")}, type: integer }
`,
  "hills/figures.yaml": `figures:
${[
  "figure: all_people, register: people, year: entered",
  "figure: young_people, register: people, year: entered, when: { condition: young }",
  "figure: older_people, register: people, year: entered, when: { not: { condition: young } }",
  "figure: told_leavers, register: people, year: left, when: { told: true, gender: { known: true } }",
  "figure: youth_fund, register: people, year: entered, when: { fund: YEI }",
  "figure: persons, register: people, count: persons, year: entered",
  "figure: classes, register: people, count: { distinct: [school, class] }, year: entered",
  "figure: weighed, register: people, count: { estimate: weight }, year: entered, when: { told: true }",
  "figure: spent, register: people, count: { sum: cost }, year: entered",
  "figure: remarks, register: people, when: { remark: { is_not: 'it''s, \"so\"' } }",
  "figure: stays, register: stays, year: { from: since, until: until }",
  "figure: children, register: stays, count: persons, year: { from: since, until: until }",
  "figure: places, register: stays, count: { sum: places }, year: { from: since, until: until }",
  "figure: people_and_stays, sum: [all_people, stays]",
  "figure: young_and_old, sum: [young_people, older_people, spent]",
  "figure: budget, structure: budget",
  "figure: contribution, structure: esf_contribution",
  "figure: partners, structure: partners",
  "figure: operations, structure: operations",
  "figure: priorities, structure: priorities",
  "figure: with_ngo, structure: operations, when: { carried_out_by_social_partner_or_ngo: 'yes' }",
  "figure: nothing, pending: true",
]
  .map((line) => {
    const id = /^figure: (\w+)/.exec(line)?.[1] ?? "";
    return `  - { ${line}, label: ${text(id)}, source: ${source} }`;
  })
  .join("\n")}
`,
};
