import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { shareServer } from "../src/database/forTests.ts";
import { findChromium } from "./chromium.ts";

/** Runs every test of the project, or those whose path contains one of the words given, with Node's own runner. */
const home = join(import.meta.dirname, "..");
const words = process.argv.slice(2);
const long = ["test/scenarios/", "test/web/axe/", "test/web/"];
const longestTold = 10;
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
// Hundreds of processes run the same modules, here and in the commands that tests start: each is compiled once.
process.env["NODE_COMPILE_CACHE"] ??= join(home, "node_modules", ".cache", "compiled");
const stopServer = await shareServer();

const seconds = new Map<string, number>();
const running = run({
  // Only given like this are they run in their order: the command line sorts them.
  files: files.map((file) => resolve(file)),
  // One more at a time than two cores hold: tests in a browser wait more than they work.
  concurrency: Math.max(3, availableParallelism()),
});
running.on("test:summary", ({ file, success, duration_ms }) => {
  if (!success) process.exitCode = 1;
  if (file !== undefined) seconds.set(relative(home, file), Math.round(duration_ms / 1000));
});
running.on("end", () => void stopServer());
running.compose(spec).pipe(process.stdout);
process.stdout.on("unpipe", () => {
  const longest = [...seconds].toSorted((a, b) => b[1] - a[1]).slice(0, longestTold);
  console.log(`the longest, in seconds:\n${longest.map(([file, took]) => `${took} ${file}`).join("\n")}`);
});
