import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { findChromium } from "./chromium.ts";

/** Runs every test of the project, or those whose path contains one of the words given, with Node's own runner. */
const words = process.argv.slice(2);
const long = ["test/scenarios/", "test/web/axe/", "test/web/"];
const rank = (file: string): number => {
  const found = long.findIndex((folder) => file.startsWith(folder));
  return found < 0 ? long.length : found;
};
const files = [...globSync("src/**/*.test.ts"), ...globSync("test/**/*.test.ts")]
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  // Long stories begin first, so that none of them is left alone at the end.
  .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
if (files.some((file) => file.includes("browser"))) {
  // Once, before the tests: the browser, and the pages that it opens.
  process.env["CHROMIUM"] = findChromium();
  await import("./web.ts");
}
// One more at a time than two cores hold: tests in a browser wait more than they work.
const { status } = spawnSync(
  process.execPath,
  ["--test", `--test-concurrency=${Math.max(3, availableParallelism())}`, ...files],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
