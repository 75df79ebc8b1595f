import { isDate } from "../definition/condition/calendar.ts";
import type { Comparison, Condition, ConditionField } from "../definition/condition/condition.ts";
import { toSql } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { SaidError, type Text } from "../language.ts";
import { columnSql, type ListColumn, type OpenState, openStates } from "./columns.ts";
import { type GivenList, listSql } from "./service-lists.ts";
import { stillOpenSql } from "./open-points.ts";
import type { Filter } from "./view.ts";

/** A list that cannot be made as it was asked for; says which column stands in the way. */
export class ListRequestError extends SaidError {}

/** Collects the values of a statement's parameters; gives the place of each. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Returns the "$n" under which the statement names the value. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * Returns the wish as a condition of the definitions' own language, undefined where that has no words for it (a part
 * of a text, a column that is no question of the register). Throws ListRequestError for what the column cannot be.
 */
export const filterCondition = (column: ListColumn, filter: Filter): Condition | undefined => {
  const { asked, type } = column;
  if (!asked || filter.contains !== undefined) return undefined;
  if (filter.answered !== undefined) return { kind: "known", field: asked, known: filter.answered };
  if (filter.in) return oneOf(column, asked, filter.in);
  if (type === "text" || type === "choice" || type === "boolean") throw cannot(column);
  const bounds = [bound(column, asked, ">=", filter.from), bound(column, asked, "<=", filter.until)].filter(
    (part) => part !== undefined,
  );
  if (bounds.length === 0) throw cannot(column);
  return { kind: "all", of: bounds };
};

const oneOf = (column: ListColumn, asked: ConditionField, codes: readonly string[]): Condition => {
  const given = codes.filter((code) => code !== "");
  const parts: Condition[] = [];
  if (given.length > 0)
    parts.push({
      kind: "in",
      field: asked,
      negated: false,
      values: given.map((code) => literal(column, code)),
    });
  if (given.length < codes.length) parts.push({ kind: "known", field: asked, known: false });
  return { kind: "any", of: parts };
};

const literal = (column: ListColumn, code: string): string | boolean => {
  if (column.type === "boolean" && (code === "true" || code === "false")) return code === "true";
  if (column.type === "choice" && column.choices?.some((choice) => choice.code === code)) return code;
  throw cannot(column);
};

const bound = (
  column: ListColumn,
  field: ConditionField,
  comparison: Comparison,
  text: string | undefined,
): Condition | undefined => {
  if (text === undefined) return undefined;
  const value = column.type === "date" ? (isDate(text) ? text : undefined) : number(text);
  if (value === undefined) throw cannot(column);
  const operator = comparison === ">=" ? "at_least" : "at_most";
  return { kind: "compare", field, comparison, operator, operand: { kind: "literal", value } };
};

const number = (text: string): string | undefined =>
  /^-?\d{1,18}(\.\d{1,6})?$/.test(text) ? text : undefined;

/**
 * Returns the wish as SQL over the tables that the list joins. Codes and numbers of the definition stand in the text,
 * checked; whatever a person wrote goes in as a parameter. Throws ListRequestError for what the column cannot be.
 */
export const filterSql = (
  register: Register,
  column: ListColumn,
  filter: Filter,
  parameters: Parameters,
): string => {
  const condition = filterCondition(column, filter);
  if (condition) return toSql(condition);
  const { kind, type } = column;
  if (kind === "open") return openFilterSql(register, column, filter);
  if (kind === "operation" || kind === "partner") {
    if (!filter.in) throw cannot(column);
    return `${columnSql(column)} = any (${parameters.add(filter.in)}::text[])`;
  }
  if (kind === "record") return recordSql(column, filter, parameters);
  if (filter.contains === undefined || type !== "text") throw cannot(column);
  return containsSql(columnSql(column), filter.contains, parameters);
};

/** Returns the SQL that finds a text anywhere in another, whatever the accents and capitals of either. */
export const containsSql = (answer: string, words: string, parameters: Parameters): string =>
  `strpos(listing.plain(${answer}), listing.plain(${parameters.add(words)})) > 0`;

const openFilterSql = (register: Register, column: ListColumn, filter: Filter): string => {
  const states = openStates.filter((state): state is OpenState => filter.in?.includes(state) ?? false);
  if (states.length === 0 || states.length !== filter.in?.length) throw cannot(column);
  const parts = states.flatMap((state) => stillOpenSql(register, state) ?? []);
  return parts.length === 0 ? "false" : `(${parts.join(" OR ")})`;
};

/** Returns the lists of services that a wish names. Throws ListRequestError for one that there is none of. */
export const askedLists = (lists: readonly GivenList[], column: ListColumn, filter: Filter): GivenList[] => {
  const asked = lists.filter(({ code }) => filter.in?.includes(code) ?? false);
  if (asked.length === 0 || asked.length !== filter.in?.length) throw cannot(column);
  return asked;
};

/** Returns the SQL of the records that are in one of these lists on a day. */
export const listsSql = (lists: readonly GivenList[], today: string): string =>
  `(${lists.map((list) => listSql(list, today)).join(" OR ")})`;

const recordSql = (column: ListColumn, { from, until }: Filter, parameters: Parameters): string => {
  const bounds = [
    ["record >=", from],
    ["record <=", until],
  ].flatMap(([comparison, text]) => {
    if (text === undefined) return [];
    if (!/^\d{1,18}$/.test(text)) throw cannot(column);
    return `${comparison} ${parameters.add(text)}::bigint`;
  });
  if (bounds.length === 0) throw cannot(column);
  return `(${bounds.join(" AND ")})`;
};

const cannot = ({ label }: ListColumn): ListRequestError =>
  new ListRequestError({
    fr: `Le filtre sur « ${label.fr} » n'est pas compréhensible : retirez-le et composez-le à nouveau.`,
    nl: `De filter op "${label.nl}" is niet te begrijpen: verwijder hem en stel hem opnieuw samen.`,
    en: `The filter on "${label.en}" cannot be understood: remove it and set it again.`,
  });

/** Returns the refusal of a column that the register does not have, or that the asker's role does not show. */
export const notShown = (label: Text | undefined): ListRequestError =>
  new ListRequestError(
    label
      ? {
          fr: `Votre rôle ne montre pas la colonne « ${label.fr} ».`,
          nl: `Uw rol toont de kolom "${label.nl}" niet.`,
          en: `Your role does not show the column "${label.en}".`,
        }
      : {
          fr: "Cette liste n'a pas l'une des colonnes demandées. L'adresse vient peut-être d'une version antérieure.",
          nl: "Deze lijst heeft een van de gevraagde kolommen niet. Het adres komt misschien van een vroegere versie.",
          en: "This list does not have one of the columns asked for. The address may be of an earlier version.",
        },
  );
