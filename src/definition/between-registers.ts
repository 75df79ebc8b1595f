import type { Text } from "../language.ts";
import { type Condition, fieldsRead } from "./condition/condition.ts";
import { parseCondition, parseParameterUse, type ConditionScope, type Path } from "./condition/parse.ts";
import { plainWords } from "./plain-words.ts";
import type { Field, Fill, Lifecycle, Limit, Register, Screening } from "./programme.ts";
import { tellRepeats } from "./repeats.ts";
import type { RegisterFile } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";

type RegisterSource = SourceFile<RegisterFile>;

/** Returns how many records of a register may be alike; what is wrong is told. */
export const resolveLimits = (
  file: RegisterSource,
  fields: ReadonlyMap<string, Field>,
  scope: ConditionScope,
): Limit[] => {
  tellRepeats(file.wrong, ["limits"], file.content.limits, "limit");
  return (file.content.limits ?? []).flatMap((raw, index): Limit[] => {
    const at = (...keys: (string | number)[]) => ["limits", index, ...keys];
    expectField(fields, raw.cell, file, at("cell"));
    raw.same.forEach((id, position) => {
      if (!expectField(fields, id, file, at("same", position))) return;
      if (fields.get(id)?.sensitivity === undefined) return;
      file.wrong(at("same", position), id, notPersonal);
    });
    const conditionAt = (key: "of" | "when"): Condition | undefined => {
      const condition = raw[key] && parseCondition(raw[key], scope, at(key));
      const personal = [...(condition ? fieldsRead(condition) : [])].find(
        (id) => fields.get(id)?.sensitivity,
      );
      if (personal !== undefined) file.wrong(at(key), personal, notPersonal);
      return condition;
    };
    const records =
      typeof raw.records === "number" ? raw.records : parseParameterUse(raw.records, scope, at("records"));
    if (records === undefined) return [];
    return [
      {
        id: raw.limit,
        severity: raw.severity,
        records,
        same: raw.same,
        of: conditionAt("of"),
        when: conditionAt("when"),
        cell: raw.cell,
        expected: raw.expected,
        mend: raw.mend,
        source: raw.source,
      },
    ];
  });
};

/** Returns which registers know answers of this one already; that they exist is looked at by `checkBetween`. */
export const resolveFills = (file: RegisterSource, fields: ReadonlyMap<string, Field>): Fill[] =>
  (file.content.fills ?? []).map((raw, index): Fill => {
    const at = (...keys: (string | number)[]) => ["fills", index, ...keys];
    expectField(fields, raw.by, file, at("by"));
    for (const id of Object.keys(raw.fields)) {
      if (!expectField(fields, id, file, at("fields", id))) continue;
      if (fields.get(id)?.sensitivity === "special") file.wrong(at("fields", id), id, neverSpecial);
    }
    raw.agreeing.forEach((id, position) => {
      if (!(id in raw.fields)) file.wrong(at("agreeing", position), id, oneOf(Object.keys(raw.fields)));
    });
    return {
      from: raw.from,
      by: raw.by,
      fields: Object.entries(raw.fields).map(([field, source]) => ({ field, source })),
      agreeing: raw.agreeing,
    };
  });

const notPersonal: Text = {
  fr: "un champ qui ne dit rien d'une personne",
  nl: "een veld dat niets over een persoon zegt",
  en: "a field that says nothing of a person",
};

const neverSpecial: Text = {
  fr: "jamais une donnée sensible : la personne la donne elle-même",
  nl: "nooit een gevoelig gegeven: de persoon geeft het zelf",
  en: "never special-category data: the person gives it themselves",
};

/** Returns for which words a record is held; what is wrong is told. */
export const resolveScreening = (
  raw: RegisterFile["screening"],
  file: RegisterSource,
  fields: ReadonlyMap<string, Field>,
  lifecycle: Lifecycle | undefined,
): Screening | undefined => {
  if (!raw) return undefined;
  expectField(fields, raw.field, file, ["screening", "field"], "text");
  expectField(fields, raw.released, file, ["screening", "released"]);
  for (const key of ["field", "released"] as const)
    if (fields.get(raw[key])?.sensitivity !== undefined)
      file.wrong(["screening", key], undefined, notPersonal);
  const from = lifecycle?.transitions.flatMap((each) => (each.to === raw.state ? each.from : [])) ?? [];
  if (!lifecycle || fields.get(lifecycle.field)?.type !== "choice" || from.length === 0)
    file.wrong(
      ["screening", "state"],
      raw.state,
      oneOf(new Set(lifecycle?.transitions.map(({ to }) => to) ?? [])),
    );
  tellRepeats(file.wrong, ["screening", "grounds"], raw.grounds, "ground");
  raw.grounds.forEach(({ words, except = [] }, index) => {
    const plain = words.map(plainWords);
    except.forEach((phrase, position) => {
      const holds = plain.some((word) => ` ${plainWords(phrase)} `.includes(` ${word} `));
      if (!holds) file.wrong(["screening", "grounds", index, "except", position], phrase, oneOf(words));
    });
  });
  return {
    field: raw.field,
    state: raw.state,
    from: [...new Set(from)],
    released: raw.released,
    expected: raw.expected,
    mend: raw.mend,
    grounds: raw.grounds.map(({ ground: id, label, words, except = [], source }) => ({
      id,
      label,
      words,
      except,
      source,
    })),
  };
};

/** Checks what registers say of one another, once all of them are known. */
export const checkBetween = (
  files: readonly RegisterSource[],
  registers: ReadonlyMap<string, Register>,
): void => {
  for (const file of files) {
    file.content.fields?.forEach(({ refers_to: target, type }, index) => {
      if (!target) return;
      const at = (key: string) => ["fields", index, "refers_to", key];
      const register = expectRegister(registers, target.register, file, at("register"));
      if (!register) return;
      const identity = register.identity.map((id) => register.fields.get(id));
      const named = identity.find((field) => field?.id === target.field);
      if (named?.type !== type)
        file.wrong(
          at("field"),
          target.field,
          oneOf(identity.flatMap((field) => (field?.type === type ? field.id : []))),
        );
    });
    file.content.fills?.forEach((fill, index) => {
      const at = (...keys: (string | number)[]) => ["fills", index, ...keys];
      const own = registers.get(file.content.register);
      const source = expectRegister(registers, fill.from, file, at("from"));
      if (!source || !own) return;
      // The number is looked up by its keyed hash, which is the record's identity.
      if (source.identity.length !== 1)
        file.wrong(at("from"), fill.from, {
          fr: "un registre dont l'identité est un seul numéro",
          nl: "een register met één nummer als identiteit",
          en: "a register whose identity is one number",
        });
      for (const [id, from] of Object.entries(fill.fields)) {
        const [field, known] = [own.fields.get(id), source.fields.get(from)];
        if (known?.sensitivity === "special") file.wrong(at("fields", id), from, neverSpecial);
        else if (field && (known?.type !== field.type || !takesChoices(field, known)))
          file.wrong(
            at("fields", id),
            from,
            oneOf(
              [...source.fields.values()]
                .filter((each) => each.type === field.type && takesChoices(field, each))
                .map((each) => each.id),
            ),
          );
      }
    });
  }
};

/** Every choice of the other register has to be one of the field's own. */
const takesChoices = (field: Field, known: Field): boolean =>
  (known.choices ?? []).every(({ code }) => field.choices?.some((own) => own.code === code));

const expectRegister = (
  registers: ReadonlyMap<string, Register>,
  id: string,
  file: RegisterSource,
  path: Path,
): Register | undefined => {
  const found = registers.get(id);
  if (!found) file.wrong(path, id, oneOf(registers.keys()));
  return found;
};

const expectField = (
  fields: ReadonlyMap<string, Field>,
  id: string,
  file: SourceFile<unknown>,
  path: Path,
  type?: Field["type"],
): boolean => {
  const fitting = [...fields.values()].filter((field) => type === undefined || field.type === type);
  const isThere = fitting.some((field) => field.id === id);
  if (!isThere) file.wrong(path, id, oneOf(fitting.map((field) => field.id)));
  return isThere;
};

const oneOf = (names: Iterable<string>): Text => {
  const list = [...names].join(", ");
  return { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` };
};
