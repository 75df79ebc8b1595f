import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { sayDate } from "../definition/condition/sentence.ts";
import type { Field, Register } from "../definition/programme.ts";
import { type Language, type Text, yesOrNo } from "../language.ts";
import type { Difference } from "./shapes.ts";

/** Returns a text made of each language. */
export const inEach = (say: (language: Language) => string): Text => ({
  fr: say("fr"),
  nl: say("nl"),
  en: say("en"),
});

/** Returns an answer in words, as people write it; null where there is none. */
export const sayAnswer = (field: Field, value: Value | undefined): Text | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return yesOrNo(value);
  const text = String(value);
  switch (field.type) {
    case "choice":
      return field.choices?.find(({ code }) => code === text)?.label ?? same(text);
    case "date":
      return inEach((language) => sayDate(text, language));
    case "decimal":
      return { ...same(text.replace(".", ",")), en: text };
    case "text":
    case "integer":
    case "boolean":
      return same(text);
  }
};

const same = (text: string): Text => ({ fr: text, nl: text, en: text });

const identityWords: Text = { fr: "Identité", nl: "Identiteit", en: "Identity" };

/** The name under which the trail tells that something in the room of identities changed. */
export const identityInTrail = "identity";

/**
 * Returns what became of each field between two entries of the trail, in words. Of the room of identities it only says
 * that something changed: the trail holds no more than that.
 */
export const differencesOf = (
  register: Register | undefined,
  before: RecordValues | null,
  after: RecordValues | null,
): Difference[] => {
  const ids = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  // In the order of the form; what a newer definition no longer has comes last, under its own name.
  const known = [...(register?.fields.keys() ?? [])].filter((id) => ids.delete(id));
  return [...known, ...ids].flatMap((id): Difference[] => {
    const [was, is] = [before?.[id] ?? null, after?.[id] ?? null];
    if (was === is) return [];
    if (id === identityInTrail)
      return before && after
        ? [{ field: id, label: identityWords, before: null, after: null, hidden: true }]
        : [];
    const field = register?.fields.get(id);
    const say = (value: Value) =>
      field ? sayAnswer(field, value) : value === null ? null : same(String(value));
    return [{ field: id, label: field?.label ?? same(id), before: say(was), after: say(is), hidden: false }];
  });
};

const kinds: Readonly<Record<string, Text>> = {
  added: { fr: "ajoutée", nl: "toegevoegd", en: "added" },
  changed: { fr: "modifiée", nl: "gewijzigd", en: "changed" },
  re_entered: { fr: "retour de la personne", nl: "persoon teruggekeerd", en: "person came back" },
  removed: { fr: "supprimée", nl: "verwijderd", en: "removed" },
};

/** Returns what happened to a record, in a word or two. */
export const sayKind = (kind: string): Text => kinds[kind] ?? same(kind);

const actions: Readonly<Record<string, Text>> = {
  import: { fr: "fichier importé", nl: "bestand ingevoerd", en: "file imported" },
  form: { fr: "encodage à l'écran", nl: "invoer op het scherm", en: "entered on screen" },
  api: { fr: "envoi par un logiciel", nl: "verstuurd door software", en: "sent by software" },
  transition: { fr: "étape du dossier", nl: "stap in het dossier", en: "step of the file" },
  bulk: { fr: "action groupée", nl: "groepsactie", en: "bulk action" },
  removal: { fr: "suppression", nl: "verwijdering", en: "removal" },
  attendance: { fr: "présences notées", nl: "aanwezigheden genoteerd", en: "attendance noted" },
  place: { fr: "place dans une séance", nl: "plaats in een sessie", en: "place in a session" },
  door: { fr: "code à l'entrée", nl: "code aan de deur", en: "code at the door" },
  call: { fr: "appel à candidatures", nl: "oproep", en: "call" },
  candidacy: { fr: "candidature", nl: "kandidatuur", en: "candidacy" },
  assessment: {
    fr: "analyse d'une candidature",
    nl: "beoordeling van een kandidatuur",
    en: "assessment of a candidacy",
  },
  decision: { fr: "décision", nl: "beslissing", en: "decision" },
  agreement: { fr: "convention", nl: "overeenkomst", en: "agreement" },
  amendment: { fr: "avenant", nl: "wijziging van een overeenkomst", en: "amendment" },
  declaration: { fr: "déclaration de dépenses", nl: "uitgavendeclaratie", en: "declaration of expenditure" },
  staff: { fr: "coûts de personnel", nl: "personeelskosten", en: "staff costs" },
  annual_file: { fr: "dossier annuel", nl: "jaardossier", en: "annual file" },
  document: {
    fr: "pièce jointe ou retirée",
    nl: "stuk toegevoegd of verwijderd",
    en: "document attached or taken out",
  },
  undo: { fr: "annulation", nl: "ongedaan gemaakt", en: "undone" },
};

/** Returns by what kind of act a change was made, in a few words. */
export const sayAction = (action: string): Text => actions[action] ?? same(action);

/** What stands in the reason of a change behind the person's own words, for whoever verifies the trail offline. */
export type ReasonParts = Readonly<{
  said?: string | undefined;
  undoes?: number | undefined;
  transition?: string | undefined;
  confirmed?: readonly string[] | undefined;
  /** Fields whose answers were taken from another register. */
  filled?: readonly string[] | undefined;
}>;

/** Returns the reason as the trail hashes it: the person's words, then what the act was in braces. */
export const asReason = ({
  said = "",
  undoes,
  transition,
  confirmed = [],
  filled = [],
}: ReasonParts): string =>
  [
    said.replaceAll(/[{}]/g, ""),
    undoes === undefined ? "" : `{undoes ${undoes}}`,
    transition === undefined ? "" : `{transition ${transition}}`,
    confirmed.length === 0 ? "" : `{confirmed ${confirmed.join(" ")}}`,
    filled.length === 0 ? "" : `{filled ${filled.join(" ")}}`,
  ]
    .filter((part) => part !== "")
    .join(" ");

/** Returns the fields that a reason says were taken from another register. */
export const filledIn = (reason: string): string[] =>
  /\{filled ([^}]*)\}/.exec(reason)?.[1]?.split(" ") ?? [];

/** Returns the person's own words of a reason. */
export const saidReason = (reason: string): string => reason.replaceAll(/\s*\{[^}]*\}/g, "");
