import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { lastDayBefore, overlapsOf, type Stretch } from "./timeline.ts";

const day = fc
  .integer({ min: 0, max: 400 })
  .map((days) => Temporal.PlainDate.from("2019-12-01").add({ days }).toString());

const stretch: fc.Arbitrary<Stretch> = fc
  .tuple(day, fc.option(fc.integer({ min: 0, max: 120 })))
  .map(([from, days]) => ({
    from,
    until: days === null ? null : Temporal.PlainDate.from(from).add({ days }).toString(),
  }));

/** The days, both included, that a stretch covers within the time that the test looks at. */
const daysOf = ({ from, until }: Stretch): Set<string> => {
  const days = new Set<string>();
  const last = until ?? "2021-12-31";
  for (let at = Temporal.PlainDate.from(from); at.toString() <= last; at = at.add({ days: 1 }))
    days.add(at.toString());
  return days;
};

describe("phases", () => {
  test("that share more than the day of passing on are told, and no others", () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 5 }), (stretches) => {
        const told = new Set(
          overlapsOf(stretches).map(({ first, second }) =>
            [first, second].toSorted((a, b) => a - b).join("-"),
          ),
        );
        stretches.forEach((a, i) =>
          stretches.slice(i + 1).forEach((b, at) => {
            const shared = daysOf(a).intersection(daysOf(b));
            const [earlier, later] = a.from <= b.from ? [a, b] : [b, a];
            const isPassedOn = shared.size === 1 && earlier.until === later.from && earlier.from < later.from;
            assert.equal(told.has(`${i}-${i + 1 + at}`), shared.size > 0 && !isPassedOn);
          }),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("moved one after the other never run at the same time", () => {
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 1, maxLength: 8 }), (days) => {
        const begun = days.toSorted();
        const phases = begun.map((from, at): Stretch => {
          const next = begun[at + 1];
          return { from, until: next === undefined ? null : lastDayBefore(next, from) };
        });
        assert.deepEqual(overlapsOf(phases), []);
      }),
    );
  });

  test("end the day before the next begins, on 29 February too", () => {
    assert.equal(lastDayBefore("2020-03-01", "2020-01-06"), "2020-02-29");
    assert.equal(lastDayBefore("2019-03-01", "2019-01-06"), "2019-02-28");
    assert.equal(lastDayBefore("2020-03-01", "2020-03-01"), "2020-03-01");
  });
});
