import type { Language } from "../language.ts";
import type { Right } from "./rights.ts";

/** A role that somebody was given, with what it lets them do; null: every operation, every partner. */
export type Grant = Readonly<{
  role: string;
  rights: ReadonlySet<Right>;
  operation: string | null;
  partner: string | null;
}>;

/** Who asks: an account with a live session or token, and what it may do at this moment. */
export type Who = Readonly<{
  account: string;
  name: string;
  language: Language;
  kind: "person" | "token";
  /** The hash of the session's secret, as `asSession` takes it. It does not leave the server. */
  session: string;
  grants: readonly Grant[];
}>;

/** Returns what the trail calls the asker: the account's number, since names change and come twice. */
export const actorOf = ({ account }: Pick<Who, "account">): string => `account:${account}`;
