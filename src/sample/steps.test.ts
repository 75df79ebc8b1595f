import assert from "node:assert/strict";
import { test } from "node:test";
import { exact } from "../decimal.ts";
import { languages, type Text } from "../language.ts";
import { isNear } from "./forTests.ts";
import { quotient, roundedUp, squareRoot, whole } from "./numbers.ts";
import { wording } from "./refusal.ts";
import { confidenceFor, exactUpperRate, expansionFactor, normalProbability } from "./statistics.ts";
import { countStep, euroStep, formula, numberStep, rateStep, same, saySteps } from "./steps.ts";
import { conclusionWords, words } from "./words.ts";

const tree = [
  euroStep(same("a"), exact("1234.5"), {
    how: formula((say) => `b × ${say(exact("0.125"))}`),
    source: "Art. 1",
    parts: [
      countStep(same("c"), 1200, { parts: [rateStep(same("d"), exact("0.023257"))] }),
      numberStep(same("e"), exact("1.6450")),
    ],
  }),
];

test("a tree is read from the result down, in the numbers of each language", () => {
  assert.equal(
    saySteps(tree, "fr"),
    "a : 1.234,50 € — b × 0,125 ; Art. 1\n├─ c : 1.200\n│  └─ d : 2,3257 %\n└─ e : 1,645\n",
  );
  assert.equal(
    saySteps(tree, "en"),
    "a: €1,234.50 — b × 0.125; Art. 1\n├─ c: 1,200\n│  └─ d: 2.3257 %\n└─ e: 1.645\n",
  );
});

test("every word, conclusion and refusal is there in three languages, each its own", () => {
  const { empty, seed, strata } = wording;
  const refusals: readonly Text[] = [
    empty,
    seed,
    strata,
    ...[wording.confidence, wording.materiality, wording.twice, wording.name, wording.size].map((say) =>
      say("x"),
    ),
    ...[wording.notSelectable, wording.errorAbove].map((say) => say("x")),
    wording.deviation(""),
    wording.deviation("x"),
    wording.tooFew("", 1, 2),
    wording.tooFew("x", 1, 2),
    wording.expected("1", "2"),
    wording.firstPeriod("1", "2"),
    wording.expansion("0.91", ["0.9"]),
    wording.notTheDraw(["x"], []),
    wording.notAllowed(300),
    wording.fewDocuments(29, 30),
  ];
  for (const text of [...Object.values(words), ...Object.values(conclusionWords), ...refusals]) {
    for (const language of languages) assert.ok(text[language].trim() !== "", text.en);
    assert.notEqual(text.fr, text.nl);
    assert.ok(!/undefined|\[object/.test(text.fr + text.nl + text.en), text.en);
  }
});

test("decimals: quotients and roots to twenty digits, sizes rounded up only where something is left", () => {
  assert.equal(squareRoot(exact("2")).units, 141421356237309504880n);
  assert.deepEqual(squareRoot(exact("0")).units, 0n);
  assert.throws(() => squareRoot(exact("-1")), RangeError);
  assert.equal(quotient(exact("1"), exact("3")).units, 33333333333333333333n);
  assert.equal(roundedUp(exact("10.0"), exact("5")), 2);
  assert.equal(roundedUp(exact("10.0000000000000000001"), exact("5")), 3);
  assert.throws(() => roundedUp(whole(1), whole(0)), RangeError);
});

test("the normal distribution and the exact limit, at known points", () => {
  isNear(normalProbability(1.96), 0.9750021048517795, 1e-12);
  isNear(normalProbability(-1), 0.15865525393145707, 1e-12);
  assert.deepEqual([normalProbability(9), normalProbability(-9)], [1, 0]);
  assert.equal(confidenceFor(1.645), "0.9000");
  // 1 - 0.05^(1/n) without deviations; the rule of three is near it.
  isNear(exactUpperRate(0, 100, "0.95"), 1 - 0.05 ** 0.01, 1e-5);
  isNear(exactUpperRate(3, 150, "0.95"), 0.05088, 1e-5);
  assert.equal(exactUpperRate(5, 5, "0.95"), "1.00000");
  assert.deepEqual(expansionFactor("0.90"), exact("1.5"));
  assert.throws(() => expansionFactor("0.91"), { code: "expansion" });
});
