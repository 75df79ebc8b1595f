import { lazy } from "react";
import type { Page } from "../pages.tsx";

const OutreachPage = lazy(async () => ({ default: (await import("./OutreachPage.tsx")).OutreachPage }));
const YoungsterPage = lazy(async () => ({ default: (await import("./YoungsterPage.tsx")).YoungsterPage }));

/** The log of contacts of a service: on a phone, with or without a network. */
export const pages: readonly Page[] = [
  {
    path: "services/:service/outreach",
    title: { fr: "Contacts de terrain", nl: "Contacten op het terrein", en: "Outreach contacts" },
    element: <OutreachPage />,
    section: "services",
    offline: true,
  },
  {
    path: "services/:service/outreach/:operation/contacts/:record",
    title: { fr: "Suivi d'un jeune", nl: "Opvolging van een jongere", en: "Following a young person" },
    element: <YoungsterPage />,
    section: "services",
  },
];
