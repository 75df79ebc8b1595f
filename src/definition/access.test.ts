import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { languages } from "../language.ts";
import { loadProgramme } from "./load.ts";
import { DefinitionError, type DefinitionProblem } from "./problem.ts";
import { rights } from "./schema.ts";

const reference = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));

/** Returns what is told of the tiny programme after its access.yaml was changed. */
const problemsAfter = (from: string, to: string): readonly (DefinitionProblem & { text: string })[] => {
  const folder = tinyProgrammeFolder();
  const path = join(folder, "access.yaml");
  const before = readFileSync(path, "utf8");
  const text = before.replace(from, to);
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

/** Asserts that one problem is told, at the line that holds `at`, in all languages. */
const assertTold = (
  from: string,
  to: string,
  told: { at: string; found: string; expected: RegExp },
): void => {
  const problems = problemsAfter(from, to);
  assert.equal(problems.length, 1, JSON.stringify(problems.map(({ path, found }) => ({ path, found }))));
  const [problem] = problems;
  assert.equal(problem?.file, "tiny-2014-2020/access.yaml");
  assert.ok(problem.text.split("\n")[problem.line - 1]?.includes(told.at), `line ${problem.line}`);
  assert.equal(problem.found, told.found);
  assert.match(problem.expected.en, told.expected);
  for (const language of languages) assert.ok(problem.expected[language].length > 0);
};

describe("roles are read from access.yaml", () => {
  test("with their rights and the widest they may be given", () => {
    const { roles } = loadProgramme(tinyProgrammeFolder());
    assert.deepEqual([...roles.keys()], ["guide", "workshop_head", "coordinator", "inspector", "director"]);
    assert.equal(roles.get("guide")?.scope, "partner");
    assert.deepEqual(roles.get("inspector")?.rights, [
      "records:read",
      "identity:read",
      "figures:read",
      "report:read",
      "trail:read",
    ]);
  });

  test("a programme without that file has no roles", () => {
    const folder = tinyProgrammeFolder();
    rmSync(join(folder, "access.yaml"));
    assert.equal(loadProgramme(folder).roles.size, 0);
  });

  test("they are no part of what records and figures are made under: the fingerprint stays", () => {
    const folder = tinyProgrammeFolder();
    const { fingerprint } = loadProgramme(folder);
    const path = join(folder, "access.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace(", trail:read]", "]"));
    assert.equal(loadProgramme(folder).fingerprint, fingerprint);
  });
});

describe("a mistake is told with its line, what was found and what is expected", () => {
  test("a right that does not exist", () => {
    assertTold("report:read, trail:read]", "report:read, trial:read]", {
      at: "trial:read",
      found: "trial:read",
      expected: /records:read \| .*trail:read/,
    });
  });

  test("a scope that does not exist", () => {
    assertTold("scope: operation", "scope: project", {
      at: "scope: project",
      found: "project",
      expected: /programme \| operation \| partner/,
    });
  });

  test("the same role twice", () => {
    assertTold("role: coordinator", "role: guide", {
      at: "role: guide",
      found: "guide",
      expected: /not taken/,
    });
  });

  test("the same right twice", () => {
    assertTold("report:read, trail:read]", "report:read, report:read, trail:read]", {
      at: "report:read, report:read",
      found: "report:read",
      expected: /does not have already/,
    });
  });

  test("a right that is of no use without another", () => {
    assertTold(
      "[records:read, identity:read, figures:read, report:read",
      "[identity:read, figures:read, report:read",
      {
        at: "identity:read",
        found: "identity:read",
        expected: /also records:read/,
      },
    );
    assertTold(
      "[records:read, figures:read, report:read, report:publish",
      "[records:read, figures:read, report:publish",
      {
        at: "report:publish",
        found: "report:publish",
        expected: /also report:read/,
      },
    );
  });

  test("a label that lacks a language", () => {
    assertTold("label: { fr: Guide, nl: Gids, en: Guide }", "label: { fr: Guide, en: Guide }", {
      at: "label:",
      found: "∅",
      expected: /text/,
    });
  });
});

describe("the roles of the reference programme", () => {
  const having = (right: string) =>
    [...reference.roles.values()]
      .filter(({ rights: all }) => all.some((each) => each === right))
      .map(({ id }) => id);

  test("only who works with people writes, and sees names and answers of a special category", () => {
    const writers = ["case_worker", "partner_manager", "service_worker", "service_head"];
    assert.deepEqual(having("records:write"), writers);
    assert.deepEqual(having("files:import"), writers);
    assert.deepEqual(having("special:read"), [...writers, "auditor"]);
    assert.deepEqual(having("identity:read"), [...writers, "controller", "auditor"]);
    assert.deepEqual(having("rooms:manage"), ["service_head"]);
  });

  test("who manages accounts sees no records, and whoever controls writes none", () => {
    assert.deepEqual(reference.roles.get("administrator")?.rights, ["people:manage", "tokens:manage"]);
    assert.deepEqual(having("people:manage"), ["partner_manager", "programme_officer", "administrator"]);
    assert.deepEqual(having("trail:read"), ["controller", "programme_officer", "auditor"]);
    assert.deepEqual(having("report:publish"), ["programme_officer"]);
    assert.deepEqual(having("money:agree"), ["programme_officer"]);
    assert.deepEqual(having("money:declare"), ["partner_manager", "service_head"]);
    assert.deepEqual(having("money:control"), ["controller"]);
    assert.deepEqual(having("money:pay"), ["programme_officer"]);
    assert.deepEqual(having("money:certify"), ["certifying_officer"]);
    assert.deepEqual(having("money:audit"), ["auditor"]);
    assert.deepEqual(having("money:read"), [
      "partner_manager",
      "service_head",
      "controller",
      "programme_officer",
      "certifying_officer",
      "auditor",
    ]);
  });

  test("every right is somebody's", () => {
    for (const right of rights) assert.ok(having(right).length > 0, right);
  });
});
