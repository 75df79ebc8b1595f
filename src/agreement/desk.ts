import type { PoolClient } from "pg";
import type { Right } from "../access/rights.ts";
import type { Scope } from "../access/scope.ts";
import { actorOf, type Who } from "../access/who.ts";
import type { House } from "../house.ts";
import { notAllowed } from "../problem.ts";
import { type Act, asAct, type Hand } from "../trail/act.ts";
import { speaksFor } from "../access/speaks.ts";

/**
 * Where somebody works on agreements: in the browser, in the transaction of their request under the role that owns
 * nothing; or at the command line (`who` undefined) in a transaction of the store's owner, named as the machine's
 * account is.
 */
export type MoneyDesk = Readonly<{
  house: Pick<House, "programme" | "guards" | "today">;
  client: PoolClient;
  who: Who | undefined;
  /** The account of the machine, at the command line. */
  account?: string | undefined;
}>;

/** Returns whose hand it is that acts, as the trail names it. */
export const handOf = ({ who, account = "" }: Pick<MoneyDesk, "who" | "account">): Hand =>
  who ? { actor: actorOf(who), isOwner: false } : { actor: account, isOwner: true };

/** Returns whether the asker has the right there; the owner of the store has every right. */
export const mayAt = (
  { house, who }: Pick<MoneyDesk, "house" | "who">,
  right: Right,
  place: Scope,
): boolean => who === undefined || house.guards.record(who, right, place);

/** Throws where the asker has not the right there. */
export const needRight = (desk: Pick<MoneyDesk, "house" | "who">, right: Right, place: Scope): void => {
  if (!mayAt(desk, right, place)) throw notAllowed();
};

/** Returns whether the asker speaks for the partner; the owner of the store writes down what others said. */
export const maySpeak = (
  desk: Pick<MoneyDesk, "house" | "who">,
  place: Readonly<{ operation: string; partner: string; internal: boolean }>,
): boolean => desk.who === undefined || (mayAt(desk, "money:declare", place) && speaksFor(desk.who, place));

/** Does the work as one act of the trail. */
export const acting = <T>(
  desk: MoneyDesk,
  action: string,
  work: (act: Act) => Promise<T>,
  how: Readonly<{ reason?: string | undefined; waits?: boolean | undefined }> = {},
): Promise<T> => asAct(desk.client, handOf(desk), { programme: desk.house.programme, action, ...how }, work);
