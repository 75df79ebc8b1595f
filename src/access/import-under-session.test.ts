import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { peopledStore, refused } from "../../test/programme/peopledStore.ts";
import { participantRow, writeCsv } from "../../test/programme/rows.ts";
import { registerOf } from "../../test/programme/tinyProgramme.ts";
import { importFile, type ImportOutcome, WallError } from "../intake/import.ts";
import { verifyTrail } from "../trail/verify.ts";
import { type Signed } from "./forTests.ts";

const { store, north, coordinator, inspector, nobodyYet } = await peopledStore();
after(() => store.close());

describe("a file taken in under a session", () => {
  let files = 0;
  const importAs = (
    signed: Signed,
    partner: string,
    number: number,
    postcode: string,
  ): Promise<ImportOutcome> =>
    importFile(store.pool, {
      path: writeCsv(store.folder, `session-${++files}.csv`, [
        participantRow(number),
        participantRow(1, { postcode }),
      ]),
      programme: store.programme,
      register: registerOf(store.programme, "participants"),
      operation: "guidance",
      partner,
      actor: "said",
      dataFolder: store.folder,
      session: signed.session,
    });

  test("is written by who signed in, and the trail names them and verifies", async () => {
    const outcome = await importAs(north, "north_workshop", 31, "1000");
    assert.equal(outcome.kind === "imported" && outcome.added === 1 && outcome.changed === 1, true);
    const { rows } = await store.pool.query<{ actor: string }>(
      `select c.actor || ' ' || f.actor as actor from trail.change c join intake.file f on f.change = c.seq
       order by seq desc limit 1`,
    );
    assert.equal(rows[0]?.actor, `account:${north.account} account:${north.account}`);
    assert.deepEqual((await verifyTrail(store.pool)).breaks, []);
  });

  test("leaves nothing behind where the session may not write, and the connection is the owner's again", async () => {
    const content = () =>
      store.pool
        .query("select record, change from register.participants order by record")
        .then(({ rows }) => rows);
    const earlier = await content();
    const path = writeCsv(store.folder, "south.csv", [participantRow(41)]);
    for (const signed of [north, inspector, nobodyYet])
      await refused(
        importFile(store.pool, {
          path,
          programme: store.programme,
          register: registerOf(store.programme, "participants"),
          operation: "guidance",
          partner: "south_workshop",
          actor: "said",
          dataFolder: store.folder,
          session: signed.session,
        }),
      );
    assert.deepEqual(await content(), earlier);
    const { rows } = await store.pool.query<{ role: string }>("select current_user::text as role");
    assert.equal(rows[0]?.role, "postgres");
  });

  test("is refused whole when one of its records is behind a wall without a word", async () => {
    // Nothing but the policy of changes is in the way: the row is seen, and passed by.
    await store.pool.query(
      `create policy for_this_test on register.participants as restrictive for update to jalon_application using (false)`,
    );
    try {
      await assert.rejects(importAs(coordinator, "north_workshop", 51, "4000"), WallError);
    } finally {
      await store.pool.query("drop policy for_this_test on register.participants");
    }
  });
});
