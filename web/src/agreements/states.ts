import type { CallPage, CandidacyState } from "../../../src/agreement/call-shapes.ts";
import type { AgreementState, VersionState } from "../../../src/agreement/shapes.ts";
import type { Tone } from "../kit/index.ts";
import type { Text } from "../language.tsx";

type State = Readonly<{ label: Text; tone: Tone | "neutral" }>;

export const callStates: Readonly<Record<CallPage["state"], State>> = {
  draft: { label: { fr: "Brouillon", nl: "Ontwerp", en: "Draft" }, tone: "neutral" },
  planned: {
    label: {
      fr: "Publié, pas encore ouvert",
      nl: "Gepubliceerd, nog niet open",
      en: "Published, not open yet",
    },
    tone: "info",
  },
  open: { label: { fr: "Ouvert", nl: "Open", en: "Open" }, tone: "success" },
  closed: { label: { fr: "Clos", nl: "Afgesloten", en: "Closed" }, tone: "neutral" },
  withdrawn: { label: { fr: "Retiré", nl: "Ingetrokken", en: "Withdrawn" }, tone: "warning" },
};

export const candidacyStates: Readonly<Record<CandidacyState, State>> = {
  draft: { label: { fr: "Brouillon", nl: "Ontwerp", en: "Draft" }, tone: "warning" },
  submitted: { label: { fr: "Envoyée", nl: "Ingediend", en: "Sent" }, tone: "info" },
  admissible: { label: { fr: "Recevable", nl: "Ontvankelijk", en: "Admissible" }, tone: "info" },
  inadmissible: {
    label: { fr: "Non recevable", nl: "Niet ontvankelijk", en: "Not admissible" },
    tone: "warning",
  },
  favourable: {
    label: { fr: "Avis favorable", nl: "Gunstig advies", en: "Favourable opinion" },
    tone: "info",
  },
  unfavourable: {
    label: { fr: "Avis défavorable", nl: "Ongunstig advies", en: "Unfavourable opinion" },
    tone: "warning",
  },
  accepted: { label: { fr: "Retenue", nl: "Toegekend", en: "Accepted" }, tone: "success" },
  refused: { label: { fr: "Refusée", nl: "Geweigerd", en: "Refused" }, tone: "warning" },
  withdrawn: { label: { fr: "Retirée", nl: "Ingetrokken", en: "Withdrawn" }, tone: "neutral" },
};

export const agreementStates: Readonly<Record<AgreementState, State>> = {
  draft: { label: { fr: "En préparation", nl: "In voorbereiding", en: "In preparation" }, tone: "neutral" },
  proposed: { label: { fr: "Proposée", nl: "Voorgesteld", en: "Proposed" }, tone: "warning" },
  accepted: {
    label: {
      fr: "Acceptée par le partenaire",
      nl: "Aanvaard door de partner",
      en: "Accepted by the partner",
    },
    tone: "info",
  },
  active: { label: { fr: "En vigueur", nl: "In werking", en: "In force" }, tone: "success" },
  ended: { label: { fr: "Terminée", nl: "Afgelopen", en: "Ended" }, tone: "neutral" },
  terminated: { label: { fr: "Résiliée", nl: "Beëindigd", en: "Terminated" }, tone: "warning" },
};

export const versionStates: Readonly<Record<VersionState, State>> = {
  ...agreementStates,
  replaced: { label: { fr: "Remplacée", nl: "Vervangen", en: "Replaced" }, tone: "neutral" },
  dropped: { label: { fr: "Abandonnée", nl: "Geschrapt", en: "Dropped" }, tone: "neutral" },
};

export const instalmentKinds = {
  advance: { fr: "Avance", nl: "Voorschot", en: "Advance" },
  interim: { fr: "Paiement intermédiaire", nl: "Tussentijdse betaling", en: "Interim payment" },
  balance: { fr: "Solde", nl: "Saldo", en: "Balance" },
} satisfies Record<string, Text>;

export const stateAids = {
  none: { fr: "aucune", nl: "geen", en: "none" },
  de_minimis: { fr: "de minimis", nl: "de minimis", en: "de minimis" },
  state_aid: { fr: "aide d'État", nl: "staatssteun", en: "state aid" },
} satisfies Record<string, Text>;
