import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, exact } from "../decimal.ts";
import { countsOn, exemptOn, fullTime, isReached, postsOwed, shortened } from "./quota-posts.ts";

const rule = { above: 50, share: exact("1.50") };
const owed = (staff: number | null, base: string, rounding: "up" | "down" | "nearest" = "up") => {
  const found = postsOwed({ rounding }, { staff, base: exact(base) }, rule);
  return found && [canonical(found.exact), found.posts];
};

test("a body of 50 has no quota, one of 51 has; one whose staff is not known is held to it", () => {
  assert.equal(owed(50, "48.00"), undefined);
  assert.deepEqual(owed(51, "48.00"), ["0.72", 1n]);
  assert.deepEqual(owed(null, "48.00"), ["0.72", 1n]);
});

test("1.5 % becomes whole posts as the definition says, and what is whole already stays", () => {
  assert.deepEqual(owed(500, "400.00"), ["6", 6n]);
  assert.deepEqual(owed(500, "400.01"), ["6.00015", 7n]);
  assert.deepEqual(owed(500, "433.33"), ["6.49995", 7n]);
  assert.deepEqual(owed(500, "433.33", "nearest"), ["6.49995", 6n]);
  assert.deepEqual(owed(500, "433.34", "nearest"), ["6.5001", 7n]);
  assert.deepEqual(owed(500, "466.66", "down"), ["6.9999", 6n]);
});

test("posts are counted in full-time equivalents; whoever has no working time works full time", () => {
  const held = fullTime([100, 80, 50, null]);
  assert.equal(shortened(held), "3.3");
  assert.deepEqual(
    [isReached(held, 3n), isReached(held, 4n), isReached(exact("4.00"), 4n)],
    [true, false, true],
  );
});

test("somebody counts until the end of the quarter in which they turn 26, and no longer", () => {
  // 26 on 15 February 2020.
  const counted = (born: string | null, day: string) => countsOn(born, 26, day);
  assert.equal(counted("1994-02-15", "2020-02-14"), true);
  assert.equal(counted("1994-02-15", "2020-03-31"), true);
  assert.equal(counted("1994-02-15", "2020-04-01"), false);
  // 26 on the first and on the last day of a quarter.
  assert.equal(counted("1994-04-01", "2020-06-30"), true);
  assert.equal(counted("1994-03-31", "2020-04-01"), false);
  // Born on 29 February: 26 on 1 March 2022, in the same quarter.
  assert.equal(counted("1996-02-29", "2022-03-31"), true);
  assert.equal(counted("1996-02-29", "2022-04-01"), false);
  assert.equal(counted(null, "2020-04-01"), true);
});

test("an exemption is taken off before posts become whole, and never leaves less than none", () => {
  const after = (exempt: string, rounding: "up" | "down" = "up") => {
    const found = postsOwed(
      { rounding },
      { staff: 1480, base: exact("1304.60"), exempt: exact(exempt) },
      rule,
    );
    return found && [canonical(found.exact), shortened(found.left), found.posts];
  };
  assert.deepEqual(after("0"), ["19.569", "19.569", 20n]);
  assert.deepEqual(after("4.00"), ["19.569", "15.569", 16n]);
  assert.deepEqual(after("4.56"), ["19.569", "15.009", 16n]);
  assert.deepEqual(after("4.57"), ["19.569", "14.999", 15n]);
  assert.deepEqual(after("4.569"), ["19.569", "15", 15n]);
  assert.deepEqual(after("4.57", "down"), ["19.569", "14.999", 14n]);
  assert.deepEqual(after("19.57"), ["19.569", "0", 0n]);
});

test("an exemption counts from its first to its last day, 29 February included", () => {
  const exemption = { posts: "places", from: "begins", until: "ends" };
  const on = (day: string, answers: Readonly<Record<string, string | null>> = {}) =>
    shortened(
      exemptOn(exemption, { places: "4.00", begins: "2019-07-01", ends: "2020-02-29", ...answers }, day),
    );
  assert.deepEqual(
    ["2019-06-30", "2019-07-01", "2020-02-28", "2020-02-29", "2020-03-01"].map((day) => on(day)),
    ["0", "4", "4", "4", "0"],
  );
  assert.equal(on("2019-07-01", { places: null }), "0");
  assert.equal(on("2019-07-01", { ends: null }), "0");
  assert.equal(shortened(exemptOn(undefined, { places: "4.00" }, "2019-07-01")), "0");
});
