import { SaidError, type Text } from "../../language.ts";

/** Why a file cannot be read as a table; stable, so that tests and programs can tell the cases apart. */
export type UnreadableCode =
  | "not-found"
  | "empty"
  | "old-excel"
  | "password"
  | "pdf"
  | "other-spreadsheet"
  | "web-page"
  | "not-a-table"
  | "not-a-workbook"
  | "damaged"
  | "too-large"
  | "open-quote";

/**
 * A file that cannot be read at all, with what the person can do about it. `text` is for the person; the message of
 * the error is its English text. `row` is given when one row is the cause.
 */
export class UnreadableFile extends SaidError {
  readonly code: UnreadableCode;
  readonly row: number | undefined;

  constructor(code: UnreadableCode, text: Text, row?: number, cause?: unknown) {
    super(text, text.en, cause === undefined ? undefined : { cause });
    this.code = code;
    this.row = row;
  }
}

const mend: Text = {
  fr: "Ouvrez-le dans votre tableur, enregistrez-le au format Excel (.xlsx) ou CSV, puis envoyez-le à nouveau.",
  nl: "Open het in uw rekenprogramma, sla het op als Excel-bestand (.xlsx) of CSV en stuur het opnieuw.",
  en: "Open it in your spreadsheet program, save it as Excel (.xlsx) or CSV, and send it again.",
};

const withMend = (text: Text): Text => ({
  fr: `${text.fr} ${mend.fr}`,
  nl: `${text.nl} ${mend.nl}`,
  en: `${text.en} ${mend.en}`,
});

type Plain = Exclude<UnreadableCode, "open-quote">;

const texts: Readonly<Record<Plain, Text>> = {
  "not-found": {
    fr: "Ce fichier n'existe pas ou ne peut pas être ouvert. Vérifiez son nom et le dossier où il se trouve.",
    nl: "Dit bestand bestaat niet of kan niet worden geopend. Controleer de naam en de map waarin het staat.",
    en: "This file does not exist or cannot be opened. Check its name and the folder it is in.",
  },
  empty: {
    fr: "Ce fichier est vide. Vérifiez que vous avez choisi le bon fichier et qu'il a bien été enregistré.",
    nl: "Dit bestand is leeg. Controleer of u het juiste bestand hebt gekozen en of het goed is opgeslagen.",
    en: "This file is empty. Check that you chose the right file and that it was saved.",
  },
  "old-excel": withMend({
    fr: "Ce fichier est dans l'ancien format Excel (.xls), qui n'est pas accepté.",
    nl: "Dit bestand heeft het oude Excel-formaat (.xls), dat niet wordt aanvaard.",
    en: "This file is in the old Excel format (.xls), which is not accepted.",
  }),
  password: {
    fr: "Ce fichier est protégé par un mot de passe. Retirez le mot de passe (Fichier, Informations, Protéger le classeur), enregistrez-le au format .xlsx, puis envoyez-le à nouveau.",
    nl: "Dit bestand is met een wachtwoord beveiligd. Verwijder het wachtwoord (Bestand, Info, Werkmap beveiligen), sla het op als .xlsx en stuur het opnieuw.",
    en: "This file is protected by a password. Remove the password (File, Info, Protect Workbook), save it as .xlsx, and send it again.",
  },
  pdf: {
    fr: "Ce fichier est un PDF : les données ne peuvent pas y être relues. Envoyez le tableau dont il est tiré, au format Excel (.xlsx) ou CSV.",
    nl: "Dit bestand is een pdf: de gegevens kunnen er niet uit worden gelezen. Stuur de tabel waaruit het is gemaakt, als Excel-bestand (.xlsx) of CSV.",
    en: "This file is a PDF: the data cannot be read back from it. Send the table it was made from, as Excel (.xlsx) or CSV.",
  },
  "other-spreadsheet": withMend({
    fr: "Ce classeur est dans un format qui n'est pas accepté (OpenDocument, Excel binaire ou Numbers).",
    nl: "Deze werkmap heeft een formaat dat niet wordt aanvaard (OpenDocument, binair Excel of Numbers).",
    en: "This workbook is in a format that is not accepted (OpenDocument, binary Excel or Numbers).",
  }),
  "web-page": withMend({
    fr: "Ce fichier est une page web ou du XML, même si son nom se termine par .xls ou .csv.",
    nl: "Dit bestand is een webpagina of XML, ook al eindigt de naam op .xls of .csv.",
    en: "This file is a web page or XML, even if its name ends in .xls or .csv.",
  }),
  "not-a-table": withMend({
    fr: "Ce fichier n'est pas un tableau (ni Excel, ni CSV).",
    nl: "Dit bestand is geen tabel (geen Excel en geen CSV).",
    en: "This file is not a table (neither Excel nor CSV).",
  }),
  "not-a-workbook": withMend({
    fr: "Ce fichier est une archive ou un document, pas un classeur Excel.",
    nl: "Dit bestand is een archief of een document, geen Excel-werkmap.",
    en: "This file is an archive or a document, not an Excel workbook.",
  }),
  damaged: withMend({
    fr: "Ce fichier est abîmé ou incomplet, peut-être à cause d'un envoi interrompu.",
    nl: "Dit bestand is beschadigd of onvolledig, misschien door een onderbroken verzending.",
    en: "This file is damaged or incomplete, perhaps because a transfer was cut off.",
  }),
  "too-large": {
    fr: "Ce classeur devient démesuré une fois décompressé et n'a pas été lu. Copiez les seules lignes utiles dans un nouveau classeur, ou enregistrez-le au format CSV, puis envoyez-le à nouveau.",
    nl: "Deze werkmap wordt buitensporig groot bij het uitpakken en is niet gelezen. Kopieer alleen de nuttige rijen naar een nieuwe werkmap, of sla ze op als CSV, en stuur ze opnieuw.",
    en: "This workbook becomes far too large once unpacked and was not read. Copy only the rows you need into a new workbook, or save it as CSV, and send it again.",
  },
};

/** Returns the refusal of a file for one of the reasons that concern the file as a whole. */
export const unreadable = (code: Plain, cause?: unknown): UnreadableFile =>
  new UnreadableFile(code, texts[code], undefined, cause);

/** Returns the refusal of a CSV file in which a quotation mark opened in `row` does not close where it should. */
export const openQuote = (row: number): UnreadableFile =>
  new UnreadableFile(
    "open-quote",
    {
      fr: `Ligne ${row} : un guillemet (") s'ouvre au début d'une cellule et ne se ferme pas où il devrait, si bien que la suite du fichier est illisible. Supprimez ce guillemet, ou doublez-le s'il fait partie du texte, puis envoyez le fichier à nouveau.`,
      nl: `Rij ${row}: een aanhalingsteken (") opent aan het begin van een cel en sluit niet waar het moet, zodat de rest van het bestand onleesbaar is. Verwijder dat aanhalingsteken, of verdubbel het als het bij de tekst hoort, en stuur het bestand opnieuw.`,
      en: `Row ${row}: a quotation mark (") opens at the start of a cell and does not close where it should, so the rest of the file cannot be read. Remove that mark, or double it if it is part of the text, and send the file again.`,
    },
    row,
  );
