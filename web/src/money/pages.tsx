import { lazy } from "react";
import type { Page } from "../pages.tsx";

const MoneyPage = lazy(async () => ({ default: (await import("./MoneyPage.tsx")).MoneyPage }));
const LedgerPage = lazy(async () => ({ default: (await import("./LedgerPage.tsx")).LedgerPage }));

/** Money: what waits, where that of each agreement stands, and the postings behind each amount. */
export const pages: readonly Page[] = [
  {
    path: "money",
    title: { fr: "Financement", nl: "Financiering", en: "Funding" },
    element: <MoneyPage />,
    section: "money",
    entry: { order: 35, rights: ["money:read"] },
  },
  {
    path: "money/ledger",
    title: { fr: "Écritures", nl: "Boekingen", en: "Postings" },
    element: <LedgerPage />,
    section: "money",
  },
];
