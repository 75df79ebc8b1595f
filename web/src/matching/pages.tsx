import { lazy } from "react";
import type { Page } from "../pages.tsx";

const MatchingPage = lazy(async () => ({ default: (await import("./MatchingPage.tsx")).MatchingPage }));
const ShortlistPage = lazy(async () => ({ default: (await import("./ShortlistPage.tsx")).ShortlistPage }));
const RatesPage = lazy(async () => ({ default: (await import("./RatesPage.tsx")).RatesPage }));

/** Offers, whom they leave, and whether a group is kept out more than another. */
export const pages: readonly Page[] = [
  {
    path: "services/:service/matching",
    title: { fr: "Offres et candidats", nl: "Aanbiedingen en kandidaten", en: "Offers and candidates" },
    element: <MatchingPage />,
    section: "services",
  },
  {
    path: "services/:service/matching/rates",
    title: { fr: "Taux de sélection", nl: "Selectiegraad", en: "Selection rates" },
    element: <RatesPage />,
    section: "services",
  },
  {
    path: "services/:service/matching/:offer",
    title: {
      fr: "Candidats pour une offre",
      nl: "Kandidaten voor een aanbieding",
      en: "Candidates for an offer",
    },
    element: <ShortlistPage />,
    section: "services",
  },
];
