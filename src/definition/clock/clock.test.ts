import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import * as fc from "fast-check";
import { openDatabase, type Database } from "../../database/connect.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../../database/forTests.ts";
import type { Text } from "../../language.ts";
import type { ConditionField, Parameter, RecordValues, Span } from "../condition/condition.ts";
import { answerTo, recordsOf, toCheck } from "../condition/evaluate.ts";
import { fieldSql, sqlName, toSql } from "../condition/sql.ts";
import type { Deadline } from "../programme.ts";
import { clockSql } from "./clock-sql.ts";
import { type Clock, clockField, clockOf, type ClockState, limitField } from "./clock.ts";
import { daysUsed, dueDay } from "./days.ts";
import { inTime, ran, wasDone } from "./conditions.ts";

const same = (words: string): Text => ({ fr: words, nl: words, en: words });
const source = { article: "invented", verified: false };
const dateField = (id: string): ConditionField => ({
  id,
  type: "date",
  label: same(id),
  origin: { kind: "stored" },
});
const yesNo = (id: string): ConditionField => ({ ...dateField(id), type: "boolean" });
const names = ["registered", "offered", "left", "ill_from", "ill_until", "away_from", "away_until"] as const;
const fields = new Map([...names.map(dateField), yesNo("coached"), yesNo("abroad")].map((f) => [f.id, f]));
const field = (id: string): ConditionField => fields.get(id) ?? assert.fail(id);

const delay: Parameter = {
  id: "delay",
  label: same("delay"),
  unit: "months",
  values: [
    { from: "2019-01-01", value: 4, source },
    { from: "2020-03-01", value: 6, source },
  ],
};
const fourMonths: Span = { sign: 1, months: 4 };
const asDated: Span = {
  sign: 1,
  months: { kind: "parameter", parameter: delay, at: "registered" },
  days: 1,
};

const known = (id: string) => ({ kind: "known", field: field(id), known: true }) as const;
const base: Deadline = {
  id: "offer",
  label: same("offer"),
  from: field("registered"),
  opens: undefined,
  within: fourMonths,
  when: undefined,
  done: known("offered"),
  stops: field("offered"),
  lapses: undefined,
  pauses: [],
  standsStill: undefined,
  cell: "offered",
  tells: [],
  source,
};
const ill = { from: field("ill_from"), until: field("ill_until") };
const away = { from: field("away_from"), until: field("away_until") };
const isTrue = (id: string) =>
  ({
    kind: "compare",
    field: field(id),
    comparison: "=",
    operator: "is",
    operand: { kind: "literal", value: true },
  }) as const;
const kinds: readonly Deadline[] = [
  base,
  { ...base, pauses: [ill] },
  { ...base, within: asDated, pauses: [ill, away], lapses: field("left") },
  { ...base, opens: { sign: 1, months: 1 }, within: { sign: 1, months: 1, days: 28 }, stops: undefined },
  { ...base, opens: { sign: 1, days: -90 }, within: { sign: 1, days: 0 }, pauses: [ill] },
  {
    ...base,
    within: { sign: 1, days: 10 },
    when: isTrue("coached"),
    standsStill: isTrue("abroad"),
    pauses: [away, ill],
  },
];

describe("a clock of four months from registration", () => {
  const state = (record: RecordValues, today: string, deadline = base) => clockOf(deadline, record, today);

  it("has not started without its date, and from that date on runs", () => {
    assert.equal(state({}, "2020-05-01").state, "not_started");
    assert.equal(state({ registered: "2020-05-01" }, "2020-04-30").state, "not_started");
    assert.deepEqual(state({ registered: "2020-05-01" }, "2020-05-01"), {
      state: "running",
      opens: "2020-05-01",
      due: "2020-09-01",
      daysLeft: 123,
      daysUsed: 0,
    } satisfies Clock);
  });

  it("runs on the last day and is overdue on the next; done on the last day is in time, on the next late", () => {
    const registered = "2020-05-01";
    assert.deepEqual(
      ["2020-09-01", "2020-09-02"].map((day) => [
        state({ registered }, day).state,
        state({ registered }, day).daysLeft,
        state({ registered, offered: day }, "2021-01-01").state,
      ]),
      [
        ["running", 0, "in_time"],
        ["overdue", -1, "late"],
      ],
    );
  });

  it("ends on the last day of a month that is shorter, 29 February in a leap year", () => {
    const due = (registered: string) => state({ registered }, registered).due;
    assert.deepEqual(
      ["2019-10-28", "2019-10-29", "2019-10-30", "2019-10-31", "2020-10-31", "2020-02-29", "2019-12-31"].map(
        due,
      ),
      ["2020-02-28", "2020-02-29", "2020-02-29", "2020-02-29", "2021-02-28", "2020-06-29", "2020-04-30"],
    );
  });

  it("takes the delay that holds on its own date: 4 months until 29 February 2020, 6 from 1 March", () => {
    const due = (registered: string) =>
      state({ registered }, registered, { ...base, within: { ...asDated, days: 0 } }).due;
    assert.deepEqual(["2018-12-31", "2020-02-29", "2020-03-01"].map(due), [null, "2020-06-29", "2020-09-01"]);
  });

  it("is later by the days it stood still, also those of 29 February", () => {
    const paused = { ...base, pauses: [ill] };
    const record = { registered: "2020-01-10", ill_from: "2020-02-28", ill_until: "2020-03-02" };
    assert.equal(state(record, "2020-03-02", paused).due, "2020-05-13");
    assert.deepEqual(
      ["2020-02-27", "2020-02-28", "2020-03-01", "2020-03-02"].map((day) => {
        const clock = state(record, day, paused);
        return [clock.state, clock.daysUsed];
      }),
      [
        ["running", 48],
        ["paused", 49],
        ["paused", 49],
        ["running", 49],
      ],
    );
  });

  it("is still paused by what begins on its last day, and no more by what begins the day after", () => {
    const paused = { ...base, pauses: [ill] };
    const due = (ill_from: string) =>
      state({ registered: "2020-01-10", ill_from, ill_until: "2020-05-20" }, "2020-05-01", paused).due;
    assert.deepEqual(["2020-05-10", "2020-05-11"].map(due), ["2020-05-20", "2020-05-10"]);
  });

  it("has no due day while it stands still with no end known, and keeps the days that are left", () => {
    const clock = state({ registered: "2020-05-01", ill_from: "2020-05-11" }, "2020-12-31", {
      ...base,
      pauses: [ill],
    });
    assert.deepEqual(clock, {
      state: "paused",
      opens: "2020-05-01",
      due: null,
      daysLeft: 113,
      daysUsed: 10,
    } satisfies Clock);
  });

  it("counts days on which two pauses hold once", () => {
    const both = { ...base, pauses: [ill, away] };
    const record = {
      registered: "2020-05-01",
      ill_from: "2020-05-10",
      ill_until: "2020-05-20",
      away_from: "2020-05-05",
      away_until: "2020-05-15",
    };
    assert.equal(state(record, "2020-06-01", both).due, "2020-09-16");
  });

  it("waits for nothing once it lapsed, and says nothing of time where nobody wrote down when it was done", () => {
    const lapsing = { ...base, lapses: field("left") };
    const registered = "2020-05-01";
    assert.equal(state({ registered, left: "2020-06-01" }, "2021-01-01", lapsing).state, "lapsed");
    assert.equal(
      state({ registered, left: "2020-06-01", offered: "2020-05-20" }, "2021-01-01", lapsing).state,
      "in_time",
    );
    assert.equal(
      state({ registered, offered: "2020-05-20" }, "2021-01-01", { ...base, stops: undefined }).state,
      "done",
    );
  });
});

const day = fc.oneof(
  fc
    .integer({ min: 0, max: 500 })
    .map((days) => Temporal.PlainDate.from("2019-09-01").add({ days }).toString()),
  fc.constantFrom("2019-10-31", "2020-01-31", "2020-02-28", "2020-02-29", "2020-03-01", "2020-12-31"),
);
const record: fc.Arbitrary<RecordValues> = fc
  .record({
    ...Object.fromEntries(
      names.map((name) => [name, fc.option(day, { freq: name === "registered" ? 9 : 2 })]),
    ),
    coached: fc.option(fc.boolean()),
    abroad: fc.option(fc.boolean(), { freq: 1 }),
  })
  .map((values) => values as RecordValues);

describe("a clock", () => {
  let temporary: TemporaryDatabase;
  let database: Database;
  let duckdb: DuckDBConnection;
  before(async () => {
    temporary = await temporaryDatabase();
    database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
    duckdb = await (await DuckDBInstance.create(":memory:")).connect();
  });
  after(async () => {
    duckdb.closeSync();
    await database.close();
    await temporary.drop();
  });

  const conditions = (deadline: Deadline) => [ran(deadline), inTime(deadline), wasDone(deadline)];

  const asked = (deadline: Deadline, records: readonly RecordValues[], today: string): string => {
    const clock = clockSql(deadline, `DATE '${today}'`);
    const answers = [
      clock.state,
      clock.opens,
      clock.due,
      clock.daysLeft,
      clock.daysUsed,
      fieldSql(clockField(deadline, "awaited")),
      fieldSql(clockField(deadline, "used")),
      `CASE WHEN coalesce(${clock.awaits}, false) THEN 1 ELSE 0 END`,
      ...conditions(deadline).map((condition) => `CASE WHEN ${toSql(condition)} THEN 1 ELSE 0 END`),
    ];
    const written = (values: RecordValues) =>
      [...fields.values()].map(({ id, type }) => {
        const value = values[id] ?? null;
        return `CAST(${value === null ? "NULL" : `'${value}'`} AS ${type})`;
      });
    const rows = records.map((values, n) => `(${n}, ${written(values).join(", ")})`);
    return `SELECT concat_ws(' ', ${answers.map((sql) => `coalesce(CAST(${sql} AS text), '-')`).join(", ")}) AS said
      FROM (VALUES ${rows.join(", ")}) AS r (n, ${[...fields.keys()].map(sqlName).join(", ")}) ORDER BY n`;
  };

  it("says the same in TypeScript, PostgreSQL and DuckDB", async () => {
    const seen = new Map<ClockState, number>();
    let agreed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        fc.array(record, { minLength: 60, maxLength: 100 }),
        day,
        async (deadline, records, today) => {
          const together = recordsOf(records);
          assert.equal(together.count, records.length);
          const expected = records.map((values) => {
            const clock = clockOf(deadline, values, today);
            seen.set(clock.state, (seen.get(clock.state) ?? 0) + 1);
            const awaited = answerTo(clockField(deadline, "awaited"), values);
            return [
              clock.state,
              clock.opens,
              clock.due,
              clock.daysLeft,
              clock.daysUsed,
              awaited,
              deadline.stops ? answerTo(clockField(deadline, "used"), values) : null,
              awaits(deadline, values, clock.state),
              ...conditions(deadline).map((condition) => (toCheck(condition)(values) ? 1 : 0)),
            ]
              .map((answer) => String(answer ?? "-"))
              .join(" ");
          });
          const sql = asked(deadline, records, today);
          const { rows } = await database.pool.query<{ said: string }>(sql);
          const duck = (await duckdb.runAndReadAll(sql)).getRows().map(([said]) => String(said));
          assert.deepEqual(
            { postgres: rows.map(({ said }) => said), duck },
            { postgres: expected, duck: expected },
          );
          agreed += records.length;
        },
      ),
      // Shrinking a hundred records through two databases takes longer than reading them.
      { numRuns: 60, endOnFailure: true },
    );
    assert.ok(agreed >= 3600, String(agreed));
    assert.deepEqual(
      ["not_started", "running", "paused", "overdue", "in_time", "late", "done", "lapsed"].filter(
        (state) => (seen.get(state as ClockState) ?? 0) < 10,
      ),
      [],
    );
  });
});

/** Neither done nor lapsed, begun or not yet to be done. */
const awaits = (deadline: Deadline, values: RecordValues, state: ClockState): number => {
  if (state === "running" || state === "overdue") return 1;
  if (state === "paused") return deadline.standsStill && toCheck(deadline.standsStill)(values) ? 0 : 1;
  const runs = answerTo(limitField(deadline, deadline.within), values) !== null;
  return state === "not_started" && runs && (!deadline.when || toCheck(deadline.when)(values)) ? 1 : 0;
};

describe("days on a clock", () => {
  const pause = fc.record({ from: fc.option(day, { freq: 5 }), until: fc.option(day, { freq: 3 }) });

  it("are the days that a calendar would count one by one, and in time is what comes no later than the due day", () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 200 }),
        fc.array(pause, { maxLength: 3 }),
        fc.integer({ min: 0, max: 300 }),
        (first, length, pauses, later) => {
          const plain = Temporal.PlainDate.from(first);
          const limit = plain.add({ days: length }).toString();
          const isStill = (on: string) =>
            pauses.some(({ from, until }) => from !== null && from <= on && (until === null || on < until));
          let used = 0;
          let due: string | null = first;
          for (let n = 0; n < 2000; n++) {
            const on = plain.add({ days: n }).toString();
            if (n === later) assert.equal(daysUsed(first, limit, pauses, on), used, `on ${on}`);
            if (used <= length) due = on;
            // The day itself is used up when the next one comes; beyond the due day nothing stands still.
            if (!isStill(on) || used > length) used += 1;
          }
          const never = due === plain.add({ days: 1999 }).toString();
          assert.equal(dueDay(first, limit, pauses), never ? null : due);
        },
      ),
      { numRuns: 300 },
    );
  });
});
