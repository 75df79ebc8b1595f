import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const home = join(import.meta.dirname, "..", "..");

test("every test that the page on security names exists, under that title", () => {
  const page = readFileSync(join(home, "docs", "security.md"), "utf8");
  const named = [...page.matchAll(/`([\w/.-]+\.test\.ts)`: "([^"]+)"/g)];
  assert.ok(named.length > 40);
  const missing = named.filter(
    ([, file = "", title = ""]) => !readFileSync(join(home, file), "utf8").includes(`test("${title}"`),
  );
  assert.deepEqual(
    missing.map(([whole]) => whole),
    [],
  );
});
