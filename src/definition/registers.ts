import type { Text } from "../language.ts";
import type { ConditionField } from "./condition/condition.ts";
import { parseCondition, type Path } from "./condition/parse.ts";
import type { Field, Register, Rule } from "./programme.ts";
import type { Choice, RawField, RegisterFile } from "./schema.ts";
import { conditionScope, parseOptional, structureFields, type Scoped } from "./scope.ts";
import type { SourceFile } from "./source-file.ts";

type RegisterSource = SourceFile<RegisterFile>;

/**
 * Returns the register with the programme's file laid over the framework's: fields of the same name replace, others
 * add; rules add; everything else that the programme says replaces.
 */
export const resolveRegister = (
  framework: RegisterSource | undefined,
  programme: RegisterSource | undefined,
  scoped: Scoped,
): Register => {
  const files = [framework, programme].filter((file) => file !== undefined);
  const last = files.at(-1);
  if (!last) throw new Error("a register comes from at least one file");
  checkExtends(framework, programme);
  const pick = <K extends keyof RegisterFile>(key: K): RegisterFile[K] | undefined =>
    programme?.content[key] ?? framework?.content[key];
  const fileOf = (key: keyof RegisterFile): RegisterSource =>
    (programme?.content[key] === undefined ? framework : programme) ?? last;
  const required = (key: "label" | "record"): Text => {
    const found = pick(key);
    if (!found) last.wrong([key], undefined, same("{ fr, nl, en }"));
    return found ?? same(last.content.register);
  };

  const rawFields = new Map<string, { raw: RawField; file: RegisterSource; path: Path }>();
  for (const file of files)
    file.content.fields?.forEach((raw, index) =>
      rawFields.set(raw.field, { raw, file, path: ["fields", index] }),
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
      phrases: rawFields.get(id)?.raw.phrases,
      origin: { kind: "stored" },
    });
  const derived = new Map<string, ConditionField>();
  for (const file of files)
    file.content.derived?.forEach((raw, index) => {
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
  scoped.conditions.parseFor(last.content.register, scopeOf);
  for (const [id, { raw, file, path }] of rawFields) {
    const field = plain.get(id);
    if (field && raw.required !== undefined && raw.required !== true)
      plain.set(id, {
        ...field,
        required: parseCondition(raw.required, scopeOf(file), [...path, "required"]),
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

  return {
    id: last.content.register,
    label: required("label"),
    record: required("record"),
    description: pick("description"),
    fields: plain,
    askable,
    derived,
    rules: files.flatMap((file) => resolveRules(file, askable, plain, datedBy, scoped)),
    identity,
    person: names("person"),
    probablySame: names("probably_same"),
    onePerProgramme: pick("one_per_programme") ?? false,
    datedBy,
    reEntry,
    retentionYears: pick("retention_years"),
    operations: [...scoped.structure.operations.values()]
      .filter(({ registers }) => registers.includes(last.content.register))
      .map(({ id }) => id),
  };
};

const same = (words: string): Text => ({ fr: words, nl: words, en: words });

const checkExtends = (framework: RegisterSource | undefined, programme: RegisterSource | undefined) => {
  const extended = programme?.content.extends;
  if (!programme || (extended === undefined) === (framework === undefined)) return;
  if (framework)
    programme.wrong(["register"], undefined, {
      fr: `\`extends: ${framework.content.register}\`, ou un nom que le cadre n'a pas`,
      nl: `\`extends: ${framework.content.register}\`, of een naam die het kader niet heeft`,
      en: `\`extends: ${framework.content.register}\`, or a name that the framework does not have`,
    });
  else
    programme.wrong(["extends"], undefined, {
      fr: "un registre du cadre",
      nl: "een register van het kader",
      en: "a register of the framework",
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

const resolveField = (raw: RawField, file: RegisterSource, path: Path, { codelists }: Scoped): Field => ({
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
