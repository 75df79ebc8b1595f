import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import type { Field, Register } from "../../src/definition/programme.ts";
import type { Kept } from "../../src/entry/shapes.ts";
import type { TestAccount, World } from "./world.ts";

/** What somebody answers, by field: texts and days as typed, choices by their code, yes and no as true and false. */
export type Answered = Readonly<Record<string, string>>;

type Focus = Readonly<{ field: string | null; role: string; isSubmit: boolean }>;

/** Returns where the focus is: in which question, on what, or on the button that keeps the record. */
export const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const active = document.activeElement;
    const field = active?.closest("[data-field]")?.getAttribute("data-field") ?? null;
    const role = active?.getAttribute("role") ?? active?.getAttribute("type") ?? active?.tagName ?? "";
    return { field, role: role.toLowerCase(), isSubmit: active?.getAttribute("type") === "submit" };
  });

const choicesOf = (field: Field): string[] =>
  field.type === "boolean" ? ["true", "false"] : (field.choices ?? []).map(({ code }) => code);

/** Answers the question that has the focus, by keys alone. */
export const answerByKeys = async (page: Page, field: Field, answer: string, role: string): Promise<void> => {
  if (role === "radio") {
    await page.keyboard.press("Space");
    for (let step = choicesOf(field).indexOf(answer); step > 0; step--)
      await page.keyboard.press("ArrowDown");
  } else if (role === "button") {
    await page.keyboard.press("Enter");
    await page.getByRole("listbox").waitFor();
    // The list begins with "no answer", which is where one stands.
    for (let step = choicesOf(field).indexOf(answer); step >= 0; step--)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("listbox").waitFor({ state: "detached" });
  } else await page.keyboard.type(answer);
};

/** Goes from question to question with Tab, answers each, and stops at the button that keeps the record. */
export const fillByKeys = async (page: Page, register: Register, answered: Answered): Promise<string[]> => {
  const done: string[] = [];
  const most = 4 * register.fields.size + 60;
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    const { field: id, role, isSubmit } = await focusOf(page);
    if (isSubmit) return done;
    if (id === null || done.includes(id)) continue;
    const field = register.fields.get(id);
    const answer = answered[id];
    assert.ok(
      field !== undefined && answer !== undefined,
      `the form asks ${id}, for which there is no answer`,
    );
    await answerByKeys(page, field, answer, role);
    done.push(id);
  }
  throw new Error("Tab never came to the button that keeps the record");
};

/** Returns a participant of the CPAS service, complete and right to the last question. */
export const wholeParticipant = (number: number, bent: Answered = {}): Answered => ({
  person_number: `ESSAI-${String(number).padStart(5, "0")}`,
  last_name: "Exemplaire",
  first_name: "Odile",
  email: `odile.exemplaire${number}@courriel.example`,
  phone: "0400 00 00 00",
  postcode: "1190",
  birth_date: "03/06/1985",
  gender: "woman",
  entry_date: "04/06/2018",
  employment_at_entry: "unemployed",
  registered_unemployed: "true",
  unemployed_since: "02/05/2017",
  in_education_at_entry: "false",
  education_level: "isced_3",
  informed_on: "04/06/2018",
  language: "fr",
  adviser_code: "JC01",
  article_60: "false",
  path_phase: "job_search",
  household_adults: "2",
  household_working_adults: "1",
  household_children: "1",
  migrant_or_minority: "refused",
  disability: "no",
  other_disadvantage: "no",
  housing_exclusion: "false",
  rural_area: "false",
  leave_date: "29/03/2019",
  leave_reason: "job",
  completed_as_planned: "true",
  employment_at_leave: "employed",
  in_education_at_leave: "false",
  qualification_gained: "false",
  offer_received: "true",
  sampled: "true",
  sample_weight: "1,5",
  employment_at_6_months: "employed",
  in_training_at_6_months: "false",
  stable_contract_at_6_months: "false",
  full_employment_at_6_months: "false",
  higher_skills_at_6_months: "false",
  promoted_at_6_months: "false",
  ...bent,
});

/** Where the participants of the CPAS service are. */
export const participants = "operations/cpas/registers/participants";

/** Keeps a record without a browser, where a test is about what comes after. Returns its number. */
export const keepWithoutBrowser = async (
  world: World,
  account: TestAccount,
  answered: Answered,
): Promise<number> => {
  const ask = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const headers = { ...account.headers, "content-type": "application/json" };
    const answer = await world.app.request(path, { method, headers, body: JSON.stringify(body) });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  };
  const path = `/api/drafts/${randomUUID()}`;
  const edits = Object.entries(answered).map(([field, text], index) => ({ seq: index + 1, field, text }));
  const place = { operation: "cpas", register: "participants", partner: account.partner ?? "cpas_forest" };
  await ask("PUT", path, { ...place, edits });
  return ((await ask("POST", `${path}/keep`, {})) as Kept).record;
};
