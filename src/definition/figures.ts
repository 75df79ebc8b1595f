import { isPlainDeadline } from "./deadlines.ts";
import type { ConditionField } from "./condition/condition.ts";
import type { Path } from "./condition/parse.ts";
import type { Figure, FigureComputation, FigureCount, FigureYear, Register } from "./programme.ts";
import type { FiguresFile, RawFigure } from "./schema.ts";
import { conditionScope, parseOptional, structureFields, type Scoped } from "./scope.ts";
import type { SourceFile } from "./source-file.ts";

/** Returns the figure with its register, condition and fields resolved. What is wrong is told with its place. */
export const resolveFigure = (
  raw: RawFigure,
  index: number,
  definedBy: "framework" | "programme",
  file: SourceFile<FiguresFile>,
  registers: ReadonlyMap<string, Register>,
  scoped: Scoped,
): Figure => ({
  id: raw.figure,
  label: raw.label,
  unit: raw.unit,
  code: raw.code,
  annex: raw.annex,
  group: raw.group,
  definition: raw.definition,
  reference: raw.reference,
  note: raw.note,
  source: raw.source,
  definedBy,
  computation: resolveComputation(raw, ["figures", index], file, registers, scoped),
});

const resolveComputation = (
  raw: RawFigure,
  path: Path,
  file: SourceFile<FiguresFile>,
  registers: ReadonlyMap<string, Register>,
  scoped: Scoped,
): FigureComputation => {
  const ways = (["register", "sum", "structure", "pending"] as const).filter((way) => raw[way] !== undefined);
  if (ways.length !== 1)
    file.wrong(path, ways.join(" + ") || "∅", {
      fr: "exactement un de : register, sum, structure, pending",
      nl: "precies een van: register, sum, structure, pending",
      en: "exactly one of: register, sum, structure, pending",
    });
  if (raw.register === undefined && (raw.year !== undefined || raw.count !== undefined))
    file.wrong([...path, raw.year === undefined ? "count" : "year"], undefined, {
      fr: "rien ici : seul un chiffre tiré d'un registre compte et situe des enregistrements",
      nl: "hier niets: enkel een cijfer uit een register telt en dateert records",
      en: "nothing here: only a figure of a register counts and dates records",
    });
  if (raw.sum) return { kind: "sum", of: raw.sum };
  if (raw.structure) {
    const scope = conditionScope(file, operationFields(scoped), undefined, scoped);
    return {
      kind: "structure",
      count: raw.structure,
      when: parseOptional(raw.when, scope, [...path, "when"]),
    };
  }
  const register = raw.register === undefined ? undefined : registers.get(raw.register);
  if (!register) {
    if (raw.register !== undefined) {
      const list = [...registers.keys()].join(", ");
      file.wrong([...path, "register"], undefined, {
        fr: `un registre : ${list}`,
        nl: `een register: ${list}`,
        en: `a register: ${list}`,
      });
    }
    return { kind: "none" };
  }
  const scope = conditionScope(file, register.askable, register.datedBy, scoped);
  return {
    kind: "count",
    register,
    count: resolveCount(raw, path, file, register),
    when: parseOptional(raw.when, scope, [...path, "when"]),
    year: resolveYear(raw, path, file, register),
  };
};

const wrongField = (file: SourceFile<FiguresFile>, path: Path, register: Register, type: string) => {
  const list = [...register.fields.values()]
    .filter((field) => type === "" || field.type === type || (type === "number" && isNumber(field.type)))
    .map(({ id }) => id)
    .join(", ");
  file.wrong(path, undefined, {
    fr: `un champ de « ${register.label.fr} » : ${list}`,
    nl: `een veld van "${register.label.nl}": ${list}`,
    en: `a field of "${register.label.en}": ${list}`,
  });
};

const isNumber = (type: string) => type === "integer" || type === "decimal";

const resolveCount = (
  { count }: RawFigure,
  path: Path,
  file: SourceFile<FiguresFile>,
  register: Register,
): FigureCount => {
  if (count === undefined || count === "records") return { kind: "records" };
  if (count === "persons") {
    if (register.person.length === 0)
      file.wrong([...path, "count"], undefined, {
        fr: `un registre qui dit à quoi une personne se reconnaît (person)`,
        nl: `een register dat zegt waaraan een persoon herkend wordt (person)`,
        en: `a register that says what tells persons apart (person)`,
      });
    return { kind: "persons" };
  }
  if ("distinct" in count) {
    count.distinct.forEach((id, position) => {
      if (!register.fields.has(id) && id !== "partner" && id !== "operation")
        wrongField(file, [...path, "count", "distinct", position], register, "");
    });
    return { kind: "distinct", fields: count.distinct };
  }
  if ("share" in count || "median" in count) return resolveDelay(count, path, file, register);
  const kind = "sum" in count ? "sum" : "estimate";
  const field = register.fields.get("sum" in count ? count.sum : count.estimate);
  if (!field || !isNumber(field.type)) wrongField(file, [...path, "count", kind], register, "number");
  return field ? { kind, field } : { kind: "records" };
};

/** Only a clock of which one knows when it stopped has days, and only one that reads nothing of who somebody is. */
const resolveDelay = (
  count: { share: string } | { median: string },
  path: Path,
  file: SourceFile<FiguresFile>,
  register: Register,
): FigureCount => {
  const kind = "share" in count ? "share" : "median";
  const id = "share" in count ? count.share : count.median;
  const known = register.deadlines.filter(
    (each) => each.stops !== undefined && isPlainDeadline(register, each),
  );
  const deadline = known.find((each) => each.id === id);
  if (deadline) return { kind, deadline };
  const list = known.map((each) => each.id).join(", ") || "∅";
  file.wrong([...path, "count", kind], id, {
    fr: `un délai de « ${register.label.fr} » qui dit quand il s'arrête (stops), sans réponse sensible : ${list}`,
    nl: `een termijn van "${register.label.nl}" die zegt wanneer hij stopt (stops), zonder gevoelig antwoord: ${list}`,
    en: `a deadline of "${register.label.en}" that says when it stops (stops), with no sensitive answer: ${list}`,
  });
  return { kind: "records" };
};

const resolveYear = (
  { year }: RawFigure,
  path: Path,
  file: SourceFile<FiguresFile>,
  register: Register,
): FigureYear | undefined => {
  const expectDate = (id: string, at: Path) => {
    if (register.fields.get(id)?.type !== "date") wrongField(file, at, register, "date");
  };
  if (year === undefined) return undefined;
  if (typeof year === "string") {
    expectDate(year, [...path, "year"]);
    return { kind: "on", field: year };
  }
  expectDate(year.from, [...path, "year", "from"]);
  expectDate(year.until, [...path, "year", "until"]);
  return { kind: "between", from: year.from, until: year.until };
};

/** What a figure of the structure may ask of an operation: its place, its fund, who carries it out and what for. */
const operationFields = (scoped: Scoped): ReadonlyMap<string, ConditionField> => {
  const { operations, partners } = scoped.structure;
  const marks = (id: string, label: ConditionField["label"], marked: (operation: string) => boolean) => ({
    id,
    type: "choice" as const,
    label,
    choices: [{ code: "yes", label: { fr: "oui", nl: "ja", en: "yes" } }],
    origin: {
      kind: "structure" as const,
      byOperation: new Map([...operations.keys()].filter(marked).map((operation) => [operation, "yes"])),
    },
  });
  const carriedOutBy =
    (...kinds: string[]) =>
    (operation: string) =>
      (operations.get(operation)?.partners ?? []).some((id) => kinds.includes(partners.get(id)?.kind ?? ""));
  const meantFor = (purpose: string) => (operation: string) =>
    operations.get(operation)?.purposes.includes(purpose) ?? false;
  const own: ConditionField[] = [
    marks(
      "carried_out_by_social_partner_or_ngo",
      {
        fr: "Menée par un partenaire social ou une ONG",
        nl: "Uitgevoerd door een sociale partner of ngo",
        en: "Carried out by a social partner or NGO",
      },
      carriedOutBy("ngo", "social_partner"),
    ),
    marks(
      "meant_for_women_in_employment",
      {
        fr: "Vise la participation des femmes à l'emploi",
        nl: "Gericht op de arbeidsdeelname van vrouwen",
        en: "Meant for the participation of women in employment",
      },
      meantFor("women_in_employment"),
    ),
    marks(
      "meant_for_public_administration",
      {
        fr: "Vise des administrations ou services publics",
        nl: "Gericht op overheden of openbare diensten",
        en: "Meant for public administrations or services",
      },
      meantFor("public_administration"),
    ),
  ];
  return new Map([...structureFields(scoped.structure), ...own].map((field) => [field.id, field]));
};
