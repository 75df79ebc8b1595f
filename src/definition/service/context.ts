import type { Text } from "../../language.ts";
import type { ConditionScope, Path } from "../condition/parse.ts";
import type { Field, Register } from "../programme.ts";
import type { ServiceFile } from "../schema-service.ts";
import { conditionScope, type Scoped } from "../scope.ts";
import type { SourceFile } from "../source-file.ts";

/** What a service's file may name, and a way to say where it names what is not there. */
export type ServiceContext = Readonly<{
  file: SourceFile<ServiceFile>;
  registers: ReadonlyMap<string, Register>;
  scoped: Scoped;
  operations: readonly string[];
  scopeOf: (register: Register) => ConditionScope;
}>;

/** Returns the context of one service's file. */
export const serviceContext = (
  file: SourceFile<ServiceFile>,
  registers: ReadonlyMap<string, Register>,
  scoped: Scoped,
  operations: readonly string[],
): ServiceContext => ({
  file,
  registers,
  scoped,
  operations,
  scopeOf: ({ askable, datedBy }) => conditionScope(file, askable, datedBy, scoped),
});

/** Returns the register of that name that one of the service's operations keeps; another is told. */
export const registerOf = (
  { file, registers, operations }: ServiceContext,
  id: string,
  path: Path,
): Register | undefined => {
  const kept = [...registers.values()].filter((register) =>
    register.operations.some((operation) => operations.includes(operation)),
  );
  const found = kept.find((register) => register.id === id);
  if (!found) file.wrong(path, undefined, oneOf(kept.map((register) => register.id)));
  return found;
};

/** Returns the field of that name, of one of the types where they are given; another is told. */
export const fieldOf = (
  { file }: Pick<ServiceContext, "file">,
  register: Register,
  id: string,
  path: Path,
  ...types: readonly Field["type"][]
): Field | undefined => {
  const fitting = [...register.fields.values()].filter(
    ({ type }) => types.length === 0 || types.includes(type),
  );
  const found = fitting.find((field) => field.id === id);
  if (!found) file.wrong(path, undefined, oneOf(fitting.map((field) => field.id)));
  return found;
};

/** Returns the words "one of: …" for what is expected. */
export const oneOf = (names: Iterable<string>): Text => {
  const list = [...names].join(", ");
  return { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` };
};
