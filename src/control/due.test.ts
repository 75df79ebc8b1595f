import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { dueAfter, isWorkingDay } from "./due.ts";

test("an answer can come until the last day is over where the programme runs", () => {
  assert.equal(dueAfter("2020-01-10T08:00:00Z", 30, "days"), "2020-02-09T23:00:00Z");
  // A letter sent late in the evening in Brussels is of the next day only once it is midnight there.
  assert.equal(dueAfter("2020-07-01T21:59:59Z", 1, "days"), "2020-07-02T22:00:00Z");
  assert.equal(dueAfter("2020-07-01T22:00:00Z", 1, "days"), "2020-07-03T22:00:00Z");
});

test("working days leave out weekends and public holidays, those that move with Easter too", () => {
  // Easter was on 12 April 2020: Monday the 13th is a holiday.
  assert.equal(dueAfter("2020-04-09T10:00:00Z", 2, "working_days"), "2020-04-14T22:00:00Z");
  for (const day of ["2020-05-21", "2020-06-01", "2021-04-05", "2021-05-13", "2024-05-20", "2020-07-21"])
    assert.equal(isWorkingDay(Temporal.PlainDate.from(day)), false, day);
  assert.equal(isWorkingDay(Temporal.PlainDate.from("2020-05-22")), true);
});

test("working days are never fewer days than days, and end on a working day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8000 }), fc.integer({ min: 1, max: 60 }), (after, days) => {
      const sent = new Date(Date.UTC(2014, 0, 1, 10) + after * 86_400_000).toISOString();
      const due = dueAfter(sent, days, "working_days");
      assert.ok(due >= dueAfter(sent, days, "days"));
      const last = Temporal.Instant.from(due)
        .subtract({ seconds: 1 })
        .toZonedDateTimeISO("Europe/Brussels")
        .toPlainDate();
      assert.ok(isWorkingDay(last));
    }),
    { numRuns: 300 },
  );
});
