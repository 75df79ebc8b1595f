import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { loadProgramme } from "../../src/definition/load.ts";
import type { RecordValues } from "../../src/definition/condition/condition.ts";
import { numberOn } from "../../src/definition/condition/parameter.ts";
import { recordCheck } from "../../src/register/check.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));

/** What the rules of a register say of a record that is right but for what is bent, by rule and severity. */
const rulesOf = (register: string, operation: string, usual: RecordValues) => {
  const found = programme.registers.get(register);
  assert.ok(found);
  const check = recordCheck(found);
  return (bent: RecordValues) =>
    check({ operation, partner: "cpas_forest", ...usual, ...bent }).map(
      ({ rule, severity }) => `${rule} ${severity}`,
    );
};

const phase = rulesOf("cpas_phases", "cpas", {
  person_number: "ESSAI-1",
  phase: "reception",
  starts_on: "2020-02-28",
});

const contract = rulesOf("article_60_contracts", "cpas", {
  person_number: "ESSAI-1",
  starts_on: "2020-02-29",
  planned_end: "2021-02-28",
});

const handOver = rulesOf("hand_overs", "cpas", {
  number: "ESSAI-1",
  person_number: "ESSAI-1",
  to_operation: "link",
  to_partner: "actiris",
  handed_over_on: "2020-02-28",
  expected_end: "2020-02-29",
  reason: "article_60",
  consent: true,
});

const followUp = rulesOf("follow_ups", "link", {
  person_number: "ESSAI-1",
  source: "training",
  referred_on: "2020-02-28",
});

describe("public welfare centres", () => {
  test("a phase ends on its first day at the earliest, on 29 February too", () => {
    assert.deepEqual(phase({ ends_on: "2020-02-28" }), []);
    assert.deepEqual(phase({ ends_on: "2020-02-29" }), []);
    assert.deepEqual(phase({ ends_on: "2020-02-27" }), ["phase_ends_after_start refuse"]);
  });

  test("a contract that begins on 29 February ends on that day at the earliest", () => {
    assert.deepEqual(contract({ planned_end: "2020-02-29" }), []);
    assert.deepEqual(contract({ planned_end: "2020-02-28" }), ["contract_planned_end_after_start refuse"]);
    assert.deepEqual(contract({ ended_on: "2020-02-29", end_reason: "job" }), []);
    assert.deepEqual(contract({ ended_on: "2020-02-28", end_reason: "job" }), [
      "contract_ended_after_start refuse",
    ]);
  });

  test("the days to reach for benefits are within what the rules ask for by age", () => {
    for (const [days, told] of [
      [311, ["contract_days_needed confirm"]],
      [312, []],
      [624, []],
      [625, ["contract_days_needed confirm"]],
    ] as const)
      assert.deepEqual(contract({ days_needed: days }), told, String(days));
  });

  test("nobody is handed over without their consent, nor to Link without the day on which all ends", () => {
    assert.deepEqual(handOver({}), []);
    assert.deepEqual(handOver({ consent: false }), ["hand_over_needs_consent refuse"]);
    assert.deepEqual(handOver({ expected_end: null }), ["required refuse"]);
    assert.deepEqual(handOver({ to_operation: "cpas", to_partner: "cpas_uccle", expected_end: null }), []);
  });

  test("a hand-over on the last day is in time, the day after it is asked about", () => {
    assert.deepEqual(handOver({ handed_over_on: "2020-02-29" }), []);
    assert.deepEqual(handOver({ handed_over_on: "2020-03-01" }), ["hand_over_before_the_end confirm"]);
  });

  test("what follows a contract is prepared from six months before its end, and settled by three", () => {
    const contracts = programme.services.get("cpas")?.path?.contracts;
    assert.ok(contracts);
    assert.deepEqual(
      [numberOn(contracts.alert.from, "2020-12-31"), numberOn(contracts.alert.until, "2020-12-31")],
      [6, 3],
    );
  });
});

describe("Link", () => {
  test("an answer, a contact and an outcome come in their order, each on the day of the one before at the earliest", () => {
    const placed = {
      state: "placed",
      decided_on: "2020-02-28",
      contacted_on: "2020-02-29",
      outcome_on: "2020-02-29",
      contract_kind: "permanent",
    };
    assert.deepEqual(followUp(placed), []);
    assert.deepEqual(followUp({ ...placed, decided_on: "2020-02-27" }), ["answered_after_referral refuse"]);
    assert.deepEqual(followUp({ ...placed, contacted_on: "2020-02-27" }), [
      "contacted_after_referral refuse",
    ]);
    assert.deepEqual(followUp({ ...placed, outcome_on: "2020-02-28" }), ["outcome_after_contact refuse"]);
  });

  test("whoever is not taken on, or handed back, is told why", () => {
    assert.deepEqual(followUp({ state: "refused", decided_on: "2020-03-02" }), ["required refuse"]);
    assert.deepEqual(followUp({ state: "refused", decided_on: "2020-03-02", refusal: "full" }), []);
  });

  test("a follow-up that came by a hand-over says whose it was", () => {
    assert.deepEqual(followUp({ hand_over_number: "ESSAI-1" }), ["required refuse", "required refuse"]);
  });
});
