import assert from "node:assert/strict";
import { appendFile, readdir, rename, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import * as fc from "fast-check";
import { computeFigures } from "./compute.ts";
import { figureBench, type FigureBench } from "./forTests.ts";
import type { Snapshot, SnapshotPolicy } from "./snapshot.ts";

/** Parts are never folded, or at every second change: what is usual for large registers, with small ones. */
const layered: SnapshotPolicy = {
  smallRegister: 0,
  largestDelta: 1000,
  mostParts: 1000,
  cellsWorthKeeping: 0,
  cellsRemembered: 8,
};
const folding: SnapshotPolicy = { ...layered, mostParts: 3 };
/** Nothing is kept but the register as it is. */
const whole: SnapshotPolicy = {
  smallRegister: 1_000_000,
  largestDelta: 0,
  mostParts: 1,
  cellsWorthKeeping: Infinity,
  cellsRemembered: 0,
};

const figures = [
  "all_people",
  "young_people",
  "told_leavers",
  "persons",
  "weighed",
  "spent",
  "stays",
  "places",
];

describe("a snapshot of the registers", () => {
  let bench: FigureBench;
  before(async () => {
    bench = await figureBench();
  });
  after(async () => {
    await bench.drop();
  });

  const folderOf = (snapshot: Snapshot) => readdir(snapshot.folder);
  /** Every figure in every breakdown, as text to compare. */
  const everything = async (snapshot: Snapshot): Promise<string> => {
    const tables = [];
    for (const by of [[], ["year"], ["operation", "partner"]])
      tables.push(await computeFigures(bench.programme, snapshot, { figures, by }));
    const people = figures.filter((id) => id !== "stays" && id !== "places");
    for (const by of [["gender", "year"], ["told"]])
      tables.push(await computeFigures(bench.programme, snapshot, { figures: people, by }));
    return tables
      .flatMap(({ rows, totals }) => [...rows.map(({ at, values }) => [at, [...values]]), [...totals]])
      .map((row) =>
        JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value)),
      )
      .join("\n");
  };
  const anew = async (): Promise<Snapshot> => {
    const folder = join(bench.dataFolder, `anew-${Math.random()}`);
    return bench.open(whole, folder);
  };
  const person = (n: number) => ({
    operation: n % 3 === 0 ? "youth" : "paths",
    partner: n % 2 === 0 ? "alpha" : "beta",
    person: `person ${n % 7}`,
    values: {
      gender: n % 5 === 0 ? null : n % 2 === 0 ? "man" : "woman",
      born: `${1985 + (n % 20)}-02-28`,
      entered: `${2018 + (n % 4)}-0${1 + (n % 9)}-15`,
      left: n % 4 === 0 ? null : `${2019 + (n % 3)}-12-31`,
      told: n % 3 === 0,
      remark: 'a, "b"\nc',
      weight: `${n % 10}.2500`,
      cost: `${n % 13}.10`,
    },
  });

  describe("kept in layers", () => {
    let layers: Snapshot;
    let folds: Snapshot;
    const alive = new Map<number, string>();
    beforeEach(async () => {
      layers = await bench.open(layered, join(bench.dataFolder, "layers"));
      folds = await bench.open(folding, join(bench.dataFolder, "folds"));
    });

    it("gives the same figures as one made anew, whatever was added, changed and removed", async () => {
      const step = fc.record({
        add: fc.array(fc.nat(500), { maxLength: 6 }),
        set: fc.array(fc.tuple(fc.nat(1000), fc.nat(500)), { maxLength: 4 }),
        remove: fc.array(fc.nat(1000), { maxLength: 2 }),
        compute: fc.boolean(),
      });
      let incremental = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
          for (const { add, set, remove, compute } of steps) {
            await bench.change(async (write) => {
              // A change touches a record once: the ones to change and to remove are other ones.
              const old = [...alive];
              const touched = new Set<number>();
              const pick = (n: number) => {
                const found = old[n % Math.max(1, old.length)];
                if (!found || touched.has(found[0])) return undefined;
                touched.add(found[0]);
                return { record: found[0], operation: found[1] };
              };
              for (const n of add) {
                const record = person(n);
                alive.set(await write.add("people", record), record.operation);
                if (n % 4 === 0)
                  await write.add("stays", {
                    operation: "nursery",
                    partner: "gamma",
                    person: `child ${n % 3}`,
                    values: { since: `${2018 + (n % 3)}-05-01`, until: null, places: n % 5 },
                  });
              }
              for (const [n, answers] of set) {
                const found = pick(n);
                if (found) await write.set("people", found, person(answers).values);
              }
              for (const n of remove) {
                const found = pick(n);
                if (!found) continue;
                alive.delete(found.record);
                await write.remove("people", found);
              }
            });
            await layers.refresh();
            await folds.refresh();
            // Not at every step, so that cells are brought up to date over one change and over several.
            if (compute) {
              await everything(layers);
              await everything(folds);
            }
          }
          const expected = await everything(await anew());
          assert.equal(await everything(layers), expected);
          assert.equal(await everything(folds), expected);
          if (layers.parts("people").length > 2) incremental += 1;
          assert.ok(folds.parts("people").length <= folding.mostParts);
        }),
        { numRuns: 7 },
      );
      assert.ok(incremental > 0, "parts were laid one upon another");
    });

    it("is found again by the next command, cells and all", async () => {
      const expected = await everything(layers);
      const next = await bench.open(layered, join(bench.dataFolder, "layers"));
      assert.deepEqual(next.parts("people"), layers.parts("people"));
      assert.equal(await everything(next), expected);
      assert.ok((await folderOf(next)).some((file) => file.endsWith(".cells")));
    });
  });

  describe("of the data folder", () => {
    let snapshot: Snapshot;
    beforeEach(async () => {
      await bench.change(async ({ add }) => {
        await add("people", person(1));
      });
      snapshot = await bench.open();
    });
    afterEach(async () => {
      assert.equal(await everything(await bench.open()), await everything(await anew()));
    });
    const count = async () => {
      const { totals } = await computeFigures(bench.programme, snapshot, { figures: ["all_people"] });
      return totals.get("all_people") ?? 0n;
    };

    it("is fresh after a change, and reads nothing when there was none", async () => {
      const before = await count();
      await bench.change(async ({ add }) => {
        await add("people", person(2));
      });
      await snapshot.refresh();
      assert.equal(await count(), BigInt(before) + 1n);
      const files = await folderOf(snapshot);
      await snapshot.refresh();
      assert.deepEqual(await folderOf(snapshot), files);
    });

    it("holds no name, no remark of another room and no key of a person but its own", async () => {
      const columns = await snapshot.query(`describe select * from ${snapshot.records("people")}`);
      assert.deepEqual(
        columns.map((column) => column["column_name"]),
        [
          "operation",
          "record",
          "partner",
          "file",
          "change",
          "person",
          "gender",
          "born",
          "entered",
          "left",
          "told",
          "remark",
          "school",
          "class",
          "weight",
          "cost",
          "removed",
        ],
      );
    });

    it("passes over what a command that was killed left behind, and clears it away later", async () => {
      const before = await count();
      const leftovers = ["copy.1.abc.tmp", "people.1.abc.parquet", "manifest.json.1.abc.tmp"];
      for (const file of leftovers) {
        await writeFile(join(snapshot.folder, file), "half");
        const longAgo = new Date(Date.now() - 3_600_000);
        await utimes(join(snapshot.folder, file), longAgo, longAgo);
      }
      await bench.change(async ({ add }) => {
        await add("people", person(3));
      });
      await snapshot.refresh();
      assert.equal(await count(), BigInt(before) + 1n);
      const left = await folderOf(snapshot);
      assert.deepEqual(
        left.filter((file) => leftovers.includes(file)),
        [],
      );
    });

    const damage: Record<string, () => Promise<void>> = {
      "a manifest cut short": () => truncate(join(snapshot.folder, "manifest.json"), 20),
      "a part cut short": () => truncate(join(snapshot.folder, snapshot.parts("people")[0]?.file ?? ""), 10),
      "a part longer than written": () =>
        appendFile(join(snapshot.folder, snapshot.parts("people")[0]?.file ?? ""), "x"),
      "a part gone": () => rm(join(snapshot.folder, snapshot.parts("people")[0]?.file ?? "")),
      "everything gone": () => rm(snapshot.folder, { recursive: true }),
    };
    for (const [what, harm] of Object.entries(damage))
      it(`is made again from the store: ${what}`, async () => {
        const before = await count();
        await harm();
        await snapshot.refresh();
        assert.equal(await count(), before);
      });

    it("of another database is not believed", async () => {
      const other = await figureBench();
      try {
        await other.change(async ({ add }) => {
          await add("people", person(4));
        });
        const theirs = await other.open();
        await rm(snapshot.folder, { recursive: true });
        await rename(theirs.folder, snapshot.folder);
        snapshot = await bench.open();
        assert.equal(await everything(snapshot), await everything(await anew()));
      } finally {
        await other.drop();
      }
    });

    it("is brought up to date by many at once, and is right for all of them", async () => {
      const others = await Promise.all([bench.open(), bench.open(), bench.open()]);
      for (let n = 0; n < 5; n++) {
        await bench.change(async ({ add }) => {
          await add("people", person(n));
        });
        await Promise.all([snapshot, ...others].map((one) => one.refresh()));
        const counts = await Promise.all(
          [snapshot, ...others].map(async (one) => {
            const { totals } = await computeFigures(bench.programme, one, { figures: ["all_people"] });
            return totals.get("all_people");
          }),
        );
        const { rows } = await bench.database.pool.query<{ n: number }>(
          "select count(*) as n from register.people",
        );
        assert.deepEqual(new Set(counts), new Set([BigInt(rows[0]?.n ?? -1)]));
      }
    });
  });
});
