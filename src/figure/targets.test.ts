import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as check, bigInt, property } from "fast-check";
import { reached } from "./targets.ts";

test("a target is at 100 percent only when it is reached: a last missing one keeps it at 99", () => {
  assert.deepEqual(reached("1799", "1800"), { reached: "1799", percent: 99, missing: "1" });
  assert.deepEqual(reached("1800", "1800"), { reached: "1800", percent: 100, missing: "0" });
});

test("past its target a figure is above 100 percent and misses nothing", () => {
  assert.deepEqual(reached("2700", "1800"), { reached: "2700", percent: 150, missing: "0" });
});

test("amounts keep their cents", () => {
  assert.deepEqual(reached("0.10", "1"), { reached: "0.10", percent: 10, missing: "0.90" });
});

test("what is reached and what is missing make the target", () => {
  check(
    property(bigInt({ min: 0n, max: 10n ** 12n }), bigInt({ min: 1n, max: 10n ** 12n }), (have, want) => {
      const { missing, percent } = reached(String(have), String(want));
      assert.equal(BigInt(missing), have >= want ? 0n : want - have);
      assert.equal(percent >= 100, have >= want);
    }),
  );
});
