import { plantedFinding, plantedPlan } from "./planted-control.ts";
import type { About, Sample } from "./samples.ts";

const verification =
  (step: keyof About["verifications"], more: Omit<Sample, "path"> = {}) =>
  ({ verifications }: About): Sample => ({ path: { verification: verifications[step] }, ...more });
const inYear =
  (more: Omit<Sample, "path"> = {}) =>
  (): Sample => ({ path: { year: 2020 }, ...more });
const reason = "Essai";

/** Requests about first-line control that succeed for whoever may make them. */
export const controlSamples: Readonly<Record<string, (about: About) => Sample>> = {
  readControlQueue: () => ({}),
  listControls: () => ({}),
  openVerification: ({ declarations }) => ({
    path: { declaration: declarations.submitted },
    body: { type: "administrative" },
  }),
  openVerificationOfAgreement: ({ agreements }) => ({
    path: { agreement: agreements.active },
    body: { type: "on_the_spot" },
  }),
  readVerification: verification("told"),
  "readVerification:open": verification("open"),
  keepVerificationAnswers: verification("open", { body: { edition: 0, answers: [] } }),
  addFinding: ({ verifications, place }) => ({
    path: { verification: verifications.open },
    body: plantedFinding(place),
  }),
  changeFinding: ({ findings, place }) => ({
    path: { finding: findings.open },
    body: { ...plantedFinding(place), amount: "2.00" },
  }),
  removeFinding: ({ findings }) => ({ path: { finding: findings.open } }),
  sendFindings: verification("open", { body: {} }),
  answerFindings: ({ verifications, findings }) => ({
    path: { verification: verifications.told },
    body: { answers: [{ finding: findings.told, answer: "accepted" }] },
  }),
  concludeVerification: verification("ready", { body: { conclusion: reason } }),
  cancelVerification: verification("open", { body: { reason } }),
  proposeDecision: verification("concluded", { body: { reason } }),
  downloadVerificationReport: verification("decided", { query: { language: "fr" } }),
  readDecisions: ({ decidedDeclaration }) => ({ path: { declaration: decidedDeclaration } }),
  proposeCorrection: ({ decidedDeclaration, findings }) => ({
    path: { declaration: decidedDeclaration },
    body: { kind: "release", reason, measures: [{ finding: findings.decided, measure: "none" }] },
  }),
  decideDecision: ({ decisions }) => ({ path: { decision: decisions.proposed } }),
  returnDecision: ({ decisions }) => ({ path: { decision: decisions.proposed }, body: { reason } }),
  readControlPlan: inYear(),
  keepControlPlan: inYear({ body: plantedPlan }),
  adoptControlPlan: inYear(),
  readOutages: () => ({}),
  noteOutage: () => ({ body: { from: "2020-02-01T00:00:00Z", until: "2020-02-01T01:00:00Z", reason } }),
};
