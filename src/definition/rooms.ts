import type { Field, Register } from "./programme.ts";
import type { RegisterFile } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";
import type { Text } from "../language.ts";

const oneOf = (names: Iterable<string>): Text => {
  const list = [...names].join(", ");
  return { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` };
};

/** Returns whether records of a register are in rooms, and whose rooms these are where they are not their own. */
export const resolveRoom = (
  raw: RegisterFile["room"],
  { wrong }: SourceFile<RegisterFile>,
  fields: ReadonlyMap<string, Field>,
): Pick<Register, "isRoom" | "roomOf"> => {
  if (raw === undefined || raw === true) return { isRoom: raw === true, roomOf: undefined };
  if (!fields.has(raw.by)) wrong(["room", "by"], raw.by, oneOf(fields.keys()));
  return { isRoom: true, roomOf: { register: raw.of, by: raw.by } };
};

/** Tells of records that are in the room of a case when there is no such room, or when it is not known by that field. */
export const tellMissingRooms = (
  files: Iterable<SourceFile<RegisterFile>>,
  registers: ReadonlyMap<string, Register>,
): void => {
  const cases = [...registers.values()].filter(({ isRoom, roomOf }) => isRoom && !roomOf);
  for (const { content, wrong } of files) {
    if (content.room === undefined || content.room === true) continue;
    const { of, by } = content.room;
    const found = cases.find(({ id }) => id === of);
    if (!found) wrong(["room", "of"], of, oneOf(cases.map(({ id }) => id)));
    else if (found.identity.length !== 1 || found.identity[0] !== by)
      wrong(["room", "by"], by, oneOf(found.identity));
  }
};
