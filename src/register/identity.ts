import { hash } from "node:crypto";
import type { Value } from "../definition/condition/condition.ts";
import type { Records } from "../definition/condition/evaluate.ts";
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

/** Stands between parts, of which none holds it: control characters are refused. */
const between = "\u001F";

type Keyed = (room: keyof IdentityKeys, text: string) => string;

/** SHA-512/256 of the secret before the text: what it gives cannot be continued into the hash of a longer text. */
const keyedHash = (secret: Uint8Array): Keyed => {
  const key = Buffer.from(secret).toString("hex");
  return (room, text) => hash("sha512-256", `${key}${between}${room}${between}${text}`).slice(0, 32);
};

/** Numbers and references are compared without spaces, dots, dashes and capitals. */
const exact = (value: Value): string => plainReference(String(value ?? ""));

/** Returns the answers of a record to several fields, and null when one of them is missing or none is asked for. */
const allAnswers = (fields: readonly string[], records: Records) => {
  const columns = fields.map((id) => records.stored(id));
  return (at: number): NonNullable<Value>[] | null => {
    const answers: NonNullable<Value>[] = [];
    for (const column of columns) {
      const value = column[at] ?? null;
      if (value === null) return null;
      answers.push(value);
    }
    return answers.length === 0 ? null : answers;
  };
};

const identityOf = (answers: readonly NonNullable<Value>[]): string => answers.map(exact).join(between);

/**
 * Returns what tells, for each position, the text that is the same for the same record of the register, or null where
 * an answer is missing. It says who the record is about: only to compare within one file.
 */
export const identityText = (
  { identity }: Pick<Register, "identity">,
  records: Records,
): ((at: number) => string | null) => {
  const answersOf = allAnswers(identity, records);
  return (at) => {
    const answers = answersOf(at);
    return answers && identityOf(answers);
  };
};

/**
 * Returns what computes all keys of the record at a position. Throws where a record has not all of its identity.
 */
export const identityKeys = (
  register: Register,
  secret: Uint8Array,
): ((records: Records) => (at: number) => IdentityKeys) => {
  const keyed = keyedHash(secret);
  const areNames = register.probablySame.map((id) => register.fields.get(id)?.type === "text");
  const everything = identityFields(register);
  const likenessOf = (answers: readonly NonNullable<Value>[]) => {
    const names = answers.filter((_, index) => areNames[index]);
    const others = answers.filter((_, index) => !areNames[index]);
    const words = names.flatMap((name) => plainWords(String(name)).split(" ")).sort();
    return keyed("likeness", [...words, ...others.map(exact)].join(between));
  };
  return (records) => {
    const textOf = identityText(register, records);
    const personOf = allAnswers(register.person, records);
    const alikeOf = allAnswers(register.probablySame, records);
    const all = everything.map(({ id }) => records.stored(id));
    return (at) => {
      const identity = textOf(at);
      if (identity === null) throw new Error("a record without its identity has no keys");
      const person = personOf(at);
      const alike = alikeOf(at);
      return {
        identity: keyed("identity", identity),
        person: person && keyed("person", identityOf(person)),
        likeness: alike && likenessOf(alike),
        digest: keyed("digest", all.map((answers) => String(answers[at] ?? "")).join(between)),
      };
    };
  };
};
