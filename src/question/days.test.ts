import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { canonical } from "../decimal.ts";
import { daysOfYear, statisticOf } from "./days.ts";
import { divided, fraction, fractionText, rounded } from "./fraction.ts";

const lengths = fc.array(fc.integer({ min: -40, max: 400 }), { minLength: 1, maxLength: 60 });

/** The lengths as the snapshot gives them: each with how often it occurs, shortest first. */
const counted = (days: readonly number[]) =>
  [...Map.groupBy(days, (one) => one)]
    .toSorted(([a], [b]) => a - b)
    .map(([one, all]) => ({ days: BigInt(one), number: BigInt(all.length) }));

test("a statistic of counted lengths is that of the lengths laid in a row", () => {
  fc.assert(
    fc.property(lengths, (days) => {
      const row = days.toSorted((a, b) => a - b);
      const [low = 0, high = 0] = [row[(row.length - 1) >> 1], row[row.length >> 1]];
      const given = counted(days);
      const is = (over: number, under = 1) => fraction(BigInt(over), BigInt(under));
      assert.deepEqual(statisticOf("shortest", given), is(row[0] ?? 0));
      assert.deepEqual(statisticOf("longest", given), is(row.at(-1) ?? 0));
      assert.deepEqual(statisticOf("median", given), is(low + high, 2));
      assert.deepEqual(
        statisticOf("mean", given),
        is(
          days.reduce((sum, one) => sum + one, 0),
          days.length,
        ),
      );
    }),
  );
});

test("a fraction is rounded once, half away from zero", () => {
  const text = (over: bigint, under: bigint, digits = 1) => canonical(rounded(fraction(over, under), digits));
  assert.equal(text(1n, 20n), "0.1");
  assert.equal(text(49n, 1000n), "0.0");
  assert.equal(text(-1n, 20n), "-0.1");
  assert.equal(text(366n, 1n, 0), "366");
  assert.equal(text(2n, 3n, 2), "0.67");
  fc.assert(
    fc.property(
      fc.bigInt(-1_000_000_000_000n, 1_000_000_000_000n),
      fc.bigInt(1n, 1_000_000n),
      (over, under) => {
        const { units } = rounded(fraction(over, under), 1);
        const distance = 10n * over - units * under;
        assert.ok(2n * (distance < 0n ? -distance : distance) <= under);
      },
    ),
  );
});

test("a fraction is said in its lowest terms, and nothing is divided by zero", () => {
  assert.equal(fractionText(fraction(732n, 366n)), "2");
  assert.equal(fractionText(fraction(5n, -10n)), "-1/2");
  assert.equal(divided(fraction(1n), fraction(0n)), undefined);
  assert.throws(() => fraction(1n, 0n), RangeError);
});

test("a year has its days, a leap year one more, the year under way those until today, a year to come none", () => {
  assert.equal(daysOfYear(2019, "2026-11-23")?.number, 365n);
  assert.equal(daysOfYear(2020, "2026-11-23")?.number, 366n);
  assert.deepEqual(daysOfYear(2020, "2020-02-29"), { first: "2020-01-01", last: "2020-02-29", number: 60n });
  assert.equal(daysOfYear(2020, "2020-01-01")?.number, 1n);
  assert.equal(daysOfYear(2020, "2019-12-31"), undefined);
});
