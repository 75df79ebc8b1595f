import type { Measure, VerificationState } from "../../../src/control/shared-shapes.ts";
import { Badge, type Tone } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

export const stateNames: Readonly<Record<VerificationState, Text>> = {
  open: { fr: "en cours", nl: "bezig", en: "under way" },
  with_partner: { fr: "chez le partenaire", nl: "bij de partner", en: "with the partner" },
  answered: { fr: "réponse reçue", nl: "antwoord ontvangen", en: "answered" },
  concluded: { fr: "conclu, à décider", nl: "afgesloten, te beslissen", en: "concluded, to be decided" },
  decided: { fr: "décidé", nl: "beslist", en: "decided" },
  cancelled: { fr: "abandonné", nl: "stopgezet", en: "given up" },
};

const tones: Readonly<Record<VerificationState, Tone | "neutral">> = {
  open: "info",
  with_partner: "warning",
  answered: "info",
  concluded: "info",
  decided: "success",
  cancelled: "neutral",
};

/** The state of a verification, in words. */
export const StateBadge = ({ state }: Readonly<{ state: VerificationState }>) => {
  const say = useSay();
  return <Badge tone={tones[state]}>{say(stateNames[state])}</Badge>;
};

const measureTones: Readonly<Record<Measure, Tone | "neutral">> = {
  deduct: "error",
  park: "warning",
  none: "neutral",
};

/** What becomes of the amount of a finding. */
export const MeasureBadge = ({ measure }: Readonly<{ measure: Measure }>) => {
  const say = useSay();
  return <Badge tone={measureTones[measure]}>{say(measureNames[measure])}</Badge>;
};

const measureNames: Readonly<Record<Measure, Text>> = {
  deduct: { fr: "à déduire", nl: "af te trekken", en: "to be deducted" },
  park: { fr: "mis en attente", nl: "in beraad", en: "set aside" },
  none: { fr: "sans suite financière", nl: "zonder financieel gevolg", en: "no amount" },
};
