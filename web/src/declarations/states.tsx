import type { DeclarationPage } from "../../../src/declaration/shapes.ts";
import { Badge, type Tone } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

type State = DeclarationPage["state"];

export const stateNames: Readonly<Record<State, Text>> = {
  draft: { fr: "en préparation", nl: "in voorbereiding", en: "being prepared" },
  submitted: { fr: "introduite", nl: "ingediend", en: "submitted" },
  withdrawn: { fr: "retirée", nl: "ingetrokken", en: "withdrawn" },
  replaced: { fr: "remplacée", nl: "vervangen", en: "replaced" },
};

const tones: Readonly<Record<State, Tone | "neutral">> = {
  draft: "info",
  submitted: "success",
  withdrawn: "neutral",
  replaced: "neutral",
};

/** The state of a declaration, in words. */
export const StateBadge = ({ state }: Readonly<{ state: State }>) => {
  const say = useSay();
  return <Badge tone={tones[state]}>{say(stateNames[state])}</Badge>;
};
