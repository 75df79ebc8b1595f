import { lazy } from "react";
import type { Page } from "../pages.tsx";

const PlacesPage = lazy(async () => ({ default: (await import("./PlacesPage.tsx")).PlacesPage }));
const DaysPage = lazy(async () => ({ default: (await import("./DaysPage.tsx")).DaysPage }));

/** The places of a service: who asks, where there is one, who is there, until when. */
export const pages: readonly Page[] = [
  {
    path: "services/:service/places",
    title: { fr: "Places et séjours", nl: "Plaatsen en verblijven", en: "Places and stays" },
    element: <PlacesPage />,
    section: "services",
  },
  {
    path: "services/:service/places/days",
    title: { fr: "Occupation par jour", nl: "Bezetting per dag", en: "Occupancy by day" },
    element: <DaysPage />,
    section: "services",
  },
];
