import type { Right } from "./rights.ts";
import type { Grant, Who } from "./who.ts";

/** A place in the programme; what is not said stands for every operation, every partner. */
export type Scope = Readonly<{ operation?: string | null | undefined; partner?: string | null | undefined }>;

const having = (who: Who, right: Right): readonly Grant[] =>
  who.grants.filter(({ rights }) => rights.has(right));

/** Returns whether the asker has the right in all of the place: for every partner of it where none is named. */
export const mayIn = (who: Who, right: Right, { operation = null, partner = null }: Scope): boolean =>
  having(who, right).some(
    (grant) =>
      (grant.operation === null || grant.operation === operation) &&
      (grant.partner === null || grant.partner === partner),
  );

/** Returns whether the asker has the right in some part of the place. */
export const mayWithin = (who: Who, right: Right, { operation = null, partner = null }: Scope): boolean =>
  having(who, right).some(
    (grant) =>
      (grant.operation === null || operation === null || grant.operation === operation) &&
      (grant.partner === null || partner === null || grant.partner === partner),
  );

/** Returns whether the asker has the right anywhere at all. */
export const mayAnywhere = (who: Who, right: Right): boolean => having(who, right).length > 0;

/** Returns where the asker has the right: everywhere, or a list of places, empty for nowhere. */
export const scopeOf = (
  who: Who,
  right: Right,
): "everywhere" | readonly Readonly<{ operation: string | null; partner: string | null }>[] => {
  const grants = having(who, right);
  if (grants.some(({ operation, partner }) => operation === null && partner === null)) return "everywhere";
  return grants.map(({ operation, partner }) => ({ operation, partner }));
};

/**
 * Returns the condition by which a query keeps to what the asker has the right to, with its values as parameters from
 * the given number on. The columns are SQL expressions; where rows have no partner, only grants for all partners count.
 */
export const scopeSql = (
  who: Who,
  right: Right,
  columns: Readonly<{ operation: string; partner?: string | undefined }>,
  firstParameter: number,
): { text: string; values: (string | readonly string[])[] } => {
  const scope = scopeOf(who, right);
  if (scope === "everywhere") return { text: "true", values: [] };
  const { operation: o, partner: p } = columns;
  const partners = scope.flatMap(({ operation, partner }) =>
    operation === null && partner !== null ? [partner] : [],
  );
  const operations = scope.flatMap(({ operation, partner }) =>
    partner === null && operation !== null ? [operation] : [],
  );
  const pairs = scope.flatMap(({ operation, partner }) =>
    operation !== null && partner !== null ? [{ operation, partner }] : [],
  );
  const values: (string | readonly string[])[] = [];
  const parameter = (value: string | readonly string[]): string =>
    `$${firstParameter + values.push(value) - 1}`;
  const next = (value: readonly string[]): string => `${parameter(value)}::text[]`;
  // One place is most people's: said as such, the database plans for it before it knows which.
  const oneOf = (column: string, [first = "", ...others]: readonly string[]): string =>
    others.length === 0 ? `${column} = ${parameter(first)}` : `${column} = any (${next([first, ...others])})`;
  const parts: string[] = [];
  if (p !== undefined && partners.length > 0) parts.push(oneOf(p, partners));
  if (operations.length > 0) parts.push(oneOf(o, operations));
  if (p !== undefined && pairs.length > 0)
    parts.push(
      `(${o}, ${p}) in (select * from unnest(${next(pairs.map(({ operation }) => operation))}, ${next(pairs.map(({ partner }) => partner))}))`,
    );
  return { text: parts.length === 0 ? "false" : `(${parts.join(" or ")})`, values };
};
