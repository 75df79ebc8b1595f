import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { BulkOutcome, EntryFinding, Kept, RecordPage } from "../../src/entry/shapes.ts";
import { importFile } from "../../src/intake/import.ts";
import { brokenBetween } from "../../src/register/between.ts";
import { csvOf, writeCsv, type FileRow } from "../programme/rows.ts";
import { registerOf } from "../programme/tinyProgramme.ts";
import { openWorld, type TestAccount, type World } from "../web/world.ts";

/** What a record says beside others, held alike for a program, a form, a file, and by the database. */
let world: World;
before(async () => {
  world = await openWorld({ operations: [], settings: { today: "2020-03-02" } });
});
after(() => world.close());

type Answer<T> = Readonly<{ status: number; body: T; rules: readonly string[] }>;
type Answers = Readonly<Record<string, unknown>>;

const ask = async <T>(
  account: TestAccount,
  method: string,
  path: string,
  body?: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer<T>> => {
  const response = await world.app.request(path, {
    method,
    headers: { ...account.headers, "content-type": "application/json", ...more },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & Readonly<{ findings?: readonly EntryFinding[] }>;
  const refusals = (answer.findings ?? []).filter(({ severity }) => severity === "refuse");
  return {
    status: response.status,
    body: answer,
    rules: refusals.map(({ rule, field }) => `${rule} ${field}`),
  };
};

/** A register at one partner: how a program writes there, and what a file and the database say. */
const registerAt = (account: TestAccount, operation: string, register: string, partner: string) => {
  const path = `/api/operations/${operation}/registers/${register}/records`;
  const add = (answers: Answers) => ask<Kept>(account, "POST", path, { partner, answers });
  let files = 0;
  return {
    path,
    add,
    kept: async (answers: Answers): Promise<Kept> => {
      const { status, body } = await add(answers);
      assert.equal(status, 201, JSON.stringify(body));
      return body;
    },
    change: (record: number, version: number, answers: Answers) =>
      ask<Kept>(account, "PATCH", `${path}/${record}`, { answers }, { "if-match": `"${version}"` }),
    /** What refuses a file of these rows; nothing where it is taken. */
    file: async (...rows: FileRow[]): Promise<string[]> => {
      const outcome = await importFile(world.pool, {
        path: writeCsv(world.folder, `${register}-${++files}.csv`, rows),
        programme: world.programme,
        register: registerOf(world.programme, register),
        operation,
        partner,
        actor: "test",
        dataFolder: world.folder,
      });
      if (outcome.kind === "already") return ["already"];
      return outcome.check.remarks
        .filter(({ severity }) => severity === "refuse")
        .map(({ row, rule }) => `${row} ${rule}`);
    },
    /** What the database itself says of a record written past every form and file; nothing of it stays. */
    write: async (record: number, set: string): Promise<string> => {
      const client = await world.pool.connect();
      try {
        await client.query("begin");
        await client.query(
          `update register.${register} set ${set}, change = change + 1000 where record = $1`,
          [record],
        );
        const { rows } = await client.query<{ names: string }>(
          `select string_agg(format('register.%I', tgname), ', ') as names from pg_trigger
           where tgrelid = $1::regclass and starts_with(tgname, 'between_')`,
          [`register.${register}`],
        );
        await client.query(`set constraints ${rows[0]?.names} immediate`);
        return "taken";
      } catch (error) {
        return brokenBetween(error) ?? String(error);
      } finally {
        await client.query("rollback");
        client.release();
      }
    },
    remove: async (record: number): Promise<string> => {
      const page = await ask<RecordPage>(account, "GET", `${path}/${record}`);
      const { status } = await ask(account, "POST", `${path}/${record}/remove`, {
        version: page.body.version,
        reason: "erreur d'encodage",
      });
      return String(status);
    },
  };
};

/** What is filled into the empty cells of a file that somebody brings in. */
const filled = async (
  account: TestAccount,
  operation: string,
  partner: string,
  register: string,
  rows: readonly FileRow[],
): Promise<unknown[]> => {
  // The server's own tasks read the file.
  await world.url();
  const query = `operation=${operation}&partner=${partner}&register=${register}`;
  const brought = await world.app.request(`/api/files?${query}`, {
    method: "POST",
    headers: { ...account.headers, "x-file-name": "essai.csv" },
    body: csvOf(rows),
  });
  const { id, ...said } = (await brought.json()) as { id: string };
  assert.equal(brought.status, 201, JSON.stringify(said));
  let state = "";
  for (let looks = 0; state !== "ready" && looks < 200; looks++) {
    ({ state } = (await ask<{ state: string }>(account, "GET", `/api/files/${id}`)).body);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(state, "ready");
  const { status, body } = await ask(account, "POST", `/api/files/${id}/fill`);
  assert.equal(status, 200, JSON.stringify(body));
  type Mends = Readonly<{ mends: readonly { row: number; field: string; value: string }[] }>;
  const { mends } = (await ask<Mends>(account, "GET", `/api/files/${id}/mends`)).body;
  return mends.map(({ row, field, value }) => [row, field, value]);
};

describe("hours of a post, month by month and for the year", () => {
  const at = async () => {
    const account = await world.account({ role: "service_worker", operation: "technical_assistance" });
    const of = (register: string) => registerAt(account, "technical_assistance", register, "actiris");
    return { time: of("staff_time"), years: of("staff_years") };
  };
  const month = (post_code: string, number: number, hours: string, task = "programme") => ({
    post_code,
    month: `2020-${String(number).padStart(2, "0")}-01`,
    task,
    hours,
  });
  const year = (post_code: string, full_time_hours: string, more: Answers = {}) => ({
    post_code,
    year_from: "2020-01-01",
    full_time_hours,
    year_state: "open",
    ...more,
  });

  test("add up to the hours of the post and not a hundredth more, whichever of the two is written", async () => {
    const { time, years } = await at();
    const post = await years.kept(year("G-01", "200.00"));
    await time.kept(month("G-01", 1, "100.00"));
    const refused = await time.add(month("G-01", 2, "100.01"));
    assert.deepEqual([refused.status, refused.rules], [422, ["hours_of_post_year hours"]]);
    const last = await time.kept(month("G-01", 2, "100.00"));
    // Another year of the post, and another post, are not added.
    await time.kept({ ...month("G-01", 1, "140.00"), month: "2019-12-01" });
    await time.kept(month("G-02", 1, "140.00"));

    assert.deepEqual((await time.change(last.record, last.change, { hours: "100.01" })).rules, [
      "hours_of_post_year hours",
    ]);
    assert.deepEqual((await years.change(post.record, post.change, { full_time_hours: "199.99" })).rules, [
      "hours_of_post_year full_time_hours",
    ]);
    assert.deepEqual(await time.file(month("G-01", 3, "0,01")), ["2 hours_of_post_year"]);
    assert.deepEqual(await time.file(month("G-01", 3, "0,00")), []);
    assert.equal(await time.write(last.record, "hours = 100.01"), "staff_time.hours_of_post_year");
    assert.equal(await time.write(last.record, "hours = 100.00"), "taken");
    assert.equal(
      await years.write(post.record, "full_time_hours = 199.99"),
      "staff_years.staff_time_hours_of_post_year",
    );
  });

  test("in a file the row that passes them is told, and what the file itself changes counts once", async () => {
    const { time, years } = await at();
    await years.kept(year("G-03", "150.00"));
    assert.deepEqual(
      await time.file(month("G-03", 1, "100,00"), month("G-03", 2, "50,01"), month("G-03", 3, "0,00")),
      ["3 hours_of_post_year", "4 hours_of_post_year"],
    );
    assert.deepEqual(await time.file(month("G-03", 1, "100,00"), month("G-03", 2, "50,00")), []);
    assert.deepEqual(await time.file(month("G-03", 1, "50,00"), month("G-03", 2, "100,00")), []);
  });

  test("are settled at exactly what was recorded, and nothing of a settled year changes", async () => {
    const { time, years } = await at();
    const first = await time.kept(month("G-04", 1, "100.00"));
    await time.kept(month("G-04", 1, "40.50", "partners_tool"));
    const open = await years.kept(year("G-04", "1720.00"));
    const settle = (hours_settled: string, { record, change } = open) =>
      years.change(record, change, { hours_settled, year_state: "settled", settled_on: "2020-03-02" });
    for (const wrong of ["140.49", "140.51"])
      assert.deepEqual((await settle(wrong)).rules, ["hours_settled_as_recorded hours_settled"], wrong);
    const { status, body } = await settle("140.50");
    assert.equal(status, 200, JSON.stringify(body));

    assert.deepEqual((await time.add(month("G-04", 2, "1.00"))).rules, ["hours_settled_as_recorded hours"]);
    assert.deepEqual(await time.file(month("G-04", 2, "1,00")), ["2 hours_settled_as_recorded"]);
    assert.equal(await time.write(first.record, "hours = 99.99"), "staff_time.hours_settled_as_recorded");
    assert.equal(await time.remove(first.record), "409");
    // A year of which nothing is recorded by month may be settled as it is.
    assert.equal((await settle("12.00", await years.kept(year("G-05", "1720.00")))).status, 200);
  });
});

test("actions of a plan cost together what the plan says at most, those dropped left out", async () => {
  const account = await world.account({ role: "service_worker", operation: "diversity" });
  const partner = world.programme.operations.get("diversity")?.partners[0] ?? "";
  const plans = registerAt(account, "diversity", "diversity_plans", partner);
  const actions = registerAt(account, "diversity", "diversity_actions", partner);
  const action = (action_number: number, cost: string, state = "planned") => ({
    company_number: "0012345625",
    plan_rank: 1,
    plan_signed_on: "2020-02-03",
    action_number,
    domain: "recruitment",
    what: "Annonces relues",
    cost,
    due_on: "2020-06-30",
    state,
  });
  const plan = await plans.kept({
    company_number: "0012345625",
    plan_kind: "global",
    company_size: "medium",
    plan_rank: 1,
    signed_on: "2020-02-03",
    ends_on: "2022-02-02",
    planned_cost: "10000.00",
    stage: "signed",
  });
  await actions.kept(action(1, "6000.00"));
  await actions.kept(action(2, "4000.00"));
  assert.deepEqual((await actions.add(action(3, "0.01"))).rules, ["action_costs_of_plan cost"]);
  const dropped = await actions.kept(action(4, "0.00"));
  assert.deepEqual((await plans.change(plan.record, plan.change, { planned_cost: "9999.99" })).rules, [
    "action_costs_of_plan planned_cost",
  ]);
  assert.equal(await actions.write(dropped.record, "cost = 0.01"), "diversity_actions.action_costs_of_plan");
  assert.equal(await actions.write(dropped.record, "cost = 500.00, state = 'dropped'"), "taken");
});

test("days present of a stay are never fewer than the presences noted, and only a partner's own count", async () => {
  const [partner = "", other = ""] = world.programme.operations.get("childcare")?.partners ?? [];
  const account = await world.account({ role: "case_worker", partner });
  const neighbour = await world.account({ role: "case_worker", partner: other });
  const stays = registerAt(account, "childcare", "childcare_stays", partner);
  const presences = registerAt(account, "childcare", "childcare_presences", partner);
  const stay = await stays.kept({
    child_number: "ESSAI-E1",
    child_birth_date: "2019-05-06",
    parent_number: "ESSAI-P1",
    starts_on: "2020-02-03",
    days_present: 1,
  });
  const presence = (day: string, state: string | null, more: Answers = {}) => ({
    child_number: "ESSAI-E1",
    stay_starts_on: "2020-02-03",
    day,
    presence: state,
    ...(state === "present" ? { presence_hours: "6.00" } : {}),
    ...more,
  });
  await presences.kept(presence("2020-02-03", "present"));
  await presences.kept(presence("2020-02-04", "ill"));
  assert.deepEqual((await presences.add(presence("2020-02-05", "present"))).rules, [
    "presences_of_stay presence",
  ]);
  const elsewhere = registerAt(neighbour, "childcare", "childcare_presences", other);
  await elsewhere.kept(presence("2020-02-06", "present"));
  const absent = await presences.kept(presence("2020-02-07", "absent"));
  assert.equal(
    await presences.write(absent.record, "presence = 'present'"),
    "childcare_presences.presences_of_stay",
  );
  assert.deepEqual((await stays.change(stay.record, stay.change, { days_present: 0 })).rules, [
    "presences_of_stay days_present",
  ]);
  const more = await stays.change(stay.record, stay.change, { days_present: null });
  assert.equal(more.status, 200, JSON.stringify(more.body));
  await presences.kept(presence("2020-02-05", "present"));
});

test("a contract says the kind of its authority, and no other", async () => {
  const account = await world.account({ role: "service_worker", operation: "social_clauses" });
  const partner = world.programme.operations.get("social_clauses")?.partners[0] ?? "";
  const authorities = registerAt(account, "social_clauses", "clause_authorities", partner);
  const contracts = registerAt(account, "social_clauses", "clause_contracts", partner);
  const number = "0012345625";
  const authority = await authorities.kept({
    authority_number: number,
    authority_name: "Commune d'essai",
    authority_kind: "municipality",
    first_contact_on: "2020-01-06",
  });
  const contract = (contract_reference: string, authority_kind?: string) => ({
    authority_number: number,
    contract_reference,
    spotted_on: "2020-02-03",
    ...(authority_kind === undefined ? {} : { authority_kind }),
  });
  const refused = await contracts.add(contract("CSC-1", "region"));
  assert.deepEqual([refused.status, refused.rules], [422, ["same_as_named authority_kind"]]);
  const kept = await contracts.kept(contract("CSC-1", "municipality"));
  await contracts.kept(contract("CSC-2"));
  assert.deepEqual((await contracts.change(kept.record, kept.change, { authority_kind: "region" })).rules, [
    "same_as_named authority_kind",
  ]);
  assert.deepEqual(await contracts.file(contract("CSC-3", "region"), contract("CSC-4", "municipality")), [
    "2 same_as_named",
  ]);
  assert.equal(
    await contracts.write(kept.record, "authority_kind = 'region'"),
    "clause_contracts.same_authority_kind",
  );
  assert.deepEqual(
    await filled(account, "social_clauses", partner, "clause_contracts", [
      contract("CSC-6", ""),
      { ...contract("CSC-7", ""), authority_number: "0012345724" },
    ]),
    [[2, "authority_kind", "municipality"]],
  );
  // What the authority becomes later is not the contract's, until one of the two answers is given anew.
  const later = await authorities.change(authority.record, authority.change, { authority_kind: "other" });
  assert.equal(later.status, 200);
  const edited = await contracts.change(kept.record, kept.change, { subject: "Toitures" });
  assert.equal(edited.status, 200, JSON.stringify(edited.body));
  assert.deepEqual((await contracts.add(contract("CSC-5", "municipality"))).rules, [
    "same_as_named authority_kind",
  ]);
});

test("a hire is noted where the job is entered at once: not on the record, for many at once, in a file, or past them", async () => {
  const partner = "mission_locale_forest";
  const account = await world.account({ role: "case_worker", partner });
  const desk = registerAt(account, "jeep_jump", "student_applications", partner);
  const offers = registerAt(account, "jeep_jump", "student_job_offers", partner);
  await offers.kept({
    offer_number: "OJ-ESSAI-2",
    employer_number: "0012345625",
    received_on: "2020-02-03",
    works_from: "2020-07-01",
    works_until: "2020-07-31",
    places: 2,
  });
  const applied = {
    pupil_number: "MLF-ESSAI-2",
    applied_on: "2020-02-10",
    network: "fr",
    employer_number: "0012345625",
  };
  const { record, change } = await desk.kept({ ...applied, state: "candidate" });
  const step = (transition: string, version: number, texts: Readonly<Record<string, string>>) =>
    ask<Kept>(account, "POST", `${desk.path}/${record}/transitions/${transition}`, { version, texts });
  const complete = await step("complete_file", change, { file_complete_on: "2020-02-20" });
  const proposed = await step("propose", complete.body.change, {
    offer_number: "OJ-ESSAI-2",
    employer_number: "0012345625",
    planned_from: "2020-07-01",
  });
  assert.equal(proposed.status, 200, JSON.stringify(proposed.body));
  const version = proposed.body.change;

  const page = await ask<RecordPage>(account, "GET", `${desk.path}/${record}`);
  const acts = page.body.transitions.map(({ transition, act }) => [transition, act && act.service]);
  assert.deepEqual(acts, [
    ["hire", "jeep_jump"],
    ["refuse", null],
    ["withdraw", null],
  ]);
  const hired = await step("hire", version, { decided_on: "2020-03-02", job_starts_on: "2020-07-02" });
  assert.deepEqual([hired.status, (hired.body as unknown as { code: string }).code], [409, "not_from_here"]);
  assert.deepEqual((await desk.change(record, version, { state: "hired" })).rules, ["state_move state"]);
  const many = await ask<BulkOutcome>(account, "POST", `${desk.path.replace(/\/records$/, "")}/bulk`, {
    records: [record],
    transition: "hire",
    reason: "Engagés ensemble",
  });
  assert.deepEqual(
    [many.body.done, many.body.outcomes.map(({ outcome }) => outcome)],
    [0, ["refused"]],
    JSON.stringify(many.body),
  );
  assert.deepEqual(await desk.file({ ...applied, state: "hired", offer_number: "OJ-ESSAI-2" }), [
    "2 state_move",
  ]);
  assert.equal(
    await desk.write(record, "state = 'hired', job_starts_on = '2020-07-02'"),
    "student_applications.step_hire",
  );

  const begun = await ask(account, "POST", "/api/services/jeep_jump/places/begin", {
    operation: "jeep_jump",
    request: record,
    version,
    on: "2020-07-02",
  });
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const { rows } = await world.pool.query(
    `select a.state, j.starts_on::text from register.student_applications a
     join register.student_jobs j using (operation, partner) where a.record = $1`,
    [record],
  );
  assert.deepEqual(rows, [{ state: "hired", starts_on: "2020-07-02" }]);
});
