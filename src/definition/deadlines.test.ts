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

const inMonth =
  "from: held_on\n    within: { months: 1 }\n    done: { theme: { known: true } }\n    cell: theme";
const told = (bent: string) =>
  problemsOf(withAdded("registers/workshop_hours.yaml", deadline(`${inMonth}\n    ${bent}`))).join("\n");

test("a deadline says what stops it, from when it is waited for no more, when it stands still and who is told", () => {
  const folder = withAdded(
    "registers/workshop_hours.yaml",
    deadline(
      `${inMonth}\n    stops: held_on\n    lapses: held_on\n    pauses: [{ from: held_on, until: held_on }, { while: { online: true } }]\n    tells: [{ days_before: 7, roles: [guide] }, { days_before: 0, roles: [guide] }, { days_after: 1, roles: [guide, director] }]`,
    ),
  );
  const [found] = loadProgramme(folder).registers.get("workshop_hours")?.deadlines ?? [];
  assert.deepEqual([found?.stops?.id, found?.lapses?.id, found?.pauses.length], ["held_on", "held_on", 1]);
  assert.equal(found?.standsStill?.kind, "any");
  assert.deepEqual(found?.tells, [
    { days: -7, roles: ["guide"] },
    { days: 0, roles: ["guide"] },
    { days: 1, roles: ["guide", "director"] },
  ]);
});

test("what stops, pauses or tells by a name that is not there is told with its place", () => {
  assert.match(told("stops: theme"), /deadlines\S*stops theme/);
  assert.match(told("lapses: nowhere"), /deadlines\S*lapses nowhere/);
  assert.match(told("pauses: [{ from: held_on, until: theme }]"), /pauses\S*until theme/);
  assert.match(told("tells: [{ days_before: 7, roles: [nobody] }]"), /tells\S*roles\S* nobody/);
  assert.match(told("tells: [{ days_before: 7, days_after: 1, roles: [guide] }]"), /tells/);
});

test("a third pause, and time that would run backwards, are refused", () => {
  const pause = "{ from: held_on, until: held_on }";
  assert.equal(told(`pauses: [${pause}, ${pause}]`), "");
  assert.match(told(`pauses: [${pause}, ${pause}, ${pause}]`), /pauses 3/);
  assert.match(
    problemsOf(
      withAdded("registers/workshop_hours.yaml", deadline(inMonth.replace("months: 1", "days: -1"))),
    ).join("\n"),
    /within\S*days -1/,
  );
});

test("a deadline of the programme's register takes the place of the framework's of the same name", () => {
  const folder = tinyProgrammeFolder();
  const register = join(folder, "registers", "participants.yaml");
  writeFileSync(
    register,
    `register: participants\nextends: participants\n${deadline("from: leave_date\n    within: { days: 10 }\n    done: { employment_at_leave: { known: true } }\n    cell: employment_at_leave").replace("follow_up", "result_on_leaving")}`,
  );
  const deadlines = loadProgramme(folder).registers.get("participants")?.deadlines ?? [];
  const found = deadlines.filter(({ id }) => id === "result_on_leaving");
  assert.deepEqual(
    found.map(({ within }) => within),
    [{ sign: 1, days: 10 }],
  );
});

const figure = (count: string) => `
  - figure: in_time
    label: { fr: Dans le délai, nl: Op tijd, en: In time }
    register: workshop_hours
    count: ${count}
    source: { article: invented, verified: false }
`;

test("a share or a median is of a deadline that says when it stops", () => {
  const problems = (stops: string) => {
    const folder = withAdded("registers/workshop_hours.yaml", deadline(`${inMonth}\n    ${stops}`));
    const figures = join(folder, "figures.yaml");
    const plain = readFileSync(figures, "utf8").trimEnd();
    return ["{ share: follow_up }", "{ median: follow_up }", "{ share: no_such }"].map((count) => {
      writeFileSync(figures, `${plain}${figure(count)}`);
      return problemsOf(folder).join("\n");
    });
  };
  const [share, median, unknown] = problems("stops: held_on");
  assert.deepEqual([share, median], ["", ""]);
  assert.match(unknown ?? "", /count\S*share no_such/);
  assert.match(problems("lapses: held_on")[0] ?? "", /count\S*share follow_up/);
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
