import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import type { Language } from "../../../src/language.ts";
import { openReportWorld } from "../report-world.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";

/** WCAG 2.0, 2.1 and 2.2, levels A and AA. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const widths = [1280, 390] as const;
/** What is left of 1280 pixels when everything is four times as large (WCAG 1.4.10). */
const enlarged = 320;

type Role =
  "case_worker" | "trainer" | "partner_manager" | "service_head" | "programme_officer" | "auditor" | "nobody";

const list = "operations/cpas/registers/participants";
/** Below the lowest number that the Crossroads Bank ever gave: nobody's. */
const organisation = "0100000070";

type Sample = Readonly<{ at: string; as: Role; published?: true }>;
/** Every page by its pattern, with an address of it and who looks. `published`: in the world where a report is public. */
const samples: Readonly<Record<string, Sample>> = {
  "": { at: "", as: "case_worker" },
  services: { at: "services", as: "programme_officer" },
  "services/:service": { at: "services/cpas", as: "case_worker" },
  "services/:service/matching": { at: "services/cpe_oip/matching", as: "auditor" },
  "services/:service/matching/rates": { at: "services/cpe_oip/matching/rates?year=2020", as: "auditor" },
  "services/:service/matching/:offer": { at: "services/cpe_oip/matching/:offer", as: "auditor" },
  "services/:service/organisations": {
    at: "services/employer_consultants/organisations?year=2020",
    as: "programme_officer",
  },
  organisations: { at: "organisations?year=2020", as: "programme_officer" },
  "organisations/:number": { at: "organisations/:number", as: "auditor" },
  "services/:service/rooms": { at: "services/anti_discrimination/rooms", as: "auditor" },
  "services/:service/rooms/new": { at: "services/anti_discrimination/rooms/new", as: "service_head" },
  "services/:service/rooms/:record": { at: "services/anti_discrimination/rooms/:room", as: "service_head" },
  "services/:service/places": { at: "services/childcare/places", as: "auditor" },
  "services/:service/places/days": {
    at: "services/childcare/places/days?operation=childcare&structure=Maison&month=2020-03",
    as: "auditor",
  },
  "services/:service/path": { at: "services/cpas/path", as: "case_worker" },
  "services/:service/path/:operation/:register/:record": {
    at: "services/cpas/path/cpas/participants/:record",
    as: "case_worker",
  },
  "services/:service/calendar": { at: "services/jeep_jump/calendar?day=2020-11-16", as: "programme_officer" },
  "services/:service/calendar/:operation/:session": {
    at: "services/arae/calendar/arae/:session",
    as: "trainer",
  },
  "services/:service/calendar/:operation/:session/attendance": {
    at: "services/arae/calendar/arae/:session/attendance",
    as: "trainer",
  },
  "services/:service/calendar/:operation/:session/code": {
    at: "services/arae/calendar/arae/:session/code",
    as: "trainer",
  },
  door: { at: "door", as: "nobody" },
  "door/:code": { at: "door/:code", as: "nobody" },
  "services/:service/outreach": { at: "services/neets/outreach", as: "auditor" },
  "services/:service/outreach/:operation/contacts/:record": {
    at: "services/neets/outreach/neets/contacts/:contact",
    as: "auditor",
  },
  account: { at: "account", as: "case_worker" },
  people: { at: "people", as: "partner_manager" },
  figures: { at: "figures", as: "programme_officer" },
  "figures/:figure": { at: "figures/participants?year=2020", as: "auditor" },
  questions: { at: "questions", as: "programme_officer" },
  "questions/:service": { at: "questions/cpas?year=2020", as: "programme_officer" },
  files: { at: "files", as: "case_worker" },
  "files/:upload": { at: "files/:upload", as: "case_worker" },
  exports: { at: "exports", as: "case_worker" },
  "registers/:register": { at: "registers/participants", as: "auditor" },
  "operations/:operation/registers/:register": { at: list, as: "case_worker" },
  "operations/:operation/registers/:register/new": { at: `${list}/new`, as: "case_worker" },
  "operations/:operation/registers/:register/records/:record": {
    at: `${list}/records/:record`,
    as: "case_worker",
  },
  "operations/:operation/registers/:register/records/:record/edit": {
    at: `${list}/records/:record/edit`,
    as: "case_worker",
  },
  "drafts/:draft": { at: "drafts/:draft", as: "case_worker" },
  programme: { at: "programme", as: "programme_officer" },
  "programme/priorities/:priority": { at: "programme/priorities/priority_1", as: "programme_officer" },
  "programme/objectives/:objective": { at: "programme/objectives/objective_1_1", as: "programme_officer" },
  "operations/:operation": { at: "operations/cpas", as: "programme_officer" },
  "partners/:partner": { at: "partners/cpas_forest", as: "partner_manager" },
  trail: { at: "trail", as: "auditor" },
  "trail/:change": { at: "trail/1", as: "auditor" },
  report: { at: "report", as: "programme_officer" },
  "report/:year": { at: "report/2020", as: "programme_officer" },
  "sign-in": { at: "sign-in", as: "nobody" },
  "forgotten-password": { at: "forgotten-password", as: "nobody" },
  "new-password": { at: "new-password", as: "nobody" },
  invitation: { at: "invitation", as: "nobody" },
  public: { at: "public", as: "nobody", published: true },
  "public/reports": { at: "public/reports", as: "nobody", published: true },
  "public/reports/:year": { at: "public/reports/2020", as: "nobody", published: true },
  "public/figures": { at: "public/figures?year=2020", as: "nobody", published: true },
  "public/figures/:figure": { at: "public/figures/participants?year=2020", as: "nobody", published: true },
  "public/operations": { at: "public/operations", as: "nobody", published: true },
  "public/privacy": { at: "public/privacy", as: "nobody", published: true },
  "public/about": { at: "public/about", as: "nobody", published: true },
  accessibility: { at: "accessibility", as: "nobody", published: true },
};

/** The patterns that the pages' own lists name, read from their text. */
const patterns = (): string[] =>
  globSync("web/src/*/pages.tsx")
    .filter((path) => !path.includes("shell"))
    .flatMap((path) => {
      const text = readFileSync(path, "utf8");
      const constants = new Map(
        [...text.matchAll(/const (\w+) = "([^"]*)";/g)].map(([, name = "", value = ""]) => [name, value]),
      );
      return [...text.matchAll(/\bpath: (?:"([^"]*)"|`([^`]*)`)/g)].map(
        ([, plain, template]) =>
          plain ??
          (template ?? "").replaceAll(/\$\{(\w+)\}/g, (_, name: string) => constants.get(name) ?? name),
      );
    });

/** Says of every page, in one language and at both widths, that axe finds nothing and that nothing runs out of the window. */
export const testEveryPage = (language: Language): void => {
  let working: World;
  let published: World;
  const accounts = new Map<Role, TestAccount | undefined>();
  let record = "";
  let upload = "";
  let offer = "";
  let contact = "";
  let room = "";
  let session = "";
  let code = "";
  const draft = randomUUID();

  before(async () => {
    working = await openWorld({ operations: ["cpas", "neets", "jeep_jump", "cpe_oip"] });
    published = await openReportWorld();
    const account = async (role: Role, partner: string | null) =>
      accounts.set(role, await working.account({ role, partner, language }));
    await account("case_worker", "cpas_forest");
    await account("partner_manager", "cpas_forest");
    await account("programme_officer", null);
    await account("auditor", null);
    accounts.set(
      "service_head",
      await working.account({ role: "service_head", operation: "anti_discrimination", language }),
    );
    const { rows } = await working.pool.query<{ record: number }>(
      "select record from register.participants where partner = 'cpas_forest' order by record limit 1",
    );
    record = String(rows[0]?.record);
    const { rows: offers } = await working.pool.query<{ record: number }>(
      "select record from register.cpe_offers where closed_on is null order by record limit 1",
    );
    offer = String(offers[0]?.record);
    const { rows: contacts } = await working.pool.query<{ record: number }>(
      "select record from register.outreach_contacts order by record limit 1",
    );
    contact = String(contacts[0]?.record);
    upload = await bringFaultyFile();
    await knowOrganisation();
    await openRoom();
    await planWorkshop();
    await openPlaces();
    await beginDraft();
    const officer = await published.account({ role: "programme_officer" });
    const answer = await published.app.request("/api/reports/2020/editions", {
      method: "POST",
      headers: { ...officer.headers, "content-type": "application/json" },
      body: JSON.stringify(await editionBody(officer)),
    });
    assert.ok(answer.ok, await answer.text());
  });

  after(async () => {
    await working.close();
    await published.close();
  });

  /** What the officer says to have read: the report's numbers as it was opened. */
  const editionBody = async (officer: TestAccount): Promise<unknown> => {
    const draft = await published.app.request("/api/reports/2020?language=fr", { headers: officer.headers });
    const { numbers } = (await draft.json()) as { numbers: string };
    return { language: "fr", numbers };
  };

  /** A file with a birth date that is none, so that the page of a file has something to mend. */
  const bringFaultyFile = async (): Promise<string> => {
    const query = "operation=cpas&partner=cpas_forest&register=participants";
    const answer = await working.app.request(`/api/files?${query}`, {
      method: "POST",
      headers: { ...accounts.get("case_worker")?.headers, "x-file-name": "essai.csv" },
      body: "Numéro de dossier IBIS;Nom;Date de naissance\nT-1;Verzonnen;31/02/1999\n",
    });
    const { id } = (await answer.json()) as { id?: string };
    assert.ok(id, `the file was not taken: ${answer.status}`);
    return id;
  };

  const beginDraft = async (): Promise<void> => {
    const answer = await working.app.request(`/api/drafts/${draft}`, {
      method: "PUT",
      headers: { ...accounts.get("case_worker")?.headers, "content-type": "application/json" },
      body: JSON.stringify({
        operation: "cpas",
        register: "participants",
        partner: "cpas_forest",
        edits: [{ seq: 1, field: "last_name", text: "Verzonnen" }],
      }),
    });
    assert.ok(answer.ok, await answer.text());
  };

  /** An employer, so that its page has something to show. */
  const knowOrganisation = async (): Promise<void> => {
    const worker = await working.account({ role: "service_worker", operation: "employer_consultants" });
    const answer = await working.app.request(
      "/api/operations/employer_consultants/registers/employers/records",
      {
        method: "POST",
        headers: { ...worker.headers, "content-type": "application/json" },
        body: JSON.stringify({
          answers: {
            enterprise_number: organisation,
            employer_name: "Magasin-démo du Canal",
            known_since: "2020-02-03",
            contact_name: "Contact-démo 1",
          },
        }),
      },
    );
    assert.ok(answer.ok, await answer.text());
  };

  /** A house with a place, a child who is there and one who waits. */
  const openPlaces = async (): Promise<void> => {
    const worker = await working.account({ role: "service_worker", operation: "childcare" });
    const send = async (register: string, body: unknown, more = "") => {
      const answer = await working.app.request(
        `/api/operations/childcare/registers/${register}/records${more}`,
        {
          method: "POST",
          headers: { ...worker.headers, "content-type": "application/json" },
          body: JSON.stringify(body),
        },
      );
      assert.ok(answer.ok, await answer.clone().text());
      return (await answer.json()) as { record: number; change: number };
    };
    const partner = "actiris_childcare";
    const child = { child_number: "ESSAI-E1", child_birth_date: "2025-03-03", parent_number: "ESSAI-1" };
    await send("childcare_places", {
      partner,
      answers: { location: "Maison", places: 1, kind: "day_care", available_from: "2020-01-06" },
    });
    await send("childcare_stays", {
      partner,
      answers: { ...child, starts_on: "2026-01-05", location: "Maison" },
    });
    const { record, change } = await send("childcare_requests", {
      partner,
      answers: {
        ...child,
        requested_on: "2026-01-05",
        kind: "day_care",
        path_reason: "training",
        wanted_from: "2026-02-02",
      },
    });
    const met = { version: change, texts: { at_actiris: "true", checked_on: "2026-01-06" } };
    await send("childcare_requests", met, `/${record}/transitions/accept`);
  };

  /** A workshop of today with one person on its list, so that it has a code at the door. */
  const planWorkshop = async (): Promise<void> => {
    const partner = "arae_de_jobbrug";
    const trainer = await working.account({ role: "case_worker", partner, language });
    accounts.set("trainer", trainer);
    const ask = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
      const answer = await working.app.request(path, {
        method: body === undefined ? "GET" : "POST",
        headers: { ...trainer.headers, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      assert.ok(answer.ok, await answer.clone().text());
      return (await answer.json()) as Record<string, unknown>;
    };
    const registers = "/api/operations/arae/registers";
    await ask(`${registers}/participants/records`, {
      partner,
      answers: {
        person_number: "ESSAI-ATELIER-1",
        last_name: "Exemplaire",
        first_name: "Odile",
        entry_date: "2020-02-03",
      },
    });
    const made = await ask(`${registers}/workshop_sessions/records`, {
      partner,
      answers: {
        session_number: "ESSAI-1",
        kind: "interview",
        planned_on: "2020-02-03",
        date: working.house.today(),
        starts_at: "00:00",
        ends_at: "23:59",
        places: 12,
        minimum_people: 10,
        hours: "3.00",
      },
    });
    session = String(made["record"]);
    const at = `/api/services/arae/calendar/arae/sessions/${session}`;
    await ask(`${at}/registrations`, { number: "ESSAI-ATELIER-1" });
    code = String((await ask(`${at}/code?language=fr`))["code"]);
  };

  /** A case with a consent and a follow-up, in whose room its head is. */
  const openRoom = async (): Promise<void> => {
    const send = async (path: string, texts: Readonly<Record<string, string>>) => {
      const answer = await working.app.request(`/api/services/anti_discrimination/rooms${path}`, {
        method: "POST",
        headers: { ...accounts.get("service_head")?.headers, "content-type": "application/json" },
        body: JSON.stringify({ texts }),
      });
      assert.ok(answer.ok, await answer.clone().text());
      return (await answer.json()) as { record: number };
    };
    const made = await send("", {
      channel: "phone",
      anonymous: "true",
      criterion: "age",
      facts: "Récit inventé",
    });
    room = String(made.record);
    await send(`/${room}/consents`, { body: "unia", given_on: "2020-03-02", anonymous: "false" });
    await send(`/${room}/follow-ups`, { planned_on: "2020-04-02" });
  };

  const place = (at: string) =>
    at
      .replace(":session", session)
      .replace(":code", code)
      .replace(":room", room)
      .replace(":record", record)
      .replace(":upload", upload)
      .replace(":offer", offer)
      .replace(":contact", contact)
      .replace(":draft", draft)
      .replace(":number", organisation);

  test("every page has a sample here, and every sample a page", () => {
    assert.deepEqual(patterns().toSorted(), Object.keys(samples).toSorted());
  });

  /** What axe finds on the page at this address at both widths, and whether something runs out of the window. */
  const faultsOf = async (page: Page, address: string): Promise<string[]> => {
    const faults: string[] = [];
    await page.setViewportSize({ width: widths[0], height: 900 });
    await page.goto(`/${language}/${address}`);
    await page.locator("h1").waitFor();
    await page.waitForLoadState("networkidle");
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      for (const { id, nodes } of violations)
        faults.push(`at ${width}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
    }
    for (const width of [...widths, enlarged]) {
      await page.setViewportSize({ width, height: 900 });
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (isWide) faults.push(`at ${width}: runs out of the window`);
    }
    const said = await page.evaluate(() => document.documentElement.lang);
    if (said !== language) faults.push(`is in ${said}`);
    return faults;
  };

  test(`axe finds nothing on any page at both widths, and nothing runs out of the window up to 400 %, in ${language}`, async () => {
    const found: string[] = [];
    // Each kind of visitor goes through their pages by themselves, at the same time as the others.
    const visitors = Map.groupBy(
      Object.entries(samples),
      ([, { as, published }]) => `${as} ${published ?? false}`,
    );
    const visit = async (pages: readonly (readonly [string, Sample])[]) => {
      const [, first] = pages[0] ?? [];
      if (!first) return;
      const world = first.published ? published : working;
      const page = await world.page(accounts.get(first.as), { width: widths[0] });
      for (const [pattern, { at }] of pages)
        for (const fault of await faultsOf(page, place(at))) found.push(`${pattern} ${fault}`);
      await page.context().close();
    };
    await Promise.all([...visitors.values()].map(visit));
    assert.deepEqual(found, []);
  });
};
