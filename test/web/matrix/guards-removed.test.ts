import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { guardNames, withoutGuard } from "../../../src/access/guards.ts";
import {
  askCell,
  asking,
  each,
  faultOf,
  type MatrixWorld,
  openMatrixWorld,
  walledCells,
  type Wanted,
} from "./matrix.ts";
import { openOtherWalls, withoutRowSecurity } from "./walls.ts";

let world: MatrixWorld;
before(async () => {
  world = await openMatrixWorld();
  await openOtherWalls(world.world.pool);
});
after(() => world.world.close());

// Others' places first: there it shows soonest.
const isOwn = ({ target }: Wanted): number => (target === "own" ? 1 : 0);
const cells = walledCells().toSorted((one, other) => isOwn(one) - isOwn(other));

test("each of the server's checks, taken away, is missed", async (t) => {
  await withoutRowSecurity(world.world.pool, async () => {
    for (const name of guardNames) {
      // Nothing of the matrix is in a room: test/web/services/rooms-walls.test.ts looks at that one.
      if (name === "room") continue;
      const ask = asking(world.world.house, withoutGuard(name));
      const noticed: string[] = [];
      let asked = 0;
      await each(
        cells,
        async ({ route, asker, target }) => {
          const fault = faultOf(await askCell(world, ask, route, asker, target));
          asked += 1;
          if (fault !== undefined) noticed.push(fault);
        },
        () => noticed.length > 0,
      );
      t.diagnostic(`${name}: ${noticed[0] ?? "nobody noticed"} (after ${asked} cells)`);
      assert.ok(noticed.length > 0, `the guard "${name}" was taken away and nobody noticed`);
    }
  });
});
