import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadProgramme } from "./load.ts";
import { DefinitionError } from "./problem.ts";

const definitions = join(import.meta.dirname, "..", "..", "definitions");
let folder: string;
const file = () => join(folder, "brussels-2014-2020", "questions.yaml");

before(() => {
  folder = mkdtempSync(join(tmpdir(), "jalon-questions-"));
  cpSync(definitions, folder, { recursive: true });
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Returns what is told of these questions, as "line path: found". */
const told = (questions: string): string[] => {
  writeFileSync(file(), questions);
  try {
    loadProgramme(join(folder, "brussels-2014-2020"));
  } catch (error) {
    assert.ok(error instanceof DefinitionError);
    for (const problem of error.problems) assert.equal(problem.file, "brussels-2014-2020/questions.yaml");
    return error.problems.map(({ line, path, found }) => `${line} ${path}: ${found}`);
  }
  return [];
};

const label = "label: { fr: x, nl: x, en: x }";
const question = (measures: string, table = "measures: [m]", service = "link") => `questions:
  - service: ${service}
    measures:
      ${measures.split("\n").join("\n      ")}
    tables:
      - { table: main, title: { fr: x, nl: x, en: x }, ${table} }
    source: { article: essai, verified: false }
`;

test("the reference programme asks a question of every operation", () => {
  const programme = loadProgramme(join(definitions, "brussels-2014-2020"));
  assert.deepEqual(
    [...programme.questions.services.keys()].toSorted(),
    [...programme.operations.keys()].toSorted(),
  );
  for (const { measures, tables } of programme.questions.services.values())
    for (const { measures: shown } of tables)
      for (const id of shown) assert.ok(measures.some((measure) => measure.id === id));
});

test("questions change nothing in what a figure was made under; their own fingerprint says what they are", () => {
  const { fingerprint, questions } = loadProgramme(join(definitions, "brussels-2014-2020"));
  assert.deepEqual(told(question("- { measure: m, figure: participants }")), []);
  const other = loadProgramme(join(folder, "brussels-2014-2020"));
  assert.equal(other.fingerprint, fingerprint);
  assert.notEqual(other.questions.fingerprint, questions.fingerprint);
  rmSync(file());
  const without = loadProgramme(join(folder, "brussels-2014-2020"));
  assert.equal(without.questions.services.size, 0);
  assert.equal(without.questions.fingerprint, undefined);
});

const faults: readonly [what: string, questions: string, expected: readonly string[]][] = [
  [
    "a figure that does not exist",
    question("- { measure: m, figure: nobody }"),
    ["4 questions.0.measures.0.figure: nobody"],
  ],
  [
    "a figure that no operation has a part of",
    question("- { measure: m, figure: budget }"),
    ["4 questions.0.measures.0.figure: budget"],
  ],
  [
    "a service that is no operation",
    question("- { measure: m, figure: participants }", "measures: [m]", "nowhere"),
    ["2 questions.0.service: nowhere"],
  ],
  [
    "a measure that no table knows",
    question("- { measure: m, figure: participants }", "measures: [other]"),
    ["6 questions.0.tables.0.measures.0: other"],
  ],
  [
    "a measure of two kinds",
    question(`- { measure: m, ${label}, figure: participants, ratio: m, of: m }`),
    ["4 questions.0.measures.0: figure + ratio"],
  ],
  ["a measure of no kind", question(`- { measure: m, ${label} }`), ["4 questions.0.measures.0: ∅"]],
  [
    "a measure that is worked out from itself",
    question(`- { measure: m, ${label}, ratio: m, of: m }`),
    ["4 questions.0.measures.0.ratio: m", "4 questions.0.measures.0.of: m"],
  ],
  [
    "a condition on a field that the register does not have",
    question(`- { measure: m, ${label}, register: staff, when: { gender: man } }`),
    ["4 questions.0.measures.0.when.gender: gender"],
  ],
  [
    "a part of what is no count",
    question(
      `- { measure: b, ${label}, figure: esf_contribution }\n- { measure: m, ${label}, part_of: b, when: { gender: man } }`,
    ),
    ["5 questions.0.measures.1.part_of: b"],
  ],
  [
    "a length from what is no date",
    question(
      `- { measure: m, ${label}, length: { register: staff, from: post, until: ends_on, statistic: mean } }`,
    ),
    ["4 questions.0.measures.0.length.from: post"],
  ],
  [
    "rows that a measure is not known by",
    question("- { measure: m, figure: participants }", "measures: [m], by: sector"),
    ["6 questions.0.tables.0.by: sector"],
  ],
  [
    "rows of another register",
    `groupings:
  - grouping: g
    register: staff
    ${label}
    groups: [{ ${label}, when: { function: management } }]
    rest: { fr: x, nl: x, en: x }
${question("- { measure: m, figure: participants }", "measures: [m], grouping: g")}`,
    ["12 questions.0.tables.0.grouping: g"],
  ],
  [
    "a key that does not exist",
    question("- { measure: m, figure: participants, colour: red }"),
    ["4 questions.0.measures.0.colour: colour"],
  ],
];

for (const [what, questions, expected] of faults)
  test(`${what} is told with its line`, () => {
    assert.deepEqual(told(questions), expected);
  });

test("no service's question is written down twice", () => {
  const once = question("- { measure: m, figure: participants }");
  const twice = `${once}${once.replace("questions:\n", "")}`;
  assert.deepEqual(told(twice), ["8 questions.1.service: link"]);
});
