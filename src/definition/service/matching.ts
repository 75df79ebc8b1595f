import { z } from "zod";
import type { Text } from "../../language.ts";
import type { Condition, Parameter, Span } from "../condition/condition.ts";
import type { Field, Register } from "../programme.ts";
import { condition, id, source, span, text, type Source } from "../schema-parts.ts";
import { matchCondition } from "./match-condition.ts";

const offers = z.strictObject({
  register: id,
  number: id.describe("What a selection names the offer by"),
  title: id,
  posts: id.optional().describe("How many people it is for; one when not said"),
  date: id.describe("The day on which conditions are read: ages, parameters, months"),
  open: condition.describe("The offers that people are sought for"),
  shows: z.array(id).optional().describe("What the page tells of an offer"),
});

const candidates = z.strictObject({
  register: id,
  when: condition.optional().describe("Whose files are looked at"),
  since: id.describe("The date that settles equal points: the earlier one comes first"),
  shows: z.array(id).optional().describe("What the page tells of a candidate besides who it is"),
});

const selections = z.strictObject({
  register: id,
  offer: id.describe("The field that names the offer"),
  person: id.describe(
    "The field that names the candidate; the candidates' register has one of the same name",
  ),
  proposed_on: id,
  decided_on: id,
  points: id,
  reasons: id.describe("The contributions in words, so that the proposal can be explained later"),
  proposed: id.describe("The state of whoever is proposed"),
  hired: z.array(id).min(1).describe("The states of whoever got the post"),
  taken: text.describe("Why somebody who got a post is not proposed again"),
});

const exclude = z.strictObject({
  exclude: id,
  when: matchCondition.describe("Whoever it holds for is not proposed"),
  reason: text.describe("What is told of whoever it keeps out"),
  legal: source
    .optional()
    .describe("The law that sets it: the only ground on which a protected field may count"),
  source: source.optional(),
});

const rank = z.strictObject({
  rank: id,
  label: text,
  points: z.int().min(1).max(1000).describe("What it adds; for `graded`, by step"),
  when: matchCondition.optional().describe("It adds them where this holds"),
  graded: z
    .strictObject({
      field: id.optional().describe("A number of the candidate"),
      months_since: id
        .optional()
        .describe("A date of the candidate: completed months until the offer's date"),
      each: z.int().min(1).describe("A step for each so many"),
      most: z.int().min(1).describe("Most points in all"),
    })
    .optional()
    .describe("Points that grow with a number, or with time"),
});

const group = z.strictObject({
  group: id,
  label: text.optional(),
  field: id,
  ages: z
    .array(z.int().min(1))
    .min(1)
    .optional()
    .describe("For a date of birth: the ages at which the next band begins"),
  without: z.array(id).min(1).optional().describe("Choices that say nothing: refused, not asked"),
  legal: source.optional().describe("The law by which one of the groups is kept out"),
});

const quota = z.strictObject({
  register: id.describe("One record for each body that hires"),
  number: id,
  name: id,
  offer: id.describe("The field of an offer that names the body"),
  staff: id.describe("How many people it has"),
  above: id.describe("Parameter: bodies with more staff have a quota"),
  base: id.describe("The full-time equivalents that the quota is a share of"),
  share: id.describe("Parameter: that share, in percent"),
  rounding: z.enum(["up", "down", "nearest"]).describe("How the obligation becomes a whole number of posts"),
  elsewhere: id.optional().describe("Posts that are held and stand in no register here"),
  exemption: z
    .strictObject({
      posts: id.describe("So many full-time equivalents less are owed"),
      from: id.describe("The first day on which they are"),
      until: id.describe("The last day"),
    })
    .optional()
    .describe("What is taken off the obligation for a time, before it becomes whole posts"),
  held: z
    .strictObject({
      register: id,
      body: id.describe("The field that names the body, by its name"),
      from: id,
      until: id,
      left: id.optional().describe("The day on which the person left earlier"),
      work_share: id.optional().describe("Percent of full time; 100 when not answered"),
      born: id,
      until_age: id.describe(
        "Parameter: somebody counts until the end of the quarter in which this age is reached",
      ),
      when: condition.optional(),
    })
    .describe("The posts that count, where they are recorded"),
  source,
});

const ends = z.strictObject({
  register: id,
  on: id.describe("The last day"),
  when: condition.optional(),
  days: z.array(z.int().min(1)).min(1).describe("Within so many days"),
});

const contract = z.strictObject({
  register: id.describe("Where whoever got the post is recorded"),
  candidate: z.record(id, id).describe("Fields of that record, from those of the candidate's file"),
  offer: z.record(id, id).optional().describe("Fields of it, from those of the offer"),
  body: z.record(id, id).optional().describe("Fields of it, from those of the body"),
  lasts: z
    .strictObject({ from: id, until: id, within: span.describe("How long it lasts from its first day") })
    .optional()
    .describe("Its last day, from its first"),
});

/** Matching as a service's file says it. */
export const matchingBlock = z
  .strictObject({
    offers: offers.describe("What people are sought for, one record each"),
    candidates: candidates.describe("The people who may be found, one file each"),
    selections: selections.describe("Who was proposed for which offer, and what became of it"),
    excludes: z.array(exclude).min(1).describe("Hard conditions: each keeps people out and says why"),
    ranks: z.array(rank).min(1).describe("What puts one before another, each contribution shown"),
    protected: z.array(id).min(1).describe("Fields of a candidate that never enter"),
    groups: z.array(group).min(1).describe("The groups by which selection rates are reported"),
    quota: quota.optional().describe("How many posts a body owes, and holds"),
    ends: ends.optional().describe("Whose contracts end soon"),
    contract: contract.optional().describe("What is recorded of whoever got the post"),
  })
  .describe("People's files held against an offer's requirements");

export type RawMatching = z.infer<typeof matchingBlock>;

export type MatchExclude = Readonly<{
  id: string;
  when: Condition;
  reason: Text;
  legal: Source | undefined;
  source: Source | undefined;
}>;

export type MatchRank = Readonly<{ id: string; label: Text; points: number }> &
  (
    | Readonly<{ kind: "when"; when: Condition }>
    | Readonly<{ kind: "number" | "months"; field: string; each: number; most: number }>
  );

export type MatchGroup = Readonly<{
  id: string;
  label: Text;
  field: Field;
  ages: readonly number[] | undefined;
  without: readonly string[];
  legal: Source | undefined;
}>;

export type Quota = Readonly<{
  register: Register;
  number: string;
  name: string;
  offer: string;
  staff: string;
  above: Parameter;
  base: string;
  share: Parameter;
  rounding: "up" | "down" | "nearest";
  elsewhere: string | undefined;
  /** What is taken off the obligation, from the first to the last day that a body says. */
  exemption: Readonly<{ posts: string; from: string; until: string }> | undefined;
  held: Readonly<{
    register: Register;
    body: string;
    from: string;
    until: string;
    left: string | undefined;
    workShare: string | undefined;
    born: string;
    untilAge: Parameter;
    when: Condition | undefined;
  }>;
  source: Source;
}>;

/** What a service's matching works with, every name resolved. */
export type Matching = Readonly<{
  offers: Readonly<{
    register: Register;
    number: string;
    title: string;
    posts: string | undefined;
    date: string;
    open: Condition;
    shows: readonly string[];
  }>;
  candidates: Readonly<{
    register: Register;
    when: Condition | undefined;
    since: string;
    shows: readonly string[];
  }>;
  selections: Readonly<{
    register: Register;
    offer: string;
    person: string;
    proposedOn: string;
    decidedOn: string;
    points: string;
    reasons: string;
    state: string;
    proposed: string;
    hired: readonly string[];
    taken: Text;
  }>;
  excludes: readonly MatchExclude[];
  ranks: readonly MatchRank[];
  protected: readonly string[];
  groups: readonly MatchGroup[];
  quota: Quota | undefined;
  ends:
    | Readonly<{ register: Register; on: string; when: Condition | undefined; days: readonly number[] }>
    | undefined;
  contract:
    | Readonly<{
        register: Register;
        candidate: Readonly<Record<string, string>>;
        offer: Readonly<Record<string, string>>;
        body: Readonly<Record<string, string>>;
        lasts: Readonly<{ from: string; until: string; within: Span }> | undefined;
      }>
    | undefined;
}>;
