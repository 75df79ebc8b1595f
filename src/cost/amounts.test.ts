import { euros } from "../euros.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { exact } from "../decimal.ts";
import { product, quotient, sayPercent } from "./amounts.ts";

test("amounts keep two digits, and refuse to lose one", () => {
  assert.equal(euros(exact("12")), "12.00");
  assert.equal(euros(exact("12.500")), "12.50");
  assert.throws(() => euros(exact("12.345")), /digits would be lost/);
});

test("a product is rounded by its rule, and says what it was before", () => {
  assert.deepEqual(product(exact("0.105"), exact("1"), "half_up"), {
    amount: "0.11",
    rounding: { step: "amount", rule: "half_up", exact: "0.105" },
  });
  assert.equal(product(exact("0.109"), exact("1"), "down").amount, "0.10");
  assert.equal(product(exact("0.50"), exact("7"), "half_up").rounding, undefined);
});

test("a quotient without end shows eight digits; one that ends in two is not rounded", () => {
  assert.deepEqual(quotient(exact("60000"), exact("1720"), "half_up"), {
    amount: "34.88",
    rounding: { step: "rate", rule: "half_up", exact: "34.88372093" },
  });
  assert.deepEqual(quotient(exact("10"), exact("4"), "half_up"), { amount: "2.50", rounding: undefined });
  assert.deepEqual(quotient(exact("1"), exact("1000000000"), "half_up").rounding?.exact, "0");
  assert.throws(() => quotient(exact("1"), exact("0"), "half_up"), /division by zero/);
});

test("a rate is said in percent, as each language writes it", () => {
  assert.deepEqual(sayPercent("0.125"), { fr: "12,5 %", nl: "12,5 %", en: "12.5 %" });
});
