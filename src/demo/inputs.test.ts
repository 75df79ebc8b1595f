import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { DefinitionError } from "../definition/problem.ts";
import { loadProgramme } from "../definition/load.ts";
import { dateOfDay, dayNumber, onWorkingDay, workingDayIn } from "./days.ts";
import { generateDemonstration } from "./generate.ts";
import { readDemonstration } from "./inputs.ts";
import { inProportion, Random } from "./random.ts";

const folder = join(import.meta.dirname, "../../definitions/brussels-2014-2020");

test("a mistake in the inputs is told with its file and line", async () => {
  const place = await mkdtemp(join(tmpdir(), "jalon-inputs-"));
  try {
    const text = await readFile(join(folder, "demonstration.yaml"), "utf8");
    const line = text.split("\n").findIndex((each) => each.startsWith("horizon:")) + 1;
    await writeFile(join(place, "demonstration.yaml"), text.replace(/^horizon: .*$/m, "horizon: yesterday"));
    assert.throws(
      () => readDemonstration(place),
      (error) => error instanceof DefinitionError && error.problems[0]?.line === line,
    );
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});

test("a programme without inputs has no demonstration", async () => {
  const place = await mkdtemp(join(tmpdir(), "jalon-inputs-"));
  try {
    assert.equal(readDemonstration(place), undefined);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});

test("a partner's word that the definitions do not know stops the generator", async () => {
  const inputs = readDemonstration(folder);
  assert.ok(inputs);
  const words = { fr: { headings: { gender: ["Signe astrologique"] }, choices: {} } };
  await assert.rejects(
    generateDemonstration(loadProgramme(folder), join(tmpdir(), "jalon-never-made"), {
      inputs: { ...inputs, words },
    }),
    /Signe astrologique/,
  );
});

const weights = fc.dictionary(fc.string({ minLength: 1 }), fc.integer({ min: 0, max: 1000 }), { minKeys: 1 });

test("what is dealt out adds up, each code within one of its exact share", () => {
  fc.assert(
    fc.property(weights, fc.integer({ min: 0, max: 2000 }), (given, count) => {
      const sum = Object.values(given).reduce((total, weight) => total + weight, 0);
      fc.pre(sum > 0);
      const dealt = inProportion(given, count);
      assert.equal(dealt.length, count);
      for (const [code, weight] of Object.entries(given)) {
        const found = dealt.filter((each) => each === code).length;
        assert.ok(Math.abs(found - (count * weight) / sum) < 1);
      }
    }),
  );
});

test("chance repeats itself for a seed, and a fork does not depend on what was drawn before", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(50), (seed, label, draws) => {
      const [one, other] = [new Random(seed), new Random(seed)];
      for (let draw = 0; draw < draws; draw++) one.next();
      const [first, second] = [one.fork(label), other.fork(label)];
      for (let draw = 0; draw < 5; draw++) assert.equal(first.next(), second.next());
    }),
  );
});

test("draws are spread evenly", () => {
  const random = new Random("spread");
  const counts = Array.from({ length: 10 }, () => 0);
  for (let draw = 0; draw < 100_000; draw++) {
    const at = random.whole(0, 9);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, String(counts));
});

test("working days are Monday to Friday, in the month, and never a fixed public holiday", () => {
  const random = new Random("days");
  for (let month = 1; month <= 12; month++)
    for (let draw = 0; draw < 60; draw++) {
      const date = workingDayIn(2020, month, random);
      assert.equal(Number(date.slice(5, 7)), month);
      assert.ok(Temporal.PlainDate.from(date).dayOfWeek <= 5, date);
      assert.notEqual(date.slice(5), "05-01");
    }
  assert.equal(onWorkingDay("2020-05-01"), "2020-05-04");
  assert.equal(onWorkingDay("2020-05-04"), "2020-05-04");
});

test("days are counted without any time zone", () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 60_000 }), (day) => {
      assert.equal(dayNumber(dateOfDay(day)), day);
    }),
  );
});
