import type { ControlRules } from "../definition/control.ts";
import type { Text } from "../language.ts";
import {
  type Measure,
  type VerificationState,
  type VerificationType,
  verificationTypes,
} from "./shared-shapes.ts";

/** What control is called on pages and papers. */

const usual: Readonly<Record<VerificationType, Text>> = {
  administrative: {
    fr: "Vérification administrative",
    nl: "Administratieve verificatie",
    en: "Administrative verification",
  },
  on_the_spot: {
    fr: "Vérification sur place",
    nl: "Verificatie ter plaatse",
    en: "On-the-spot verification",
  },
  data_protection: {
    fr: "Protection des données",
    nl: "Gegevensbescherming",
    en: "Data protection",
  },
  procurement: { fr: "Marchés publics", nl: "Overheidsopdrachten", en: "Procurement" },
  double_funding: { fr: "Double financement", nl: "Dubbele financiering", en: "Double funding" },
};

/** Returns a type of verification with what the definitions call it. */
export const typeOf = ({ types }: ControlRules, id: VerificationType) => ({
  id,
  label: types.get(id)?.label ?? usual[id],
});
/** Returns all types of verification. */
export const typesOf = (control: ControlRules) => verificationTypes.map((id) => typeOf(control, id));

export const stateNames: Readonly<Record<VerificationState, Text>> = {
  open: { fr: "En cours", nl: "Bezig", en: "In progress" },
  with_partner: { fr: "Chez le partenaire", nl: "Bij de partner", en: "With the partner" },
  answered: { fr: "Réponse reçue", nl: "Antwoord ontvangen", en: "Answered" },
  concluded: { fr: "Conclue", nl: "Afgesloten", en: "Concluded" },
  decided: { fr: "Décidée", nl: "Beslist", en: "Decided" },
  cancelled: { fr: "Abandonnée", nl: "Stopgezet", en: "Given up" },
};

export const measureNames: Readonly<Record<Measure, Text>> = {
  deduct: { fr: "Déduire", nl: "Aftrekken", en: "Deduct" },
  park: { fr: "Mettre en attente", nl: "Aanhouden", en: "Park" },
  none: { fr: "Aucune retenue", nl: "Niets inhouden", en: "Hold nothing" },
};

/** What a verification waits for. */
export const waitNames: Readonly<Record<Exclude<VerificationState, "decided" | "cancelled">, Text>> = {
  open: {
    fr: "Attend la suite du contrôle par l'autorité.",
    nl: "Wacht op het vervolg van de controle door de autoriteit.",
    en: "Waits for the authority to go on.",
  },
  with_partner: {
    fr: "Attend la réponse du partenaire.",
    nl: "Wacht op het antwoord van de partner.",
    en: "Waits for the partner's answer.",
  },
  answered: {
    fr: "Attend la conclusion de l'autorité : le partenaire a répondu.",
    nl: "Wacht op de conclusie van de autoriteit: de partner heeft geantwoord.",
    en: "Waits for the authority's conclusion: the partner answered.",
  },
  concluded: {
    fr: "Attend une décision.",
    nl: "Wacht op een beslissing.",
    en: "Waits for a decision.",
  },
};
