import { z } from "zod";
import type { Text } from "../../language.ts";
import type { Path } from "../condition/parse.ts";
import type { Field, Register } from "../programme.ts";
import { id, text } from "../schema-parts.ts";
import { fieldOf, oneOf, registerOf, type ServiceContext } from "./context.ts";

const registrations = z
  .strictObject({
    register: id.describe("One row for each person who is or was registered for a session"),
    session: id.describe("The field that names the session, as the session's own `number` does"),
    person: id.describe("The field that says who it is: one of the room of identities"),
    participants: id.describe("The register in which the person has to be known, in the same operation"),
    participant: id.describe("The field of that register that holds the same number"),
    registered_on: id.optional().describe("The day on which the person was registered"),
    day: id.optional().describe("The day of the session, written down for figures"),
    turn: id.describe("A whole number: the order in which people came, which is that of the waiting list"),
    status: id.describe("The choice that the register's lifecycle hangs on"),
    registered: id,
    waiting: id,
    present: id,
    excused: id,
    absent: id,
    cancelled: id,
    hours: id.optional().describe("The hours that the person attended: those of the session, or none"),
    signed: z
      .strictObject({ field: id, by_code: id, by_list: id })
      .optional()
      .describe("How the attendance was noted: by the code at the door, or by the list"),
  })
  .describe("Who comes; without it a session only has a head count");

/** Sessions on a calendar, who is registered for them, and who was there. */
export const calendarBlock = z
  .strictObject({
    label: text.optional().describe("What the calendar is called"),
    sessions: z
      .strictObject({
        register: id,
        number: id.optional().describe("The field that tells sessions apart, for registrations to name"),
        title: id,
        date: id,
        from: id.optional().describe("When it begins, a text of format time"),
        until: id.optional().describe("When it ends"),
        place: id.optional(),
        language: id.optional(),
        capacity: id.optional().describe("How many places there are, a whole number"),
        minimum: id.optional().describe("How many people it takes for the session to be worth holding"),
        hours: id.optional().describe("How many hours it lasts, for those who attend"),
        heads: id.optional().describe("How many were there, where nobody is named"),
        shows: z.array(id).optional().describe("What else the calendar shows of a session"),
        planned: id
          .optional()
          .describe("The state of a session that is to come; no answer where it is not said"),
        held: id.describe("The state of a session that took place"),
        cancelled: id.describe("The state of a session that does not take place"),
      })
      .describe("The register of sessions, and which of its fields is what"),
    registrations: registrations.optional(),
    /** "09-01": the calendar is also read by school year. */
    year_begins: z
      .string()
      .regex(/^(0[1-9]|1[0-2])-01$/)
      .optional()
      .describe('First day of its year, "09-01" for a school year'),
  })
  .describe("Sessions on a calendar, with registrations and attendance");

type RawCalendar = z.infer<typeof calendarBlock>;

/** Where sessions are kept, and which of their fields is what. */
export type CalendarSessions = Readonly<{
  register: Register;
  number: Field | undefined;
  title: Field;
  date: Field;
  from: Field | undefined;
  until: Field | undefined;
  place: Field | undefined;
  language: Field | undefined;
  capacity: Field | undefined;
  minimum: Field | undefined;
  hours: Field | undefined;
  heads: Field | undefined;
  shows: readonly Field[];
  state: Field;
  /** Undefined: a session without a state is to come. */
  planned: string | undefined;
  held: string;
  cancelled: string;
}>;

export const attendances = ["registered", "waiting", "present", "excused", "absent", "cancelled"] as const;
export type Attendance = (typeof attendances)[number];

/** Those who have a place: who was absent without a word kept it to the end, who said so gave it back. */
export const takesPlace: readonly Attendance[] = ["registered", "present", "absent"];

/** Where registrations are kept, and which of their fields is what. */
export type CalendarRegistrations = Readonly<{
  register: Register;
  session: Field;
  person: Field;
  participants: Register;
  participant: Field;
  registeredOn: Field | undefined;
  day: Field | undefined;
  turn: Field;
  status: Field;
  /** The choice that stands for each. */
  codes: Readonly<Record<Attendance, string>>;
  hours: Field | undefined;
  signed: Readonly<{ field: Field; byCode: string; byList: string }> | undefined;
}>;

export type Calendar = Readonly<{
  label: Text | undefined;
  sessions: CalendarSessions;
  registrations: CalendarRegistrations | undefined;
  yearBegins: string | undefined;
}>;

/** Returns the calendar of a service with every name resolved; what does not exist or does not fit is told. */
export const resolveCalendar = (
  raw: RawCalendar | undefined,
  at: Path,
  context: ServiceContext,
): Calendar | undefined => {
  if (!raw) return undefined;
  const sessions = resolveSessions(raw.sessions, [...at, "sessions"], context);
  if (!sessions) return undefined;
  const own = raw.registrations;
  const registered = own && resolveRegistrations(own, [...at, "registrations"], context);
  if (own && !sessions.number)
    context.file.wrong([...at, "sessions", "number"], undefined, oneOf(sessions.register.identity));
  if (own && !sessions.capacity)
    context.file.wrong([...at, "sessions", "capacity"], undefined, oneOf(sessions.register.fields.keys()));
  return { label: raw.label, sessions, registrations: registered, yearBegins: raw.year_begins };
};

const resolveSessions = (
  raw: RawCalendar["sessions"],
  at: Path,
  context: ServiceContext,
): CalendarSessions | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  const one = (key: keyof typeof raw, ...types: Field["type"][]): Field | undefined => {
    const name = raw[key];
    return typeof name === "string" ? open(context, register, name, [...at, key], types) : undefined;
  };
  const time = (key: "from" | "until") => {
    const field = one(key, "text");
    if (field && field.format !== "time") context.file.wrong([...at, key], undefined, timeExpected);
    return field;
  };
  const state = stateField(context, register, [...at, "register"]);
  for (const key of ["planned", "held", "cancelled"] as const)
    if (raw[key] !== undefined) checkChoice(context, state, raw[key], [...at, key]);
  const [title, date] = [one("title", "text", "choice"), one("date", "date")];
  const found = {
    register,
    number: one("number", "text"),
    from: time("from"),
    until: time("until"),
    place: one("place", "text", "choice"),
    language: one("language", "text", "choice"),
    capacity: one("capacity", "integer"),
    minimum: one("minimum", "integer"),
    hours: one("hours", "decimal", "integer"),
    heads: one("heads", "integer"),
    shows: (raw.shows ?? []).flatMap(
      (name, index) => open(context, register, name, [...at, "shows", index], []) ?? [],
    ),
    planned: raw.planned,
    held: raw.held,
    cancelled: raw.cancelled,
  };
  if (found.number && !(register.identity.length === 1 && register.identity[0] === found.number.id))
    context.file.wrong([...at, "number"], undefined, oneOf(register.identity));
  return title && date && state ? { ...found, title, date, state } : undefined;
};

const resolveRegistrations = (
  raw: NonNullable<RawCalendar["registrations"]>,
  at: Path,
  context: ServiceContext,
): CalendarRegistrations | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  const participants = registerOf(context, raw.participants, [...at, "participants"]);
  if (!register || !participants) return undefined;
  const one = (name: string | undefined, path: Path, ...types: Field["type"][]) =>
    name === undefined ? undefined : open(context, register, name, path, types);
  const session = one(raw.session, [...at, "session"], "text");
  const person = fieldOf(context, register, raw.person, [...at, "person"], "text");
  const participant = fieldOf(context, participants, raw.participant, [...at, "participant"], "text");
  const turn = one(raw.turn, [...at, "turn"], "integer");
  const status = one(raw.status, [...at, "status"], "choice");
  if (status && register.lifecycle?.field !== status.id)
    context.file.wrong([...at, "status"], undefined, oneOf([register.lifecycle?.field ?? "lifecycle"]));
  for (const key of attendances) checkChoice(context, status, raw[key], [...at, key]);
  // A person is registered once for a session; who comes back after having cancelled takes the same row up again.
  if (!sameNames(register.identity, [raw.session, raw.person]))
    context.file.wrong([...at, "register"], register.id, {
      fr: `un registre dont l'identité est [${raw.session}, ${raw.person}]`,
      nl: `een register met als identiteit [${raw.session}, ${raw.person}]`,
      en: `a register whose identity is [${raw.session}, ${raw.person}]`,
    });
  // The same number gives the same person in both registers only where both are made of nothing else.
  if (!sameNames(register.person, [raw.person]) || !sameNames(participants.person, [raw.participant]))
    context.file.wrong([...at, "person"], undefined, oneOf([`person: [${raw.person}]`]));
  const marks = raw.signed && one(raw.signed.field, [...at, "signed", "field"], "choice");
  if (raw.signed)
    for (const key of ["by_code", "by_list"] as const)
      checkChoice(context, marks, raw.signed[key], [...at, "signed", key]);
  if (!session || !person || !participant || !turn || !status) return undefined;
  return {
    register,
    session,
    person,
    participants,
    participant,
    registeredOn: one(raw.registered_on, [...at, "registered_on"], "date"),
    day: one(raw.day, [...at, "day"], "date"),
    turn,
    status,
    codes: {
      registered: raw.registered,
      waiting: raw.waiting,
      present: raw.present,
      excused: raw.excused,
      absent: raw.absent,
      cancelled: raw.cancelled,
    },
    hours: one(raw.hours, [...at, "hours"], "decimal", "integer"),
    signed: raw.signed && marks && { field: marks, byCode: raw.signed.by_code, byList: raw.signed.by_list },
  };
};

const timeExpected: Text = {
  fr: "un champ de format time",
  nl: "een veld met formaat time",
  en: "a field of format time",
};

const sameNames = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name) => others.includes(name));

/** A field that whoever sees the record sees: neither an identity nor of a special category. */
const open = (
  context: ServiceContext,
  register: Register,
  name: string,
  path: Path,
  types: readonly Field["type"][],
): Field | undefined => {
  const field = fieldOf(context, register, name, path, ...types);
  if (field?.sensitivity === undefined) return field;
  const fitting = [...register.fields.values()].filter(({ sensitivity }) => sensitivity === undefined);
  context.file.wrong(path, name, oneOf(fitting.map((each) => each.id)));
  return undefined;
};

const stateField = (context: ServiceContext, register: Register, path: Path): Field | undefined => {
  const field = register.fields.get(register.lifecycle?.field ?? "");
  if (field?.type === "choice") return field;
  context.file.wrong(path, register.id, {
    fr: "un registre dont le cycle de vie tient à un champ de type choice",
    nl: "een register met een levenscyclus op een veld van type choice",
    en: "a register whose lifecycle hangs on a field of type choice",
  });
  return undefined;
};

const checkChoice = (context: ServiceContext, field: Field | undefined, code: string, path: Path): void => {
  const codes = field?.choices?.map((choice) => choice.code) ?? [];
  if (field && !codes.includes(code)) context.file.wrong(path, undefined, oneOf(codes));
};
