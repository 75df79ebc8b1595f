import { type Condition, fieldsRead } from "../definition/condition/condition.ts";
import { sqlText, toSql } from "../definition/condition/sql.ts";
import type { Register, Rule } from "../definition/programme.ts";
import type { OpenState } from "./columns.ts";

/**
 * The rules whose breach leaves something to do on a record. A rule that reads who the person is, or an answer of a
 * special category, is left to the record's own page: a list says the same to everybody who may read it, so that its
 * counts agree, and tells nothing of an answer that its reader may not see.
 */
export const openRules = (register: Register, state?: OpenState): Rule[] =>
  register.rules.filter(
    (rule) => rule.severity !== "refuse" && (!state || rule.severity === state) && isPlain(register, rule),
  );

const isPlain = (register: Register, { when, must, cell }: Rule): boolean => {
  const reads = fieldsRead(must).add(cell);
  if (when) for (const field of fieldsRead(when)) reads.add(field);
  return [...reads].every((id) => register.fields.get(id)?.sensitivity === undefined);
};

/** Returns the condition that a record has to meet, as `recordCheck` reads the rule. */
const mustOf = ({ when, must }: Rule): Condition =>
  when ? { kind: "any", of: [{ kind: "not", of: when }, must] } : must;

/**
 * Returns the SQL that is true for a record with something left to do, over the register's table; undefined where no
 * rule of the register can leave anything. The same text stands in a partial index (`indexes.ts`).
 */
export const openSql = (register: Register, state: OpenState): string | undefined =>
  made(register, `open ${state}`, () => makeOpenSql(register, state)) || undefined;

const madeOf = new WeakMap<Register, Map<string, string>>();

/** The rules of a register are put into SQL once. */
const made = (register: Register, name: string, make: () => string): string => {
  const known = madeOf.get(register) ?? new Map<string, string>();
  madeOf.set(register, known);
  const sql = known.get(name) ?? make();
  known.set(name, sql);
  return sql;
};

const makeOpenSql = (register: Register, state: OpenState): string => {
  const rules = openRules(register, state);
  if (rules.length === 0) return "";
  return `(${rules.map((rule) => `NOT coalesce(${toSql(mustOf(rule))}, false)`).join(" OR ")})`;
};

/**
 * Returns the same without what somebody ticked as right when the record was last kept, over the register's table with
 * its column `change`. Few records have such ticks: they are looked up once for the whole query.
 */
export const stillOpenSql = (register: Register, state: OpenState): string | undefined => {
  const open = openSql(register, state);
  if (open === undefined || state === "incomplete") return open;
  const ticked = `"change" in (select a.change from entry.act a where a.confirmed <> '{}')`;
  const all = `${openRulesSql(register, state)} <@ (select a.confirmed from entry.act a where a.change = "change")`;
  return `(${open} and case when ${ticked} then not coalesce(${all}, false) else true end)`;
};

/** Returns the SQL of the list of rules that leave something to do on a record, as an array of their names. */
export const openRulesSql = (register: Register, state?: OpenState): string =>
  made(register, `rules ${state ?? ""}`, () => makeOpenRulesSql(register, state));

const makeOpenRulesSql = (register: Register, state?: OpenState): string => {
  const rules = openRules(register, state).map(
    (rule) => `case when not coalesce(${toSql(mustOf(rule))}, false) then ${sqlText(rule.id)} end`,
  );
  return rules.length === 0 ? "'{}'::text[]" : `array_remove(array[${rules.join(", ")}]::text[], null)`;
};
