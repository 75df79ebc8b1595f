import { samplePlan } from "./planted-audit.ts";
import type { About, Sample } from "./samples.ts";

const sample =
  (step: keyof About["samples"], more: Omit<Sample, "path"> = {}) =>
  ({ samples }: About): Sample => ({ path: { sample: samples[step] }, ...more });

/** Requests about stored samples, packages and amounts followed down, that succeed for whoever may make them. */
export const auditSamples: Readonly<Record<string, (about: About) => Sample>> = {
  listSamples: () => ({}),
  planSample: ({ place }) => ({ body: samplePlan(place) }),
  readSample: sample("planned"),
  changeSample: sample("planned", { body: { edition: 1, title: "Essai" } }),
  drawSample: sample("planned", { body: { edition: 1 } }),
  keepSampleResults: sample("drawn", { body: { edition: 2, results: [] } }),
  concludeSample: sample("checked", { body: { edition: 3, conclusion: "Essai" } }),
  cancelSample: sample("planned", { body: { reason: "Essai" } }),
  exportSampleFrame: sample("planned"),
  downloadAuditTrail: ({ place }) => ({ path: { operation: place.operation } }),
  readTrailHead: () => ({}),
  readTrace: ({ declarations }) => ({ query: { key: `declaration:${declarations.submitted}` } }),
};
