import { lazy } from "react";
import type { Page } from "../pages.tsx";

const Reports = lazy(async () => ({ default: (await import("./Reports.tsx")).Reports }));
const Report = lazy(async () => ({ default: (await import("./Report.tsx")).Report }));

const title = { fr: "Rapport annuel", nl: "Jaarverslag", en: "Annual report" };

/** The report in the making. */
export const pages: readonly Page[] = [
  {
    path: "report",
    title,
    element: <Reports />,
    section: "report",
    entry: {
      order: 50,
      label: { fr: "Rapport", nl: "Verslag", en: "Report" },
      rights: ["report:read"],
    },
  },
  { path: "report/:year", title, element: <Report />, section: "report" },
];
