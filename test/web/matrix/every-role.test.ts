import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { routes } from "../../../src/server/routes.ts";
import { reaches } from "./askers.ts";
import { declared } from "./declared.ts";
import {
  type Ask,
  askCells,
  asking,
  type Cell,
  each,
  everyCell,
  expectedOf,
  faultOf,
  ghostOf,
  type MatrixWorld,
  openMatrixWorld,
  routeOf,
  withoutNumbers,
} from "./matrix.ts";
import { faraway, neighbour } from "./places.ts";
import { samples } from "./samples.ts";

let world: MatrixWorld;
let ask: Ask;
let cells: Cell[];

before(async () => {
  world = await openMatrixWorld({ published: true });
  ask = asking(world.world.house);
});
after(() => world.world.close());

test("every route is declared and has a request, and nothing is declared that is no route", () => {
  const names = routes.map(({ id }) => id).toSorted();
  assert.deepEqual(Object.keys(declared).toSorted(), Object.keys(samples).toSorted());
  const asked = new Set(Object.keys(declared).map((name) => name.split(":")[0] ?? ""));
  assert.deepEqual(
    [...asked].toSorted((one, other) => (one < other ? -1 : 1)),
    names,
  );
});

test("each role is answered by each route as declared, sees its own, and no mark of another's", async (t) => {
  cells = await askCells(world, ask, everyCell());
  const shown = cells.filter(
    ({ route, missing }) => declared[route]?.shows.length !== 0 && missing.length === 0,
  );
  t.diagnostic(`${cells.length} cells, ${shown.length} of them must and do show their own marks`);
  assert.deepEqual(
    cells.flatMap((cell) => faultOf(cell) ?? []),
    [],
  );
});

test("what is another's is answered byte for byte as what does not exist", async (t) => {
  const place = { neighbour, faraway };
  const foreign = cells.filter(
    ({ asker, target, status }) =>
      status >= 400 && (target === "colleague" || (target !== "own" && !reaches(asker, place[target]))),
  );
  const told = await each(foreign, async ({ route, asker, about, answered }) => {
    const sample = samples[route];
    assert.ok(sample);
    const ghost = ghostOf(about);
    const nothing = await ask(routeOf(route), sample(ghost), world.askers.get(asker)?.account);
    const [there, gone] = [withoutNumbers(answered, about), withoutNumbers(nothing, ghost)];
    return there === gone ? [] : [`${route} · ${asker}: ${there} — ${gone}`];
  });
  t.diagnostic(`${foreign.length} answers held against those about nothing`);
  assert.deepEqual(told.flat(), []);
});

test("each cell is declared for somebody: no right is written down that nobody has", () => {
  for (const [route, line] of Object.entries(declared)) {
    assert.ok(line.for.length > 0, route);
    for (const asker of line.for) assert.ok(expectedOf(line, asker, "own") < 600, route);
  }
});
