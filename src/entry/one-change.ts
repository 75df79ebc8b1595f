import { actorOf } from "../access/who.ts";
import { type Desk, withoutWalls } from "./desk.ts";
import { closeChange, openChange, type OpenChange } from "./open-change.ts";
import type { ReasonParts } from "./words.ts";

/**
 * Does what one act does in several records as one change of the trail: all of it is kept or nothing, and undone it
 * goes back together. The work hands `within` on to whatever keeps a record. Where nothing turned out to be new the
 * trail gets no change.
 */
export const asOneChange = async <T>(
  desk: Desk,
  {
    action,
    reason = {},
    waits,
  }: Readonly<{
    /** What the trail calls the act. */
    action: string;
    reason?: ReasonParts | undefined;
    /** Whether it waits for its turn to write, however many do. */
    waits?: boolean | undefined;
  }>,
  work: (within: OpenChange) => Promise<T>,
): Promise<T> => {
  const { client, house, who } = desk;
  const within = await withoutWalls(desk, () => openChange(client, { waits }));
  const result = await work(within);
  const { change, entries } = within;
  if (entries === 0) return result;
  const hand = { actor: actorOf(who), isOwner: false };
  const { programme } = house;
  await withoutWalls(desk, () => closeChange(client, hand, { programme, change, action, reason }));
  return result;
};
