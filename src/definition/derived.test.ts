import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { recordCheck } from "../register/check.ts";
import { fieldsBehind } from "./condition/condition.ts";
import { answerTo } from "./condition/evaluate.ts";
import { fieldSql } from "./condition/sql.ts";
import { loadProgramme } from "./load.ts";
import { DefinitionError } from "./problem.ts";

const label = "label: { fr: a, nl: b, en: c }";
const withDerived = (...derived: readonly string[]): string => {
  const folder = tinyProgrammeFolder();
  const path = join(folder, "registers", "workshop_hours.yaml");
  const added = derived.map((each) => `  - ${label}\n    ${each}\n`).join("");
  writeFileSync(path, `${readFileSync(path, "utf8").trimEnd()}\nderived:\n${added}`);
  return folder;
};

const problemsOf = (folder: string): string => {
  try {
    loadProgramme(folder);
  } catch (error) {
    if (error instanceof DefinitionError)
      return error.problems.map(({ path, found }) => `${path} ${found}`).join("\n");
    throw error;
  }
  return "";
};

const length = `field: length
    cases:
      - { code: long, ${label}, when: { hours: { above: { parameter: longest_workshop } } } }
      - { code: unknown, ${label}, when: { hours: { known: false } } }
      - { code: usual, ${label} }`;

test("an answer that is worked out is the first case that holds; a later one may ask for it, and so may rules", () => {
  const folder = withDerived(
    length,
    `field: wanted\n    cases:\n      - { code: here, ${label}, when: { length: [long, usual] } }\n      - { code: not_yet, ${label} }`,
  );
  const register = loadProgramme(folder).registers.get("workshop_hours");
  const [first, second] = [...(register?.derived.values() ?? [])];
  assert.ok(register && first && second);
  const held = { held_on: "2020-03-02" };
  const answers = [{ ...held, hours: "24.00" }, { ...held, hours: "1.00" }, held].map((record) => [
    answerTo(first, record),
    answerTo(second, record),
  ]);
  assert.deepEqual(answers, [
    ["long", "here"],
    ["usual", "here"],
    ["unknown", "not_yet"],
  ]);
});

test("cases that can never be reached, that bear the same code, or that ask what is not there are told", () => {
  const never = `field: one\n    cases:\n      - { code: x, ${label} }\n      - { code: y, ${label} }`;
  assert.match(problemsOf(withDerived(never)), /derived\.0\.cases\.0 x/);
  const twice = `field: one\n    cases:\n      - { code: x, ${label}, when: { hours: 1 } }\n      - { code: x, ${label} }`;
  assert.match(problemsOf(withDerived(twice)), /derived\.0\.cases\.1\.code x/);
  const absent = `field: one\n    cases:\n      - { code: x, ${label}, when: { shoe_size: 41 } }\n      - { code: y, ${label} }`;
  assert.match(problemsOf(withDerived(absent)), /derived\.0\.cases\.0\.when\.shoe_size/);
  assert.match(problemsOf(withDerived("field: one")), /derived\.0 one/);
});

test("a date has a quarter and a day in it, the same in the program and in the database's words", () => {
  const folder = withDerived("field: quarter\n    quarter_of: held_on", "field: day\n    day_of: held_on");
  const register = loadProgramme(folder).registers.get("workshop_hours");
  const [quarter, day] = [...(register?.derived.values() ?? [])];
  assert.ok(quarter && day);
  const parts = (held_on: string | null) => [answerTo(quarter, { held_on }), answerTo(day, { held_on })];
  assert.deepEqual(parts("2019-12-31"), [4, 31]);
  assert.deepEqual(parts("2020-01-01"), [1, 1]);
  assert.deepEqual(parts("2020-02-29"), [1, 29]);
  assert.deepEqual(parts("2020-03-31"), [1, 31]);
  assert.deepEqual(parts("2020-04-01"), [2, 1]);
  assert.deepEqual(parts("2020-09-30"), [3, 30]);
  assert.deepEqual(parts(null), [null, null]);
  assert.equal(fieldSql(quarter), 'CAST(extract(quarter from "held_on") AS integer)');
  assert.deepEqual([...fieldsBehind(day)], ["held_on"]);
});

test("a part of what is no date is told, and so is a field that is worked out in two ways", () => {
  assert.match(problemsOf(withDerived("field: one\n    quarter_of: hours")), /derived\.0\.quarter_of hours/);
  assert.match(problemsOf(withDerived("field: one\n    day_of: shoe_size")), /derived\.0\.day_of shoe_size/);
  const two = "field: one\n    day_of: held_on\n    quarter_of: held_on";
  assert.match(problemsOf(withDerived(two)), /derived\.0 one/);
});

test("a field that waits for an agreement names a date, is not asked before it, and takes no answer", () => {
  const add = (date: string) => {
    const folder = tinyProgrammeFolder();
    const path = join(folder, "registers", "workshop_hours.yaml");
    const yaml = readFileSync(path, "utf8");
    const field = `  - field: remark\n    ${label}\n    type: text\n    only_with: ${date}\n  - field: agreed_on\n    label: { fr: accord, nl: akkoord, en: agreed }\n    type: date\n`;
    writeFileSync(path, yaml.replace("\nrules:\n", `\n${field}\nrules:\n`));
    return folder;
  };
  assert.match(problemsOf(add("theme")), /fields\.\d+\.only_with theme/);
  const register = loadProgramme(add("agreed_on")).registers.get("workshop_hours");
  assert.ok(register);
  const rules = (bent: Readonly<Record<string, string>>) =>
    recordCheck(register)({ ...bent })
      .filter(({ field }) => field === "remark")
      .map(({ rule, severity }) => `${rule} ${severity}`);
  assert.deepEqual(rules({ remark: "x" }), ["not_before_consent refuse"]);
  assert.deepEqual(rules({ remark: "x", agreed_on: "2020-03-02" }), []);
  assert.deepEqual(rules({}), []);
});
