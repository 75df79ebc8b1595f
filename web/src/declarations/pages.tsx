import { lazy } from "react";
import type { Page } from "../pages.tsx";

const DeclarationsPage = lazy(async () => ({
  default: (await import("./DeclarationsPage.tsx")).DeclarationsPage,
}));
const DeclarationPage = lazy(async () => ({
  default: (await import("./DeclarationPage.tsx")).DeclarationPage,
}));
const StaffPage = lazy(async () => ({ default: (await import("./StaffPage.tsx")).StaffPage }));
const AnnualPage = lazy(async () => ({ default: (await import("./AnnualPage.tsx")).AnnualPage }));

/** What partners declare under their agreements, whose work it is, and the file of each year. */
export const pages: readonly Page[] = [
  {
    path: "money/declarations",
    title: { fr: "Déclarations", nl: "Declaraties", en: "Declarations" },
    element: <DeclarationsPage />,
    section: "money",
  },
  {
    path: "money/declarations/:declaration",
    title: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
    element: <DeclarationPage />,
    section: "money",
  },
  {
    path: "money/agreements/:agreement/staff",
    title: {
      fr: "Personnel de la convention",
      nl: "Personeel van de overeenkomst",
      en: "Staff of the agreement",
    },
    element: <StaffPage />,
    section: "money",
  },
  {
    path: "money/agreements/:agreement/years/:year",
    title: { fr: "Dossier annuel", nl: "Jaardossier", en: "Annual file" },
    element: <AnnualPage />,
    section: "money",
  },
];
