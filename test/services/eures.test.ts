import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadProgramme } from "../../src/definition/load.ts";
import type { RecordValues } from "../../src/definition/condition/condition.ts";
import { recordCheck } from "../../src/register/check.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));

const placed = (register: string, bent: RecordValues): string[] => {
  const found = programme.registers.get(register);
  assert.ok(found);
  const usual = {
    operation: "eures",
    partner: "actiris_international",
    person_number: "ESSAI-1",
    registered_on: "2020-01-06",
    wanted: "job",
    wanted_from: "2020-03-02",
    kind: "job",
    country: "DE",
    starts_on: "2020-03-02",
    employer_code: "EX-01",
    employer_name: "Employeur d'essai",
    known_since: "2019-02-04",
  };
  return recordCheck(found)({ ...usual, ...bent }).map(({ rule }) => rule);
};

test("a candidate, an employer and a placement are abroad: Belgium is refused in each", () => {
  for (const [register, rule] of [
    ["mobility_candidates", "candidate_abroad"],
    ["employers_abroad", "employer_is_abroad"],
    ["placements", "placement_abroad"],
  ] as const) {
    assert.deepEqual(placed(register, {}), [], register);
    assert.deepEqual(placed(register, { country: "BE" }), [rule]);
  }
});

test("a contract may be of one day, and ends no earlier than it begins", () => {
  assert.deepEqual(placed("placements", { ends_on: "2020-03-02" }), []);
  assert.deepEqual(placed("placements", { ends_on: "2020-03-01" }), ["placement_order"]);
  assert.deepEqual(placed("mobility_candidates", { ends_on: "2020-03-02" }), []);
  assert.deepEqual(placed("mobility_candidates", { ends_on: "2020-03-01" }), ["candidate_contract_order"]);
});

test("people placed abroad are counted once in the year, and their contracts each, side by side", () => {
  const counts = ["unique_placements", "placement_contracts"].map((id) => {
    const computation = programme.figures.get(id)?.computation;
    return computation?.kind === "count" ? [computation.register.id, computation.count.kind] : undefined;
  });
  assert.deepEqual(counts, [
    ["placements", "persons"],
    ["placements", "records"],
  ]);
});
