import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { findChromium } from "./chromium.ts";

/** Runs every test of the project, or those whose path contains one of the words given, with Node's own runner. */
const words = process.argv.slice(2);
const files = [...globSync("src/**/*.test.ts"), ...globSync("test/**/*.test.ts")]
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .toSorted();
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
