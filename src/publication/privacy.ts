import type { Field, Programme, Register } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import { type PublicFile, readPublicFile } from "./public-file.ts";

/** What is recorded of a person in a register, and by which article. */
export type RecordedField = Readonly<{
  label: Text;
  kind: "identity" | "special" | "usual";
  isAlwaysAsked: boolean;
  article: string | undefined;
}>;

export type PrivacyNotice = Readonly<{
  authority: Text;
  contact: PublicFile["contact"] | undefined;
  /** The registers that hold people, with the operations that keep them. */
  registers: readonly Readonly<{
    label: Text;
    description: Text | undefined;
    operations: readonly Text[];
    fields: readonly RecordedField[];
    /** Where the register's own definition sets it. */
    retentionYears: number | undefined;
  }>[];
  /** Who sees names and contact details, and who answers of a special category. */
  readers: Readonly<{ identity: readonly Text[]; special: readonly Text[] }>;
  privacy: PublicFile["privacy"] | undefined;
}>;

/** Returns what a participant is told of the data that are kept about them; all of it from the definitions. */
export const privacyNotice = (
  programme: Programme,
  said: PublicFile | undefined = readPublicFile(programme),
): PrivacyNotice => ({
  authority: programme.authority,
  contact: said?.contact,
  registers: [...programme.registers.values()]
    .filter(({ person, operations }) => person.length > 0 && operations.length > 0)
    .map((register) => ({
      label: register.label,
      description: register.description,
      operations: register.operations.flatMap((id) => programme.operations.get(id)?.title ?? []),
      fields: fieldsOf(register),
      retentionYears: register.retentionYears,
    })),
  readers: { identity: readersOf(programme, "identity:read"), special: readersOf(programme, "special:read") },
  privacy: said?.privacy,
});

const fieldsOf = (register: Register): RecordedField[] =>
  [...register.fields.values()].map((field: Field) => ({
    label: field.label,
    kind: field.sensitivity ?? "usual",
    isAlwaysAsked: field.required === true,
    article: field.source?.article,
  }));

const readersOf = ({ roles }: Programme, right: "identity:read" | "special:read"): Text[] =>
  [...roles.values()].filter(({ rights }) => rights.includes(right)).map(({ label }) => label);
