import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { toCheck } from "../definition/condition/evaluate.ts";
import { askedBy, offerName } from "../definition/service/match-condition.ts";
import type { Candidates } from "./columns.ts";
import type { Found, Match, MatchRules } from "./match.ts";

/** Returns records as the matcher takes them, in their order. */
export const candidatesOf = (records: readonly RecordValues[]): Candidates => ({
  count: records.length,
  answers: (field) => records.map((record) => record[field] ?? null),
});

/** What conditions ask of one candidate beside one offer, each name looked up when it is asked. */
const beside = (rules: MatchRules, candidate: RecordValues, offer: RecordValues): RecordValues =>
  new Proxy<Record<string, Value>>(
    {},
    {
      get: (_, name) => {
        if (typeof name !== "string") return undefined;
        const { field, isOffers, isPlace } = askedBy(name);
        const answer = (isOffers ? offer : candidate)[field] ?? null;
        if (!isPlace) return answer;
        const { register } = isOffers ? rules.offers : rules.candidates;
        const place = register.fields.get(field)?.choices?.findIndex(({ code }) => code === answer) ?? -1;
        return place < 0 ? null : place;
      },
    },
  );

/**
 * The plain way to match one offer: every candidate against every condition, one record at a time, as a form would
 * check it, and a sort of whoever is left. Slow, and what the matcher has to agree with.
 */
export const matchPlainly = (
  rules: MatchRules,
  records: readonly RecordValues[],
  offer: RecordValues,
  most: number,
): Match => {
  const isLookedAt = rules.candidates.when ? toCheck(rules.candidates.when) : () => true;
  const checks = rules.excludes.map(({ when }) => toCheck(when));
  const excluded = rules.excludes.map(() => 0);
  const left: Found[] = [];
  let considered = 0;
  for (const [at, record] of records.entries()) {
    if (!isLookedAt(record)) continue;
    considered++;
    const both = beside(rules, record, offer);
    const out = checks.map((check) => check(both));
    out.forEach((isOut, index) => {
      if (isOut) excluded[index] = (excluded[index] ?? 0) + 1;
    });
    if (out.includes(true)) continue;
    const parts = rules.ranks.map((rank): number => {
      if (rank.kind === "when") return toCheck(rank.when)(both) ? rank.points : 0;
      const answer = record[rank.field] ?? null;
      const amount =
        rank.kind === "number"
          ? Number(answer ?? 0)
          : typeof answer === "string"
            ? monthsBetween(answer, String(both[offerName(rules.offers.date)]))
            : 0;
      return Math.min(rank.most, Math.max(0, Math.floor(amount / rank.each)) * rank.points);
    });
    left.push({ at, parts, points: parts.reduce((sum, part) => sum + part, 0) });
  }
  const best = left.toSorted((a, b) => b.points - a.points || a.at - b.at).slice(0, most);
  return { considered, excluded, eligible: left.length, best };
};

const monthsBetween = (since: string, until: string): number =>
  since > until ? 0 : Temporal.PlainDate.from(since).until(until, { largestUnit: "months" }).months;
