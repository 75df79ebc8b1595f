import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { recordsOf } from "../definition/condition/evaluate.ts";
import { recordCheck, recordsCheck } from "./check.ts";

const programme = tinyProgramme();
const participants = registerOf(programme, "participants");
const workshops = registerOf(programme, "workshop_hours");

const workshop = (bent: RecordValues = {}): RecordValues => ({
  operation: "guidance",
  partner: "north_workshop",
  person_number: "V-1",
  held_on: "2020-03-12",
  hours: "2.50",
  theme: "letter",
  online: false,
  room: "Salle bleue",
  ...bent,
});

const rulesBroken = (record: RecordValues) =>
  recordCheck(workshops)(record).map(({ rule, field }) => `${rule} ${field}`);

test("a record that answers everything as it should has no findings", () => {
  assert.deepEqual(rulesBroken(workshop()), []);
});

test("a required answer that is missing is found, and a conditional one only when its condition holds", () => {
  assert.deepEqual(rulesBroken(workshop({ hours: null })), ["required hours"]);
  assert.deepEqual(rulesBroken(workshop({ room: null })), ["required room"]);
  assert.deepEqual(rulesBroken(workshop({ room: null, online: true })), []);
  assert.deepEqual(rulesBroken(workshop({ room: null, online: null })), []);
});

test("all that is wrong with a record is told, in the order of the definition, not the first thing only", () => {
  assert.deepEqual(rulesBroken(workshop({ held_on: "2014-01-01", hours: "9.00", room: null })), [
    "required room",
    "long_workshop hours",
    "within_operation held_on",
  ]);
});

test("a rule follows the value that its parameter had on the date of the record", () => {
  assert.deepEqual(rulesBroken(workshop({ held_on: "2019-12-31", hours: "7.00" })), ["long_workshop hours"]);
  assert.deepEqual(rulesBroken(workshop({ held_on: "2020-01-01", hours: "7.00" })), []);
});

test("a date before the earliest day that its field allows is refused, in words", () => {
  const [finding] = recordCheck(participants)({
    operation: "guidance",
    person_number: "V-1",
    entry_date: "2020-03-02",
    birth_date: "1899-12-31",
  }).filter(({ rule }) => rule === "out_of_range");
  assert.equal(finding?.field, "birth_date");
  assert.equal(finding.severity, "refuse");
  assert.deepEqual(finding.expected, {
    fr: "une date à partir du 01/01/1900",
    nl: "een datum vanaf 01/01/1900",
    en: "a date from 01/01/1900 on",
  });
});

test("checking rows of a file finds what checking each record by itself finds, whatever its columns", () => {
  const values: Record<string, fc.Arbitrary<Value>> = {};
  for (const { id, type, choices } of participants.fields.values()) {
    const some: Record<typeof type, fc.Arbitrary<Value>> = {
      text: fc.constantFrom("A-1", "1070"),
      integer: fc.integer({ min: 0, max: 3 }),
      decimal: fc.constantFrom("1.0000", "2.5000"),
      date: fc.constantFrom(
        "1950-02-28",
        "2000-02-29",
        "2017-05-01",
        "2019-03-31",
        "2020-03-02",
        "2024-01-01",
      ),
      boolean: fc.boolean(),
      choice: fc.constantFrom(...(choices ?? []).map(({ code }) => code), "none"),
    };
    values[id] = fc.option(some[type], { freq: 3 });
  }
  const ids = [...participants.fields.keys()];
  const checkOne = recordCheck(participants);
  fc.assert(
    fc.property(
      fc.array(fc.record(values), { minLength: 1, maxLength: 6 }),
      fc.subarray(ids),
      fc.constantFrom("guidance", "first_step", "unknown"),
      (answers, present, operation) => {
        const given = {
          operation,
          partner: "north_workshop",
          ...Object.fromEntries(ids.filter((id) => !present.includes(id)).map((id) => [id, null])),
        };
        const records = answers.map((each): RecordValues => ({ ...each, ...given }));
        const found = recordsCheck(participants, given)(recordsOf(records));
        const told = (findings: ReturnType<typeof checkOne>) =>
          findings.map(({ rule, field }) => `${rule} ${field}`);
        assert.deepEqual(
          records.map((_, at) => told(found.get(at) ?? [])),
          records.map((record) => told(checkOne(record))),
        );
      },
    ),
    { numRuns: 200 },
  );
});
