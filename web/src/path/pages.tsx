import { lazy } from "react";
import type { Page } from "../pages.tsx";

const PathPage = lazy(async () => ({ default: (await import("./PathPage.tsx")).PathPage }));
const PersonPage = lazy(async () => ({ default: (await import("./PersonPage.tsx")).PersonPage }));

/** The paths of a service's people, and of one of them. An address names records by number only. */
export const pages: readonly Page[] = [
  {
    path: "services/:service/path",
    title: { fr: "Parcours", nl: "Trajecten", en: "Paths" },
    element: <PathPage />,
    section: "services",
  },
  {
    path: "services/:service/path/:operation/:register/:record",
    title: { fr: "Parcours d’une personne", nl: "Traject van een persoon", en: "A person’s path" },
    element: <PersonPage />,
    section: "services",
  },
];
