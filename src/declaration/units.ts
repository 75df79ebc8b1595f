import type { PoolClient } from "pg";
import type { Quantity } from "../definition/costs.ts";
import type { Register } from "../definition/programme.ts";
import { fieldSql, sqlName, sqlText, toSql } from "../definition/condition/sql.ts";
import { openSql } from "../listing/open-points.ts";
import { tableOf } from "../register/table.ts";
import type { unitStates } from "./shapes.ts";

export type UnitState = (typeof unitStates)[number];

/** A record (for days: a record and a month) that a quantity counts, and what becomes of it in a declaration. */
export type Unit = Readonly<{
  operation: string;
  register: string;
  record: number;
  /** What of the record it is: the quantity, and for days the month. */
  measure: string;
  on: string;
  /** Canonical decimal. */
  quantity: string;
  /** Whose work or presence it is, where the quantity says by which field. */
  of: string | null;
  state: UnitState;
  isIncomplete: boolean;
  takenBy: Readonly<{ declaration: number | null; number: string; line: string }> | null;
}>;

type Candidate = Readonly<{
  record: number;
  measure: string;
  on: string;
  quantity: string;
  of: string | null;
  incomplete: boolean;
}>;

/** The days that a candidate may be dated by: from the beginning of the agreement to the end of the period. */
export type Span = Readonly<{ operation: string; partner: string; from: string; until: string }>;

/**
 * Returns the SQL of the units of a quantity over its register, and of whether each record is complete. Parameters:
 * operation, partner, first and last day.
 */
export const candidatesSql = ({ id, register, count, when, datedBy, of }: Quantity): string => {
  const field = (name: string) => {
    const asked = register.askable.get(name);
    return asked ? fieldSql(asked) : sqlName(name);
  };
  const whose = of === undefined || isPerson(register, of) ? "null" : `${field(of)}::text`;
  const incomplete = openSql(register, "incomplete");
  const common = `"record", ${whose} as of, ${incomplete === undefined ? "false" : `coalesce(${incomplete}, false)`} as incomplete`;
  const where = `"operation" = $1 and "partner" = $2 ${when ? `and coalesce(${toSql(when)}, false)` : ""}`;
  if (count.kind === "days") {
    const [first, last] = [field(count.from), field(count.until)];
    return `select u.record, ${sqlText(`${id}:`)} || to_char(m, 'YYYY-MM') as measure,
        greatest(u.first, m::date)::text as on,
        (least(u.last, (m + interval '1 month - 1 day')::date) - greatest(u.first, m::date) + 1)::text as quantity,
        u.of, u.incomplete
      from (select ${common}, greatest(${first}, $3::date) as first, least(coalesce(${last}, $4::date), $4::date) as last
        from ${tableOf(register)} where ${where} and ${first} <= $4::date and coalesce(${last}, $4::date) >= $3::date) u
      cross join lateral generate_series(date_trunc('month', u.first::timestamp), u.last::timestamp, interval '1 month') m
      order by 3, 1`;
  }
  const day = field(datedBy);
  const quantity = count.kind === "sum" ? `trim_scale(${sqlName(count.field.id)}::numeric)` : "1";
  return `select ${common}, ${sqlText(id)} as measure, ${day}::text as on, (${quantity})::text as quantity
    from ${tableOf(register)}
    where ${where} and ${day} between $3::date and $4::date ${count.kind === "sum" ? `and ${quantity} > 0` : ""}
    order by 4, 1`;
};

/** Who somebody is stands in a room of its own, which declarations do not read. */
const isPerson = ({ fields }: Register, of: string): boolean => fields.get(of)?.sensitivity === "identity";

/**
 * Returns the units of a quantity that the asker sees in the span, each with what becomes of it in the declaration:
 * counted unless somebody left it out, its record is incomplete, or it was declared before.
 */
export const collectUnits = async (
  client: PoolClient,
  quantity: Quantity,
  span: Span,
  given: Readonly<{
    line: string;
    periodFrom: string;
    agreement: number;
    leftOut: ReadonlySet<number>;
    /** Declarations that are no others: this one, and the one that it corrects. */
    own: ReadonlySet<number>;
    /** Units that another line of this declaration takes, and which. */
    taken: ReadonlyMap<string, string>;
    number: string;
  }>,
): Promise<readonly Unit[]> => {
  const { rows } = await client.query<Candidate>(candidatesSql(quantity), [
    span.operation,
    span.partner,
    span.from,
    span.until,
  ]);
  if (rows.length === 0) return [];
  const elsewhere = await takenElsewhere(client, quantity, span.operation, rows, given.own);
  return rows.map(({ record, measure, on, quantity: amount, of, incomplete }): Unit => {
    const key = unitKey(quantity.register.id, span.operation, record, measure);
    const other = elsewhere.get(key);
    const here = given.taken.get(key);
    const takenBy =
      other ?? (here === undefined ? undefined : { declaration: null, number: given.number, line: here });
    const isBefore = other !== undefined && other.agreement === given.agreement && other.line === given.line;
    const state = ((): UnitState => {
      if (isBefore || here !== undefined) return "declaredBefore";
      if (given.leftOut.has(record)) return "leftOut";
      if (takenBy) return "elsewhere";
      if (incomplete && quantity.incomplete === "refuse") return "incomplete";
      return on < given.periodFrom ? "late" : "counted";
    })();
    return {
      operation: span.operation,
      register: quantity.register.id,
      record,
      measure,
      on,
      quantity: amount,
      of,
      state,
      isIncomplete: incomplete,
      takenBy: takenBy
        ? { declaration: takenBy.declaration, number: takenBy.number, line: takenBy.line }
        : null,
    };
  });
};

/** The name of a unit: nothing else bears it, in any declaration. */
export const unitKey = (register: string, operation: string, record: number, measure: string): string =>
  `${register}/${operation}/${record}/${measure}`;

/** Returns whether a unit in this state is part of what is declared. */
export const isDeclared = ({ state }: Pick<Unit, "state">): boolean =>
  state === "counted" || state === "late";

type Taken = Readonly<{ agreement: number | null; declaration: number | null; number: string; line: string }>;

const takenElsewhere = async (
  client: PoolClient,
  { register }: Quantity,
  operation: string,
  candidates: readonly Candidate[],
  own: ReadonlySet<number>,
): Promise<ReadonlyMap<string, Taken>> => {
  const { rows } = await client.query<{
    record: number;
    measure: string;
    agreement: number;
    declaration: number;
    number: string;
    line: string;
    mine: boolean;
  }>("select * from declaration.taken($1, $2, $3, $4)", [
    register.id,
    operation,
    [...new Set(candidates.map(({ measure }) => measure))],
    [...new Set(candidates.map(({ record }) => record))],
  ]);
  return new Map(
    rows
      .filter(({ declaration }) => !own.has(declaration))
      .map(({ record, measure, agreement, declaration, number, line, mine }) => [
        unitKey(register.id, operation, record, measure),
        { agreement, declaration: mine ? declaration : null, number, line },
      ]),
  );
};
