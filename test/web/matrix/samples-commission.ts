import { plantedIrregularity } from "./planted-commission.ts";
import type { About, Sample } from "./samples.ts";

const application =
  (step: "draft" | "sent", more: Omit<Sample, "path"> = {}) =>
  ({ forms }: About): Sample => ({ path: { application: forms[step] }, ...more });
const accounts =
  (step: "accountsDraft" | "accountsSent", more: Omit<Sample, "path"> = {}) =>
  ({ forms }: About): Sample => ({ path: { accounts: forms[step] }, ...more });
const irregularity =
  (more: (about: About) => Omit<Sample, "path"> = () => ({})) =>
  (about: About): Sample => ({ path: { irregularity: about.irregularity }, ...more(about) });
const reason = "Essai";
const cell = { query: { table: "main", column: "B" } };

/** Requests about the account to the Commission that succeed for whoever may make them. */
export const commissionSamples: Readonly<Record<string, (about: About) => Sample>> = {
  listApplications: () => ({}),
  // A draft of the Fund stands: what is refused then is not a right.
  openApplication: () => ({ body: { fund: "ESF", year: "2020-07-01" } }),
  readApplication: application("draft"),
  "readApplication:sent": application("sent"),
  changeApplication: application("draft", { body: { reference: reason } }),
  discardApplication: application("draft"),
  readApplicationCells: application("sent", cell),
  submitApplication: ({ forms, totals }) => ({ path: { application: forms.draft }, body: totals.draft }),
  reopenApplication: application("sent", { body: { reason } }),
  printApplication: application("sent", { query: { language: "fr" } }),
  writeApplication: application("sent", { query: { language: "fr" } }),
  openAccounts: () => ({ body: { fund: "ESF", year: "2019-07-01" } }),
  readAccounts: accounts("accountsDraft"),
  "readAccounts:sent": accounts("accountsSent"),
  changeAccounts: accounts("accountsDraft", { body: { comments: { "app8:x": reason } } }),
  readAccountsCells: accounts("accountsSent", { query: { table: "app1", column: "A" } }),
  submitAccounts: ({ forms, totals }) => ({
    path: { accounts: forms.accountsDraft },
    body: totals.accountsDraft,
  }),
  reopenAccounts: accounts("accountsSent", { body: { reason } }),
  printAccounts: accounts("accountsSent", { query: { language: "fr" } }),
  writeAccounts: accounts("accountsSent", { query: { language: "fr" } }),
  listCorrections: () => ({}),
  tellCorrection: ({ decisions }) => ({
    path: { decision: decisions.decided },
    body: { auditsOfOperations: false, article71: false, comment: reason },
  }),
  readForecast: () => ({}),
  readPerformance: () => ({}),
  readRetention: () => ({}),
  listIrregularities: () => ({}),
  addIrregularity: ({ agreements }) => ({ body: plantedIrregularity(agreements.active) }),
  readIrregularity: irregularity(),
  changeIrregularity: irregularity(({ agreements }) => ({
    body: { ...plantedIrregularity(agreements.active), systemic: true },
  })),
  reportIrregularity: irregularity(() => ({ body: { kind: "follow_up" } })),
  closeIrregularity: irregularity(() => ({ body: { on: "2020-06-01" } })),
};
