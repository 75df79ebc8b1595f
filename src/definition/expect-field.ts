import type { Text } from "../language.ts";
import type { Path } from "./condition/parse.ts";
import type { Field } from "./programme.ts";
import type { SourceFile } from "./source-file.ts";

/** Expected of a field that several records are compared by. */
export const notPersonal: Text = {
  fr: "un champ qui ne dit rien d'une personne",
  nl: "een veld dat niets over een persoon zegt",
  en: "a field that says nothing of a person",
};

/** Returns whether the register has the field, of one of the types where they are said; what is wrong is told. */
export const expectField = (
  fields: ReadonlyMap<string, Field>,
  id: string,
  file: SourceFile<unknown>,
  path: Path,
  ...types: Field["type"][]
): boolean => {
  const fitting = [...fields.values()].filter(({ type }) => types.length === 0 || types.includes(type));
  const isThere = fitting.some((field) => field.id === id);
  if (!isThere) file.wrong(path, id, oneOf(fitting.map((field) => field.id)));
  return isThere;
};

/** Returns what is expected where only some names fit. */
export const oneOf = (names: Iterable<string>): Text => {
  const list = [...names].join(", ");
  return { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` };
};
