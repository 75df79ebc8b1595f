import type { PoolClient } from "pg";
import { SaidError } from "../language.ts";

/** Writers of the trail wait for each other on this number, so that changes are numbered in order of commit. */
const trailLock = 20140523;

/** Thrown where too many already wait to write: nothing was kept, and the same can be asked again in a moment. */
export class TrailBusy extends SaidError {
  constructor() {
    super({
      fr: "Un grand fichier est en cours d'enregistrement : votre fiche n'a pas encore été enregistrée. Réessayez dans quelques secondes.",
      nl: "Er wordt net een groot bestand bewaard: uw fiche is nog niet bewaard. Probeer opnieuw over enkele seconden.",
      en: "A large file is being kept at this moment: your record was not kept yet. Try again in a few seconds.",
    });
  }
}

/** Half of a server's connections for requests: whoever waits holds one, and the others are for those who read. */
const mostWaiting = 8;
let waiting = 0;

/**
 * Takes the head of the trail for the rest of the transaction; returns the number of the change to come. Writers wait
 * for each other; throws TrailBusy where enough of this process do, unless `waits`: what was prepared for long waits.
 */
export const nextChange = async (client: PoolClient, { waits = false } = {}): Promise<number> => {
  if (!waits && waiting >= mostWaiting) throw new TrailBusy();
  waiting++;
  try {
    await client.query("select pg_advisory_xact_lock($1)", [trailLock]);
  } finally {
    waiting--;
  }
  const { rows } = await client.query<{ seq: number }>("select trail.head() + 1 as seq");
  return rows[0]?.seq ?? 1;
};
