import { colon, type Language, type Text } from "../language.ts";
import type { TrailBreak } from "./chain.ts";

const problems: Record<TrailBreak["problem"], Text> = {
  missing_change: { fr: "changement manquant", nl: "wijziging ontbreekt", en: "change missing" },
  altered_change: { fr: "changement altéré", nl: "wijziging vervalst", en: "change altered" },
  broken_chain: {
    fr: "ne suit pas le changement précédent",
    nl: "sluit niet aan op de vorige wijziging",
    en: "does not follow the change before",
  },
  altered_entry: { fr: "contenu modifié", nl: "inhoud gewijzigd", en: "content altered" },
  missing_entry: { fr: "inscription manquante", nl: "inschrijving ontbreekt", en: "entry missing" },
  foreign_entry: {
    fr: "inscription ajoutée après coup",
    nl: "inschrijving achteraf toegevoegd",
    en: "entry put in",
  },
  unknown_change: {
    fr: "renvoie à un changement que la piste n'a pas",
    nl: "verwijst naar een wijziging die het spoor niet heeft",
    en: "points to a change that the trail does not have",
  },
  altered_record: {
    fr: "la fiche ne dit pas ce que dit sa dernière inscription",
    nl: "het record zegt niet wat zijn laatste inschrijving zegt",
    en: "the record does not say what its last entry says",
  },
  rewritten: {
    fr: "n'est pas le changement dont l'empreinte a été gardée hors de la base : la piste a été réécrite à partir d'ici",
    nl: "is niet de wijziging waarvan de vingerafdruk buiten de databank bewaard is: het spoor is vanaf hier herschreven",
    en: "is not the change whose hash was kept outside of the database: the trail was written anew from here on",
  },
  cut_off: {
    fr: "manque avec tout ce qui suit : la fin de la piste a été coupée",
    nl: "ontbreekt met alles wat volgt: het einde van het spoor is afgeknipt",
    en: "is missing with all that follows: the end of the trail was cut off",
  },
  missing_record: {
    fr: "fiche disparue du registre",
    nl: "record verdwenen uit het register",
    en: "record gone from its register",
  },
};

/** Returns in words where a break is and what does not agree there. */
export const sayBreak = (
  { change, entry, record, problem, since }: TrailBreak,
  language: Language,
): string => {
  const words = {
    change: { fr: "changement", nl: "wijziging", en: "change" },
    entry: { fr: "inscription", nl: "inschrijving", en: "entry" },
    record: { fr: "fiche", nl: "record", en: "record" },
  };
  const place = [
    `${words.change[language]} ${change}`,
    entry === undefined ? undefined : `${words.entry[language]} ${entry}`,
    record && `${words.record[language]} ${record.register} ${record.operation} ${record.record}`,
  ].filter((part) => part !== undefined);
  const from = {
    fr: "ou plus tôt, après le changement",
    nl: "of vroeger, na wijziging",
    en: "or before, after change",
  };
  const span = since === undefined ? "" : ` (${from[language]} ${since})`;
  return `${place.join(", ")}${span}${colon[language]}${problems[problem][language]}`;
};
