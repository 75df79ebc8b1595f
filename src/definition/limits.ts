import { type Condition, type ConditionField, fieldsRead } from "./condition/condition.ts";
import { parseCondition, parseParameterUse, type ConditionScope, type Path } from "./condition/parse.ts";
import { expectField, notPersonal, oneOf } from "./expect-field.ts";
import type { Field, Limit, Register } from "./programme.ts";
import { tellRepeats } from "./repeats.ts";
import type { RegisterFile } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";

type RegisterSource = SourceFile<RegisterFile>;
type RawLimit = NonNullable<RegisterFile["limits"]>[number];
type RawMost = NonNullable<RawLimit["records"] | RawLimit["at_most"]>;

/** Returns how many records of a register may be alike, and to how much they may add up; what is wrong is told. */
export const resolveLimits = (
  file: RegisterSource,
  fields: ReadonlyMap<string, Field>,
  scope: ConditionScope,
): Limit[] => {
  tellRepeats(file.wrong, ["limits"], file.content.limits, "limit");
  return (file.content.limits ?? []).flatMap((raw, index): Limit[] => {
    const at = (...keys: (string | number)[]) => ["limits", index, ...keys];
    const { sum } = raw;
    const [key, given] =
      sum === undefined ? (["records", raw.records] as const) : (["at_most", raw.at_most] as const);
    expectField(fields, raw.cell, file, at("cell"));
    if (sum !== undefined && expectField(fields, sum, file, at("sum"), "integer", "decimal"))
      if (fields.get(sum)?.sensitivity !== undefined) file.wrong(at("sum"), sum, notPersonal);
    const most = given === undefined ? undefined : mostOf(given, scope, at(key));
    const unused = sum === undefined ? raw.at_most : raw.records;
    if (given === undefined || unused !== undefined) file.wrong(at(key), undefined, countOrSum);
    const isElsewhere = typeof most === "object" && most.kind === "elsewhere";
    const same = isElsewhere ? Object.values(elsewhereOf(given)?.by ?? {}) : (raw.same ?? []);
    if (same.length === 0 || (isElsewhere && raw.same)) file.wrong(at("same"), undefined, sameOrBy);
    if (!isElsewhere && raw.exactly) file.wrong(at("exactly"), undefined, exactlyElsewhere);
    if (isElsewhere && raw.when) file.wrong(at("when"), undefined, ofInstead);
    same.forEach((id, position) => {
      const here = isElsewhere ? at(key, "by") : at("same", position);
      const found = tiedBy(scope, id, file, here);
      if (!found || fields.get(id)?.sensitivity === undefined) return;
      // Who somebody is can tie a record to the one that it belongs to, never be counted by.
      if (!isElsewhere || raw.exactly || fields.get(id)?.sensitivity === "special")
        file.wrong(here, id, notPersonal);
    });
    const conditionAt = (name: "of" | "when"): Condition | undefined => {
      const condition = raw[name] && parseCondition(raw[name], scope, at(name));
      const personal = [...(condition ? fieldsRead(condition) : [])].find(
        (id) => fields.get(id)?.sensitivity,
      );
      if (personal !== undefined) file.wrong(at(name), personal, notPersonal);
      return condition;
    };
    if (most === undefined) return [];
    return [
      {
        id: raw.limit,
        severity: raw.severity,
        sum,
        most,
        isExact: raw.exactly ?? false,
        same,
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

const elsewhereOf = (raw: RawMost | undefined) =>
  typeof raw === "object" && "register" in raw ? raw : undefined;

const mostOf = (raw: RawMost, scope: ConditionScope, path: Path): Limit["most"] | undefined => {
  if (typeof raw !== "object") return raw;
  if ("parameter" in raw) return parseParameterUse(raw, scope, path);
  return { kind: "elsewhere", register: raw.register, field: raw.field, by: Object.keys(raw.by) };
};

/** Records are alike by what they say, or by a part of a date that they say. */
const tiedBy = (
  scope: ConditionScope,
  id: string,
  file: RegisterSource,
  path: Path,
): ConditionField | undefined => {
  const found = scope.field(id);
  if (found && isTie(found)) return found;
  file.wrong(path, id, oneOf(scope.fieldNames().filter((name) => isTie(scope.field(name)))));
  return undefined;
};

const isTie = (field: ConditionField | undefined): boolean =>
  field?.origin.kind === "stored" || field?.origin.kind === "part";

/** Checks the numbers of other registers that limits name, once all registers are known. */
export const checkLimits = (file: RegisterSource, registers: ReadonlyMap<string, Register>): void => {
  const own = registers.get(file.content.register);
  file.content.limits?.forEach((raw, index) => {
    const [key, most] =
      raw.sum === undefined ? ["records", elsewhereOf(raw.records)] : ["at_most", elsewhereOf(raw.at_most)];
    if (!most || !own) return;
    const at = (...keys: string[]) => ["limits", index, key, ...keys];
    const others = [...registers.values()].filter(({ id }) => id !== own.id);
    const target = others.find(({ id }) => id === most.register);
    if (!target) return file.wrong(at("register"), most.register, oneOf(others.map(({ id }) => id)));
    expectField(target.fields, most.field, file, at("field"), "integer", "decimal");
    if (target.fields.get(most.field)?.sensitivity !== undefined)
      file.wrong(at("field"), most.field, notPersonal);
    for (const [there, here] of Object.entries(most.by)) {
      const [asked, ownField] = [target.askable.get(there), own.askable.get(here)];
      const isSensitive = (register: Register, id: string) => register.fields.get(id)?.sensitivity;
      if (
        !asked ||
        !isTie(asked) ||
        asked.type !== ownField?.type ||
        isSensitive(target, there) !== isSensitive(own, here)
      )
        file.wrong(
          at("by", there),
          there,
          oneOf(
            [...target.askable.values()]
              .filter((each) => isTie(each) && each.type === ownField?.type)
              .map(({ id }) => id),
          ),
        );
    }
  });
};

const countOrSum = {
  fr: "`records`, ou `sum` avec `at_most`",
  nl: "`records`, of `sum` met `at_most`",
  en: "`records`, or `sum` with `at_most`",
};

const sameOrBy = {
  fr: "`same`, ou `by` quand un autre registre dit le nombre",
  nl: "`same`, of `by` als een ander register het getal zegt",
  en: "`same`, or `by` where another register says the number",
};

const ofInstead = {
  fr: "`of` seulement : la limite tient aussi pour l'autre registre",
  nl: "enkel `of`: de grens geldt ook voor het andere register",
  en: "only `of`: the limit holds for the other register as well",
};

const exactlyElsewhere = {
  fr: "le nombre d'un autre registre",
  nl: "het getal van een ander register",
  en: "the number of another register",
};
