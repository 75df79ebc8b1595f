import type { Text } from "../../language.ts";
import type { Condition, Parameter, Span } from "../condition/condition.ts";
import { parseCondition, type Path } from "../condition/parse.ts";
import type { Register } from "../programme.ts";
import { tellRepeats } from "../repeats.ts";
import type { RawPlaces, RawPlacesLimit } from "./places-block.ts";
import { fieldOf, oneOf, registerOf, type ServiceContext } from "./context.ts";

/** What ends a stay by itself: a birthday before which it ends, or the longest time from its first day. */
export type PlacesLimit = Readonly<
  { kind: "age"; born: string; span: Span } | { kind: "longest"; from: string; span: Span }
>;

export type PlacesStructures = Readonly<{
  register: Register;
  name: string;
  capacity: string;
  from: string;
  until: string | undefined;
  kind: string | undefined;
  /** The days of the week on which it is open, 1 for Monday, by the code of the field. */
  opening: Readonly<{ field: string; days: ReadonlyMap<string, readonly number[]> }> | undefined;
}>;

export type PlacesStays = Readonly<{
  register: Register;
  structure: string | undefined;
  from: string;
  until: string;
  limit: PlacesLimit | undefined;
}>;

export type PlacesPriority = Readonly<{ id: string; label: Text; when: Condition; points: number }>;

export type PlacesRequests = Readonly<{
  register: Register;
  asked: string;
  from: string;
  until: string | undefined;
  kind: string | undefined;
  structure: string | undefined;
  placeFrom: string;
  placeUntil: string | undefined;
  limit: PlacesLimit | undefined;
  /** The field of the register's lifecycle. */
  state: string;
  waiting: readonly string[];
  promised: readonly string[];
  priorities: readonly PlacesPriority[];
  offer: string;
  begin: Readonly<{
    transition: string;
    on: string;
    gives: ReadonlyMap<string, string>;
    once: boolean;
  }>;
}>;

/** Places, who asks for one, and who is there: registers and fields, every name resolved. */
export type Places = Readonly<{
  structures: PlacesStructures | undefined;
  stays: PlacesStays;
  requests: PlacesRequests | undefined;
}>;

/** Returns the block with every register, field, state and parameter resolved; what does not exist is told. */
export const resolvePlaces = (raw: RawPlaces, at: Path, context: ServiceContext): Places | undefined => {
  const structures = raw.structures && resolveStructures(raw.structures, [...at, "structures"], context);
  const stays = resolveStays(raw.stays, [...at, "stays"], context);
  const requests = raw.requests && resolveRequests(raw.requests, [...at, "requests"], context);
  if (!stays) return undefined;
  if (structures && stays.structure === undefined)
    context.file.wrong([...at, "stays", "structure"], undefined, namesStructure);
  if (structures && requests && requests.structure === undefined)
    context.file.wrong([...at, "requests", "structure"], undefined, namesStructure);
  for (const [stay, request] of Object.entries(raw.requests?.begin.gives ?? {})) {
    const here = [...at, "requests", "begin", "gives", stay];
    fieldOf(context, stays.register, stay, here);
    if (requests) fieldOf(context, requests.register, request, here);
  }
  return { structures, stays, requests };
};

const resolveStructures = (
  raw: NonNullable<RawPlaces["structures"]>,
  at: Path,
  context: ServiceContext,
): PlacesStructures | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  plain(context, register, raw.name, [...at, "name"], "text", "choice");
  plain(context, register, raw.capacity, [...at, "capacity"], "integer");
  dates(context, register, { from: raw.from, until: raw.until }, at);
  if (raw.kind !== undefined) plain(context, register, raw.kind, [...at, "kind"], "choice");
  if (raw.opening) {
    const field = plain(context, register, raw.opening.field, [...at, "opening", "field"], "choice");
    const codes = field?.choices?.map(({ code }) => code) ?? [];
    for (const code of Object.keys(raw.opening.days))
      if (field && !codes.includes(code))
        context.file.wrong([...at, "opening", "days", code], undefined, oneOf(codes));
  }
  return {
    register,
    name: raw.name,
    capacity: raw.capacity,
    from: raw.from,
    until: raw.until,
    kind: raw.kind,
    opening: raw.opening && { field: raw.opening.field, days: new Map(Object.entries(raw.opening.days)) },
  };
};

const resolveStays = (
  raw: RawPlaces["stays"],
  at: Path,
  context: ServiceContext,
): PlacesStays | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  dates(context, register, { from: raw.from, until: raw.until }, at);
  if (raw.structure !== undefined)
    plain(context, register, raw.structure, [...at, "structure"], "text", "choice");
  return {
    register,
    structure: raw.structure,
    from: raw.from,
    until: raw.until,
    limit: raw.limit && resolveLimit(raw.limit, raw.from, [...at, "limit"], register, context),
  };
};

const resolveRequests = (
  raw: NonNullable<RawPlaces["requests"]>,
  at: Path,
  context: ServiceContext,
): PlacesRequests | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  const { lifecycle } = register;
  if (!lifecycle) {
    context.file.wrong([...at, "register"], undefined, withLifecycle);
    return undefined;
  }
  const { place_from: placeFrom, place_until: placeUntil } = raw;
  dates(
    context,
    register,
    { asked: raw.asked, from: raw.from, until: raw.until, place_from: placeFrom, place_until: placeUntil },
    at,
  );
  fieldOf(context, register, raw.begin.on, [...at, "begin", "on"], "date");
  if (raw.structure !== undefined)
    plain(context, register, raw.structure, [...at, "structure"], "text", "choice");
  if (raw.kind !== undefined) plain(context, register, raw.kind, [...at, "kind"], "choice");
  for (const key of ["waiting", "promised"] as const)
    raw[key].forEach((state, index) => {
      if (!lifecycle.states.has(state))
        context.file.wrong([...at, key, index], undefined, oneOf(lifecycle.states.keys()));
    });
  const names = lifecycle.transitions.map((transition) => transition.id);
  for (const [name, path] of [
    [raw.offer, [...at, "offer"]],
    [raw.begin.transition, [...at, "begin", "transition"]],
  ] as const)
    if (!names.includes(name)) context.file.wrong(path, undefined, oneOf(names));
  tellRepeats(context.file.wrong, [...at, "priorities"], raw.priorities, "priority");
  const scope = context.scopeOf(register);
  return {
    register,
    asked: raw.asked,
    from: raw.from,
    until: raw.until,
    kind: raw.kind,
    structure: raw.structure,
    placeFrom,
    placeUntil,
    limit: raw.limit && resolveLimit(raw.limit, placeFrom, [...at, "limit"], register, context),
    state: lifecycle.field,
    waiting: raw.waiting,
    promised: raw.promised,
    priorities: (raw.priorities ?? []).map(({ priority, label, when, points }, index) => ({
      id: priority,
      label,
      points,
      when: parseCondition(when, scope, [...at, "priorities", index, "when"]),
    })),
    offer: raw.offer,
    begin: {
      transition: raw.begin.transition,
      on: raw.begin.on,
      gives: new Map(Object.entries(raw.begin.gives)),
      once: raw.begin.once ?? false,
    },
  };
};

/** The value of the parameter is that of the first day. */
const resolveLimit = (
  raw: RawPlacesLimit,
  from: string,
  at: Path,
  register: Register,
  context: ServiceContext,
): PlacesLimit | undefined => {
  const isAge = "born" in raw;
  const name = isAge ? raw.years : raw.longest.months;
  const parameter = context.scoped.parameters.get(name);
  if (!parameter) {
    context.file.wrong(
      isAge ? [...at, "years"] : [...at, "longest", "months"],
      undefined,
      oneOf(context.scoped.parameters.keys()),
    );
    return undefined;
  }
  if (!isAge)
    return { kind: "longest", from, span: { sign: 1, months: { kind: "parameter", parameter, at: from } } };
  plain(context, register, raw.born, [...at, "born"], "date");
  return ageLimit(raw.born, parameter, from);
};

/** Returns the limit that ends something on the day before a birthday; which one is decided on its first day. */
export const ageLimit = (born: string, parameter: Parameter, from: string): PlacesLimit => ({
  kind: "age",
  born,
  span: { sign: 1, years: { kind: "parameter", parameter, at: from } },
});

/** What is read for everybody's places can be neither who somebody is nor of a special category. */
const plain = (
  context: ServiceContext,
  register: Register,
  name: string,
  path: Path,
  ...types: Parameters<typeof fieldOf>[4][]
) => {
  const field = fieldOf(context, register, name, path, ...types);
  if (field && field.sensitivity !== undefined) context.file.wrong(path, name, notSensitive);
  return field;
};

const dates = (
  context: ServiceContext,
  register: Register,
  named: Readonly<Record<string, string | undefined>>,
  at: Path,
): void => {
  for (const [key, name] of Object.entries(named))
    if (name !== undefined) plain(context, register, name, [...at, key], "date");
};

const namesStructure: Text = {
  fr: "le champ qui nomme la structure, puisque le service a des structures",
  nl: "het veld dat de structuur noemt, want de dienst heeft structuren",
  en: "the field that names the structure, since the service has structures",
};

const withLifecycle: Text = {
  fr: "un registre dont les enregistrements ont des états (lifecycle)",
  nl: "een register waarvan de records toestanden hebben (lifecycle)",
  en: "a register whose records have states (lifecycle)",
};

const notSensitive: Text = {
  fr: "un champ ni d'identité ni sensible",
  nl: "een veld dat geen identiteit en niet gevoelig is",
  en: "a field neither of identity nor special",
};
