import { lazy } from "react";
import type { Page } from "../pages.tsx";

const CalendarPage = lazy(async () => ({ default: (await import("./CalendarPage.tsx")).CalendarPage }));
const SessionPage = lazy(async () => ({ default: (await import("./SessionPage.tsx")).SessionPage }));
const AttendancePage = lazy(async () => ({ default: (await import("./AttendancePage.tsx")).AttendancePage }));
const CodePage = lazy(async () => ({ default: (await import("./CodePage.tsx")).CodePage }));
const DoorPage = lazy(async () => ({ default: (await import("./DoorPage.tsx")).DoorPage }));

const session = "services/:service/calendar/:operation/:session";

/** Sessions on a calendar, who comes, who was there; and the page that people open on their own phone at the door. */
export const pages: readonly Page[] = [
  {
    path: "services/:service/calendar",
    title: { fr: "Calendrier", nl: "Kalender", en: "Calendar" },
    element: <CalendarPage />,
    section: "services",
  },
  {
    path: "services/:service/calendar/:operation/:session",
    title: { fr: "Séance", nl: "Sessie", en: "Session" },
    element: <SessionPage />,
    section: "services",
  },
  {
    path: `${session}/attendance`,
    title: { fr: "Présences", nl: "Aanwezigheden", en: "Attendance" },
    element: <AttendancePage />,
    section: "services",
  },
  {
    path: `${session}/code`,
    title: { fr: "Code à l’entrée", nl: "Code aan de deur", en: "Code at the door" },
    element: <CodePage />,
    section: "services",
  },
  {
    path: "door",
    title: { fr: "Noter ma présence", nl: "Mijn aanwezigheid noteren", en: "Note my presence" },
    element: <DoorPage />,
    public: true,
  },
  {
    path: "door/:code",
    title: { fr: "Noter ma présence", nl: "Mijn aanwezigheid noteren", en: "Note my presence" },
    element: <DoorPage />,
    public: true,
  },
];
