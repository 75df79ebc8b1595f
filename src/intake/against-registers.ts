import type { PoolClient } from "pg";
import type { Condition } from "../definition/condition/condition.ts";
import { sqlName, parameterSql, toSql } from "../definition/condition/sql.ts";
import type { Field, Limit, Programme, Register } from "../definition/programme.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import type { CheckedSheet } from "./check.ts";
import type { Remark } from "./remark.ts";
import { remarkAt } from "./remark-at.ts";
import { findTransfers } from "./rooms.ts";

/**
 * Returns remarks on decided rows (the temporary table `fate`) that only the registers themselves can make: an answer
 * that names no record of the register that it refers to, more records that are alike than there may be, and what
 * would go to somebody for whom no consent stands. Asked of
 * all rows at once; needs the owner's role, and tells nothing of what other records say.
 */
export const findAgainstRegisters = async (
  client: PoolClient,
  programme: Pick<Programme, "registers" | "services">,
  register: Register,
  operation: string,
  partner: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const found: Remark[] = await findTransfers(client, programme, register, operation, sheets);
  for (const field of register.fields.values()) {
    const target = field.refersTo && programme.registers.get(field.refersTo.register);
    if (target && field.refersTo && !field.refersTo.mayBeUnknown)
      found.push(...(await findReferences(client, register, field, target, operation, partner, sheets)));
  }
  for (const limit of register.limits)
    found.push(...(await findLimit(client, register, limit, operation, partner, sheets)));
  return found;
};

const told = "f.fate in ('added', 'changed', 're_entered')";

/**
 * An answer is known where the operation itself keeps the other register; else wherever that is kept. Whom another
 * partner knows is not told: a number of a person is only looked for among the partner's own.
 */
const findReferences = async (
  client: PoolClient,
  register: Register,
  field: Field,
  target: Register,
  operation: string,
  partner: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const named = target.fields.get(field.refersTo?.field ?? "");
  const isOwn = target.operations.includes(operation);
  const isPersonal = named?.sensitivity === "identity";
  if (!named || (isPersonal && !isOwn)) return [];
  const [column, other] = [sqlName(field.id), sqlName(named.id)];
  const stored = field.sensitivity === "identity" ? identityTableOf(register) : tableOf(register);
  const { rows } = await client.query<{ row: number }>(
    `select f.row from fate f
     where ${told} and f.${column} is not null
       and not exists (select from ${isPersonal ? identityTableOf(target) : tableOf(target)} t
         where t.${other} = f.${column} and t.operation = any ($2::text[])
           and ($3::text is null or t.partner = $3))
       and not exists (select from ${stored} r
         where r.operation = $1 and r.record = f.known and r.${column} = f.${column})
       ${target.id === register.id ? `and not exists (select from fate o where o.${other} = f.${column})` : ""}
     order by f.row`,
    [operation, isOwn ? [operation] : target.operations, isPersonal ? partner : null],
  );
  return rows.map(({ row }) =>
    remarkAt(sheets, row, field.id, {
      severity: "confirm",
      rule: "names_nothing_known",
      expected: {
        fr: `un numéro qui figure dans « ${target.label.fr} »`,
        nl: `een nummer dat in "${target.label.nl}" staat`,
        en: `a number that is in "${target.label.en}"`,
      },
      mend: {
        fr: "Vérifiez le numéro, ou ajoutez d'abord cette fiche-là.",
        nl: "Kijk het nummer na, of voeg eerst die fiche toe.",
        en: "Check the number, or add that record first.",
      },
      article: undefined,
    }),
  );
};

/** The records that are there come first, then the rows in their order: whichever passes the limit is told. */
const findLimit = async (
  client: PoolClient,
  register: Register,
  { id, severity, records, same, of, when, cell, expected, mend, source }: Limit,
  operation: string,
  partner: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const alike = same.map(sqlName).join(", ");
  const holds = (condition: Condition | undefined) =>
    condition ? `coalesce(${toSql(condition)}, false)` : "true";
  const counted = holds(of);
  const most = typeof records === "number" ? String(records) : parameterSql(records);
  const answered = same.map((field) => `${sqlName(field)} is not null`).join(" and ");
  const { rows } = await client.query<{ row: number }>(
    `select n.row from (
       select c.row, c.most, c.is_told,
         row_number() over (partition by ${alike} order by c.is_new, c.row) as nth
       from (
         select null::integer as row, false as is_new, false as is_told, null::numeric as most, ${alike}
         from ${tableOf(register)}
         where "operation" = $1 and ${counted} and ${answered}
           and "record" not in (select f.known from fate f where f.known is not null)
         union all
         select f.row, ${told} as is_new, ${told} and ${holds(when)} as is_told, (${most})::numeric as most, ${alike}
         from (select fate.*, $1::text as "operation", $2::text as "partner" from fate) f
         where ${counted} and ${answered} and f.fate <> 'removed') c) n
     where n.is_told and n.nth > n.most order by n.row`,
    [operation, partner],
  );
  return rows.map(({ row }) =>
    remarkAt(sheets, row, cell, { severity, rule: id, expected, mend, article: source.article }),
  );
};
