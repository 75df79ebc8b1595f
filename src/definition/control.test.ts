import assert from "node:assert/strict";
import { cpSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { allocationOf, asksOf, checklistOf, controlNumber, controlValue, filledIn } from "./control.ts";
import { loadControlRules } from "./control-resolve.ts";
import { loadProgramme } from "./load.ts";
import { DefinitionError, type DefinitionProblem } from "./problem.ts";
import type { Programme } from "./programme.ts";
import { controlFile, verificationTypes } from "./schema.ts";

const definitions = join(import.meta.dirname, "..", "..", "definitions");
const reference = loadProgramme(join(definitions, "brussels-2014-2020"));

const ours = `# yaml-language-server: $schema=../../build/schema/control.schema.json
version: "7"
numbers:
  - number: payment_days
    label: { fr: Délai, nl: Termijn, en: Time }
    unit: days
    values:
      - { from: "2020-01-01", value: 45, source: &s { article: Guide du Valmont, verified: false } }
      - { from: "2018-01-01", value: 60, source: *s }
checklists:
  - checklist: ours
    type: administrative
    version: "1"
    label: { fr: A, nl: A, en: A }
    groups:
      - group: own
        label: { fr: G, nl: G, en: G }
        points:
          - { point: own_question, question: { fr: A ?, nl: A?, en: A? }, severity: minor, asks: line, forms: [unit_cost], typology: publicity, source: *s }
allocations:
  - priority: priority_1
    fund: ESF
    region: transition
    basis: public
    rate: "0.60"
    commitments: [{ year: 2014, amount: "100.00" }]
    source: *s
`;

const programmeWith = (control: string): Programme => {
  const folder = tinyProgrammeFolder();
  writeFileSync(join(folder, "control.yaml"), control);
  return loadProgramme(folder);
};

const firstPriority = [...loadProgramme(tinyProgrammeFolder()).priorities.keys()][0] ?? "";
const good = ours.replace("priority_1", firstPriority);

const problemsOf = (from: string, to: string): readonly DefinitionProblem[] => {
  assert.ok(good.includes(from), from);
  try {
    programmeWith(good.replace(from, to));
  } catch (error) {
    assert.ok(error instanceof DefinitionError, String(error));
    return error.problems;
  }
  throw new Error("nothing was wrong");
};

describe("control.yaml is read with the framework's under it", () => {
  const programme = programmeWith(good);

  test("what has the same name replaces, the rest is added; both versions are named", () => {
    const { control } = programme;
    assert.equal(controlNumber(control, "payment_days", "2019-06-01"), 60);
    assert.equal(controlNumber(control, "payment_days", "2020-06-01"), 45);
    assert.equal(controlNumber(control, "n_plus_years", "2020-06-01"), 3);
    assert.ok(control.checklists.has("administrative") && control.checklists.has("ours"));
    assert.match(control.version, /^.+\+7$/);
  });

  test("a number is that of the first day before it began, and none where no file says it", () => {
    assert.equal(controlValue(programme.control, "payment_days", "2014-01-01").value, "60");
    assert.throws(() => controlNumber(programme.control, "answer_days", "2020-01-01"), RangeError);
  });

  test("it is no part of what records and figures are made under, and has a fingerprint of its own", () => {
    const folder = tinyProgrammeFolder();
    const without = loadProgramme(folder);
    writeFileSync(join(folder, "control.yaml"), good);
    const withIt = loadProgramme(folder);
    assert.equal(withIt.fingerprint, without.fingerprint);
    assert.notEqual(withIt.control.fingerprint, without.control.fingerprint);
    writeFileSync(join(folder, "control.yaml"), good.replace("A ?", "B ?"));
    assert.notEqual(loadProgramme(folder).control.fingerprint, withIt.control.fingerprint);
  });

  test("without any, everything is empty", () => {
    const folder = tinyProgrammeFolder();
    // The framework beside it is a link to the real one.
    const beside = join(folder, "..", "esf-2014-2020");
    unlinkSync(beside);
    cpSync(join(definitions, "esf-2014-2020"), beside, {
      recursive: true,
      filter: (path) => !path.endsWith("control.yaml"),
    });
    const { control } = loadProgramme(folder);
    assert.equal(control.fingerprint, undefined);
    assert.equal(control.checklists.size + control.numbers.size + control.books.size, 0);
  });
});

describe("a mistake is told with its file and what is expected", () => {
  for (const [what, from, to, expected] of [
    ["a kind of finding that nobody named", "typology: publicity", "typology: publicty", /publicity/],
    ["a number that nothing asks for", "number: payment_days", "number: payment_weeks", /payment_days/],
    [
      "a priority that does not exist",
      `priority: ${firstPriority}`,
      "priority: nowhere",
      new RegExp(firstPriority),
    ],
    ["a Fund that does not exist", "fund: ESF", "fund: ERDF", /ESF/],
    ["a question whose name is taken", "point: own_question", "point: period", /not taken yet/],
    ["an option that does not exist", "forms: [unit_cost]", "options: [unit_price]", /unit_cost/],
    ["a rate that is no share", 'rate: "0.60"', 'rate: "60 %"', /./],
  ] as const)
    test(what, () => {
      const [problem] = problemsOf(from, to);
      assert.match(problem?.file ?? "", /control\.yaml$/);
      assert.match(problem?.expected.en ?? "", expected);
    });
});

describe("what is asked follows the lines", () => {
  const { control } = reference;
  const points = (lines: readonly { form: string; option: string }[]) =>
    checklistOf(control, "administrative", lines).flatMap((group) => group.points.map(({ id }) => id));

  test("a form's questions are asked where a line has that form", () => {
    const units = points([{ form: "unit_cost", option: "unit_cost" }]);
    assert.ok(units.includes("unit_evidence") && units.includes("quantities_agreed"));
    assert.ok(!units.includes("invoice") && !units.includes("time_record"));
    const both = points([
      { form: "hourly_rate", option: "hourly_rate" },
      { form: "flat_rate", option: "indirect_15" },
    ]);
    assert.ok(both.includes("time_record") && both.includes("base") && !both.includes("unit_evidence"));
  });

  test("no invoice is asked for behind a simplified cost option", () => {
    const real = { form: "real_cost", option: "real_cost" };
    const everything = [...control.checklists.values()].flatMap(({ groups }) =>
      groups.flatMap((group) => group.points),
    );
    const ofPieces = everything.filter(({ asks }) => asks === "item");
    assert.ok(ofPieces.length > 0);
    for (const point of ofPieces.filter(({ forms }) => forms !== undefined))
      assert.ok(asksOf(point, real) && !asksOf(point, { form: "unit_cost", option: "unit_cost" }), point.id);
  });

  test("every type of verification asks something, in every form of support", () => {
    for (const type of verificationTypes) {
      assert.ok(control.types.has(type), type);
      assert.ok(checklistOf(control, type, []).length > 0, type);
    }
    for (const option of reference.costs.rules.options.values()) {
      const shared = points([]).length;
      assert.ok(points([{ form: option.form, option: option.id }]).length > shared, option.id);
    }
  });

  test("every point that cuts money says which kind of finding a no is", () => {
    for (const { groups } of control.checklists.values())
      for (const point of groups.flatMap((group) => group.points))
        assert.ok(point.severity !== "money" || control.typology.has(point.typology ?? ""), point.id);
  });
});

describe("the numbers of the two periods", () => {
  const later = loadControlRules(join(definitions, "esf-plus-2021-2027"));

  test("the payment clock, the interim rate and the windows are those of their law", () => {
    assert.ok(later);
    const day = "2022-01-01";
    assert.deepEqual(
      [reference.control, later].map((rules) => [
        controlNumber(rules, "payment_days", day),
        controlNumber(rules, "interim_rate_percent", day),
        rules.accounting?.windows.length,
      ]),
      [
        [90, 90, 0],
        [80, 95, 6],
      ],
    );
    assert.deepEqual([reference.control.rules, later.rules], ["2014-2020", "2021-2027"]);
  });

  test("a folder without such a file has no rules", () => {
    assert.equal(loadControlRules(join(definitions, "brussels-2014-2020", "report")), undefined);
  });
});

test("commitments are the Fund's share of the published total, to the cent", () => {
  const { allocations } = reference.control;
  const cents = (text: string) => BigInt(text.replace(".", ""));
  for (const [id, { budget }] of reference.priorities) {
    const rows = allocations.filter(({ priority }) => priority === id);
    const fund = (row: (typeof rows)[number]) =>
      row.commitments.reduce((sum, { amount, reserve }) => sum + cents(amount) + cents(reserve), 0n);
    // The total cost follows from the Fund's part and its rate; a third of a cent may be left over.
    const total = rows.reduce((sum, row) => sum + Number(fund(row)) / Number(row.rate), 0);
    assert.ok(Math.abs(total - Number(cents(budget))) < 1_000, id);
    assert.ok(
      rows.every(({ source }) => !source.verified),
      id,
    );
  }
  for (const operation of reference.operations.values())
    assert.ok(allocationOf(reference.control, operation), operation.id);
});

test("the weights of the risk factors are told with a reason, and their scale is no point", () => {
  const factors = [...reference.control.factors.values()];
  assert.equal(factors.length, 8);
  for (const { id, noneAt, fullAt, rationale } of factors) {
    assert.notEqual(noneAt, fullAt, id);
    for (const words of Object.values(rationale)) assert.ok(words.length > 40, id);
  }
});

test("the authority's account has the check digits of an IBAN", () => {
  const { iban } = reference.control.authority ?? { iban: "" };
  const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  assert.equal(BigInt(digits) % 97n, 1n);
});

test("words between braces are filled in, others stay", () => {
  const text = { fr: "{number} de {partner}", nl: "{number}", en: "{other}" };
  assert.deepEqual(filledIn(text, { number: "V-1", partner: "A" }), {
    fr: "V-1 de A",
    nl: "V-1",
    en: "{other}",
  });
});

test("the shape refuses what the loader could not use", () => {
  assert.ok(!controlFile.safeParse({ version: "1", unknown: [] }).success);
  assert.ok(
    readFileSync(join(definitions, "esf-2014-2020", "control.yaml"), "utf8").startsWith(
      "# yaml-language-server",
    ),
  );
});
