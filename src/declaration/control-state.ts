import { mayAt } from "../agreement/desk.ts";
import { momentSql } from "../agreement/read.ts";
import { sumOf } from "../euros.ts";
import type { Control } from "./control-shape.ts";
import type { Desk } from "./desk.ts";
import type { DeclarationHead } from "./row.ts";

type Verified = Readonly<{
  declaration: number;
  id: number;
  number: string;
  state: string;
  isTold: boolean;
  until: string | null;
  isProposed: boolean;
}>;
type Decided = Readonly<{
  declaration: number;
  number: string;
  at: string;
  targets: readonly Readonly<Record<"submitted" | "eligible" | "parked" | "rejected", string>>[];
}>;

/** Returns whether the asker sees what is being prepared: whoever verifies or agrees there, or reads the whole programme's money. */
export const oversees = (
  desk: Pick<Desk, "house" | "who">,
  place: Readonly<{ operation: string; partner: string }>,
): boolean =>
  mayAt(desk, "money:control", place) || mayAt(desk, "money:agree", place) || mayAt(desk, "money:read", {});

/**
 * Returns how control stands of declarations that were submitted, as far as the asker may see it: a partner sees no verification before it is told of it, but that its declaration is in control.
 */
export const controlsOf = async (
  desk: Pick<Desk, "house" | "client" | "who">,
  rows: readonly Pick<DeclarationHead, "id" | "state" | "controlBegunAt" | "operation" | "partner">[],
): Promise<ReadonlyMap<number, Control>> => {
  const { client } = desk;
  const ids = rows.filter(({ state }) => state === "submitted").map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const verified = await client.query<Verified>(
    `select distinct on (v.declaration) v.declaration, v.id, v.number, v.state,
       v.told_at is not null as "isTold", l.until,
       exists (select from control.decision k where k.declaration = v.declaration and k.state = 'proposed') as "isProposed"
     from control.verification v
     left join lateral (select ${momentSql("control.runs_until(x.sent_at, x.due_at)")} as until from control.letter x
       where x.verification = v.id order by x.n desc limit 1) l on v.state = 'with_partner'
     where v.declaration = any ($1) and v.state not in ('cancelled', 'decided')
     order by v.declaration, v.state = 'with_partner' desc, v.type = 'administrative' desc, v.id`,
    [ids],
  );
  const decided = await client.query<Decided>(
    `select distinct on (k.declaration) k.declaration, k.number, ${momentSql("k.decided_at")} as at, k.targets
     from control.decision k where k.declaration = any ($1) and k.state = 'decided' order by k.declaration, k.n desc`,
    [ids],
  );
  const going = new Map(verified.rows.map((each) => [each.declaration, each]));
  const done = new Map(decided.rows.map((each) => [each.declaration, each]));
  return new Map(
    rows
      .filter(({ id }) => ids.includes(id))
      .map((row) => {
        const own = going.get(row.id);
        const seen = own && (own.isTold || oversees(desk, row)) ? own : undefined;
        return [row.id, controlOf(row.controlBegunAt, seen, done.get(row.id))];
      }),
  );
};

const controlOf = (
  begunAt: string | null,
  going: Verified | undefined,
  decided: Decided | undefined,
): Control => ({
  state: stateOf(begunAt, going, decided),
  verification: going ? { verification: going.id, number: going.number } : null,
  questionsUntil: going?.until ?? null,
  decided: decided
    ? {
        submitted: sumOf(decided.targets.map(({ submitted }) => submitted)),
        eligible: sumOf(decided.targets.map(({ eligible }) => eligible)),
        parked: sumOf(decided.targets.map(({ parked }) => parked)),
        rejected: sumOf(decided.targets.map(({ rejected }) => rejected)),
        at: decided.at,
        number: decided.number,
      }
    : null,
});

const stateOf = (
  begunAt: string | null,
  going: Verified | undefined,
  decided: Decided | undefined,
): Control["state"] => {
  if (going?.state === "with_partner") return "questions";
  if (decided) return "decided";
  if (!going) return begunAt === null ? "waiting" : "in_control";
  if (going.state === "answered") return "answered";
  return going.state === "concluded" || going.isProposed ? "to_decide" : "in_control";
};
