import { sumOf } from "../euros.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { loadProgramme } from "../definition/load.ts";
import { rescaled } from "./in-proportion.ts";
import { instalmentsOf, scaledTo } from "./instalments.ts";

const { costs } = loadProgramme(join(import.meta.dirname, "../../definitions/brussels-2014-2020"));

const euros = fc.integer({ min: 1, max: 99_999_999 }).map((cents) => {
  const text = String(cents).padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
});
const day = (least: number, most: number) =>
  fc
    .tuple(
      fc.integer({ min: least, max: most }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join("-"));

test("instalments sum to the budget to the cent, over any period, and none is below nothing", () => {
  fc.assert(
    fc.property(euros, day(2014, 2018), day(2019, 2023), (budget, starts, ends) => {
      const instalments = instalmentsOf(costs, "yearly", budget, { starts, ends });
      assert.equal(sumOf(instalments.map(({ amount }) => amount)), budget);
      assert.equal(instalments.length, 3 * (Number(ends.slice(0, 4)) - Number(starts.slice(0, 4)) + 1));
      assert.ok(instalments.every(({ amount }) => !amount.startsWith("-")));
    }),
  );
});

test("a year's instalments are its shares, in their order and on their days", () => {
  const told = instalmentsOf(costs, "yearly", "1000.01", { starts: "2020-01-01", ends: "2020-12-31" });
  assert.deepEqual(
    told.map(({ kind, share, amount, dueOn }) => [kind, share, amount, dueOn]),
    [
      ["advance", "0.50", "500.00", "2020-01-31"],
      ["interim", "0.30", "300.00", "2020-08-31"],
      ["balance", "0.20", "200.01", "2021-06-29"],
    ],
  );
  assert.deepEqual(instalmentsOf(costs, null, "1000.00", { starts: "2020-01-01", ends: "2020-12-31" }), []);
});

test("lines in proportion sum to what was granted, and keep what they are", () => {
  fc.assert(
    fc.property(fc.array(euros, { minLength: 1, maxLength: 12 }), euros, (budgets, granted) => {
      const lines = budgets.map((budget, id) => ({ id, budget }));
      const scaled = scaledTo(lines, granted);
      assert.equal(sumOf(scaled.map(({ budget }) => budget)), granted);
      assert.deepEqual(
        scaled.map(({ id }) => id),
        lines.map(({ id }) => id),
      );
      const again = rescaled(
        scaled.map(({ budget: amount }) => ({ amount })),
        granted,
      );
      assert.equal(sumOf(again.map(({ amount }) => amount)), granted);
    }),
  );
});
