import type { Text } from "../language.ts";
import { notFound } from "../problem.ts";
import type { TraceNode } from "./trail-shapes.ts";

/** A node with its parts, read where they are asked for. */
export type Traced = Readonly<{
  node: TraceNode;
  parts: readonly TraceNode[];
  /** Of all parts, also those beyond what is shown; null where they are no amounts. */
  sum: string | null;
}>;

/** So many parts are shown at once. */
export const mostParts = 500;

/** Returns the number in a key. Throws notFound for what is none. */
export const numberIn = (text: string | undefined): number => {
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text)) throw notFound();
  return Number(text);
};

/** Returns the same words for every language. */
export const plain = (text: string): Text => ({ fr: text, nl: text, en: text });

/** Returns a node, with nothing where nothing is said. */
export const nodeOf = (node: Pick<TraceNode, "kind" | "key" | "label"> & Partial<TraceNode>): TraceNode => ({
  amount: null,
  quantity: null,
  at: null,
  link: null,
  parts: 0,
  ...node,
});

/** Returns the first. Throws notFound where there is none. */
export const one = <T>(rows: readonly T[]): T => {
  const [row] = rows;
  if (row === undefined) throw notFound();
  return row;
};

/** Returns the SQL of a time as it is told: ISO, UTC. */
export const instant = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
