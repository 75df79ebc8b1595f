import type { PoolClient } from "pg";
import type { AgreementView } from "../agreement/read.ts";
import type { Programme } from "../definition/programme.ts";
import { quantityOf, shareOf, times } from "./quantities.ts";
import type { ObjectiveReached } from "./shapes.ts";
import { candidatesSql } from "./units.ts";

/**
 * Returns how far the objectives of an agreement are reached at the end of a period, counted in the registers as the
 * asker sees them, declared or not. What is expected by then is the target's part of the days gone by. Objectives that
 * no register counts are left out.
 */
export const objectivesReached = async (
  client: PoolClient,
  { costs }: Pick<Programme, "costs">,
  { objectives, starts, ends, operation, partner }: AgreementView,
  until: string,
): Promise<readonly ObjectiveReached[]> => {
  const reached: ObjectiveReached[] = [];
  for (const { id, label, quantity: named, target } of objectives) {
    const quantity = named === null ? undefined : costs.quantities.get(named);
    if (!quantity) continue;
    const { rows } = await client.query<{ quantity: string; incomplete: boolean }>(
      `select coalesce(trim_scale(sum(u.quantity::numeric)), 0)::text as quantity from (${candidatesSql(quantity)}) u
       where not u.incomplete`,
      [operation, partner, starts, until],
    );
    const counted = quantityOf([rows[0]?.quantity ?? "0"]);
    const expected = times(target, elapsed(starts, ends, until));
    reached.push({
      objective: id,
      label,
      target: quantityOf([target]),
      expected,
      reached: counted,
      share: shareOf(counted, expected),
    });
  }
  return reached;
};

/** The part of an agreement's days that are over at the end of the period, four digits. */
const elapsed = (starts: string, ends: string, until: string): string => {
  const days = (to: string) => Temporal.PlainDate.from(starts).until(to, { largestUnit: "days" }).days + 1;
  return shareOf(String(days(until)), String(days(ends)));
};

/**
 * Returns the share of the objectives that was reached: that of the one reached least, and no more than all. Undefined
 * without objectives. The least is our choice: what an average would hide is what the agreement asked for.
 */
export const leastReached = (objectives: readonly ObjectiveReached[]): string | undefined => {
  if (objectives.length === 0) return undefined;
  const least = Math.min(...objectives.map(({ share }) => Number(share)));
  return least >= 1 ? "1" : (objectives.find(({ share }) => Number(share) === least)?.share ?? "1");
};
