import type { AccountsHead } from "../../../src/commission/shapes.ts";
import { Badge, type Tone } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

const states: Readonly<Record<AccountsHead["state"], Readonly<{ label: Text; tone: Tone | "neutral" }>>> = {
  draft: { label: { fr: "en préparation", nl: "in voorbereiding", en: "being prepared" }, tone: "info" },
  submitted: { label: { fr: "envoyé", nl: "verzonden", en: "sent" }, tone: "success" },
  reopened: { label: { fr: "rouvert", nl: "heropend", en: "reopened" }, tone: "neutral" },
};

/** How far a form to the Commission is. */
export const FormBadge = ({ state }: Readonly<{ state: AccountsHead["state"] }>) => {
  const say = useSay();
  return <Badge tone={states[state].tone}>{say(states[state].label)}</Badge>;
};

export const applicationKinds = {
  interim: { fr: "intermédiaire", nl: "tussentijds", en: "interim" },
  final: { fr: "intermédiaire finale", nl: "laatste tussentijdse", en: "final interim" },
} satisfies Record<string, Text>;
