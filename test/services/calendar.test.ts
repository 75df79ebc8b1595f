import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { type Clock, clockOf } from "../../src/definition/clock/clock.ts";
import type { RecordValues } from "../../src/definition/condition/condition.ts";
import { toCheck } from "../../src/definition/condition/evaluate.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { recordCheck } from "../../src/register/check.ts";
import { registerOf } from "../programme/tinyProgramme.ts";

const programme = loadProgramme(join(import.meta.dirname, "../../definitions/brussels-2014-2020"));

/** Returns the rules that a record of a register breaks, when its answers are bent so. */
const broken = (register: string, sound: RecordValues) => {
  const check = recordCheck(registerOf(programme, register));
  return (bent: RecordValues): string[] =>
    check({ ...sound, ...bent }).map(({ rule, severity }) => `${rule} ${severity}`);
};

const clock = (register: string, deadline: string) => {
  const found = registerOf(programme, register).deadlines.find(({ id }) => id === deadline);
  assert.ok(found, deadline);
  return (record: RecordValues, today: string): Clock => clockOf(found, record, today);
};

const workshop = broken("workshop_sessions", {
  operation: "arae",
  partner: "arae_de_jobbrug",
  session_number: "JB-1",
  kind: "interview",
  planned_on: "2020-02-28",
  date: "2020-02-29",
  starts_at: "09:00",
  ends_at: "12:00",
  places: 12,
  minimum_people: 10,
  hours: "3.00",
});

test("a workshop ends after it starts, to the minute", () => {
  assert.deepEqual(workshop({}), []);
  assert.deepEqual(workshop({ ends_at: "09:01" }), []);
  assert.deepEqual(workshop({ ends_at: "09:00" }), ["workshop_ends_after_start refuse"]);
  assert.deepEqual(workshop({ starts_at: "10:00", ends_at: "09:59" }), ["workshop_ends_after_start refuse"]);
});

test("a workshop may be held on the day it is planned, 29 February too, and not on the day before", () => {
  assert.deepEqual(workshop({ planned_on: "2020-02-29" }), []);
  assert.deepEqual(workshop({ planned_on: "2020-03-01" }), ["workshop_not_before_planned refuse"]);
});

test("the minimum of a group may be all its places and not one more; ten places are asked for a group, not for one person", () => {
  assert.deepEqual(workshop({ minimum_people: 12 }), []);
  assert.deepEqual(workshop({ minimum_people: 13 }), ["workshop_minimum_fits refuse"]);
  assert.deepEqual(workshop({ places: 10 }), []);
  assert.deepEqual(workshop({ places: 9, minimum_people: 9 }), ["workshop_group_size confirm"]);
  assert.deepEqual(workshop({ kind: "individual", places: 1, minimum_people: 1 }), []);
});

const registration = broken("workshop_registrations", {
  operation: "arae",
  partner: "arae_de_jobbrug",
  session_number: "JB-1",
  person_number: "ESSAI-1",
  registered_on: "2020-02-29",
  session_date: "2020-02-29",
  status: "present",
  hours_attended: "3.00",
});

test("hours belong to whoever was present, and to nobody else", () => {
  assert.deepEqual(registration({}), []);
  assert.deepEqual(registration({ hours_attended: null }), ["required refuse"]);
  for (const status of ["registered", "waiting", "excused", "absent", "cancelled"]) {
    assert.deepEqual(registration({ status, hours_attended: null }), [], status);
    assert.deepEqual(
      registration({ status, hours_attended: "0.25" }),
      ["hours_only_when_present refuse"],
      status,
    );
    assert.deepEqual(registration({ status, hours_attended: "0.00" }), [], status);
  }
});

test("who is registered the day after the session is asked about, on the day itself not", () => {
  assert.deepEqual(registration({ registered_on: "2020-03-01" }), ["registered_before_session confirm"]);
});

test("the partner answers a referral within ten days: on the tenth in time, on the eleventh late", () => {
  const answer = clock("participants", "referral_answer");
  const referred = { operation: "arae", referred_on: "2020-02-19" };
  assert.equal(answer(referred, "2020-02-29").due, "2020-02-29");
  assert.equal(answer(referred, "2020-02-29").state, "running");
  assert.equal(answer(referred, "2020-03-01").state, "overdue");
  assert.equal(answer({ operation: "cpas", referred_on: "2020-02-19" }, "2020-03-01").state, "not_started");
});

test("what became of a person is asked three months after leaving, of a short month on its last day", () => {
  const result = clock("participants", "result_after_three_months");
  const left = (leave_date: string) => ({
    operation: "arae",
    entry_date: "2018-01-08",
    sampled_at_3_months: true,
    leave_date,
  });
  assert.equal(result(left("2019-11-29"), "2020-02-28").opens, "2020-02-29");
  assert.equal(result(left("2019-11-30"), "2020-02-28").opens, "2020-02-29");
  assert.equal(result(left("2018-11-30"), "2019-02-27").opens, "2019-02-28");
  assert.equal(result(left("2019-11-29"), "2020-03-28").due, "2020-03-28");
});

const application = broken("student_applications", {
  operation: "jeep_jump",
  partner: "mission_locale_forest",
  pupil_number: "MLF-1",
  applied_on: "2020-02-29",
  network: "fr",
  state: "candidate",
});

test("a pupil is proposed and hired with the offer named, and a candidate without one", () => {
  assert.deepEqual(application({}), []);
  for (const state of ["proposed", "hired"]) {
    assert.deepEqual(application({ state }), ["student_proposed_with_offer refuse"], state);
    assert.deepEqual(application({ state, offer_number: "OJ-1" }), [], state);
  }
});

test("the file of a candidate is completed in thirty days, and dates are agreed with a school in twenty-one", () => {
  const file = clock("student_applications", "student_file");
  const candidate = { operation: "jeep_jump", applied_on: "2020-01-30", state: "candidate" };
  assert.equal(file(candidate, "2020-02-29").state, "running");
  assert.equal(file(candidate, "2020-03-01").state, "overdue");
  const plan = clock("school_classes", "class_to_plan");
  const asked = { operation: "jeep_jump", requested_on: "2020-02-08", state: "requested" };
  assert.equal(plan(asked, "2020-02-29").state, "running");
  assert.equal(plan(asked, "2020-03-01").state, "overdue");
});

test("a class session still to come, or called off, reaches no class; one that was held does, and an old one without a state", () => {
  const figure = programme.figures.get("classes_reached")?.computation;
  assert.ok(figure?.kind === "count" && figure.when);
  const counts = toCheck(figure.when);
  const states = ["planned", "held", "cancelled", null];
  assert.deepEqual(
    states.map((state) => counts({ operation: "jeep_jump", partner: "x", state })),
    [false, true, false, true],
  );
});

test("a hire enters the student job in the same act, with all that a job has to say", () => {
  const requests = programme.services.get("jeep_jump")?.places?.requests;
  const jobs = registerOf(programme, "student_jobs");
  assert.equal(requests?.begin.transition, "hire");
  const said = [...requests.begin.gives.keys()];
  const needed = [...jobs.fields.values()].filter(({ required }) => required === true).map(({ id }) => id);
  assert.deepEqual(
    needed.filter((field) => !said.includes(field)),
    [],
  );
  const list = programme.services.get("jeep_jump")?.lists.find(({ id }) => id === "jobs_to_record");
  assert.ok(list?.when);
  const waits = toCheck(list.when);
  const hired = { operation: "jeep_jump", state: "hired" };
  // Entered by the act itself, entered by hand, or still to be entered.
  assert.equal(waits({ ...hired, job_starts_on: "2020-07-01" }), false);
  assert.equal(waits({ ...hired, job_recorded: true }), false);
  assert.equal(waits(hired), true);
});
