import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import {
  type Arbitrary,
  array,
  assert as assertProperty,
  boolean,
  constantFrom,
  integer,
  option,
  property,
  record,
  tuple,
} from "fast-check";
import type { RecordValues } from "../definition/condition/condition.ts";
import { loadProgramme } from "../definition/load.ts";
import { bitsAt } from "./bits.ts";
import { candidatesOf, matchPlainly } from "./forTests.ts";
import { Matcher } from "./match.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const rules = programme.services.get("cpe_oip")?.matching;
assert.ok(rules);
const { register: candidates } = rules.candidates;
const { register: offers } = rules.offers;

const codes = (register: typeof candidates, field: string): string[] =>
  register.fields.get(field)?.choices?.map(({ code }) => code) ?? [];
const maybe = <T>(of: Arbitrary<T>) => option(of, { freq: 6 });
/** Few days, so that many of them fall together: ends of months and of February among them. */
const day = (years: readonly number[]) =>
  tuple(constantFrom(...years), constantFrom("01-01", "02-28", "02-29", "03-01", "06-30", "12-31")).map(
    ([year, rest]) =>
      rest === "02-29" && year % 4 !== 0 ? `${String(year)}-02-28` : `${String(year)}-${rest}`,
  );
const choice = (register: typeof candidates, field: string) => maybe(constantFrom(...codes(register, field)));

const candidate: Arbitrary<RecordValues> = record({
  status: constantFrom("seeking", "seeking", "seeking", "in_training", "closed", null),
  birth_date: maybe(day([1994, 1995, 1996, 2000])),
  education_level: choice(candidates, "education_level"),
  occupation_1: maybe(constantFrom("administration", "reception")),
  occupation_2: maybe(constantFrom("administration", "driving")),
  occupation_3: maybe(constantFrom("driving")),
  experience_months: maybe(integer({ min: 0, max: 40 })),
  french_level: choice(candidates, "french_level"),
  dutch_level: choice(candidates, "dutch_level"),
  driving_licence: maybe(boolean()),
  ready_for_work_on: maybe(day([2019, 2020, 2021])),
  available_from: maybe(day([2020, 2021])),
  unemployed_since: maybe(day([2018, 2019, 2020, 2021])),
});

const offer: Arbitrary<RecordValues> = record({
  starts_on: day([2020, 2021]),
  occupation: constantFrom("administration", "reception", "driving"),
  education_required: choice(offers, "education_required"),
  french_required: choice(offers, "french_required"),
  dutch_required: choice(offers, "dutch_required"),
  licence_required: maybe(boolean()),
});

await test("finds whom a plain scan of every file finds, in the same order, for the same reasons", () => {
  assertProperty(
    property(
      array(candidate, { minLength: 10, maxLength: 70 }),
      array(offer, { minLength: 1, maxLength: 6 }),
      integer({ min: 1, max: 8 }),
      (records, wanted, most) => {
        const matcher = new Matcher(rules, candidatesOf(records));
        for (const each of wanted)
          assert.deepEqual(matcher.match(each, most), matchPlainly(rules, records, each, most));
      },
    ),
    { numRuns: 250 },
  );
});

await test("of equal points the earlier one comes first", () => {
  const fit = {
    status: "seeking",
    birth_date: "2000-01-01",
    occupation_1: "gardening",
    ready_for_work_on: "2020-01-01",
  };
  const matcher = new Matcher(rules, candidatesOf([fit, fit, { ...fit, driving_licence: true }, fit]));
  const { best } = matcher.match({ occupation: "gardening", starts_on: "2020-06-01" }, 3);
  assert.deepEqual(
    best.map(({ at, points }) => [at, points]),
    [
      [2, 34],
      [0, 30],
      [1, 30],
    ],
  );
});

await test("whoever is left aside is neither found nor counted among those left", () => {
  const fit = {
    status: "seeking",
    birth_date: "2000-01-01",
    occupation_1: "gardening",
    ready_for_work_on: "2020-01-01",
  };
  const matcher = new Matcher(rules, candidatesOf([fit, fit]));
  const wanted = { occupation: "gardening", starts_on: "2020-06-01" };
  const match = matcher.match(wanted, 5, bitsAt(2, [0]));
  assert.deepEqual([match.eligible, match.best.map(({ at }) => at), match.considered], [1, [1], 2]);
});

await test("who is kept out can be named, with each reason", () => {
  const records = [
    {
      status: "seeking",
      birth_date: "1990-01-01",
      occupation_1: "gardening",
      ready_for_work_on: "2020-01-01",
    },
    { status: "in_work", birth_date: "2000-01-01", occupation_1: "driving" },
  ];
  const matcher = new Matcher(rules, candidatesOf(records));
  const wanted = { occupation: "gardening", starts_on: "2020-06-01" };
  assert.deepEqual(matcher.excludedBy(wanted, "age", 10), [0]);
  assert.deepEqual(
    matcher.reasonsFor(wanted, 1).map(({ id }) => id),
    ["not_looking", "occupation", "not_ready"],
  );
});
