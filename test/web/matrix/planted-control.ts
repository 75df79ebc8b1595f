import { makeDirectly } from "../../../src/agreement/make.ts";
import { acceptAgreement, activateAgreement, proposeAgreement } from "../../../src/agreement/steps.ts";
import { keepAnswers } from "../../../src/control/answers.ts";
import { pointsOf } from "../../../src/control/checklist.ts";
import { concludeVerification } from "../../../src/control/conclude.ts";
import { decideDecision, proposeDecision } from "../../../src/control/decide.ts";
import { addFinding } from "../../../src/control/findings.ts";
import { answerFindings, sendToPartner } from "../../../src/control/letters.ts";
import { openVerification } from "../../../src/control/open.ts";
import { noteOutage } from "../../../src/control/outage.ts";
import { keepPlan } from "../../../src/control/plan.ts";
import { readVerification } from "../../../src/control/row.ts";
import { asOwner } from "../../../src/database/transaction.ts";
import { actOn, type Desk } from "../../../src/declaration/desk.ts";
import { keepInputs, openDeclaration } from "../../../src/declaration/open.ts";
import { declarationChecks } from "../../../src/declaration/page.ts";
import { submitDeclaration } from "../../../src/declaration/submit.ts";
import { keepDocument } from "../../../src/document/documents.ts";
import type { World } from "../world.ts";
import { mark, type Place } from "./places.ts";
import { plantedDecision, plantedDirect } from "./planted-agreements.ts";
import { plantedPerson } from "./planted-declarations.ts";

/** Verifications by how far they are, each of a declaration of its own; findings and decisions of some of them. */
export type PlantedControl = Readonly<{
  verifications: Readonly<Record<Step, number>>;
  /** Not told yet; told and waiting for an answer. */
  findings: Readonly<Record<"open" | "told" | "decided", number>>;
  decisions: Readonly<Record<"proposed" | "decided", number>>;
  /** The declaration upon which was decided. */
  decidedDeclaration: number;
}>;

const steps = ["open", "told", "ready", "concluded", "proposed", "decided"] as const;
type Step = (typeof steps)[number];
const quarter = { from: "2020-04-01", until: "2020-06-30" } as const;

/** What a finding of the matrix says. */
export const plantedFinding = (place: Place) => ({
  line: "staff",
  about: null,
  typology: "ineligible_expenditure",
  amount: "1.00",
  ofBuyer: false,
  systemic: false,
  measure: "deduct" as const,
  text: mark(place, "money"),
});
/** What a plan of the matrix says. */
export const plantedPlan = { basis: "Essai", factors: [], coverage: [], visits: [] };

/** Plants them by the same functions as the pages, as the owner of the store. */
export const plantControl = async (world: World, place: Place): Promise<PlantedControl> =>
  asOwner(world.pool, async (client) => {
    const desk: Desk = { house: world.house, client, who: undefined, account: "test" };
    const second: Desk = { ...desk, account: "test-second" };
    const declarations = new Map<Step, number>();
    const verifications = new Map<Step, number>();
    const findings = new Map<Step, number>();
    const decisions = new Map<Step, number>();
    for (const step of steps) {
      const declaration = await plantDeclared(desk, world.folder, place);
      declarations.set(step, declaration);
      const { id } = await openVerification(desk, { declaration }, { type: "administrative" });
      verifications.set(step, id);
      if (step === "open" || step === "told" || step === "decided")
        findings.set(step, (await addFinding(desk, id, plantedFinding(place))).id);
      if (step === "open") await attach(desk, world.folder, place, `verification:${id}`, "invoice");
      else await answerAll(desk, id, place);
      if (findings.has(step) && step !== "open")
        await sendToPartner(desk, id, { note: mark(place, "money") });
      const finding = findings.get(step);
      if (step === "decided" && finding !== undefined)
        await answerFindings(desk, id, { answers: [{ finding, answer: "accepted", text: "" }] });
      if (step === "open" || step === "told" || step === "ready") continue;
      await concludeVerification(desk, id, { conclusion: mark(place, "money"), measures: [] });
      if (step === "concluded") continue;
      const proposed = await proposeDecision(desk, id, { reason: mark(place, "money"), mode: "withdrawal" });
      decisions.set(step, proposed.id);
      if (step === "decided") await decideDecision(second, proposed.id);
    }
    // What is of the whole programme is there once.
    const { rows: plans } = await client.query("select from control.plan");
    if (plans.length === 0) {
      await keepPlan(desk, 2020, plantedPlan);
      await noteOutage(desk, {
        from: "2020-01-01T00:00:00Z",
        until: "2020-01-01T01:00:00Z",
        reason: "Essai",
      });
    }
    const of = <K extends Step>(numbers: ReadonlyMap<Step, number>, ...wanted: readonly K[]) =>
      Object.fromEntries(wanted.map((step) => [step, numbers.get(step) ?? 0])) as Record<K, number>;
    return {
      verifications: of(verifications, ...steps),
      findings: of(findings, "open", "told", "decided"),
      decisions: of(decisions, "proposed", "decided"),
      decidedDeclaration: declarations.get("decided") ?? 0,
    };
  });

const answerAll = async (desk: Desk, id: number, place: Place): Promise<void> => {
  const { checklist } = await readVerification(desk.client, id);
  const answers = pointsOf(checklist)
    .filter(({ elsewhere }) => !elsewhere)
    .map(({ key }) => ({ key, value: "yes" as const, note: mark(place, "money") }));
  await keepAnswers(desk, id, { edition: 0, answers, cleared: [], seen: [] });
};

/** Plants a declaration that was submitted under an agreement of its own, and returns its number. */
const plantDeclared = async (desk: Desk, folder: string, place: Place): Promise<number> => {
  const { operation, partner } = place;
  const label = mark(place, "money");
  const agreement = await makeDirectly(
    desk,
    operation,
    {
      ...plantedDirect,
      partner,
      lines: plantedDirect.lines.map((line) => ({ ...line, label: { fr: label, nl: label, en: label } })),
    },
    { internal: false, decision: plantedDecision },
  );
  await proposeAgreement(desk, agreement);
  await acceptAgreement(desk, agreement, { answers: [{ line: "staff", answer: "accepted", remark: "" }] });
  await activateAgreement(desk, agreement);
  const { id } = await openDeclaration(desk, agreement, quarter);
  for (const kind of ["gross_cost", "time_sheet"])
    await attach(desk, folder, place, `declaration:${id}`, kind);
  const { person, year } = plantedPerson(place);
  await keepInputs(desk, id, { edition: 0, lines: { staff: { staff: [{ person, year, hours: "10" }] } } });
  const { checks } = await declarationChecks(desk, id);
  await submitDeclaration(desk, id, { edition: 1, confirmed: checks.map((check) => check.id) });
  return id;
};

const attach = (
  desk: Desk,
  dataFolder: string,
  { operation, partner }: Place,
  about: string,
  kind: string,
): Promise<unknown> =>
  actOn(desk, { action: "document" }, (act) =>
    keepDocument(
      desk.client,
      act,
      { dataFolder },
      {
        operation,
        partner,
        account: null,
        about,
        kind,
        name: `${kind}.pdf`,
        bytes: [Buffer.from(`%PDF-1.7 ${kind}`)],
      },
    ),
  );
