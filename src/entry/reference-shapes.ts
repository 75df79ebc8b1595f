import { z } from "zod";
import { text } from "../shapes.ts";

/** Records that name one another: on their pages, in forms, and in what one register tells another of a number. */

/** What a record names, and what names it, as its page shows it. */
export const namedShapes = {
  refers: z
    .array(
      z.object({
        field: z.string(),
        operation: z.string(),
        register: z.string(),
        record: z.int().min(1),
        title: text,
      }),
    )
    .describe("Which records its answers name, of those that the asker may see"),
  organisations: z
    .array(z.object({ field: z.string(), number: z.string() }))
    .describe("Answers that name an organisation, which has a page of its own"),
  related: z
    .array(
      z.object({
        register: z.string(),
        label: text,
        added: text.describe("One record of that register, in words"),
        field: z.string().describe("The field that names this record"),
        answer: z
          .union([z.string(), z.number(), z.boolean(), z.null()])
          .describe("What a record says there to name this one"),
        isPrivate: z.boolean().describe("That answer says who somebody is: it stands in no address"),
        count: z.int(),
        records: z
          .array(
            z.object({
              operation: z.string(),
              record: z.int().min(1),
              title: text,
              date: z.string().nullable(),
              state: text.nullable(),
            }),
          )
          .describe("The newest"),
        places: z
          .array(z.object({ operation: z.string(), title: text }))
          .describe("Where the asker may add one"),
      }),
    )
    .describe("Registers whose records name this one, as far as the asker may see"),
  screened: z
    .object({
      field: z.string(),
      words: z.array(z.object({ ground: text, from: z.int(), until: z.int() })),
    })
    .nullable()
    .describe("Words of a text for which its records are held, where they stand"),
};

const referenceShape = z.object({
  answer: z.string().describe("What the field has to say to name the record"),
  title: text,
  operation: z.string(),
  record: z.int().min(1),
});
export type Reference = z.infer<typeof referenceShape>;

/** `POST /api/operations/{operation}/registers/{register}/fields/{field}/references` */
export const referencesBodyShape = z.object({ search: z.string().max(200) });
export const referencesShape = z.object({
  register: z.string(),
  label: text,
  found: z.array(referenceShape),
});
export type References = z.infer<typeof referencesShape>;

/** `POST /api/operations/{operation}/registers/{register}/fill` */
export const fillBodyShape = z.object({
  partner: z.string(),
  field: z.string().describe("The field whose answer is the person's number in the other register"),
  number: z.string().min(1).max(100),
});
export type FillBody = z.infer<typeof fillBodyShape>;
export const fillAnswerShape = z.object({
  from: z.object({ register: z.string(), label: text }),
  found: z.array(z.object({ field: z.string(), text: z.string().describe("As typed") })),
});
export type FillAnswer = z.infer<typeof fillAnswerShape>;
