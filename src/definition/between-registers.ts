import type { Text } from "../language.ts";
import type { Path } from "./condition/parse.ts";
import { expectField, notPersonal, oneOf } from "./expect-field.ts";
import { checkLimits } from "./limits.ts";
import { plainWords } from "./plain-words.ts";
import type { Field, Fill, Lifecycle, Register, Screening } from "./programme.ts";
import { tellRepeats } from "./repeats.ts";
import type { RegisterFile } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";

type RegisterSource = SourceFile<RegisterFile>;

/** Returns which registers know answers of this one already; that they exist is looked at by `checkBetween`. */
export const resolveFills = (file: RegisterSource, fields: ReadonlyMap<string, Field>): Fill[] =>
  (file.content.fills ?? []).map((raw, index): Fill => {
    const at = (...keys: (string | number)[]) => ["fills", index, ...keys];
    expectField(fields, raw.by, file, at("by"));
    for (const id of Object.keys(raw.fields)) {
      if (!expectField(fields, id, file, at("fields", id))) continue;
      if (fields.get(id)?.sensitivity === "special") file.wrong(at("fields", id), id, neverSpecial);
    }
    raw.agreeing?.forEach((id, position) => {
      if (!(id in raw.fields)) file.wrong(at("agreeing", position), id, oneOf(Object.keys(raw.fields)));
    });
    return {
      from: raw.from,
      by: raw.by,
      fields: Object.entries(raw.fields).map(([field, source]) => ({ field, source })),
      agreeing: raw.agreeing ?? [],
    };
  });

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
    checkLimits(file, registers);
    file.content.fields?.forEach(({ field, same_as: same }, index) => {
      const own = registers.get(file.content.register);
      if (same && own) checkSame(own, field, same, file, ["fields", index, "same_as"], registers);
    });
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
      if (!fill.agreeing && [...source.fields.values()].some(({ sensitivity }) => sensitivity !== undefined))
        file.wrong(at("agreeing"), undefined, {
          fr: "une réponse au moins : le registre parle de personnes",
          nl: "minstens één antwoord: het register gaat over personen",
          en: "one answer at least: the register is about people",
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

/** Both answers, and what ties them together, are to be seen by whoever sees the record. */
const checkSame = (
  own: Register,
  id: string,
  same: Readonly<{ through: string; field: string }>,
  file: RegisterSource,
  path: Path,
  registers: ReadonlyMap<string, Register>,
): void => {
  const [field, through] = [own.fields.get(id), own.fields.get(same.through)];
  const target = through?.refersTo && registers.get(through.refersTo.register);
  if (!field || !through || !target) {
    const naming = [...own.fields.values()].filter(({ refersTo }) => refersTo !== undefined);
    return file.wrong([...path, "through"], same.through, oneOf(naming.map((each) => each.id)));
  }
  const fitting = [...target.fields.values()].filter(
    (each) => each.type === field.type && takesChoices(field, each) && each.sensitivity === undefined,
  );
  if (!fitting.some((each) => each.id === same.field))
    file.wrong([...path, "field"], same.field, oneOf(fitting.map((each) => each.id)));
  if (field.sensitivity !== undefined || through.sensitivity !== undefined)
    file.wrong(path, undefined, notPersonal);
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
