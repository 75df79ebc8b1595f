import { z } from "zod";
import type { Path } from "../condition/parse.ts";
import type { Field, Register } from "../programme.ts";
import { id } from "../schema-parts.ts";
import { fieldOf, oneOf, registerOf, type ServiceContext } from "./context.ts";

const cases = z
  .strictObject({
    register: id.describe("A register with `room: true`: each of its records is a room"),
    number: id.describe("The text that a new case gets by itself"),
    numbered: z
      .string()
      .regex(/^[^{}]*\{year\}[^{}]*\{n\}[^{}]*$/)
      .describe('How it is numbered, as "AD-{year}-{n}"'),
    begins: id.describe("The day on which the case came"),
    first: id.describe("The state in which it begins"),
    over: z.array(id).min(1).describe("The states in which it is over"),
    anonymous: id.optional().describe("A yes or no: the person does not say who they are"),
    intake: z.array(id).min(1).describe("What is asked when somebody comes, in this order"),
  })
  .describe("The cases themselves");

const consents = z
  .strictObject({
    register: id,
    case: id,
    recipient: id.describe("A choice: to whom"),
    given_on: id,
    withdrawn_on: id,
    anonymous: id.describe("A yes or no: only without saying who the person is"),
  })
  .describe("What the person agrees to, for each recipient");

const transfers = z
  .strictObject({
    register: id,
    case: id,
    recipient: id.describe("A choice with the same codes as that of the consents"),
    sent_on: id,
    anonymous: id.describe("A yes or no: it says nothing of who the person is"),
    asks: z
      .record(id, id)
      .optional()
      .describe("By recipient, a question of the register that must be answered yes before it goes there"),
  })
  .describe("What went to a recipient; refused without a consent for exactly that one");

const followUps = z
  .strictObject({
    register: id,
    case: id,
    due: id.describe("The day on which to ask how it goes"),
    done: id,
    note: id.optional(),
  })
  .describe("When to get in touch with the person again");

/** Sensitive cases, each in a room of its own, that go to somebody else only with the person's consent. */
export const roomBlock = z
  .strictObject({ cases, consents, transfers, follow_ups: followUps.optional() })
  .describe("Cases in restricted rooms: consent for each recipient, transfers, follow-up");

/** The rooms of a service, every name resolved. */
export type Rooms = Readonly<{
  cases: Readonly<{
    register: Register;
    number: string;
    numbered: string;
    begins: string;
    first: string;
    over: readonly string[];
    anonymous: string | undefined;
    intake: readonly string[];
  }>;
  consents: Readonly<{
    register: Register;
    case: string;
    recipient: Field;
    givenOn: string;
    withdrawnOn: string;
    anonymous: string;
  }>;
  transfers: Readonly<{
    register: Register;
    case: string;
    recipient: Field;
    sentOn: string;
    anonymous: string;
    asks: ReadonlyMap<string, Field>;
  }>;
  followUps:
    | Readonly<{ register: Register; case: string; due: string; done: string; note: string | undefined }>
    | undefined;
}>;

/** Returns the rooms that a service's file says; what does not exist, or does not fit, is told. */
export const resolveRooms = (
  raw: z.infer<typeof roomBlock> | undefined,
  at: Path,
  context: ServiceContext,
): Rooms | undefined => {
  if (!raw) return undefined;
  const register = registerOf(context, raw.cases.register, [...at, "cases", "register"]);
  const consented = registerOf(context, raw.consents.register, [...at, "consents", "register"]);
  const transferred = registerOf(context, raw.transfers.register, [...at, "transfers", "register"]);
  const followed =
    raw.follow_ups && registerOf(context, raw.follow_ups.register, [...at, "follow_ups", "register"]);
  if (!register || !consented || !transferred || (raw.follow_ups && !followed)) return undefined;
  const { wrong } = context.file;
  if (!register.isRoom || register.roomOf)
    wrong([...at, "cases", "register"], register.id, same("room: true"));
  for (const [part, linked] of [
    ["consents", consented],
    ["transfers", transferred],
    ["follow_ups", followed],
  ] as const)
    if (linked && linked.roomOf?.register !== register.id)
      wrong([...at, part, "register"], linked.id, same(`room: { of: ${register.id}, by: … }`));
  const of = (part: string, target: Register, key: string, name: string, ...types: Field["type"][]) =>
    fieldOf(context, target, name, [...at, part, key], ...types);
  const caseParts = raw.cases;
  of("cases", register, "number", caseParts.number, "text");
  of("cases", register, "begins", caseParts.begins, "date");
  const states = register.lifecycle?.states;
  [caseParts.first, ...caseParts.over].forEach((state) => {
    if (!states?.has(state)) wrong([...at, "cases"], state, oneOf(states?.keys() ?? []));
  });
  if (caseParts.anonymous !== undefined) of("cases", register, "anonymous", caseParts.anonymous, "boolean");
  caseParts.intake.forEach((name, index) =>
    fieldOf(context, register, name, [...at, "cases", "intake", index]),
  );
  of("consents", consented, "case", raw.consents.case, "text");
  of("consents", consented, "given_on", raw.consents.given_on, "date");
  of("consents", consented, "withdrawn_on", raw.consents.withdrawn_on, "date");
  of("consents", consented, "anonymous", raw.consents.anonymous, "boolean");
  of("transfers", transferred, "case", raw.transfers.case, "text");
  of("transfers", transferred, "sent_on", raw.transfers.sent_on, "date");
  of("transfers", transferred, "anonymous", raw.transfers.anonymous, "boolean");
  const allowed = of("consents", consented, "recipient", raw.consents.recipient, "choice");
  const sent = of("transfers", transferred, "recipient", raw.transfers.recipient, "choice");
  if (!allowed || !sent) return undefined;
  const known = (allowed.choices ?? []).map(({ code }) => code);
  if (sent.choices?.some(({ code }) => !known.includes(code)))
    wrong([...at, "transfers", "recipient"], sent.id, oneOf(known));
  const asks = new Map<string, Field>();
  for (const [recipient, name] of Object.entries(raw.transfers.asks ?? {})) {
    if (!known.includes(recipient)) wrong([...at, "transfers", "asks"], recipient, oneOf(known));
    const asked = of("transfers", transferred, "asks", name, "boolean");
    if (asked) asks.set(recipient, asked);
  }
  const { follow_ups: rawFollowUps } = raw;
  if (rawFollowUps && followed) {
    of("follow_ups", followed, "case", rawFollowUps.case, "text");
    of("follow_ups", followed, "due", rawFollowUps.due, "date");
    of("follow_ups", followed, "done", rawFollowUps.done, "date");
    if (rawFollowUps.note !== undefined) of("follow_ups", followed, "note", rawFollowUps.note, "text");
  }
  return {
    cases: { ...caseParts, register, anonymous: caseParts.anonymous },
    consents: {
      register: consented,
      case: raw.consents.case,
      recipient: allowed,
      givenOn: raw.consents.given_on,
      withdrawnOn: raw.consents.withdrawn_on,
      anonymous: raw.consents.anonymous,
    },
    transfers: {
      register: transferred,
      case: raw.transfers.case,
      recipient: sent,
      sentOn: raw.transfers.sent_on,
      anonymous: raw.transfers.anonymous,
      asks,
    },
    followUps:
      rawFollowUps && followed
        ? {
            register: followed,
            case: rawFollowUps.case,
            due: rawFollowUps.due,
            done: rawFollowUps.done,
            note: rawFollowUps.note,
          }
        : undefined,
  };
};

const same = (words: string) => ({ fr: words, nl: words, en: words });
