import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { RiskFactor } from "../definition/control.ts";
import { scoreOf } from "./score.ts";

const text = (words: string) => ({ fr: words, nl: words, en: words });
const factor = (
  id: RiskFactor["id"],
  weight: number,
  noneAt: string,
  fullAt: string,
  unit: RiskFactor["unit"] = "number",
): RiskFactor => ({
  id,
  label: text(id),
  weight,
  noneAt,
  fullAt,
  unit,
  rationale: text("Essai"),
  source: { article: "Essai", verified: false },
});

const amount = factor("amount", 20, "0", "100000", "euros");
const days = factor("days_left", 30, "90", "0", "days");
const first = factor("first_declaration", 10, "0", "1", "yes_no");

describe("how pressing a declaration is", () => {
  test("each factor gives its points in proportion, most first, with the value in words", () => {
    const { score, reasons } = scoreOf([amount, days, first], {
      amount: "25000.00",
      days_left: "30",
      first_declaration: "1",
    });
    assert.equal(score, "35.0");
    assert.deepEqual(
      reasons.map(({ id, points }) => [id, points]),
      [
        ["days_left", "20.0"],
        ["first_declaration", "10"],
        ["amount", "5.0"],
      ],
    );
    assert.match(reasons[2]?.text.fr ?? "", /25\.000,00 €/);
    assert.equal(reasons[1]?.text.nl, "first_declaration");
  });

  test("what is not known, or is at the value that gives nothing, gives none", () => {
    assert.deepEqual(scoreOf([amount, days], { days_left: "120" }), { score: "0.0", reasons: [] });
  });

  test("no factor gives less than nothing nor more than its weight, and the score is their sum", () => {
    const value = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String);
    fc.assert(
      fc.property(value, value, value, fc.integer({ min: 0, max: 100 }), (none, full, at, weight) => {
        const { score, reasons } = scoreOf([factor("warnings", weight, none, full)], { warnings: at });
        const points = Number(reasons[0]?.points ?? "0");
        assert.ok(points >= 0 && points <= weight);
        assert.equal(Number(score), points);
      }),
    );
  });

  test("being nearer to the value that gives all never gives less", () => {
    const value = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const scoreAt = (each: number) => Number(scoreOf([amount], { amount: `${each}.00` }).score);
        assert.ok(scoreAt(Math.max(one, other)) >= scoreAt(Math.min(one, other)));
      }),
    );
  });
});
