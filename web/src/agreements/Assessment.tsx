import { useNavigate } from "react-router";
import type { CandidacyPage, Made } from "../../../src/agreement/call-shapes.ts";
import { api } from "../api.ts";
import { Badge, Button, Link, Stack, useAddress } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { ActProblem } from "./ActProblem.tsx";
import style from "./agreements.module.css";
import { AdmissibilityForm, AdmissibilityShown } from "./Admissibility.tsx";
import { DecisionForm, DecisionShown } from "./Decision.tsx";
import { OpinionForm, OpinionShown } from "./Opinion.tsx";
import { ScoresForm, ScoresShown } from "./Scores.tsx";
import { useAct } from "./use-agreements.ts";

/**
 * The way of a candidacy from its receipt to the agreement, step by step: what was said at each, and the form of the one
 * whose turn it is.
 */
export const Assessment = ({ candidacy }: { candidacy: CandidacyPage }) => {
  const say = useSay();
  const { state, may, admissibility, scores, opinion, decision, agreement } = candidacy;
  const isOver = state === "inadmissible" || state === "withdrawn";
  const isSeen = may.assess || may.decide || may.makeAgreement || admissibility || decision || agreement;
  if (!isSeen) return null;
  return (
    <Stack gap="s">
      {(admissibility || (may.assess && state === "submitted")) && (
        <Section title={say(words.admissibility)}>
          {admissibility ? (
            <AdmissibilityShown candidacy={candidacy} />
          ) : (
            <AdmissibilityForm candidacy={candidacy} />
          )}
        </Section>
      )}
      {!isOver && (scores || (may.assess && state === "admissible")) && (
        <Section title={say(words.scores)}>
          {may.assess && state === "admissible" ? (
            <ScoresForm key={scores?.at} candidacy={candidacy} />
          ) : (
            <ScoresShown candidacy={candidacy} />
          )}
        </Section>
      )}
      {!isOver && (opinion || (may.assess && state === "admissible" && scores)) && (
        <Section title={say(words.opinion)}>
          {opinion ? <OpinionShown opinion={opinion} /> : <OpinionForm candidacy={candidacy} />}
        </Section>
      )}
      {(decision || may.decide) && (
        <Section title={say(words.decision)}>
          {decision ? (
            <DecisionShown decision={decision} />
          ) : (
            <DecisionForm
              address={`/api/candidacies/${candidacy.id}/decision`}
              about={`call:${candidacy.call.id}`}
              amount={opinion?.amount ?? null}
              outcome={state === "favourable" ? "accepted" : "refused"}
            />
          )}
        </Section>
      )}
      {(agreement || may.makeAgreement) && (
        <Section title={say(words.agreement)}>
          {agreement ? (
            <p>
              <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>
            </p>
          ) : (
            <MakeAgreement candidacy={candidacy} />
          )}
        </Section>
      )}
    </Stack>
  );
};

/** Makes the agreement: all of it is known, nothing is typed. */
const MakeAgreement = ({ candidacy }: { candidacy: CandidacyPage }) => {
  const say = useSay();
  const format = useFormat();
  const navigate = useNavigate();
  const address = useAddress();
  const { decision, total } = candidacy;
  const make = useAct(
    say(words.made),
    () => api.send<Made>("POST", `/api/candidacies/${candidacy.id}/agreement`),
    ({ id }) => void navigate(address(`money/agreements/${id}`)),
  );
  const granted = decision?.amount ?? total;
  return (
    <div className={style.next}>
      <p>{say(words.prefilled)}</p>
      {granted !== total && (
        <p>
          <Badge tone="info">{say(words.less)}</Badge>{" "}
          {say(words.lessText, { granted: format.money(granted), total: format.money(total) })}
        </p>
      )}
      <Button variant="primary" isPending={make.isPending} onPress={() => make.mutate(undefined)}>
        {say(words.make)}
      </Button>
      {make.error && <ActProblem error={make.error} />}
    </div>
  );
};

const words = {
  admissibility: { fr: "1. Recevabilité", nl: "1. Ontvankelijkheid", en: "1. Admissibility" },
  scores: { fr: "2. Points par critère", nl: "2. Punten per criterium", en: "2. Points by criterion" },
  opinion: { fr: "3. Avis motivé", nl: "3. Gemotiveerd advies", en: "3. Reasoned opinion" },
  decision: {
    fr: "4. Décision du comité",
    nl: "4. Beslissing van het comité",
    en: "4. The committee's decision",
  },
  agreement: { fr: "5. Convention", nl: "5. Overeenkomst", en: "5. Agreement" },
  prefilled: {
    fr: "La convention reprend la période, les lignes, les objectifs et le guide de la candidature et de l'appel.",
    nl: "De overeenkomst neemt periode, regels, doelstellingen en gids over van de kandidatuur en de oproep.",
    en: "The agreement takes period, lines, objectives and guide from the candidacy and the call.",
  },
  less: { fr: "Moins que demandé", nl: "Minder dan gevraagd", en: "Less than asked" },
  lessText: {
    fr: "{granted} accordés sur {total} demandés : chaque ligne est réduite dans la même proportion.",
    nl: "{granted} toegekend van {total} gevraagd: elke regel wordt in dezelfde verhouding verminderd.",
    en: "{granted} granted of {total} asked: each line is less in the same proportion.",
  },
  make: { fr: "Établir la convention", nl: "De overeenkomst opmaken", en: "Make the agreement" },
  made: {
    fr: "La convention est établie.",
    nl: "De overeenkomst is opgemaakt.",
    en: "The agreement is made.",
  },
} satisfies Record<string, Text>;
