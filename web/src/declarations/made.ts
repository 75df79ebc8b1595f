import type { DeclarationsPage } from "../../../src/declaration/shapes.ts";

/** Returns the declarations without those that stand among what is to be made: each period is shown once. */
export const madeOf = ({ rows, toMake }: Pick<DeclarationsPage, "rows" | "toMake">) =>
  rows.filter(({ id }) => !toMake.some(({ draft }) => draft?.id === id));
