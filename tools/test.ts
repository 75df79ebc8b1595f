import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { findChromium } from "./chromium.ts";

/** Runs every test of the project, or those whose path contains one of the words given, with Node's own runner. */
const words = process.argv.slice(2);
/** Tests of whole stories: a browser waits more than it works, and a demonstration is made anew. */
const isLong = (file: string): boolean => /browser|scenarios|matrix/.test(file);
const files = [...globSync("src/**/*.test.ts"), ...globSync("test/**/*.test.ts")]
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  // What takes longest begins first, so that nothing runs alone at the end.
  .toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)) || (a < b ? -1 : 1));
if (files.some((file) => file.includes("browser"))) {
  // Once, before the tests: the browser, and the pages that it opens.
  process.env["CHROMIUM"] = findChromium();
  await import("./web.ts");
}
const { status } = spawnSync(
  process.execPath,
  ["--test", `--test-concurrency=${Math.max(3, availableParallelism())}`, ...files],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
