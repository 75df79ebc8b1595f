import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Kept } from "../../src/entry/shapes.ts";
import type { Done } from "../../src/path/shapes.ts";
import { openWorld, type TestAccount, type World } from "../web/world.ts";

/** Acts of one service that write what another register needs, so that nobody types it again. */
let world: World;
before(async () => {
  world = await openWorld({ operations: [], settings: { today: "2020-03-02" } });
});
after(() => world.close());

type Answer<T> = Readonly<{ status: number; body: T }>;

const ask = async <T>(account: TestAccount, path: string, body: unknown): Promise<Answer<T>> => {
  const response = await world.app.request(path, {
    method: "POST",
    headers: { ...account.headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as T };
};

const add = async (
  account: TestAccount,
  place: string,
  partner: string,
  answers: Readonly<Record<string, unknown>>,
): Promise<Kept> => {
  const [operation, register] = place.split("/");
  const path = `/api/operations/${operation}/registers/${register}/records`;
  const { status, body } = await ask<Kept>(account, path, { partner, answers });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};

test("whoever hires a pupil from the list of places has entered the student job", async () => {
  const partner = "mission_locale_forest";
  const trainer = await world.account({ role: "case_worker", partner });
  await add(trainer, "jeep_jump/student_job_offers", partner, {
    offer_number: "OJ-ESSAI-1",
    employer_number: "0012345625",
    received_on: "2020-02-03",
    works_from: "2020-07-01",
    works_until: "2020-07-31",
    places: 2,
  });
  const { record, change: applied } = await add(trainer, "jeep_jump/student_applications", partner, {
    pupil_number: "MLF-ESSAI",
    applied_on: "2020-02-10",
    network: "fr",
    state: "candidate",
  });
  const step = async (transition: string, version: number, texts: Readonly<Record<string, string>>) => {
    const path = `/api/operations/jeep_jump/registers/student_applications/records/${record}/transitions/${transition}`;
    const { status, body } = await ask<Kept>(trainer, path, { version, texts });
    assert.equal(status, 200, JSON.stringify(body));
    return body.change;
  };
  const complete = await step("complete_file", applied, { file_complete_on: "2020-02-20" });
  const change = await step("propose", complete, {
    offer_number: "OJ-ESSAI-1",
    employer_number: "0012345625",
    planned_from: "2020-07-01",
  });
  const hire = () =>
    ask(trainer, "/api/services/jeep_jump/places/begin", {
      operation: "jeep_jump",
      request: record,
      version: change,
      on: "2020-07-02",
    });
  const hired = await hire();
  assert.equal(hired.status, 200, JSON.stringify(hired.body));
  assert.equal((await hire()).status, 409);
  const { rows } = await world.pool.query(
    `select i.pupil_number, j.employer_number, j.found_on::text, j.starts_on::text, j.network, a.state
     from register.student_jobs j join identity.student_jobs i using (operation, record)
     join register.student_applications a on a.record = $1`,
    [record],
  );
  assert.deepEqual(rows, [
    {
      pupil_number: "MLF-ESSAI",
      employer_number: "0012345625",
      found_on: "2020-03-02",
      starts_on: "2020-07-02",
      network: "fr",
      state: "hired",
    },
  ]);
});

test("a person whom the guidance refers is taken on by the partner with what is known, and the guidance reads the answer", async () => {
  const adviser = await world.account({ role: "service_worker", operation: "grae" });
  const partner = await world.account({ role: "case_worker", partner: "arae_de_jobbrug" });
  const other = await world.account({ role: "case_worker", partner: "arae_tremplin_emploi_nord" });
  const known = await add(adviser, "grae/participants", "actiris", {
    person_number: "V-00001",
    last_name: "Exemple",
    first_name: "Aline",
    postcode: "1070",
    birth_date: "1990-06-03",
    gender: "woman",
    entry_date: "2020-02-03",
    employment_at_entry: "unemployed",
    unemployed_since: "2019-06-01",
    education_level: "isced_3",
    in_education_at_entry: false,
  });
  const sent = await ask<Done>(
    adviser,
    `/api/services/grae/path/operations/grae/records/${known.record}/hand-over`,
    {
      to_operation: "arae",
      to_partner: "arae_de_jobbrug",
      reason: "interview",
      consent: true,
    },
  );
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  const answer = (account: TestAccount) =>
    ask<Done>(
      account,
      `/api/services/arae/path/operations/grae/registers/referrals/records/${sent.body.record.record}/answer`,
      { takes_on: true, texts: { employment_at_entry: "unemployed", in_education_at_entry: "non" } },
    );
  assert.equal((await answer(other)).status, 404);
  const taken = await answer(partner);
  assert.equal(taken.status, 201, JSON.stringify(taken.body));
  const { rows } = await world.pool.query(
    `select p.partner, i.person_number, p.entry_date::text, p.referred_on::text, p.referral_answered_on::text,
       a.state, a.from_operation, a.from_partner
     from register.participants p join identity.participants i using (operation, record)
     join register.referral_answers a on a.operation = p.operation and a.partner = p.partner
     where p.operation = 'arae'`,
  );
  assert.deepEqual(rows, [
    {
      partner: "arae_de_jobbrug",
      person_number: "V-00001",
      entry_date: "2020-03-02",
      referred_on: "2020-03-02",
      referral_answered_on: "2020-03-02",
      state: "taken_on",
      from_operation: "grae",
      from_partner: "actiris",
    },
  ]);
  const seen = await world.app.request(
    `/api/operations/arae/registers/referral_answers/records/${taken.body.record.record}`,
    { headers: adviser.headers },
  );
  assert.equal(seen.status, 200);
});
