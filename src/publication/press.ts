import type { House } from "../house.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import { SaidError } from "../language.ts";

/** What reports are made and published with. */
export type Press = Pick<House, "programme" | "pool" | "dataFolder" | "snapshot">;

/** The last change of the trail that figures were computed from, and its hash. */
export type DataHead = Readonly<{ change: number; hash: string }>;

/** The data went on changing while figures were being computed; who asked may ask again. */
export class DataMoving extends SaidError {}

const tries = 5;

/**
 * Returns what the work makes of the snapshot, all of it from one and the same state of the data: when a change came
 * in between, the work is done again. Throws DataMoving when that happens every time.
 */
export const atOneMoment = async <T>(
  press: Pick<Press, "snapshot">,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<{ result: T; data: DataHead }> => {
  for (let attempt = 0; attempt < tries; attempt++) {
    const snapshot = await press.snapshot();
    const data: DataHead = { change: snapshot.change, hash: snapshot.hash };
    const result = await work(snapshot);
    if (snapshot.hash === data.hash) return { result, data };
  }
  throw new DataMoving({
    fr: "Les données changent sans cesse en ce moment ; réessayez dans une minute.",
    nl: "De gegevens veranderen op dit ogenblik voortdurend; probeer het over een minuut opnieuw.",
    en: "The data keep changing at the moment; try again in a minute.",
  });
};
