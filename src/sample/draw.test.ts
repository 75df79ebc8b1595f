import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { allocate, type Chance, drawSample, populationOf, splitCell } from "./draw.ts";
import { stream, unitsOf } from "./forTests.ts";
import { centsOf, makeFrame, type Unit } from "./frame.ts";
import { uniformBelow } from "./hash.ts";

const population = join(import.meta.dirname, "..", "..", "docs", "examples", "population.csv");

/** The population of the documentation, which docs/examples/draw.py reads too. */
const documented = (): readonly Unit[] =>
  readFileSync(population, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [id = "", amount = "", stratum = ""] = line.split(";");
      return { id, cents: BigInt(amount.replace(".", "")), stratum, period: "", excluded: false };
    });

const ids = (numbers: string) => numbers.split(" ").map((number) => `OP-0${number}`);

test("the sample is the one that docs/examples/draw.py draws: frame, references in their order, hash", () => {
  const frame = makeFrame(documented());
  const draw = (chance: Chance) => drawSample({ frame, chance, seed: "PV 2026-17", size: 14 });
  const [equal, byAmount] = [draw("equal"), draw("by_amount")];
  assert.equal(frame.hash, "a146aa8ae2ba40f0752f24618198c61372e60304ab33e1bd801f51434a36d834");
  assert.deepEqual(equal.selected, ids("24 33 06 10 23 05 02 14 58 52 60 57 45 59"));
  assert.equal(equal.hash, "85f74e17b6a902b7fd78d359015503487e73da499bf902c51728be3503a95cbe");
  assert.deepEqual(byAmount.selected, ids("07 12 10 02 36 27 17 01 20 52 53 50 44 55"));
  assert.equal(byAmount.hash, "82d0965f5e0a5d2aa9b04fcd71adc25fcd603660f62cb296f5b5a1c6e330312d");
});

test("the order of the rows, spaces around references and another form of accents change nothing", () => {
  const units = documented().map((unit) => ({ ...unit, id: `${unit.id} é` }));
  const frame = makeFrame(units);
  const random = stream(3);
  const shuffled = units
    .map((unit) => ({ unit: { ...unit, id: ` ${unit.id.normalize("NFD")} ` }, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ unit }) => unit);
  const again = makeFrame(shuffled);
  assert.equal(again.hash, frame.hash);
  for (const chance of ["equal", "by_amount"] as const)
    assert.deepEqual(
      drawSample({ frame: again, chance, seed: "1", size: 20 }),
      drawSample({ frame, chance, seed: "1", size: 20 }),
    );
});

test("another seed draws others; one cent more in the population does too", () => {
  const [first, ...rest] = documented();
  assert.ok(first);
  const drawn = (units: readonly Unit[], seed: string) =>
    drawSample({ frame: makeFrame(units), chance: "equal", seed, size: 20 }).selected;
  const one = drawn([first, ...rest], "1");
  assert.notDeepEqual(drawn([first, ...rest], "2"), one);
  assert.notDeepEqual(drawn([{ ...first, cents: first.cents + 1n }, ...rest], "1"), one);
});

test("a larger sample with equal chances begins with the smaller one: units are added, none is given up", () => {
  const frame = makeFrame(documented().map((unit) => ({ ...unit, stratum: "" })));
  const drawn = (size: number) => drawSample({ frame, chance: "equal", seed: "1", size }).selected;
  assert.deepEqual(drawn(30).slice(0, 12), drawn(12));
});

test("negative amounts, zeros and excluded units are not drawn, and are told apart", () => {
  const units = [
    ...unitsOf(["100.00", "200.00", "300.00"]),
    { id: "CREDIT", cents: -5000n, stratum: "", period: "", excluded: false },
    { id: "NIL", cents: 0n, stratum: "", period: "", excluded: false },
    { id: "SEEN", cents: 9900n, stratum: "", period: "", excluded: true },
  ];
  const frame = makeFrame(units);
  const draw = drawSample({ frame, chance: "equal", seed: "1", size: 10 });
  assert.deepEqual(draw.selected.toSorted(), ["OP-0001", "OP-0002", "OP-0003"]);
  assert.deepEqual(draw.setAside, {
    otherSign: { units: 1, value: "-50.00" },
    zero: 1,
    excluded: { units: 1, value: "99.00" },
  });
  const credits = drawSample({ frame, chance: "by_amount", seed: "1", size: 1, population: "negative" });
  assert.deepEqual(credits.selected, ["CREDIT"]);
  assert.equal(centsOf(populationOf(frame, "negative")), 5000n);
});

test("with equal chances what is above the amount given is all taken, beside the size", () => {
  const frame = makeFrame(unitsOf(["100.00", "100.01", "500.00", "20.00", "30.00"]));
  const draw = drawSample({ frame, chance: "equal", seed: "1", size: 2, highValueAbove: 10_000n });
  assert.deepEqual(draw.cells[0]?.highValue.toSorted(), ["OP-0002", "OP-0003"]);
  assert.equal(draw.cells[0]?.sampled.length, 2);
});

test("by amount, the cut-off is taken again of the rest until nothing is above it", () => {
  // 1000 / 4 takes 600; the rest is 400 over three draws: 150 is above 133.33; then 250 / 2 leaves all below.
  const units = unitsOf(["600.00", "150.00", "100.00", "90.00", "60.00"]);
  const split = splitCell({ units }, "by_amount", 4);
  assert.deepEqual(
    split.high.map(({ id }) => id),
    ["OP-0001", "OP-0002"],
  );
  assert.equal(split.sampled, 2);
});

test("by amount, every draw hits one unit of its own, whatever the amounts", () => {
  const amounts = fc.array(fc.bigInt(1n, 10n ** 10n), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      amounts,
      fc.integer({ min: 1, max: 60 }),
      fc.string({ minLength: 1 }),
      (cents, size, word) => {
        const units = cents.map((amount, at) => ({
          id: `U${at}`,
          cents: amount,
          stratum: "",
          period: "",
          excluded: false,
        }));
        const seed = `s${word.replaceAll(/\p{Cc}/gu, "")}`;
        const draw = drawSample({ frame: makeFrame(units), chance: "by_amount", seed, size });
        assert.equal(draw.selected.length, Math.min(size, units.length));
        assert.equal(new Set(draw.selected).size, draw.selected.length);
      },
    ),
    { numRuns: 500 },
  );
});

test("each unit is drawn as often as its amount says, and with equal chances as often as any other", () => {
  const frame = makeFrame(unitsOf(["10.00", "20.00", "30.00", "40.00"]));
  const rounds = 4000;
  const counted = (chance: Chance) => {
    const hits = new Map<string, number>();
    for (let seed = 0; seed < rounds; seed++)
      for (const id of drawSample({ frame, chance, seed: String(seed), size: 2 }).selected)
        hits.set(id, (hits.get(id) ?? 0) + 1);
    return frame.units.map(({ id }) => (hits.get(id) ?? 0) / rounds);
  };
  // Four standard errors of a share of one half over 4,000 draws.
  const within = 4 * Math.sqrt(0.25 / rounds);
  for (const share of counted("equal")) assert.ok(Math.abs(share - 0.5) < within, String(share));
  for (const [at, share] of counted("by_amount").entries())
    assert.ok(Math.abs(share - (at + 1) * 0.2) < within, `${at} ${share}`);
});

test("a choice below a limit leaves none out and prefers none", () => {
  const chosen = Array.from({ length: 7000 }, (_, at) => uniformBelow(7n, String(at)));
  for (const each of [0n, 1n, 2n, 3n, 4n, 5n, 6n]) {
    const count = chosen.filter((value) => value === each).length;
    assert.ok(Math.abs(count - 1000) < 4 * Math.sqrt(1000), `${each}: ${count}`);
  }
});

test("shares add up to the size, by the largest remainder, with three at least and no more than there are", () => {
  assert.deepEqual(allocate(121, [3582n, 1225n], [3582, 1225]), [90, 31]);
  assert.deepEqual(allocate(10, [1n, 1n, 1n], [100, 100, 100]), [4, 3, 3]);
  assert.deepEqual(allocate(20, [1000n, 1n], [100, 2]), [20, 2]);
  assert.deepEqual(allocate(1, [5n], [100]), [1]);
  assert.deepEqual(allocate(5, [0n, 0n], [0, 0]), [0, 0]);
});

test("what cannot be a population is refused", () => {
  const [one] = unitsOf(["1.00"]);
  assert.ok(one);
  const drawn = (units: readonly Unit[], seed = "1", size = 1) =>
    drawSample({ frame: makeFrame(units), chance: "equal", seed, size });
  assert.throws(() => drawn([one, one]), { code: "twice" });
  assert.throws(() => drawn([{ ...one, id: " " }]), { code: "name" });
  assert.throws(() => drawn([{ ...one, stratum: "a\tb" }]), { code: "name" });
  assert.throws(() => drawn([one], "  "), { code: "seed" });
  assert.throws(() => drawn([one], "1", 0), { code: "size" });
  assert.throws(() => drawn([one], "1", 1.5), { code: "size" });
  assert.throws(() => drawn([{ ...one, excluded: true }]), { code: "empty" });
  assert.throws(() => drawn([]), { code: "empty" });
});
