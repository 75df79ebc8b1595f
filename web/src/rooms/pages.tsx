import { lazy } from "react";
import type { Page } from "../pages.tsx";

const RoomsPage = lazy(async () => ({ default: (await import("./RoomsPage.tsx")).RoomsPage }));
const IntakePage = lazy(async () => ({ default: (await import("./IntakePage.tsx")).IntakePage }));
const RoomPage = lazy(async () => ({ default: (await import("./RoomPage.tsx")).RoomPage }));

/** Cases that only those see who were let in. */
export const pages: readonly Page[] = [
  {
    path: "services/:service/rooms",
    title: { fr: "Dossiers réservés", nl: "Afgeschermde dossiers", en: "Restricted cases" },
    element: <RoomsPage />,
    section: "services",
  },
  {
    path: "services/:service/rooms/new",
    title: { fr: "Nouveau signalement", nl: "Nieuwe melding", en: "New report" },
    element: <IntakePage />,
    section: "services",
  },
  {
    path: "services/:service/rooms/:record",
    title: { fr: "Dossier réservé", nl: "Afgeschermd dossier", en: "Restricted case" },
    element: <RoomPage />,
    section: "services",
  },
];
