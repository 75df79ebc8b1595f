import type { Text } from "../language.tsx";

type Mechanism = Readonly<{ page: string; label: Text }>;

/** What a service can have besides registers and lists, and the page under its own where that is. */
const mechanisms: Readonly<Record<string, Mechanism>> = {
  calendar: { page: "calendar", label: { fr: "Calendrier", nl: "Kalender", en: "Calendar" } },
  places: {
    page: "places",
    label: { fr: "Places et séjours", nl: "Plaatsen en verblijven", en: "Places and stays" },
  },
  matching: {
    page: "matching",
    label: { fr: "Offres et candidats", nl: "Vacatures en kandidaten", en: "Offers and candidates" },
  },
  room: {
    page: "rooms",
    label: { fr: "Dossiers réservés", nl: "Afgeschermde dossiers", en: "Restricted cases" },
  },
  path: { page: "path", label: { fr: "Parcours", nl: "Trajecten", en: "Paths" } },
  outreach: {
    page: "outreach",
    label: { fr: "Carnet de contacts", nl: "Contactboek", en: "Contact log" },
  },
  organisations: {
    page: "organisations",
    label: { fr: "Organisations", nl: "Organisaties", en: "Organisations" },
  },
};

/** Returns how the mechanism is called, undefined for one that has no page. */
export const mechanismWords = (name: string): Text | undefined => mechanisms[name]?.label;

/** Returns the address of the mechanism's page, under the service's own. */
export const mechanismPage = (name: string): string => mechanisms[name]?.page ?? name;
