import type { PoolClient } from "pg";
import { mayAt, type MoneyDesk } from "../agreement/desk.ts";
import { notFound } from "../problem.ts";
import type { Method } from "../sample/ask.ts";
import type { Draw } from "../sample/draw.ts";
import type { KeptUnit, UnitAbout } from "./population.ts";
import type { KeptSource, Parameters, ProjectionView, purposes, sampleStates } from "./shapes.ts";

/** A stored sample as it stands in the store. */
export type SampleRecord = Readonly<{
  id: number;
  number: string;
  purpose: (typeof purposes)[number];
  under: "control" | "audit";
  title: string;
  state: (typeof sampleStates)[number];
  source: KeptSource;
  method: Method;
  parameters: Parameters;
  frameSha256: string;
  frameCount: number;
  frameTotal: string;
  frameChange: number;
  frameChangeHash: string;
  seed: string | null;
  seedFrom: "typed" | "trail" | null;
  draw: Draw | null;
  projection: ProjectionView | null;
  conclusion: string | null;
  edition: number;
  plannedBy: string;
  plannedAt: string;
  drawnBy: string | null;
  drawnAt: string | null;
  concludedBy: string | null;
  concludedAt: string | null;
  cancelReason: string | null;
}>;

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** The columns of a SampleRecord, of audit.sample under the alias s. */
const recordSql = `select s.id, s.number, s.purpose, s.drawn_under as under, s.title, s.state, s.source, s.method,
  s.parameters, s.frame_sha256 as "frameSha256", s.frame_count as "frameCount", s.frame_total::text as "frameTotal",
  s.frame_change as "frameChange", encode(c.hash, 'hex') as "frameChangeHash", s.seed, s.seed_from as "seedFrom",
  s.draw, s.projection, s.conclusion, s.edition, s.planned_by as "plannedBy", ${instant("s.planned_at")} as "plannedAt",
  s.drawn_by as "drawnBy", ${instant("s.drawn_at")} as "drawnAt", s.concluded_by as "concludedBy",
  ${instant("s.concluded_at")} as "concludedAt", s.cancel_reason as "cancelReason"
  from audit.sample s left join lateral trail.hash_of(s.frame_change) c (hash) on true`;

/** Returns whether the asker may read stored samples of this kind: the auditor all, others what the walls let through. */
export const maySeeSamples = (desk: Pick<MoneyDesk, "house" | "who">): boolean =>
  (["money:audit", "money:control", "money:pay", "money:certify"] as const).some((right) =>
    mayAt(desk, right, {}),
  );

/** Returns under which rights the asker may draw samples. */
export const mayDrawUnder = (desk: Pick<MoneyDesk, "house" | "who">): readonly SampleRecord["under"][] =>
  (["control", "audit"] as const).filter((under) => mayAt(desk, `money:${under}`, {}));

/** The server's own wall, beside that of the database. */
const isOpen = (
  desk: Pick<MoneyDesk, "house" | "who">,
  row: Pick<SampleRecord, "under" | "state">,
): boolean =>
  mayAt(desk, "money:audit", {}) ||
  ((row.under === "control" || row.state === "concluded") && maySeeSamples(desk));

/** Returns the samples that the asker may see, the newest first. */
export const listSamples = async (desk: MoneyDesk): Promise<readonly SampleRecord[]> => {
  if (!maySeeSamples(desk)) return [];
  const { rows } = await desk.client.query<SampleRecord>(`${recordSql} order by s.id desc`);
  return rows.filter((row) => isOpen(desk, row));
};

/** Returns the sample where the asker may see it; `take`: and nobody else acts on it until the transaction ends. Throws notFound. */
export const readSample = async (
  desk: MoneyDesk,
  id: number,
  { take = false }: Readonly<{ take?: boolean }> = {},
): Promise<SampleRecord> => {
  if (!maySeeSamples(desk)) throw notFound();
  if (take)
    await desk.client.query("select pg_advisory_xact_lock(hashtextextended('sample/' || $1::text, 0))", [id]);
  const { rows } = await desk.client.query<SampleRecord>(`${recordSql} where s.id = $1`, [id]);
  const [row] = rows;
  if (!row || !isOpen(desk, row)) throw notFound();
  return row;
};

/** A unit of the population with its place in the draw and what was found on it. */
export type SampledUnit = KeptUnit &
  Readonly<{
    place: number | null;
    part: "high_value" | "sample" | null;
    result: Readonly<{
      error: string | null;
      checked: string | null;
      outcome: boolean | null;
      note: string;
      from: "typed" | "findings";
      by: string;
      at: string;
    }> | null;
  }>;

/** Returns all units of a sample, by their names. */
export const readUnits = async (client: PoolClient, sample: number): Promise<readonly SampledUnit[]> => {
  const { rows } = await client.query<
    Omit<SampledUnit, "result"> & {
      about: UnitAbout | null;
      error: string | null;
      checked: string | null;
      outcome: boolean | null;
      note: string | null;
      from: "typed" | "findings";
      by: string | null;
      at: string;
    }
  >(
    `select u.unit, u.amount::text as amount, u.stratum, u.period, u.excluded, u.about, u.place, u.part,
       r.error::text as error, r.checked::text as checked, r.outcome, r.note, r.came_from as "from", r.by, ${instant("r.at")} as at
     from audit.unit u left join audit.result r on r.sample = u.sample and r.unit = u.unit
     where u.sample = $1 order by u.unit`,
    [sample],
  );
  return rows.map(({ error, checked, outcome, note, from, by, at, ...unit }) => ({
    ...unit,
    result: by === null ? null : { error, checked, outcome, note: note ?? "", from, by, at },
  }));
};
