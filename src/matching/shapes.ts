import { z } from "zod";

const text = z.object({ fr: z.string(), nl: z.string(), en: z.string() });
const source = z.object({ article: z.string(), verified: z.boolean(), note: z.string().optional() });
const fact = z.object({ field: z.string(), label: text, value: text.nullable() });
const place = { operation: z.string(), record: z.number() };

const offer = z.object({
  ...place,
  register: z.string(),
  version: z.number(),
  number: z.string(),
  title: z.string(),
  body: z.string().nullable().describe("The name of the body, where it has a record"),
  date: z.string().nullable(),
  posts: z.number(),
  state: z.object({ code: z.string(), label: text }).nullable(),
});

const gaugeParameter = z.object({ value: z.string(), source }).nullable();

const quota = z.object({
  day: z.string(),
  share: gaugeParameter.describe("The share, in percent"),
  above: gaugeParameter.describe("Bodies with more staff than this have a quota"),
  rounding: z.enum(["up", "down", "nearest"]),
  source,
  register: z.string(),
  bodies: z.array(
    z.object({
      ...place,
      number: z.string(),
      name: z.string(),
      staff: z.number().nullable(),
      base: z.string(),
      contracts: z.number(),
      held: z.string().describe("Full-time equivalents held, those elsewhere included"),
      elsewhere: z.string(),
      owed: z
        .object({
          exact: z.string().describe("The share, before any exemption"),
          exempt: z
            .object({ posts: z.string(), left: z.string(), until: z.string().nullable() })
            .nullable()
            .describe("What the body is exempt from today, what is left to be owed, and its last day"),
          posts: z.number().describe("Whole posts, after the exemption"),
          reached: z.boolean(),
        })
        .nullable(),
    }),
  ),
  elsewhere: z.number().describe("Contracts whose body has no record here"),
});
export type QuotaGauge = z.infer<typeof quota>;

const contractEnd = z.object({
  ...place,
  on: z.string(),
  left: z.number().describe("Days from today"),
  body: z.string().nullable(),
});
export type ContractEnd = z.infer<typeof contractEnd>;

export const matchingPageShape = z.object({
  service: z.string(),
  label: text,
  today: z.string(),
  files: z.number().describe("Candidates' files that the asker may read"),
  candidates: z.object({ register: z.string(), label: text }),
  offers: z.array(
    offer.extend({
      eligible: z.number().describe("Whom the hard conditions leave"),
      proposed: z.number(),
      hired: z.number(),
    }),
  ),
  register: z.string(),
  quota: quota.nullable(),
  ends: z.object({ register: z.string(), days: z.array(z.number()), rows: z.array(contractEnd) }).nullable(),
});
export type MatchingPage = z.infer<typeof matchingPageShape>;

const person = z.object({ number: z.string(), name: z.string() }).nullable();

const candidate = z.object({
  ...place,
  person: person.describe("Who it is; null where that is not the asker's to know"),
  facts: z.array(fact),
});

export const shortlistShape = z.object({
  service: z.string(),
  label: text,
  offer: offer.extend({ facts: z.array(fact) }),
  candidates: z.object({ register: z.string(), label: text }),
  may: z.object({ propose: z.boolean() }),
  considered: z.number(),
  eligible: z.number(),
  excluded: z.array(
    z.object({ exclude: z.string(), reason: text, count: z.number(), legal: source.nullable() }),
  ),
  taken: z.object({ reason: text, count: z.number() }),
  ranks: z.array(z.object({ rank: z.string(), label: text, most: z.number() })),
  protected: z.array(text).describe("What never enters"),
  best: z.array(candidate.extend({ points: z.number(), parts: z.array(z.number()) })),
  proposed: z.array(
    z.object({
      ...place,
      register: z.string(),
      file: z.object(place).nullable(),
      person,
      state: z.object({ code: z.string(), label: text }),
      proposedOn: z.string().nullable(),
      points: z.number().nullable(),
      reasons: z.string().nullable(),
      contract: z.boolean().describe("The post was got: the contract can be recorded"),
    }),
  ),
});
export type Shortlist = z.infer<typeof shortlistShape>;

export const excludedShape = z.object({
  exclude: z.string(),
  reason: text,
  examples: z.array(candidate),
});
export type Excluded = z.infer<typeof excludedShape>;

export const proposeBodyShape = z.object({
  records: z.array(z.number().int().min(1)).min(1).max(50).describe("The candidates' files"),
});
export const proposedShape = z.object({
  proposed: z.array(z.object({ operation: z.string(), register: z.string(), record: z.number() })),
});

export const contractShape = z.object({
  operation: z.string(),
  register: z.string(),
  record: z.number().nullable().describe("Where the person is recorded already"),
  draft: z.string().nullable().describe("The form that was begun otherwise"),
});
export type Contract = z.infer<typeof contractShape>;

const stage = z.object({
  count: z.number().nullable().describe("Null: hidden, because it would say something about a few people"),
  rate: z.string().nullable().describe("In percent of the stage before"),
  ratio: z.string().nullable().describe("To the group with the highest rate: 1.00 is as high"),
  low: z.boolean().describe("Below four fifths of the highest rate"),
});

export const ratesShape = z.object({
  service: z.string(),
  label: text,
  year: z.number(),
  years: z.array(z.number()),
  offers: z.number(),
  limit: z.number().describe("The smallest count shown"),
  groups: z.array(
    z.object({
      group: z.string(),
      label: text,
      legal: source.nullable(),
      special: z.boolean(),
      rows: z.array(
        z.object({
          code: z.string(),
          label: text,
          considered: z.number().nullable(),
          eligible: stage,
          proposed: stage,
          hired: stage,
        }),
      ),
    }),
  ),
  withheld: z.array(text).describe("Groups of a special category that are not the asker's to see figures of"),
  hides: z.boolean(),
});
export type Rates = z.infer<typeof ratesShape>;
