import { lazy } from "react";
import type { Page } from "../pages.tsx";
import { pageTitles } from "./titles.ts";

const ProgrammePage = lazy(async () => ({ default: (await import("./ProgrammePage.tsx")).ProgrammePage }));
const PriorityPage = lazy(async () => ({ default: (await import("./PriorityPage.tsx")).PriorityPage }));
const ObjectivePage = lazy(async () => ({ default: (await import("./ObjectivePage.tsx")).ObjectivePage }));
const OperationPage = lazy(async () => ({ default: (await import("./OperationPage.tsx")).OperationPage }));
const PartnerPage = lazy(async () => ({ default: (await import("./PartnerPage.tsx")).PartnerPage }));
const TrailPage = lazy(async () => ({ default: (await import("./TrailPage.tsx")).TrailPage }));
const ChangePage = lazy(async () => ({ default: (await import("./ChangePage.tsx")).ChangePage }));

/** The structure of the programme, from the whole to a partner, and its trail. */
export const pages: readonly Page[] = [
  {
    path: "programme",
    title: pageTitles.programme,
    element: <ProgrammePage />,
    section: "programme",
    entry: { order: 20 },
  },
  {
    path: "programme/priorities/:priority",
    title: pageTitles.priority,
    element: <PriorityPage />,
    section: "programme",
  },
  {
    path: "programme/objectives/:objective",
    title: pageTitles.objective,
    element: <ObjectivePage />,
    section: "programme",
  },
  {
    path: "operations/:operation",
    title: pageTitles.operation,
    element: <OperationPage />,
    section: "programme",
  },
  { path: "partners/:partner", title: pageTitles.partner, element: <PartnerPage />, section: "programme" },
  {
    path: "trail",
    title: pageTitles.trail,
    element: <TrailPage />,
    entry: { order: 70, rights: ["trail:read"] },
  },
  { path: "trail/:change", title: pageTitles.change, element: <ChangePage /> },
];
