import type { Condition } from "../definition/condition/condition.ts";
import { fieldSql, parameterSql, sqlName, toSql } from "../definition/condition/sql.ts";
import type { Field, Limit, NumberElsewhere, Programme, Register } from "../definition/programme.ts";
import { identityTableOf, tableOf } from "./table.ts";

const isPersonal = (register: Register, fields: readonly string[]): boolean =>
  fields.some((id) => register.fields.get(id)?.sensitivity === "identity");

/** Returns a register's records as SQL, with those of the fields that stand in its room of identities. */
export const sourceSql = (register: Register, fields: readonly string[]): string => {
  const more = fields.filter((id) => register.fields.get(id)?.sensitivity === "identity");
  if (more.length === 0) return `${tableOf(register)} as whole`;
  return `(select r.*, ${more.map((id) => `i.${sqlName(id)}`).join(", ")}
    from ${tableOf(register)} r join ${identityTableOf(register)} i using (operation, record)) as whole`;
};

/** Where a number of a person ties records together, only one partner's are: it tells nobody what others keep. */
const tiesSql = (register: Register, fields: readonly string[]): string[] => [
  ...fields.map((id) => {
    const field = register.askable.get(id);
    return field ? fieldSql(field) : "null";
  }),
  ...(isPersonal(register, fields) ? [`"partner"`] : []),
];

/** Returns the names of the columns by which records are alike for a limit. */
export const keysOf = (register: Register, { same }: Limit): string[] =>
  tiesSql(register, same).map((_, index) => `k${index}`);

/** Returns that two lists of rows are alike for a limit of the register. */
export const alike = (one: string, other: string, register: Register, limit: Limit): string =>
  keysOf(register, limit)
    .map((key) => `${one}.${key} = ${other}.${key}`)
    .join(" and ");

const named = (register: Register, fields: readonly string[]): string =>
  tiesSql(register, fields)
    .map((sql, index) => `${sql} as k${index}`)
    .join(", ");

/** Returns how the sum of a limit passes what is allowed. */
export const passes = ({ isExact }: Limit): string => (isExact ? "<>" : ">");

/**
 * Returns the rows of a source (`from`: columns of the register, unqualified) as a limit reads them: by what they are
 * alike, how much they add, the most where the register itself says it, and whether they are counted, and told.
 */
export const countedSql = (register: Register, limit: Limit, from: string): string => {
  const { same, sum, most, of, when } = limit;
  const holds = (condition: Condition | undefined) =>
    condition ? `coalesce(${toSql(condition)}, false)` : "true";
  const allowed =
    typeof most !== "object" ? String(most) : most.kind === "parameter" ? parameterSql(most) : "null";
  const answered = tiesSql(register, same).map((sql) => `${sql} is not null`);
  return `select "operation", "record", ${named(register, same)},
    (${sum === undefined ? "1" : `coalesce(${sqlName(sum)}, 0)`})::numeric as amount, (${allowed})::numeric as most,
    ${[holds(of), ...answered].join(" and ")} as is_counted, ${holds(when)} as is_told from ${from}`;
};

/** Returns the rows of another register that say how much there may be, by what they are alike. */
export const boundSql = (register: Register, { field, by }: NumberElsewhere, from: string): string =>
  `select "operation", "record", ${named(register, by)}, ${sqlName(field)}::numeric as most
    from ${from} where ${sqlName(field)} is not null`;

/** Returns the records that say how much there may be, where another register says it. */
export const elsewhereSql = (registers: Programme["registers"], { most }: Limit): string | undefined => {
  const register =
    typeof most === "object" && most.kind === "elsewhere" ? registers.get(most.register) : undefined;
  if (!register || typeof most !== "object" || most.kind !== "elsewhere") return undefined;
  return boundSql(register, most, sourceSql(register, most.by));
};

/** Returns the limits of other registers for which records of this one say how much there may be. */
export const boundsBy = (
  { registers }: Pick<Programme, "registers">,
  register: Register,
): Readonly<{ counted: Register; limit: Limit; most: NumberElsewhere }>[] =>
  [...registers.values()].flatMap((counted) =>
    counted.limits.flatMap((limit) => {
      const { most } = limit;
      return typeof most === "object" && most.kind === "elsewhere" && most.register === register.id
        ? [{ counted, limit, most }]
        : [];
    }),
  );

/** What an answer is held to: the field that names a record, the register of that record, and its field. */
export type Same = Readonly<{ through: Field; target: Register; number: Field; field: Field }>;

/** Returns what an answer of a field is held to, where it is to be that of a record which another field names. */
export const sameOf = (
  { registers }: Pick<Programme, "registers">,
  register: Register,
  { sameAs }: Field,
): Same | undefined => {
  const through = register.fields.get(sameAs?.through ?? "");
  const target = through?.refersTo && registers.get(through.refersTo.register);
  const number = target?.fields.get(through?.refersTo?.field ?? "");
  const field = target?.fields.get(sameAs?.field ?? "");
  return through && target && number && field ? { through, target, number, field } : undefined;
};

/** Returns that a row says something else than the record that it names, in its own operation where that keeps it. */
export const differsSql = (
  { fields }: Register,
  { id }: Pick<Field, "id">,
  { through, target, number, field }: Same,
  row: string,
  operation: string,
): string => {
  const kept = target.operations.map((each) => `'${each.replaceAll("'", "''")}'`).join(", ");
  const where = `t.${sqlName(number.id)} = ${row}.${sqlName(through.id)} and t.${sqlName(field.id)} is not null
    and case when ${operation} in (${kept}) then t."operation" = ${operation} else t."operation" in (${kept}) end`;
  if (!fields.has(id)) return "false";
  return `${row}.${sqlName(id)} is not null
    and exists (select from ${tableOf(target)} t where ${where})
    and not exists (select from ${tableOf(target)} t where ${where} and t.${sqlName(field.id)} = ${row}.${sqlName(id)})`;
};
