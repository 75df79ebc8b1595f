import { readableSql } from "../access/readable.ts";
import { mayAnywhere } from "../access/scope.ts";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Field, Register } from "../definition/programme.ts";
import { noState, stateOf } from "../definition/state.ts";
import type { Text } from "../language.ts";
import { notFound } from "../problem.ts";
import { identityTableOf, plainFields, tableOf } from "../register/table.ts";
import { type Desk, type Place, registerAt } from "./desk.ts";
import { noteReading, type SeenRecord } from "./see-record.ts";
import type { Reference, References } from "./reference-shapes.ts";
import type { RecordPage } from "./shapes.ts";
import { inEach, sayAnswer } from "./words.ts";

const mostOffered = 12;
const mostWords = 6;
const mostTexts = 3;
const shortText = 300;

/** A record as a page names it in passing: by what tells it apart and is nobody's secret. */
export type Found = Readonly<{
  operation: string;
  record: number;
  partner: string;
  answers: Readonly<Record<string, Value>>;
  /** How many there are in all. */
  total: number;
}>;

/**
 * Returns records of the register that a field refers to, found by words of their open texts or by their number, within
 * the asker's reach; numbers of persons only for whoever may read them, and that is noted. Throws where the field
 * refers to nothing.
 */
export const offerReferences = async (
  desk: Desk,
  place: Place,
  fieldId: string,
  search: string,
): Promise<References> => {
  const { programme } = desk.house;
  const field = registerAt(programme, place).fields.get(fieldId);
  const target = field?.refersTo && programme.registers.get(field.refersTo.register);
  const named = target?.fields.get(field?.refersTo?.field ?? "");
  if (!target || !named) throw notFound();
  const label = target.label;
  if (
    named.sensitivity === "special" ||
    (named.sensitivity === "identity" && !mayAnywhere(desk.who, "identity:read"))
  )
    return { register: target.id, label, found: [] };
  const texts = openTexts(target);
  const words = search
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, mostWords);
  const all = ["record::text", ...new Set([named.id, ...texts.map(({ id }) => id)].map(sqlName))];
  const found = await findRecords(desk, target, named, {
    where: (first) => ({
      text: words
        .map(
          (_, at) =>
            `strpos(listing.plain(concat_ws(' ', ${all.join(", ")})), listing.plain($${first + at})) > 0`,
        )
        .join(" and "),
      values: words,
    }),
    most: mostOffered,
  });
  if (named.sensitivity !== undefined)
    for (const [operation, of] of Map.groupBy(found, (each) => each.operation))
      await noteReading(
        desk,
        target,
        operation,
        of.map(({ record }) => record),
        [named.id],
      );
  const offered = new Map<string, Reference>();
  for (const { operation, record, answers } of found) {
    const answer = answers[named.id] ?? null;
    if (answer === null || offered.has(String(answer))) continue;
    const called = texts.find((each) => each.id !== named.id && (answers[each.id] ?? null) !== null);
    const title = (called && sayAnswer(called, answers[called.id])) ?? { fr: "", nl: "", en: "" };
    offered.set(String(answer), { answer: String(answer), title, operation, record });
  }
  return { register: target.id, label, found: [...offered.values()] };
};

/** The short texts by which people know a record, that are neither personal nor written out at length. */
const openTexts = (register: Register): Field[] =>
  plainFields(register)
    .filter(
      ({ type, sensitivity, length }) => type === "text" && sensitivity === undefined && length <= shortText,
    )
    .slice(0, mostTexts);

type Wish = Readonly<{
  where: (firstParameter: number) => Readonly<{ text: string; values: readonly unknown[] }>;
  most: number;
}>;

/** Returns records of a register with their open answers, and the one answer that may be personal; newest first. */
export const findRecords = async (
  { house, client, who }: Desk,
  register: Register,
  named: Field,
  { where, most }: Wish,
): Promise<Found[]> => {
  const open = openAnswers(register);
  const isPersonal = named.sensitivity === "identity";
  const columns = open.map(({ id }) => `r.${sqlName(id)}`);
  if (isPersonal) columns.push(`i.${sqlName(named.id)}`);
  const from = isPersonal
    ? `${tableOf(register)} r join ${identityTableOf(register)} i using (operation, record)`
    : `${tableOf(register)} r`;
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = ({ text, values: more }: ReturnType<Wish["where"]>) => {
    if (text !== "" && text !== "true") conditions.push(text);
    values.push(...more);
  };
  add(readableSql(house.guards, who, "records:read", register, 1));
  if (isPersonal) add(readableSql(house.guards, who, "identity:read", register, values.length + 1));
  add(where(values.length + 1));
  const { rows } = await client.query<Value[]>({
    text: `select *, count(*) over () from (select r.operation, r.record, r.partner${columns.map((column) => `, ${column}`).join("")}
        from ${from}) x
      ${conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`} order by record desc limit ${most}`,
    values,
    rowMode: "array",
  });
  const ids = [...open.map(({ id }) => id), ...(isPersonal ? [named.id] : [])];
  return rows.map(([operation, record, partner, ...answers]) => ({
    operation: String(operation),
    record: Number(record),
    partner: String(partner),
    answers: Object.fromEntries(ids.map((id, at) => [id, answers[at] ?? null])),
    total: Number(answers.at(-1)),
  }));
};

const openAnswers = (register: Register): Field[] =>
  plainFields(register).filter(({ sensitivity }) => sensitivity === undefined);

/** Returns, for each answer of a record that names another record within the asker's reach, which one that is. */
export const refersOf = async (desk: Desk, seen: SeenRecord): Promise<RecordPage["refers"]> => {
  const { programme } = desk.house;
  const found: RecordPage["refers"] = [];
  for (const field of seen.register.fields.values()) {
    const answer = seen.answers[field.id] ?? null;
    const target = field.refersTo && programme.registers.get(field.refersTo.register);
    const named = target?.fields.get(field.refersTo?.field ?? "");
    if (answer === null || !target || !named) continue;
    const records = await findRecords(desk, target, named, {
      where: (first) => ({ text: `${sqlName(named.id)} = $${first}`, values: [answer] }),
      most: 5,
    });
    const [first] = [...records].sort(
      (a, b) => Number(b.operation === seen.operation) - Number(a.operation === seen.operation),
    );
    if (!first) continue;
    const { operation, record } = first;
    found.push({
      field: field.id,
      operation,
      register: target.id,
      record,
      title: titleOf(target, first, named.id),
    });
  }
  return found;
};

const mostRelated = 5;

/**
 * Returns the registers whose records name this one: how many do within the asker's reach, the newest of them, and
 * where the asker may add one. A register of which the asker sees nothing and may add nothing is left out.
 */
export const relatedOf = async (desk: Desk, seen: SeenRecord): Promise<RecordPage["related"]> => {
  const { house } = desk;
  const found: RecordPage["related"] = [];
  for (const register of house.programme.registers.values())
    for (const field of register.fields.values()) {
      if (field.refersTo?.register !== seen.register.id) continue;
      const answer = seen.answers[field.refersTo.field] ?? null;
      if (answer === null || !mayLook(desk, register, field)) continue;
      const naming = await findRecords(desk, register, field, {
        where: (first) => ({ text: `${sqlName(field.id)} = $${first}`, values: [answer] }),
        most: mostRelated,
      });
      const places = placesToAdd(desk, register);
      if (naming.length === 0 && places.length === 0) continue;
      found.push({
        register: register.id,
        label: register.label,
        added: register.record,
        field: field.id,
        answer,
        isPrivate: field.sensitivity !== undefined,
        count: naming[0]?.total ?? 0,
        records: naming.map((each) => ({
          operation: each.operation,
          record: each.record,
          title: titleOf(register, each, field.id),
          date: register.datedBy === undefined ? null : dateOf(each.answers[register.datedBy]),
          state: stateWords(register, each.answers),
        })),
        places,
      });
    }
  return found;
};

const mayLook = ({ who }: Desk, register: Register, field: Field): boolean =>
  register.operations.length > 0 &&
  mayAnywhere(who, "records:read") &&
  (field.sensitivity === undefined ||
    (field.sensitivity === "identity" && mayAnywhere(who, "identity:read")));

/** The operations in which the asker may add a record of the register, for one of their partners at least. */
export const placesToAdd = (
  { house, who }: Pick<Desk, "house" | "who">,
  register: Register,
): { operation: string; title: Text }[] =>
  register.operations.flatMap((operation) => {
    const found = house.programme.operations.get(operation);
    const mayWrite = found?.partners.some((partner) =>
      house.guards.record(who, "records:write", { operation, partner }),
    );
    return found && mayWrite ? [{ operation, title: found.title }] : [];
  });

const dateOf = (answer: Value | undefined): string | null => (typeof answer === "string" ? answer : null);

/** Returns the state of a record in words; null where its register has none, or nobody said. */
export const stateWords = ({ lifecycle, fields }: Register, answers: RecordValues): Text | null => {
  const field = lifecycle && fields.get(lifecycle.field);
  if (!field || !(field.id in answers)) return null;
  const state = stateOf(field, answers[field.id]);
  return state === noState ? null : (lifecycle.states.get(state) ?? null);
};

/** What tells the record apart, without what all of them share; else what it is and its number. */
export const titleOf = (register: Register, { answers, record }: Found, shared: string): Text => {
  const said = register.identity.flatMap((id) => {
    const field = register.fields.get(id);
    return id === shared || !field || field.sensitivity !== undefined
      ? []
      : (sayAnswer(field, answers[id]) ?? []);
  });
  const names =
    said.length > 0
      ? said
      : openTexts(register)
          .flatMap((field) => (field.id === shared ? [] : (sayAnswer(field, answers[field.id]) ?? [])))
          .slice(0, 1);
  return inEach((language) =>
    names.length === 0
      ? `${register.record[language]} ${record}`
      : names.map((text) => text[language]).join(" · "),
  );
};
