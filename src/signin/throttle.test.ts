import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openDatabase } from "../database/connect.ts";
import { openWorld } from "../../test/web/world.ts";
import { attemptsOfAddress, freeAttempts, throttleOf } from "./throttle.ts";

const world = await openWorld({ operations: [] });
after(() => world.close());
const { count, forget } = throttleOf(world.pool);
const tooMany = { code: "too_many_attempts" };

test("one address tries many accounts a hundred times, and then waits; right attempts are given back", async () => {
  for (let n = 0; n < attemptsOfAddress; n += 1) await count(`somebody ${n}`, "address 1");
  for (let n = 0; n < 10; n += 1) await forget(`somebody ${n}`, "address 1");
  for (let n = 0; n < 10; n += 1) await count(`another ${n}`, "address 1");
  await assert.rejects(count("one more", "address 1"), tooMany);
  await count("one more", "address 2");
});

test("a wait holds for another server, and after a restart", async () => {
  for (let n = 0; n < freeAttempts; n += 1) await count("waits", `from ${n}`);
  await assert.rejects(count("waits", "from 6"), tooMany);
  const { connectionString } = world.pool.options;
  const other = await openDatabase({ dataFolder: world.folder, url: connectionString });
  try {
    await assert.rejects(throttleOf(other.pool).count("waits", "from 7"), tooMany);
    await throttleOf(other.pool).count("does not", "from 7");
  } finally {
    await other.close();
  }
});
