import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { type Clock, clockOf } from "../../src/definition/clock/clock.ts";
import { toCheck } from "../../src/definition/condition/evaluate.ts";
import type { RecordValues } from "../../src/definition/condition/condition.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { recordCheck } from "../../src/register/check.ts";
import { registerOf } from "../programme/tinyProgramme.ts";

const programme = loadProgramme(join(import.meta.dirname, "../../definitions/brussels-2014-2020"));
const participants = registerOf(programme, "participants");
const check = recordCheck(participants);

const young: RecordValues = {
  operation: "youth_guarantee",
  partner: "actiris",
  birth_date: "1998-06-15",
  registered_on: "2020-01-06",
  entry_date: "2020-02-03",
};

const refusedFor = (bent: RecordValues): string[] =>
  check({ ...young, ...bent })
    .filter(({ rule }) => rule === "youth_guarantee_age" || rule === "youth_guarantee_offer_in_time")
    .map(({ rule, severity }) => `${rule} ${severity}`);

test("who is 24 on the day of entry is taken, who turns 25 that day is not, and of 29 February one turns 25 on 1 March", () => {
  const tooOld = ["youth_guarantee_age refuse"];
  const cases: [string, string, string[]][] = [
    ["1995-06-16", "2020-06-15", []],
    ["1995-06-15", "2020-06-15", tooOld],
    ["1995-06-14", "2020-06-15", tooOld],
    ["1996-02-29", "2021-02-28", []],
    ["1996-02-29", "2021-03-01", tooOld],
    ["1995-02-28", "2020-02-28", tooOld],
    ["1995-03-01", "2020-02-29", []],
  ];
  for (const [birth, entry, expected] of cases)
    assert.deepEqual(
      refusedFor({ birth_date: birth, registered_on: entry, entry_date: entry }),
      expected,
      `${birth} ${entry}`,
    );
});

/** The last day in time, four months after registration: the day of the same number, or the last of a shorter month. */
const fourMonths: [string, string, string][] = [
  ["2020-01-06", "2020-05-06", "2020-05-07"],
  ["2019-10-29", "2020-02-29", "2020-03-01"],
  ["2019-10-30", "2020-02-29", "2020-03-01"],
  ["2019-10-31", "2020-02-29", "2020-03-01"],
  ["2018-10-31", "2019-02-28", "2019-03-01"],
  ["2020-05-31", "2020-09-30", "2020-10-01"],
  ["2020-02-29", "2020-06-29", "2020-06-30"],
];

test("an offer on the last day of the four months is in time and the day after it is late, at month ends too", () => {
  const deadline = participants.deadlines.find(({ id }) => id === "youth_guarantee_offer");
  assert.ok(deadline);
  const late = ["youth_guarantee_offer_in_time confirm"];
  for (const [registered, last, next] of fourMonths) {
    const offered = (on: string): RecordValues => ({
      registered_on: registered,
      entry_date: registered,
      offer_made_on: on,
      offer_kind: "job",
    });
    assert.deepEqual(refusedFor(offered(last)), [], registered);
    assert.deepEqual(refusedFor(offered(next)), late, registered);
    const clock = (bent: RecordValues, today: string): Clock =>
      clockOf(deadline, { ...young, ...bent }, today);
    assert.equal(clock(offered(last), next).state, "in_time");
    assert.equal(clock(offered(next), next).state, "late");
    const waiting = { registered_on: registered };
    assert.deepEqual([clock(waiting, last).state, clock(waiting, last).daysLeft], ["running", 0], registered);
    assert.deepEqual(
      [clock(waiting, next).state, clock(waiting, next).daysLeft],
      ["overdue", -1],
      registered,
    );
    assert.equal(clock({ ...waiting, leave_date: last }, next).state, "lapsed");
  }
});

test("a young person is in one stage only, from registration to the way out", () => {
  const stage = participants.derived.get("youth_guarantee_stage");
  const stages = (record: RecordValues) =>
    (stage?.choices ?? []).flatMap(({ code }) => {
      const field = stage;
      const holds = field && toCheck({ kind: "in", field, negated: false, values: [code] })(record);
      return holds === true ? [code] : [];
    });
  const path: [RecordValues, string][] = [
    [{}, "registered"],
    [{ ready_for_work_on: "2020-01-10" }, "ready"],
    [{ coached_on: "2020-02-03", last_contact_on: "2020-02-03" }, "coached"],
    [{ offer_made_on: "2020-03-02", offer_kind: "job" }, "offered"],
    [{ offer_answer: "refused_place" }, "refused"],
    [{ offer_answer: "accepted" }, "solution"],
    [{ leave_date: "2020-06-30" }, "left"],
  ];
  let record: RecordValues = young;
  for (const [more, expected] of path) {
    record = { ...record, ...more };
    assert.deepEqual(stages(record), [expected]);
  }
  assert.deepEqual(stages({ ...record, operation: "link" }), []);
});

test("a Stage First lasts from three months to six: both ends, the day outside each, and 29 February", () => {
  const isAsked = (from: string, until: string) =>
    check({
      ...young,
      offer_made_on: from,
      offer_kind: "internship",
      traineeship_from: from,
      traineeship_until: until,
    }).some(({ rule }) => rule === "stage_first_length");
  const within: [string, string, string, string, string][] = [
    // From, too short, shortest, longest, too long.
    ["2020-03-01", "2020-05-30", "2020-05-31", "2020-08-31", "2020-09-01"],
    ["2019-11-30", "2020-02-27", "2020-02-28", "2020-05-29", "2020-05-30"],
    ["2020-02-29", "2020-05-27", "2020-05-28", "2020-08-28", "2020-08-29"],
  ];
  for (const [from, tooShort, shortest, longest, tooLong] of within)
    assert.deepEqual(
      [tooShort, shortest, longest, tooLong].map((until) => isAsked(from, until)),
      [true, false, false, true],
      from,
    );
});
