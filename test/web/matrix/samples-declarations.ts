import { freeQuarter, plantedPerson } from "./planted-declarations.ts";
import type { About, Sample } from "./samples.ts";

const declaration =
  (step: keyof About["declarations"], more: Omit<Sample, "path"> = {}) =>
  ({ declarations }: About): Sample => ({ path: { declaration: declarations[step] }, ...more });
const agreement =
  (more: Omit<Sample, "path"> = {}, path: Sample["path"] = {}) =>
  ({ agreements }: About): Sample => ({ path: { agreement: agreements.active, ...path }, ...more });
const inYear = (more: Omit<Sample, "path"> = {}) => agreement(more, { year: 2020 });
/** The matrix is made long after every deadline. */
const confirmed = ["deadline_passed::"];
const reason = "Essai";

/** Requests about declarations and annual files that succeed for whoever may make them. */
export const declarationSamples: Readonly<Record<string, (about: About) => Sample>> = {
  listDeclarations: ({ agreements }) => ({ query: { agreement: String(agreements.active) } }),
  openDeclaration: agreement({ body: freeQuarter }),
  readDeclaration: declaration("submitted"),
  "readDeclaration:draft": declaration("draft"),
  keepDeclarationInputs: declaration("draft", { body: { edition: 1, lines: {} } }),
  readDeclarationUnits: ({ declarations }) => ({ path: { declaration: declarations.draft, line: "staff" } }),
  checkDeclaration: declaration("draft"),
  submitDeclaration: declaration("draft", { body: { edition: 1, confirmed } }),
  withdrawDeclaration: declaration("submitted", { body: { reason } }),
  correctDeclaration: declaration("submitted", { body: { reason } }),
  readDeclarationDifferences: declaration("submitted"),
  downloadReceipt: declaration("submitted", { query: { language: "fr" } }),
  whatIfDeclaration: declaration("draft", { query: { line: "staff" } }),
  discardDeclaration: declaration("draft"),
  readStaff: agreement(),
  keepStaff: ({ agreements, place }) => ({
    path: { agreement: agreements.active },
    body: { rows: [{ ...plantedPerson(place), person: "P-2" }] },
  }),
  readAnnualFile: inYear(),
  keepAnnualFile: inYear({ body: { edition: 1, texts: {} } }),
  submitAnnualFile: inYear({ body: { edition: 1, confirmed } }),
  downloadAnnualReport: inYear({ query: { language: "fr" } }),
};
