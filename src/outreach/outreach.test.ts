import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { openWorld, type TestAccount } from "../../test/web/world.ts";
import type { RecordPage } from "../entry/shapes.ts";
import { importFile } from "../intake/import.ts";
import { verifyTrail } from "../trail/verify.ts";
import type { Agreed, LogPage, YoungsterPage } from "./shapes.ts";

const world = await openWorld({ operations: [], settings: { today: "2020-11-16" } });
after(() => world.close());

const log = "/api/services/neets/outreach";
const contacts = "/api/operations/neets/registers/outreach_contacts/records";
const [mine, other] = ["neet_rue_des_possibles", "neet_cap_senne"] as const;
const worker = await world.account({ role: "case_worker", partner: mine });
const neighbour = await world.account({ role: "case_worker", partner: other });
const today = world.house.today();

type Answer<T> = Readonly<{ status: number; body: T; text: string }>;
const ask = async <T = { code: string }>(
  account: TestAccount,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<T>> => {
  const response = await world.app.request(path, {
    method,
    headers: { ...account.headers, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text === "" ? "null" : text) as T };
};

const contact = (reference: string, code: string, bent: Readonly<Record<string, unknown>> = {}) => ({
  contact_reference: reference,
  youngster: code,
  contacted_on: today,
  place: "Parc d'essai",
  stage: "contacted",
  reaction: "seen",
  ...bent,
});
const note = (account: TestAccount, partner: string, answers: ReturnType<typeof contact>) =>
  ask<{ record: number; change: number; code?: string }>(
    account,
    "POST",
    `${log}/contacts`,
    { operation: "neets", partner, answers },
    { "idempotency-key": answers.contact_reference },
  );
const noted = async (account: TestAccount, partner: string, answers: ReturnType<typeof contact>) => {
  const answer = await note(account, partner, answers);
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
};
const people = async (account: TestAccount, query = ""): Promise<LogPage> => {
  const answer = await ask<LogPage>(account, "GET", `${log}${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};

const named = { last_name: "Exempledelarue", first_name: "Aline" };

test("before the person agrees, a name is refused by the log, the form's rules, the API, a file and the database", async () => {
  const inLog = await note(worker, mine, contact("c-1", "AAA", named));
  assert.deepEqual([inLog.status, inLog.body.code], [400, "not_taken"]);
  const byProgram = await ask<{ code: string; findings: { rule: string; field: string }[] }>(
    worker,
    "POST",
    contacts,
    { partner: mine, answers: contact("c-2", "AAA", named) },
  );
  assert.equal(byProgram.status, 422);
  assert.deepEqual(
    byProgram.body.findings.map(({ rule, field }) => `${rule} ${field}`),
    ["not_before_consent last_name", "not_before_consent first_name"],
  );
  const path = join(world.folder, "contacts.csv");
  writeFileSync(
    path,
    `Référence du contact;Code du jeune;Date du contact;Étape;Nom\nc-3;AAA;${today};contacté;Exempledelarue\n`,
  );
  const register = world.programme.registers.get("outreach_contacts");
  assert.ok(register);
  const outcome = await importFile(world.pool, {
    path,
    programme: world.programme,
    register,
    operation: "neets",
    partner: mine,
    actor: "test",
    dataFolder: world.folder,
  });
  assert.equal(outcome.kind, "refused");
  const { record } = await noted(worker, mine, contact("c-4", "AAA"));
  await assert.rejects(
    world.pool.query("update identity.outreach_contacts set phone = '0400' where record = $1", [record]),
    { code: "23514" },
  );
  await assert.rejects(
    world.pool.query("update register.outreach_contacts set birth_date = '2001-01-01' where record = $1", [
      record,
    ]),
  );
});

test("a contact that comes twice under its reference is noted once, and not under another's", async () => {
  const first = await noted(worker, mine, contact("c-10", "BBB"));
  const again = await noted(worker, mine, contact("c-10", "BBB"));
  assert.deepEqual(again, first);
  assert.equal((await note(worker, mine, contact("c-10", "CCC"))).status, 422);
  const { youngsters } = await people(worker);
  assert.equal(youngsters.find(({ code }) => code === "BBB")?.contacts, 1);
});

test("an agreement names the person and begins the participation as one change, tied to the contacts before", async () => {
  await noted(worker, mine, contact("c-20", "DDD", { stage: "spotted", nickname: "casquette rouge" }));
  const { record, change } = await noted(worker, mine, contact("c-21", "DDD", { stage: "engaged" }));
  const at = `${log}/neets/contacts/${record}`;
  const before = (await ask<YoungsterPage>(worker, "GET", at)).body;
  assert.deepEqual(
    [before.contacts.length, before.youngster.nickname, before.youngster.participation],
    [2, "casquette rouge", null],
  );
  const agreement = {
    version: change,
    agreedOn: today,
    contact: { ...named, birth_date: "2001-02-03" },
    participation: {
      gender: "woman",
      postcode: "1080",
      employment_at_entry: "inactive",
      neet_evidence: "declaration",
    },
  };
  const refused = await ask(worker, "POST", `${at}/agreement`, {
    ...agreement,
    contact: { ...agreement.contact, birth_date: "hier" },
  });
  assert.equal(refused.status, 422);
  const done = await ask<Agreed>(worker, "POST", `${at}/agreement`, agreement);
  assert.equal(done.status, 200, done.text);
  const { participation } = done.body;
  const page = await ask<RecordPage>(
    worker,
    "GET",
    `/api/operations/neets/registers/participants/records/${participation.record}`,
  );
  const {
    outreach_code: code,
    last_name: name,
    entry_date: entry,
    informed_on: informed,
  } = page.body.answers;
  assert.deepEqual([code, name, entry, informed], ["DDD", named.last_name, today, today]);
  assert.match(String(page.body.answers["person_number"]), /-DDD$/);
  const { youngster } = (await ask<YoungsterPage>(worker, "GET", at)).body;
  assert.deepEqual(
    [youngster.stage.code, youngster.agreedOn, youngster.participation],
    ["in_programme", today, participation.record],
  );
  const { rows } = await world.pool.query<{ registers: string[] }>(
    "select array_agg(register order by n) as registers from trail.entry where change = $1",
    [done.body.change],
  );
  assert.deepEqual(rows[0]?.registers, ["outreach_contacts", "participants"]);
  assert.equal((await verifyTrail(world.pool)).breaks.length, 0);
});

test("another partner sees none of it; that both know somebody is told after both agreements, and nothing else", async () => {
  assert.deepEqual((await people(neighbour)).youngsters, []);
  const { youngsters } = await people(worker);
  const [known] = youngsters;
  assert.ok(known);
  assert.equal((await ask(neighbour, "GET", `${log}/neets/contacts/${known.record}`)).status, 404);
  const { record, change } = await noted(neighbour, other, contact("n-1", "ZZZ"));
  assert.equal((await people(neighbour)).youngsters[0]?.elsewhere, false);
  const done = await ask<Agreed>(neighbour, "POST", `${log}/neets/contacts/${record}/agreement`, {
    version: change,
    agreedOn: today,
    contact: { last_name: "EXEMPLEDELARUE", first_name: "aline", birth_date: "2001-02-03" },
    participation: { gender: "woman" },
  });
  assert.equal(done.status, 200, done.text);
  assert.ok(done.body.participation.findings.some(({ rule }) => rule === "probably_the_same"));
  const mineNow = (await people(worker, "?show=closed")).youngsters;
  assert.deepEqual(
    mineNow.map(({ code, elsewhere }) => [code, elsewhere]),
    [["DDD", true]],
  );
  assert.doesNotMatch(JSON.stringify(mineNow), new RegExp(other));
});

test("without news for longer than the delay somebody is to be seen again; a reminder that is ignored is no news", async () => {
  const ago = (days: number) => Temporal.PlainDate.from(today).subtract({ days }).toString();
  await noted(worker, mine, contact("c-30", "EEE", { contacted_on: ago(14) }));
  await noted(worker, mine, contact("c-31", "FFF", { contacted_on: ago(15) }));
  await noted(worker, mine, contact("c-32", "FFF", { contacted_on: ago(3), reaction: "no_answer" }));
  await noted(worker, mine, contact("c-33", "GGG", { contacted_on: ago(31) }));
  const { youngsters, silences } = await people(worker, "?show=silent");
  assert.deepEqual(
    youngsters.map(({ code, daysSilent, unanswered }) => [code, daysSilent, unanswered]),
    [
      ["GGG", 31, 0],
      ["FFF", 15, 1],
    ],
  );
  assert.deepEqual(
    (await people(worker, "?show=silent&days=30")).youngsters.map(({ code }) => code),
    ["GGG"],
  );
  assert.deepEqual(silences, [
    { days: 14, count: 2 },
    { days: 30, count: 1 },
  ]);
});
