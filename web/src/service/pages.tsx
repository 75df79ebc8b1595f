import { lazy } from "react";
import type { Page } from "../pages.tsx";

const ServicesPage = lazy(async () => ({ default: (await import("./ServicesPage.tsx")).ServicesPage }));
const ServicePage = lazy(async () => ({ default: (await import("./ServicePage.tsx")).ServicePage }));

/** The services, each with its day's work. */
export const pages: readonly Page[] = [
  {
    path: "services",
    title: { fr: "Services", nl: "Diensten", en: "Services" },
    element: <ServicesPage />,
    section: "services",
    entry: { order: 15 },
  },
  {
    path: "services/:service",
    title: { fr: "Service", nl: "Dienst", en: "Service" },
    element: <ServicePage />,
    section: "services",
  },
];
