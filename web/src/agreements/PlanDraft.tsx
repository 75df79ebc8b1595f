import { isAbove, sumOf } from "../../../src/euros.ts";
import { rescaled } from "../../../src/agreement/in-proportion.ts";
import type { AgreementBody, AgreementPage, Instalment } from "../../../src/agreement/shapes.ts";
import type { Choices } from "../../../src/agreement/shared-shapes.ts";
import { api } from "../api.ts";
import { announce, Button, DateField, Form, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { areWhole, InstalmentsEditor } from "./InstalmentsEditor.tsx";
import { ObjectivesEditor } from "./ObjectivesEditor.tsx";
import { PlanEditor } from "./PlanEditor.tsx";
import { Restored } from "./Restored.tsx";
import { isSaid } from "./SaidField.tsx";
import { type Support, SupportEditor } from "./SupportEditor.tsx";
import { useKept } from "./use-kept.ts";
import { usePlanRemarks } from "./use-plan-remarks.ts";
import { useRenewal } from "./use-agreements.ts";

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

const asItIs: Partial<Support> = {};

/** The draft of an agreement, or of its next version, being changed; what the partner questioned stands beside it. */
export const PlanDraft = ({
  agreement,
  choices,
  onDone,
}: Readonly<{ agreement: AgreementPage; choices: Choices; onDone: () => void }>) => {
  const say = useSay();
  const format = useFormat();
  const renew = useRenewal();
  const { shown, id } = agreement;
  const kept = useKept(`agreement:${id}:${shown.version}:${shown.round}`, {
    lines: shown.lines.map(({ line }) => line),
    objectives: shown.objectives,
    effectiveFrom: shown.effectiveFrom,
    ends: shown.ends,
    note: shown.note,
    // Nothing here: it stays as it is, and follows the budget where it did.
    instalments: null as readonly Instalment[] | null,
    support: asItIs,
  });
  const { lines, objectives, effectiveFrom, ends, note } = kept.value;
  const budget = sumOf(lines.map((line) => line.budget));
  const instalments =
    kept.value.instalments ??
    rescaled(
      shown.instalments.map(({ n: _n, ...instalment }) => instalment),
      budget,
    );
  const following = (amount: string) => (amount === shown.budget ? budget : amount);
  const support: Support = {
    publicSupport: following(shown.publicSupport),
    totalCost: following(shown.totalCost),
    stateAid: shown.stateAid,
    facts: shown.facts,
    ...kept.value.support,
  };
  const most = shown.decision?.amount ?? null;
  const questions = new Map(
    shown.lines.flatMap(({ line, answer }) =>
      answer?.answer === "questioned" ? [[line.id, answer.remark] as const] : [],
    ),
  );
  const isWhole =
    lines.length > 0 &&
    lines.every(({ label }) => isSaid(label)) &&
    objectives.every(({ label }) => isSaid(label)) &&
    isDay(effectiveFrom) &&
    isDay(ends) &&
    (kept.value.instalments === null || areWhole(instalments, budget));
  const body: AgreementBody = {
    lines: [...lines],
    objectives: [...objectives],
    effectiveFrom,
    ends,
    note,
    ...(kept.value.instalments === null ? {} : { instalments: [...instalments] }),
    ...kept.value.support,
  };
  const remarks = usePlanRemarks(id, body, { isWhole, first: shown.remarks });
  return (
    <Form
      submit={say(words.save)}
      isComplete={isWhole}
      send={async () => {
        await api.send("PUT", `/api/agreements/${id}`, body);
        kept.forget();
        announce(say(words.saved));
        onDone();
        await renew();
      }}
      more={
        <Button
          variant="quiet"
          onPress={() => {
            kept.forget();
            onDone();
          }}
        >
          {say(words.cancel)}
        </Button>
      }
    >
      {({ missing }) => (
        <>
          {kept.isRestored && <Restored onAnew={kept.reset} />}
          <Section title={say(words.plan)}>
            <PlanEditor
              choices={choices}
              lines={lines}
              onChange={(next) => kept.put({ lines: [...next] })}
              remarks={remarks}
              questions={questions}
            />
            {most !== null && (
              <p className={style.muted}>
                {say(isAbove(budget, most) ? words.above : words.within, { most: format.money(most) })}
              </p>
            )}
          </Section>
          <Section title={say(words.objectives)}>
            <ObjectivesEditor
              choices={choices}
              objectives={objectives}
              onChange={(next) => kept.put({ objectives: [...next] })}
            />
          </Section>
          <Section title={say(words.instalments)}>
            <InstalmentsEditor
              instalments={instalments}
              schedules={agreement.schedules}
              budget={budget}
              ends={ends}
              onChange={(next) => kept.put({ instalments: next })}
              missing={missing}
            />
          </Section>
          <Section title={say(words.support)}>
            <SupportEditor
              support={support}
              lines={lines}
              choices={choices}
              remarks={shown.remarks}
              onChange={(part) => kept.put({ support: { ...kept.value.support, ...part } })}
            />
          </Section>
          <Section title={say(words.holds)}>
            <div className={style.fields}>
              <DateField
                label={say(words.from)}
                name="effectiveFrom"
                value={effectiveFrom}
                onChange={(next) => kept.put({ effectiveFrom: next })}
                {...missing(!isDay(effectiveFrom))}
              />
              <DateField
                label={say(words.until)}
                name="ends"
                value={ends}
                onChange={(next) => kept.put({ ends: next })}
                {...missing(!isDay(ends))}
              />
            </div>
            <TextArea
              label={say(words.note)}
              name="note"
              rows={2}
              value={note}
              onChange={(next) => kept.put({ note: next })}
            />
          </Section>
        </>
      )}
    </Form>
  );
};

const words = {
  save: { fr: "Enregistrer le projet", nl: "Het ontwerp bewaren", en: "Save the draft" },
  saved: { fr: "Le projet est enregistré.", nl: "Het ontwerp is bewaard.", en: "The draft is saved." },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  plan: { fr: "Plan de financement", nl: "Financieringsplan", en: "Financing plan" },
  above: {
    fr: "La décision accorde au plus {most} : ce plan la dépasse.",
    nl: "De beslissing kent hoogstens {most} toe: dit plan gaat erboven.",
    en: "The decision grants {most} at most: this plan is above it.",
  },
  within: {
    fr: "La décision accorde au plus {most}.",
    nl: "De beslissing kent hoogstens {most} toe.",
    en: "The decision grants {most} at most.",
  },
  objectives: { fr: "Objectifs", nl: "Doelstellingen", en: "Objectives" },
  instalments: { fr: "Tranches de paiement", nl: "Betalingsschijven", en: "Instalments" },
  support: {
    fr: "Soutien et marchés publics",
    nl: "Steun en overheidsopdrachten",
    en: "Support and procurement",
  },
  holds: { fr: "Validité", nl: "Geldigheid", en: "From when until when" },
  from: { fr: "Valable à partir du", nl: "Geldig vanaf", en: "Holds from" },
  until: { fr: "Fin de la convention", nl: "Einde van de overeenkomst", en: "End of the agreement" },
  note: {
    fr: "Réponse aux questions, ou motif du changement",
    nl: "Antwoord op de vragen, of reden van de wijziging",
    en: "Answer to the questions, or reason of the change",
  },
} satisfies Record<string, Text>;
