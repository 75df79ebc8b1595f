import type { CalendarSession } from "../../../src/calendar/shapes.ts";
import { type Say, type Text, useFormat, useSay } from "../language.tsx";

/** Returns what a session is called: what it is about, or what kind of record it is. */
export const titleOf = (session: Pick<CalendarSession, "title" | "details">, say: Say): string =>
  asTitle(session.title ? say(session.title) : say(session.details[0]?.value ?? words.session));

/** A choice is written small in a form; as a title it begins with a capital. */
export const asTitle = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Returns from when until when, as people say it. */
export const hoursOf = ({ from, until }: Readonly<{ from: string | null; until: string | null }>): string =>
  [from, until].filter((time) => time !== null).join(" – ");

/** Returns how many places are taken, in words, and how many are missing for the group. */
export const usePlacesWords = () => {
  const say = useSay();
  const { count, number } = useFormat();
  return {
    places: ({ taken, places }: CalendarSession): string =>
      places === null
        ? count(taken, words.people)
        : say(words.ofPlaces, { taken: number(taken), places: number(places) }),
    missing: ({ missing, minimum }: CalendarSession): string =>
      say(words.missing, { missing: number(missing), minimum: number(minimum ?? 0) }),
    waiting: ({ waiting }: CalendarSession): string => count(waiting, words.waiting),
    heads: ({ heads }: CalendarSession): string => count(heads ?? 0, words.heads),
  };
};

export const words = {
  session: { fr: "Séance", nl: "Sessie", en: "Session" },
  ofPlaces: {
    fr: "{taken} sur {places} places",
    nl: "{taken} van {places} plaatsen",
    en: "{taken} of {places} places",
  },
  missing: {
    fr: "Il manque {missing} pour le minimum de {minimum}",
    nl: "Nog {missing} nodig voor het minimum van {minimum}",
    en: "{missing} missing for the minimum of {minimum}",
  },
  reached: { fr: "Minimum atteint", nl: "Minimum bereikt", en: "Minimum reached" },
  calendar: { fr: "Calendrier", nl: "Kalender", en: "Calendar" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  people: {
    one: { fr: "personne", nl: "persoon", en: "person" },
    other: { fr: "personnes", nl: "personen", en: "people" },
  },
  waiting: {
    one: { fr: "en attente", nl: "wachtend", en: "waiting" },
    other: { fr: "en attente", nl: "wachtenden", en: "waiting" },
  },
  heads: {
    one: { fr: "élève présent", nl: "aanwezige leerling", en: "pupil present" },
    other: { fr: "élèves présents", nl: "aanwezige leerlingen", en: "pupils present" },
  },
} satisfies Record<string, Text | Record<"one" | "other", Text>>;
