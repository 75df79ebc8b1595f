import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import * as fc from "fast-check";
import { tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { toCheck } from "../definition/condition/evaluate.ts";
import { loadProgramme } from "../definition/load.ts";
import type { Field, Programme, Register } from "../definition/programme.ts";
import { recordCheck } from "../register/check.ts";
import { cellParser } from "../register/values.ts";
import { fromPlain, type PlainRegister, toPlain } from "./plain-register.ts";

let reference: Programme;
before(() => {
  reference = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
});

/** The register as a browser gets it. */
const sent = (register: Register): Register =>
  fromPlain(JSON.parse(JSON.stringify(toPlain(register))) as PlainRegister);

const answer = (field: Field): fc.Arbitrary<Value> => {
  const none = fc.constant(null);
  const dates = ["1950-01-01", "1999-02-28", "2014-02-01", "2018-08-01", "2020-03-02", "2021-12-31"];
  switch (field.type) {
    case "text":
      return fc.oneof(none, fc.constantFrom("1070", "9000", "FR", "BE", "A-1"));
    case "choice":
      return fc.oneof(none, fc.constantFrom(...(field.choices ?? []).map(({ code }) => code)));
    case "date":
      return fc.oneof(none, fc.constantFrom(...dates));
    case "boolean":
      return fc.constantFrom(null, true, false);
    case "integer":
      return fc.oneof(none, fc.integer({ min: 0, max: 5000 }));
    case "decimal":
      return fc.constantFrom(null, "0.5", "8", "5000.00", "750000.01");
  }
};

const recordOf = (register: Register): fc.Arbitrary<RecordValues> =>
  fc.record({
    ...Object.fromEntries([...register.fields.values()].map((field) => [field.id, answer(field)])),
    operation: fc.constantFrom(...register.operations),
    partner: fc.constant("any"),
  });

describe("a register sent as JSON and revived", () => {
  test("finds the same on every record, for every register of both programmes", () => {
    for (const programme of [reference, tinyProgramme()])
      for (const register of programme.registers.values()) {
        if (register.operations.length === 0) continue;
        const [check, revived] = [recordCheck(register), recordCheck(sent(register))];
        fc.assert(
          fc.property(recordOf(register), (record) => {
            const strip = (findings: ReturnType<typeof check>) =>
              findings.map(({ reads, ...finding }) => [
                { ...finding, article: finding.article ?? null },
                [...reads].sort(),
              ]);
            assert.deepEqual(strip(revived(record)), strip(check(record)));
          }),
          { numRuns: 25 },
        );
      }
  });

  test("reads typed texts the same way", () => {
    const texts = ["oui", "NON", "03/04/2024", "31/02/2020", "12,50", "1.234,56", "CITE 3", "1070", "é", " "];
    for (const register of reference.registers.values()) {
      const revived = sent(register);
      for (const field of register.fields.values()) {
        const other = revived.fields.get(field.id);
        assert.ok(other);
        for (const text of texts) assert.deepEqual(cellParser(other)(text), cellParser(field)(text));
      }
    }
  });

  test("shows a question when the definition does", () => {
    const register = reference.registers.get("participants");
    assert.ok(register);
    const shown = sent(register).fields.get("contract_start")?.shownWhen;
    assert.ok(shown);
    assert.equal(toCheck(shown)({ operation: "cpe_oip" }), true);
    assert.equal(toCheck(shown)({ operation: "neets" }), false);
  });

  test("keeps its lifecycle", () => {
    for (const register of reference.registers.values())
      assert.deepEqual(
        JSON.stringify([...(sent(register).lifecycle?.states ?? [])]),
        JSON.stringify([...(register.lifecycle?.states ?? [])]),
      );
  });

  test("that names what it does not have is refused", () => {
    const plain = toPlain(tinyProgramme().registers.get("participants") ?? assert.fail());
    assert.throws(() => fromPlain({ ...plain, askable: [] }), RangeError);
  });
});

test("what the browser runs of this needs nothing of Node", () => {
  const seen = new Set<string>();
  const open = [
    join(import.meta.dirname, "plain-register.ts"),
    join(import.meta.dirname, "..", "register", "check.ts"),
    join(import.meta.dirname, "..", "register", "values.ts"),
    join(import.meta.dirname, "..", "definition", "state.ts"),
  ];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = readFileSync(path, "utf8");
    assert.doesNotMatch(text, /from "(node:|pg\b|yaml|zod)|\bBuffer\b|\bprocess\./, path);
    for (const [, names = "", specifier = ""] of text.matchAll(/^import (.*?) from "(\.[^"]+)"/gms))
      if (!names.startsWith("type ")) open.push(join(path, "..", specifier));
  }
  assert.ok(seen.size > 8);
});
