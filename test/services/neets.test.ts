import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Condition, RecordValues } from "../../src/definition/condition/condition.ts";
import { toCheck } from "../../src/definition/condition/evaluate.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { recordCheck } from "../../src/register/check.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const participants = programme.registers.get("participants");
const contacts = programme.registers.get("outreach_contacts");
const eligible = programme.figures.get("neets_eligible")?.computation;
assert.ok(participants && contacts && eligible?.kind === "count" && eligible.when);
const isEligible = toCheck(eligible.when);

const entering = (bent: RecordValues = {}): RecordValues => ({
  operation: "neets",
  partner: "neet_cap_senne",
  person_number: "DEMO-1",
  birth_date: "1990-11-17",
  entry_date: "2020-11-16",
  employment_at_entry: "inactive",
  in_education_at_entry: false,
  postcode: "1080",
  ...bent,
});
const ageDoubt = (bent: RecordValues) =>
  recordCheck(participants)(entering(bent)).some(({ rule }) => rule === "neet_age");

test("a NEET is under thirty on the day of entry: the day before the birthday, not on it, 29 February too", () => {
  for (const [born, entry, isYoungEnough] of [
    ["1990-11-17", "2020-11-16", true],
    ["1990-11-16", "2020-11-16", false],
    // Born on a leap day, thirty comes with 1 March in a year that has none.
    ["1988-02-29", "2018-02-28", true],
    ["1988-02-29", "2018-03-01", false],
    ["1990-02-28", "2020-02-29", false],
    ["1990-03-01", "2020-02-29", true],
  ] as const) {
    const bent = { birth_date: born, entry_date: entry };
    assert.equal(isEligible(entering(bent)), isYoungEnough, `${born} on ${entry}`);
    assert.equal(ageDoubt(bent), !isYoungEnough, `${born} on ${entry}`);
  }
});

test("a NEET is neither in work, nor in school or training, and lives in the Region", () => {
  assert.equal(isEligible(entering()), true);
  for (const bent of [
    { employment_at_entry: "employed" },
    { employment_at_entry: "self_employed" },
    { in_education_at_entry: true },
    { in_education_at_entry: null },
    { postcode: "1800" },
    { postcode: null },
    { operation: "cpas" },
  ])
    assert.equal(isEligible(entering(bent)), false, JSON.stringify(bent));
});

const contact = (bent: RecordValues = {}): RecordValues => ({
  operation: "neets",
  partner: "neet_cap_senne",
  contact_reference: "c-1",
  youngster: "ABC-DEFG",
  contacted_on: "2020-11-16",
  stage: "contacted",
  ...bent,
});

test("a contact takes no name, telephone or birth date before the person agreed, and all of them after", () => {
  const rules = (bent: RecordValues) =>
    recordCheck(contacts)(contact(bent)).map(({ rule, field }) => `${rule} ${field}`);
  assert.deepEqual(rules({ nickname: "casquette rouge" }), []);
  for (const [field, value] of Object.entries({
    last_name: "Exempledelarue",
    first_name: "Aline",
    phone: "0400",
    birth_date: "2001-02-03",
  })) {
    assert.deepEqual(rules({ [field]: value }), [`not_before_consent ${field}`]);
    assert.deepEqual(rules({ [field]: value, agreed_on: "2020-11-16" }), []);
    const shown: Condition | undefined = contacts.fields.get(field)?.shownWhen;
    assert.ok(shown && !toCheck(shown)(contact()), `${field} is not even asked`);
  }
});

test("nobody is in the programme without having agreed", () => {
  const refused = (bent: RecordValues) =>
    recordCheck(contacts)(contact({ stage: "in_programme", ...bent })).map(({ rule }) => rule);
  assert.deepEqual(refused({}), ["programme_needs_agreement"]);
  assert.deepEqual(refused({ agreed_on: "2020-11-16" }), []);
});
