import { z } from "zod";
import { condition, id, text } from "../schema-parts.ts";

const limit = z
  .union([
    z
      .strictObject({ born: id.describe("The date of birth"), years: id.describe("A parameter, in years") })
      .describe("Ends on the day before this birthday"),
    z
      .strictObject({
        longest: z
          .strictObject({ months: id.describe("A parameter, in months") })
          .describe("The longest time, from the first day"),
      })
      .describe("Ends so long after its first day"),
  ])
  .describe("What ends it, whatever the record says");

/** The block `places` of a service's file: who asks for a place, which places there are, who is there. */
export const placesBlock = z.strictObject({
  structures: z
    .strictObject({
      register: id.describe("Its records are places of a structure, from a day until another"),
      name: id.describe("The field that tells one structure from another"),
      capacity: id.describe("How many places"),
      from: id,
      until: id.optional(),
      kind: id.optional().describe("A choice: what kind of place; requests may ask for one of them"),
      opening: z
        .strictObject({
          field: id.describe("A choice that says on which days the structure is open"),
          days: z
            .record(id, z.array(z.int().min(1).max(7)).min(1))
            .describe("By its code, the days of the week: 1 is Monday"),
        })
        .optional()
        .describe("On other days nothing is free and nothing taken; every day when not said"),
    })
    .optional()
    .describe("Without it there is no bound to how many are there at once"),
  stays: z
    .strictObject({
      register: id,
      structure: id.optional().describe("The field that names the structure"),
      from: id,
      until: id.describe("The last day; without an answer the stay goes on"),
      limit: limit.optional(),
    })
    .describe("Who is there, from a first day to a last one"),
  requests: z
    .strictObject({
      register: id.describe("Its states are those of its lifecycle"),
      asked: id.describe("The date on which it was asked"),
      from: id.describe("From when it is wanted"),
      until: id.optional(),
      kind: id.optional(),
      structure: id.optional().describe("The field that names the structure in which a place is promised"),
      place_from: id.describe("From when the place is promised, or the stay is planned"),
      place_until: id.optional(),
      limit: limit.optional(),
      waiting: z.array(id).min(1).describe("The states in which it waits for a place"),
      promised: z.array(id).min(1).describe("The states in which a place is kept for it"),
      priorities: z
        .array(
          z.strictObject({
            priority: id,
            label: text,
            when: condition,
            points: z.int().min(1).describe("What it adds; the most points come first, then who asked first"),
          }),
        )
        .optional(),
      offer: id.describe("The transition by which a place is promised"),
      begin: z
        .strictObject({
          transition: id.describe("By it the stay begins, and its record is written"),
          on: id.describe("The field of the request that says the first day"),
          gives: z.record(id, id).describe("Field of the stay: field of the request that it is copied from"),
          once: z.literal(true).optional().describe("A second stay of the same person is refused"),
        })
        .describe("What becomes of a request when its stay begins"),
    })
    .optional()
    .describe("Who asks, what becomes of it, and who comes first"),
});

export type RawPlaces = z.infer<typeof placesBlock>;
export type RawPlacesLimit = z.infer<typeof limit>;
