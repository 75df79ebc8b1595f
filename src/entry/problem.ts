import { Problem } from "../problem.ts";

/** Somebody removed the record since it was opened. */
export const removedMeanwhile = (): Problem =>
  new Problem(409, "removed_meanwhile", {
    fr: "Cette fiche a été supprimée entre-temps. Rien n'a été enregistré ; votre brouillon est gardé.",
    nl: "Deze fiche is ondertussen verwijderd. Er is niets bewaard; uw klad blijft bestaan.",
    en: "This record was removed meanwhile. Nothing was kept; your draft stays.",
  });

/** Somebody changed the record since it was opened, where the answer cannot be merged. */
export const changedMeanwhile = (more: Readonly<Record<string, unknown>>): Problem =>
  new Problem(
    409,
    "changed_meanwhile",
    {
      fr: "Quelqu'un a modifié cette fiche entre-temps. Rien n'est écrasé : choisissez la réponse à garder.",
      nl: "Iemand heeft deze fiche ondertussen gewijzigd. Er wordt niets overschreven: kies welk antwoord blijft.",
      en: "Somebody changed this record meanwhile. Nothing is overwritten: choose the answer to keep.",
    },
    more,
  );
