import type { Figure, Programme, Register } from "../definition/programme.ts";
import { keyText, keyValues, type Breakdown, type Key } from "./breakdown.ts";
import { isPlaceDimension, placeOf, type Asked, type PlaceDimension } from "./request.ts";

/** A row of nothing but zeros is shown up to this many rows; beyond, only rows with a value are. */
const mostEmptyRows = 200_000;

/**
 * Returns the rows of the table: every combination of the dimensions that can be, zero or not, in the order of the
 * definitions, and "not answered" (null) wherever somebody did not answer.
 */
export const rowKeys = (
  programme: Programme,
  asked: Asked,
  breakdowns: ReadonlyMap<string, Breakdown>,
): Key[] => {
  const { by } = asked;
  if (by.length === 0) return [[]];
  const found = new Map<string, Key>();
  for (const { cells } of breakdowns.values())
    for (const text of cells.keys()) if (!found.has(text)) found.set(text, keyValues(text));

  const joint = jointDimensions(by);
  const domains: (readonly (string | null)[])[] = by.map((dimension) =>
    domainOf(programme, asked, dimension, found),
  );
  const places = joint.length === 0 ? [] : placesOf(programme, asked, joint);
  const others = by.filter((dimension) => !joint.includes(dimension));
  const size = others.reduce(
    (product, dimension) => product * (domains[by.indexOf(dimension)]?.length ?? 0),
    joint.length === 0 ? 1 : places.length,
  );
  if (size <= mostEmptyRows) {
    let keys: Record<string, string | null>[] = joint.length === 0 ? [{}] : places;
    for (const dimension of others)
      keys = keys.flatMap((key) =>
        (domains[by.indexOf(dimension)] ?? []).map((value) => ({ ...key, [dimension]: value })),
      );
    for (const key of keys) {
      const values = by.map((dimension) => key[dimension] ?? null);
      found.set(keyText(values), values);
    }
  }
  const ranks = by.map((dimension, index) => rankOf(dimension, domains[index] ?? []));
  return [...found.values()].toSorted((a, b) => {
    for (const [index, rank] of ranks.entries()) {
      const difference = rank(a[index] ?? null) - rank(b[index] ?? null);
      if (difference !== 0) return difference;
    }
    return 0;
  });
};

/** Dimensions that depend on one another: an operation has one priority, and not every partner. */
const jointDimensions = (by: readonly string[]): string[] =>
  by.filter((dimension) => isPlaceDimension(dimension) || dimension === "partner");

const registersOf = (programme: Programme, figures: readonly Figure[]): Set<Register> | undefined => {
  const registers = new Set<Register>();
  for (const figure of figures) {
    const parts =
      figure.computation.kind === "sum"
        ? figure.computation.of.flatMap((id) => programme.figures.get(id) ?? [])
        : [figure];
    for (const { computation } of parts) {
      if (computation.kind === "structure") return undefined;
      if (computation.kind === "count") registers.add(computation.register);
    }
  }
  return registers.size === 0 ? undefined : registers;
};

/** Returns where a figure asked for can have a value: the operations that keep its register, with their partners. */
const placesOf = (
  programme: Programme,
  { figures, filters }: Asked,
  joint: readonly string[],
): Record<string, string | null>[] => {
  const registers = registersOf(programme, figures);
  const places = new Map<string, Record<string, string | null>>();
  const keep = (place: Record<string, string | null>) => {
    const allowed = joint.every(
      (dimension) => filters[dimension]?.includes(place[dimension] ?? null) ?? true,
    );
    if (allowed) places.set(keyText(joint.map((dimension) => place[dimension] ?? null)), place);
  };
  for (const operation of programme.operations.values()) {
    const isKept = ({ id, view }: Register) => view !== undefined || operation.registers.includes(id);
    if (registers && ![...registers].some(isKept)) continue;
    const place = placeOf(programme, operation.id);
    const isWithin = Object.entries(filters).every(
      ([dimension, values]) => !isPlaceDimension(dimension) || values.includes(place[dimension]),
    );
    if (!isWithin) continue;
    const pick = (partner: string | null) =>
      keep(
        Object.fromEntries(
          joint.map((dimension) => [dimension, isPlaceDimension(dimension) ? place[dimension] : partner]),
        ),
      );
    if (joint.includes("partner")) operation.partners.forEach(pick);
    else pick(null);
  }
  if (!registers && joint.length === 1 && joint[0] === "priority")
    for (const id of programme.priorities.keys()) keep({ priority: id });
  return [...places.values()];
};

const domainOf = (
  programme: Programme,
  asked: Asked,
  dimension: string,
  found: ReadonlyMap<string, Key>,
): readonly (string | null)[] => {
  const index = asked.by.indexOf(dimension);
  const seen = () => [...new Set([...found.values()].map((key) => key[index] ?? null))];
  if (dimension === "year")
    return asked.years?.map(String) ?? seen().toSorted((a, b) => Number(a) - Number(b));
  if (isPlaceDimension(dimension)) return [...structureOrder(programme, dimension), null];
  if (dimension === "partner") return [...programme.partners.keys()];
  const registers = registersOf(programme, asked.figures) ?? new Set<Register>();
  const values = new Set<string | null>();
  for (const register of registers) {
    const field = register.fields.get(dimension);
    if (field?.type === "boolean") values.add("true").add("false");
    for (const { code } of field?.choices ?? []) values.add(code);
  }
  const allowed = asked.filters[dimension];
  return [...values].filter((value) => allowed?.includes(value) ?? true);
};

const structureOrder = (programme: Programme, dimension: PlaceDimension): Iterable<string> =>
  ({
    fund: programme.funds,
    priority: programme.priorities,
    objective: programme.objectives,
    operation: programme.operations,
  })[dimension].keys();

/** Returns the place of a value in its dimension; what the definitions do not know comes after, no answer last. */
const rankOf = (
  dimension: string,
  domain: readonly (string | null)[],
): ((value: string | null) => number) => {
  if (dimension === "year") return (value) => Number(value ?? Infinity);
  const places = new Map(domain.map((value, index) => [value, index]));
  return (value) => (value === null ? domain.length + 1 : (places.get(value) ?? domain.length));
};
