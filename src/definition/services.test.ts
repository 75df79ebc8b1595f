import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { loadProgramme } from "./load.ts";
import { DefinitionError } from "./problem.ts";

const x = "{ fr: x, nl: x, en: x }";
const source = "{ article: essai, verified: false }";

/** A programme with one service, whose file ends with these lines. */
const withService = (more: string): string => {
  const folder = tinyProgrammeFolder();
  mkdirSync(join(folder, "services"));
  writeFileSync(
    join(folder, "services", "help.yaml"),
    `service: help\nnumber: 1\nlabel: ${x}\ndescription: ${x}\noperations: [guidance]\n${more}\n`,
  );
  return folder;
};

const told = (more: string): string[] => {
  try {
    loadProgramme(withService(more));
  } catch (error) {
    assert.ok(error instanceof DefinitionError);
    return error.problems.map(({ file, line, path }) => `${file}:${line} ${path}`);
  }
  return [];
};

const visits = `registers:
  - register: visits
    label: ${x}
    record: ${x}
    identity: [number]
    fields:
      - { field: number, label: ${x}, type: text, required: true }
      - { field: day, label: { fr: y, nl: y, en: y }, type: date }
`;

test("a register that a service brings along is kept by its operations, without more", () => {
  const programme = loadProgramme(withService(visits));
  assert.deepEqual(programme.registers.get("visits")?.operations, ["guidance"]);
  assert.ok(programme.operations.get("guidance")?.registers.includes("visits"));
  assert.ok(programme.services.get("help")?.registers.includes("visits"));
});

test("what a service says of a register that is there is laid over it; the rest stays", () => {
  const before = loadProgramme(tinyProgrammeFolder()).registers.get("participants");
  const more = `registers:
  - register: participants
    fields: [{ field: mentor, label: ${x}, type: text }]
    rules:
      - { rule: own, severity: confirm, must: { mentor: { known: true } }, cell: mentor, expected: ${x}, mend: ${x}, source: ${source} }`;
  const after = loadProgramme(withService(more)).registers.get("participants");
  assert.deepEqual([...(after?.fields.keys() ?? [])], [...(before?.fields.keys() ?? []), "mentor"]);
  assert.equal(after?.rules.length, (before?.rules.length ?? 0) + 1);
  assert.deepEqual(after?.identity, before?.identity);
  assert.deepEqual(after?.operations, before?.operations);
});

test("a service may bring its own operation, partner, parameter, figure, target and question", () => {
  const { operations, partners, parameters, figures, targets, questions } = loadProgramme(
    withService(`${visits}partners: [{ partner: mentors, name: ${x}, kind: ngo }]
operation:
  operation: mentoring
  priority: priority_1
  title: ${x}
  fund: ESF
  starts: "2019-01-01"
  ends: "2021-12-31"
  partners: [mentors]
  registers: [participants]
  source: ${source}
parameters:
  - { parameter: most, label: ${x}, unit: days, values: [{ from: "2014-01-01", value: 3, source: ${source} }] }
figures: [{ figure: visits_made, label: ${x}, register: visits, count: records, year: day, source: ${source} }]
targets: [{ figure: visits_made, value: 5, source: ${source} }]
question:
  service: help
  operations: [guidance]
  measures: [{ measure: m, figure: visits_made }]
  tables: [{ table: t, title: ${x}, measures: [m] }]
  source: ${source}`),
  );
  assert.ok(operations.has("mentoring") && partners.has("mentors") && parameters.has("most"));
  assert.equal(figures.get("visits_made")?.definedBy, "programme");
  assert.equal(targets.at(-1)?.figure, "visits_made");
  assert.equal(questions.services.get("help")?.tables.length, 1);
});

test("what a service names and is not there is told at its place in the service's file", () => {
  assert.deepEqual(told(`lists: [{ list: l, label: ${x}, register: nowhere }]`), [
    `tiny-2014-2020/services/help.yaml:6 lists.0.register`,
  ]);
  assert.deepEqual(told(`${visits}shows: [nothing]\nboard: [visits]`).length, 2);
  assert.deepEqual(
    told(`lists: [{ list: l, label: ${x}, register: participants, when: { moon: true } }]`).length,
    1,
  );
});
