import { exact, formatted } from "../decimal.ts";
import type { Language, Text } from "../language.ts";
import type { AnswerCell } from "./shapes.ts";

const words: Record<"hidden" | "none" | "missing", Text> = {
  hidden: { fr: "masqué", nl: "verborgen", en: "hidden" },
  none: { fr: "–", nl: "–", en: "–" },
  missing: { fr: "non enregistré", nl: "niet geregistreerd", en: "not recorded" },
};

/** Returns a cell as a person reads it: a number as Belgium writes it, or why there is none. */
export const cellText = ({ state, value }: AnswerCell, language: Language): string =>
  state === "value" ? formatted(exact(value ?? "0"), language) : words[state][language];
