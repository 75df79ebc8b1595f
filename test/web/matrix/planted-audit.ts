import { drawStored, keepResults, planSample } from "../../../src/audit/make.ts";
import { drawBodyShape, planBodyShape, resultsBodyShape } from "../../../src/audit/shapes.ts";
import { asOwner } from "../../../src/database/transaction.ts";
import { actAsOwner } from "../../../src/ledger/forTests.ts";
import type { World } from "../world.ts";
import { mark, type Place } from "./places.ts";

/** Samples of first-line control by how far they are: population fixed, units drawn, every unit checked. */
export type PlantedAudit = Readonly<{ samples: Readonly<Record<"planned" | "drawn" | "checked", number>> }>;

/** What is asked for of a sample, whose population tells of a place. */
export const samplePlan = (place: Place) => ({
  purpose: "management_verification",
  under: "control",
  title: mark(place, "money"),
  source: { kind: "file", name: "population.csv", csv: "référence;montant\nA;100\nB;200\nC;300\n" },
  method: "srs",
  parameters: { size: 2 },
});

/** Plants them by the same functions as the pages, as the owner of the store; and that a package was handed out. */
export const plantAudit = async ({ house, pool }: World, place: Place): Promise<PlantedAudit> => {
  const samples = await asOwner(pool, async (client) => {
    const desk = { house, client, who: undefined, account: "test" };
    const plan = async () => {
      const { id } = await planSample(desk, planBodyShape.parse(samplePlan(place)));
      return id;
    };
    const draw = async () => {
      const id = await plan();
      await drawStored(desk, id, drawBodyShape.parse({ edition: 1, seed: "x" }));
      return id;
    };
    const check = async (id: number) => {
      const { rows } = await client.query<{ unit: string }>(
        "select unit from audit.unit where sample = $1 and place is not null",
        [id],
      );
      const results = rows.map(({ unit }) => ({ unit, error: "0" }));
      await keepResults(desk, id, resultsBodyShape.parse({ edition: 2, results }));
      return id;
    };
    return { planned: await plan(), drawn: await draw(), checked: await check(await draw()) };
  });
  await actAsOwner(pool, async (client, act) => {
    const { rows } = await client.query<{ id: number }>(
      `insert into audit.package (operation, made_by, sha256, bytes, head_seq, head_hash, with_names, change)
       select $1, 'test', repeat('a', 64), 1, max(seq), repeat('a', 64), false, $2 from trail.change returning id`,
      [place.operation, act.change],
    );
    await act.note("audit.package", rows[0]?.id ?? 0);
  });
  return { samples };
};
