import { z } from "zod";
import type { Path } from "../condition/parse.ts";
import type { Field, Register } from "../programme.ts";
import { id } from "../schema-parts.ts";
import { fieldOf, registerOf, type ServiceContext } from "./context.ts";

const organisation = z.strictObject({
  register: id,
  number: id.describe("The field that names the organisation by its enterprise number"),
  name: id.optional().describe("The field that says what the organisation is called"),
  events: z
    .strictObject({
      date: id.describe("The day on which it happened"),
      what: id.optional().describe("The field that says what it was; the record's own words when not said"),
    })
    .optional()
    .describe("Its records are things that happened with the organisation; without it they describe it"),
});

export const organisationsBlock = z
  .array(organisation)
  .min(1)
  .describe("Registers that name organisations: what the page of an organisation is made of");

/** A register whose records name organisations. */
export type NamesOrganisations = Readonly<{
  register: Register;
  number: Field;
  name: Field | undefined;
  events: Readonly<{ date: Field; what: Field | undefined }> | undefined;
}>;

/** Returns which of the service's registers name organisations; what is wrong is told. */
export const resolveOrganisations = (
  raw: z.infer<typeof organisationsBlock>,
  path: Path,
  context: ServiceContext,
): readonly NamesOrganisations[] =>
  raw.flatMap((each, index): NamesOrganisations[] => {
    const at = (...keys: string[]) => [...path, index, ...keys];
    const register = registerOf(context, each.register, at("register"));
    if (!register) return [];
    const open = (name: string, where: Path, ...types: Field["type"][]) => {
      const field = fieldOf(context, register, name, where, ...types);
      if (field?.sensitivity !== undefined)
        context.file.wrong(where, name, {
          fr: "un champ qui ne dit rien d'une personne",
          nl: "een veld dat niets over een persoon zegt",
          en: "a field that says nothing of a person",
        });
      return field;
    };
    const number = open(each.number, at("number"), "text");
    if (number && number.format !== "enterprise_number")
      context.file.wrong(at("number"), each.number, {
        fr: "un champ au format enterprise_number",
        nl: "een veld met de vorm enterprise_number",
        en: "a field of the format enterprise_number",
      });
    const name = each.name === undefined ? undefined : open(each.name, at("name"), "text");
    const date = each.events && open(each.events.date, at("events", "date"), "date");
    const what = each.events?.what === undefined ? undefined : open(each.events.what, at("events", "what"));
    if (!number || (each.events && !date)) return [];
    return [{ register, number, name, events: date && { date, what } }];
  });
