import { lazy } from "react";
import type { Page } from "../pages.tsx";
import { titles } from "./titles.ts";

const SamplesPage = lazy(async () => ({ default: (await import("./SamplesPage.tsx")).SamplesPage }));
const NewSamplePage = lazy(async () => ({ default: (await import("./NewSamplePage.tsx")).NewSamplePage }));
const SamplePage = lazy(async () => ({ default: (await import("./SamplePage.tsx")).SamplePage }));
const TracePage = lazy(async () => ({ default: (await import("./TracePage.tsx")).TracePage }));
const PackagesPage = lazy(async () => ({ default: (await import("./PackagesPage.tsx")).PackagesPage }));

/** The auditor's work: samples, an amount followed down to its evidence, the audit trail as one package. */
export const pages: readonly Page[] = [
  { path: "money/samples", title: titles.samples, element: <SamplesPage />, section: "money" },
  { path: "money/samples/new", title: titles.newSample, element: <NewSamplePage />, section: "money" },
  { path: "money/samples/:sample", title: titles.sample, element: <SamplePage />, section: "money" },
  { path: "money/trace", title: titles.trace, element: <TracePage />, section: "money" },
  { path: "money/packages", title: titles.packages, element: <PackagesPage />, section: "money" },
];
