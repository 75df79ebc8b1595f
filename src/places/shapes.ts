import { z } from "zod";
import { text } from "../shapes.ts";

/** What the pages of a service's places say to the server and get back. */

const day = z.iso.date();
const record = z.int().min(1);

const monthShape = z.object({
  month: z.string().describe("YYYY-MM"),
  openDays: z.int().describe("Days on which the structure is open and has places"),
  placeDays: z.int().describe("Places, added up over those days"),
  takenDays: z.int().describe("Places taken by somebody there, added up over those days"),
  promisedDays: z.int().describe("Places promised to somebody expected, added up over those days"),
  mostTaken: z.int().describe("Taken and promised on the fullest day"),
  daysOver: z.int().describe("Days on which more is taken than there is"),
});
export type OccupancyMonth = z.infer<typeof monthShape>;

const onDayShape = z.object({
  day,
  isOpen: z.boolean(),
  places: z.int(),
  taken: z.int(),
  promised: z.int(),
  free: z.int().describe("Never less than none"),
  over: z.int().describe("How many more are taken than there are"),
});
export type OccupancyDay = z.infer<typeof onDayShape>;

const structureShape = z.object({
  operation: z.string(),
  structure: z.string(),
  partner: z.object({ partner: z.string(), name: text }),
  kinds: z.array(z.object({ code: z.string(), label: text })),
  opening: text.nullable(),
  today: onDayShape,
  soon: onDayShape.describe("In two weeks"),
  months: z.array(monthShape),
});
export type Structure = z.infer<typeof structureShape>;

const waitingShape = z.object({
  operation: z.string(),
  record,
  title: z.string().nullable().describe("Who it is about, where the asker may know"),
  version: z.int(),
  rank: z.int(),
  asked: day,
  from: day.nullable(),
  until: day.nullable(),
  kind: z.object({ code: z.string(), label: text }).nullable(),
  points: z.int(),
  reasons: z.array(z.object({ priority: z.string(), label: text, points: z.int() })),
  lastDay: day.nullable().describe("The last day that its limit would allow, were it to begin when wanted"),
  mayOffer: z.boolean(),
});
export type Waiting = z.infer<typeof waitingShape>;

const promisedShape = z.object({
  operation: z.string(),
  record,
  title: z.string().nullable().describe("Who it is about, where the asker may know"),
  version: z.int(),
  state: text,
  structure: z.string().nullable(),
  from: day.nullable(),
  until: day.nullable(),
  mayBegin: z.boolean(),
});
export type Promised = z.infer<typeof promisedShape>;

const endingShape = z.object({
  operation: z.string(),
  record,
  title: z.string().nullable().describe("Who it is about, where the asker may know"),
  version: z.int(),
  structure: z.string().nullable(),
  from: day,
  until: day.nullable().describe("The last day that the record says"),
  lastDay: day.describe("The last day that the limit allows"),
  daysLeft: z.int().describe("Until that day; negative once it is over"),
  end: z
    .object({ transition: z.string(), label: text, field: z.string() })
    .nullable()
    .describe("The step by which the asker can end it, and the field of the last day"),
});
export type Ending = z.infer<typeof endingShape>;

/** `GET /api/services/{service}/places` */
export const placesPageShape = z.object({
  service: z.string(),
  label: text,
  operations: z.array(z.object({ operation: z.string(), title: text })),
  today: day,
  from: z.string().describe("The first of the months, YYYY-MM"),
  months: z.int(),
  requests: z
    .object({
      register: z.string(),
      label: text,
      record: text,
      operation: z.string().nullable().describe("Where the asker may add one; null: nowhere"),
    })
    .nullable(),
  stays: z.object({ register: z.string(), label: text, record: text }),
  structures: z
    .object({ register: z.string(), label: text, rows: z.array(structureShape) })
    .nullable()
    .describe("Null where nothing bounds how many are there"),
  total: z
    .object({ today: onDayShape, soon: onDayShape, months: z.array(monthShape) })
    .nullable()
    .describe("Of the structures that the asker sees, together"),
  nowhere: z.int().describe("Who is there today and whose record names no structure"),
  priorities: z.array(z.object({ priority: z.string(), label: text, points: z.int() })),
  waiting: z.object({ rows: z.array(waitingShape), count: z.int() }),
  promised: z.array(promisedShape),
  ending: z
    .object({ limit: text, rows: z.array(endingShape) })
    .nullable()
    .describe("Whose limit is past, or comes in 90 days; null where nothing limits a stay"),
});
export type PlacesPage = z.infer<typeof placesPageShape>;

/** `GET /api/services/{service}/places/days` */
export const placesDaysShape = z.object({
  service: z.string(),
  label: text,
  operation: z.string(),
  structure: z.string(),
  month: z.string(),
  today: day,
  days: z.array(onDayShape),
});
export type PlacesDays = z.infer<typeof placesDaysShape>;

/** `GET /api/services/{service}/places/free` */
export const placesFreeShape = z.object({
  from: day,
  until: day.describe("The last day looked at"),
  rows: z.array(
    z.object({
      structure: z.string(),
      kinds: z.array(z.object({ code: z.string(), label: text })),
      isWanted: z.boolean().describe("Of the kind that is asked for"),
      free: z.int().describe("Places free on every day of the period"),
      fullOn: day.nullable().describe("The first day on which there is none"),
    }),
  ),
});
export type PlacesFree = z.infer<typeof placesFreeShape>;

const confirmed = z.array(z.string()).optional().describe("Doubts that somebody ticked as right");
const request = { operation: z.string(), request: record, version: z.int().min(0), confirmed };

/** `POST /api/services/{service}/places/offer` */
export const offerBodyShape = z.object({
  ...request,
  structure: z.string().min(1).max(400).nullable(),
  from: day,
  until: day.nullable(),
});
export type OfferBody = z.infer<typeof offerBodyShape>;

/** `POST /api/services/{service}/places/begin` */
export const beginBodyShape = z.object({ ...request, on: day });
export type BeginBody = z.infer<typeof beginBodyShape>;

export const begunShape = z.object({
  operation: z.string(),
  request: record,
  stay: z.object({ register: z.string(), record }),
});
export type Begun = z.infer<typeof begunShape>;
