import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { plainReference, plainText, readStructured, structured } from "./communication.ts";
import { maskedIban, readBic, readIban, shownIban } from "./iban.ts";

describe("structured communications", () => {
  // Cases of the check by 97, with those that python-stdnum publishes.
  const cases: readonly (readonly [string, boolean])[] = [
    ["+++010/8068/17183+++", true],
    ["010/8068/17180", false],
    ["010806817183", true],
    ["+++000/0000/09797+++", true],
    ["+++000/0000/09700+++", false],
    ["***010/8068/17183***", true],
    ["", false],
    ["+++010/8068/1718+++", false],
  ];
  for (const [typed, isOne] of cases)
    test(`${typed || "nothing"} is ${isOne ? "one" : "none"}`, () => {
      assert.equal(readStructured(typed) !== undefined, isOne);
    });

  test("a number has one, which is read back", () => {
    assert.equal(structured(108_068_171), "+++010/8068/17183+++");
    assert.equal(structured(97), "+++000/0000/09797+++");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (number) => {
        const made = structured(number);
        assert.equal(readStructured(made), made);
      }),
    );
    assert.throws(() => structured(10_000_000_000));
  });

  test("one digit typed wrongly is always noticed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999_999 }),
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        (number, at, by) => {
          const digits = structured(number).replaceAll(/\D/g, "");
          const wrong = String((Number(digits[at]) + by) % 10);
          assert.equal(readStructured(digits.slice(0, at) + wrong + digits.slice(at + 1)), undefined);
        },
      ),
    );
  });
});

describe("account numbers", () => {
  test("those that registries print as examples are read, however they are written", () => {
    for (const iban of [
      "BE68 5390 0754 7034",
      "be68539007547034",
      "NL91 ABNA 0417 1643 00",
      "FR14 2004 1010 0505 0001 3M02 606",
      "DE89 3704 0044 0532 0130 00",
      "LU28 0019 4006 4475 0000",
    ])
      assert.equal(readIban(iban), iban.replaceAll(" ", "").toUpperCase());
  });

  test("a wrong digit, a wrong length, another country and a wrong national check are refused", () => {
    for (const iban of [
      "BE68 5390 0754 7035",
      "BE69 5390 0754 7034",
      "BE68 5390 0754 703",
      "US64 SVBK US6S 3300 9586 79",
      "",
      "68",
    ])
      assert.equal(readIban(iban), undefined, iban);
    // Its ISO check is right, that of its twelve digits is not.
    const own = "539007547035";
    const check = String(98 - Number(BigInt(`${own}111400`) % 97n)).padStart(2, "0");
    assert.equal(readIban(`BE${check}${own}`), undefined);
  });

  test("is shown in groups, and masked without its middle", () => {
    assert.equal(shownIban("BE68539007547034"), "BE68 5390 0754 7034");
    assert.equal(maskedIban("BE68539007547034"), "BE68 •••• •••• 7034");
  });

  test("a bank's code has eight or eleven characters", () => {
    assert.equal(readBic("gkcc be bb"), "GKCCBEBB");
    assert.equal(readBic("GKCCBEBBXXX"), "GKCCBEBBXXX");
    for (const wrong of ["GKCCBEB", "GKCC1EBB", "GKCCBEBBX"]) assert.equal(readBic(wrong), undefined);
  });
});

describe("texts for banks", () => {
  test("have only the letters of the scheme", () => {
    assert.equal(plainText("Cité œuvre & Fils – n° 5 <b>", 70), "Cite oeuvre + Fils - n 5 b");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 140 }), (text, most) => {
        const plain = plainText(text, most);
        assert.match(plain, /^[A-Za-z0-9/\-?:().,'+ ]*$/);
        assert.ok(plain.length <= most);
        assert.equal(plain, plain.trim());
      }),
    );
  });

  test("an identification neither begins nor ends with a slash, and has no two together", () => {
    assert.equal(plainReference("/arae//2020/"), "arae/2020");
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("/", "a", " ", "é") }), (text) => {
        const made = plainReference(text, 10);
        assert.ok(!/^\/|\/$|\/\//.test(made) && made.length <= 10, made);
      }),
    );
  });
});
