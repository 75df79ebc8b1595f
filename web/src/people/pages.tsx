import { lazy } from "react";
import type { Page } from "../pages.tsx";

const PeoplePage = lazy(async () => ({ default: (await import("./PeoplePage.tsx")).PeoplePage }));

export const pages: readonly Page[] = [
  {
    path: "people",
    title: { fr: "Accès", nl: "Toegang", en: "Access" },
    element: <PeoplePage />,
    section: "people",
    entry: { order: 60, rights: ["people:manage", "tokens:manage"] },
  },
];
