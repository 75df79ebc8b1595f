import assert from "node:assert/strict";
import type { RecordValues } from "../src/definition/condition/condition.ts";
import type { Programme } from "../src/definition/programme.ts";
import { Matcher, type Match } from "../src/matching/match.ts";
import { goal, said, shortest, timed, times } from "./measure.ts";
import { type Candidate, matchByHand, type Offer } from "./plain-matching.ts";
import { matchInPostgres } from "./postgres-matching.ts";

const offersCount = 1_000;
const most = 20;
const goalTimes = 20;
/** PostgreSQL is asked for fewer: the question is what one of them costs. */
const offersInPostgres = 50;

/** Prints part (e): how long it takes to find the best twenty of so many files for each of a thousand offers. */
export const benchMatching = async (
  programme: Programme,
  files: number,
  print: (line: string) => void,
): Promise<void> => {
  const rules = programme.services.get("cpe_oip")?.matching;
  assert.ok(rules, "the programme matches nobody");
  const candidates = invented(files);
  const offers = inventedOffers(offersCount);
  print(
    `(e) ${files.toLocaleString("en")} job seekers' files against ${offers.length.toLocaleString("en")} offers, the best ${most} of each, everybody kept out counted by reason`,
  );

  const match = (count: number): Match[] => {
    const some = candidates.slice(0, count);
    const matcher = new Matcher(rules, {
      count,
      answers: (field) => some.map((candidate) => (candidate as RecordValues)[field] ?? null),
    });
    return offers.map((offer) => matcher.match(offer, most));
  };
  let found: Match[] = [];
  const own = shortest(
    await timed(3, 1, async () => {
      found = match(files);
    }),
  );
  print(
    `  Jalon, from the rows as they are read: ${said(own)}, ${(own / offers.length).toFixed(2)} ms for each offer`,
  );
  let byHand: Match[] = [];
  const plain = shortest(
    await timed(1, 0, async () => {
      byHand = offers.map((offer) => matchByHand(candidates, offer, most));
    }),
  );
  assert.deepEqual(found, byHand);
  print(`  a loop over every file for every offer: ${said(plain)}, the same people, points and counts`);
  print(goal("matching beside the plain loop", plain / own, goalTimes));

  for (const share of [4, 2, 1]) {
    const count = Math.floor(files / share);
    const ms = shortest(await timed(2, 0, async () => void match(count)));
    print(`  growth: ${count.toLocaleString("en")} files ${said(ms)}`);
  }

  const some = offers.slice(0, offersInPostgres);
  const postgres = await matchInPostgres(candidates, some, most);
  postgres.best.forEach((best, index) =>
    assert.deepEqual(
      best,
      found[index]?.best.map(({ at, points }) => ({ at, points })),
    ),
  );
  const each = postgres.ms / some.length;
  print(
    `  one query of PostgreSQL for ${some.length} of the offers (nobody counted by reason): ${said(postgres.ms)}, ${each.toFixed(2)} ms for each; Jalon ${times(each, own / offers.length)} as fast; the same people`,
  );
};

/** A generator of numbers from 0 to 1 that gives the same ones every time. */
const dice = (start: number): (() => number) => {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const occupations = [
  "administration",
  "reception",
  "accounting",
  "communication",
  "it_support",
  "gardening",
  "maintenance",
  "cleaning",
  "logistics",
  "driving",
  "youth_work",
  "stewarding",
];
const levels = ["none", "basic", "good", "very_good"];

const day = (roll: () => number, from: number, until: number): string =>
  new Date(Date.UTC(from, 0, 1) + Math.floor(roll() * (Date.UTC(until, 0, 1) - Date.UTC(from, 0, 1))))
    .toISOString()
    .slice(0, 10);

const oneOf = (roll: () => number, list: readonly string[]): string =>
  list[Math.floor(roll() * list.length)] ?? "";

/** Job seekers as a regional employment service has them: all ages, two thirds of them looking for work at once. */
const invented = (count: number): Candidate[] => {
  const roll = dice(4);
  const maybe = <T>(share: number, make: () => T): T | null => (roll() < share ? make() : null);
  return Array.from({ length: count }, () => ({
    status: roll() < 0.66 ? "seeking" : oneOf(roll, ["in_training", "in_work", "unavailable", "closed"]),
    birth_date: maybe(0.99, () => day(roll, 1958, 2003)),
    education_level: maybe(0.98, () => `isced_${Math.floor(roll() * 9)}`),
    occupation_1: oneOf(roll, occupations),
    occupation_2: maybe(0.7, () => oneOf(roll, occupations)),
    occupation_3: maybe(0.4, () => oneOf(roll, occupations)),
    experience_months: maybe(0.8, () => Math.floor(roll() * 60)),
    french_level: maybe(0.98, () => oneOf(roll, levels)),
    dutch_level: maybe(0.95, () => oneOf(roll, levels)),
    driving_licence: maybe(0.97, () => roll() < 0.4),
    ready_for_work_on: maybe(0.8, () => day(roll, 2018, 2022)),
    available_from: maybe(0.15, () => day(roll, 2020, 2022)),
    unemployed_since: maybe(0.97, () => day(roll, 2012, 2021)),
  }));
};

const inventedOffers = (count: number): Offer[] => {
  const roll = dice(26);
  const maybe = <T>(share: number, make: () => T): T | null => (roll() < share ? make() : null);
  return Array.from({ length: count }, () => ({
    starts_on: day(roll, 2020, 2022),
    occupation: oneOf(roll, occupations),
    education_required: maybe(0.7, () => `isced_${2 + Math.floor(roll() * 5)}`),
    french_required: maybe(0.8, () => oneOf(roll, levels.slice(1))),
    dutch_required: maybe(0.4, () => oneOf(roll, levels.slice(1, 3))),
    licence_required: maybe(0.2, () => true),
  }));
};
