import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { Repeats, type Repeat } from "./repeats.ts";

const keyOf = (number: number) => number.toString(16).padStart(2, "0").repeat(16);

const naive = (keys: readonly string[]): Repeat[] => {
  const first = new Map<string, number>();
  return keys.flatMap((key, index): Repeat[] => {
    const known = first.get(key);
    if (known !== undefined) return [{ row: index + 2, first: known }];
    first.set(key, index + 2);
    return [];
  });
};

const byRow = (repeats: Iterable<Repeat>) => [...repeats].sort((a, b) => a.row - b.row);

test("rows about the same record are found exactly, in memory as on disk", () => {
  const keys = fc.array(fc.integer({ min: 0, max: 40 }).map(keyOf), { maxLength: 120 });
  fc.assert(
    fc.property(keys, fc.constantFrom(1, 7, 119, 1000), (keys, inMemory) => {
      const repeats = new Repeats({ inMemory });
      keys.forEach((key, index) => repeats.add(key, index + 2));
      assert.deepEqual(byRow(repeats.find()), naive(keys));
    }),
    { numRuns: 60 },
  );
});

test("keys that differ in one digit only are two records", () => {
  const repeats = new Repeats({ inMemory: 2 });
  const key = keyOf(170);
  const others = Array.from(key, (_, index) => `${key.slice(0, index)}0${key.slice(index + 1)}`);
  [key, ...others].forEach((each, index) => repeats.add(each, index));
  assert.deepEqual([...repeats.find()], []);
});

test("row numbers of the largest files come back as they were", () => {
  const repeats = new Repeats({ inMemory: 1 });
  repeats.add(keyOf(1), 65_537);
  repeats.add(keyOf(1), 12_345_678);
  assert.deepEqual([...repeats.find()], [{ row: 12_345_678, first: 65_537 }]);
});

test("nothing stays on disk, neither after looking nor when the file was given up halfway", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "jalon-repeats-"));
  context.after(() => rmSync(folder, { recursive: true }));
  process.env["TMPDIR"] = folder;
  for (const finish of [(repeats: Repeats) => [...repeats.find()], (repeats: Repeats) => repeats.close()]) {
    const repeats = new Repeats({ inMemory: 2 });
    for (let row = 0; row < 9; row++) repeats.add(keyOf(row), row);
    assert.equal(readdirSync(folder).length, 1);
    finish(repeats);
    assert.deepEqual(readdirSync(folder), []);
  }
});
