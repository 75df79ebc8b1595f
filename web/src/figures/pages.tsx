import { lazy } from "react";
import type { Page } from "../pages.tsx";

const FiguresPage = lazy(async () => ({ default: (await import("./FiguresPage.tsx")).FiguresPage }));
const FigurePage = lazy(async () => ({ default: (await import("./FigurePage.tsx")).FigurePage }));

/** Figures of the programme, and each one with what makes it what it is. */
export const pages: readonly Page[] = [
  {
    path: "figures",
    title: { fr: "Chiffres", nl: "Cijfers", en: "Figures" },
    element: <FiguresPage />,
    section: "figures",
    entry: { order: 40 },
  },
  {
    path: "figures/:figure",
    title: { fr: "Chiffre", nl: "Cijfer", en: "Figure" },
    element: <FigurePage />,
    section: "figures",
  },
];
