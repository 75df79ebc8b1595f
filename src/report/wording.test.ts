import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { canonical, exact, formatted, percent } from "../decimal.ts";
import { word, type Wording } from "./wording.ts";

const say = (value: string, wording: Wording, language: "fr" | "nl" | "en" = "fr", other?: string) =>
  word(exact(value), wording, language, {
    money: false,
    other: other === undefined ? undefined : exact(other),
  });

const step = (value: bigint): Wording => ({ kind: "more_than", by: { kind: "step", value }, unit: "one" });
const bound = (value: bigint): Wording => ({ kind: "more_than", by: { kind: "bound", value }, unit: "one" });
const little = (value: bigint): Wording => ({
  kind: "slightly_more_than",
  by: { kind: "step", value },
  unit: "one",
});

test("the wordings of the published 2020 report are true of its own exact values", () => {
  assert.deepEqual(say("17344", step(100n)), { text: "plus de 17.300", isTrue: true });
  assert.deepEqual(say("3904", step(100n)), { text: "plus de 3.900", isTrue: true });
  assert.deepEqual(say("888", little(10n)), { text: "un peu plus de 880", isTrue: true });
  assert.deepEqual(say("22471", step(10n)), { text: "plus de 22.470", isTrue: true });
  assert.deepEqual(say("32044", step(1000n)), { text: "plus de 32.000", isTrue: true });
  const millions: Wording = { kind: "more_than", by: { kind: "step", value: 1_000_000n }, unit: "million" };
  assert.deepEqual(say("102904420.00", millions), { text: "plus de 102 millions", isTrue: true });
});

test("« plus de 1.199 » is refused when the value is 1.199, as the published report had it", () => {
  const said = say("1199", bound(1199n));
  assert.equal(said.isTrue, false);
  assert.match(said.isTrue ? "" : said.why.fr, /la valeur est 1\.199/);
});

test("with 714 people « un peu plus de 880 » and « plus de 3.900 » would be refused", () => {
  assert.equal(say("876", { ...little(1n), by: { kind: "bound", value: 880n } } as Wording).isTrue, false);
  assert.equal(say("3892", bound(3900n)).isTrue, false);
});

test("a round number is never said to be more than itself, and a far one not to be a little more", () => {
  assert.equal(say("3900", step(100n)).isTrue, false);
  assert.equal(say("4000", bound(3900n)).isTrue, false);
  assert.equal(say("899", little(100n)).isTrue, false);
});

test("« more than » rounded to a step is true of every value that is not round, and never above it", () => {
  fc.assert(
    fc.property(fc.bigInt(1000n, 10n ** 12n), fc.constantFrom(10n, 100n, 1000n), (value, by) => {
      const said = say(String(value), step(by), "en");
      assert.equal(said.isTrue, value % by !== 0n);
      const number = BigInt(said.text.replaceAll(/\D/g, ""));
      assert.ok(number <= value && value - number < by);
    }),
  );
});

test("less than the step is not said to be more than nothing", () => {
  assert.equal(say("7", step(10n)).isTrue, false);
});

test("a share or a change of nothing is refused, not printed as zero", () => {
  assert.equal(say("5", { kind: "change", digits: 1 }, "fr", "0").isTrue, false);
  assert.equal(say("22471", { kind: "change", digits: 1 }, "fr", "32044").text, "\u221229,9\u00A0%");
  assert.equal(say("3922542.00", { kind: "share", digits: 2 }, "fr", "102904420.00").text, "3,81\u00A0%");
});

test("an amount is printed to the cent, and « whole » only when there are no cents", () => {
  const money = (value: string, wording: Wording) => word(exact(value), wording, "fr", { money: true });
  assert.equal(money("34159990", { kind: "exact" }).text, "34.159.990,00");
  assert.equal(money("240000.00", { kind: "whole" }).text, "240.000");
  assert.equal(money("240000.50", { kind: "whole" }).isTrue, false);
});

test("numbers are written the language's way and read back to the same number", () => {
  assert.equal(formatted(exact("102904420.00"), "nl"), "102.904.420,00");
  assert.equal(formatted(exact("102904420.00"), "en"), "102,904,420.00");
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.integer({ min: 0, max: 6 }), (units, scale) => {
      const text = canonical({ units, scale });
      assert.deepEqual(exact(text), { units, scale });
      const plain = formatted({ units, scale }, "fr")
        .replaceAll(".", "")
        .replace(",", ".")
        .replace("\u2212", "-");
      assert.equal(plain, text);
    }),
  );
});

test("percentages are rounded half away from zero", () => {
  assert.equal(canonical(percent(exact("1"), exact("8"), 1)), "12.5");
  assert.equal(canonical(percent(exact("1"), exact("16"), 1)), "6.3");
  assert.equal(canonical(percent(exact("-1"), exact("16"), 1)), "-6.3");
});
