import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { loadProgramme } from "./load.ts";
import { DefinitionError } from "./problem.ts";

const withAdded = (file: string, text: string): string => {
  const folder = tinyProgrammeFolder();
  const path = join(folder, file);
  writeFileSync(path, `${readFileSync(path, "utf8").trimEnd()}\n${text}`);
  return folder;
};

const problemsOf = (folder: string) => {
  try {
    loadProgramme(folder);
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems.map(({ path, found }) => `${path} ${found}`);
    throw error;
  }
  return [];
};

const deadline = (bent: string) => `
deadlines:
  - deadline: follow_up
    label: { fr: Rappeler, nl: Terugbellen, en: Call back }
    source: { article: invented, verified: false }
    ${bent}
`;

test("a deadline of a programme's register runs from a date of it, for so long, until what stops it", () => {
  const folder = withAdded(
    "registers/workshop_hours.yaml",
    deadline(
      "from: held_on\n    within: { months: 1, days: 3 }\n    done: { theme: { known: true } }\n    cell: theme",
    ),
  );
  const [found] = loadProgramme(folder).registers.get("workshop_hours")?.deadlines ?? [];
  assert.deepEqual(
    [found?.id, found?.from.id, found?.within],
    ["follow_up", "held_on", { sign: 1, months: 1, days: 3 }],
  );
});

test("a deadline from what is no date, on a field that is not there, or by a parameter nobody set is told with its place", () => {
  assert.match(
    problemsOf(
      withAdded(
        "registers/workshop_hours.yaml",
        deadline(
          "from: theme\n    within: { days: 3 }\n    done: { theme: { known: true } }\n    cell: theme",
        ),
      ),
    ).join("\n"),
    /deadlines\S*from theme/,
  );
  assert.match(
    problemsOf(
      withAdded(
        "registers/workshop_hours.yaml",
        deadline(
          "from: held_on\n    within: { days: { parameter: no_such } }\n    done: { theme: { known: true } }\n    cell: nowhere",
        ),
      ),
    ).join("\n"),
    /deadlines[\s\S]*nowhere[\s\S]*no_such/,
  );
});

const target = (bent: string) => `
targets:
  - figure: TOTAL
    value: 100
    source: { article: invented, verified: false }
    ${bent}
`;

test("a target says which figure is to reach what, where and when", () => {
  const programme = loadProgramme(withAdded("programme.yaml", target("operation: guidance\n    year: 2020")));
  assert.deepEqual(
    programme.targets.map(({ figure, value, year, scope }) => ({ figure, value, year, scope })),
    [{ figure: "TOTAL", value: "100", year: 2020, scope: { operation: "guidance" } }],
  );
});

test("a target for a figure or a place that does not exist is told with its place", () => {
  assert.match(
    problemsOf(withAdded("programme.yaml", target("operation: nowhere"))).join("\n"),
    /targets\S*operation nowhere/,
  );
  assert.match(
    problemsOf(withAdded("programme.yaml", target("").replace("TOTAL", "no_such"))).join("\n"),
    /targets\S*figure no_such/,
  );
});
