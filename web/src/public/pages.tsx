import { lazy } from "react";
import type { Right } from "../../../src/access/rights.ts";
import type { Page } from "../pages.tsx";

const PublicHome = lazy(async () => ({ default: (await import("./PublicHome.tsx")).PublicHome }));
const PublicReports = lazy(async () => ({ default: (await import("./PublicReports.tsx")).PublicReports }));
const PublicReport = lazy(async () => ({ default: (await import("./PublicReport.tsx")).PublicReport }));
const PublicFigures = lazy(async () => ({ default: (await import("./PublicFigures.tsx")).PublicFigures }));
const PublicFigure = lazy(async () => ({ default: (await import("./PublicFigure.tsx")).PublicFigure }));
const Operations = lazy(async () => ({ default: (await import("./Operations.tsx")).Operations }));
const Privacy = lazy(async () => ({ default: (await import("./Privacy.tsx")).Privacy }));
const Accessibility = lazy(async () => ({ default: (await import("./Accessibility.tsx")).Accessibility }));
const About = lazy(async () => ({ default: (await import("./About.tsx")).About }));

/** Who works here has other things in the main navigation; these then stand in the foot of the page. */
const rights: readonly Right[] = [];

/** What anybody may read, without signing in. */
export const pages: readonly Page[] = [
  {
    path: "public",
    title: { fr: "Le programme en public", nl: "Het programma voor iedereen", en: "The programme in public" },
    element: <PublicHome />,
    public: true,
    entry: { order: 110, rights, label: { fr: "Le programme", nl: "Het programma", en: "The programme" } },
  },
  {
    path: "public/reports",
    title: { fr: "Rapports publiés", nl: "Gepubliceerde verslagen", en: "Published reports" },
    element: <PublicReports />,
    public: true,
    entry: { order: 120, rights },
  },
  {
    path: "public/reports/:year",
    title: { fr: "Rapport publié", nl: "Gepubliceerd verslag", en: "Published report" },
    element: <PublicReport />,
    public: true,
  },
  {
    path: "public/figures",
    title: { fr: "Chiffres publiés", nl: "Gepubliceerde cijfers", en: "Published figures" },
    element: <PublicFigures />,
    public: true,
    entry: { order: 130, rights },
  },
  {
    path: "public/figures/:figure",
    title: { fr: "Chiffre publié", nl: "Gepubliceerd cijfer", en: "Published figure" },
    element: <PublicFigure />,
    public: true,
  },
  {
    path: "public/operations",
    title: { fr: "Liste des opérations", nl: "Lijst van de operaties", en: "List of operations" },
    element: <Operations />,
    public: true,
    entry: { order: 140, rights, label: { fr: "Opérations", nl: "Operaties", en: "Operations" } },
  },
  {
    path: "public/privacy",
    title: { fr: "Vos données", nl: "Uw gegevens", en: "Your data" },
    element: <Privacy />,
    public: true,
    entry: { order: 150, rights },
  },
  {
    path: "accessibility",
    title: {
      fr: "Déclaration d’accessibilité",
      nl: "Toegankelijkheidsverklaring",
      en: "Accessibility statement",
    },
    element: <Accessibility />,
    public: true,
  },
  {
    path: "public/about",
    title: { fr: "À propos", nl: "Over deze toepassing", en: "About" },
    element: <About />,
    public: true,
    entry: { order: 160, rights },
  },
];
