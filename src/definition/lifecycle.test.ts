import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { loadProgramme } from "./load.ts";
import { DefinitionError, type DefinitionProblem } from "./problem.ts";
import type { Register } from "./programme.ts";
import { knownState, noState, stateOf } from "./state.ts";

const file = "registers/workshop_hours.yaml";

const good = {
  field: "theme",
  from: "[none]",
  to: "letter",
  asks: "[room]",
  sets: "{ online: true, hours: 2.5, held_on: today, room: none }",
  requires: "{ hours: { known: true } }",
};

/** Loads the tiny programme with a lifecycle of one transition, bent in one place. */
const loaded = (bent: Partial<typeof good>): Register => {
  const words = { ...good, ...bent };
  const folder = tinyProgrammeFolder();
  appendFileSync(
    join(folder, file),
    `
lifecycle:
  field: ${words.field}
  transitions:
    - transition: write
      label: { fr: Écrire, nl: Schrijven, en: Write }
      from: ${words.from}
      to: ${words.to}
      asks: ${words.asks}
      sets: ${words.sets}
      requires: ${words.requires}
`,
  );
  return loadProgramme(folder).registers.get("workshop_hours") ?? assert.fail("the register is gone");
};

const problemWith = (bent: Partial<typeof good>): DefinitionProblem => {
  try {
    loaded(bent);
  } catch (error) {
    assert.ok(error instanceof DefinitionError);
    assert.equal(error.problems.length, 1, error.message);
    return error.problems[0] ?? assert.fail();
  }
  return assert.fail("nothing was told");
};

describe("a lifecycle in a definition", () => {
  test("is read with its states, what it asks, sets and requires", () => {
    const { lifecycle } = loaded({});
    assert.deepEqual([...(lifecycle?.states.keys() ?? [])], ["none", "letter", "interview"]);
    const [transition] = lifecycle?.transitions ?? [];
    assert.deepEqual(transition?.asks, ["room"]);
    assert.deepEqual(transition.sets, [
      { field: "online", value: true, isToday: false },
      { field: "hours", value: "2.50", isToday: false },
      { field: "held_on", value: null, isToday: true },
      { field: "room", value: null, isToday: false },
      { field: "theme", value: "letter", isToday: false },
    ]);
    assert.ok(transition.requires);
  });

  test("tells a mistake with its line: a field, a state, an answer or a question that is not there", () => {
    for (const [bent, at, found] of [
      [{ field: "room" }, "lifecycle.field", "room"],
      [{ field: "person_number" }, "lifecycle.field", "person_number"],
      [{ from: "[begun]" }, "lifecycle.transitions.0.from.0", "begun"],
      [{ to: "sent" }, "lifecycle.transitions.0.to", "sent"],
      [{ asks: "[colour]" }, "lifecycle.transitions.0.asks.0", "colour"],
      [{ sets: "{ colour: red }" }, "lifecycle.transitions.0.sets.colour", "colour"],
      [{ sets: "{ online: today }" }, "lifecycle.transitions.0.sets.online", "today"],
      [{ sets: "{ held_on: soon }" }, "lifecycle.transitions.0.sets.held_on", "soon"],
      [{ requires: "{ colour: red }" }, "lifecycle.transitions.0.requires.colour", "colour"],
    ] as const) {
      const problem = problemWith(bent);
      assert.equal(problem.path, at);
      assert.equal(problem.file, `tiny-2014-2020/${file}`);
      assert.ok(problem.line > 80, String(problem.line));
      assert.match(problem.found, new RegExp(found));
    }
  });

  test("of a date is known or not, and has to be given its date", () => {
    const dated = { field: "held_on", to: "known", asks: "[held_on]", sets: "{ online: true }" };
    assert.deepEqual([...(loaded(dated).lifecycle?.states.keys() ?? [])], ["none", "known"]);
    assert.match(problemWith({ ...dated, asks: "[room]" }).expected.en, /without a date/);
  });
});

test("a record's state is its choice, or whether its date is known", () => {
  assert.equal(stateOf({ type: "choice" }, "letter"), "letter");
  assert.equal(stateOf({ type: "choice" }, null), noState);
  assert.equal(stateOf({ type: "date" }, "2020-03-02"), knownState);
  assert.equal(stateOf({ type: "date" }, undefined), noState);
});

describe("the parts of a form", () => {
  test("a field in a part that is not there, and a part before one that is not there, are told", () => {
    for (const [from, to, path] of [
      ["    type: boolean\n", "    type: boolean\n    section: nowhere\n", /\.section$/],
      [
        "\nfields:\n",
        "\nsections:\n  - { section: a, before: b, label: { fr: A, nl: A, en: A } }\nfields:\n",
        /\.before$/,
      ],
    ] as const) {
      const folder = tinyProgrammeFolder();
      const place = join(folder, file);
      const text = readFileSync(place, "utf8").replace(from, to);
      assert.throws(
        () => {
          writeFileSync(place, text);
          loadProgramme(folder);
        },
        (error) => error instanceof DefinitionError && path.test(error.problems[0]?.path ?? ""),
      );
    }
  });

  test("come in the framework's order, the programme's where it says", () => {
    const folder = tinyProgrammeFolder();
    writeFileSync(
      join(folder, "registers", "participants.yaml"),
      `register: participants
extends: participants
sections:
  - { section: path, before: household, label: { fr: Parcours, nl: Traject, en: Path } }
  - { section: person, label: { fr: Qui, nl: Wie, en: Who } }
`,
    );
    const sections = loadProgramme(folder).registers.get("participants")?.sections ?? [];
    assert.deepEqual(
      sections.map(({ id }) => id),
      ["person", "entry", "path", "household", "sensitive", "leave", "follow_up"],
    );
    assert.equal(sections[0]?.label.en, "Who");
  });
});
