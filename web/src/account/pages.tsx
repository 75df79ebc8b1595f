import { lazy } from "react";
import type { Page } from "../pages.tsx";

const AccountPage = lazy(async () => ({ default: (await import("./AccountPage.tsx")).AccountPage }));

export const pages: readonly Page[] = [
  {
    path: "account",
    title: { fr: "Mon compte", nl: "Mijn account", en: "My account" },
    element: <AccountPage />,
  },
];
