import { isZero } from "../../../src/euros.ts";
import type { Control } from "../../../src/control/shared-shapes.ts";
import { Badge, ButtonLink, Facts, Link, Notice, type Tone } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useDue } from "./Clock.tsx";

export const controlNames: Readonly<Record<Control["state"], Text>> = {
  waiting: { fr: "attend le contrôle", nl: "wacht op controle", en: "waits for verification" },
  in_control: { fr: "en contrôle", nl: "in controle", en: "being verified" },
  questions: { fr: "questions au partenaire", nl: "vragen aan de partner", en: "questions to the partner" },
  answered: { fr: "réponse à l'examen", nl: "antwoord in onderzoek", en: "answer being looked at" },
  to_decide: { fr: "décision en attente", nl: "beslissing in afwachting", en: "decision awaited" },
  decided: { fr: "contrôlée", nl: "gecontroleerd", en: "verified" },
};

const tones: Readonly<Record<Control["state"], Tone | "neutral">> = {
  waiting: "neutral",
  in_control: "info",
  questions: "warning",
  answered: "info",
  to_decide: "info",
  decided: "success",
};

/** How control stands of a declaration, in words. */
export const ControlBadge = ({ state }: Readonly<{ state: Control["state"] }>) => {
  const say = useSay();
  return <Badge tone={tones[state]}>{say(controlNames[state])}</Badge>;
};

/** How control stands of a declaration: what is asked of the partner, and what was decided. */
export const ControlState = ({
  control,
  declaration,
}: Readonly<{ control: Control; declaration: number }>) => {
  const say = useSay();
  const { date } = useFormat();
  const due = useDue();
  const { state, verification, questionsUntil, decided } = control;
  if (decided)
    return (
      <Notice
        tone={isZero(decided.rejected) && isZero(decided.parked) ? "success" : "info"}
        title={say(words.decided, { number: decided.number, on: date(decided.at.slice(0, 10)) })}
        actions={
          <ButtonLink to={`money/declarations/${declaration}/decisions`} size="s">
            {say(words.see)}
          </ButtonLink>
        }
      >
        <Facts
          layout="tiles"
          items={[
            { label: say(words.eligible), value: <Amount euros={decided.eligible} /> },
            ...(isZero(decided.parked)
              ? []
              : [{ label: say(words.parked), value: <Amount euros={decided.parked} /> }]),
            ...(isZero(decided.rejected)
              ? []
              : [{ label: say(words.rejected), value: <Amount euros={decided.rejected} /> }]),
          ]}
        />
      </Notice>
    );
  const isAsked = state === "questions" && questionsUntil !== null;
  return (
    <Notice
      tone={isAsked ? "warning" : "info"}
      title={isAsked ? say(words.asked, { until: due(questionsUntil) }) : say(words[state])}
      actions={
        verification && (
          <ButtonLink
            to={`money/controls/${verification.verification}`}
            size="s"
            variant={isAsked ? "primary" : "secondary"}
          >
            {say(isAsked ? words.answer : words.open)}
          </ButtonLink>
        )
      }
    >
      {verification && <Link to={`money/controls/${verification.verification}`}>{verification.number}</Link>}
    </Notice>
  );
};

const words = {
  asked: {
    fr: "Le contrôle pose des questions ; réponse attendue pour le {until}",
    nl: "De controle stelt vragen; antwoord verwacht tegen {until}",
    en: "The control asks questions; answer expected by {until}",
  },
  answer: { fr: "Voir les questions", nl: "De vragen bekijken", en: "See the questions" },
  open: { fr: "Voir le contrôle", nl: "De controle bekijken", en: "See the verification" },
  see: { fr: "Voir la décision", nl: "De beslissing bekijken", en: "See the decision" },
  waiting: {
    fr: "La déclaration attend le contrôle.",
    nl: "De declaratie wacht op de controle.",
    en: "The declaration waits to be verified.",
  },
  in_control: {
    fr: "La déclaration est en contrôle.",
    nl: "De declaratie is in controle.",
    en: "The declaration is being verified.",
  },
  questions: {
    fr: "Le contrôle pose des questions au partenaire.",
    nl: "De controle stelt vragen aan de partner.",
    en: "The control asks the partner questions.",
  },
  answered: {
    fr: "La réponse du partenaire est à l'examen.",
    nl: "Het antwoord van de partner wordt onderzocht.",
    en: "The partner's answer is being looked at.",
  },
  to_decide: {
    fr: "Le contrôle est conclu ; la décision est attendue.",
    nl: "De controle is afgesloten; de beslissing wordt verwacht.",
    en: "The verification is concluded; the decision is awaited.",
  },
  decided: {
    fr: "Contrôlée : décision {number} du {on}",
    nl: "Gecontroleerd: beslissing {number} van {on}",
    en: "Verified: decision {number} of {on}",
  },
  eligible: { fr: "Admissible", nl: "Subsidiabel", en: "Eligible" },
  parked: { fr: "En attente", nl: "In beraad", en: "Set aside" },
  rejected: { fr: "Refusé", nl: "Geweigerd", en: "Rejected" },
} satisfies Record<string, Text>;
