import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadProgramme } from "../../src/definition/load.ts";
import type { RecordValues } from "../../src/definition/condition/condition.ts";
import { lastDayFrom } from "../../src/places/request.ts";
import { recordCheck } from "../../src/register/check.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const rulesOf = (register: string, usual: RecordValues) => {
  const found = programme.registers.get(register);
  assert.ok(found);
  const check = recordCheck(found);
  return (bent: RecordValues) =>
    check({ operation: "european_internships", partner: "actiris_international", ...usual, ...bent })
      .filter(({ severity }) => severity !== "incomplete")
      .map(({ rule, severity }) => `${rule} ${severity}`);
};

const participant = rulesOf("participants", {
  person_number: "ESSAI-1",
  postcode: "1190",
  birth_date: "1995-04-10",
  entry_date: "2020-01-13",
  employment_at_entry: "unemployed",
  migrant_or_minority: "no",
  disability: "no",
  other_disadvantage: "no",
  host_country: "ES",
  planned_end: "2020-04-10",
});

const candidacy = rulesOf("internship_candidacies", {
  person_number: "ESSAI-1",
  birth_date: "1995-04-10",
  applied_on: "2019-10-01",
  wanted_from: "2020-01-13",
  never_before: true,
  state: "agreement",
  host_number: "H-001",
  host_country: "ES",
  departs_on: "2020-01-13",
  planned_end: "2020-04-10",
});

/** Both registers say the same: who departs is first a candidate, and then a participant. */
const both = (departs: string, planned: string, more: RecordValues = {}): string[][] => [
  participant({ entry_date: departs, planned_end: planned, ...more }),
  candidacy({ departs_on: departs, planned_end: planned, ...more }),
];

const tooOld = ["P17_age refuse", "internship_age refuse"];

test("one departs until the eve of the thirtieth birthday, and not on the birthday", () => {
  const born = { birth_date: "1990-06-15" };
  assert.deepEqual(both("2020-06-14", "2020-09-11", born), [[], []]);
  assert.deepEqual(both("2020-06-15", "2020-09-11", born), [tooOld, ["candidacy_age refuse"]]);
});

test("whoever was born on 29 February is thirty on 1 March", () => {
  const born = { birth_date: "1988-02-29" };
  assert.deepEqual(both("2018-02-28", "2018-05-31", born), [[], []]);
  assert.deepEqual(both("2018-03-01", "2018-05-31", born), [tooOld, ["candidacy_age refuse"]]);
});

test("an internship lasts six months at most, from any day", () => {
  for (const [departs, last, over] of [
    ["2020-01-13", "2020-07-13", "2020-07-14"],
    // Six months from 31 August end with February, of a leap year a day later.
    ["2020-08-31", "2021-02-28", "2021-03-01"],
    ["2019-08-31", "2020-02-29", "2020-03-01"],
    ["2019-08-29", "2020-02-29", "2020-03-01"],
    ["2020-02-29", "2020-08-29", "2020-08-30"],
  ] as const) {
    assert.deepEqual(both(departs, last), [[], []], departs);
    assert.deepEqual(both(departs, over), [["internship_length refuse"], ["candidacy_length refuse"]], over);
  }
});

test("an internship ends after it began", () => {
  assert.deepEqual(both("2020-01-13", "2020-01-14"), [[], []]);
  assert.deepEqual(both("2020-01-13", "2020-01-13"), [
    ["internship_length refuse"],
    ["candidacy_length refuse"],
  ]);
});

test("an internship is abroad", () => {
  assert.deepEqual(both("2020-01-13", "2020-04-10", { host_country: "BE" }), [
    ["internship_abroad refuse"],
    ["candidacy_abroad refuse"],
  ]);
  assert.deepEqual(both("2020-01-13", "2020-04-10", { host_country: "CH" }), [[], []]);
});

test("who already had an internship is not accepted for a second one", () => {
  assert.deepEqual(candidacy({ never_before: false }), ["candidacy_once refuse"]);
  for (const state of [null, "refused"]) assert.deepEqual(candidacy({ never_before: false, state }), []);
});

test("the last day that six months allow is told before somebody departs", () => {
  const limit = programme.services.get("european_internships")?.places?.stays.limit;
  assert.ok(limit);
  assert.equal(lastDayFrom(limit, {}, "2020-08-31"), "2021-02-28");
  assert.equal(lastDayFrom(limit, {}, "2019-08-31"), "2020-02-29");
});
