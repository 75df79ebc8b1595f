import type { PoolClient } from "pg";
import { sqlName, toSql } from "../definition/condition/sql.ts";
import type { Figure, Programme, Register } from "../definition/programme.ts";
import { add, canonical, exact, zero } from "../decimal.ts";
import { fieldsOf } from "../figure/columns.ts";
import { filterSql, isInYears } from "../figure/placing.ts";
import type { Filters } from "../figure/request.ts";
import { tableOf } from "../register/table.ts";

type Part = Readonly<{ year: number | undefined; filters: Filters }>;

/**
 * Returns the figure counted straight from the registers, over the records that the asker may read: what stands beside
 * the snapshot's value so that anybody sees that both agree. Nothing for a figure that is not counted from records, that
 * reads answers of a special category, or that tells several fields apart.
 */
export const countInRegisters = async (
  client: PoolClient,
  programme: Programme,
  figure: Figure,
  part: Part,
): Promise<string | null> => {
  const { computation } = figure;
  if (computation.kind === "sum") {
    let sum = zero;
    for (const id of computation.of) {
      const one = programme.figures.get(id);
      const counted = one && (await countInRegisters(client, programme, one, part));
      if (counted === undefined || counted === null) return null;
      sum = add(sum, exact(counted));
    }
    return canonical(sum);
  }
  if (computation.kind !== "count") return null;
  const { register, count, when, year } = computation;
  const counted = {
    records: "count(*)",
    persons: "count(distinct person_key)",
    sum: count.kind === "sum" ? `coalesce(sum(${sqlName(count.field.id)}), 0)` : undefined,
    distinct: undefined,
    estimate: undefined,
    share: undefined,
    median: undefined,
  }[count.kind];
  if (counted === undefined || readsSpecial(register, figure, part.filters)) return null;
  const tests = [
    ...filterSql(programme, part.filters),
    isInYears(year, part.year === undefined ? undefined : [part.year]),
    ...(when ? [toSql(when)] : []),
  ];
  const { rows } = await client.query<{ counted: string }>(
    `select (${counted})::text as counted from ${tableOf(register)} where ${tests.join(" and ")}`,
  );
  return rows[0]?.counted ?? "0";
};

const readsSpecial = (register: Register, figure: Figure, filters: Filters): boolean =>
  [...fieldsOf(figure), ...Object.keys(filters)].some(
    (id) => register.fields.get(id)?.sensitivity !== undefined,
  );
