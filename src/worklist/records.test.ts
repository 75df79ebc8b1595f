import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Who } from "../access/who.ts";
import { type Right, rights } from "../access/rights.ts";
import { sqlText } from "../definition/condition/sql.ts";
import { participantRow } from "../../test/programme/rows.ts";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import type { Item } from "./item.ts";
import { recordItems } from "./records.ts";
import { silenceItems } from "./silence.ts";

let store: TestStore;
before(async () => {
  store = await testStore();
});
after(async () => {
  await store.close();
});

const who = (
  given: readonly Right[],
  operation: string | null = null,
  partner: string | null = null,
): Who => ({
  account: "00000000-0000-4000-8000-000000000000",
  name: "Compte d'essai",
  language: "fr",
  kind: "person",
  session: "",
  grants: [{ role: "test", rights: new Set(given), operation, partner }],
});

/** Nothing is incomplete: these tests look at deadlines. */
const nothingOpen = () => undefined;

const items = async (asker: Who, today: string, openSql: Parameters<typeof recordItems>[4] = nothingOpen) => {
  const client = await store.pool.connect();
  try {
    return await recordItems(client, store.programme, asker, today, openSql);
  } finally {
    client.release();
  }
};

const worker = who(["records:read", "records:write"], null, "north_workshop");
const deadline = (found: readonly Item[], id: string): Item | undefined =>
  found.find((item) => item.id.startsWith(`deadline/participants/${id}/`));

test("the situation on leaving is waited for from the day of leaving, is in time on the 28th day, late on the 29th", async () => {
  await store.importRows([
    participantRow(1, { leave_date: "30/06/2020", employment_at_leave: "" }),
    participantRow(2, { leave_date: "" }),
    participantRow(3, { leave_date: "30/06/2020", employment_at_leave: "en emploi salarié" }),
  ]);
  assert.equal(deadline(await items(worker, "2020-06-29"), "result_on_leaving"), undefined);
  const first = deadline(await items(worker, "2020-06-30"), "result_on_leaving");
  assert.deepEqual(
    { count: first?.count, overdue: first?.overdue, since: first?.since, due: first?.due },
    { count: 1, overdue: 0, since: "2020-06-30", due: "2020-07-28" },
  );
  assert.equal(deadline(await items(worker, "2020-07-28"), "result_on_leaving")?.overdue, 0);
  assert.equal(deadline(await items(worker, "2020-07-29"), "result_on_leaving")?.overdue, 1);
});

test("the situation after six months is waited for of sampled people only, from the day six months have passed", async () => {
  const left = {
    leave_date: "31/08/2019",
    entry_date: "02/03/2019",
    unemployed_since: "01/06/2018",
    employment_at_leave: "au chômage",
  };
  await store.importRows([
    participantRow(11, { ...left, sampled: "oui", sample_weight: "2" }),
    participantRow(12, { ...left, sampled: "", sample_weight: "" }),
  ]);
  // The month has no 31st: six months after 31 August are over on the last day of February.
  assert.equal(deadline(await items(worker, "2020-02-28"), "result_after_six_months"), undefined);
  const open = deadline(await items(worker, "2020-02-29"), "result_after_six_months");
  assert.deepEqual(
    { count: open?.count, overdue: open?.overdue, due: open?.due },
    { count: 1, overdue: 0, due: "2020-03-28" },
  );
  assert.equal(deadline(await items(worker, "2020-03-28"), "result_after_six_months")?.overdue, 0);
  assert.equal(deadline(await items(worker, "2020-03-29"), "result_after_six_months")?.overdue, 1);
});

test("whoever writes records is to act; whoever only reads them follows, one line for each operation", async () => {
  await store.importRows([participantRow(21, { leave_date: "30/06/2020" })], { partner: "south_workshop" });
  const own = deadline(await items(worker, "2020-08-01"), "result_on_leaving");
  assert.deepEqual(
    { turn: own?.turn, partner: own?.partner, count: own?.count },
    { turn: "yours", partner: "north_workshop", count: 1 },
  );
  const followed = (await items(who(["records:read"]), "2020-08-01")).filter(({ id }) =>
    id.startsWith("deadline/participants/result_on_leaving/"),
  );
  assert.deepEqual(
    followed.map(({ turn, partner, count }) => ({ turn, partner, count })),
    [{ turn: "watch", partner: null, count: 2 }],
  );
});

test("a partner's worklist never counts another partner's records", async () => {
  const south = await items(who(["records:write"], null, "south_workshop"), "2020-08-01");
  assert.deepEqual([...new Set(south.map(({ partner }) => partner))], ["south_workshop"]);
  assert.deepEqual(await items(who(["records:write"], "first_step", "south_workshop"), "2020-08-01"), []);
  assert.deepEqual(await items(who(["people:manage"]), "2020-08-01"), []);
});

test("records left incomplete wait for the partner, since they were last touched; unusual ones are only followed", async () => {
  const open = (_register: unknown, state: "incomplete" | "confirm") =>
    `(gender = ${sqlText(state === "incomplete" ? "woman" : "man")})`;
  const found = await items(worker, "2020-08-01", (register, state) =>
    register.id === "participants" ? open(register, state) : undefined,
  );
  const byKind = (kind: Item["kind"]) => found.filter((item) => item.kind === kind);
  assert.deepEqual(
    byKind("incomplete").map(({ turn, partner, due }) => ({ turn, partner, due })),
    [{ turn: "yours", partner: "north_workshop", due: null }],
  );
  assert.ok(byKind("incomplete")[0]?.since !== null);
  assert.deepEqual(
    byKind("confirm").map(({ turn }) => turn),
    ["watch"],
  );
});

test("a partner of a running operation that sent nothing since the first of the month is named until the month ends", async () => {
  const client = await store.pool.connect();
  try {
    const { rows } = await client.query<{ day: string }>(
      "select max((at at time zone 'Europe/Brussels')::date)::text as day from trail.change",
    );
    const sent = Temporal.PlainDate.from(rows[0]?.day ?? "");
    const all = who([...rights]);
    // Operations of the tiny programme end in 2022; one that runs on stands for it.
    const programme = {
      ...store.programme,
      operations: new Map(
        [...store.programme.operations].map(([id, operation]) => [id, { ...operation, ends: "9999-12-31" }]),
      ),
    };
    const silent = async (today: Temporal.PlainDate) =>
      (await silenceItems(client, programme, all, today.toString())).map(({ id, partner, count, due }) => ({
        id,
        partner,
        count,
        due,
      }));
    const lastOf = (day: Temporal.PlainDate) => day.with({ day: day.daysInMonth }).toString();
    const sameMonth = sent.with({ day: sent.daysInMonth });
    assert.deepEqual(await silent(sameMonth), [
      { id: "silence/first_step", partner: "north_workshop", count: 1, due: lastOf(sameMonth) },
    ]);
    const nextMonth = sameMonth.add({ days: 1 });
    assert.deepEqual(await silent(nextMonth), [
      { id: "silence/guidance", partner: null, count: 2, due: lastOf(nextMonth) },
      { id: "silence/first_step", partner: "north_workshop", count: 1, due: lastOf(nextMonth) },
    ]);
    assert.deepEqual(await silenceItems(client, store.programme, all, nextMonth.toString()), []);
    assert.deepEqual(await silenceItems(client, programme, worker, nextMonth.toString()), []);
  } finally {
    client.release();
  }
});

test("what stands still waits for nobody until it goes on, and is due later by as many days", async () => {
  // Nobody else's pause has an end: only the first one is ever waited for.
  const outcome = await store.importRows([
    participantRow(31, { leave_date: "30/06/2020", informed_on: "10/07/2020" }),
    participantRow(32, { leave_date: "30/06/2020" }),
  ]);
  assert.equal(outcome.kind, "imported");
  const participants = store.programme.registers.get("participants") ?? assert.fail("no register");
  const dateOf = (id: string) => participants.askable.get(id) ?? assert.fail(id);
  const pauses = [{ from: dateOf("entry_date"), until: dateOf("informed_on") }];
  const deadlines = participants.deadlines
    .filter(({ id }) => id === "result_on_leaving")
    .map((each) => ({ ...each, pauses }));
  const programme = {
    ...store.programme,
    registers: new Map([["participants", { ...participants, deadlines }]]),
  };
  const client = await store.pool.connect();
  const waiting = async (today: string) => {
    const found = await recordItems(client, programme, worker, today, nothingOpen);
    return found.map(({ count, overdue, due, href }) => ({ count, overdue, due, href }));
  };
  try {
    const href =
      "operations/guidance/registers/participants?filter=_due.result_on_leaving%3A*&filter=_partner%3Anorth_workshop&sort=_due.result_on_leaving";
    assert.deepEqual(await waiting("2020-07-09"), []);
    for (const [today, overdue] of [
      ["2020-07-10", 0],
      ["2020-08-07", 0],
      ["2020-08-08", 1],
    ] as const)
      assert.deepEqual(await waiting(today), [{ count: 1, overdue, due: "2020-08-07", href }], today);
  } finally {
    client.release();
  }
});
