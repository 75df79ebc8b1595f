import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { shiftDate } from "./calendar.ts";

const daysFrom0 = Temporal.PlainDate.from("0000-01-01").until("9999-12-31").days;
const anyDate = fc
  .integer({ min: 0, max: daysFrom0 })
  .map((days) => Temporal.PlainDate.from("0000-01-01").add({ days }).toString());

const byTemporal = (date: string, years: number, months: number, days: number): string => {
  const shifted = Temporal.PlainDate.from(date)
    .add({ months: years * 12 + months })
    .add({ days });
  if (shifted.year > 9999) return "~";
  return shifted.year < 0 ? "" : shifted.toString();
};

test("a date shifted by years, months and days is the one that Temporal gives, months first", () => {
  fc.assert(
    fc.property(
      anyDate,
      fc.integer({ min: -300, max: 300 }),
      fc.integer({ min: -30_000, max: 30_000 }),
      fc.integer({ min: -4_000_000, max: 4_000_000 }),
      (date, years, months, days) => {
        assert.equal(shiftDate(date, { years, months, days }), byTemporal(date, years, months, days));
      },
    ),
    { numRuns: 5000 },
  );
});

test("a day that the month does not have becomes its last one, and what leaves the calendar sorts at its ends", () => {
  assert.equal(shiftDate("2020-01-31", { months: 1 }), "2020-02-29");
  assert.equal(shiftDate("2020-02-29", { years: 1 }), "2021-02-28");
  assert.equal(shiftDate("2020-03-31", { months: -1, days: 1 }), "2020-03-01");
  assert.equal(shiftDate("9999-12-31", { days: 1 }), "~");
  assert.equal(shiftDate("0000-01-01", { days: -1 }), "");
});
