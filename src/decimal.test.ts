import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { add, canonical, compare, divide, exact, multiply, rounded, subtract, zero } from "./decimal.ts";

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) => ({ units, scale }));
const rules = fc.constantFrom("half_up" as const, "down" as const);

test("a difference added again is what it was, and a product divides back", () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      assert.equal(compare(add(subtract(a, b), b), a), 0);
      if (b.units !== 0n) assert.equal(compare(divide(multiply(a, b), b, 6, "half_up"), a), 0);
    }),
  );
});

test("a quotient is off by less than one unit, by half of one at most when it is rounded to the nearest", () => {
  const two = exact("2");
  fc.assert(
    fc.property(decimal, decimal, fc.integer({ min: 0, max: 8 }), rules, (a, b, digits, rule) => {
      fc.pre(b.units !== 0n);
      const quotient = divide(a, b, digits, rule);
      const size = (value: typeof a) => (value.units < 0n ? { ...value, units: -value.units } : value);
      // |quotient × b − a| against a unit of the last digit, so that nothing is rounded in the check.
      const off = size(subtract(multiply(quotient, b), a));
      const unit = size(multiply({ units: 1n, scale: digits }, b));
      if (rule === "down") {
        assert.ok(compare(off, unit) < 0);
        assert.ok(compare(size(multiply(quotient, b)), size(a)) <= 0);
      } else assert.ok(compare(multiply(off, two), unit) <= 0);
    }),
  );
});

test("halves go away from zero, or are dropped", () => {
  const cents = (text: string, rule: "half_up" | "down") => canonical(rounded(exact(text), 2, rule));
  assert.deepEqual(
    ["0.005", "-0.005", "1.234999", "2"].map((text) => cents(text, "half_up")),
    ["0.01", "-0.01", "1.23", "2.00"],
  );
  assert.deepEqual(
    ["0.009", "-0.009", "1.999"].map((text) => cents(text, "down")),
    ["0.00", "0.00", "1.99"],
  );
});

test("a text is read as it stands, short or long, and what is no decimal is refused", () => {
  fc.assert(
    fc.property(decimal, (value) => assert.deepEqual(exact(canonical(value)), value)),
    { numRuns: 2000 },
  );
  assert.deepEqual(exact("007.50"), { units: 750n, scale: 2 });
  for (const wrong of [
    "",
    ".",
    "1.",
    ".5",
    "1.2.3",
    "1,5",
    "--1",
    "1-",
    "1e3",
    " 1",
    "0x1",
    "12.345.678901234567",
  ])
    assert.throws(() => exact(wrong), /not a canonical decimal/, wrong);
});

test("nothing is divided by zero", () => {
  assert.throws(() => divide(exact("1"), zero, 2, "down"), /division by zero/);
});
