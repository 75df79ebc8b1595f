import { z } from "zod";
import { text } from "../shapes.ts";

const day = z.string();
const place = z.object({ operation: z.string(), register: z.string(), record: z.number() });

/** Somebody on the path: where their participation is, and their name where the asker may know it. */
export const personShape = z.object({ ...place.shape, name: z.string().nullable() });

const caseShape = z.object({
  ...place.shape,
  partner: z.string(),
  partnerName: text,
  person: personShape.nullable(),
  phase: z.string(),
  since: day,
  days: z.number(),
  content: z.string().nullable(),
  adviser: z.string().nullable(),
});

const contractShape = z.object({
  ...place.shape,
  partner: z.string(),
  partnerName: text,
  person: personShape.nullable(),
  from: day,
  until: day,
  daysLeft: z.number(),
  /** soon: within the months in which what follows is prepared · late: less time is left, and nothing is settled */
  standing: z.enum(["late", "soon"]),
  handedOver: day.nullable(),
});

const answerShape = z.object({
  ...place.shape,
  state: z.string(),
  stateLabel: text,
  isOutcome: z.boolean(),
  isGood: z.boolean(),
  isRefused: z.boolean(),
  decidedOn: day.nullable(),
  contactedOn: day.nullable(),
  outcomeOn: day.nullable(),
  details: z.array(z.object({ label: text, value: text })),
});

export const handOverShape = z.object({
  ...place.shape,
  version: z.number(),
  partner: z.string(),
  partnerName: text,
  to: z.object({ operation: z.string(), operationTitle: text, partnerName: text.nullable() }),
  person: personShape.nullable(),
  on: day,
  expectedEnd: day.nullable(),
  reason: text,
  /** The sender's word to the receiver. */
  message: z.string().nullable(),
  answer: answerShape.nullable(),
  /** Days since an answer, or a first contact, was due; null where nothing is late. */
  late: z.object({ days: z.number(), waitsFor: z.enum(["answer", "contact"]) }).nullable(),
  /** By when it is to be answered. */
  answerBy: day,
});

const supportShape = z.object({
  ...place.shape,
  partner: z.string(),
  partnerName: text,
  person: personShape.nullable(),
  other: text,
  /** The first day of a month: the day itself is the other institution's. */
  since: day,
});

const pairShape = z.object({ institutions: z.array(text).length(2), people: z.number() });

export const pathPageShape = z.object({
  service: z.string(),
  label: text,
  today: day,
  phases: z
    .object({
      register: z.string(),
      counts: z.array(z.object({ phase: z.string(), label: text, people: z.number() })),
      shown: z.string().nullable(),
      /** Each coach's caseload, in the order of the phases; empty for whoever sees several institutions. */
      advisers: z.array(z.object({ adviser: z.string().nullable(), people: z.array(z.number()) })),
      cases: z.array(caseShape),
      total: z.number(),
    })
    .nullable(),
  contracts: z
    .object({
      register: z.string(),
      fromMonths: z.number(),
      untilMonths: z.number(),
      rows: z.array(contractShape),
    })
    .nullable(),
  sent: z.object({ register: z.string(), rows: z.array(handOverShape), total: z.number() }).nullable(),
  received: z
    .object({ register: z.string(), answerDays: z.number(), rows: z.array(handOverShape), total: z.number() })
    .nullable(),
  doubles: z
    .object({
      register: z.string(),
      rows: z.array(supportShape),
      pairs: z.array(pairShape).nullable(),
      people: z.number(),
    })
    .nullable(),
  /** The register of participants, and what the receiver is asked of it when it takes somebody on. */
  participants: z.string(),
  asks: z.array(z.string()),
  refusals: z.array(z.object({ code: z.string(), label: text })),
  /** Whether parliament asks of the service: its tables compare the institutions, small numbers hidden. */
  question: z.boolean(),
  may: z.object({ write: z.boolean() }),
});
export type PathPage = z.infer<typeof pathPageShape>;
export type HandOverRow = z.infer<typeof handOverShape>;

const stretchShape = z.object({
  ...place.shape,
  kind: z.enum(["participation", "phase", "contract", "support", "hand_over", "answer", "other"]),
  label: text,
  detail: text.nullable(),
  operationTitle: text,
  partnerName: text,
  from: day,
  until: day.nullable(),
  /** It goes on; a contract or a stay may have a day on which it is to end all the same. */
  isOpen: z.boolean(),
  /** Its place on the drawing: hundredths of the time shown. */
  at: z.object({ start: z.number(), end: z.number() }),
});
export type Stretch = z.infer<typeof stretchShape>;

export const personPathShape = z.object({
  service: z.string(),
  label: text,
  today: day,
  person: personShape.nullable(),
  place,
  partnerName: text,
  from: day,
  until: day,
  years: z.array(z.object({ year: z.number(), at: z.number() })),
  stretches: z.array(stretchShape),
  overlaps: z.array(z.object({ first: z.number(), second: z.number(), from: day, until: day.nullable() })),
  doubles: z.array(z.object({ other: text, since: day })),
  /** Whether aid that opens the right to the path is recorded on the day of entry; null where none is asked for. */
  eligible: z.boolean().nullable(),
  phase: z.object({ record: z.number(), label: text, since: day }).nullable(),
  phases: z.array(z.object({ code: z.string(), label: text })),
  reasons: z.array(z.object({ code: z.string(), label: text })),
  receivers: z.array(
    z.object({
      operation: z.string(),
      title: text,
      partners: z.array(z.object({ partner: z.string(), name: text })),
    }),
  ),
  /** The day on which what the person does now is to end, as the contracts say it. */
  expectedEnd: day.nullable(),
  givesMore: z.boolean(),
  may: z.object({ write: z.boolean() }),
});
export type PersonPath = z.infer<typeof personPathShape>;

export const phaseBodyShape = z.object({
  phase: z.string(),
  from: z.string().max(40),
  content: z.string().max(2000).optional(),
});

export const handOverBodyShape = z.object({
  to_operation: z.string(),
  to_partner: z.string().optional(),
  reason: z.string(),
  expected_end: z.string().max(40).optional(),
  consent: z.boolean(),
  consent_special: z.boolean().optional(),
  message: z.string().max(500).optional(),
});

export const answerBodyShape = z.object({
  takes_on: z.boolean(),
  refusal: z.string().optional(),
  texts: z.record(z.string(), z.string().max(2000)).optional(),
  confirmed: z.array(z.string()).max(50).optional(),
});

/** What an act wrote: one change of the trail, and where the new record is. */
export const doneShape = z.object({
  change: z.number(),
  record: place,
  /** The participation that taking on made, and why there is none where there is none. */
  participation: place.nullable(),
  note: text.nullable(),
});
export type Done = z.infer<typeof doneShape>;
