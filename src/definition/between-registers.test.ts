import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { loadProgramme } from "./load.ts";
import { DefinitionError } from "./problem.ts";

const x = "{ fr: x, nl: x, en: x }";
const source = "{ article: essai, verified: false }";
const text = (field: string, more = "") =>
  `      - { field: ${field}, label: { fr: ${field}, nl: ${field}, en: ${field} }, type: text${more} }`;

/** Two registers, firms and visits to them, the second with these fields and keys besides. */
const folder = (fields: string, keys = ""): string => {
  const made = tinyProgrammeFolder();
  mkdirSync(join(made, "services"));
  writeFileSync(
    join(made, "services", "help.yaml"),
    `service: help
number: 1
label: ${x}
description: ${x}
operations: [guidance]
registers:
  - register: firms
    label: ${x}
    record: ${x}
    identity: [number]
    fields:
${text("number", ", required: true")}
${text("name")}
${text("illness", ", sensitivity: special")}
      - { field: staff, label: { fr: e, nl: e, en: e }, type: integer }
  - register: visits
    label: { fr: y, nl: y, en: y }
    record: ${x}
    identity: [reference]
    fields:
${text("reference", ", required: true")}
${text("firm")}
${text("notes")}
${fields}
${keys}
`,
  );
  return made;
};

/** Where in the file something is wrong. */
const wrong = (fields: string, keys = ""): string[] => {
  try {
    loadProgramme(folder(fields, keys));
  } catch (error) {
    assert.ok(error instanceof DefinitionError, String(error));
    return error.problems.map(({ path }) => path);
  }
  return [];
};

test("a field refers to a register that exists, by a field of its identity of the same type", () => {
  const refers = (target: string, type = "text") =>
    wrong(`      - { field: of, label: { fr: z, nl: z, en: z }, type: ${type}, refers_to: ${target} }`);
  assert.deepEqual(refers("{ register: firms, field: number }"), []);
  assert.deepEqual(refers("{ register: farms, field: number }"), ["registers.1.fields.3.refers_to.register"]);
  assert.deepEqual(refers("{ register: firms, field: name }"), ["registers.1.fields.3.refers_to.field"]);
  assert.deepEqual(refers("{ register: firms, field: number }", "integer"), [
    "registers.1.fields.3.refers_to.field",
  ]);
});

test("answers are filled from a register that exists, never one of a special category", () => {
  const fills = (fields: string, from = "firms") =>
    wrong("", `    fills: [{ from: ${from}, by: firm, fields: { ${fields} }, agreeing: [notes] }]`);
  assert.deepEqual(fills("notes: name"), []);
  assert.deepEqual(fills("notes: name", "farms"), ["registers.1.fills.0.from"]);
  assert.deepEqual(fills("notes: illness"), ["registers.1.fills.0.fields.notes"]);
  assert.deepEqual(fills("notes: nothing"), ["registers.1.fills.0.fields.notes"]);
  // The firms' register says something of people: a row has to agree with it.
  assert.deepEqual(wrong("", "    fills: [{ from: firms, by: firm, fields: { notes: name } }]"), [
    "registers.1.fills.0.agreeing",
  ]);
});

test("a limit counts by fields that are there, and by none that says who somebody is", () => {
  const limit = (same: string) =>
    wrong(
      text("person", ", sensitivity: identity"),
      `    limits: [{ limit: two, severity: confirm, records: 2, same: [${same}], cell: firm, expected: ${x}, mend: ${x}, source: ${source} }]`,
    );
  assert.deepEqual(limit("firm"), []);
  assert.deepEqual(limit("farm"), ["registers.1.limits.0.same.0"]);
  assert.deepEqual(limit("person"), ["registers.1.limits.0.same.0"]);
});

const numbers = `      - { field: amount, label: { fr: m, nl: m, en: m }, type: integer }
      - { field: on, label: { fr: j, nl: j, en: j }, type: date }
${text("person", ", sensitivity: identity")}`;

/** Where in the file something is wrong with a limit that says this. */
const wrongLimit = (limit: string): string[] =>
  wrong(
    numbers,
    `    derived: [{ field: year, label: ${x}, year_of: on }]
    limits: [{ limit: two, severity: refuse, cell: firm, expected: ${x}, mend: ${x}, source: ${source}, ${limit} }]`,
  );

test("a limit counts records, or adds up a number of theirs, and says to how much", () => {
  const at = "registers.1.limits.0";
  assert.deepEqual(wrongLimit("records: 2, same: [firm]"), []);
  assert.deepEqual(wrongLimit("sum: amount, at_most: 2, same: [firm, year]"), []);
  assert.deepEqual(wrongLimit('sum: amount, at_most: "2.50", same: [on]'), []);
  assert.deepEqual(wrongLimit("sum: amount, records: 2, same: [firm]"), [`${at}.at_most`]);
  assert.deepEqual(wrongLimit("at_most: 2, same: [firm]"), [`${at}.records`]);
  assert.deepEqual(wrongLimit("sum: notes, at_most: 2, same: [firm]"), [`${at}.sum`]);
  assert.deepEqual(wrongLimit("sum: amount, at_most: 2"), [`${at}.same`]);
  assert.deepEqual(wrongLimit("sum: amount, at_most: 2, same: [firm], exactly: true"), [`${at}.exactly`]);
});

test("a limit may be a number that the record of another register says, found by what both say", () => {
  const at = "registers.1.limits.0.records";
  const elsewhere = (bent: string, more = "") => wrongLimit(`records: { ${bent} }${more}`);
  assert.deepEqual(elsewhere("register: firms, field: staff, by: { number: firm }"), []);
  assert.deepEqual(elsewhere("register: firms, field: staff, by: { number: firm }", ", exactly: true"), []);
  assert.deepEqual(elsewhere("register: farms, field: staff, by: { number: firm }"), [`${at}.register`]);
  assert.deepEqual(elsewhere("register: visits, field: amount, by: { reference: reference }"), [
    `${at}.register`,
  ]);
  assert.deepEqual(elsewhere("register: firms, field: name, by: { number: firm }"), [`${at}.field`]);
  assert.deepEqual(elsewhere("register: firms, field: staff, by: { staff: firm }"), [`${at}.by.staff`]);
  assert.deepEqual(elsewhere("register: firms, field: staff, by: { number: farm }"), [
    `${at}.by`,
    `${at}.by.number`,
  ]);
  // Who somebody is ties to the same of another register only.
  assert.deepEqual(elsewhere("register: firms, field: staff, by: { number: person }"), [`${at}.by.number`]);
  assert.deepEqual(elsewhere("register: firms, field: staff, by: { number: firm }", ", same: [firm]"), [
    "registers.1.limits.0.same",
  ]);
});

test("an answer is held to that of the record which another field names", () => {
  const same = (target: string, type = "text", more = "") =>
    wrong(
      `      - { field: of, label: { fr: z, nl: z, en: z }, type: text, refers_to: { register: firms, field: number }${more} }
      - { field: named, label: { fr: n, nl: n, en: n }, type: ${type}, same_as: ${target} }`,
    );
  const at = "registers.1.fields.4.same_as";
  assert.deepEqual(same("{ through: of, field: name }"), []);
  assert.deepEqual(same("{ through: firm, field: name }"), [`${at}.through`]);
  assert.deepEqual(same("{ through: of, field: nothing }"), [`${at}.field`]);
  assert.deepEqual(same("{ through: of, field: illness }"), [`${at}.field`]);
  assert.deepEqual(same("{ through: of, field: name }", "integer"), [`${at}.field`]);
  assert.deepEqual(same("{ through: of, field: name }", "text", ", sensitivity: identity"), [at]);
});

test("a step that only a mechanism takes is one that a service takes so", () => {
  const state =
    "      - { field: state, label: { fr: s, nl: s, en: s }, type: choice, choices: [{ code: open, label: { fr: o, nl: o, en: o } }] }";
  const step = (by: string) =>
    wrong(
      state,
      `    lifecycle: { field: state, transitions: [{ transition: begin, label: ${x}, from: [none], to: open${by} }] }`,
    );
  assert.deepEqual(step(""), []);
  assert.deepEqual(step(", by: places"), ["registers.1.lifecycle.transitions.0.by"]);
});

test("a text holds its record in a state that a step leads to; an exception holds one of the words", () => {
  const state =
    "      - { field: state, label: { fr: s, nl: s, en: s }, type: choice, choices: [{ code: open, label: { fr: o, nl: o, en: o } }, { code: held, label: { fr: h, nl: h, en: h } }] }";
  const lifecycle =
    "    lifecycle: { field: state, transitions: [{ transition: hold, label: { fr: h, nl: h, en: h }, from: [none, open], to: held }] }";
  const screening = (into: string, except: string) =>
    wrong(
      state,
      `${lifecycle}
    screening:
      field: notes
      state: ${into}
      released: firm
      expected: ${x}
      mend: ${x}
      grounds: [{ ground: age, label: ${x}, words: [jeune], except: [${except}], source: ${source} }]`,
    );
  assert.deepEqual(screening("held", "jeune entreprise"), []);
  assert.deepEqual(screening("open", "jeune entreprise"), ["registers.1.screening.state"]);
  assert.deepEqual(screening("held", "vieille entreprise"), ["registers.1.screening.grounds.0.except.0"]);
});

test("an organisation is named by an enterprise number", () => {
  const organisations = (number: string) =>
    wrong(
      text("company", ", format: enterprise_number"),
      `organisations: [{ register: visits, number: ${number}, events: { date: notes } }]`,
    );
  assert.deepEqual(organisations("company"), ["organisations.0.events.date"]);
  assert.deepEqual(organisations("firm"), ["organisations.0.number", "organisations.0.events.date"]);
});
