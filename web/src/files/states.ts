import type { UploadState } from "../../../src/upload/shapes.ts";
import type { Tone } from "../kit/Notice.tsx";
import type { Text } from "../language.tsx";

/** What an upload's state is called, and its colour beside the word. */
export const stateWords: Readonly<Record<UploadState, Readonly<{ text: Text; tone: Tone | "neutral" }>>> = {
  received: { text: { fr: "Reçu", nl: "Ontvangen", en: "Received" }, tone: "info" },
  checking: { text: { fr: "En vérification", nl: "Wordt gecontroleerd", en: "Being checked" }, tone: "info" },
  ready: { text: { fr: "À reprendre", nl: "Over te nemen", en: "Ready to keep" }, tone: "info" },
  keeping: { text: { fr: "En cours de reprise", nl: "Wordt overgenomen", en: "Being kept" }, tone: "info" },
  kept: { text: { fr: "Repris", nl: "Overgenomen", en: "Kept" }, tone: "success" },
  withdrawn: { text: { fr: "Retiré", nl: "Ingetrokken", en: "Withdrawn" }, tone: "neutral" },
  unreadable: { text: { fr: "Illisible", nl: "Onleesbaar", en: "Unreadable" }, tone: "error" },
  expired: { text: { fr: "Effacé", nl: "Gewist", en: "Removed" }, tone: "neutral" },
};

/** A file that waits for somebody to mend it. */
export const toMend: Readonly<{ text: Text; tone: Tone }> = {
  text: { fr: "À corriger", nl: "Te verbeteren", en: "To mend" },
  tone: "warning",
};
