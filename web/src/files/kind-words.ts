import type { FieldWords, RemarkKind } from "../../../src/upload/shapes.ts";
import type { Say, Text } from "../language.tsx";

/** What is wrong with a cell or a row, in a few words; rules of the register speak for themselves by what they expect. */
const titles: Readonly<Record<string, Text>> = {
  not_a_date: { fr: "date illisible", nl: "onleesbare datum", en: "unreadable date" },
  not_a_number: { fr: "nombre illisible", nl: "onleesbaar getal", en: "unreadable number" },
  not_a_whole_number: {
    fr: "nombre entier attendu",
    nl: "geheel getal verwacht",
    en: "whole number expected",
  },
  not_a_choice: {
    fr: "réponse hors de la liste",
    nl: "antwoord niet in de lijst",
    en: "answer not in the list",
  },
  not_yes_or_no: { fr: "ni oui ni non", nl: "noch ja noch nee", en: "neither yes nor no" },
  required: { fr: "réponse manquante", nl: "ontbrekend antwoord", en: "missing answer" },
  email: { fr: "adresse électronique incorrecte", nl: "onjuist e-mailadres", en: "wrong e-mail address" },
  postcode_be: { fr: "code postal inconnu", nl: "onbekende postcode", en: "unknown postcode" },
  time: { fr: "heure illisible", nl: "onleesbaar uur", en: "unreadable time" },
  country: { fr: "pays inconnu", nl: "onbekend land", en: "unknown country" },
  too_long: { fr: "texte trop long", nl: "te lange tekst", en: "text too long" },
  out_of_range: { fr: "hors des limites", nl: "buiten de grenzen", en: "out of range" },
  cell_error: { fr: "erreur de formule", nl: "formulefout", en: "formula error" },
  control_characters: { fr: "caractères invisibles", nl: "onzichtbare tekens", en: "invisible characters" },
  repeated_row: { fr: "fiche citée deux fois", nl: "fiche dubbel vermeld", en: "record told twice" },
  kept_by_another_partner: {
    fr: "fiche d’un autre partenaire",
    nl: "fiche van een andere partner",
    en: "record of another partner",
  },
  also_in_another_operation: {
    fr: "aussi dans une autre opération",
    nl: "ook in een andere operatie",
    en: "also in another operation",
  },
  probably_the_same: { fr: "sans doute déjà connue", nl: "wellicht al bekend", en: "probably known already" },
  state_move: {
    fr: "état qui ne peut pas suivre",
    nl: "toestand die niet kan volgen",
    en: "state that cannot follow",
  },
  names_nothing_known: { fr: "numéro inconnu", nl: "onbekend nummer", en: "unknown number" },
  held_for_words: {
    fr: "mots à relire, fiche retenue",
    nl: "woorden na te lezen, fiche tegengehouden",
    en: "words to review, record held",
  },
  no_headers: {
    fr: "titres des colonnes introuvables",
    nl: "kolomtitels niet gevonden",
    en: "headers not found",
  },
  missing_column: { fr: "colonne manquante", nl: "ontbrekende kolom", en: "missing column" },
  repeated_column: { fr: "colonne en double", nl: "dubbele kolom", en: "repeated column" },
  unknown_column: { fr: "colonne non lue", nl: "kolom niet gelezen", en: "column not read" },
  other_columns: { fr: "colonnes différentes", nl: "andere kolommen", en: "different columns" },
  sheet_not_read: { fr: "feuille non lue", nl: "blad niet gelezen", en: "sheet not read" },
};

/** Returns what a kind of remarks is called: the field, then what is wrong with it. */
export const kindTitle = (
  kind: Pick<RemarkKind, "field" | "rule" | "header" | "expected">,
  fields: ReadonlyMap<string, FieldWords>,
  say: Say,
): string => {
  const field = kind.field === null ? undefined : fields.get(kind.field);
  const where = field ? say(field.label) : kind.header;
  const known = titles[kind.rule];
  const what = known ? say(known) : say(expects, { expected: plain(say(kind.expected)) });
  return where === null ? capital(what) : say(inField, { where, what });
};

const plain = (text: string): string => text.replace(/[.?!]$/, "");
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const expects: Text = { fr: "attendu {expected}", nl: "verwacht {expected}", en: "expected {expected}" };
const inField: Text = { fr: "{where} : {what}", nl: "{where}: {what}", en: "{where}: {what}" };

/** Returns the letters over a column in the spreadsheet program: 0 is A, 26 is AA. */
export const columnLetters = (column: number): string =>
  (column >= 26 ? columnLetters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
