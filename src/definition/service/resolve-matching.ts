import type { Text } from "../../language.ts";
import { fieldsRead, type Condition, type ConditionField, type Parameter } from "../condition/condition.ts";
import { parseCondition, parseSpanAfter, type ConditionScope, type Path } from "../condition/parse.ts";
import type { Field, Register } from "../programme.ts";
import { parseOptional } from "../scope.ts";
import { fieldOf, oneOf, registerOf, type ServiceContext } from "./context.ts";
import { asPlainCondition, matchScope, storedName, type RawMatchCondition } from "./match-condition.ts";
import type { Matching, MatchExclude, MatchGroup, MatchRank, Quota, RawMatching } from "./matching.ts";

/**
 * Returns a service's matching with every name resolved. What is wrong is told with its place: what does not exist, a
 * rank that reads a protected field, an exclusion that does so without the law that sets it.
 */
export const resolveMatching = (
  raw: RawMatching | undefined,
  at: Path,
  context: ServiceContext,
): Matching | undefined => {
  if (!raw) return undefined;
  const registers = {
    offers: registerOf(context, raw.offers.register, [...at, "offers", "register"]),
    candidates: registerOf(context, raw.candidates.register, [...at, "candidates", "register"]),
    selections: registerOf(context, raw.selections.register, [...at, "selections", "register"]),
  };
  if (!registers.offers || !registers.candidates || !registers.selections) return undefined;
  const field = (register: Register, name: string, path: Path, ...types: Field["type"][]) =>
    fieldOf(context, register, name, [...at, ...path], ...types);
  const { offers, candidates } = registers;
  for (const key of ["number", "title"] as const) field(offers, raw.offers[key], ["offers", key], "text");
  if (raw.offers.posts !== undefined) field(offers, raw.offers.posts, ["offers", "posts"], "integer");
  field(offers, raw.offers.date, ["offers", "date"], "date");
  raw.offers.shows?.forEach((name, index) => field(offers, name, ["offers", "shows", index]));
  field(candidates, raw.candidates.since, ["candidates", "since"], "date");
  raw.candidates.shows?.forEach((name, index) => {
    const shown = field(candidates, name, ["candidates", "shows", index]);
    if (shown?.sensitivity !== undefined) tellSensitive(context, [...at, "candidates", "shows", index]);
  });
  const guarded = protectedFields(raw, at, context, candidates);
  const scope = matchScope(context, candidates, offers, raw.offers.date);
  const judge = (of: RawMatchCondition, path: Path): Condition =>
    parseCondition(asPlainCondition(of, scope, path), scope, path);
  return {
    offers: {
      register: offers,
      number: raw.offers.number,
      title: raw.offers.title,
      posts: raw.offers.posts,
      date: raw.offers.date,
      open: parseCondition(raw.offers.open, context.scopeOf(offers), [...at, "offers", "open"]),
      shows: raw.offers.shows ?? [],
    },
    candidates: {
      register: candidates,
      when: parseOptional(raw.candidates.when, context.scopeOf(candidates), [...at, "candidates", "when"]),
      since: raw.candidates.since,
      shows: raw.candidates.shows ?? [],
    },
    selections: resolveSelections(raw, at, context, registers.selections, candidates),
    excludes: raw.excludes.map((each, index): MatchExclude => {
      const path = [...at, "excludes", index, "when"];
      const when = judge(each.when, path);
      const read = guarded(when, path);
      if (read.length > 0 && !each.legal) tellProtected(context, path, read, false);
      return { id: each.exclude, when, reason: each.reason, legal: each.legal, source: each.source };
    }),
    ranks: raw.ranks.flatMap((each, index) =>
      resolveRank(each, [...at, "ranks", index], context, candidates, guarded, judge),
    ),
    protected: raw.protected,
    groups: raw.groups.flatMap((each, index) =>
      resolveGroup(each, [...at, "groups", index], context, candidates),
    ),
    quota: resolveQuota(raw, [...at, "quota"], context, offers),
    ends: resolveEnds(raw, [...at, "ends"], context),
    contract: resolveContract(raw, [...at, "contract"], context, registers),
  };
};

/** Returns the protected fields that a condition reads, the parts of what is worked out included. */
type Guarded = (condition: Condition, at: Path) => string[];

const protectedFields = (
  raw: RawMatching,
  at: Path,
  context: ServiceContext,
  candidates: Register,
): Guarded => {
  raw.protected.forEach((name, index) => fieldOf(context, candidates, name, [...at, "protected", index]));
  for (const [name, { sensitivity }] of candidates.fields)
    if (sensitivity === "special" && !raw.protected.includes(name))
      context.file.wrong([...at, "protected"], undefined, {
        fr: `aussi ${name}, qui est une donnée sensible`,
        nl: `ook ${name}, een gevoelig gegeven`,
        en: `${name} too, which is of a special category`,
      });
  return (condition, path) => {
    const own = [...fieldsRead(condition)].map(storedName).filter((name) => name !== undefined);
    if (own.some((name) => candidates.fields.get(name)?.sensitivity !== undefined))
      tellSensitive(context, path);
    return own.filter((name) => raw.protected.includes(name));
  };
};

const tellProtected = (
  { file }: ServiceContext,
  at: Path,
  fields: readonly string[],
  isRank: boolean,
): void => {
  const list = fields.join(", ");
  file.wrong(
    at,
    list,
    isRank
      ? {
          fr: "aucun champ protégé : il ne peut mettre personne devant ou derrière",
          nl: "geen beschermd veld: het mag niemand voor- of achteruit zetten",
          en: "no protected field: it may put nobody before or behind another",
        }
      : {
          fr: "aucun champ protégé, sauf avec `legal` : la loi qui fixe cette limite",
          nl: "geen beschermd veld, tenzij met `legal`: de wet die deze grens bepaalt",
          en: "no protected field, unless with `legal`: the law that sets this limit",
        },
  );
};

const tellSensitive = ({ file }: ServiceContext, at: Path): void =>
  file.wrong(at, undefined, {
    fr: "ni un champ d'identité ni un champ sensible",
    nl: "geen identiteitsveld en geen gevoelig veld",
    en: "neither a field of identity nor one of a special category",
  });

const resolveRank = (
  { rank: name, label, points, when, graded }: RawMatching["ranks"][number],
  at: Path,
  context: ServiceContext,
  candidates: Register,
  guarded: Guarded,
  judge: (of: RawMatchCondition, path: Path) => Condition,
): MatchRank[] => {
  const base = { id: name, label, points };
  if ((when === undefined) === (graded === undefined)) {
    context.file.wrong(at, undefined, same("when | graded"));
    return [];
  }
  if (when) {
    const resolved = judge(when, [...at, "when"]);
    const read = guarded(resolved, [...at, "when"]);
    if (read.length > 0) tellProtected(context, [...at, "when"], read, true);
    return [{ ...base, kind: "when", when: resolved }];
  }
  if (!graded) return [];
  const { field, months_since: since, each, most } = graded;
  if ((field === undefined) === (since === undefined)) {
    context.file.wrong([...at, "graded"], undefined, same("field | months_since"));
    return [];
  }
  const key = field === undefined ? "months_since" : "field";
  const found = fieldOf(
    context,
    candidates,
    field ?? since ?? "",
    [...at, "graded", key],
    field === undefined ? "date" : "integer",
  );
  if (!found) return [];
  const known: Condition = { kind: "known", field: askable(candidates, found), known: true };
  const read = guarded(known, [...at, "graded", key]);
  if (read.length > 0) tellProtected(context, [...at, "graded", key], read, true);
  return [{ ...base, kind: field === undefined ? "months" : "number", field: found.id, each, most }];
};

const askable = (register: Register, { id: name, type, label }: Field): ConditionField =>
  register.askable.get(name) ?? { id: name, type, label, origin: { kind: "stored" } };

const resolveGroup = (
  { group: name, label, field: named, ages, without = [], legal }: RawMatching["groups"][number],
  at: Path,
  context: ServiceContext,
  candidates: Register,
): MatchGroup[] => {
  const types: Field["type"][] = ages ? ["date"] : ["choice", "boolean"];
  const field = fieldOf(context, candidates, named, [...at, "field"], ...types);
  if (!field) return [];
  if (ages && ages.some((age, index) => age <= (ages[index - 1] ?? 0)))
    context.file.wrong([...at, "ages"], undefined, {
      fr: "des âges qui croissent",
      nl: "oplopende leeftijden",
      en: "ages that rise",
    });
  without.forEach((code, index) => {
    const codes = field.choices?.map((choice) => choice.code) ?? [];
    if (!codes.includes(code)) context.file.wrong([...at, "without", index], undefined, oneOf(codes));
  });
  return [{ id: name, label: label ?? field.label, field, ages, without, legal }];
};

const resolveSelections = (
  { selections: raw }: RawMatching,
  at: Path,
  context: ServiceContext,
  register: Register,
  candidates: Register,
): Matching["selections"] => {
  const path = (key: string) => [...at, "selections", key];
  for (const key of ["offer", "person", "reasons"] as const)
    fieldOf(context, register, raw[key], path(key), "text");
  for (const key of ["proposed_on", "decided_on"] as const)
    fieldOf(context, register, raw[key], path(key), "date");
  fieldOf(context, register, raw.points, path("points"), "integer");
  fieldOf(context, candidates, raw.person, path("person"), "text");
  // They are held together without reading who anybody is.
  for (const each of [register, candidates])
    if (each.person.length !== 1 || each.person[0] !== raw.person)
      context.file.wrong(path("person"), undefined, {
        fr: `le champ qui dit qui est la personne (person) dans ${register.id} et dans ${candidates.id}`,
        nl: `het veld dat zegt wie de persoon is (person) in ${register.id} en in ${candidates.id}`,
        en: `the field that says who the person is (person) in ${register.id} and in ${candidates.id}`,
      });
  const states = register.lifecycle?.states ?? new Map<string, Text>();
  [raw.proposed, ...raw.hired].forEach((state, index) => {
    if (!states.has(state))
      context.file.wrong(
        index === 0 ? path("proposed") : [...path("hired"), index - 1],
        undefined,
        oneOf(states.keys()),
      );
  });
  return {
    register,
    offer: raw.offer,
    person: raw.person,
    proposedOn: raw.proposed_on,
    decidedOn: raw.decided_on,
    points: raw.points,
    reasons: raw.reasons,
    state: register.lifecycle?.field ?? "",
    proposed: raw.proposed,
    hired: raw.hired,
    taken: raw.taken,
  };
};

const parameterOf = (
  { file, scoped: { parameters } }: ServiceContext,
  name: string,
  at: Path,
): Parameter | undefined => {
  const found = parameters.get(name);
  if (!found) file.wrong(at, undefined, oneOf(parameters.keys()));
  return found;
};

const resolveQuota = (
  { quota: raw }: RawMatching,
  at: Path,
  context: ServiceContext,
  offers: Register,
): Quota | undefined => {
  if (!raw) return undefined;
  const register = registerOf(context, raw.register, [...at, "register"]);
  const holding = registerOf(context, raw.held.register, [...at, "held", "register"]);
  const above = parameterOf(context, raw.above, [...at, "above"]);
  const share = parameterOf(context, raw.share, [...at, "share"]);
  const untilAge = parameterOf(context, raw.held.until_age, [...at, "held", "until_age"]);
  if (!register || !holding || !above || !share || !untilAge) return undefined;
  for (const key of ["number", "name"] as const) fieldOf(context, register, raw[key], [...at, key], "text");
  fieldOf(context, offers, raw.offer, [...at, "offer"], "text");
  fieldOf(context, register, raw.staff, [...at, "staff"], "integer");
  fieldOf(context, register, raw.base, [...at, "base"], "decimal", "integer");
  if (raw.elsewhere !== undefined)
    fieldOf(context, register, raw.elsewhere, [...at, "elsewhere"], "decimal", "integer");
  if (raw.exemption) {
    fieldOf(context, register, raw.exemption.posts, [...at, "exemption", "posts"], "decimal", "integer");
    for (const key of ["from", "until"] as const)
      fieldOf(context, register, raw.exemption[key], [...at, "exemption", key], "date");
  }
  const { body, from, until, left, work_share: workShare, born, when } = raw.held;
  fieldOf(context, holding, body, [...at, "held", "body"], "text");
  for (const [key, name] of Object.entries({ from, until, left, born }))
    if (name !== undefined) fieldOf(context, holding, name, [...at, "held", key], "date");
  if (workShare !== undefined) fieldOf(context, holding, workShare, [...at, "held", "work_share"], "integer");
  return {
    register,
    number: raw.number,
    name: raw.name,
    offer: raw.offer,
    staff: raw.staff,
    above,
    base: raw.base,
    share,
    rounding: raw.rounding,
    elsewhere: raw.elsewhere,
    exemption: raw.exemption,
    held: {
      register: holding,
      body,
      from,
      until,
      left,
      workShare,
      born,
      untilAge,
      when: parseOptional(when, context.scopeOf(holding), [...at, "held", "when"]),
    },
    source: raw.source,
  };
};

const resolveEnds = ({ ends: raw }: RawMatching, at: Path, context: ServiceContext): Matching["ends"] => {
  if (!raw) return undefined;
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register || !fieldOf(context, register, raw.on, [...at, "on"], "date")) return undefined;
  return {
    register,
    on: raw.on,
    when: parseOptional(raw.when, context.scopeOf(register), [...at, "when"]),
    days: raw.days.toSorted((a, b) => a - b),
  };
};

const resolveContract = (
  { contract: raw, quota: body }: RawMatching,
  at: Path,
  context: ServiceContext,
  { candidates, offers }: Readonly<{ candidates?: Register | undefined; offers?: Register | undefined }>,
): Matching["contract"] => {
  if (!raw || !candidates || !offers) return undefined;
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  const bodies = body && context.registers.get(body.register);
  const parts = { candidate: candidates, offer: offers, body: bodies } as const;
  for (const [key, from] of Object.entries(parts))
    for (const [target, name] of Object.entries(raw[key as keyof typeof parts] ?? {})) {
      const path = [...at, key, target];
      const into = fieldOf(context, register, target, path);
      const given = from && fieldOf(context, from, name, path);
      if (into && given && into.type !== given.type) context.file.wrong(path, undefined, same(into.type));
    }
  const { lasts } = raw;
  const from = lasts && register.askable.get(lasts.from);
  if (lasts)
    for (const key of ["from", "until"] as const)
      fieldOf(context, register, lasts[key], [...at, "lasts", key], "date");
  const within =
    lasts &&
    from &&
    parseSpanAfter(from, lasts.within, scopeDatedBy(context, register, lasts.from), [
      ...at,
      "lasts",
      "within",
    ]);
  return {
    register,
    candidate: raw.candidate,
    offer: raw.offer ?? {},
    body: raw.body ?? {},
    lasts: lasts && within && { from: lasts.from, until: lasts.until, within },
  };
};

const scopeDatedBy = (context: ServiceContext, register: Register, date: string): ConditionScope => ({
  ...context.scopeOf(register),
  datedBy: date,
});

const same = (words: string): Text => ({ fr: words, nl: words, en: words });
