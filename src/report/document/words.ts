import type { Language, Text } from "../../language.ts";

/** What the page and the PDF say themselves, around the document. */
export const words = {
  skip: { fr: "Aller au contenu", nl: "Naar de inhoud", en: "Skip to content" },
  contents: { fr: "Sommaire", nl: "Inhoud", en: "Contents" },
  programme: { fr: "Programme", nl: "Programma", en: "Programme" },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  authority: { fr: "Autorité de gestion", nl: "Beheersautoriteit", en: "Managing authority" },
  identifier: { fr: "Numéro CCI", nl: "CCI-nummer", en: "CCI number" },
  published: { fr: "Publié le", nl: "Gepubliceerd op", en: "Published on" },
  notes: { fr: "Notes", nl: "Noten", en: "Notes" },
  note: { fr: "Note", nl: "Noot", en: "Note" },
  backToText: { fr: "Retour au texte", nl: "Terug naar de tekst", en: "Back to the text" },
  data: { fr: "Voir les données du graphique", nl: "De gegevens van de grafiek", en: "Data of the chart" },
  dataOf: { fr: "Données du graphique", nl: "Gegevens van de grafiek", en: "Data of the chart" },
  figures: {
    fr: "Chaque nombre souligné de points se calcule à partir des registres du programme : pointez-le pour lire ce qu’il compte.",
    nl: "Elk getal met een stippellijn eronder is berekend uit de registers van het programma: wijs het aan om te lezen wat het telt.",
    en: "Every number underlined with dots is computed from the programme's registers: point at it to read what it counts.",
  },
} as const satisfies Record<string, Text>;

/** Returns an ISO date in the words of Belgium: "31 mai 2021". */
export function longDate(date: string, language: Language): string {
  return Temporal.PlainDate.from(date).toLocaleString(`${language}-BE`, { dateStyle: "long" });
}
