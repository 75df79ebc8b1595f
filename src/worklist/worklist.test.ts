import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { type EntryWorld, openEntryWorld } from "../../test/web/entry-world.ts";
import type { TestAccount } from "../../test/web/world.ts";
import { asSession } from "../access/as-session.ts";
import { worklist } from "./worklist.ts";
import type { OpenSql } from "./records.ts";

let world: EntryWorld;
before(async () => {
  world = await openEntryWorld();
});
after(() => world.close());

/** Counting that takes as long as it does for a whole programme, or for a few records on a busy machine. */
const slowly: OpenSql = ({ id }, state) =>
  id === "participants" && state === "incomplete"
    ? "(select true from pg_sleep(0.6)) and gender = 'woman'"
    : undefined;

/** How many records wait for the situation of whoever left. */
const waiting = (account: TestAccount): Promise<number> =>
  asSession(world.pool, createHash("sha256").update(account.secret).digest("hex"), async (client, who) => {
    assert.ok(who);
    const { programme, house } = world;
    const asked = { client, programme, who, today: house.today(), people: null, targets: [] };
    const items = await worklist({ ...asked, openSql: slowly });
    return items.find(({ id }) => id.startsWith("deadline/participants/result_on_leaving/"))?.count ?? 0;
  });

test("what somebody settled is gone from what waits for them, however long counting takes; others may learn later", async () => {
  const { north, colleague } = world;
  await world.participant(1, { leave_date: "30/06/2020" });
  assert.equal(await waiting(north), 1);

  await world.participant(2, { leave_date: "30/06/2020" });
  assert.equal(await waiting(colleague), 1, "a colleague is told what was counted a moment ago");
  assert.equal(await waiting(north), 2, "whoever wrote is told what is so now");
  assert.equal(await waiting(colleague), 2, "and what was counted for one is told to the other");
});
