import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { RecordValues } from "../../src/definition/condition/condition.ts";
import { answerTo } from "../../src/definition/condition/evaluate.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { recordCheck } from "../../src/register/check.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const register = programme.registers.get("clause_contracts");
const asked = register?.derived.get("obligation");
assert.ok(register && asked);

const works = {
  operation: "social_clauses",
  authority_kind: "regional_body",
  contract_kind: "works",
  estimate: "750000.01",
  execution_days: 90,
  published_on: "2020-03-02",
} as const;
const services = { ...works, contract_kind: "services", estimate: "214000.01", execution_days: 61 } as const;

const obligation = (record: RecordValues) => answerTo(asked, record);

test("works of a regional body need a clause above 750,000 euros, not at it", () => {
  assert.equal(obligation(works), "compulsory");
  assert.equal(obligation({ ...works, estimate: "750000.00" }), "optional");
});

test("services need one above the European threshold of their day and for more than sixty days", () => {
  assert.equal(obligation(services), "compulsory");
  assert.equal(obligation({ ...services, execution_days: 60 }), "optional");
  assert.equal(obligation({ ...services, estimate: "214000.00" }), "optional");
  const lastDayBefore = { ...services, published_on: "2019-12-31" };
  assert.equal(obligation(lastDayBefore), "optional", "221,000 euros until then");
  assert.equal(obligation({ ...lastDayBefore, estimate: "221000.01" }), "compulsory");
});

test("nothing is compulsory before 1 January 2019, on 29 February 2020 it is", () => {
  assert.equal(obligation({ ...works, published_on: "2018-12-31" }), "optional");
  assert.equal(obligation({ ...works, published_on: "2019-01-01" }), "compulsory");
  assert.equal(obligation({ ...works, published_on: "2020-02-29" }), "compulsory");
});

test("a municipality's works need one where the Region pays for them; supplies and others never do", () => {
  const municipal = { ...works, authority_kind: "municipality" };
  assert.equal(obligation({ ...municipal, subsidised: true }), "compulsory");
  assert.equal(obligation({ ...municipal, subsidised: false }), "optional");
  assert.equal(obligation({ ...municipal, contract_kind: "services" }), "optional");
  assert.equal(obligation({ ...works, contract_kind: "supplies" }), "optional");
  assert.equal(obligation({ ...works, authority_kind: "federal" }), "optional");
});

test("an exception with its reason takes the place of the clause, where one is compulsory", () => {
  assert.equal(obligation({ ...works, exception: "urgency" }), "exception");
  assert.equal(obligation({ ...works, estimate: "10.00", exception: "urgency" }), "optional");
  const findings = recordCheck(register)({
    ...works,
    authority_number: "0000100001",
    contract_reference: "CSC-1",
    spotted_on: "2020-01-10",
    exception: "urgency",
  });
  assert.deepEqual(
    findings.map(({ rule, field }) => `${rule} ${field}`),
    ["required exception_reason"],
  );
});

test("as long as an answer that decides is missing, it is still to be determined", () => {
  for (const missing of ["contract_kind", "authority_kind", "estimate", "published_on"] as const)
    assert.equal(obligation({ ...works, [missing]: null }), "undetermined", missing);
  assert.equal(obligation({ ...services, execution_days: null }), "undetermined");
  assert.equal(obligation({ ...works, authority_kind: "municipality" }), "undetermined", "subsidised?");
  assert.equal(obligation({ ...works, execution_days: null }), "compulsory", "works need no time");
  assert.equal(obligation({ ...works, contract_kind: "supplies", estimate: null }), "optional");
});

test("a published contract that needs a clause and has none is told", () => {
  const rules = (record: RecordValues) =>
    recordCheck(register)({
      authority_number: "0000100001",
      contract_reference: "CSC-1",
      spotted_on: "2020-01-10",
      ...record,
    }).map(({ rule }) => rule);
  assert.deepEqual(rules({ ...works, state: "published" }), ["clause_or_exception"]);
  assert.deepEqual(rules({ ...works, state: "published", clause_kind: "insertion" }), []);
  assert.deepEqual(rules({ ...works, state: "published", estimate: "750000.00" }), []);
});

test("the kind of an authority is taken from its own record, by its number, and is no other", () => {
  assert.deepEqual(register.fills, [
    {
      from: "clause_authorities",
      by: "authority_number",
      fields: [{ field: "authority_kind", source: "authority_kind" }],
      agreeing: [],
    },
  ]);
  assert.deepEqual(register.fields.get("authority_kind")?.sameAs, {
    through: "authority_number",
    field: "authority_kind",
  });
});
