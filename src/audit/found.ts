import type { PoolClient } from "pg";
import { sumOf } from "../euros.ts";
import type { SampledUnit } from "./sample-row.ts";

/** What the control found on a unit. */
export type Found = Readonly<{
  /** Euros: what was decided to be left out, or else what the findings would take off. */
  error: string;
  findings: number;
  verifications: readonly Readonly<{ id: number; number: string }>[];
  /** Every verification of it is concluded. */
  done: boolean;
}>;

type OfDeclaration = Readonly<{
  declaration: number;
  rejected: string | null;
  found: string;
  findings: number;
  open: number;
  verifications: readonly Readonly<{ id: number; number: string }>[] | null;
}>;

/**
 * Returns what first-line control found on units that are declarations, or operations with their declarations: the
 * error of a decided declaration is what the decision rejected, derived amounts with it; before the decision, what the
 * final findings take off. Units of which nothing was verified are left out.
 */
export const foundOn = async (
  client: PoolClient,
  units: readonly Pick<SampledUnit, "unit" | "about">[],
): Promise<ReadonlyMap<string, Found>> => {
  const declarations = new Map(
    units.map(({ unit, about }): [string, readonly number[]] => {
      if (about === null || "register" in about) return [unit, []];
      return [unit, "declaration" in about ? [about.declaration] : about.declarations];
    }),
  );
  const asked = [...new Set([...declarations.values()].flat())];
  if (asked.length === 0) return new Map();
  const { rows } = await client.query<OfDeclaration>(
    `select d.id as declaration,
       (select (select coalesce(sum((t ->> 'rejected')::numeric), 0) from jsonb_array_elements(
          case jsonb_typeof(c.targets) when 'array' then c.targets else '[]' end) t)::text
        from control.decision c where c.declaration = d.id and c.state = 'decided' order by c.n desc limit 1) as rejected,
       (select coalesce(sum(f.amount), 0)::text from control.finding f
        where f.declaration = d.id and f.final and f.measure = 'deduct') as found,
       (select count(*)::integer from control.finding f where f.declaration = d.id and f.final) as findings,
       (select count(*)::integer from control.verification v
        where v.declaration = d.id and v.state not in ('concluded', 'decided', 'cancelled')) as open,
       (select jsonb_agg(jsonb_build_object('id', v.id, 'number', v.number) order by v.id) from control.verification v
        where v.declaration = d.id and v.state <> 'cancelled') as verifications
     from declaration.declaration d where d.id = any ($1)`,
    [asked],
  );
  const byDeclaration = new Map(rows.map((row) => [row.declaration, row]));
  const found = new Map<string, Found>();
  for (const [unit, ids] of declarations) {
    const own = ids.flatMap((id) => byDeclaration.get(id) ?? []);
    const verifications = own.flatMap((row) => row.verifications ?? []);
    if (verifications.length === 0) continue;
    found.set(unit, {
      error: sumOf(own.map(({ rejected, found: deducted }) => rejected ?? deducted)),
      findings: own.reduce((sum, { findings }) => sum + findings, 0),
      verifications,
      done: own.every((row) => row.open === 0 && (row.verifications ?? []).length > 0),
    });
  }
  return found;
};
