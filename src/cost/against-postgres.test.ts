import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Client } from "pg";
import { temporaryDatabase } from "../database/forTests.ts";
import { computeCosts } from "./compute.ts";
import { withScale } from "./forTests.ts";
import { randomWork, rulesOf, runs } from "./randomPlansForTests.ts";
import { centsFunction, recomputation } from "./recomputeForTests.ts";

/** Plans that are handed to the database at once. */
const batch = 40;

test("a computation of its own, in PostgreSQL's numeric, agrees on every line of random plans", async () => {
  const temporary = await temporaryDatabase();
  const client = new Client({ connectionString: temporary.url });
  await client.connect();
  try {
    await client.query(centsFunction);
    const scale = withScale.salaryScales.get("invented");
    const given = { ceilings: scale?.functions.get("adviser")?.yearly, reductions: scale?.reductions };
    const seed = Number(process.env["JALON_SEED"] ?? "20200101");
    const forms = new Map<string, number>();
    let checked = 0;
    for (let done = 0; done < runs; done += batch) {
      const works = fc.sample(randomWork, { numRuns: Math.min(batch, runs - done), seed: seed + done });
      const { rows } = await client.query<{ plan: number; line: string; amount: string }>(
        recomputation.replaceAll("cents(", "pg_temp.cents("),
        [JSON.stringify(works.map((work) => ({ ...work, ...given })))],
      );
      const recomputed = new Map(rows.map(({ plan, line, amount }) => [`${plan} ${line}`, amount]));
      works.forEach((work, index) => {
        const { lines } = computeCosts(rulesOf(work), work.plan, work.delivered, {
          available: work.available,
        });
        checked += lines.length;
        for (const { line, amount } of lines) {
          const again = recomputed.get(`${index} ${line}`);
          // Said only where they differ: a plan is long, and there are many.
          if (again !== amount)
            assert.equal(
              again,
              amount,
              `seed ${seed + done}, plan ${index}, line ${line}: ${JSON.stringify(work)}`,
            );
        }
        for (const { terms, id } of work.plan.lines)
          if (lines.some(({ line, amount }) => line === id && amount !== "0.00"))
            forms.set(terms.form, (forms.get(terms.form) ?? 0) + 1);
      });
      assert.equal(
        rows.length,
        works.reduce((sum, { plan }) => sum + plan.lines.length, 0),
      );
    }
    assert.ok(checked > runs);
    // Every form was among the plans with an amount of its own, so that none agreed by being nothing.
    const tried = ["real_cost", "unit_cost", "lump_sum", "flat_rate", "hourly_rate", "fixed_share"];
    for (const form of [...tried, "salary_flat_rate", "not_linked_to_costs"])
      assert.ok((forms.get(form) ?? 0) > 0, form);
  } finally {
    await client.end();
    await temporary.drop();
  }
});
