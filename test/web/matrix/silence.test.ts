import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AskerName } from "./askers.ts";
import {
  askCells,
  asking,
  type Cell,
  everyCell,
  type MatrixWorld,
  openMatrixWorld,
  readsOnly,
} from "./matrix.ts";
import { faraway, neighbour } from "./places.ts";
import { firstDifference, withoutChance } from "./plain.ts";
import { plant } from "./planted.ts";

let world: MatrixWorld;
before(async () => {
  world = await openMatrixWorld();
});
after(() => world.world.close());

/** What is everybody's to know: figures of the whole programme, up to which change they count, calls that are published. */
const plain = (cell: Cell): string =>
  withoutChance(cell.answered.text)
    .replaceAll(/"targets":\[.*/g, '"targets":[]')
    .replaceAll(/"data":\{[^}]*\}/g, '"data":{}')
    .replaceAll(/\d+ · \(moment\) · [0-9a-f]+|changement \d+ \([0-9a-f]+\), \(moment\)/g, "(data)")
    .replaceAll(/"(change|hash)":("[0-9a-f]+"|\d+)/g, '"$1":""');
const ofEverybody = new Set(["listTargets", "figuresTable:whole", "listCalls"]);

const reading = (askers: readonly AskerName[]) =>
  everyCell().filter(
    ({ route, asker }) => askers.includes(asker) && readsOnly(route) && !ofEverybody.has(route),
  );

const differences = (before: readonly Cell[], now: readonly Cell[]): string[] =>
  now.flatMap((cell, index) => {
    const [was = "", is = ""] = [before[index], cell].map((each) => (each ? plain(each) : ""));
    return was === is ? [] : [`${cell.route} · ${cell.asker} · ${cell.target}: ${firstDifference(was, is)}`];
  });

test("whatever happens elsewhere, no answer changes by a letter: no count, no list, no search, no file", async (t) => {
  const ask = asking(world.world.house);
  for (const { askers, place } of [
    { askers: ["case_worker", "partner_manager", "token", "service_worker"] as const, place: faraway },
    { askers: ["case_worker", "partner_manager", "token"] as const, place: neighbour },
  ]) {
    const cells = reading(askers);
    const before = await askCells(world, ask, cells);
    await plant(world.world, { ...place, word: `${place.word}again`, numbers: place.numbers + 500_000 });
    const now = await askCells(world, ask, cells);
    t.diagnostic(`${cells.length} answers before and after at ${place.partner}`);
    assert.deepEqual(differences(before, now), []);
  }
});
