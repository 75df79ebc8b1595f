import type { Figure, Programme, Register } from "../definition/programme.ts";
import { additiveFigures, isAdditive, scaleOf } from "./additive.ts";
import type { CountedFigure } from "./scan-columns.ts";
import { add, zero, type Exact } from "../decimal.ts";
import { valueOf, type FigureValue } from "./amount.ts";
import { Breakdown, keyText } from "./breakdown.ts";
import { delayDigits, delayParts, fewestBehind, figureOrPart, isDelay, shareOf } from "./delays.ts";
import { distinctFigures } from "./distinct.ts";
import { rowKeys } from "./rows.ts";
import { yearRuleKey } from "./placing.ts";
import { readRequest, type Asked, type FigureRequest } from "./request.ts";
import { structureFigure, type StructureFigure } from "./structure-figures.ts";
import type { Snapshot } from "./snapshot.ts";

export type { FigureValue } from "./amount.ts";

/** One combination of the dimensions asked for, with the value of every figure; no value is ever left out: 0 is one. */
export type FigureRow = Readonly<{
  /** The value of each dimension; null is "not answered", or an operation without objective. */
  at: Readonly<Record<string, string | null>>;
  values: ReadonlyMap<string, FigureValue>;
  /** How few records a share or a median tells something about; other figures count them themselves. */
  behind?: ReadonlyMap<string, bigint>;
}>;

/** Computed figures, and what they were computed from and under. */
export type FigureTable = Readonly<{
  definition: Readonly<{ programme: string; version: string; fingerprint: string }>;
  /** The last change of the trail that is counted in, and its hash. */
  data: Readonly<{ change: number; hash: string }>;
  years: readonly number[] | undefined;
  by: readonly string[];
  filters: Asked["filters"];
  figures: readonly Figure[];
  /** Figures left out because they are not known by the dimensions asked for. */
  omitted: readonly string[];
  rows: readonly FigureRow[];
  /** Each figure over all rows together: counted, not added up, where somebody may be in two rows. */
  totals: ReadonlyMap<string, FigureValue>;
  totalsBehind?: ReadonlyMap<string, bigint>;
}>;

/**
 * Computes figures of the programme from the snapshot: exact whole numbers, and decimals as canonical text. Throws a
 * FigureRequestError for a figure or a dimension that does not exist, or that do not go together.
 */
export const computeFigures = async (
  programme: Programme,
  snapshot: Snapshot,
  request: FigureRequest,
): Promise<FigureTable> => {
  const asked = readRequest(programme, request);
  const { years, by, filters, figures, omitted } = asked;
  const breakdowns = await breakdownsOf(programme, snapshot, asked);
  const keys = rowKeys(programme, asked, breakdowns);
  const rows = keys.map((key): FigureRow => {
    const text = keyText(key);
    return {
      at: Object.fromEntries(by.map((dimension, index) => [dimension, key[index] ?? null])),
      values: new Map(
        figures.map(({ id }) => [id, value(programme, id, breakdowns.get(id)?.cells.get(text))]),
      ),
      behind: behind(figures, (id) => breakdowns.get(id)?.cells.get(text)),
    };
  });
  return {
    definition: { programme: programme.id, version: programme.version, fingerprint: programme.fingerprint },
    data: { change: snapshot.change, hash: snapshot.hash },
    years,
    by,
    filters,
    figures,
    omitted,
    rows,
    totals: new Map(figures.map(({ id }) => [id, value(programme, id, breakdowns.get(id)?.total)])),
    totalsBehind: behind(figures, (id) => breakdowns.get(id)?.total),
  };
};

const behind = (
  figures: readonly Figure[],
  amountOf: (part: string) => Exact | undefined,
): ReadonlyMap<string, bigint> =>
  new Map(
    figures
      .filter(isDelay)
      .map((figure) => [figure.id, fewestBehind(delayParts(figure).map(({ id }) => amountOf(id) ?? zero))]),
  );

/** Zero of money is "0.00", not 0: a figure keeps its digits when there is nothing to add up. */
const value = (programme: Programme, id: string, amount: Exact | undefined): FigureValue =>
  valueOf(add(amount ?? zero, { units: 0n, scale: digitsOf(programme, id) }));

const digitsOf = (programme: Programme, id: string): number => {
  const computation = figureOrPart(programme, id)?.computation;
  switch (computation?.kind) {
    case "count":
      if (computation.count.kind === "share" || computation.count.kind === "median") return delayDigits;
      return computation.count.kind === "sum" ? scaleOf(computation.count) : 0;
    case "structure":
      return computation.count === "budget" || computation.count === "esf_contribution" ? 2 : 0;
    case "sum":
      return Math.max(0, ...computation.of.map((part) => digitsOf(programme, part)));
    case "none":
    case undefined:
      return 0;
  }
};

/** Returns the values of the figures asked for, each basic one computed once, however many sums it is part of. */
const breakdownsOf = async (
  programme: Programme,
  snapshot: Snapshot,
  asked: Asked,
): Promise<Map<string, Breakdown>> => {
  const basic = new Map<string, Figure>();
  for (const figure of asked.figures) {
    const { computation } = figure;
    const parts =
      computation.kind === "sum" ? computation.of.flatMap((id) => programme.figures.get(id) ?? []) : [figure];
    for (const part of [...parts, ...delayParts(figure)]) basic.set(part.id, part);
  }
  const shares = [...basic.values()].filter((figure) => isDelay(figure) && isShare(figure));
  for (const { id } of shares) basic.delete(id);
  const counted = [...basic.values()].filter(isCounted);
  const results = new Map<string, Breakdown>();
  const keep = (found: ReadonlyMap<string, Breakdown>) => {
    for (const [id, breakdown] of found) results.set(id, breakdown);
  };
  for (const [register, figures] of grouped(counted, ({ computation }) => computation.register)) {
    const additive = figures.filter(isAdditive);
    if (additive.length > 0) keep(await additiveFigures(programme, snapshot, register, additive, asked));
    const distinct = figures.filter((figure) => !isAdditive(figure));
    for (const [, alike] of grouped(distinct, ({ computation }) => yearRuleKey(computation.year)))
      keep(await distinctFigures(programme, snapshot, register, alike, asked));
  }
  for (const figure of basic.values())
    if (isStructure(figure)) results.set(figure.id, structureFigure(programme, figure, asked));
  for (const figure of shares) {
    const [done, all] = delayParts(figure).map(({ id }) => results.get(id));
    if (done && all) results.set(figure.id, shareOf(done, all));
  }
  for (const figure of asked.figures)
    if (figure.computation.kind === "sum") results.set(figure.id, sumOf(figure.computation.of, results));
  return results;
};

const isShare = ({ computation }: CountedFigure): boolean => computation.count.kind === "share";
const isCounted = (figure: Figure): figure is CountedFigure => figure.computation.kind === "count";
const isStructure = (figure: Figure): figure is StructureFigure => figure.computation.kind === "structure";

const grouped = <T, K extends string | Register>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
};

const sumOf = (parts: readonly string[], results: ReadonlyMap<string, Breakdown>): Breakdown => {
  const sum = new Breakdown();
  for (const part of parts) {
    const breakdown = results.get(part);
    if (!breakdown) continue;
    for (const [key, amount] of breakdown.cells) sum.add(key, amount);
    sum.total = add(sum.total, breakdown.total);
  }
  return sum;
};
