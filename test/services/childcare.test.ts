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
    check({ operation: "childcare", partner: "actiris_childcare", ...usual, ...bent }).map(
      ({ rule, severity }) => `${rule} ${severity}`,
    );
};

const stay = rulesOf("childcare_stays", {
  child_number: "ESSAI-E1",
  parent_number: "ESSAI-1",
  child_birth_date: "2017-05-12",
  starts_on: "2020-01-06",
  ends_on: null,
});

const request = rulesOf("childcare_requests", {
  child_number: "ESSAI-E1",
  parent_number: "ESSAI-1",
  child_birth_date: "2017-05-12",
  requested_on: "2020-01-06",
  kind: "day_care",
  path_reason: "training",
  wanted_from: "2020-02-03",
});

test("a stay begins until the day before the third birthday, and on the birthday not any more", () => {
  assert.deepEqual(stay({ starts_on: "2020-05-11" }), []);
  assert.deepEqual(stay({ starts_on: "2020-05-12" }), ["child_age refuse"]);
});

test("a last day on the third birthday is asked about, the day before is right", () => {
  assert.deepEqual(stay({ ends_on: "2020-05-11" }), []);
  assert.deepEqual(stay({ ends_on: "2020-05-12" }), ["child_age_at_end confirm"]);
});

test("a child born on 29 February is three on 1 March, and may be there on 28 February", () => {
  const born = { child_birth_date: "2016-02-29", starts_on: "2018-09-03" };
  assert.deepEqual(stay({ ...born, ends_on: "2019-02-28" }), []);
  assert.deepEqual(stay({ ...born, ends_on: "2019-03-01" }), ["child_age_at_end confirm"]);
  assert.deepEqual(stay({ ...born, starts_on: "2019-02-28" }), []);
  assert.deepEqual(stay({ ...born, starts_on: "2019-03-01" }), ["child_age refuse"]);
});

test("a child is three on 29 February where there is one on the birthday's eve only", () => {
  const born = { child_birth_date: "2017-03-01", starts_on: "2019-09-02" };
  assert.deepEqual(stay({ ...born, ends_on: "2020-02-29" }), []);
  assert.deepEqual(stay({ ...born, ends_on: "2020-03-01" }), ["child_age_at_end confirm"]);
});

test("a request is for a day before the third birthday; what was refused or withdrawn may say another", () => {
  assert.deepEqual(request({ wanted_from: "2020-05-11" }), []);
  assert.deepEqual(request({ wanted_from: "2020-05-12" }), ["request_age refuse"]);
  assert.deepEqual(request({ wanted_from: "2020-05-12", state: "refused" }), []);
});

test("a place begins before the third birthday; one that is kept beyond it is asked about", () => {
  const offered = { state: "offered", location: "Maison d'essai" };
  assert.deepEqual(request({ ...offered, place_from: "2020-05-11" }), []);
  assert.deepEqual(request({ ...offered, place_from: "2020-05-12" }), ["place_age refuse"]);
  const kept = { ...offered, place_from: "2020-02-03" };
  assert.deepEqual(request({ ...kept, place_until: "2020-05-11" }), []);
  assert.deepEqual(request({ ...kept, place_until: "2020-05-12" }), ["place_age_at_end confirm"]);
});

test("a place is offered in a structure and from a day, both of them told", () => {
  assert.deepEqual(request({ state: "offered" }), ["required refuse", "required refuse"]);
  assert.deepEqual(request({ state: "eligible" }), []);
});

test("the last day that the limit allows is the eve of the birthday, on 29 February too", () => {
  const limit = programme.services.get("childcare")?.places?.stays.limit;
  assert.ok(limit);
  const lastDay = (born: string) => lastDayFrom(limit, { child_birth_date: born }, "2019-01-07");
  assert.equal(lastDay("2017-05-12"), "2020-05-11");
  assert.equal(lastDay("2017-03-01"), "2020-02-29");
  assert.equal(lastDay("2017-01-01"), "2019-12-31");
  assert.equal(lastDay("2016-02-29"), "2019-02-28");
  // Three years later there is a 29 February only once in four: never of somebody born on one.
  assert.equal(lastDay("2016-02-28"), "2019-02-27");
  assert.equal(lastDayFrom(limit, { child_birth_date: null }, "2019-01-07"), null);
});

test("a day's presence belongs to its stay from the first day on, and only who was present has hours", () => {
  const presence = rulesOf("childcare_presences", {
    child_number: "ESSAI-E1",
    stay_starts_on: "2020-02-29",
    day: "2020-02-29",
    presence: "present",
    presence_hours: "7.50",
  });
  assert.deepEqual(presence({}), []);
  assert.deepEqual(presence({ day: "2020-02-28" }), ["presence_within_stay refuse"]);
  assert.deepEqual(presence({ presence_hours: null }), ["required refuse"]);
  for (const away of ["absent", "ill"]) {
    assert.deepEqual(presence({ presence: away, presence_hours: null }), []);
    assert.deepEqual(presence({ presence: away }), ["presence_hours_only_present refuse"]);
  }
  // Once for each child and day, and only of a child that has a stay.
  const register = programme.registers.get("childcare_presences");
  assert.deepEqual(register?.identity, ["child_number", "day"]);
  assert.deepEqual(register.fields.get("child_number")?.refersTo?.register, "childcare_stays");
});
