import type { Match } from "../src/matching/match.ts";

/** The answers of a job seeker's file that an offer is held against. */
export type Candidate = Readonly<{
  status: string;
  birth_date: string | null;
  education_level: string | null;
  occupation_1: string;
  occupation_2: string | null;
  occupation_3: string | null;
  experience_months: number | null;
  french_level: string | null;
  dutch_level: string | null;
  driving_licence: boolean | null;
  ready_for_work_on: string | null;
  available_from: string | null;
  unemployed_since: string | null;
}>;

export type Offer = Readonly<{
  starts_on: string;
  occupation: string;
  education_required: string | null;
  french_required: string | null;
  dutch_required: string | null;
  licence_required: boolean | null;
}>;

const places: Readonly<Record<string, number>> = { none: 0, basic: 1, good: 2, very_good: 3 };

/** Whether a level is known and at least the one asked for; ISCED levels are in the order of their names. */
const knows = (level: string | null, wanted: string): boolean =>
  level !== null && (places[level] ?? -1) >= (places[wanted] ?? 0);

const ageLimit = 26;

/** The last day of birth of those who have the age on a day; no month of that year is shorter but February's. */
const lastBirth = (on: string): string => {
  const date = `${Number(on.slice(0, 4)) - ageLimit}${on.slice(4)}`;
  return date.endsWith("02-29") && new Date(`${date}T00:00:00Z`).getUTCMonth() !== 1
    ? date.replace("02-29", "02-28")
    : date;
};

const monthsSince = (since: string, until: string): number => {
  const months =
    (Number(until.slice(0, 4)) - Number(since.slice(0, 4))) * 12 +
    Number(until.slice(5, 7)) -
    Number(since.slice(5, 7));
  return until.slice(8) < since.slice(8) ? months - 1 : months;
};

/**
 * The loop that one would write for the service's conditions: every file, every condition, points for whoever is left,
 * a sort, the best. What depends on the offer alone is worked out before the loop.
 */
export const matchByHand = (candidates: readonly Candidate[], offer: Offer, most: number): Match => {
  const excluded = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const left: { at: number; points: number; parts: number[] }[] = [];
  const bornAfter = lastBirth(offer.starts_on);
  const count = (reason: number): void => {
    excluded[reason] = (excluded[reason] ?? 0) + 1;
  };
  let considered = 0;
  for (let at = 0; at < candidates.length; at++) {
    const file = candidates[at];
    if (!file || file.status === "closed") continue;
    considered++;
    let isOut = false;
    if (file.status !== "seeking") {
      count(0);
      isOut = true;
    }
    const isFirst = file.occupation_1 === offer.occupation;
    const isSecond = file.occupation_2 === offer.occupation;
    if (!isFirst && !isSecond && file.occupation_3 !== offer.occupation) {
      count(1);
      isOut = true;
    }
    if (file.birth_date === null || file.birth_date <= bornAfter) {
      count(2);
      isOut = true;
    }
    if (file.ready_for_work_on === null || file.ready_for_work_on > offer.starts_on) {
      count(3);
      isOut = true;
    }
    if (
      offer.education_required !== null &&
      (file.education_level === null || file.education_level < offer.education_required)
    ) {
      count(4);
      isOut = true;
    }
    if (offer.french_required !== null && !knows(file.french_level, offer.french_required)) {
      count(5);
      isOut = true;
    }
    if (offer.dutch_required !== null && !knows(file.dutch_level, offer.dutch_required)) {
      count(6);
      isOut = true;
    }
    if (offer.licence_required === true && file.driving_licence !== true) {
      count(7);
      isOut = true;
    }
    if (file.available_from !== null && file.available_from > offer.starts_on) {
      count(8);
      isOut = true;
    }
    if (isOut) continue;
    const months = file.unemployed_since === null ? 0 : monthsSince(file.unemployed_since, offer.starts_on);
    const parts = [
      isFirst ? 30 : 0,
      isSecond && !isFirst ? 15 : 0,
      Math.min(16, Math.floor((file.experience_months ?? 0) / 3) * 2),
      Math.max(0, Math.min(18, months)),
      knows(file.french_level, "good") && knows(file.dutch_level, "good") ? 12 : 0,
      file.driving_licence === true ? 4 : 0,
    ];
    left.push({ at, points: parts.reduce((sum, part) => sum + part, 0), parts });
  }
  const best = left.toSorted((a, b) => b.points - a.points || a.at - b.at).slice(0, most);
  return { considered, excluded, eligible: left.length, best };
};
