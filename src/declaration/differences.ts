import { less } from "../euros.ts";
import type { Desk } from "./desk.ts";
import { lineOf } from "./lines.ts";
import { type DeclarationRow, seeRow } from "./row.ts";
import type { Differences } from "./shapes.ts";
import { unitsTaken, type TakenUnit } from "./units-page.ts";
import { isDeclared } from "./units.ts";
import { workOut } from "./work.ts";

const mostListed = 500;

type Side = Readonly<{
  total: string;
  lines: readonly Pick<Differences["lines"][number], "line" | "label">[];
  amounts: ReadonlyMap<string, string>;
  units: readonly TakenUnit[];
}>;

/** Returns what a correction changes: amounts by line, units that came and went. A first version differs from nothing. */
export const differencesOf = async (desk: Desk, id: number): Promise<Differences> => {
  const row = await seeRow(desk, id);
  const before = row.replaces === null ? undefined : await seeRow(desk, row.replaces);
  const now = await sideOf(desk, row);
  const then = before ? await sideOf(desk, before) : nothing;
  const [had, has] = [unitsByKey(then.units), unitsByKey(now.units)];
  const added = now.units.filter((unit) => !had.has(keyOf(unit)));
  const removed = then.units.filter((unit) => !has.has(keyOf(unit)));
  const lines = [
    ...now.lines,
    ...then.lines.filter(({ line }) => !now.lines.some((each) => each.line === line)),
  ];
  const units = [
    ...added.map((unit) => ({ ...unit, kind: "added" as const })),
    ...removed.map((unit) => ({ ...unit, kind: "removed" as const })),
  ];
  return {
    declaration: { id: row.id, number: row.number },
    with: before ? { id: before.id, number: before.number } : null,
    total: { before: then.total, after: now.total, difference: less(now.total, then.total) },
    lines: lines.map(({ line, label }) => {
      const [was, is] = [then.amounts.get(line), now.amounts.get(line)];
      return {
        line,
        label,
        before: was ?? null,
        after: is ?? null,
        difference: less(is ?? "0.00", was ?? "0.00"),
        added: added.filter((unit) => unit.line === line).length,
        removed: removed.filter((unit) => unit.line === line).length,
      };
    }),
    units: units.slice(0, mostListed),
    more: Math.max(0, units.length - mostListed),
  };
};

const nothing: Side = { total: "0.00", lines: [], amounts: new Map(), units: [] };

/** The same record with another quantity is another unit: what changed is seen. */
const keyOf = ({ line, register, operation, record, measure, quantity }: TakenUnit): string =>
  JSON.stringify([line, register, operation, record, measure, quantity]);
const unitsByKey = (units: readonly TakenUnit[]): ReadonlySet<string> => new Set(units.map(keyOf));

const sideOf = async (desk: Desk, row: DeclarationRow): Promise<Side> => {
  if (row.content && row.state !== "draft")
    return {
      total: row.content.total,
      lines: row.content.lines,
      amounts: new Map(row.content.lines.map(({ line, amount }) => [line, amount])),
      units: await unitsTaken(desk, row.id),
    };
  const worked = await workOut(desk, row);
  const lines = worked.lines.map((line) => lineOf(desk.house.programme, worked, line));
  return {
    total: worked.costing.total,
    lines,
    amounts: new Map(lines.map(({ line, amount }) => [line, amount])),
    units: worked.lines.flatMap(({ plan, units }) =>
      units.filter(isDeclared).map((unit) => ({ ...unit, line: plan.id })),
    ),
  };
};
