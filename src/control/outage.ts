import { mayAnywhere } from "../access/scope.ts";
import { handOf, mayAt, needRight } from "../agreement/desk.ts";
import { momentSql } from "../agreement/read.ts";
import { asOwner } from "../database/transaction.ts";
import { actOn, actorAt, type Desk } from "../declaration/desk.ts";
import { nameOf } from "../declaration/page.ts";
import { controlNumber } from "../definition/control.ts";
import type { House, Tasks } from "../house.ts";
import { notAllowed } from "../problem.ts";
import { asAct } from "../trail/act.ts";
import type { OutageBody, OutagesPage } from "./list-shapes.ts";
import { badOutage } from "./problem.ts";

/** Notes by hand that Jalon could not be reached: answers are due so much later. Throws Problem for one to come. */
export const noteOutage = async (desk: Desk, { from, until, reason }: OutageBody): Promise<void> => {
  needRight(desk, "money:control", {});
  const [begun, ended] = [Temporal.Instant.from(from), Temporal.Instant.from(until)];
  if (
    Temporal.Instant.compare(begun, ended) >= 0 ||
    Temporal.Instant.compare(ended, Temporal.Now.instant()) > 0
  )
    throw badOutage();
  await actOn(desk, { action: "control.outage", reason }, async (act) => {
    const { rows } = await desk.client.query<{ id: number }>(
      `insert into control.outage (from_at, until_at, noticed, reason, noted_by, change)
       values ($1, $2, 'by_hand', $3, $4, $5) returning id`,
      [from, until, reason, actorAt(desk), act.change],
    );
    await act.note("control.outage", rows[0]?.id ?? 0);
  });
};

/**
 * Says that the server is there; where it last said so longer ago than the programme's limit, the time in between is
 * noted as an outage. Returns its number. `now`: the moment, for tests.
 */
export const beat = async (
  house: Pick<House, "pool" | "programme">,
  now = new Date().toISOString(),
): Promise<number | undefined> => {
  const { programme, pool } = house;
  const { control } = programme;
  if (!control.numbers.has("outage_minutes")) return undefined;
  const limit = controlNumber(control, "outage_minutes", now.slice(0, 10));
  return asOwner(pool, async (client) => {
    // Two servers on one store: the later one finds what the earlier one said.
    await client.query("insert into control.heartbeat (at) values ($1) on conflict do nothing", [now]);
    const { rows } = await client.query<{ at: string; gap: boolean }>(
      `select ${momentSql("h.at")} as at, h.at + make_interval(mins => $2) < $1::timestamptz as gap
       from control.heartbeat h for update`,
      [now, limit],
    );
    const [last] = rows;
    await client.query("update control.heartbeat set at = $1 where at < $1", [now]);
    if (last?.gap !== true) return undefined;
    const hand = handOf({ who: undefined, account: "server" });
    return asAct(client, hand, { programme, action: "control.outage", waits: true }, async (act) => {
      const noted = await client.query<{ id: number }>(
        `insert into control.outage (from_at, until_at, noticed, reason, noted_by, change)
         values ($1, $2, 'heartbeat', $3, 'server', $4) returning id`,
        [last.at, now, "Jalon ne répondait pas", act.change],
      );
      const id = noted.rows[0]?.id ?? 0;
      await act.note("control.outage", id);
      return id;
    });
  });
};

/** What the server does every minute, so that it is known when it did not. */
export const heartbeatTasks: Tasks = {
  heartbeat: async (house) => {
    await beat(house);
  },
};

/** Returns when Jalon could not be reached, the last time first. */
export const outagesPage = async (desk: Desk): Promise<OutagesPage> => {
  const { client, who } = desk;
  if (who && !mayAnywhere(who, "money:read") && !mayAnywhere(who, "money:control")) throw notAllowed();
  const { rows } = await client.query<{
    id: number;
    from: string;
    until: string;
    minutes: number;
    noticed: "heartbeat" | "by_hand";
    reason: string;
    by: string;
    letters: number;
  }>(
    `select o.id, ${momentSql("o.from_at")} as "from", ${momentSql("o.until_at")} as "until",
       ceil(extract(epoch from o.until_at - o.from_at) / 60)::int as minutes, o.noticed, o.reason, o.noted_by as "by",
       (select count(*)::int from control.letter l where l.answered_at is null and l.sent_at < o.until_at
         and control.runs_until(l.sent_at, l.due_at) > o.from_at) as letters
     from control.outage o order by o.from_at desc limit 500`,
  );
  const { rows: beats } = await client.query<{ at: string | null }>(
    `select ${momentSql("control.last_beat()")} as at`,
  );
  const shown: OutagesPage["rows"] = [];
  for (const row of rows)
    shown.push({ ...row, by: row.noticed === "heartbeat" ? "Jalon" : await nameOf(desk, row.by) });
  return { rows: shown, heartbeat: beats[0]?.at ?? null, mayNote: mayAt(desk, "money:control", {}) };
};
