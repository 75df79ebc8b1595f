import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AccountAnswer } from "../server/routes/account.ts";
import { participantRow, writeCsv } from "../../test/programme/rows.ts";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import { openWorld, type TestAccount, type World } from "../../test/web/world.ts";
import type { Deadline, Programme } from "../definition/programme.ts";
import { importFile } from "../intake/import.ts";
import { openMailServer } from "../signin/forTests.ts";
import { reminderTasks, tellDeadlines } from "./deadlines.ts";

/** The situation on leaving is due in 28 days: case workers are told a week before, their heads the day after too. */
const tells: Deadline["tells"] = [
  { days: -7, roles: ["guide"] },
  { days: 1, roles: ["guide", "coordinator"] },
];
const programme = ((): Programme => {
  const tiny = tinyProgramme();
  const participants = registerOf(tiny, "participants");
  const deadlines = participants.deadlines.map((each) =>
    each.id === "result_on_leaving" ? { ...each, tells } : each,
  );
  return {
    ...tiny,
    registers: new Map([...tiny.registers, ["participants", { ...participants, deadlines }]]),
  };
})();

let world: World;
let guide: TestAccount;
let elsewhere: TestAccount;
let coordinator: TestAccount;
const mails = await openMailServer();
before(async () => {
  world = await openWorld({
    programme,
    operations: [],
    settings: { smtp: mails.url, demonstration: false },
  });
  const north = { operation: "guidance", partner: "north_workshop" };
  guide = await world.account({ role: "guide", ...north, language: "nl" });
  elsewhere = await world.account({ role: "guide", operation: "guidance", partner: "south_workshop" });
  coordinator = await world.account({ role: "coordinator", operation: "guidance" });
  // Both left on 30 June: due on 28 July, told of on 21 and 29 July.
  const rows = [1, 2].map((number) =>
    participantRow(number, { leave_date: "30/06/2020", employment_at_leave: "" }),
  );
  const outcome = await importFile(world.pool, {
    ...north,
    path: writeCsv(world.folder, "left.csv", rows),
    programme,
    register: registerOf(programme, "participants"),
    actor: "test",
    dataFolder: world.folder,
  });
  assert.equal(outcome.kind, "imported");
});
after(async () => {
  await world.close();
  await mails.close();
});

type Noted = { account: string; soon: number; late: number };

/** What would be sent that night; each time the night is undone, so that the next one starts from what was before. */
const night = async (today: string): Promise<Noted[]> => {
  const noted: Noted[] = [];
  await tellDeadlines(
    {
      pool: world.pool,
      programme,
      addJob: async (_client, name, payload) => {
        assert.equal(name, "deadline_mail");
        noted.push(payload as Noted);
      },
    },
    today,
  );
  return noted.toSorted((a, b) => a.soon - b.soon || a.account.localeCompare(b.account));
};
const anew = () => world.pool.query("delete from clock.reader");

test("a case worker is told seven days before, neither the day before that nor the day after, and only of their own", async () => {
  for (const [day, expected] of [
    ["2020-07-20", []],
    ["2020-07-21", [{ account: guide.id, soon: 2, late: 0 }]],
    ["2020-07-22", []],
  ] as const) {
    await anew();
    assert.deepEqual(await night(day), expected, day);
  }
});

test("the day after it was due, whoever follows the operation is told as well", async () => {
  await anew();
  assert.deepEqual(await night("2020-07-28"), []);
  const accounts = [guide.id, coordinator.id].toSorted((a, b) => a.localeCompare(b));
  assert.deepEqual(
    await night("2020-07-29"),
    accounts.map((account) => ({ account, soon: 0, late: 2 })),
  );
});

test("nothing is told twice, and a night that was missed is made up for", async () => {
  await anew();
  assert.deepEqual(await night("2020-07-20"), []);
  assert.deepEqual(await night("2020-07-24"), [{ account: guide.id, soon: 2, late: 0 }]);
  assert.deepEqual(await night("2020-07-24"), []);
});

const setReminders = async (reminders: boolean, account: TestAccount) => {
  const response = await world.app.request("/api/account", {
    method: "PATCH",
    headers: { ...account.headers, "content-type": "application/json" },
    body: JSON.stringify({ reminders }),
  });
  assert.equal(response.status, 200);
};
const reminders = async (account: TestAccount): Promise<boolean> => {
  const response = await world.app.request("/api/account", { headers: account.headers });
  return ((await response.json()) as AccountAnswer).reminders;
};

test("everybody is told until they say no, and one's no changes nothing for others", async () => {
  await anew();
  assert.equal(await reminders(guide), true);
  await setReminders(false, guide);
  assert.deepEqual([await reminders(guide), await reminders(elsewhere)], [false, true]);
  assert.deepEqual(
    (await night("2020-07-29")).map(({ account }) => account),
    [coordinator.id],
  );
  await setReminders(true, guide);
  assert.equal(await reminders(guide), true);
});

const send = reminderTasks["deadline_mail"] ?? assert.fail("no such task");

test("the mail says how many in its reader's language, and leads to the list and to one's account; no name of anybody", async () => {
  await send(world.house, { account: guide.id, soon: 2, late: 1 });
  const mail = await mails.next(guide.email);
  assert.equal(mail.subject, "Termijnen om op te volgen in Jalon");
  assert.match(mail.text, /naderen: 2.*verstreken zijn: 1/s);
  assert.match(mail.text, /\/nl\/account/);
  assert.doesNotMatch(mail.text, /Exemple|Aline|Bruno|V-0000/);
});

test("a demonstration tells nobody, whatever its deadlines", async () => {
  await anew();
  const nightly = reminderTasks["tell_deadlines"] ?? assert.fail("no such task");
  await nightly({ ...world.house, settings: { ...world.house.settings, demonstration: true } }, {});
  const { rows } = await world.pool.query("select from clock.reader");
  assert.equal(rows.length, 0);
});
