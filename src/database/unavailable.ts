import { SaidError, type Text } from "../language.ts";

/** The database cannot be used; `text` says to the person at the keyboard why, and how to mend it. */
export class DatabaseUnavailable extends SaidError {
  constructor(text: Text, cause?: unknown) {
    super(text, text.en, cause === undefined ? undefined : { cause });
  }
}

/** Returns the reason in an error of the system or of PostgreSQL, in one line; these exist in English only. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // A name with several addresses fails with one error per address and no message of its own.
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join("; ");
  return error.message.trim().replace(/\s+/g, " ");
};

/** Returns the code of an error of the system (`ENOENT`) or of PostgreSQL (`57P03`), if it carries one. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
