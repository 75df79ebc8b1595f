import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { openReportWorld } from "../report-world.ts";
import { openWorld, type TestAccount } from "../world.ts";
import { accountForSomething } from "./accounted.ts";
import { openCall } from "./calls.ts";
import { verifySomething } from "./control.ts";
import { declareSomething } from "./money.ts";
import { organisation, type Role, type Sample } from "./samples.ts";

/** Two installations, one of them with a published report, and in them something to see on every page. */
export type Installation = Readonly<{
  /** A page of the browser of who looks at it. */
  pageOf: (sample: Sample, width: number) => Promise<Page>;
  /** The address of a sample, with what was made here in the place of names. */
  place: (at: string) => Promise<string>;
  close: () => Promise<void>;
}>;

/** Opens both, with what the pages need to have something to show. */
export const openInstallation = async (): Promise<Installation> => {
  const accounts = new Map<Role, TestAccount | undefined>();
  const draft = randomUUID();
  const working = await openWorld({ operations: ["cpas", "neets", "jeep_jump", "cpe_oip"] });
  const published = await openReportWorld();
  const account = async (role: Role, partner: string | null) =>
    accounts.set(role, await working.account({ role, partner }));
  await account("case_worker", "cpas_forest");
  await account("partner_manager", "cpas_forest");
  await account("programme_officer", null);
  await account("auditor", null);
  await account("controller", null);
  await account("certifying_officer", null);
  accounts.set(
    "service_head",
    await working.account({ role: "service_head", operation: "anti_discrimination" }),
  );

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
  const planWorkshop = async () => {
    const partner = "arae_de_jobbrug";
    const trainer = await working.account({ role: "case_worker", partner });
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
    const session = String(made["record"]);
    const at = `/api/services/arae/calendar/arae/sessions/${session}`;
    await ask(`${at}/registrations`, { number: "ESSAI-ATELIER-1" });
    // A code is good for a short time only: each page asks for a new one.
    return { session, code: async () => String((await ask(`${at}/code?language=fr`))["code"]) };
  };

  /** A case with a consent and a follow-up, in whose room its head is. */
  const openRoom = async (): Promise<string> => {
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
    const room = String(made.record);
    await send(`/${room}/consents`, { body: "unia", given_on: "2020-03-02", anonymous: "false" });
    await send(`/${room}/follow-ups`, { planned_on: "2020-04-02" });
    return room;
  };

  const { rows } = await working.pool.query<{ record: number }>(
    "select record from register.participants where partner = 'cpas_forest' order by record limit 1",
  );
  const { rows: offers } = await working.pool.query<{ record: number }>(
    "select record from register.cpe_offers where closed_on is null order by record limit 1",
  );
  const { rows: contacts } = await working.pool.query<{ record: number }>(
    "select record from register.outreach_contacts order by record limit 1",
  );
  const upload = await bringFaultyFile();
  await knowOrganisation();
  const room = await openRoom();
  const workshop = await planWorkshop();
  await openPlaces();
  await beginDraft();
  const manager = accounts.get("partner_manager");
  assert.ok(manager);
  const money = await declareSomething(working, manager);
  const funding = accounts.get("programme_officer");
  assert.ok(funding);
  const controller = accounts.get("controller");
  assert.ok(controller);
  const control = await verifySomething(working, controller);
  const accounted = await accountForSomething(working);
  const called = await openCall(working, funding, manager);
  const officer = await published.account({ role: "programme_officer" });
  const answer = await published.app.request("/api/reports/2020/editions", {
    method: "POST",
    headers: { ...officer.headers, "content-type": "application/json" },
    body: JSON.stringify(await editionBody(officer)),
  });
  assert.ok(answer.ok, await answer.text());

  return {
    pageOf: ({ as, published: isPublished }, width) =>
      (isPublished ? published : working).page(accounts.get(as), { width }),
    place: async (at) =>
      at
        .replace(":session", workshop.session)
        .replace(":code", at.includes(":code") ? await workshop.code() : "")
        .replace(":room", room)
        .replace(":record", String(rows[0]?.record))
        .replace(":upload", upload)
        .replace(":offer", String(offers[0]?.record))
        .replace(":contact", String(contacts[0]?.record))
        .replace(":draft", draft)
        .replace(":agreement", money.agreement)
        .replace(":call", called.call)
        .replace(":candidacy", called.candidacy)
        .replace(":declaration", money.declaration)
        .replace(":verification", control.verification)
        .replace(":visit", control.visit)
        .replace(":verified", control.verified)
        .replace(":payment", accounted.payment)
        .replace(":file", accounted.file)
        .replace(":application", accounted.application)
        .replace(":accounts", accounted.accounts)
        .replace(":irregularity", accounted.irregularity)
        .replace(":sample", accounted.sample)
        .replace(":traced", accounted.traced)
        .replace(":paid", accounted.paid)
        .replace(":number", organisation),
    close: async () => {
      await working.close();
      await published.close();
    },
  };
};
