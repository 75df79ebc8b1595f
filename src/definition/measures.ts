import type { Text } from "../language.ts";
import type { Condition } from "./condition/condition.ts";
import type { Path } from "./condition/parse.ts";
import { ageLimit, type PlacesLimit } from "./service/places.ts";
import { resolveFigure } from "./figures.ts";
import type { Figure, Measure, MeasureValue, Register } from "./programme.ts";
import type { FiguresFile, QuestionsFile, RawMeasure, Source } from "./schema.ts";
import { conditionScope, parseOptional, type Scoped } from "./scope.ts";
import type { SourceFile } from "./source-file.ts";

/** What measures may name, and where problems are told. */
export type MeasureHouse = Readonly<{
  file: SourceFile<QuestionsFile>;
  figures: ReadonlyMap<string, Figure>;
  registers: ReadonlyMap<string, Register>;
  scoped: Scoped;
}>;

/** Returns another measure of the same service, resolved; undefined where there is none, which it tells. */
type Other = (id: string, askedAt: Path) => Measure | undefined;

const ways = ["figure", "register", "part_of", "share", "ratio", "length", "daily", "missing"] as const;

/** Returns a measure of a service with what it counts resolved. What is wrong is told with its place in the file. */
export const resolveOwnMeasure = (
  raw: RawMeasure,
  path: Path,
  service: string,
  house: MeasureHouse,
  other: Other,
): Measure | undefined => {
  const { file, figures } = house;
  const said = ways.filter((way) => raw[way] !== undefined);
  // `missing` beside a figure says what to tell where none of the service's operations keeps its register.
  const main = said.length > 1 ? said.filter((way) => way !== "missing") : said;
  const [way] = main;
  if (way === undefined || main.length > 1) {
    const list = ways.join(", ");
    file.wrong(path, said.join(" + ") || "∅", {
      fr: `exactement un de : ${list}`,
      nl: `precies een van: ${list}`,
      en: `exactly one of: ${list}`,
    });
    return undefined;
  }
  const value = resolveValue(way, raw, path, { ...house, service }, other);
  if (!value) return undefined;
  const figure = raw.figure === undefined ? undefined : figures.get(raw.figure);
  const label = raw.label ?? figure?.label;
  if (!label) {
    file.wrong([...path, "label"], undefined, kindsOfText);
    return undefined;
  }
  return {
    id: raw.measure,
    label,
    unit: raw.unit ?? (figure && raw.label === undefined ? figure.unit : undefined),
    definition: raw.definition ?? figure?.definition,
    missing: raw.missing,
    people: raw.people,
    source: raw.source ?? figure?.source,
    value,
  };
};

type Within = MeasureHouse & Readonly<{ service: string }>;

const resolveValue = (
  way: (typeof ways)[number],
  raw: RawMeasure,
  path: Path,
  house: Within,
  other: Other,
): MeasureValue | undefined => {
  const { file, figures } = house;
  switch (way) {
    case "missing":
      return { kind: "missing" };
    case "figure": {
      const figure = figures.get(raw.figure ?? "");
      const isOfPriority = figure?.computation.kind === "structure" && figure.computation.count === "budget";
      // The budget is set by priority: no operation has a part of it that could be told.
      if (!figure || isOfPriority)
        file.wrong(
          [...path, "figure"],
          undefined,
          among([...figures.keys()].filter((id) => id !== figure?.id)),
        );
      return figure && { kind: "figure", figure };
    }
    case "register":
      return { kind: "figure", figure: ownFigure(raw, path, house) };
    case "part_of":
      return partOf(raw, path, house, other);
    case "share":
    case "ratio": {
      const of = raw[way] ?? "";
      const [first, second] = [other(of, [...path, way]), other(raw.of ?? "", [...path, "of"])];
      return first && second && { kind: "ratio", of, per: second.id, isShare: way === "share" };
    }
    case "length":
    case "daily":
      return ofDays(way, raw, path, house);
  }
};

const ownId = (service: string, measure: string): string => `${service}:${measure}`;

const unknownSource: Source = { article: "questions.yaml", verified: false };

/** Returns the count that a measure says itself, as figures.yaml would. */
const ownFigure = (raw: RawMeasure, path: Path, { file, registers, scoped, service }: Within): Figure => {
  // The same keys stand at the same place, so that a problem is told where it is.
  const places: SourceFile<FiguresFile> = {
    file: file.file,
    content: { figures: [] },
    wrong: (at, found, expected) => file.wrong([...path, ...at.slice(2)], found, expected),
  };
  const { register, count, when, year, label, unit, definition, source = unknownSource } = raw;
  const written = { register, count, when, year, unit, definition, source };
  return {
    ...resolveFigure(
      { ...written, figure: raw.measure, label: label ?? noLabel },
      0,
      "programme",
      places,
      registers,
      scoped,
    ),
    id: ownId(service, raw.measure),
  };
};

const noLabel: Text = { fr: "∅", nl: "∅", en: "∅" };

const partOf = (
  raw: RawMeasure,
  path: Path,
  { file, scoped, service }: Within,
  other: Other,
): MeasureValue | undefined => {
  const base = other(raw.part_of ?? "", [...path, "part_of"]);
  if (!base) return undefined;
  const figure = "figure" in base.value ? base.value.figure : undefined;
  const computation = figure?.computation;
  const isCount = base.value.kind === "figure" || base.value.kind === "part";
  if (!figure || !isCount || computation?.kind !== "count") {
    file.wrong([...path, "part_of"], undefined, {
      fr: "une mesure qui compte les enregistrements d'un registre",
      nl: "een maat die records van een register telt",
      en: "a measure that counts records of a register",
    });
    return undefined;
  }
  const scope = conditionScope(file, computation.register.askable, computation.register.datedBy, scoped);
  const own = parseOptional(raw.when, scope, [...path, "when"]);
  if (!own) {
    file.wrong([...path, "when"], undefined, {
      fr: "la condition qui fait cette partie",
      nl: "de voorwaarde die dit deel bepaalt",
      en: "the condition that makes this part",
    });
    return undefined;
  }
  const when: Condition = { kind: "all", of: computation.when ? [computation.when, own] : [own] };
  return {
    kind: "part",
    of: base.id,
    figure: {
      ...figure,
      id: ownId(service, raw.measure),
      label: raw.label ?? figure.label,
      definition: raw.definition,
      note: undefined,
      source: raw.source ?? figure.source,
      computation: { ...computation, when },
    },
  };
};

/** A length or a daily average, with the count of the records that it is made of. */
const ofDays = (
  way: "length" | "daily",
  raw: RawMeasure,
  path: Path,
  house: Within,
): MeasureValue | undefined => {
  const said = raw[way];
  if (!said) return undefined;
  const { register, from, until, when } = said;
  const year = way === "length" ? until : { from, until };
  const weight = raw.daily?.sum;
  const count = weight === undefined ? "records" : { sum: weight };
  const counted = ownFigure({ ...raw, register, when, year, count }, [...path, way], house);
  const { computation } = counted;
  if (computation.kind !== "count") return undefined;
  for (const key of ["from", "until"] as const)
    if (computation.register.fields.get(said[key])?.type !== "date")
      house.file.wrong([...path, way, key], undefined, datesOf(computation.register));
  const limit = said.limit && limitOf(said.limit, from, [...path, way, "limit"], computation.register, house);
  if (raw.length) {
    const { statistic, both_days: bothDays = false } = raw.length;
    const figure = withFrom(counted, from);
    return figure && { kind: "length", figure, statistic, from, until, limit, bothDays };
  }
  const sum = computation.count.kind === "sum" ? computation.count.field : undefined;
  const isTotal = raw.daily?.total ?? false;
  return { kind: "daily", figure: counted, sum, from, until, limit, isTotal };
};

const limitOf = (
  { born, years }: Readonly<{ born: string; years: string }>,
  from: string,
  path: Path,
  register: Register,
  { file, scoped }: MeasureHouse,
): PlacesLimit | undefined => {
  const parameter = scoped.parameters.get(years);
  if (!parameter) file.wrong([...path, "years"], undefined, among(scoped.parameters.keys()));
  if (register.fields.get(born)?.type !== "date") file.wrong([...path, "born"], undefined, datesOf(register));
  return parameter && ageLimit(born, parameter, from);
};

/** A length needs its first date as well: only records that have both are counted behind it. */
const withFrom = (figure: Figure, from: string): Figure | undefined => {
  const { computation } = figure;
  if (computation.kind !== "count") return undefined;
  const field = computation.register.askable.get(from);
  if (!field) return undefined;
  const known: Condition = { kind: "known", field, known: true };
  const when: Condition = { kind: "all", of: computation.when ? [computation.when, known] : [known] };
  return { ...figure, computation: { ...computation, when } };
};

const among = (names: Iterable<string>): Text => {
  const list = [...names].join(", ");
  return { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` };
};

const datesOf = (register: Register): Text =>
  among([...register.fields.values()].filter(({ type }) => type === "date").map(({ id }) => id));

const kindsOfText: Text = { fr: "fr, nl et en", nl: "fr, nl en en", en: "fr, nl and en" };
