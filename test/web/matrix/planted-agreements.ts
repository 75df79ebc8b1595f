import { guards } from "../../../src/access/guards.ts";
import {
  assessAdmissibility,
  decideCandidacy,
  giveOpinion,
  scoreCandidacy,
} from "../../../src/agreement/assess.ts";
import { makeCall, publishCall } from "../../../src/agreement/calls.ts";
import { candidacyWithCall, keepCandidacy, submitCandidacy } from "../../../src/agreement/candidacies.ts";
import { amendAgreement, noteGuide } from "../../../src/agreement/change.ts";
import { checklistOf } from "../../../src/agreement/checklist.ts";
import type { MoneyDesk } from "../../../src/agreement/desk.ts";
import { makeDirectly } from "../../../src/agreement/make.ts";
import { acceptAgreement, activateAgreement, proposeAgreement } from "../../../src/agreement/steps.ts";
import { asOwner } from "../../../src/database/transaction.ts";
import type { World } from "../world.ts";
import { mark, type Place } from "./places.ts";

/** Calls, candidacies and agreements of a place at each step, by their numbers. */
export type PlantedAgreements = Readonly<{
  call: number;
  draftCall: number;
  candidacies: Readonly<Record<"draft" | "submitted" | "admissible" | "favourable" | "accepted", number>>;
  agreements: Readonly<Record<"draft" | "proposed" | "accepted" | "active" | "amended", number>>;
}>;

const said = (word: string) => ({ fr: word, nl: word, en: word });
const line = {
  id: "staff",
  label: said("Personnel"),
  category: "direct_staff",
  option: "hourly_rate",
  budget: "1000.00",
  terms: { form: "hourly_rate" as const },
};
const criteria = [{ id: "method", label: said("Méthode"), points: 10 }];
const parts = ["submitted", "admissible", "favourable", "accepted"].map((id) => ({ id, label: said(id) }));

/** What a call of the matrix says. */
export const plantedCall = {
  title: said("Appel"),
  lead: said("Appel d'essai"),
  template: "guidance_candidacy",
  guide: "financial_guide_2018",
  opensAt: "2020-01-01T00:00:00Z",
  closesAt: "2099-01-01T00:00:00Z",
  starts: "2020-01-01",
  ends: "2020-12-31",
  budget: "9000.00",
  most: null,
  criteria,
  options: ["hourly_rate"],
  lines: [line],
  objectives: [],
  instalments: "yearly",
  parts: [],
};
/** What an agreement of the matrix says. */
export const plantedDirect = {
  starts: "2020-01-01",
  ends: "2020-12-31",
  financingMode: "salary_flat_rate",
  lines: [line],
  objectives: [{ id: "reached", label: said("Personnes"), quantity: null, target: "10" }],
  instalments: "yearly",
};
/** What a committee of the matrix decides. */
export const plantedDecision = {
  body: "Comité",
  reference: "X/1",
  decidedOn: "2020-01-02",
  outcome: "accepted" as const,
  amount: "1000.00",
  document: null,
};

/** Plants them by the same functions as the pages, as the owner of the store. */
export const plantAgreements = async (world: World, place: Place): Promise<PlantedAgreements> =>
  asOwner(world.pool, async (client) => {
    const desk: MoneyDesk = {
      house: { programme: world.programme, guards, today: () => "2020-06-01" },
      client,
      who: undefined,
      account: "test",
    };
    const draftCall = await makeCall(desk, place.operation, plantedCall);
    const call = await makeCall(desk, place.operation, plantedCall);
    await publishCall(desk, call, "2020-01-01T00:00:00Z");
    return {
      call,
      draftCall,
      candidacies: await plantCandidacies(desk, place, call),
      agreements: await plantSteps(desk, place),
    };
  });

const answersOf = (place: Place) => ({
  experience: mark(place, "money"),
  audience: "all",
  method: mark(place, "money"),
  people_per_year: "1",
  starts_on: "2020-01-01",
});

const plantCandidacies = async (
  desk: MoneyDesk,
  place: Place,
  open: number,
): Promise<PlantedAgreements["candidacies"]> => {
  const written = {
    revision: 0,
    answers: answersOf(place),
    lines: [line],
    contact: `${mark(place, "money")}@exemple.invalid`,
  };
  const draft = await keepCandidacy(desk, open, place.partner, { ...written, part: "" });
  const closed = await makeCall(desk, place.operation, {
    ...plantedCall,
    closesAt: "2020-02-01T00:00:00Z",
    parts,
  });
  await publishCall(desk, closed, "2020-01-01T00:00:00Z");
  const at = async (part: string): Promise<number> => {
    const id = await keepCandidacy(desk, closed, place.partner, { ...written, part });
    await submitCandidacy(desk, id, { revision: 1 }, "2020-01-15T00:00:00Z");
    if (part === "submitted") return id;
    await admit(desk, id);
    await scoreCandidacy(desk, id, { scores: [{ criterion: "method", points: 5, reason: "Claire" }] });
    if (part === "admissible") return id;
    await giveOpinion(desk, id, { outcome: "favourable", amount: "1000.00", reasons: "Solide" });
    if (part === "favourable") return id;
    await decideCandidacy(desk, id, plantedDecision);
    return id;
  };
  return {
    draft,
    submitted: await at("submitted"),
    admissible: await at("admissible"),
    favourable: await at("favourable"),
    accepted: await at("accepted"),
  };
};

const admit = async (desk: MoneyDesk, id: number): Promise<void> => {
  await assessAdmissibility(desk, id, { items: await itemsOf(desk, id) });
};

const itemsOf = async (desk: MoneyDesk, id: number) => {
  const { candidacy, call } = await candidacyWithCall(desk, id);
  return checklistOf(desk.house.programme.costs, call, candidacy, new Map()).map((item) => ({
    id: item.id,
    met: true,
    reason: "",
  }));
};

const acceptance = { answers: [{ line: "staff", answer: "accepted" as const, remark: "" }] };

const plantSteps = async (desk: MoneyDesk, place: Place): Promise<PlantedAgreements["agreements"]> => {
  const { operation, partner } = place;
  const label = said(mark(place, "money"));
  const made = (number?: string) =>
    makeDirectly(
      desk,
      operation,
      { ...plantedDirect, partner, lines: [{ ...line, label }] },
      { internal: false, decision: plantedDecision, ...(number === undefined ? {} : { number }) },
    );
  const upTo = async (step: "proposed" | "accepted" | "active") => {
    const id = await made();
    await proposeAgreement(desk, id);
    if (step === "proposed") return id;
    await acceptAgreement(desk, id, acceptance);
    if (step === "accepted") return id;
    await activateAgreement(desk, id);
    return id;
  };
  const amended = await upTo("active");
  await amendAgreement(desk, amended, { effectiveFrom: "2020-06-01", note: mark(place, "money") });
  const notice = await noteGuide(desk, amended, {
    guide: "financial_guide_2020",
    governsFrom: 2020,
    sentTo: `${mark(place, "money")}@exemple.invalid`,
  });
  await desk.client.query("insert into agreement.guide_sending (notice, address) values ($1, $2)", [
    notice,
    `${mark(place, "money")}@exemple.invalid`,
  ]);
  return {
    draft: await made(`${mark(place, "money")}-draft`),
    proposed: await upTo("proposed"),
    accepted: await upTo("accepted"),
    active: await upTo("active"),
    amended,
  };
};
