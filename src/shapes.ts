import { z } from "zod";
import { languages } from "./language.ts";

/** Shapes that the answers of several features share. */

/** A text in all three languages. */
export const text = z.object({ fr: z.string(), nl: z.string(), en: z.string() });

export const language = z.enum(languages);

/** Where a rule comes from. */
export const source = z.object({
  article: z.string(),
  verified: z.boolean(),
  note: z.string().optional(),
});
