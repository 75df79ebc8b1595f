import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { DefinitionProblem } from "../definition/problem.ts";
import { DefinitionError } from "../definition/problem.ts";
import type { Programme } from "../definition/programme.ts";
import { readSource } from "../definition/source-file.ts";

const text = z.strictObject({ fr: z.string(), nl: z.string(), en: z.string() });
const source = z.strictObject({ article: z.string(), verified: z.boolean(), note: z.string().optional() });
const web = z.url({ protocol: /^https$/ });
const body = z.strictObject({ name: text, web, source });

/** `public.yaml`: what a programme's public pages say that stands nowhere else in its definitions. */
export const publicFile = z
  .strictObject({
    summary: text.describe("What the programme does and for whom, as citizens read it"),
    contact: body.describe("To whom questions about the programme and its pages go"),
    privacy: z.strictObject({
      kept: text.describe("How long the data of participants are kept"),
      kept_source: source,
      collected_source: source.describe("The law by which the data of participants are recorded"),
      complaint: body.describe("The data protection authority"),
    }),
    accessibility: z.strictObject({
      law: text.describe("The law that applies to the pages besides Directive (EU) 2016/2102"),
      oversight: body.describe("Who oversees that law"),
      complaint: body.describe("Who helps when an answer is not good enough"),
    }),
    operations: z.strictObject({
      updated_on: z.iso.date().describe("Last update of the list of operations"),
      country: z.string().length(2),
      location: text.describe("Postcode, region or other indication of the place of the operations"),
      union_rate: z
        .record(z.string(), z.string())
        .optional()
        .describe("Union co-financing rate by priority, as text: { priority_1: 50 % }"),
      intervention: z
        .record(z.string(), text)
        .optional()
        .describe("Name of the category of intervention by operation"),
    }),
  })
  .describe("What the public pages of the programme say");

export type PublicFile = z.output<typeof publicFile>;

/**
 * Returns what the programme says of itself in public; undefined where it has no `public.yaml`. Throws a
 * DefinitionError with file and line for one that cannot be read.
 */
export const readPublicFile = ({ folder }: Pick<Programme, "folder">): PublicFile | undefined => {
  const path = join(folder, "public.yaml");
  if (!existsSync(path)) return undefined;
  const problems: DefinitionProblem[] = [];
  const read = readSource(path, "public.yaml", publicFile, problems);
  if (!read || problems.length > 0) throw new DefinitionError(problems);
  return read.content;
};
