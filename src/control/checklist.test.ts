import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ChecklistGroup, ChecklistPoint } from "../definition/control.ts";
import { type Asked, pointsOf, unrolled, withElsewhere } from "./checklist.ts";

const text = (words: string) => ({ fr: words, nl: words, en: words });
const point = (
  id: string,
  asks: ChecklistPoint["asks"],
  more: Partial<ChecklistPoint> = {},
): ChecklistPoint => ({
  id,
  question: text(id),
  help: undefined,
  severity: "money",
  asks,
  forms: undefined,
  options: undefined,
  once: false,
  typology: undefined,
  source: { article: "Essai", verified: false },
  ...more,
});
const group = (...points: ChecklistPoint[]): ChecklistGroup => ({ id: "g", label: text("g"), points });

const line = (id: string, form: string): Asked["lines"][number] => ({
  line: id,
  label: text(id),
  form,
  option: { id: form, label: text(form) },
  staff: [],
  input: {},
});
const units = Array.from({ length: 200 }, (_, record) => ({
  line: "workshops",
  operation: "arae",
  register: "workshop_registrations",
  record: record + 1,
  on: "2019-05-02",
  quantity: "2",
}));
const size = { seed: "D1-V1", least: 30, percent: 5 };

describe("what a verification asks", () => {
  const workshops = line("workshops", "unit_cost");
  const rent = { ...line("rent", "real_cost"), input: { items: [] } };

  test("is asked of the whole once, and of each line that it is for", () => {
    const groups = unrolled(
      [group(point("published", "declaration"), point("rate", "line", { forms: ["unit_cost"] }))],
      { lines: [workshops, rent], units: [] },
      size,
    );
    assert.deepEqual(
      pointsOf({ groups }).map(({ key }) => key),
      ["published", "rate/workshops"],
    );
  });

  test("draws the same records for the same seed, at least so many, and others for another seed", () => {
    const drawn = (seed: string) =>
      pointsOf({
        groups: unrolled([group(point("present", "unit"))], { lines: [workshops], units }, { ...size, seed }),
      }).map(({ about }) => about?.record);
    assert.equal(drawn("D1-V1").length, 30);
    assert.deepEqual(drawn("D1-V1"), drawn("D1-V1"));
    assert.notDeepEqual(drawn("D1-V1"), drawn("D1-V2"));
    assert.equal(new Set(drawn("D1-V1")).size, 30);
  });

  test("asks of people and of pieces one by one", () => {
    const staff = {
      ...line("staff", "hourly_rate"),
      staff: [
        {
          person: "P-1",
          year: 2019,
          grossCost: null,
          months: null,
          fraction: null,
          function: null,
          document: null,
          hours: "10",
          fromRegister: false,
          share: null,
          monthsDeclared: null,
          hoursBefore: "0",
          hoursLeft: null,
        },
      ],
    };
    const item = { id: "1", on: "2019-05-02", supplier: "Essai", reference: "F-1", amount: "10.00" };
    const groups = unrolled(
      [group(point("gross", "person"), point("paid", "item"))],
      { lines: [staff, { ...rent, input: { items: [item] } }], units: [] },
      size,
    );
    assert.deepEqual(
      pointsOf({ groups }).map(({ key }) => key),
      ["gross/P-1/2019", "paid/rent/1"],
    );
  });

  test("does not ask again of a record what was answered elsewhere, and of a line only where once is enough", () => {
    const groups = unrolled(
      [group(point("present", "unit"), point("method", "line", { once: true }), point("rate", "line"))],
      { lines: [workshops], units: units.slice(0, 1) },
      size,
    );
    const answered = {
      verification: 7,
      number: "D0-V1",
      on: "2020-01-01",
      result: "yes",
      agreement: 1,
      declaration: 2,
    };
    const found = new Map(pointsOf({ groups }).map(({ key }) => [key, answered]));
    const elsewhere = (here: { agreement: number; declaration: number | null }) =>
      pointsOf({ groups: withElsewhere(groups, found, here) })
        .filter((each) => each.elsewhere !== null)
        .map((each) => each.point);
    assert.deepEqual(elsewhere({ agreement: 9, declaration: 3 }), ["present"]);
    assert.deepEqual(elsewhere({ agreement: 1, declaration: 3 }), ["present", "method"]);
    assert.deepEqual(elsewhere({ agreement: 1, declaration: 2 }), ["present", "method", "rate"]);
  });
});
