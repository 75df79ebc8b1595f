import { plantedCall, plantedDecision, plantedDirect } from "./planted-agreements.ts";
import type { About, Sample } from "./samples.ts";

const call = ({ call: number }: About): Sample => ({ path: { call: number } });
const candidacy =
  (step: keyof About["candidacies"], body?: unknown) =>
  ({ candidacies }: About): Sample => ({
    path: { candidacy: candidacies[step] },
    ...(body === undefined ? {} : { body }),
  });
const agreement =
  (step: keyof About["agreements"], body?: unknown) =>
  ({ agreements }: About): Sample => ({
    path: { agreement: agreements[step] },
    ...(body === undefined ? {} : { body }),
  });

const items = ["in_time", "complete", "within", "plan", "candidate"].map((id) => ({
  id,
  met: true,
  reason: "",
}));
const scores = [{ criterion: "method", points: 5, reason: "Claire" }];
const answers = [{ line: "staff", answer: "accepted" }];
const note = "Avenant";

/** Requests about calls, candidacies and agreements that succeed for whoever may make them. */
export const agreementSamples: Readonly<Record<string, (about: About) => Sample>> = {
  listCalls: () => ({}),
  readCall: call,
  makeCall: ({ place }) => ({ path: { operation: place.operation }, body: plantedCall }),
  changeCall: ({ draftCall }) => ({ path: { call: draftCall }, body: plantedCall }),
  publishCall: ({ draftCall }) => ({ path: { call: draftCall } }),
  withdrawCall: call,
  keepCandidacy: ({ call: number, place }) => ({
    path: { call: number, partner: place.partner },
    body: { revision: 1 },
  }),
  readCandidacy: candidacy("accepted"),
  submitCandidacy: candidacy("draft", { revision: 1 }),
  withdrawCandidacy: candidacy("draft"),
  assessAdmissibility: candidacy("submitted", { items }),
  scoreCandidacy: candidacy("admissible", { scores }),
  giveOpinion: candidacy("admissible", { outcome: "favourable", amount: "1000.00", reasons: "Solide" }),
  decideCandidacy: candidacy("favourable", plantedDecision),
  makeAgreement: candidacy("accepted"),
  listAgreements: ({ place }) => ({ query: { operation: place.operation, partner: place.partner } }),
  readAgreement: agreement("active"),
  makeInternalAgreement: ({ place }) => ({
    path: { operation: place.operation },
    body: { ...plantedDirect, partner: place.partner },
  }),
  changeAgreement: agreement("draft", { note }),
  checkAgreementPlan: agreement("draft", { note }),
  decideAgreement: agreement("draft", plantedDecision),
  proposeAgreement: agreement("draft"),
  acceptAgreement: agreement("proposed", { answers }),
  activateAgreement: agreement("accepted"),
  amendAgreement: agreement("active", { effectiveFrom: "2020-06-01", note }),
  dropVersion: agreement("amended"),
  terminateAgreement: agreement("active", { on: "2020-06-30", reason: note }),
  noteGuide: agreement("active", {
    guide: "financial_guide_2020",
    governsFrom: 2020,
    sentTo: "adresse@exemple.invalid",
  }),
  compareAgreement: agreement("active"),
  forecastAgreement: agreement("active"),
};
