import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as fc from "fast-check";
import type { Signed } from "../access/forTests.ts";
import type { Value } from "../definition/condition/condition.ts";
import { toCheck } from "../definition/condition/evaluate.ts";
import type { Field, Register } from "../definition/programme.ts";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import { listColumns } from "./columns.ts";
import { filterCondition, ListRequestError } from "./filter.ts";
import { type ListStore, listStore, type Planted } from "./forTests.ts";
import type { Filter } from "./view.ts";

const programme = tinyProgramme();
const registers = [registerOf(programme, "participants"), registerOf(programme, "workshop_hours")];
const recordsEach = 45;

let store: ListStore;
let reader: Signed;
const planted = new Map<Register, readonly Planted[]>();

const words = ["", "Élodie", "elodie", "dit « non »", "100 %", "a_b", "O'Neill", "x\\y", "Étienne-Marie"];

const answer = (field: Field, seed: number): Value => {
  if (field.required !== true && seed % 3 === 0) return null;
  switch (field.type) {
    case "text":
      return field.required === true ? `n° ${seed}` : (words[seed % words.length] ?? null) || null;
    case "choice":
      return field.choices?.[seed % field.choices.length]?.code ?? null;
    case "date":
      return `20${String(15 + (seed % 6))}-0${1 + (seed % 9)}-1${seed % 10}`;
    case "integer":
      return seed % 5;
    case "decimal":
      return `${seed % 4}.${seed % 2 === 0 ? "50" : "25"}`;
    case "boolean":
      return seed % 2 === 0;
  }
};

before(async () => {
  store = await listStore(programme);
  reader = await store.signIn("Essai", { role: "inspector" });
  let record = 0;
  for (const register of registers) {
    const records = fc.sample(fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 }), {
      numRuns: recordsEach,
      seed: 20_140_523,
    });
    const rows = records.map((seeds, row): Planted => {
      record += 1;
      const answers = [...register.fields.values()].map((field, at) => [
        field.id,
        answer(field, (seeds[at] ?? 0) + record),
      ]);
      const operation = record % 4 === 0 && register.id === "participants" ? "first_step" : "guidance";
      return {
        operation,
        partner: operation === "guidance" && record % 3 === 0 ? "south_workshop" : "north_workshop",
        record,
        // Every word once, so that each search has something to find.
        answers: { ...Object.fromEntries(answers), room: words[row % words.length] || null },
      };
    });
    await store.plant(register, rows);
    planted.set(register, rows);
  }
});
after(() => store.close());

const days = fc.constantFrom("2014-01-01", "2016-05-15", "2018-09-19", "2020-02-29", "2021-12-31");
const numbers = fc.constantFrom("-1", "0", "1", "1.25", "1.5", "2", "2.50", "3");

/** Any wish that a column can be asked. */
const filters = (register: Register): fc.Arbitrary<Filter> => {
  const columns = [...listColumns(programme, register).values()].filter(
    ({ asked, room }) => asked && room !== "special",
  );
  return fc.constantFrom(...columns).chain(({ id, type, choices = [] }): fc.Arbitrary<Filter> => {
    const answered = fc.record({ field: fc.constant(id), answered: fc.boolean() });
    const codes = type === "boolean" ? ["true", "false", ""] : [...choices.map(({ code }) => code), ""];
    if (type === "choice" || type === "boolean")
      return fc.oneof(
        answered,
        fc.record({ field: fc.constant(id), in: fc.subarray(codes, { minLength: 1 }) }),
      );
    if (type === "text") return answered;
    const bound = type === "date" ? days : numbers;
    return fc.oneof(
      answered,
      fc.record({ field: fc.constant(id), from: bound }),
      fc.record({ field: fc.constant(id), until: bound }),
      fc.record({ field: fc.constant(id), from: bound, until: bound }),
    );
  });
};

for (const register of registers)
  test(`a filter on ${register.id} finds in the database what its condition holds for, on random records`, async () => {
    const columns = listColumns(programme, register);
    await fc.assert(
      fc.asyncProperty(fc.array(filters(register), { minLength: 1, maxLength: 3 }), async (asked) => {
        const checks = asked.map((filter) => {
          const column = columns.get(filter.field);
          const condition = column && filterCondition(column, filter);
          assert.ok(condition);
          return toCheck(condition);
        });
        const expected = (planted.get(register) ?? [])
          .filter(({ operation, answers }) => checks.every((check) => check({ ...answers, operation })))
          .map(({ record }) => record);
        const sort = { field: "_record", descending: false };
        const page = await store.list(reader, register, { filters: asked, sort, columns: ["_record"] });
        assert.deepEqual(
          page.records.map(({ record }) => record),
          expected,
        );
        assert.equal(page.total, expected.length);
      }),
      { numRuns: 150 },
    );
  });

test("a part of a text is found whatever the accents and capitals, and nothing in it is a wild card", async () => {
  const register = registerOf(programme, "workshop_hours");
  const field = "room";
  const texts = (planted.get(register) ?? []).flatMap(({ record, answers }) =>
    typeof answers[field] === "string" ? [{ record, text: answers[field] }] : [],
  );
  const plain = (text: string) =>
    text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/['-]/g, " ");
  for (const contains of ["ÉLODIE", "elodie", "%", "_", "\\", "o'n", "etienne-m", "« non »", "zzz"]) {
    const page = await store.list(reader, register, {
      filters: [{ field, contains }],
      sort: { field: "_record", descending: false },
    });
    const expected = texts.filter(({ text }) => plain(text).includes(plain(contains)));
    assert.deepEqual(
      page.records.map(({ record }) => record),
      expected.map(({ record }) => record),
      contains,
    );
    assert.equal(expected.length === 0, contains === "zzz", contains);
  }
});

test("operation, partner and number filter as the answers do", async () => {
  const register = registerOf(programme, "participants");
  const { records } = await store.list(reader, register, {
    filters: [
      { field: "_operation", in: ["first_step"] },
      { field: "_partner", in: ["north_workshop"] },
      { field: "_record", from: "8", until: "20" },
    ],
    sort: { field: "_record", descending: false },
  });
  assert.deepEqual(
    records.map(({ record }) => record),
    [8, 12, 16, 20],
  );
});

test("what a column cannot be asked is refused in words, never guessed", async () => {
  const register = registerOf(programme, "workshop_hours");
  const wrong: Filter[] = [
    { field: "hours", in: ["2"] },
    { field: "hours", from: "two" },
    { field: "held_on", from: "31/03/2020" },
    { field: "held_on", until: "2020-02-30" },
    { field: "theme", in: ["no_such_theme"] },
    { field: "theme", contains: "l" },
    { field: "online", in: ["perhaps"] },
    { field: "held_on" },
    { field: "_open", in: ["refuse"] },
    { field: "_partner", contains: "north" },
    { field: "no_such_field", answered: true },
    { field: 'room" is null or true --', answered: true },
  ];
  for (const filter of wrong)
    await assert.rejects(
      store.list(reader, register, { filters: [filter] }),
      ListRequestError,
      JSON.stringify(filter),
    );
});
