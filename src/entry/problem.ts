import { SaidError, type Text } from "../language.ts";

/** A refusal of the entry of records: HTTP status, a stable code for programs, words for people. */
export class EntryProblem extends SaidError {
  readonly status: number;
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, text: Text, more: Readonly<Record<string, unknown>> = {}) {
    super(text, code);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/** What is not there and what the asker may not see: the server answers both alike. */
export const nothingThere = (): EntryProblem =>
  new EntryProblem(404, "not_found", {
    fr: "Cette page ou cet enregistrement n'existe pas, ou ne vous est pas accessible.",
    nl: "Deze pagina of dit record bestaat niet, of u hebt er geen toegang toe.",
    en: "This page or record does not exist, or is not open to you.",
  });

/** The asker may see the record and not write it. */
export const notToWrite = (): EntryProblem =>
  new EntryProblem(403, "not_allowed", {
    fr: "Votre rôle ne permet pas cette action.",
    nl: "Uw rol laat deze actie niet toe.",
    en: "Your role does not allow this.",
  });

/** Somebody removed the record since it was opened. */
export const removedMeanwhile = (): EntryProblem =>
  new EntryProblem(409, "removed_meanwhile", {
    fr: "Cette fiche a été supprimée entre-temps. Rien n'a été enregistré ; votre brouillon est gardé.",
    nl: "Deze fiche is ondertussen verwijderd. Er is niets bewaard; uw klad blijft bestaan.",
    en: "This record was removed meanwhile. Nothing was kept; your draft stays.",
  });

/** Somebody changed the record since it was opened, where the answer cannot be merged. */
export const changedMeanwhile = (more: Readonly<Record<string, unknown>>): EntryProblem =>
  new EntryProblem(
    409,
    "changed_meanwhile",
    {
      fr: "Quelqu'un a modifié cette fiche entre-temps. Rien n'est écrasé : choisissez la réponse à garder.",
      nl: "Iemand heeft deze fiche ondertussen gewijzigd. Er wordt niets overschreven: kies welk antwoord blijft.",
      en: "Somebody changed this record meanwhile. Nothing is overwritten: choose the answer to keep.",
    },
    more,
  );
