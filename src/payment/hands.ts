import { actorAt, type Desk } from "./desk.ts";
import { namesOf } from "./row.ts";

/** Who did something and when, as pages tell it. */
export type Hand = { at: string; name: string | null; mine: boolean };
export type Hands = (actor: string, at: string) => Hand;

/** Returns how to tell who did something: by name to those of the authority, to others whether it was them. */
export const handsOf = async (desk: Desk, actors: readonly (string | null)[]): Promise<Hands> => {
  const names = await namesOf(desk.client, actors);
  const self = actorAt(desk);
  return (actor, at) => ({ at, name: names.get(actor) ?? null, mine: actor === self });
};

/** Returns the same of something that may not have been done. */
export const handOf = (hands: Hands, actor: string | null, at: string | null): Hand | null =>
  actor === null || at === null ? null : hands(actor, at);
