import type { Text } from "../language.ts";
import type { Condition, ConditionField } from "./condition/condition.ts";
import { parseCondition, type Path } from "./condition/parse.ts";
import type { Field, Register, Rule, Section } from "./programme.ts";
import { resolveCases } from "./derived.ts";
import { resolveDeadlines } from "./deadlines.ts";
import { resolveFills, resolveScreening } from "./between-registers.ts";
import { resolveLifecycle } from "./lifecycle.ts";
import { resolveLimits } from "./limits.ts";
import { resolveRoom } from "./rooms.ts";
import { tellAmbiguousChoices, tellAmbiguousHeaders, tellRepeats } from "./repeats.ts";
import type { Choice, RawField, RegisterFile } from "./schema.ts";
import { conditionScope, parseOptional, structureFields, type Scoped } from "./scope.ts";
import type { SourceFile } from "./source-file.ts";

type RegisterSource = SourceFile<RegisterFile>;

/**
 * Returns the register with the programme's file laid over the framework's, and what services add over both: fields of
 * the same name replace, others add; rules add; everything else that a later file says replaces.
 */
export const resolveRegister = (
  framework: RegisterSource | undefined,
  programme: RegisterSource | undefined,
  services: readonly RegisterSource[],
  scoped: Scoped,
): Register => {
  const files = [framework, programme, ...services].filter((file) => file !== undefined);
  const last = files.at(-1);
  if (!last) throw new Error("a register comes from at least one file");
  checkExtends(framework, programme);
  const saying = (key: keyof RegisterFile) => files.findLast(({ content }) => content[key] !== undefined);
  const pick = <K extends keyof RegisterFile>(key: K): RegisterFile[K] | undefined =>
    saying(key)?.content[key];
  const fileOf = (key: keyof RegisterFile): RegisterSource => saying(key) ?? last;
  const required = (key: "label" | "record"): Text => {
    const found = pick(key);
    if (!found) last.wrong([key], undefined, same("{ fr, nl, en }"));
    return found ?? same(last.content.register);
  };

  const rawFields = new Map<string, { raw: RawField; file: RegisterSource; path: Path }>();
  for (const file of files) {
    tellRepeats(file.wrong, ["fields"], file.content.fields, "field");
    tellRepeats(file.wrong, ["rules"], file.content.rules, "rule");
    tellRepeats(file.wrong, ["deadlines"], file.content.deadlines, "deadline");
    file.content.fields?.forEach((raw, index) =>
      rawFields.set(raw.field, { raw, file, path: ["fields", index] }),
    );
  }
  tellAmbiguousHeaders(
    [...rawFields.values()].map(({ raw, file, path }) => ({ raw, wrong: file.wrong, path })),
  );
  const plain = new Map(
    [...rawFields].map(([id, { raw, file, path }]) => [id, resolveField(raw, file, path, scoped)]),
  );
  const askable = new Map<string, ConditionField>();
  for (const field of structureFields(scoped.structure)) askable.set(field.id, field);
  for (const [id, field] of plain)
    askable.set(id, {
      id,
      type: field.type,
      label: field.label,
      choices: field.choices,
      scale: field.scale,
      isTime: field.format === "time",
      phrases: rawFields.get(id)?.raw.phrases,
      origin: { kind: "stored" },
    });
  const derived = new Map<string, ConditionField>();
  for (const file of files)
    file.content.derived?.forEach((raw, index) => {
      if (!raw.age) return;
      for (const key of ["born", "on"] as const)
        expectField(plain, raw.age[key], file, ["derived", index, "age", key], "date");
      derived.set(raw.field, {
        id: raw.field,
        type: "integer",
        label: raw.label,
        phrases: raw.phrases,
        origin: { kind: "age", ...raw.age },
      });
    });
  for (const [id, field] of derived) askable.set(id, field);

  pick("person")?.forEach((id, index) => {
    const field = plain.get(id);
    if (field && field.type === "text" && field.sensitivity !== "identity")
      fileOf("person").wrong(["person", index], id, {
        fr: "un champ de la chambre des identités (sensitivity: identity) : il dit qui est la personne",
        nl: "een veld van de identiteitskamer (sensitivity: identity): het zegt wie de persoon is",
        en: "a field of the room of identities (sensitivity: identity): it says who the person is",
      });
  });
  const datedBy = pick("dated_by");
  const scopeOf = (file: SourceFile<unknown>) => conditionScope(file, askable, datedBy, scoped);
  // Each may ask for the ones before it, and named conditions for all of them.
  for (const file of files)
    file.content.derived?.forEach((raw, index) => {
      const field = resolveCases(raw, scopeOf(file), ["derived", index]);
      if (!field) return;
      derived.set(field.id, field);
      askable.set(field.id, field);
    });
  scoped.conditions.parseFor(last.content.register, scopeOf);
  const sections = resolveSections(files);
  for (const [id, { raw, file, path }] of rawFields) {
    const field = plain.get(id);
    if (!field) continue;
    const { required: needed, shown_when: shown, section } = raw;
    plain.set(id, {
      ...field,
      required:
        needed === undefined || needed === true
          ? field.required
          : parseCondition(needed, scopeOf(file), [...path, "required"]),
      shownWhen: shownWith(
        parseOptional(shown, scopeOf(file), [...path, "shown_when"]),
        askable.get(raw.only_with ?? ""),
      ),
    });
    if (raw.only_with !== undefined) expectField(plain, raw.only_with, file, [...path, "only_with"], "date");
    if (section !== undefined && !sections.some((each) => each.id === section))
      file.wrong([...path, "section"], section, {
        fr: `une partie du formulaire : ${sections.map((each) => each.id).join(", ")}`,
        nl: `een deel van het formulier: ${sections.map((each) => each.id).join(", ")}`,
        en: `a part of the form: ${sections.map((each) => each.id).join(", ")}`,
      });
  }
  const names = (key: "identity" | "person" | "probably_same"): readonly string[] => {
    pick(key)?.forEach((id, index) => expectField(plain, id, fileOf(key), [key, index]));
    return pick(key) ?? [];
  };
  if (datedBy !== undefined) expectField(plain, datedBy, fileOf("dated_by"), ["dated_by"], "date");
  const reEntry = pick("re_entry");
  if (reEntry)
    for (const key of ["entry", "leave"] as const)
      expectField(plain, reEntry[key], fileOf("re_entry"), ["re_entry", key], "date");
  const identity = names("identity");
  if (identity.length === 0) last.wrong(["identity"], undefined, same("[field, …]"));
  identity.forEach((id, index) => {
    const field = plain.get(id);
    if (field && field.required !== true)
      fileOf("identity").wrong(["identity", index], id, {
        fr: "un champ toujours demandé (required: true) : sans lui l'enregistrement ne se reconnaît pas",
        nl: "een veld dat altijd gevraagd wordt (required: true): zonder dat veld is het record niet herkenbaar",
        en: "a field that is always asked for (required: true): without it the record cannot be recognised",
      });
  });

  const lifecycle = resolveLifecycle(
    pick("lifecycle"),
    fileOf("lifecycle"),
    plain,
    scopeOf(fileOf("lifecycle")),
  );

  return {
    id: last.content.register,
    label: required("label"),
    record: required("record"),
    description: pick("description"),
    fields: plain,
    askable,
    derived,
    rules: files.flatMap((file) => resolveRules(file, askable, plain, datedBy, scoped)),
    // As with fields, one of the same name replaces the framework's.
    deadlines: [
      ...new Map(
        files
          .flatMap((file) => resolveDeadlines(file, askable, plain, datedBy, scoped))
          .map((deadline) => [deadline.id, deadline]),
      ).values(),
    ],
    limits: files.flatMap((file) => resolveLimits(file, plain, scopeOf(file))),
    fills: files.flatMap((file) => resolveFills(file, plain)),
    screening: resolveScreening(pick("screening"), fileOf("screening"), plain, lifecycle),
    identity,
    person: names("person"),
    probablySame: names("probably_same"),
    onePerProgramme: pick("one_per_programme") ?? false,
    datedBy,
    reEntry,
    retentionYears: pick("retention_years"),
    ...resolveRoom(pick("room"), fileOf("room"), plain),
    addressed: resolveAddressed(pick("addressed"), fileOf("addressed"), plain),
    sections,
    lifecycle,
    operations: [...scoped.structure.operations.values()]
      .filter(({ registers }) => registers.includes(last.content.register))
      .map(({ id }) => id),
  };
};

/** Without the date that it needs, a question is not even asked. */
const shownWith = (
  shown: Condition | undefined,
  agreed: ConditionField | undefined,
): Condition | undefined => {
  if (!agreed) return shown;
  const known: Condition = { kind: "known", field: agreed, known: true };
  return shown ? { kind: "all", of: [known, shown] } : known;
};

/** The parts of the form in the framework's order, the programme's after them or where it says; the same name replaces. */
const resolveSections = (files: readonly RegisterSource[]): Section[] => {
  const sections: Section[] = [];
  for (const file of files) {
    tellRepeats(file.wrong, ["sections"], file.content.sections, "section");
    file.content.sections?.forEach(({ section: id, label, help, before }, index) => {
      const known = sections.findIndex((each) => each.id === id);
      if (known >= 0) sections.splice(known, 1);
      const place = sections.findIndex((each) => each.id === before);
      if (before !== undefined && place < 0)
        file.wrong(["sections", index, "before"], before, same(sections.map((each) => each.id).join(" | ")));
      sections.splice(place >= 0 ? place : known >= 0 ? known : sections.length, 0, { id, label, help });
    });
  }
  return sections;
};

const resolveAddressed = (
  raw: RegisterFile["addressed"],
  file: RegisterSource,
  fields: ReadonlyMap<string, Field>,
): Register["addressed"] => {
  if (!raw) return undefined;
  expectField(fields, raw.operation, file, ["addressed", "operation"]);
  if (raw.partner !== undefined) expectField(fields, raw.partner, file, ["addressed", "partner"]);
  return { operation: raw.operation, partner: raw.partner };
};

const same = (words: string): Text => ({ fr: words, nl: words, en: words });

const checkExtends = (framework: RegisterSource | undefined, programme: RegisterSource | undefined) => {
  if (!programme || programme.content.extends === framework?.content.register) return;
  if (framework)
    programme.wrong([programme.content.extends === undefined ? "register" : "extends"], undefined, {
      fr: `\`extends: ${framework.content.register}\`, ou un registre que le cadre n'a pas`,
      nl: `\`extends: ${framework.content.register}\`, of een register dat het kader niet heeft`,
      en: `\`extends: ${framework.content.register}\`, or a register that the framework does not have`,
    });
  else
    programme.wrong(["extends"], undefined, {
      fr: "le registre du cadre qui porte le même nom",
      nl: "het register van het kader met dezelfde naam",
      en: "the framework's register of the same name",
    });
};

const expectField = (
  fields: ReadonlyMap<string, Field>,
  id: string,
  file: SourceFile<unknown>,
  path: Path,
  type?: Field["type"],
) => {
  const found = fields.get(id);
  if (found && (type === undefined || found.type === type)) return;
  const list = [...fields.values()]
    .filter((field) => type === undefined || field.type === type)
    .map((field) => field.id)
    .join(", ");
  file.wrong(path, id, {
    fr: `un champ du registre : ${list}`,
    nl: `een veld van het register: ${list}`,
    en: `a field of the register: ${list}`,
  });
};

/** Longest text kept where the definition does not say: a long paragraph, so that no cell can fill a disk. */
const longestText = 2000;

const resolveField = (raw: RawField, file: RegisterSource, path: Path, { codelists }: Scoped): Field => {
  checkBounds(raw, file, path);
  return resolvedField(raw, file, path, codelists);
};

/** The least and the most that a field takes are of its own type, and only numbers and dates have them. */
const checkBounds = (raw: RawField, { wrong }: RegisterSource, path: Path): void => {
  const isNumber = raw.type === "integer" || raw.type === "decimal";
  for (const key of ["minimum", "maximum"] as const) {
    const bound = raw[key];
    if (bound === undefined || (isNumber && typeof bound === "number")) continue;
    if (raw.type === "date" && typeof bound === "string") continue;
    wrong([...path, key], undefined, {
      fr: isNumber ? "un nombre" : raw.type === "date" ? '"AAAA-MM-JJ"' : "rien, pour ce type de champ",
      nl: isNumber ? "een getal" : raw.type === "date" ? '"JJJJ-MM-DD"' : "niets, voor dit type veld",
      en: isNumber ? "a number" : raw.type === "date" ? '"YYYY-MM-DD"' : "nothing, for this type of field",
    });
  }
  if (raw.format !== undefined && raw.type !== "text")
    wrong([...path, "format"], undefined, {
      fr: "rien : seul un champ de type text a une forme",
      nl: "niets: enkel een veld van type text heeft een vorm",
      en: "nothing: only a field of type text has a format",
    });
};

const resolvedField = (
  raw: RawField,
  file: RegisterSource,
  path: Path,
  codelists: Scoped["codelists"],
): Field => ({
  id: raw.field,
  label: raw.label,
  help: raw.help,
  synonyms: raw.synonyms ?? [],
  type: raw.type,
  choices: resolveChoices(raw, file, path, codelists),
  required: raw.required === true ? true : undefined,
  minimum: raw.minimum,
  maximum: raw.maximum,
  scale: raw.scale ?? 2,
  length: raw.length ?? longestText,
  format: raw.format,
  sensitivity: raw.sensitivity,
  moment: raw.moment,
  section: raw.section,
  shownWhen: undefined,
  onlyWith: raw.only_with,
  sameAs: raw.same_as,
  refersTo: raw.refers_to && {
    register: raw.refers_to.register,
    field: raw.refers_to.field,
    mayBeUnknown: raw.refers_to.unknown ?? false,
  },
  source: raw.source,
});

const resolveChoices = (
  raw: RawField,
  file: RegisterSource,
  path: Path,
  codelists: ReadonlyMap<string, readonly Choice[]>,
): readonly Choice[] | undefined => {
  if (raw.type !== "choice") {
    if (raw.choices !== undefined)
      file.wrong([...path, "choices"], undefined, {
        fr: "pas de choix pour ce type de champ",
        nl: "geen keuzes voor dit type veld",
        en: "no choices for this type of field",
      });
    return undefined;
  }
  const found = typeof raw.choices === "string" ? codelists.get(raw.choices) : raw.choices;
  if (Array.isArray(raw.choices)) tellAmbiguousChoices(file.wrong, [...path, "choices"], raw.choices);
  if (!found) {
    const list = [...codelists.keys()].join(", ");
    file.wrong([...path, "choices"], undefined, {
      fr: `une liste de choix, ou l'une de : ${list}`,
      nl: `een lijst van keuzes, of een van: ${list}`,
      en: `a list of choices, or one of: ${list}`,
    });
  }
  return found ?? [];
};

const resolveRules = (
  file: RegisterSource,
  askable: ReadonlyMap<string, ConditionField>,
  fields: ReadonlyMap<string, Field>,
  datedBy: string | undefined,
  scoped: Scoped,
): Rule[] => {
  const scope = conditionScope(file, askable, datedBy, scoped);
  return (file.content.rules ?? []).map((raw, index): Rule => {
    expectField(fields, raw.cell, file, ["rules", index, "cell"]);
    return {
      id: raw.rule,
      severity: raw.severity,
      when: parseOptional(raw.when, scope, ["rules", index, "when"]),
      must: parseCondition(raw.must, scope, ["rules", index, "must"]),
      cell: raw.cell,
      expected: raw.expected,
      mend: raw.mend,
      source: raw.source,
    };
  });
};
