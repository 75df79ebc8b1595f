import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadProgramme } from "../definition/load.ts";
import { chooser } from "./chosen-blocks.ts";
import { DocumentError } from "./document/document.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const text = [
  "<!-- only 2020 -->",
  "<!-- where verifications -->",
  "of 2020, where something was verified,",
  "on two lines",
  "",
  "<!-- not 2020 -->",
  "of other years",
  "",
  "<!-- where verifications -->",
  "<!-- only 2020 -->",
  "the same the other way round",
  "",
  "always",
].join("\n");

const shown = async (year: number, verifications: string): Promise<string[]> => {
  const choose = await chooser([text], programme, year, (asked) =>
    Promise.resolve(asked.map(() => verifications)),
  );
  const chosen = choose(text).split("\n");
  assert.equal(chosen.length, text.split("\n").length, "lines stay in number");
  return chosen.filter((line) => line !== "");
};

test("a block stands in the report only where all that is marked above it holds", async () => {
  const about2020 = [
    "of 2020, where something was verified,",
    "on two lines",
    "the same the other way round",
  ];
  assert.deepEqual(await shown(2020, "31"), [...about2020, "always"]);
  assert.deepEqual(await shown(2020, "0"), ["always"]);
  assert.deepEqual(await shown(2019, "31"), ["of other years", "always"]);
});

test("a mark that names no figure is told with its line", async () => {
  await assert.rejects(
    chooser(["\n<!-- where verifcations -->\nx"], programme, 2020, () => Promise.resolve([])),
    (error) => error instanceof DocumentError && error.line === 2,
  );
});
