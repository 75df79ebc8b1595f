import { hash } from "node:crypto";
import type { Value } from "../definition/condition/condition.ts";
import type { Reading } from "../definition/condition/evaluate.ts";
import type { Register } from "../definition/programme.ts";
import { plainReference, plainWords } from "./normal.ts";
import { identityFields } from "./table.ts";

/**
 * The keyed hashes by which records are recognised without reading who they are about, each of 32 hexadecimal digits.
 * Without the secret nobody can compute them from a list of names or numbers.
 */
export type IdentityKeys = Readonly<{
  /** With the operation: the same record. */
  identity: string;
  /** The same person, in whichever operation; null where the register or the record does not say who. */
  person: string | null;
  /** Probably the same person: names without accents or order, and the other fields that the register names. */
  likeness: string | null;
  /** Everything in the room of identities, so that the trail shows that it changed without showing it. */
  digest: string;
}>;

type Keyed = (room: keyof IdentityKeys, parts: readonly string[]) => string;

/** SHA-512/256 of the secret before the text: what it gives cannot be continued into the hash of a longer text. */
const keyedHash = (secret: Uint8Array): Keyed => {
  const key = Buffer.from(secret).toString("hex");
  return (room, parts) => hash("sha512-256", `${key}\u001F${room}\u001F${parts.join("\u001F")}`).slice(0, 32);
};

/** Numbers and references are compared without spaces, dots, dashes and capitals. */
const exact = (value: Value): string => plainReference(String(value ?? ""));

/** Returns what reads several answers at once, and null when one of them is missing or none is asked for. */
const allAnswers = <R>(fields: readonly string[], { stored }: Reading<R>) => {
  const reads = fields.map(stored);
  return (record: R): NonNullable<Value>[] | null => {
    const answers: NonNullable<Value>[] = [];
    for (const read of reads) {
      const value = read(record);
      if (value === null) return null;
      answers.push(value);
    }
    return answers.length === 0 ? null : answers;
  };
};

/** Returns the key by which a record of the register is the same record, or null where an answer is missing. */
export const identityKey = <R>(
  { identity }: Pick<Register, "identity">,
  secret: Uint8Array,
  reading: Reading<R>,
): ((record: R) => string | null) => {
  const keyed = keyedHash(secret);
  const answersOf = allAnswers(identity, reading);
  return (record) => {
    const answers = answersOf(record);
    return answers && keyed("identity", answers.map(exact));
  };
};

/** Returns what computes all keys of a register's records, which must have their identity: else it throws. */
export const identityKeys = <R>(
  register: Register,
  secret: Uint8Array,
  reading: Reading<R>,
): ((record: R) => IdentityKeys) => {
  const keyed = keyedHash(secret);
  const identityOf = identityKey(register, secret, reading);
  const personOf = allAnswers(register.person, reading);
  const alikeOf = allAnswers(register.probablySame, reading);
  const areNames = register.probablySame.map((id) => register.fields.get(id)?.type === "text");
  const everything = identityFields(register).map(({ id }) => reading.stored(id));
  const likenessOf = (answers: readonly NonNullable<Value>[]) => {
    const names = answers.filter((_, index) => areNames[index]);
    const others = answers.filter((_, index) => !areNames[index]);
    const words = names.flatMap((name) => plainWords(String(name)).split(" ")).sort();
    return keyed("likeness", [...words, ...others.map(exact)]);
  };
  return (record) => {
    const identity = identityOf(record);
    if (identity === null) throw new Error("a record without its identity has no keys");
    const person = personOf(record);
    const alike = alikeOf(record);
    return {
      identity,
      person: person && keyed("person", person.map(exact)),
      likeness: alike && likenessOf(alike),
      digest: keyed(
        "digest",
        everything.map((read) => String(read(record) ?? "")),
      ),
    };
  };
};
