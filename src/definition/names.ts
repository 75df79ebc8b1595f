import type { Text } from "../language.ts";
import type { Field, Programme } from "./programme.ts";

const same = (word: string): Text => ({ fr: word, nl: word, en: word });

/** Returns a partner's name; one that is gone from the programme is called by what it was called. */
export const partnerName = ({ partners }: Pick<Programme, "partners">, id: string): Text =>
  partners.get(id)?.name ?? same(id);

/** Returns an operation's title; one that is gone from the programme is called by what it was called. */
export const operationTitle = ({ operations }: Pick<Programme, "operations">, id: string): Text =>
  operations.get(id)?.title ?? same(id);

/** Returns what a choice of a field is called; null for a code that it no longer has, and for none. */
export const choiceLabel = (field: Pick<Field, "choices"> | undefined, code: unknown): Text | null =>
  field?.choices?.find((choice) => choice.code === code)?.label ?? null;
