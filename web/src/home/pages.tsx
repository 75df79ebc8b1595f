import { lazy } from "react";
import type { Page } from "../pages.tsx";

const PublicHome = lazy(async () => ({ default: (await import("../public/PublicHome.tsx")).PublicHome }));
const HomePage = lazy(async () => ({ default: (await import("./HomePage.tsx")).HomePage }));

/** Where everybody begins: what waits for them. */
export const pages: readonly Page[] = [
  {
    path: "",
    title: { fr: "À vous de jouer", nl: "Uw beurt", en: "Your turn" },
    element: <HomePage />,
    outside: <PublicHome />,
    section: "turn",
    entry: { order: 10 },
  },
];
