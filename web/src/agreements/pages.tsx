import { lazy } from "react";
import type { Page } from "../pages.tsx";
import { titles } from "./titles.ts";

const CallsPage = lazy(async () => ({ default: (await import("./CallsPage.tsx")).CallsPage }));
const NewCallPage = lazy(async () => ({ default: (await import("./CallFormPage.tsx")).NewCallPage }));
const EditCallPage = lazy(async () => ({ default: (await import("./CallFormPage.tsx")).EditCallPage }));
const CallPage = lazy(async () => ({ default: (await import("./CallPage.tsx")).CallPage }));
const CandidacyPage = lazy(async () => ({ default: (await import("./CandidacyPage.tsx")).CandidacyPage }));
const AgreementsPage = lazy(async () => ({ default: (await import("./AgreementsPage.tsx")).AgreementsPage }));
const InternalPage = lazy(async () => ({ default: (await import("./InternalPage.tsx")).InternalPage }));
const AgreementPage = lazy(async () => ({ default: (await import("./AgreementPage.tsx")).AgreementPage }));

/** From a call to the agreement: what is asked, who answers, what is decided, and what is agreed. */
export const pages: readonly Page[] = [
  { path: "money/calls", title: titles.calls, element: <CallsPage />, section: "money" },
  { path: "money/calls/new", title: titles.newCall, element: <NewCallPage />, section: "money" },
  { path: "money/calls/:call", title: titles.call, element: <CallPage />, section: "money" },
  { path: "money/calls/:call/edit", title: titles.changeCall, element: <EditCallPage />, section: "money" },
  {
    path: "money/candidacies/:candidacy",
    title: titles.candidacy,
    element: <CandidacyPage />,
    section: "money",
  },
  { path: "money/agreements", title: titles.agreements, element: <AgreementsPage />, section: "money" },
  { path: "money/agreements/new", title: titles.internal, element: <InternalPage />, section: "money" },
  {
    path: "money/agreements/:agreement",
    title: titles.agreement,
    element: <AgreementPage />,
    section: "money",
  },
];
