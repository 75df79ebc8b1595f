import type { PoolClient } from "pg";
import { sqlName } from "../definition/condition/sql.ts";
import type { Field, Limit, NumberElsewhere, Programme, Register } from "../definition/programme.ts";
import {
  alike,
  boundsBy,
  boundSql,
  countedSql,
  differsSql,
  elsewhereSql,
  keysOf,
  passes,
  type Same,
  sameOf,
  sourceSql,
} from "../register/between-sql.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import type { CheckedSheet } from "./check.ts";
import type { Remark } from "./remark.ts";
import { remarkAt, type Said } from "./remark-at.ts";
import { findTransfers } from "./rooms.ts";

/**
 * Returns remarks on decided rows (the temporary table `fate`) that only the registers themselves can make: an answer
 * that names no record of the register that it refers to or is not what that record says, more records that are alike,
 * or more that they add up to, than there may be, and what would go to somebody for whom no consent stands. Asked of
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
  for (const field of register.fields.values()) {
    const same = sameOf(programme, register, field);
    if (same) found.push(...(await findOthers(client, register, field, same, operation, sheets)));
  }
  for (const limit of register.limits)
    found.push(...(await findLimit(client, programme, register, limit, operation, partner, sheets)));
  for (const { counted, limit, most } of boundsBy(programme, register))
    found.push(...(await findBound(client, register, counted, limit, most, operation, partner, sheets)));
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

const wordsOf = ({ id, severity, expected, mend, source }: Limit): Said => ({
  severity,
  rule: id,
  expected,
  mend,
  article: source.article,
});

/** The decided rows as a register has its records. */
const decided = `(select fate.*, $1::text as "operation", $2::text as "partner" from fate)`;

/**
 * The records that are there come first, then the rows in their order: whichever passes the limit is told. Where they
 * are to come to exactly a number, each of them is.
 */
const findLimit = async (
  client: PoolClient,
  { registers }: Pick<Programme, "registers">,
  register: Register,
  limit: Limit,
  operation: string,
  partner: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const keys = keysOf(register, limit).join(", ");
  const elsewhere = elsewhereSql(registers, limit);
  const { rows } = await client.query<{ row: number }>(
    `select n.row from (
       select c.*, ${
         limit.isExact
           ? `sum(c.amount) over (partition by ${keys})`
           : `sum(c.amount) over (partition by ${keys} order by c.is_new, c.row rows unbounded preceding)`
       } as total
       from (
         select null::integer as row, false as is_new, false as is_told, q.*
         from (${countedSql(register, limit, sourceSql(register, limit.same))}) q
         where q.operation = $1 and q.is_counted
           and q.record not in (select f.known from fate f where f.known is not null)
         union all
         select f.row, ${told} as is_new, ${told} and q.is_told as is_told, q.*
         from (${countedSql(register, limit, decided)}) q join fate f using (record)
         where q.is_counted and f.fate <> 'removed') as c (row, is_new, is_told, operation, record, ${keys}, amount, most, is_counted, is_meant)) n
     where n.is_told and ${
       elsewhere
         ? `exists (select from (${elsewhere}) o where o.operation = n.operation and ${alike("o", "n", register, limit)}
              and n.total ${passes(limit)} o.most)`
         : "n.total > n.most"
     }
     order by n.row`,
    [operation, partner],
  );
  return rows.map(({ row }) => remarkAt(sheets, row, limit.cell, wordsOf(limit)));
};

/** What a row says itself of how much the records of another register may come to. */
const findBound = async (
  client: PoolClient,
  register: Register,
  counted: Register,
  limit: Limit,
  most: NumberElsewhere,
  operation: string,
  partner: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const { rows } = await client.query<{ row: number }>(
    `select f.row from (${boundSql(register, most, decided)}) o join fate f using (record)
     where ${told} and exists (
       select from (${countedSql(counted, limit, sourceSql(counted, limit.same))}) q
       where q.operation = o.operation and q.is_counted and ${alike("q", "o", counted, limit)}
       having count(*) > 0 and sum(q.amount) ${passes(limit)} o.most)
     order by f.row`,
    [operation, partner],
  );
  return rows.map(({ row }) => remarkAt(sheets, row, most.field, wordsOf(limit)));
};

/** An answer is to be that of the record which another answer names; told where one of the two is new. */
const findOthers = async (
  client: PoolClient,
  register: Register,
  field: Field,
  same: Same,
  operation: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const columns = [field.id, same.through.id].map(sqlName);
  const { rows } = await client.query<{ row: number }>(
    `select f.row from fate f
     where ${told} and ${differsSql(register, field, same, "f", "$1")}
       and not exists (select from ${tableOf(register)} r where r.operation = $1 and r.record = f.known
         and ${columns.map((column) => `r.${column} is not distinct from f.${column}`).join(" and ")})
     order by f.row`,
    [operation],
  );
  const { label } = same.target;
  return rows.map(({ row }) =>
    remarkAt(sheets, row, field.id, {
      severity: "refuse",
      rule: "same_as_named",
      expected: {
        fr: `la même réponse que la fiche citée, dans « ${label.fr} »`,
        nl: `hetzelfde antwoord als de genoemde fiche, in "${label.nl}"`,
        en: `the same answer as the record that is named, in "${label.en}"`,
      },
      mend: {
        fr: "Reprenez la réponse de cette fiche-là ; si c'est elle qui se trompe, corrigez-la d'abord.",
        nl: "Neem het antwoord van die fiche over; als die fout is, verbeter ze eerst.",
        en: "Take the answer of that record; if it is the one that is wrong, correct it first.",
      },
      article: field.source?.article,
    }),
  );
};
