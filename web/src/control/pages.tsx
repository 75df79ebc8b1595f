import { lazy } from "react";
import type { Page } from "../pages.tsx";
import { titles } from "./titles.ts";

const QueuePage = lazy(async () => ({ default: (await import("./QueuePage.tsx")).QueuePage }));
const ControlsPage = lazy(async () => ({ default: (await import("./ControlsPage.tsx")).ControlsPage }));
const VerificationPage = lazy(async () => ({
  default: (await import("./VerificationPage.tsx")).VerificationPage,
}));
const DecisionsPage = lazy(async () => ({ default: (await import("./DecisionsPage.tsx")).DecisionsPage }));
const VisitsPage = lazy(async () => ({ default: (await import("./VisitsPage.tsx")).VisitsPage }));
const VisitPage = lazy(async () => ({ default: (await import("./VisitPage.tsx")).VisitPage }));
const PlanPage = lazy(async () => ({ default: (await import("./PlanPage.tsx")).PlanPage }));
const OutagesPage = lazy(async () => ({ default: (await import("./OutagesPage.tsx")).OutagesPage }));

/**
 * First-line control: what to verify next, each verification, its decision, the yearly plan. Those under "money" are
 * the partner's too, who has no item of control in the navigation.
 */
export const pages: readonly Page[] = [
  {
    path: "control",
    title: titles.control,
    element: <QueuePage />,
    section: "control",
    entry: { order: 65, rights: ["money:control"] },
  },
  { path: "money/controls", title: titles.controls, element: <ControlsPage />, section: "control" },
  {
    path: "money/controls/:verification",
    title: titles.verification,
    element: <VerificationPage />,
    section: "control",
  },
  {
    path: "money/declarations/:declaration/decisions",
    title: titles.decisions,
    element: <DecisionsPage />,
    section: "control",
  },
  {
    path: "control/visits",
    title: titles.visits,
    element: <VisitsPage />,
    section: "control",
    offline: true,
  },
  {
    path: "control/visits/:verification",
    title: titles.visit,
    element: <VisitPage />,
    section: "control",
    offline: true,
  },
  { path: "control/plan", title: titles.plan, element: <PlanPage />, section: "control" },
  { path: "control/plan/:year", title: titles.plan, element: <PlanPage />, section: "control" },
  { path: "control/outages", title: titles.outages, element: <OutagesPage />, section: "control" },
];
