import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { languages } from "../../src/language.ts";
import { formatOf } from "../../web/src/format.ts";

const [french, dutch, english] = [formatOf("fr"), formatOf("nl"), formatOf("en")];

test("an amount is understood as people of the country write it, and as an invoice from elsewhere does", () => {
  const same = ["12500,50", "12.500,50", "12 500,50 €", "€ 12,500.50", "12500.50", "12'500,5", "012500,5"];
  for (const { typedMoney } of [french, dutch, english])
    assert.deepEqual(new Set(same.map((text) => typedMoney(text))), new Set(["12500.50"]));
  assert.deepEqual(
    ["12500", "12.500", "12 500", "1,234,567", "0,5", "12,", "12."].map((text) => french.typedMoney(text)),
    ["12500.00", "12500.00", "12500.00", "1234567.00", "0.50", "12.00", "12.00"],
  );
});

test("what could be two amounts in the language of the page, or is none, is not guessed", () => {
  const none = ["1.2345,6", "12,5,5", "12.34.567", "abc", "", "-5", "12,505 €", "1e3", "1234567890123"];
  assert.deepEqual(
    none.filter((text) => french.typedMoney(text) !== undefined),
    [],
  );
  assert.deepEqual(
    ["12,500", "12.500"].map((text) => [dutch.typedMoney(text), english.typedMoney(text)]),
    [
      [undefined, "12500.00"],
      ["12500.00", undefined],
    ],
  );
});

test("hours and shares have as many digits as they need", () => {
  assert.deepEqual(
    ["38,5", "1 720", "1.720", "0,6667", "1,720.5", "12.5"].map((text) => french.typedNumber(text)),
    ["38.5", "1720", "1720", "0.6667", "1720.5", "12.5"],
  );
});

test("what a page writes is read back as it was", () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 13n), fc.constantFrom(...languages), (cents, language) => {
      const text = cents.toString().padStart(3, "0");
      const amount = `${text.slice(0, -2)}.${text.slice(-2)}`;
      const format = formatOf(language);
      assert.equal(format.typedMoney(format.money(amount)), amount);
      assert.equal(format.typedNumber(format.number(amount)), amount);
      assert.equal(format.typedNumber(format.number(text)), text.replace(/^0+(?=\d)/, ""));
    }),
  );
});
