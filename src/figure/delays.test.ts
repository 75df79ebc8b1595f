import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clockOf } from "../definition/clock/clock.ts";
import type { Deadline } from "../definition/programme.ts";
import { computeFigures } from "./compute.ts";
import { explainFigure } from "./explain.ts";
import { figureBench, type FigureBench } from "./forTests.ts";
import type { FigureRequest } from "./request.ts";
import { hideSmallCells } from "./small-cells.ts";
import type { Snapshot } from "./snapshot.ts";

const text = (words: string) => `{ fr: "${words}", nl: "${words}", en: "${words}" }`;
const source = `{ article: invented, verified: false }`;

const register = `
register: offers
label: ${text("Offers")}
record: ${text("offer")}
identity: [number]
person: [number]
dated_by: registered
fields:
  - { field: number, label: ${text("Number")}, type: text, required: true, sensitivity: identity }
  - { field: registered, label: ${text("Registered")}, type: date }
  - { field: offered, label: ${text("Offered")}, type: date }
  - { field: left, label: ${text("Left")}, type: date }
  - { field: ill_from, label: ${text("Ill from")}, type: date }
  - { field: ill_until, label: ${text("Ill until")}, type: date }
  - { field: coached, label: ${text("Coached")}, type: boolean }
deadlines:
  - deadline: offer
    label: ${text("an offer")}
    from: registered
    within: { months: { parameter: delay } }
    done: { offered: { known: true } }
    stops: offered
    lapses: left
    pauses: [{ from: ill_from, until: ill_until }]
    cell: offered
    source: ${source}
`;
const figures = ["share", "median"]
  .map(
    (kind) =>
      `  - { figure: offer_${kind}, register: offers, count: { ${kind}: offer }, year: registered, label: ${text(kind)}, source: ${source} }\n` +
      `  - { figure: coached_${kind}, register: offers, count: { ${kind}: offer }, when: { coached: true }, year: registered, label: ${text(kind)}, source: ${source} }\n`,
  )
  .join("");

type Offer = Readonly<{
  operation: string;
  partner: string;
  values: Readonly<Record<string, string | boolean | null>>;
}>;

const offer = (registered: string | null, offered: string | null, more = {}, partner = "beta"): Offer => ({
  operation: partner === "alpha" ? "paths" : "youth",
  partner,
  values: { registered, offered, ...more },
});

/** 2019: three of whom two in time; 2020: many at random; 2021: nobody. */
const drawn = (() => {
  let state = 4;
  const draw = (most: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * most);
  };
  const day = () => Temporal.PlainDate.from("2020-01-01").add({ days: draw(366) });
  return Array.from({ length: 300 }, (): Offer => {
    const registered = day();
    const after = (most: number) => registered.add({ days: draw(most) }).toString();
    const ill = registered.add({ days: draw(140) });
    const sometimes = <T>(of: T): T | null => (draw(3) === 0 ? null : of);
    return offer(
      registered.toString(),
      sometimes(after(250)),
      {
        left: draw(4) === 0 ? after(300) : null,
        ill_from: draw(2) === 0 ? ill.toString() : null,
        ill_until: sometimes(ill.add({ days: draw(30) }).toString()),
        coached: draw(2) === 0,
      },
      draw(2) === 0 ? "alpha" : "beta",
    );
  });
})();
const records: readonly Offer[] = [
  offer("2019-05-01", "2019-09-01"),
  offer("2019-05-01", "2019-09-02"),
  offer("2019-05-01", "2019-05-01"),
  offer("2019-05-01", null, { left: "2019-06-01" }),
  offer(null, "2019-05-01"),
  ...drawn,
];

let bench: FigureBench;
let snapshot: Snapshot;
let deadline: Deadline;
before(async () => {
  bench = await figureBench((files) => ({
    ...files,
    "hills/programme.yaml": String(files["hills/programme.yaml"]).replaceAll(
      "registers: [people]",
      "registers: [people, offers]",
    ),
    "period/framework.yaml": String(files["period/framework.yaml"]).replace(
      "conditions:",
      `  - { parameter: delay, label: ${text("Delay")}, unit: months, values: [{ from: "2014-01-01", value: 4, source: ${source} }] }\nconditions:`,
    ),
    "hills/registers/offers.yaml": register,
    "hills/figures.yaml": `${files["hills/figures.yaml"]}${figures}`,
  }));
  await bench.change(async ({ add }) => {
    for (const [n, each] of records.entries()) await add("offers", { ...each, person: `person ${n}` });
  });
  snapshot = await bench.open();
  deadline = bench.programme.registers.get("offers")?.deadlines[0] ?? assert.fail("no deadline");
});
after(async () => {
  await bench.drop();
});

const table = (request: FigureRequest) => computeFigures(bench.programme, snapshot, request);
const total = async (figure: string, year: number) =>
  (await table({ figures: [figure], year })).totals.get(figure);

test("a share says who was served in time of those whose time ran; who left before it was over is not among them", async () => {
  assert.equal(await total("offer_share", 2019), "66.7");
  assert.deepEqual(
    await Promise.all(["offer_share.in_time", "offer_share.ran"].map((part) => total(part, 2019))),
    [2n, 3n],
  );
});

test("a median is the middle one of the days, and the mean of the two in the middle where they are even", async () => {
  assert.equal(await total("offer_median", 2019), "123.0");
  const { rows } = await table({ figures: ["offer_median"], year: 2020, by: ["operation"] });
  for (const { at, values } of rows)
    assert.equal(
      values.get("offer_median"),
      expected(2020, (each) => each.operation === at["operation"]).median,
    );
});

test("where nobody's time ran, both are 0", async () => {
  assert.equal(await total("offer_share", 2021), "0.0");
  assert.equal(await total("offer_median", 2021), "0.0");
});

/** The same by hand, record by record. */
const expected = (year: number, isIn: (each: Offer) => boolean) => {
  const clocks = records
    .filter((each) => String(each.values["registered"]).startsWith(String(year)) && isIn(each))
    .map((each) => ({ ...clockOf(deadline, each.values, "2030-01-01"), left: each.values["left"] }));
  const counted = clocks.filter(
    ({ state, due, left }) => state !== "lapsed" || (due !== null && String(left) > due),
  );
  const inTime = clocks.filter(({ state }) => state === "in_time").length;
  const days = clocks
    .flatMap(({ state, daysUsed }) => (state === "in_time" || state === "late" ? [daysUsed ?? -1] : []))
    .toSorted((a, b) => a - b);
  const middle =
    ((days[Math.floor((days.length - 1) / 2)] ?? 0) + (days[Math.floor(days.length / 2)] ?? 0)) / 2;
  const tenths = counted.length === 0 ? 0 : Math.round((inTime * 1000) / counted.length);
  return { share: (tenths / 10).toFixed(1), median: middle.toFixed(1) };
};

test("in each part of the programme both are what one finds record by record, pauses taken out", async () => {
  const { rows, totals } = await table({
    figures: ["offer_share", "offer_median", "coached_share", "coached_median"],
    year: 2020,
    by: ["operation", "coached"],
  });
  for (const { at, values } of rows) {
    if (at["operation"] === null) continue;
    const own = expected(
      2020,
      ({ operation, values: { coached } }) =>
        operation === at["operation"] && String(coached) === at["coached"],
    );
    assert.deepEqual([values.get("offer_share"), values.get("offer_median")], [own.share, own.median]);
  }
  const whole = expected(2020, () => true);
  assert.deepEqual([totals.get("offer_share"), totals.get("offer_median")], [whole.share, whole.median]);
  const coached = expected(2020, ({ values: { coached } }) => coached === true);
  assert.deepEqual(
    [totals.get("coached_share"), totals.get("coached_median")],
    [coached.share, coached.median],
  );
  assert.ok(Number(whole.share) > 20 && Number(whole.share) < 80, whole.share);
});

test("a share is explained by its two counts, each with its records", async () => {
  const tree = await explainFigure(bench.programme, snapshot, {
    figure: "offer_share",
    year: 2019,
    language: "en",
    records: true,
  });
  assert.equal(tree.value, "66.7");
  assert.equal(tree.notAdding, "relative");
  assert.deepEqual(
    tree.parts.map(({ figure, value, records: behind }) => [figure, value, behind?.length]),
    [
      ["offer_share.in_time", 2n, 2],
      ["offer_share.ran", 3n, 3],
    ],
  );
  assert.match(tree.parts[0]?.records?.[0]?.told ?? "", /Registered: 01\/05\/2019.*Offered: 01\/09\/2019/);
  assert.match(tree.counts, /an offer/);
  assert.deepEqual(
    tree.parameters.map(({ id, values }) => [id, values[0]?.value]),
    [["delay", 4]],
  );
});

test("a share of fewer people than may be shown is hidden where the table is broken down", async () => {
  const asked = await table({ figures: ["offer_share"], year: 2019, by: ["operation"] });
  const shown = hideSmallCells(bench.programme, asked, 5);
  const of = (operation: string) =>
    shown.rows.find(({ at }) => at["operation"] === operation)?.values.get("offer_share");
  assert.equal(of("youth"), null);
  const larger = await table({ figures: ["offer_share"], year: 2020, by: ["operation"] });
  assert.equal(hideSmallCells(bench.programme, larger, 5).hides, false);
});
