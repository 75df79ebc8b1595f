import type { Text } from "../language.ts";

/** Returns what is expected where a name has to be one of some. */
export const oneOf = (names: Iterable<string>): Text => {
  const list = [...names].join(", ") || "∅";
  return { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` };
};
