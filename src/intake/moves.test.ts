import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as fc from "fast-check";
import { type FileRow, workshopRow } from "../../test/programme/rows.ts";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import { programmeWithLifecycle } from "../../test/web/entry-world.ts";
import { loadProgramme } from "../definition/load.ts";
import type { Lifecycle } from "../definition/programme.ts";
import { movesOf } from "../register/moves.ts";

const states = ["a", "b", "c", "d", "e"];
const label = { fr: "x", nl: "x", en: "x" };

const lifecycles: fc.Arbitrary<Lifecycle> = fc
  .array(fc.tuple(fc.constantFrom(...states), fc.constantFrom(...states)), { maxLength: 10 })
  .map((pairs) => ({
    field: "state",
    states: new Map(states.map((state) => [state, label])),
    transitions: pairs.map(([from, to], index) => ({
      id: `t${index}`,
      label,
      help: undefined,
      from: [from],
      to,
      asks: [],
      sets: [],
      requires: undefined,
      right: undefined,
      by: undefined,
    })),
  }));

test("the moves of a lifecycle are all that its transitions lead to, with the fewest steps", () => {
  fc.assert(
    fc.property(lifecycles, (lifecycle) => {
      // By squaring the table of single steps, another way than the one under test.
      const steps = new Map<string, number>();
      for (const { from, to } of lifecycle.transitions)
        for (const state of from) if (state !== to) steps.set(`${state}>${to}`, 1);
      for (const via of states)
        for (const from of states)
          for (const to of states) {
            const sum = (steps.get(`${from}>${via}`) ?? Infinity) + (steps.get(`${via}>${to}`) ?? Infinity);
            if (from !== to && sum < (steps.get(`${from}>${to}`) ?? Infinity))
              steps.set(`${from}>${to}`, sum);
          }
      const found = new Map(movesOf(lifecycle).map((move) => [`${move.from}>${move.to}`, move.steps]));
      assert.deepEqual(Object.fromEntries(found), Object.fromEntries(steps));
    }),
  );
});

describe("a file that brings a record into another state", () => {
  let store: TestStore;
  before(async () => {
    store = await testStore(loadProgramme(programmeWithLifecycle()));
  });
  after(() => store.close());

  const row = (state: string): FileRow => workshopRow(1, { state });
  const send = (state: string) => store.importRows([row(state)], { register: "workshop_hours" });

  test("may skip steps, never go back where no step leads", async () => {
    assert.equal((await send("prévu")).kind, "imported");
    assert.equal((await send("payé")).kind, "imported");
    const refused = await send("tenu");
    assert.ok(refused.kind === "refused");
    const [remark] = refused.check.remarks;
    assert.deepEqual([remark?.rule, remark?.row, remark?.header], ["state_move", 2, "state"]);
    assert.match(remark?.expected.fr ?? "", /« payé »/);
  });
});
