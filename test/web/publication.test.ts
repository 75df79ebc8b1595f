import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { languages } from "../../src/language.ts";
import { routes } from "../../src/server/routes.ts";
import { mark, openReportWorld } from "./report-world.ts";
import type { TestAccount, World } from "./world.ts";

let world: World;
let officer: TestAccount;

before(async () => {
  world = await openReportWorld();
  officer = await world.account({ role: "programme_officer" });
});

after(() => world.close());

const get = async (path: string, account?: TestAccount) =>
  world.app.request(path, { headers: { "accept-language": "fr", ...account?.headers } });

const post = async (path: string, body: unknown, account: TestAccount) =>
  world.app.request(path, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": "fr", ...account.headers },
    body: JSON.stringify(body),
  });

const numbersOf = async (language: string): Promise<string> => {
  const response = await get(`/api/reports/2020?language=${language}`, officer);
  assert.equal(response.status, 200);
  return ((await response.json()) as { numbers: string }).numbers;
};

test("before anything is published the public pages have the programme, and no report", async () => {
  assert.deepEqual(await (await get("/api/public/reports")).json(), { editions: [] });
  assert.deepEqual(await (await get("/api/public/highlights?language=fr")).json(), {});
  assert.equal((await get("/api/public/reports/2020?language=fr")).status, 404);
  assert.equal((await get("/public/reports/2020/fr.html")).status, 404);
  const programme = (await (await get("/api/public/programme")).json()) as { budget: string };
  assert.equal(programme.budget, "1300000.75");
});

test("the report in the making is for who may read it; publishing for who may publish", async () => {
  const reader = await world.account({ role: "controller" });
  const outsider = await world.account({ role: "case_worker", partner: "north_workshop" });
  const body = { language: "fr", numbers: await numbersOf("fr") };
  assert.equal((await get("/api/reports/2020?language=fr")).status, 401);
  assert.equal((await get("/api/reports/2020?language=fr", outsider)).status, 403);
  assert.equal((await get("/api/reports/2020?language=fr", reader)).status, 200);
  assert.equal((await post("/api/reports/2020/editions", body, reader)).status, 403);
  assert.equal((await get("/public/reports/2020/fr.html")).status, 404, "nothing came of it");
});

test("a number of the report is explained: its value, the year before, its rule and its parts", async () => {
  const response = await get("/api/reports/2020/figures/participants?operation=guidance", officer);
  const told = (await response.json()) as Record<string, unknown>;
  assert.equal(told["value"], "12");
  assert.equal(told["before"], "4");
  assert.equal((await get("/api/reports/2020/figures/participants?operation=nowhere", officer)).status, 404);
});

test("the draft is taken along in every form, and its PDF is kept until the data change", async () => {
  const pdf = await get("/api/reports/2020/draft/nl.pdf", officer);
  assert.equal(pdf.headers.get("content-type"), "application/pdf");
  assert.match(pdf.headers.get("content-disposition") ?? "", /report-2020-nl-draft\.pdf/);
  const bytes = Buffer.from(await pdf.arrayBuffer());
  assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
  const again = Buffer.from(await (await get("/api/reports/2020/draft/nl.pdf", officer)).arrayBuffer());
  assert.ok(bytes.equals(again));
  const page = await (await get("/api/reports/2020/draft/fr.html", officer)).text();
  assert.match(page, /Projet : ce rapport n’est pas publié/, "who takes it along sees that it is a draft");
  assert.equal((await get("/api/reports/2020/draft/../../jalon.json", officer)).status, 404);
});

test("a report published by an officer is everybody's, without the officer's name", async () => {
  const old = await post("/api/reports/2020/editions", { language: "fr", numbers: "others" }, officer);
  assert.equal(old.status, 409);
  const published = await post(
    "/api/reports/2020/editions",
    { language: "fr", numbers: await numbersOf("fr") },
    officer,
  );
  assert.deepEqual([published.status, await published.json()], [201, { year: 2020, edition: 1 }]);
  const list = await (await get("/api/public/reports")).text();
  assert.match(list, /"edition":1/);
  assert.doesNotMatch(list, /account|publisher|Compte d'essai/);
  const signed = await (await get("/api/reports", officer)).text();
  assert.match(signed, /Compte d'essai programme_officer/);
});

test("the published page is served as it is, at its address, with a policy that lets only its own style in", async () => {
  for (const language of languages) {
    const page = await get(`/public/reports/2020/${language}.html`);
    assert.equal(page.status, 200);
    assert.equal(page.headers.get("content-language"), language);
    assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'; style-src 'sha256-/);
    assert.match(page.headers.get("cache-control") ?? "", /public/);
    assert.match(await page.text(), new RegExp(`<html lang="${language}">`));
    const tag = page.headers.get("etag") ?? "";
    const again = await world.app.request(`/public/reports/2020/${language}.html`, {
      headers: { "if-none-match": tag },
    });
    assert.equal(again.status, 304);
  }
});

test("the list of operations is there as CSV, XLSX and JSON, with headings in the language and another", async () => {
  const csv = await (await get("/public/operations/nl.csv")).text();
  assert.match(csv, /Naam van de begunstigde \/ Beneficiary name;/);
  assert.match(csv, /Atelier Noord; Atelier Zuid/);
  const xlsx = Buffer.from(await (await get("/public/operations/fr.xlsx")).arrayBuffer());
  assert.equal(xlsx.subarray(0, 2).toString(), "PK");
  const json = (await (await get("/public/operations/en.json")).json()) as { operations: unknown[] };
  assert.equal(json.operations.length, 3);
  const record = (await (await get("/public/catalogue.jsonld")).json()) as { "dcat:dataset": unknown[] };
  assert.equal(record["dcat:dataset"].length, 2, "the list, and the figures of the published year");
});

/** Every value with which the parameters of public addresses have an answer here. */
const values: Readonly<Record<string, readonly string[]>> = {
  year: ["2020"],
  edition: ["1"],
  figure: ["participants", "CO01", "workshop_people", "contacts", "budget"],
  file: [
    ...languages.flatMap((language) =>
      ["html", "pdf", "json", "csv", "xlsx"].map((form) => `${language}.${form}`),
    ),
    "figures.json",
  ],
};

const addresses = (path: string): string[] => {
  const [whole, name] = /\{(\w+)\}/.exec(path) ?? [];
  if (whole === undefined || name === undefined) return [path];
  return (values[name] ?? []).flatMap((value) => addresses(path.replace(whole, value)));
};

test("no public answer holds anything of a participant", async () => {
  const open = routes.filter(({ access, method }) => access.kind === "public" && method === "get");
  assert.ok(open.length > 10);
  let read = 0;
  for (const { path } of open)
    for (const address of addresses(path))
      for (const language of languages) {
        const response = await get(`${address}?language=${language}&year=2020`);
        const body = Buffer.from(await response.arrayBuffer()).toString("latin1");
        assert.ok(!body.includes(mark), `${address} in ${language} names somebody`);
        if (response.status === 200) read++;
      }
  assert.ok(read > 60, `${read} answers were read`);
  const { rows } = await world.pool.query<{ kept: boolean }>(
    "select exists (select from identity.participants where last_name like $1) as kept",
    [`${mark}%`],
  );
  assert.equal(rows[0]?.kept, true, "the marks are there to be found");
});
