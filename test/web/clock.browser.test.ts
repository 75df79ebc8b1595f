import assert from "node:assert/strict";
import { after, test } from "node:test";
import { keepWithoutBrowser, participants, wholeParticipant } from "./record-person.ts";
import { openWorld } from "./world.ts";

const world = await openWorld({ operations: [] });
after(() => world.close());

const daysAgo = (days: number): string =>
  Temporal.Now.plainDateISO("Europe/Brussels")
    .subtract({ days })
    .toString()
    .split("-")
    .toReversed()
    .join("/");

/** The situation on leaving is to be recorded within 28 days. */
const leftBefore = (days: number, number: number) => {
  const { employment_at_leave: _none, ...answers } = wholeParticipant(number, { leave_date: daysAgo(days) });
  return answers;
};

test("a record's page says how many days are left on its last day, and how late it is the day after", async () => {
  const worker = await world.account({ role: "case_worker", partner: "cpas_forest" });
  const page = await world.page(worker);
  for (const [days, words, language] of [
    [28, /En cours.*au plus tard le .* : encore 0 jour/, "fr"],
    [29, /Te laat.*verwacht op .*: 1 dag te laat/, "nl"],
  ] as const) {
    const record = await keepWithoutBrowser(world, worker, leftBefore(days, days));
    await page.goto(`/${language}/${participants}/records/${record}`);
    const title = language === "fr" ? "Délais" : "Termijnen";
    const card = page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });
    await card.waitFor();
    assert.match((await card.innerText()).replaceAll(/\s+/g, " "), words);
  }
});

test("one click in one's account stops the reminders, and one brings them back", async () => {
  const worker = await world.account({ role: "case_worker", partner: "cpas_forest" });
  const page = await world.page(worker);
  await page.goto("/fr/account");
  const box = (checked: boolean) => page.getByRole("checkbox", { name: /quand un délai approche/, checked });
  const stored = async () => {
    const { rows } = await world.pool.query<{ quiet: boolean }>(
      "select quiet from clock.reader where account = $1",
      [worker.id],
    );
    return rows[0]?.quiet;
  };
  for (const isQuiet of [true, false]) {
    const kept = page.waitForResponse((answer) => answer.request().method() === "PATCH");
    await page.getByText(/quand un délai approche/).click();
    assert.equal((await kept).status(), 200);
    assert.equal(await stored(), isQuiet);
    await box(!isQuiet).waitFor({ state: "attached" });
  }
});
