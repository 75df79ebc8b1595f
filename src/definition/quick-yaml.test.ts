import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { parseDocument } from "yaml";
import { quickYaml } from "./quick-yaml.ts";

const slowly = (text: string): unknown => {
  const document = parseDocument(text, { prettyErrors: false });
  assert.deepEqual(document.errors, [], text);
  return document.toJSON();
};

test("every definition file is read the same quickly and slowly", () => {
  const files = globSync("{definitions,test/programme}/**/*.yaml", {
    cwd: `${import.meta.dirname}/../..`,
  }).map((file) => `${import.meta.dirname}/../../${file}`);
  assert.ok(files.length > 20);
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    assert.deepEqual(quickYaml(text), slowly(text), file);
  }
});

test("a plain word is the same text, number or truth quickly and slowly", () => {
  const pieces = ["0", "1", "9", "08", "_", "-", "+", ".", "e", "E", "0x", "0o", "0b", "f", "inf", ".nan"];
  const words = ["true", "Yes", "no", "on", "NULL", "~", "False", "2020-01-01", "<<", "1:30", "12.50"];
  const word = fc.oneof(
    fc.constantFrom(...words),
    fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }).map((some) => some.join("")),
  );
  fc.assert(
    fc.property(word, (plain) => {
      // A dash alone begins a list.
      fc.pre(!/^-+$/.test(plain));
      const text = `first: ${plain}\nsecond: [${plain}, "${plain}"]\n`;
      assert.deepEqual(quickYaml(text), slowly(text));
    }),
    { numRuns: 2000 },
  );
});

test("a text in which something is wrong is left to the parser that can tell where", () => {
  for (const text of ["a: 1\na: 2\n", "a: [1\n", "a: *nobody\n", "a: 'x\n", "a: !unknown x\n"])
    assert.equal(quickYaml(text), undefined, text);
});
