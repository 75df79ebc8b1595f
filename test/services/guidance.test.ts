import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { clockOf } from "../../src/definition/clock/clock.ts";
import type { RecordValues } from "../../src/definition/condition/condition.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { recordCheck } from "../../src/register/check.ts";
import { registerOf } from "../programme/tinyProgramme.ts";

const programme = loadProgramme(join(import.meta.dirname, "../../definitions/brussels-2014-2020"));

const referral = {
  operation: "grae",
  partner: "actiris",
  referral_number: "GRAE-ESSAI-1",
  person_number: "ESSAI-1",
  to_operation: "arae",
  to_partner: "arae_de_jobbrug",
  referred_on: "2020-02-15",
  wanted: "interview",
  consent: true,
};
const answer = {
  operation: "arae",
  partner: "arae_de_jobbrug",
  person_number: "ESSAI-1",
  referral_number: "GRAE-ESSAI-1",
  from_operation: "grae",
  from_partner: "actiris",
  referred_on: "2020-02-15",
  state: "taken_on",
  decided_on: "2020-02-29",
};
const told = (register: string, record: RecordValues) =>
  recordCheck(registerOf(programme, register))(record).map(({ rule }) => rule);

test("a person is referred with their consent only, to a partner that reads it and answers", () => {
  assert.deepEqual(told("referrals", referral), []);
  assert.deepEqual(told("referrals", { ...referral, consent: false }), ["referral_consent"]);
  assert.deepEqual(told("referrals", { ...referral, to_partner: null }), ["required"]);
  assert.deepEqual(registerOf(programme, "referrals").addressed, {
    operation: "to_operation",
    partner: "to_partner",
  });
  assert.deepEqual(registerOf(programme, "referral_answers").addressed, {
    operation: "from_operation",
    partner: "from_partner",
  });
});

test("an answer comes on the day of the referral at the earliest, and its outcome too", () => {
  assert.deepEqual(told("referral_answers", answer), []);
  assert.deepEqual(told("referral_answers", { ...answer, decided_on: "2020-02-15" }), []);
  assert.deepEqual(told("referral_answers", { ...answer, decided_on: "2020-02-14" }), [
    "referral_answered_after",
  ]);
  const started = { ...answer, state: "started", outcome_on: "2020-02-15" };
  assert.deepEqual(told("referral_answers", started), []);
  assert.deepEqual(told("referral_answers", { ...started, outcome_on: "2020-02-14" }), [
    "referral_outcome_after",
  ]);
  assert.deepEqual(told("referral_answers", { ...answer, state: "refused" }), ["required"]);
});

test("who was taken on is received within three weeks, over 29 February too; nobody waits for who was refused", () => {
  const deadline = registerOf(programme, "referral_answers").deadlines.find(
    ({ id }) => id === "referral_first_meeting",
  );
  assert.ok(deadline);
  const left = (bent: RecordValues, today: string) =>
    clockOf(deadline, { ...answer, ...bent }, today).daysLeft;
  assert.equal(left({ decided_on: "2020-02-08" }, "2020-02-29"), 0);
  assert.equal(left({ decided_on: "2020-02-08" }, "2020-03-01"), -1);
  assert.equal(left({ state: "refused", refusal: "full" }, "2020-03-01"), null);
});

test("the partner's answer is awaited for ten days, over 29 February too, and is on both lists until it is read", () => {
  const deadline = registerOf(programme, "referrals").deadlines.find(({ id }) => id === "referral_reply");
  assert.ok(deadline);
  const left = (bent: RecordValues, today: string) =>
    clockOf(deadline, { ...referral, ...bent }, today).daysLeft;
  assert.equal(left({ referred_on: "2020-02-20" }, "2020-03-01"), 0);
  assert.equal(left({ referred_on: "2020-02-20" }, "2020-03-02"), -1);
  assert.equal(left({ answer_read_on: "2020-02-25" }, "2020-03-02"), null);
  assert.deepEqual(told("referrals", { ...referral, answer_read_on: "2020-02-15" }), []);
  assert.deepEqual(told("referrals", { ...referral, answer_read_on: "2020-02-14" }), [
    "referral_answer_read_after",
  ]);
  for (const [service, list] of [
    ["grae", "replies_awaited"],
    ["arae", "referrals_received"],
  ] as const)
    assert.equal(
      programme.services.get(service)?.lists.find(({ id }) => id === list)?.deadline?.id,
      "referral_reply",
      service,
    );
});

test("taking a person on makes the participation of the referral's own day", () => {
  const [guidance, workshops] = ["grae", "arae"].map((id) => programme.services.get(id)?.path);
  assert.deepEqual(guidance?.handOvers?.to, ["arae"]);
  assert.equal(guidance?.handOvers?.register.id, "referrals");
  assert.deepEqual(workshops?.answers?.participation?.sets, {
    entry_date: "today",
    referred_on: "referred_on",
    referral_answered_on: "today",
  });
});
