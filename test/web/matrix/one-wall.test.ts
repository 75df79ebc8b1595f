import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  askCells,
  asking,
  type Cell,
  faultOf,
  lasting,
  type MatrixWorld,
  openMatrixWorld,
  readsOnly,
  walledCells,
} from "./matrix.ts";
import { firstDifference, withoutChance } from "./plain.ts";
import { noGuards, openOtherWalls, withoutRowSecurity } from "./walls.ts";

let world: MatrixWorld;

before(async () => {
  world = await openMatrixWorld({ published: true });
});
after(() => world.world.close());

/** What lasts would tell a later answer from an earlier one. */
const cells = walledCells().filter(({ route }) => readsOnly(route) && !lasting.has(route));

/** Of one's own, and of no consequence to anybody: a list's name, and that somebody was shown something. */
const ofNoConsequence = new Set(["listing.view", "access.reading"]);

test("without the server's checks the database shows nothing, and lets nothing be written, that is not the asker's", async (t) => {
  const alone = await askCells(world, asking(world.world.house, noGuards), walledCells(), true);
  t.diagnostic(
    `${alone.length} cells, ${alone.filter((c) => c.status !== c.expected).length} answered otherwise`,
  );
  const faults = alone.flatMap((cell) => {
    const { route, asker, target, expected, status, leaks, written } = cell;
    const name = `${route} · ${asker} · ${target}`;
    const wrote = [...(written ?? [])].filter((table) => !ofNoConsequence.has(table));
    return [
      ...(leaks.length > 0 ? [faultOf(cell) ?? name] : []),
      ...(wrote.length > 0 ? [`${name}: is ${status}, writes ${wrote.join(", ")}`] : []),
      // What is theirs they still get.
      ...(expected < 400 && status !== expected ? [`${name}: is ${status}, declared ${expected}`] : []),
      ...(status >= 500 && expected < 500 ? [`${name}: is ${status}`] : []),
    ];
  });
  assert.deepEqual(faults, []);
});

test("without the database's walls the server answers as with them, word for word", async (t) => {
  const ask = asking(world.world.house);
  const both = await askCells(world, ask, cells);
  await openOtherWalls(world.world.pool);
  const alone = await withoutRowSecurity(world.world.pool, () => askCells(world, ask, walledCells()));
  let compared = 0;
  const nameOf = ({ route, asker, target }: Cell) => `${route} · ${asker} · ${target}`;
  const known = new Map(both.map((cell) => [nameOf(cell), cell]));
  const faults = alone.flatMap((cell) => {
    const fault = faultOf(cell);
    const before = known.get(nameOf(cell));
    // What is made anew has numbers of its own.
    if (fault !== undefined || !before) return fault === undefined ? [] : [fault];
    compared += 1;
    const [one, other] = [withoutChance(before.answered.text), withoutChance(cell.answered.text)];
    return one === other ? [] : [`${nameOf(cell)}: ${firstDifference(one, other)}`];
  });
  t.diagnostic(`${alone.length} cells, ${compared} compared word for word`);
  assert.deepEqual(faults, []);
});
