import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Client } from "pg";
import { temporaryDatabase } from "../database/forTests.ts";
import { runs } from "./randomPlansForTests.ts";
import { play, randomStory } from "./storiesForTests.ts";
import { playInPostgres, prepareStories } from "./storiesInPostgresForTests.ts";

/** Stories that are handed to the database at once. */
const batch = 100;

test("random programmes, agreements and declarations come to the same in the code and in PostgreSQL, to the cent", async (t) => {
  const temporary = await temporaryDatabase();
  const client = new Client({ connectionString: temporary.url });
  await client.connect();
  const seed = Number(process.env["JALON_SEED"] ?? "20200101");
  const seen = {
    stories: 0,
    submit: 0,
    withdraw: 0,
    correct: 0,
    cut: 0,
    cutMoved: 0,
    limited: 0,
    amounts: 0,
  };
  try {
    await prepareStories(client);
    for (let done = 0; done < runs; done += batch) {
      const stories = fc.sample(randomStory, { numRuns: Math.min(batch, runs - done), seed: seed + done });
      const { outcomes, broken } = await playInPostgres(client, stories);
      assert.equal(broken, 0, `seed ${seed + done}`);
      stories.forEach((story, at) => {
        const which = `seed ${seed + done}, story ${at}`;
        try {
          const { amounts, held } = play(story);
          assert.deepEqual(outcomes[at]?.amounts, amounts);
          assert.deepEqual(outcomes[at]?.held, held);
          seen.amounts += amounts.length;
          if (held.some((each) => each.includes(" rejected "))) seen.cutMoved++;
          if (held.filter((each) => each.includes(" budgeted ")).length < story.work.plan.lines.length)
            seen.limited++;
        } catch (error) {
          throw new Error(`${which}: ${JSON.stringify(story)}`, { cause: error });
        }
        seen.stories++;
        for (const { kind } of story.steps) seen[kind]++;
      });
    }
  } finally {
    await client.end();
    await temporary.drop();
  }
  t.diagnostic(JSON.stringify(seen));
  // Nothing agreed by never happening.
  for (const [what, times] of Object.entries(seen)) assert.ok(times > 0, what);
  assert.equal(seen.stories, runs);
});
