import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import type { Signed } from "../access/forTests.ts";
import { describeList } from "./describe.ts";
import { type ListStore, listStore } from "./forTests.ts";

const programme = tinyProgramme();
const participants = registerOf(programme, "participants");
const column = "_due.result_on_leaving";

let store: ListStore;
let guide: Signed;
before(async () => {
  store = await listStore(programme);
  guide = await store.signIn("Essai", { role: "guide", partner: "north_workshop" });
  const left: [string | null, string | null][] = [
    ["2020-06-30", null],
    ["2020-02-01", null],
    [null, null],
    ["2020-05-01", "unemployed"],
    ["2020-02-02", null],
  ];
  await store.plant(
    participants,
    left.map(([leave_date, employment_at_leave], at) => ({
      operation: "guidance",
      partner: "north_workshop",
      record: at + 1,
      answers: { person_number: `V-${at}`, entry_date: "2020-01-01", leave_date, employment_at_leave },
    })),
  );
});
after(() => store.close());

const found = async (filters: Parameters<ListStore["list"]>[2]) => {
  const { records } = await store.list(guide, participants, { ...filters, columns: [column] });
  return records.map(({ record, answers }) => [record, answers[column]]);
};

test("a list says by when each record is due while it is waited for, the one with the fewest days left first", async () => {
  assert.deepEqual(
    await found({
      filters: [{ field: column, answered: true }],
      sort: { field: column, descending: false },
    }),
    [
      [2, "2020-02-29"],
      [5, "2020-03-01"],
      [1, "2020-07-28"],
    ],
  );
});

test("what is overdue on 1 March was due by 29 February, and no later", async () => {
  assert.deepEqual(await found({ filters: [{ field: column, until: "2020-02-29" }] }), [[2, "2020-02-29"]]);
});

test("the column says in each language what is due", async () => {
  const { columns } = await store.as(guide, participants, {}, (client, request) =>
    describeList(client, request),
  );
  assert.deepEqual(columns.find(({ id }) => id === column)?.label, {
    fr: "Situation à la sortie à noter : dernier jour",
    nl: "Situatie bij de uitstap te noteren: laatste dag",
    en: "Situation on leaving to be recorded: last day",
  });
});
