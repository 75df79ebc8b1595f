import assert from "node:assert/strict";
import { test } from "node:test";
import { spaced, typeset } from "./typography.ts";

test("in French a colon, a question mark, a percentage and a guillemet never begin or end a line", () => {
  assert.equal(
    spaced("Combien ? 12 % : « neuf » ; {n} !", "fr"),
    "Combien\u00A0? 12\u00A0% : «\u00A0neuf\u00A0»\u00A0; {n}\u00A0!".replace(" :", "\u00A0:"),
  );
});

test("Dutch and English are spaced as they are typed", () => {
  const text = "How many ? 12 % : one";
  assert.equal(spaced(text, "en"), text);
  assert.equal(spaced(text, "nl"), text);
});

test("in print an apostrophe inside a word is curved, and a quotation mark stays as it is", () => {
  assert.equal(typeset("l'année 'x'", "fr"), "l\u2019année 'x'");
  assert.equal(typeset("programma's", "nl"), "programma\u2019s");
});
