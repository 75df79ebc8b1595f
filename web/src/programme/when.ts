import { type Format, type Language, say, type Text, useFormat, useLanguage } from "../language.tsx";

/** How long ago and how soon, as people say it. */
export type When = Readonly<{
  /** "depuis 12 jours" */
  since: (day: string, today: string) => string;
  /** "avant le 4 décembre", "aujourd'hui", "à faire depuis le 9 octobre 2019" */
  due: (day: string, today: string) => string;
  /** "en retard de 3 jours" */
  late: (day: string, today: string) => string;
}>;

const day = 86_400_000;
const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day);

/** Days up to two months, then months, then years: nobody counts 2,214 days. */
const amountOf = (days: number, format: Format): string => {
  if (days < 60) return format.count(days, amounts.days);
  if (days < 730) return format.count(Math.floor(days / 30.44), amounts.months);
  return format.count(Math.floor(days / 365.25), amounts.years);
};

const dayOf = (iso: string, today: string, language: Language, format: Format): string => {
  const long = format.date(iso, "long");
  // This year's days are said without their year.
  const said =
    iso.slice(0, 4) === today.slice(0, 4) ? long.replace(new RegExp(`\\s*${iso.slice(0, 4)}$`), "") : long;
  return language === "fr" ? said.replace(/^1 /, "1er ") : said;
};

/** Returns how this page says since when, and until when. */
export const useWhen = (): When => {
  const language = useLanguage();
  const format = useFormat();
  return {
    since: (from, today) => {
      const days = daysBetween(from, today);
      if (days <= 0) return say(words.sinceToday, language);
      return say(words.since, language, { amount: amountOf(days, format) });
    },
    due: (until, today) => {
      if (until === today) return say(words.dueToday, language);
      const text = until < today ? words.dueSince : words.dueBefore;
      return say(text, language, { day: dayOf(until, today, language, format) });
    },
    late: (until, today) =>
      say(words.late, language, { amount: amountOf(daysBetween(until, today), format) }),
  };
};

const amounts = {
  days: {
    one: { fr: "{count} jour", nl: "{count} dag", en: "{count} day" },
    other: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
  },
  months: {
    one: { fr: "{count} mois", nl: "{count} maand", en: "{count} month" },
    other: { fr: "{count} mois", nl: "{count} maanden", en: "{count} months" },
  },
  years: {
    one: { fr: "{count} an", nl: "{count} jaar", en: "{count} year" },
    other: { fr: "{count} ans", nl: "{count} jaar", en: "{count} years" },
  },
};

const words = {
  since: { fr: "depuis {amount}", nl: "sinds {amount}", en: "for {amount}" },
  sinceToday: { fr: "depuis aujourd’hui", nl: "sinds vandaag", en: "since today" },
  dueBefore: { fr: "pour le {day}", nl: "tegen {day}", en: "by {day}" },
  dueToday: { fr: "pour aujourd’hui", nl: "tegen vandaag", en: "due today" },
  dueSince: { fr: "était attendu le {day}", nl: "werd verwacht op {day}", en: "was due on {day}" },
  late: { fr: "en retard de {amount}", nl: "{amount} te laat", en: "{amount} late" },
} satisfies Record<string, Text>;
