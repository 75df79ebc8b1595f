import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "yaml";
import type { Value } from "../definition/condition/condition.ts";
import { loadProgramme } from "../definition/load.ts";
import { checkFile, type CheckResult } from "../intake/check.ts";
import { type Destination, findDestination } from "../intake/destination.ts";
import { UnreadableFile } from "../intake/file/unreadable.ts";
import type { ExpectedAnswer } from "./broken.ts";
import { type DemonstrationFiles, generateDemonstration } from "./generate.ts";
import { type Demonstration, readDemonstration } from "./inputs.ts";

const programme = loadProgramme(join(import.meta.dirname, "../../definitions/brussels-2014-2020"));
const inputs = readDemonstration(programme.folder);
assert.ok(inputs);

/** The same demonstration, smaller: a fortieth of every count, but no less than 200 where there are that many. */
const small = (whole: Demonstration): Demonstration => {
  const fewer = (perYear: Record<string, number> | undefined) =>
    perYear &&
    Object.fromEntries(
      Object.entries(perYear).map(([year, count]) => [
        year,
        Math.max(Math.ceil(count / 40), Math.min(count, 200)),
      ]),
    );
  return {
    ...whole,
    files: { monthly_from: 60, quarterly_from: 20 },
    batches: whole.batches.map((batch) => ({
      ...batch,
      records: fewer(batch.records),
      groups: fewer(batch.groups),
    })),
  };
};

type Read = { path: string; to: Destination; check: CheckResult; rows: Record<string, Value>[] };

const read = async (path: string): Promise<Read> => {
  const to = findDestination(programme, path, {});
  assert.ok("register" in to, path);
  const rows: Record<string, Value>[] = [];
  const check = await checkFile({
    ...to,
    programme,
    secret: new Uint8Array(32),
    take: async (batch, { fields }) => {
      for (const { answers } of batch)
        rows.push({
          partner: to.partner,
          ...Object.fromEntries(fields.map(({ field }, at) => [field.id, answers[at] ?? null])),
        });
    },
  });
  return { path, to, check, rows };
};

const demonstration = small(inputs);
let folder: string;
let made: DemonstrationFiles;
let files: Read[];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "jalon-demonstration-"));
  made = await generateDemonstration(programme, join(folder, "one"), { inputs: demonstration });
  files = [];
  for (const path of made.files) files.push(await read(path));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Each record of an operation's register once, as its first entry has it; rows that tell more later are passed over. */
const recordsOf = (operation: string, register: string): Record<string, Value>[] => {
  const { identity = [], datedBy = "" } = programme.registers.get(register) ?? {};
  const first = new Map<string, Record<string, Value>>();
  for (const { to, rows } of files) {
    if (to.operation !== operation || to.register.id !== register) continue;
    for (const row of rows) {
      const key = identity.map((field) => String(row[field])).join("|");
      const known = first.get(key);
      if (!known || String(row[datedBy]) < String(known[datedBy])) first.set(key, row);
    }
  }
  return [...first.values()];
};

test("no clean file is refused", () => {
  assert.ok(files.length > 200);
  for (const { path, check } of files) assert.deepEqual(check.counts.refuse, 0, path);
});

/** What the programme's own file asks, which the report counts; what services add hangs on it and has dates of its own. */
const own = (): Demonstration["batches"] => {
  const file = readFileSync(join(programme.folder, "demonstration.yaml"), "utf8");
  return demonstration.batches.slice(0, (parse(file) as Demonstration).batches.length);
};

test("the files hold as many records per operation, register and year as the inputs ask", () => {
  const wanted = new Map<string, number>();
  for (const { operation, register, records } of own())
    for (const [year, count] of Object.entries(records ?? {})) {
      const key = `${operation} ${register} ${year}`;
      wanted.set(key, (wanted.get(key) ?? 0) + count);
    }
  assert.ok(wanted.size > 30);
  const found = new Map<string, number>();
  for (const key of wanted.keys()) {
    const [operation = "", register = "", year = ""] = key.split(" ");
    const datedBy = programme.registers.get(register)?.datedBy ?? "";
    const records = recordsOf(operation, register).filter((row) => String(row[datedBy]).startsWith(year));
    found.set(key, records.length);
  }
  assert.deepEqual(found, wanted);
});

test("classes, pupils, authorities and cases are as many as asked, with several records for some", () => {
  let severalTimes = 0;
  for (const { operation, register, partners, groups, group, combination, from } of own()) {
    if (!groups) continue;
    const { fields, datedBy = "" } = programme.registers.get(register) ?? {};
    const same = [group, combination, from?.copy].flatMap((part) => Object.keys(part ?? {}));
    for (const [year, count] of Object.entries(groups)) {
      const records = recordsOf(operation, register).filter(
        (row) => String(row[datedBy]).startsWith(year) && (!partners || String(row["partner"]) in partners),
      );
      const found = new Set(
        records.map((row) =>
          same
            .filter((field) => fields?.has(field))
            .map((field) => row[field])
            .join("|"),
        ),
      );
      assert.equal(found.size, count, `${operation} ${register} ${year}`);
      if (records.length > found.size) severalTimes++;
    }
  }
  assert.ok(severalTimes > 0);
});

test("what is said of the same thing in two registers agrees: hours, the cost of a plan, the kind of an authority", () => {
  const sums = (operation: string, register: string, number: string, keys: readonly string[]) => {
    const found = new Map<string, number>();
    for (const row of recordsOf(operation, register)) {
      const key = keys.map((field) => String(row[field])).join("|");
      found.set(key, (found.get(key) ?? 0) + Number(row[number]));
    }
    return found;
  };
  const of2019 = (row: Record<string, Value>) => row["year_from"] === "2019-01-01";
  const hours = new Map<string, number>();
  for (const row of recordsOf("technical_assistance", "staff_time"))
    if (String(row["month"]).startsWith("2019")) {
      const post = String(row["post_code"]);
      hours.set(post, (hours.get(post) ?? 0) + Number(row["hours"]));
    }
  const settled = recordsOf("technical_assistance", "staff_years").filter(of2019);
  assert.equal(settled.length, 4);
  for (const row of settled)
    assert.equal(Number(row["hours_settled"]), hours.get(String(row["post_code"])), String(row["post_code"]));

  const plan = ["company_number", "plan_rank"];
  const costs = sums("diversity", "diversity_plans", "planned_cost", plan);
  const actions = sums("diversity", "diversity_actions", "cost", plan);
  assert.ok(actions.size > 20);
  for (const [key, cost] of actions) assert.equal(cost, costs.get(key), key);

  const kinds = new Map(
    recordsOf("social_clauses", "clause_authorities").map((row) => [
      row["authority_number"],
      row["authority_kind"],
    ]),
  );
  const contracts = recordsOf("social_clauses", "clause_contracts");
  assert.ok(contracts.length > 20);
  for (const row of contracts)
    assert.equal(row["authority_kind"], kinds.get(row["authority_number"] ?? null));
});

test("the same inputs give the same bytes, in any time zone", async () => {
  const zone = process.env["TZ"];
  process.env["TZ"] = "Pacific/Apia";
  try {
    const again = await generateDemonstration(programme, join(folder, "two"), { inputs: demonstration });
    const names = (root: string, { files, brokenFiles }: DemonstrationFiles) =>
      [...files, ...brokenFiles].map((path) => relative(join(folder, root), path));
    assert.deepEqual(names("two", again), names("one", made));
    for (const name of [...names("one", made), "broken/expected-remarks.json"]) {
      const [one, two] = await Promise.all([
        readFile(join(folder, "one", name)),
        readFile(join(folder, "two", name)),
      ]);
      assert.ok(one.equals(two), name);
    }
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});

test("each broken file gets exactly the remarks that were planted in it", async () => {
  const expected: ExpectedAnswer[] = JSON.parse(
    await readFile(join(folder, "one", "broken", "expected-remarks.json"), "utf8"),
  );
  assert.equal(expected.length, made.brokenFiles.length);
  assert.ok(expected.length >= 12);
  const byPlace = (a: { row: number; rule: string }, b: { row: number; rule: string }) =>
    a.row - b.row || (a.rule < b.rule ? -1 : 1);
  for (const answer of expected) {
    const reading = read(join(folder, "one", answer.file));
    if ("unreadable" in answer) {
      await assert.rejects(
        reading,
        (error) =>
          error instanceof UnreadableFile && error.code === answer.unreadable && error.row === answer.row,
        answer.file,
      );
      continue;
    }
    const { check } = await reading;
    const said = check.remarks.map(({ row, column, header, rule, severity }) => ({
      row,
      column: column === null ? null : (header ?? null),
      rule,
      severity,
    }));
    assert.ok(check.counts.refuse > 0, answer.file);
    assert.deepEqual(said.toSorted(byPlace), answer.remarks.toSorted(byPlace), answer.file);
  }
});

test("partners keep different habits", () => {
  const tables = files.map(({ check }) => check.table);
  const kinds = (kind: (table: (typeof tables)[number]) => unknown) => new Set(tables.map(kind));
  assert.deepEqual(
    kinds(({ format }) => format),
    new Set(["csv", "xlsx"]),
  );
  assert.ok(kinds(({ encoding }) => encoding).has("windows-1252"));
  assert.ok(kinds(({ encoding }) => encoding).has("utf-8"));
  for (const delimiter of [",", ";", "\t"]) assert.ok(kinds((table) => table.delimiter).has(delimiter));
  const headings = new Set(
    files.flatMap(({ check }) => check.columns?.fields.map(({ header }) => header) ?? []),
  );
  for (const heading of ["Date d'entrée", "Datum van instap", "N° IBIS"])
    assert.ok(headings.has(heading), heading);
});

test("nobody and nothing can be taken for real", () => {
  for (const row of files.flatMap(({ rows }) => rows)) {
    const number = row["person_number"] ?? row["parent_number"];
    if (typeof number === "string") assert.match(number, /^([A-Z]{1,5}-)?DEMO-\d{7}$/);
    const email = row["email"];
    if (typeof email === "string") assert.ok(email.endsWith(`@${demonstration.names.mail_domain}`));
    for (const field of ["employer_number", "company_number", "authority_number"]) {
      const enterprise = row[field];
      if (typeof enterprise === "string") assert.ok(enterprise < "0200000000", enterprise);
    }
  }
});

test("no file tells what happened after the horizon", () => {
  for (const { to, rows } of files) {
    const dates = [to.register.datedBy ?? "", "leave_date", "closed_on", "offer_made_on"];
    // What is planned for later has not happened.
    for (const row of rows.filter(({ state }) => state !== "planned"))
      for (const field of dates) assert.ok(String(row[field] ?? "") <= demonstration.horizon, to.path);
  }
});

test("a person who leaves after the file stands in a later one, with the leave date", () => {
  const byPerson = new Map<string, Value[]>();
  for (const { to, rows } of files)
    if (to.register.id === "participants")
      for (const row of rows) {
        const key = `${to.operation} ${String(row["person_number"])}`;
        byPerson.set(key, [...(byPerson.get(key) ?? []), row["leave_date"] ?? null]);
      }
  const learned = [...byPerson.values()].filter(
    ([first, later]) => first === null && typeof later === "string",
  );
  assert.ok(learned.length > 0);
});

test("some people are in two operations, some come back to the same one", () => {
  const operations = new Map<string, Set<string>>();
  const entries = new Map<string, Set<Value>>();
  for (const { to, rows } of files)
    if (to.register.id === "participants")
      for (const row of rows) {
        const person = String(row["person_number"]);
        operations.set(person, (operations.get(person) ?? new Set()).add(to.operation));
        const key = `${to.operation} ${person}`;
        entries.set(key, (entries.get(key) ?? new Set()).add(row["entry_date"] ?? null));
      }
  assert.ok([...operations.values()].some(({ size }) => size === 2));
  assert.ok([...entries.values()].some(({ size }) => size === 2));
});

test("some records are incomplete, and every partner's are mostly complete", () => {
  const participants = files.filter(({ to }) => to.register.id === "participants");
  const incomplete = participants.reduce((sum, { check }) => sum + check.counts.incomplete, 0);
  const rows = participants.reduce((sum, { check }) => sum + check.rows, 0);
  assert.ok(incomplete > 0 && incomplete < rows / 20, `${incomplete} of ${rows}`);
});
