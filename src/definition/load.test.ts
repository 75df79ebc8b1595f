import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { toSentence } from "./condition/sentence.ts";
import { loadProgramme } from "./load.ts";
import { DefinitionError, type DefinitionProblem, sayProblem } from "./problem.ts";
import type { Programme } from "./programme.ts";

/** Returns what is told of the tiny programme after one of its files was changed. */
const problemsAfter = (
  file: string,
  change: (text: string) => string,
): (DefinitionProblem & { text: string })[] => {
  const folder = tinyProgrammeFolder();
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const text = change(before);
  assert.notEqual(text, before, "the test changes something");
  writeFileSync(path, text);
  try {
    loadProgramme(folder);
  } catch (error) {
    assert.ok(error instanceof DefinitionError, String(error));
    return error.problems.map((problem) => ({ ...problem, text }));
  }
  return [];
};

/** Asserts that one problem is told, in this file, at the line that holds `at`, with what was found and expected. */
const assertTold = (
  file: string,
  change: (text: string) => string,
  { at, found, expected }: { at: string; found: string; expected: RegExp },
): void => {
  const problems = problemsAfter(file, change);
  assert.equal(problems.length, 1, problems.map((problem) => sayProblem(problem, "en")).join("\n"));
  const [problem] = problems;
  assert.equal(problem?.file, `tiny-2014-2020/${file}`);
  assert.equal(problem.text.split("\n")[problem.line - 1]?.includes(at), true, sayProblem(problem, "en"));
  assert.equal(problem.found, found);
  assert.match(problem.expected.en, expected);
  for (const language of ["fr", "nl", "en"] as const) assert.ok(problem.expected[language].length > 0);
};

const replaced = (from: string, to: string) => (text: string) => text.replace(from, to);
const programmeFile = "programme.yaml";
const figuresFile = "figures.yaml";
const workshops = "registers/workshop_hours.yaml";

describe("a mistake is told with its file, its line, what was found and what is expected", () => {
  test("a condition on a field that the register does not have", () => {
    assertTold(workshops, replaced("when: { hours: { known", "when: { heures: { known"), {
      at: "heures",
      found: "heures",
      expected: /^a field of the register: .*\bhours\b/,
    });
  });

  test("an operator that does not fit the type of the field", () => {
    assertTold(
      workshops,
      replaced("when: { hours: { known: true } }", "when: { theme: { below: letter } }"),
      {
        at: "below",
        found: "below",
        expected: /^for "Theme" \(choice\), one of: is, is_not, in/,
      },
    );
  });

  test("an operator that does not exist", () => {
    assertTold(workshops, replaced("{ hours: { at_most:", "{ hours: { maximum:"), {
      at: "maximum",
      found: "maximum",
      expected: /^no key of this name here$/,
    });
  });

  test("a choice that the field does not have", () => {
    assertTold(workshops, replaced("when: { hours: { known: true } }", "when: { theme: cooking }"), {
      at: "cooking",
      found: "cooking",
      expected: /^one of: letter, interview$/,
    });
  });

  test("a parameter that is not defined", () => {
    assertTold(workshops, replaced("parameter: longest_workshop", "parameter: longest_day"), {
      at: "longest_day",
      found: "longest_day",
      expected: /^a parameter: .*\blongest_workshop$/,
    });
  });

  test("a condition on another register", () => {
    assertTold(workshops, replaced("when: { hours: { known: true } }", "when: { condition: unemployed }"), {
      at: "unemployed",
      found: "unemployed",
      expected: /^a condition defined before this one/,
    });
  });

  test("a figure whose name is taken", () => {
    assertTold(figuresFile, replaced("figure: workshop_people", "figure: workshop_hours"), {
      at: "figure: workshop_hours",
      found: "workshop_hours",
      expected: /^a name not taken yet$/,
    });
  });

  test("a figure of a register that is not defined", () => {
    assertTold(figuresFile, replaced("register: workshop_hours", "register: workshops"), {
      at: "workshops",
      found: "workshops",
      expected: /^a register: participants, workshop_hours, expenditure, /,
    });
  });

  test("a figure dated by a field that is no date, and a sum of a field that is no number", () => {
    assertTold(figuresFile, replaced("year: held_on", "year: hours"), {
      at: "year: hours",
      found: "hours",
      expected: /: held_on$/,
    });
    assertTold(figuresFile, replaced("{ sum: hours }", "{ sum: theme }"), {
      at: "theme",
      found: "theme",
      expected: /: hours$/,
    });
  });

  test("a sum of a figure that does not exist", () => {
    assertTold(figuresFile, replaced("sum: [participants, online", "sum: [participants, distant"), {
      at: "distant",
      found: "distant_workshops",
      expected: /^the name of a figure/,
    });
  });

  test("a figure that is told in two ways at once", () => {
    assertTold(figuresFile, replaced("structure: budget", "structure: budget\n    sum: [participants]"), {
      at: "figure: budget",
      found: "sum + structure",
      expected: /^exactly one of/,
    });
  });

  test("a date that does not exist, and one written in another way", () => {
    for (const date of ["2015-02-30", "01/01/2015"])
      assertTold(programmeFile, replaced('starts: "2015-01-01"', `starts: "${date}"`), {
        at: date,
        found: date,
        expected: /^a date that exists, "YYYY-MM-DD"$/,
      });
  });

  test("an operation that ends before it starts", () => {
    assertTold(programmeFile, replaced('ends: "2022-12-31"', 'ends: "2012-12-31"'), {
      at: "2012-12-31",
      found: "2012-12-31",
      expected: /from the start on \(2015-01-01\)/,
    });
  });

  test("an amount that YAML reads as a number, and would round", () => {
    assertTold(programmeFile, replaced('"1250000.50"', "1250000.50"), {
      at: "budget",
      found: "1250000.5",
      expected: /^a text$/,
    });
  });

  test("a text that lacks a language", () => {
    assertTold(programmeFile, replaced("nl: Werken in Valmont, ", ""), {
      at: "Travailler au Valmont",
      found: "∅",
      expected: /^a text$/,
    });
  });

  test("YAML that is not well formed", () => {
    const problems = problemsAfter(programmeFile, replaced("priorities:\n", "priorities: [\n"));
    assert.ok(problems.length > 0);
    assert.ok(problems.every(({ expected }) => expected.en === "well-formed YAML"));
    assert.ok(problems.every(({ line }) => line > 10));
  });

  test("a key that has no meaning there, at its own line", () => {
    assertTold(programmeFile, replaced("    fund: ESF\n", "    fund: ESF\n    budgets:\n      one: 1\n"), {
      at: "budgets:",
      found: "budgets",
      expected: /^no key of this name here$/,
    });
  });

  test("a partner, a fund, an objective and a register that an operation names and nobody defines", () => {
    for (const [from, to, found] of [
      ["[north_workshop, south_workshop]", "[north_workshop, west_workshop]", "west_workshop"],
      ["fund: YEI", "fund: ERDF", "ERDF"],
      [
        "objective: objective_1\n    title: { fr: Guidance",
        "objective: objective_9\n    title: { fr: Guidance",
        "objective_9",
      ],
      ["[participants, workshop_hours]", "[participants, workshops]", "workshops"],
    ] as const)
      assertTold(programmeFile, replaced(from, to), { at: found, found, expected: /^(one of|a register): / });
  });

  test("two operations, two fields or two parameters of the same name", () => {
    for (const [file, from, to] of [
      [programmeFile, "operation: first_step", "operation: guidance"],
      [workshops, "field: room", "field: theme"],
    ] as const) {
      const problems = problemsAfter(file, replaced(from, to));
      assert.ok(problems.some(({ expected }) => expected.en === "a name not taken yet"));
    }
  });

  test("a word that stands for two choices, and a heading that stands for two columns", () => {
    assertTold(workshops, replaced("fr: entretien", "fr: Lettre"), {
      at: "interview",
      found: "lettre",
      expected: /"letter" does not have already/,
    });
    assertTold(workshops, replaced("fr: Salle", "fr: heures"), {
      at: "field: room",
      found: "heures",
      expected: /"hours" does not have already/,
    });
  });

  test("a field that says who the person is, outside the room of identities", () => {
    assertTold(workshops, replaced("    sensitivity: identity\n", ""), {
      at: "person: [person_number]",
      found: "person_number",
      expected: /^a field of the room of identities/,
    });
  });

  test("an identity that may be missing", () => {
    assertTold(workshops, replaced("identity: [person_number, held_on]", "identity: [person_number, room]"), {
      at: "identity: [",
      found: "room",
      expected: /always asked for/,
    });
  });

  test("a least value that is not of the field's type", () => {
    assertTold(workshops, replaced("minimum: 0.25", 'minimum: "2015-01-01"'), {
      at: "minimum",
      found: "2015-01-01",
      expected: /^a number$/,
    });
  });

  test("a code list that is not defined", () => {
    const cut = (text: string) =>
      text.replace(/choices:\n(\s+- code: letter[\s\S]*?)(?=\n {2}- field: online)/, "choices: themes");
    assertTold(workshops, cut, {
      at: "themes",
      found: "themes",
      expected: /^a list of choices, or one of: gender/,
    });
  });

  test("a framework that is not beside the programme", () => {
    assertTold(programmeFile, replaced("framework: esf-2014-2020", "framework: esf-1994-1999"), {
      at: "framework: esf-1994-1999",
      found: "esf-1994-1999",
      expected: /framework\.yaml$/,
    });
  });

  test("a register that the framework has and the programme's own does not extend, or extends by another name", () => {
    for (const [head, found] of [
      ["register: participants", "participants"],
      ["register: participants\nextends: attendants", "attendants"],
    ] as const) {
      const problems = problemsAfter(workshops, replaced("register: workshop_hours", head));
      const told = problems.find(({ expected }) => expected.en.startsWith("`extends: participants`"));
      assert.equal(told?.found, found);
      assert.equal(told.file, `tiny-2014-2020/${workshops}`);
    }
  });
});

test("all mistakes of all files are told at once, each in one line that a person can follow", () => {
  const folder = tinyProgrammeFolder();
  for (const [file, from, to] of [
    [workshops, "severity: confirm", "severity: warn"],
    [figuresFile, "count: persons", "count: people"],
    [figuresFile, "structure: partners", "structure: friends"],
  ] as const) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  }
  assert.throws(
    () => loadProgramme(folder),
    (error: DefinitionError) => {
      assert.deepEqual(
        error.problems.map((problem) => sayProblem(problem, "fr")),
        [
          "tiny-2014-2020/registers/workshop_hours.yaml:59:15 rules.0.severity — trouvé : warn — attendu : refuse | incomplete | confirm",
          "tiny-2014-2020/figures.yaml:24:12 figures.2.count — trouvé : people — attendu : records | persons | des clés et leurs valeurs",
          "tiny-2014-2020/figures.yaml:60:16 figures.7.structure — trouvé : friends — attendu : budget | esf_contribution | partners | operations | priorities",
        ],
      );
      return true;
    },
  );
});

test("a folder without programme.yaml says so", () => {
  assert.throws(
    () => loadProgramme(join(tinyProgrammeFolder(), "registers")),
    (error: DefinitionError) => error.problems[0]?.expected.en === "a programme folder, with programme.yaml",
  );
});

describe("what was loaded", () => {
  const load = (): Programme => loadProgramme(tinyProgrammeFolder());

  test("the programme knows its structure, the framework's registers and figures, and its own", () => {
    const programme = load();
    assert.deepEqual([...programme.priorities.keys()], ["priority_1", "priority_2"]);
    assert.equal(programme.operations.get("guidance")?.priority, "priority_1");
    assert.equal(programme.operations.get("assistance")?.priority, "priority_2");
    assert.deepEqual(programme.registers.get("participants")?.operations, ["guidance", "first_step"]);
    assert.equal(programme.figures.get("CO01")?.definedBy, "framework");
    assert.equal(programme.figures.get("workshop_people")?.definedBy, "programme");
  });

  test("two folders with the same files have the same fingerprint; any changed letter gives another", () => {
    const folder = tinyProgrammeFolder();
    assert.equal(loadProgramme(folder).fingerprint, load().fingerprint);
    const path = join(folder, figuresFile);
    writeFileSync(path, readFileSync(path, "utf8").replace("fr: Budget", "fr: Le budget"));
    assert.notEqual(loadProgramme(folder).fingerprint, load().fingerprint);
  });

  test("its conditions read as sentences in French, Dutch and English", () => {
    const { registers, figures } = load();
    const rule = (id: string) => registers.get("workshop_hours")?.rules.find((each) => each.id === id)?.must;
    const room = registers.get("workshop_hours")?.fields.get("room")?.required;
    const computation = figures.get("CO02")?.computation;
    const longTerm = computation?.kind === "count" ? computation.when : undefined;
    const [hours, start] = [rule("long_workshop"), rule("within_operation")];
    assert.ok(hours && start && longTerm && typeof room === "object");
    assert.equal(
      toSentence(hours, "fr"),
      "« Heures suivies » d'au plus 6 (depuis le 01/01/2014), 8 (depuis le 01/01/2020)",
    );
    assert.equal(
      toSentence(hours, "nl"),
      '"Gevolgde uren" hoogstens 6 (sinds 01/01/2014), 8 (sinds 01/01/2020)',
    );
    assert.equal(toSentence(start, "fr"), "« Date de l'atelier » au plus tôt « Début de l'opération »");
    assert.equal(toSentence(start, "en"), '"Date of the workshop" no earlier than "Start of the operation"');
    assert.equal(toSentence(room, "fr"), "« À distance » : non");
    assert.equal(toSentence(longTerm, "fr"), "fiche complète et au chômage de longue durée à l'entrée");
    assert.equal(toSentence(longTerm, "nl"), "volledige fiche en langdurig werkloos bij de instap");
    assert.equal(toSentence(longTerm, "en"), "complete record and long-term unemployed on entry");
    const expanded = toSentence(longTerm, "fr", { expand: true });
    assert.ok(
      expanded.includes("au chômage depuis une date antérieure à : « Date d'entrée » moins 6 mois"),
      expanded,
    );
  });
});
