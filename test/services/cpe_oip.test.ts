import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { clockOf } from "../../src/definition/clock/clock.ts";
import type { RecordValues } from "../../src/definition/condition/condition.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { candidatesOf } from "../../src/matching/forTests.ts";
import { Matcher } from "../../src/matching/match.ts";
import { recordCheck } from "../../src/register/check.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const operation = "cpe_oip";
const rules = programme.services.get(operation)?.matching;
assert.ok(rules);

const remarks = (register: string, answers: RecordValues): string[] => {
  const found = programme.registers.get(register);
  assert.ok(found, register);
  return recordCheck(found)({ ...answers, operation, partner: "actiris" }).map(({ rule }) => rule);
};

/** What keeps somebody out of an offer that starts on this day. */
const reasons = (candidate: RecordValues, offer: RecordValues): string[] => {
  const fit = {
    status: "seeking",
    birth_date: "2000-01-01",
    occupation_1: "gardening",
    ready_for_work_on: "2019-01-01",
    education_level: "isced_3",
    french_level: "good",
  };
  const matcher = new Matcher(rules, candidatesOf([{ ...fit, ...candidate }]));
  return matcher
    .reasonsFor({ occupation: "gardening", starts_on: "2020-06-01", ...offer }, 0)
    .map(({ id }) => id);
};

describe("a candidate for a first job", () => {
  const born = (birth_date: string, starts_on: string) => reasons({ birth_date }, { starts_on });

  test("is under 26 on the day the contract starts: the day before the birthday yes, on it no", () => {
    assert.deepEqual(born("1994-06-02", "2020-06-01"), []);
    assert.deepEqual(born("1994-06-01", "2020-06-01"), ["age"]);
    assert.deepEqual(born("1994-05-31", "2020-06-01"), ["age"]);
  });

  test("who was born on 29 February turns 26 on 1 March of a common year", () => {
    assert.deepEqual(born("1996-02-29", "2022-02-28"), []);
    assert.deepEqual(born("1996-02-29", "2022-03-01"), ["age"]);
  });

  test("a contract that starts on 29 February is held against the day of birth as well", () => {
    assert.deepEqual(born("1998-02-28", "2024-02-29"), ["age"]);
    assert.deepEqual(born("1998-03-01", "2024-02-29"), []);
  });

  test("without a date of birth is kept out, since the law asks for one", () => {
    assert.deepEqual(reasons({ birth_date: null }, {}), ["age"]);
  });

  test("has at least the education and the languages that are asked for; what is not asked keeps nobody out", () => {
    const asked = { education_required: "isced_3", french_required: "good", dutch_required: "basic" };
    assert.deepEqual(reasons({ dutch_level: "basic" }, asked), []);
    assert.deepEqual(
      reasons({ education_level: "isced_2", dutch_level: "none", french_level: "basic" }, asked),
      ["education", "french", "dutch"],
    );
    assert.deepEqual(reasons({ education_level: null, french_level: null, dutch_level: null }, {}), []);
    assert.deepEqual(reasons({ education_level: null }, asked), ["education", "dutch"]);
  });

  test("is found ready and is available by the day the contract starts", () => {
    assert.deepEqual(reasons({ ready_for_work_on: "2020-06-01", available_from: "2020-06-01" }, {}), []);
    assert.deepEqual(reasons({ ready_for_work_on: "2020-06-02", available_from: "2020-06-02" }, {}), [
      "not_ready",
      "not_available",
    ]);
    assert.deepEqual(reasons({ ready_for_work_on: null }, {}), ["not_ready"]);
  });
});

describe("the contract", () => {
  const contract = (contract_start: string, contract_end: string, more: RecordValues = {}) =>
    remarks("participants", { entry_date: contract_start, contract_start, contract_end, ...more }).filter(
      (rule) => rule.startsWith("cpe_"),
    );

  test("lasts a year: to the day before, or to the day itself", () => {
    assert.deepEqual(contract("2020-03-02", "2021-03-01"), []);
    assert.deepEqual(contract("2020-03-02", "2021-03-02"), []);
    assert.deepEqual(contract("2020-03-02", "2021-02-28"), ["cpe_contract_one_year"]);
    assert.deepEqual(contract("2020-03-02", "2021-03-03"), ["cpe_contract_one_year"]);
  });

  test("that starts on 29 February ends on 27 or 28 February", () => {
    assert.deepEqual(contract("2020-02-29", "2021-02-26"), ["cpe_contract_one_year"]);
    assert.deepEqual(contract("2020-02-29", "2021-02-27"), []);
    assert.deepEqual(contract("2020-02-29", "2021-02-28"), []);
    assert.deepEqual(contract("2020-02-29", "2021-03-01"), ["cpe_contract_one_year"]);
  });

  test("is at least half-time", () => {
    assert.deepEqual(contract("2020-03-02", "2021-03-01", { work_share: 50 }), []);
    assert.deepEqual(contract("2020-03-02", "2021-03-01", { work_share: 49 }), ["cpe_contract_half_time"]);
  });

  test("is for somebody under 26 on entry", () => {
    const aged = (birth_date: string, entry_date: string) =>
      remarks("participants", { birth_date, entry_date }).includes("cpe_age");
    assert.equal(aged("1994-06-02", "2020-06-01"), false);
    assert.equal(aged("1994-06-01", "2020-06-01"), true);
    assert.equal(aged("1996-02-29", "2022-02-28"), false);
    assert.equal(aged("1996-02-29", "2022-03-01"), true);
  });
});

test("an offer is at least half-time, and a refused candidate has a reason", () => {
  const offer = {
    offer_number: "T-1",
    received_on: "2020-05-04",
    body_number: "OIP-01",
    job_title: "Essai",
    posts: 1,
    starts_on: "2020-06-01",
    occupation: "gardening",
  };
  assert.deepEqual(remarks("cpe_offers", { ...offer, work_share: 50 }), []);
  assert.deepEqual(remarks("cpe_offers", { ...offer, work_share: 49 }), ["cpe_half_time"]);
  const selection = { offer_number: "T-1", person_number: "DEMO-1", proposed_on: "2020-05-10" };
  assert.deepEqual(remarks("cpe_selections", { ...selection, state: "refused" }), ["required"]);
  assert.deepEqual(
    remarks("cpe_selections", {
      ...selection,
      state: "refused",
      refusal_reason: "skills",
      decided_on: "2020-05-09",
    }),
    ["decision_after_proposal"],
  );
});

describe("the exemption for internship places", () => {
  const body = {
    body_number: "OIP-1",
    name: "Organisme d'essai",
    fte_base: "900.00",
    counts_from: "2020-01-01",
  };
  const year = { exempt_from: "2020-04-01", exempt_until: "2021-03-31" };
  const told = (bent: RecordValues) => remarks("public_bodies", { ...body, ...year, ...bent });

  test("is one third of the quota at most, to the hundredth", () => {
    assert.deepEqual(told({ internship_fte: "4.50" }), []);
    assert.deepEqual(told({ internship_fte: "4.51" }), ["exemption_of_a_third"]);
    assert.deepEqual(told({ internship_fte: "4.51", fte_base: "902.00" }), []);
  });

  test("lasts four quarters at most, from the first day of one, whether or not there is a 29 February in them", () => {
    const spared = (exempt_from: string, exempt_until: string) =>
      told({ internship_fte: "1.00", exempt_from, exempt_until });
    assert.deepEqual(spared("2020-04-01", "2021-03-31"), []);
    assert.deepEqual(spared("2020-04-01", "2021-04-01"), ["exemption_of_four_quarters"]);
    assert.deepEqual(spared("2019-01-01", "2019-12-31"), []);
    assert.deepEqual(spared("2020-01-01", "2020-12-31"), []);
    assert.deepEqual(spared("2020-01-01", "2021-01-01"), ["exemption_of_four_quarters"]);
    assert.deepEqual(spared("2020-04-02", "2021-03-31"), ["exemption_by_quarter"]);
    assert.deepEqual(told({ internship_fte: "1.00", exempt_from: null, exempt_until: null }), [
      "required",
      "required",
    ]);
  });
});

describe("a month's wage grant", () => {
  const claim = { person_number: "ESSAI-1", month: "2020-02-01", body_number: "OIP-1", amount: "900.00" };

  test("is claimed once for each person and month, written as the month's first day", () => {
    assert.deepEqual(remarks("cpe_wage_claims", claim), []);
    assert.deepEqual(remarks("cpe_wage_claims", { ...claim, month: "2020-02-02" }), ["claim_of_a_month"]);
    assert.deepEqual(remarks("cpe_wage_claims", { ...claim, month: "2020-02-29" }), ["claim_of_a_month"]);
    assert.deepEqual(programme.registers.get("cpe_wage_claims")?.identity, ["person_number", "month"]);
  });

  test("is paid within thirty days of the month's end", () => {
    const deadline = programme.registers
      .get("cpe_wage_claims")
      ?.deadlines.find(({ id }) => id === "claim_to_pay");
    assert.ok(deadline);
    const left = (today: string) => clockOf(deadline, { ...claim, operation }, today).daysLeft;
    assert.equal(left("2020-03-31"), 0);
    assert.equal(left("2020-04-01"), -1);
  });
});
