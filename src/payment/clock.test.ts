import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { countDays, type Stop } from "./clock.ts";

const days = (from: string, more: number): string =>
  Temporal.PlainDate.from(from).add({ days: more }).toString();
const start = "2020-02-01";

describe("the days in which a partner is to be paid", () => {
  test("are those after submission: the ninetieth is the last in time", () => {
    const counted = countDays({
      submittedOn: "2020-01-31",
      allowed: 90,
      stops: [],
      paidOn: null,
      today: "2020-04-30",
    });
    assert.deepEqual(counted, {
      used: 90,
      stopped: 0,
      dueOn: "2020-04-30",
      daysLeft: 0,
      exceeded: false,
      runs: true,
    });
    const later = countDays({
      submittedOn: "2020-01-31",
      allowed: 90,
      stops: [],
      paidOn: null,
      today: "2020-05-01",
    });
    assert.deepEqual([later.daysLeft, later.exceeded], [-1, true]);
  });

  test("are eighty where the law says so", () => {
    assert.equal(
      countDays({ submittedOn: "2024-01-01", allowed: 80, stops: [], paidOn: null, today: "2024-01-01" })
        .dueOn,
      "2024-03-21",
    );
  });

  test("do not count while it is stopped, and have no last day while the stop has no end", () => {
    const stops = [{ from: "2020-02-11", until: null }];
    const stopped = countDays({ submittedOn: start, allowed: 90, stops, paidOn: null, today: "2020-03-01" });
    assert.deepEqual([stopped.used, stopped.stopped, stopped.dueOn, stopped.runs], [9, 20, null, false]);
    const lifted = countDays({
      submittedOn: start,
      allowed: 90,
      stops: [{ from: "2020-02-11", until: "2020-02-20" }],
      paidOn: null,
      today: "2020-03-01",
    });
    assert.deepEqual([lifted.stopped, lifted.dueOn, lifted.runs], [10, days(start, 100), true]);
  });

  test("end with the payment", () => {
    const paid = countDays({
      submittedOn: start,
      allowed: 90,
      stops: [],
      paidOn: "2020-02-11",
      today: "2021-01-01",
    });
    assert.deepEqual([paid.used, paid.exceeded, paid.runs], [10, false, false]);
  });

  test("are the same as when they are counted one by one, however stops overlap", () => {
    const stop = fc
      .record({ from: fc.integer({ min: -5, max: 150 }), long: fc.option(fc.integer({ min: 0, max: 40 })) })
      .map(({ from, long }): Stop => ({
        from: days(start, from),
        until: long === null ? null : days(start, from + long),
      }));
    fc.assert(
      fc.property(
        fc.array(stop, { maxLength: 5 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 200 }),
        (stops, allowed, waited) => {
          const today = days(start, waited);
          const counted = countDays({ submittedOn: start, allowed, stops, paidOn: null, today });
          const counts = (day: string) =>
            !stops.some(({ from, until }) => from <= day && (until === null || day <= until));
          let used = 0;
          for (let n = 1; n <= waited; n++) if (counts(days(start, n))) used++;
          let due: string | null = null;
          for (let n = 1, left = allowed; n <= 800 && due === null; n++)
            if (counts(days(start, n)) && --left === 0) due = days(start, n);
          assert.equal(counted.used, used);
          assert.equal(counted.stopped, waited - used);
          assert.equal(counted.dueOn, due);
          assert.equal(counted.exceeded, used > allowed);
        },
      ),
    );
  });
});
