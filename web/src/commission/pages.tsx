import { lazy } from "react";
import type { Page } from "../pages.tsx";
import { titles } from "./titles.ts";

const ApplicationsPage = lazy(async () => ({
  default: (await import("./ApplicationsPage.tsx")).ApplicationsPage,
}));
const ApplicationPage = lazy(async () => ({
  default: (await import("./ApplicationPage.tsx")).ApplicationPage,
}));
const AccountsPage = lazy(async () => ({ default: (await import("./AccountsPage.tsx")).AccountsPage }));
const ForecastPage = lazy(async () => ({ default: (await import("./ForecastPage.tsx")).ForecastPage }));
const PerformancePage = lazy(async () => ({
  default: (await import("./PerformancePage.tsx")).PerformancePage,
}));
const CorrectionsPage = lazy(async () => ({
  default: (await import("./CorrectionsPage.tsx")).CorrectionsPage,
}));
const IrregularitiesPage = lazy(async () => ({
  default: (await import("./IrregularitiesPage.tsx")).IrregularitiesPage,
}));
const IrregularityPage = lazy(async () => ({
  default: (await import("./IrregularityPage.tsx")).IrregularityPage,
}));
const NewIrregularityPage = lazy(async () => ({
  default: (await import("./NewIrregularityPage.tsx")).NewIrregularityPage,
}));
const RetentionPage = lazy(async () => ({ default: (await import("./RetentionPage.tsx")).RetentionPage }));

/** What goes to the Commission: applications, accounts, forecasts, milestones, irregularities, retention. */
export const pages: readonly Page[] = [
  { path: "money/commission", title: titles.applications, element: <ApplicationsPage />, section: "money" },
  {
    path: "money/commission/applications/:application",
    title: titles.application,
    element: <ApplicationPage />,
    section: "money",
  },
  {
    path: "money/commission/accounts/:accounts",
    title: titles.accounts,
    element: <AccountsPage />,
    section: "money",
  },
  { path: "money/commission/forecast", title: titles.forecast, element: <ForecastPage />, section: "money" },
  {
    path: "money/commission/performance",
    title: titles.performance,
    element: <PerformancePage />,
    section: "money",
  },
  {
    path: "money/commission/corrections",
    title: titles.corrections,
    element: <CorrectionsPage />,
    section: "money",
  },
  {
    path: "money/commission/irregularities",
    title: titles.irregularities,
    element: <IrregularitiesPage />,
    section: "money",
  },
  {
    path: "money/commission/irregularities/new",
    title: titles.newIrregularity,
    element: <NewIrregularityPage />,
    section: "money",
  },
  {
    path: "money/commission/irregularities/:irregularity",
    title: titles.irregularity,
    element: <IrregularityPage />,
    section: "money",
  },
  {
    path: "money/commission/retention",
    title: titles.retention,
    element: <RetentionPage />,
    section: "money",
  },
];
