import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { loadProgramme } from "../load.ts";
import { DefinitionError } from "../problem.ts";

const definitions = join(import.meta.dirname, "..", "..", "..", "definitions");
const folder = mkdtempSync(join(tmpdir(), "jalon-calendar-"));
cpSync(definitions, folder, { recursive: true });
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the loader says of the reference programme with one line of the workshops' calendar bent. */
const problemsWith = (line: string, bent: string): string[] => {
  const path = join(folder, "brussels-2014-2020", "services", "arae.yaml");
  const text = readFileSync(path, "utf8");
  const [before = "", calendar = ""] = text.split("\ncalendar:");
  assert.ok(calendar.includes(line), line);
  writeFileSync(path, `${before}\ncalendar:${calendar.replace(line, bent)}`);
  try {
    loadProgramme(join(folder, "brussels-2014-2020"));
    return [];
  } catch (error) {
    assert.ok(error instanceof DefinitionError);
    return error.problems.map(({ path: at, found }) => `${at}: ${found}`);
  } finally {
    writeFileSync(path, text);
  }
};

test("a calendar that names what is not there, or what does not fit, is told with its place", () => {
  const cases: [string, string, string][] = [
    ["    title: kind\n", "    title: subject\n", "calendar.sessions.title: subject"],
    ["    from: starts_at\n", "    from: place\n", "calendar.sessions.from: place"],
    ["    number: session_number\n", "    number: place\n", "calendar.sessions.number: place"],
    ["    capacity: places\n", "    capacity: hours\n", "calendar.sessions.capacity: hours"],
    ["    waiting: waiting\n", "    waiting: later\n", "calendar.registrations.waiting: later"],
    ["    person: person_number\n", "    person: turn\n", "calendar.registrations.person: turn"],
  ];
  for (const [line, bent, expected] of cases) {
    const found = problemsWith(line, bent);
    assert.ok(found.includes(expected), `${bent}: ${found.join(" | ")}`);
  }
});
