import { z } from "zod";
import type { Parameter } from "../condition/condition.ts";
import type { Path } from "../condition/parse.ts";
import type { Field, Register } from "../programme.ts";
import { id, source, type Source } from "../schema-parts.ts";
import { fieldOf, oneOf, registerOf, type ServiceContext } from "./context.ts";

/** A log of contacts with people who are not registered yet, and how one of them becomes a participation. */
export const outreachBlock = z
  .strictObject({
    register: id.describe("The register of contacts"),
    reference: id.describe("What tells one contact from another; the phone gives it"),
    date: id,
    place: id,
    relay: id.optional().describe("Who brought the two together: a youth house, a club, a street worker"),
    stage: id.describe("A choice: how far it has come, in the order of its choices"),
    nickname: id.optional().describe("By what one remembers somebody; never a name"),
    segment: id.optional(),
    follows: id.describe("A code without meaning that ties the contacts with one person"),
    consent: id.describe(
      "The day on which the person agreed; the fields that are `only_with` it wait for it",
    ),
    reaction: z
      .strictObject({ field: id, unanswered: id })
      .optional()
      .describe("A choice, and which of its choices says that nobody answered"),
    closed: z.array(id).min(1).describe("The stages after which nobody is waited for"),
    silent: z
      .array(id)
      .min(1)
      .describe("Parameters: after so many days without news somebody is on a list, the shortest first"),
    registers_as: z
      .strictObject({
        register: id,
        stage: id.describe("The stage of the contact from then on"),
        code: id.describe("The field that holds the code of the contacts before"),
        number: id.describe("Who the person is; the partner's initials and the code where it has no answer"),
        entry: id.describe("The day on which it begins"),
        fields: z
          .record(id, id)
          .describe("Its fields, and the fields of the contact whose answers they take"),
        asks: z.array(id).min(1).describe("What is asked for when the person agrees"),
      })
      .describe("What a contact becomes once the person agrees"),
    quota: z
      .strictObject({ partners: z.record(id, z.record(z.string().regex(/^\d{4}$/), z.int().min(1))), source })
      .optional()
      .describe("How many each partner is to enter in a year"),
  })
  .describe("Contacts before any registration, on a phone with or without a network");

type RawOutreach = z.infer<typeof outreachBlock>;

/** A log of contacts, every name resolved. */
export type Outreach = Readonly<{
  register: Register;
  reference: Field;
  date: Field;
  place: Field;
  relay: Field | undefined;
  stage: Field;
  nickname: Field | undefined;
  segment: Field | undefined;
  follows: Field;
  consent: Field;
  /** What waits for the consent. */
  names: readonly Field[];
  reaction: Readonly<{ field: Field; unanswered: string }> | undefined;
  closed: readonly string[];
  silent: readonly Parameter[];
  registersAs: Readonly<{
    register: Register;
    stage: string;
    code: Field;
    number: Field;
    entry: Field;
    /** Fields of the participation, and those of the contact that they come from. */
    fields: ReadonlyMap<string, string>;
    asks: readonly Field[];
  }>;
  quota:
    | Readonly<{
        /** By partner and year. */
        of: (partner: string, year: string) => number | undefined;
        source: Source;
      }>
    | undefined;
}>;

/** Returns the block with every name resolved; undefined where something is missing, which is told with its place. */
export const resolveOutreach = (
  raw: RawOutreach | undefined,
  at: Path,
  context: ServiceContext,
): Outreach | undefined => {
  if (!raw) return undefined;
  const { wrong } = context.file;
  const register = registerOf(context, raw.register, [...at, "register"]);
  const target = registerOf(context, raw.registers_as.register, [...at, "registers_as", "register"]);
  if (!register || !target) return undefined;
  const field = (key: string, name: string, ...types: Field["type"][]) =>
    fieldOf(context, register, name, [...at, key], ...types);
  const optional = (key: string, name: string | undefined, ...types: Field["type"][]) =>
    name === undefined ? undefined : field(key, name, ...types);
  const choiceOf = (of: Field | undefined, code: string, ...path: Path) => {
    const codes = of?.choices?.map((choice) => choice.code) ?? [];
    if (of && !codes.includes(code)) wrong([...at, ...path], code, oneOf(codes));
  };
  const reference = field("reference", raw.reference, "text");
  const date = field("date", raw.date, "date");
  const place = field("place", raw.place, "text");
  const stage = field("stage", raw.stage, "choice");
  const follows = field("follows", raw.follows, "text");
  const consent = field("consent", raw.consent, "date");
  const names = [...register.fields.values()].filter(({ onlyWith }) => onlyWith === raw.consent);
  if (names.length === 0)
    wrong([...at, "consent"], raw.consent, {
      fr: "une date que des champs attendent (only_with)",
      nl: "een datum waarop velden wachten (only_with)",
      en: "a date that fields wait for (only_with)",
    });
  raw.closed.forEach((code, index) => choiceOf(stage, code, "closed", index));
  const silent = raw.silent.flatMap((name, index) => {
    const parameter = context.scoped.parameters.get(name);
    if (!parameter) wrong([...at, "silent", index], name, oneOf(context.scoped.parameters.keys()));
    return parameter ?? [];
  });
  const reacts =
    raw.reaction && fieldOf(context, register, raw.reaction.field, [...at, "reaction"], "choice");
  if (raw.reaction) choiceOf(reacts, raw.reaction.unanswered, "reaction", "unanswered");
  const quota = raw.quota;
  const partners = new Set(
    context.operations.flatMap((each) => context.scoped.structure.operations.get(each)?.partners ?? []),
  );
  for (const partner of Object.keys(quota?.partners ?? {}))
    if (!partners.has(partner)) wrong([...at, "quota", "partners", partner], partner, oneOf(partners));

  const as = raw.registers_as;
  const own = (key: string, name: string, ...types: Field["type"][]) =>
    fieldOf(context, target, name, [...at, "registers_as", key], ...types);
  choiceOf(stage, as.stage, "registers_as", "stage");
  const code = own("code", as.code, "text");
  const number = own("number", as.number, "text");
  const entry = own("entry", as.entry, "date");
  for (const [to, from] of Object.entries(as.fields)) {
    const [taken, given] = [own("fields", to), field("registers_as", from)];
    if (taken && given && taken.type !== given.type)
      wrong([...at, "registers_as", "fields", to], from, oneOf([taken.type]));
  }
  const asks = as.asks.flatMap((name) => own("asks", name) ?? []);
  if (!reference || !date || !place || !stage || !follows || !consent || !code || !number || !entry)
    return undefined;
  return {
    register,
    reference,
    date,
    place,
    relay: optional("relay", raw.relay),
    stage,
    nickname: optional("nickname", raw.nickname, "text"),
    segment: optional("segment", raw.segment, "choice"),
    follows,
    consent,
    names,
    reaction: raw.reaction && reacts ? { field: reacts, unanswered: raw.reaction.unanswered } : undefined,
    closed: raw.closed,
    silent,
    registersAs: {
      register: target,
      stage: as.stage,
      code,
      number,
      entry,
      fields: new Map(Object.entries(as.fields)),
      asks,
    },
    quota: quota && { of: (partner, year) => quota.partners[partner]?.[year], source: quota.source },
  };
};
