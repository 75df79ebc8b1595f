import type { PoolClient } from "pg";
import type { z } from "zod";
import { acting, handOf, mayAt, type MoneyDesk } from "../agreement/desk.ts";
import { sumOf } from "../euros.ts";
import { notAllowed } from "../problem.ts";
import type { Act } from "../trail/act.ts";
import { type KeptUnit, populationFrom } from "./population.ts";
import { drawFrom, frameOf, projectResults } from "./reckon.ts";
import { mayDrawUnder, readSample, readUnits, type SampledUnit, type SampleRecord } from "./sample-row.ts";
import { foundOn } from "./found.ts";
import type {
  changeBodyShape,
  concludeBodyShape,
  drawBodyShape,
  planBodyShape,
  Planned,
  resultsBodyShape,
} from "./shapes.ts";
import { changedMeanwhile, notAllChecked, unknownUnit, wrongState } from "./words.ts";

/** Acts on stored samples: each one change of the trail. `at`: when it was, for the owner who writes the past. */
type Past = Readonly<{ at?: string | undefined }>;

/** Fixes a population, with its hash, as it is at this moment. The units are drawn by a later act. */
export const planSample = async (
  desk: MoneyDesk,
  asked: z.output<typeof planBodyShape>,
  { at }: Past = {},
): Promise<Planned> => {
  const rights = mayDrawUnder(desk);
  const under = asked.under ?? rights.at(-1);
  if (under === undefined || !rights.includes(under)) throw notAllowed();
  const { units, kept } = await populationFrom(desk, asked.source);
  const frame = frameOf(units);
  const { client, house } = desk;
  return acting(
    desk,
    "sample.plan",
    async (act) => {
      const { rows } = await client.query<{ id: number; number: string }>(
        `insert into audit.sample (number, purpose, drawn_under, title, source, method, parameters, frame_sha256,
           frame_count, frame_total, frame_change, planned_by, change${at === undefined ? "" : ", planned_at"})
         values ($1 || nextval('audit.number'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
           $11${at === undefined ? "" : ", $13"}) returning id, number`,
        [
          `S${(at ?? house.today()).slice(0, 4)}-`,
          asked.purpose,
          under,
          asked.title,
          JSON.stringify(kept),
          asked.method,
          JSON.stringify(asked.parameters),
          frame.hash,
          units.length,
          sumOf(units.map(({ amount }) => amount)),
          act.change,
          handOf(desk).actor,
          ...(at === undefined ? [] : [at]),
        ],
      );
      const [row] = rows;
      if (!row) throw new Error("the sample was not kept");
      await keepUnits(client, row.id, frame.units.length, units);
      await act.note("audit.sample", row.id);
      return { ...row, edition: 1 };
    },
    { waits: true },
  );
};

const keepUnits = async (
  client: PoolClient,
  sample: number,
  count: number,
  units: readonly KeptUnit[],
): Promise<void> => {
  // As the frame names them.
  const name = (text: string) => text.trim().normalize("NFC");
  const { rowCount } = await client.query(
    `insert into audit.unit (sample, unit, amount, stratum, period, excluded, about)
     select $1, * from unnest($2::text[], $3::numeric[], $4::text[], $5::text[], $6::text[], $7::jsonb[])`,
    [
      sample,
      units.map(({ unit }) => name(unit)),
      units.map(({ amount }) => amount),
      units.map(({ stratum }) => name(stratum)),
      units.map(({ period }) => name(period)),
      units.map(({ excluded }) => excluded),
      units.map(({ about }) => (about === null ? null : JSON.stringify(about))),
    ],
  );
  if (rowCount !== count) throw new Error("not every unit was kept");
};

type Work<T> = (act: Act, row: SampleRecord) => Promise<T>;

/** Does the work on a sample that the asker may change, in one of these states, as it was last seen. */
const actOnSample = async <T>(
  desk: MoneyDesk,
  id: number,
  how: Readonly<{
    action: string;
    states: readonly SampleRecord["state"][];
    edition?: number | undefined;
    reason?: string | undefined;
  }>,
  work: Work<T>,
): Promise<T> => {
  const before = await readSample(desk, id, { take: true });
  if (!mayAt(desk, `money:${before.under}`, {})) throw notAllowed();
  if (how.edition !== undefined && before.edition !== how.edition) throw changedMeanwhile(before.edition);
  if (!how.states.includes(before.state)) throw wrongState(before.state);
  return acting(
    desk,
    how.action,
    async (act) => {
      const result = await work(act, before);
      await act.note("audit.sample", id);
      return result;
    },
    { reason: how.reason, waits: true },
  );
};

/** Sets what is written of a sample, and counts the edition on. */
const setSample = async (
  { client }: MoneyDesk,
  act: Act,
  id: number,
  values: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const columns = Object.entries(values).filter(([, value]) => value !== undefined);
  const set = columns.map(([column], at) => `${column} = $${at + 3}`);
  const { rowCount } = await client.query(
    `update audit.sample set ${["edition = edition + 1", "change = $2", ...set].join(", ")} where id = $1`,
    [id, act.change, ...columns.map(([, value]) => value)],
  );
  if (rowCount === 0) throw notAllowed();
};

/** Changes title, method, parameters, or which units cannot be drawn; the last fixes the population anew. */
export const changeSample = (
  desk: MoneyDesk,
  id: number,
  asked: z.output<typeof changeBodyShape>,
): Promise<void> =>
  actOnSample(
    desk,
    id,
    { action: "sample.change", states: ["planned"], edition: asked.edition },
    async (act) => {
      const values: Record<string, unknown> = {
        title: asked.title,
        method: asked.method,
        parameters: asked.parameters && JSON.stringify(asked.parameters),
      };
      if (asked.excluded) {
        const units = await readUnits(desk.client, id);
        const known = new Set(units.map(({ unit }) => unit));
        for (const { unit } of asked.excluded) if (!known.has(unit)) throw unknownUnit(unit);
        const reasons = new Map(asked.excluded.map(({ unit, reason }) => [unit, reason]));
        await desk.client.query(
          `update audit.unit u set excluded = e.reason
           from unnest($2::text[], $3::text[]) as e (unit, reason) where u.sample = $1 and u.unit = e.unit`,
          [id, units.map(({ unit }) => unit), units.map(({ unit }) => reasons.get(unit) ?? null)],
        );
        const now = units.map((unit) => ({ ...unit, excluded: reasons.get(unit.unit) ?? null }));
        values["frame_sha256"] = frameOf(now).hash;
        values["frame_change"] = act.change;
      }
      await setSample(desk, act, id, values);
    },
  );

/**
 * Draws the units: the same that `jalon sample draw` draws from the exported population. Without a seed, the hash of the
 * change that fixed the population is it: nobody knew that before, and cancelling to try again is seen.
 */
export const drawStored = (
  desk: MoneyDesk,
  id: number,
  asked: z.output<typeof drawBodyShape>,
  { at }: Past = {},
): Promise<void> =>
  actOnSample(
    desk,
    id,
    { action: "sample.draw", states: ["planned"], edition: asked.edition },
    async (act, row) => {
      const seed = asked.seed ?? row.frameChangeHash;
      const frame = frameOf(await readUnits(desk.client, id));
      if (frame.hash !== row.frameSha256)
        throw new Error(`the population of sample ${row.number} is not what was fixed`);
      const draw = drawFrom(row, frame, seed);
      const high = new Set(draw.cells.flatMap(({ highValue }) => highValue));
      await desk.client.query(
        `update audit.unit u set place = d.place, part = d.part
         from unnest($2::text[], $3::text[]) with ordinality as d (unit, part, place) where u.sample = $1 and u.unit = d.unit`,
        [id, draw.selected, draw.selected.map((unit) => (high.has(unit) ? "high_value" : "sample"))],
      );
      await setSample(desk, act, id, {
        state: "drawn",
        seed: draw.seed,
        seed_from: asked.seed === undefined ? "trail" : "typed",
        draw: JSON.stringify(draw),
        drawn_by: handOf(desk).actor,
        drawn_at: at ?? "now",
      });
    },
  );

/** Keeps what was found on units drawn; `from: "findings"` takes what the control found on them. */
export const keepResults = (
  desk: MoneyDesk,
  id: number,
  asked: z.output<typeof resultsBodyShape>,
): Promise<void> =>
  actOnSample(
    desk,
    id,
    { action: "sample.results", states: ["drawn"], edition: asked.edition },
    async (act) => {
      const units = await readUnits(desk.client, id);
      const drawn = new Map(units.filter(({ place }) => place !== null).map((unit) => [unit.unit, unit]));
      const found = await foundOn(desk.client, [...drawn.values()]);
      const rows = asked.results.flatMap((result) => {
        const unit = drawn.get(result.unit);
        if (!unit) throw unknownUnit(result.unit);
        const from = result.from ?? "typed";
        const error = from === "findings" ? found.get(result.unit)?.error : dotted(result.error);
        const outcome = result.outcome ?? null;
        if (error === undefined && outcome === null) return [];
        return [{ ...result, from, error: error ?? null, checked: dotted(result.checked) ?? null, outcome }];
      });
      await desk.client.query(
        `insert into audit.result (sample, unit, error, checked, outcome, note, came_from, by)
         select $1, r.unit, r.error, r.checked, r.outcome, coalesce(r.note, ''), r."from", $3
         from jsonb_to_recordset($2) as r (unit text, error numeric, checked numeric, outcome boolean, note text, "from" text)
         on conflict (sample, unit) do update set error = excluded.error, checked = excluded.checked,
           outcome = excluded.outcome, note = excluded.note, came_from = excluded.came_from, by = excluded.by,
           at = clock_timestamp()`,
        [id, JSON.stringify(rows), handOf(desk).actor],
      );
      await setSample(desk, act, id, {});
    },
  );

const dotted = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined ? undefined : text.replace(",", ".");

/** Concludes a sample of which every unit drawn has its result; from then on it stays. */
export const concludeSample = (
  desk: MoneyDesk,
  id: number,
  asked: z.output<typeof concludeBodyShape>,
  { at }: Past = {},
): Promise<void> =>
  actOnSample(
    desk,
    id,
    { action: "sample.conclude", states: ["drawn"], edition: asked.edition },
    async (act, row) => {
      const units = await readUnits(desk.client, id);
      const drawn = drawnOf(units);
      const missing = drawn.filter(({ result }) => result === null).map(({ unit }) => unit);
      if (missing.length > 0) throw notAllChecked(missing);
      const projection = projectResults(row, frameOf(units), drawn, asked);
      await setSample(desk, act, id, {
        state: "concluded",
        projection: JSON.stringify(projection),
        conclusion: asked.conclusion,
        concluded_by: handOf(desk).actor,
        concluded_at: at ?? "now",
      });
    },
  );

/** Returns the units drawn, in their order. */
export const drawnOf = (units: readonly SampledUnit[]): readonly SampledUnit[] =>
  units.filter(({ place }) => place !== null).toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));

/** Gives a sample up; that it was drawn, and why it was not used, stays known. */
export const cancelSample = (desk: MoneyDesk, id: number, reason: string, { at }: Past = {}): Promise<void> =>
  actOnSample(desk, id, { action: "sample.cancel", states: ["planned", "drawn"], reason }, async (act) => {
    await setSample(desk, act, id, {
      state: "cancelled",
      cancel_reason: reason,
      cancelled_by: handOf(desk).actor,
      cancelled_at: at ?? "now",
    });
  });
