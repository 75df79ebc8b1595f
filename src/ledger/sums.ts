import { sumOf } from "../euros.ts";
import { type Account, accounts } from "./accounts.ts";
import type { Balance } from "./balances.ts";

/** Returns what is held in all, in euros. */
export const heldIn = (all: readonly Pick<Balance, "amount">[]): string =>
  sumOf(all.map(({ amount }) => amount));

/** Returns what each account holds in all, in the order in which money passes through them. */
export const byAccount = (all: readonly Balance[]): readonly (readonly [Account, string])[] =>
  accounts.flatMap((each) => {
    const held = all.filter((balance) => balance.account === each);
    return held.length === 0 ? [] : [[each, heldIn(held)] as const];
  });
