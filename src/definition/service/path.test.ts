import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadProgramme } from "../load.ts";
import { DefinitionError } from "../problem.ts";

const definitions = join(import.meta.dirname, "..", "..", "..", "definitions");
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "jalon-path-"));
  cpSync(definitions, folder, { recursive: true });
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Returns what is told of the path of a service in which one line says something else, as "path: found". */
const told = (line: string, instead: string): string[] => {
  const name = join("brussels-2014-2020", "services", "cpas.yaml");
  const text = readFileSync(join(definitions, name), "utf8");
  const path = text.slice(text.indexOf("\npath:"));
  assert.ok(path.includes(line), line);
  writeFileSync(join(folder, name), text.replace(path, path.replace(line, instead)));
  try {
    loadProgramme(join(folder, "brussels-2014-2020"));
  } catch (error) {
    assert.ok(error instanceof DefinitionError);
    return error.problems.map(({ path: at, found }) => `${at}: ${found}`);
  }
  return [];
};

test("a path names what there is: registers, fields of the right type, choices, parameters, operations", () => {
  assert.deepEqual(told("phase: phase", "phase: phase"), []);
  for (const [line, instead, expected] of [
    ["register: cpas_phases", "register: nowhere", "path.phases.register: nowhere"],
    ["phase: phase", "phase: content", "path.phases.phase: content"],
    ["from: starts_on", "from: phase", "path.phases.from: phase"],
    ["reached: path_phase", "reached: postcode", "path.phases.reached: postcode"],
    ["to: [link, cpas]", "to: [link, nowhere]", "path.hand_overs.to.1: nowhere"],
    ["consent: consent\n", "consent: reason\n", "path.hand_overs.consent: reason"],
    ["taken_on: taken_on", "taken_on: phase", "path.answers.taken_on: phase"],
    ["good: [placed]", "good: [happy]", "path.answers.good.0: happy"],
  ] as const)
    assert.deepEqual(told(line, instead), [expected], instead);
});
