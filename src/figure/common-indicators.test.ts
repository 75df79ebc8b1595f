import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fillRegister } from "../../bench/participants.ts";
import { openDatabase, type Database } from "../database/connect.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../database/forTests.ts";
import { loadProgramme } from "../definition/load.ts";
import { prepareStore } from "../intake/store.ts";
import { computeFigures } from "./compute.ts";
import { Snapshot } from "./snapshot.ts";

/**
 * The indicators of the 2014-2020 framework against SQL that was written by hand from the regulation's annexes, on
 * thousands of invented participations: a second opinion that shares no line with the definitions.
 */
const records = 6000;
const out = ["unemployed", "inactive"].map((word) => `'${word}'`).join(", ");
const work = ["employed", "self_employed"].map((word) => `'${word}'`).join(", ");
const longTerm = `(employment_at_entry = 'unemployed' and unemployed_since <
  entry_date - case when age < 25 then interval '6 months' else interval '12 months' end)`;
const outside = "(employment_at_entry = 'inactive' and in_education_at_entry = false)";
const jobless =
  "(entry_date < '2018-08-02' and household_adults is not null and household_working_adults = 0)";
const otherwise = "(other_disadvantage = 'yes' or (education_level = 'isced_0' and age >= 12))";
const disadvantaged = `(migrant_or_minority = 'yes' or disability = 'yes' or ${otherwise})`;
const searching = "(employment_at_entry = 'inactive' and employment_at_leave = 'unemployed')";
const studying = "(in_education_at_entry = false and in_education_at_leave)";
const working = `(employment_at_entry in (${out}) and employment_at_leave in (${work}))`;
const workingLater = `(employment_at_entry in (${out}) and employment_at_6_months in (${work}))`;
const outcome = `(in_education_at_leave or qualification_gained or employment_at_leave in (${work}))`;
const yei = "operation in ('cpe_oip', 'european_internships', 'neets')";

const onEntry: Record<string, string> = {
  GRAND_TOTAL: "true",
  CO01: "complete and employment_at_entry = 'unemployed'",
  CO02: `complete and ${longTerm}`,
  CO03: "complete and employment_at_entry = 'inactive'",
  CO04: `complete and ${outside}`,
  CO05: `complete and employment_at_entry in (${work})`,
  CO06: "complete and age < 25",
  CO07: "complete and age > 54",
  CO08: `complete and age > 54 and (employment_at_entry = 'unemployed' or ${outside})`,
  CO09: "complete and education_level in ('isced_1', 'isced_2')",
  CO10: "complete and education_level in ('isced_3', 'isced_4')",
  CO11: "complete and education_level in ('isced_5', 'isced_6', 'isced_7', 'isced_8')",
  CO12: `complete and ${jobless}`,
  CO13: `complete and ${jobless} and household_children > 0`,
  CO14: "complete and entry_date < '2018-08-02' and household_adults = 1 and household_children > 0",
  CO15: "complete and migrant_or_minority = 'yes'",
  CO16: "complete and disability = 'yes'",
  CO17: `complete and ${otherwise}`,
  CO18: "complete and sampled and housing_exclusion",
  CO19: "complete and sampled and rural_area",
  TOTAL: `complete and employment_at_entry in (${out}, ${work})`,
};
const onLeaving: Record<string, string> = {
  CR01: `complete and ${searching}`,
  CR02: `complete and ${studying}`,
  CR03: "complete and qualification_gained",
  CR04: `complete and ${working}`,
  CR05: `complete and ${disadvantaged} and (${searching} or ${studying} or qualification_gained or ${working})`,
  CR06: `complete and sampled and ${workingLater}`,
  CR07: `complete and sampled and employment_at_entry in (${work}) and (stable_contract_at_6_months
    or full_employment_at_6_months or higher_skills_at_6_months or promoted_at_6_months)`,
  CR08: `complete and sampled and age > 54 and ${workingLater}`,
  CR09: `complete and sampled and ${disadvantaged} and ${workingLater}`,
  "YEI-CR01": `complete and ${yei} and employment_at_entry = 'unemployed' and completed_as_planned`,
  "YEI-CR02": `complete and ${yei} and employment_at_entry = 'unemployed' and offer_received`,
  "YEI-CR03": `complete and ${yei} and employment_at_entry = 'unemployed' and ${outcome}`,
  "YEI-CR04": `complete and ${yei} and ${longTerm} and completed_as_planned`,
  "YEI-CR05": `complete and ${yei} and ${longTerm} and offer_received`,
  "YEI-CR06": `complete and ${yei} and ${longTerm} and ${outcome}`,
  "YEI-CR07": `complete and ${yei} and ${outside} and completed_as_planned`,
  "YEI-CR08": `complete and ${yei} and ${outside} and offer_received`,
  "YEI-CR09": `complete and ${yei} and ${outside} and ${outcome}`,
  "YEI-CR10": `complete and ${yei} and sampled and in_training_at_6_months`,
  "YEI-CR11": `complete and ${yei} and sampled and employment_at_6_months = 'employed'`,
  "YEI-CR12": `complete and ${yei} and sampled and employment_at_6_months = 'self_employed'`,
};
const estimated = new Set([
  "CO18",
  "CO19",
  "CR06",
  "CR07",
  "CR08",
  "CR09",
  "YEI-CR10",
  "YEI-CR11",
  "YEI-CR12",
]);

const people = `(select *, extract(year from age(entry_date, birth_date)) as age,
  gender is not null and birth_date is not null and employment_at_entry is not null and education_level is not null
  and (employment_at_entry <> 'unemployed' or unemployed_since is not null)
  and (employment_at_entry <> 'inactive' or in_education_at_entry is not null)
  and (entry_date >= '2018-08-02' or (household_adults is not null and household_working_adults is not null
    and household_children is not null)) as complete
  from register.participants) people`;

describe("the indicators of the framework", () => {
  const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
  let temporary: TemporaryDatabase;
  let database: Database;
  let snapshot: Snapshot;
  before(async () => {
    temporary = await temporaryDatabase();
    database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
    await prepareStore(database.pool, programme);
    const participants = programme.registers.get("participants");
    assert.ok(participants);
    await fillRegister(database.pool, programme, participants, records);
    snapshot = await Snapshot.open({ pool: database.pool, programme, dataFolder: temporary.folder });
  });
  after(async () => {
    snapshot.close();
    await database.close();
    await temporary.drop();
  });

  const byHand = async (by: readonly string[]): Promise<Map<string, string>> => {
    const cells = new Map<string, string>();
    for (const [conditions, date] of [
      [onEntry, "entry_date"],
      [onLeaving, "leave_date"],
    ] as const)
      for (const [figure, condition] of Object.entries(conditions)) {
        const keys = by.map((name) => (name === "year" ? `extract(year from ${date})::int::text` : name));
        const counted = estimated.has(figure) ? "floor(coalesce(sum(sample_weight), 0) + 0.5)" : "count(*)";
        const { rows } = await database.pool.query<{ at: (string | null)[]; value: string }>(
          `select array[${keys.join(", ")}]::text[] as at, (${counted})::text as value from ${people}
           where ${date} is not null and (${condition}) group by ${keys.join(", ")}`,
        );
        for (const { at, value } of rows) cells.set(`${figure} ${JSON.stringify(at)}`, value);
      }
    return cells;
  };

  it("are all there, with one row for each of men, women and not answered", async () => {
    const { figures, rows } = await computeFigures(programme, snapshot, { year: 2020, by: ["gender"] });
    const ids = figures.map(({ id }) => id);
    for (const id of [...Object.keys(onEntry), ...Object.keys(onLeaving)]) assert.ok(ids.includes(id), id);
    assert.deepEqual(
      rows.map(({ at }) => at["gender"]),
      ["man", "woman", null],
    );
  });

  for (const by of [
    ["gender", "year"],
    ["operation", "gender", "year"],
    ["partner", "year"],
  ])
    it(`agree with SQL written by hand in every cell, by ${by.join(", ")}`, async () => {
      const figures = [...Object.keys(onEntry), ...Object.keys(onLeaving)];
      const expected = await byHand(by);
      const table = await computeFigures(programme, snapshot, { figures, by });
      let counted = 0;
      for (const { at, values } of table.rows)
        for (const figure of figures) {
          const key = `${figure} ${JSON.stringify(by.map((name) => at[name] ?? null))}`;
          assert.equal(String(values.get(figure)), expected.get(key) ?? "0", key);
          if (values.get(figure) !== 0n) counted += 1;
          expected.delete(key);
        }
      assert.deepEqual(
        [...expected].filter(([, value]) => value !== "0"),
        [],
      );
      assert.ok(counted > 300, `${counted} cells are not zero`);
    });
});
