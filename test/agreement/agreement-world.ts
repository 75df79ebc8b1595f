import assert from "node:assert/strict";
import type { z } from "zod";
import { actAsOwner } from "../../src/ledger/forTests.ts";
import type { TestAccount, World } from "../web/world.ts";

const said = (word: string) => ({ fr: word, nl: word, en: word });

/** What is asked of the server by somebody: the answer as JSON, with its status. */
export const asking =
  (world: World) =>
  async <T = Record<string, unknown>>(
    who: TestAccount,
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
    shape?: z.ZodType<T>,
  ): Promise<{ status: number; body: T }> => {
    const answer = await world.app.request(path, {
      method,
      headers: { ...who.headers, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json: unknown = text === "" ? {} : JSON.parse(text);
    return { status: answer.status, body: shape ? shape.parse(json) : (json as T) };
  };

export const partner = "arae_atelier_emploi_du_parvis";
export const otherPartner = "arae_tremplin_emploi_nord";

const staffLine = {
  id: "staff",
  label: said("Personnel"),
  category: "direct_staff",
  option: "hourly_rate",
  budget: "0.00",
  terms: { form: "hourly_rate" },
};
const remainingLine = {
  id: "remaining",
  label: said("Autres frais"),
  category: "remaining",
  option: "remaining_40",
  budget: "0.00",
  terms: { form: "flat_rate", rate: "0.40" },
};

/** A call of workshops: hourly rate and forty per cent for the rest. */
export const callBody = (minutes = 60) => {
  const at = (offset: number) => new Date(Date.now() + offset * 60_000).toISOString();
  return {
    title: said("Appel d'essai"),
    lead: said("Ateliers de recherche active d'emploi"),
    template: "guidance_candidacy",
    guide: "financial_guide_2018",
    opensAt: at(-60),
    closesAt: at(minutes),
    starts: "2027-01-01",
    ends: "2027-12-31",
    budget: "500000.00",
    most: "150000.00",
    criteria: [
      { id: "experience", label: said("Expérience"), points: 40 },
      { id: "method", label: said("Méthode"), points: 60 },
    ],
    options: ["hourly_rate", "remaining_40"],
    lines: [staffLine, remainingLine],
    objectives: [
      { id: "begun", label: said("Personnes"), quantity: "arae_participants_begun", target: "80" },
    ],
    instalments: "yearly",
  };
};

/** What a candidate writes: nothing that the call says already. */
export const answers = {
  answers: {
    experience: "Dix ans d'ateliers.",
    audience: "all",
    method: "Accueil, ateliers, suivi.",
    people_per_year: "80",
    starts_on: "2027-01-01",
  },
  lines: [
    { ...staffLine, budget: "100000.00" },
    { ...remainingLine, budget: "40000.00" },
  ],
  contact: "convention@exemple.invalid",
};

export type Asked = ReturnType<typeof asking>;

/** Closes a call now, as time would: by the owner of the store, since nobody else can. */
export const closeCall = (world: World, call: number): Promise<void> =>
  actAsOwner(world.pool, async (client, act) => {
    await client.query("update agreement.call set closes_at = clock_timestamp(), change = $2 where id = $1", [
      call,
      act.change,
    ]);
    await act.note("agreement.call", call);
  });

/** Leads a candidacy from a published call to the committee's decision; returns the numbers of both. */
export const decidedCandidacy = async (
  world: World,
  officer: TestAccount,
  candidate: TestAccount,
  amount = "140000.00",
): Promise<{ call: number; candidacy: number }> => {
  const ask = asking(world);
  const made = await ask<{ id: number }>(officer, "POST", "/api/operations/arae/calls", callBody());
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const call = made.body.id;
  assert.equal((await ask(officer, "POST", `/api/calls/${call}/publish`)).status, 200);
  const begun = await ask<{ id: number; revision: number }>(
    candidate,
    "PUT",
    `/api/calls/${call}/candidacies/${candidate.partner ?? ""}`,
    { revision: 0, ...answers },
  );
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const candidacy = begun.body.id;
  const sent = await ask(candidate, "POST", `/api/candidacies/${candidacy}/submit`, { revision: 1 });
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  await closeCall(world, call);
  await assessed(ask, officer, candidacy, amount);
  return { call, candidacy };
};

/** Assesses a candidacy as its call asks, and records that the committee accepts it. */
const assessed = async (
  ask: Asked,
  officer: TestAccount,
  candidacy: number,
  amount: string,
): Promise<void> => {
  const at = `/api/candidacies/${candidacy}`;
  const seen = await ask<{ checklist: { id: string }[] }>(officer, "GET", at);
  const items = seen.body.checklist.map(({ id }) => ({ id, met: true, reason: "" }));
  for (const [step, body] of [
    ["admissibility", { items }],
    [
      "scores",
      {
        scores: [
          { criterion: "experience", points: 35, reason: "Dix ans" },
          { criterion: "method", points: 50, reason: "Claire" },
        ],
      },
    ],
    ["opinion", { outcome: "favourable", amount, reasons: "Projet solide." }],
    [
      "decision",
      {
        body: "Comité de gestion",
        reference: "CG/2026/11",
        decidedOn: "2026-11-20",
        outcome: "accepted",
        amount,
      },
    ],
  ] as const) {
    const done = await ask(officer, "POST", `${at}/${step}`, body);
    assert.equal(done.status, 200, `${step} ${JSON.stringify(done.body)}`);
  }
};
