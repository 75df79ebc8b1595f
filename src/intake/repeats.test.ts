import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { Repeats, type Repeat } from "./repeats.ts";

/** Texts of every length, with letters that take more than one byte; each number has its own. */
const textOf = (number: number) => "é7\u001F".repeat(number % 9) + String(number);

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
  const keys = fc.array(fc.integer({ min: 0, max: 40 }).map(textOf), { maxLength: 120 });
  fc.assert(
    fc.property(keys, fc.constantFrom(1, 300, 4000, 100_000), (keys, bytesInMemory) => {
      const repeats = new Repeats({ bytesInMemory });
      keys.forEach((key, index) => repeats.add(key, index + 2));
      assert.deepEqual(byRow(repeats.find()), naive(keys));
    }),
    { numRuns: 60 },
  );
});

test("texts that differ in one character only are two records", () => {
  const repeats = new Repeats({ bytesInMemory: 100 });
  const key = "AA-17-É-17-AA";
  const others = Array.from(key, (_, index) => `${key.slice(0, index)}0${key.slice(index + 1)}`);
  [key, ...others].forEach((each, index) => repeats.add(each, index));
  assert.deepEqual([...repeats.find()], []);
});

test("row numbers of the largest files come back as they were", () => {
  const repeats = new Repeats({ bytesInMemory: 1 });
  repeats.add(textOf(1), 65_537);
  repeats.add(textOf(1), 12_345_678);
  assert.deepEqual([...repeats.find()], [{ row: 12_345_678, first: 65_537 }]);
});

test("what goes to disk has no name there, so that nothing stays behind whatever happens", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "jalon-repeats-"));
  context.after(() => rmSync(folder, { recursive: true }));
  process.env["TMPDIR"] = folder;
  for (const finish of [(repeats: Repeats) => [...repeats.find()], (repeats: Repeats) => repeats.close()]) {
    const repeats = new Repeats({ bytesInMemory: 100 });
    const before = statSync(folder, { bigint: true }).mtimeNs;
    for (let row = 0; row < 9; row++) repeats.add(textOf(row), row);
    assert.notEqual(statSync(folder, { bigint: true }).mtimeNs, before);
    assert.deepEqual(readdirSync(folder), []);
    finish(repeats);
    assert.deepEqual(readdirSync(folder), []);
  }
});
