import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import type { CorrectionBody, DecisionsPage as Decisions } from "../../../src/control/list-shapes.ts";
import type { Measure } from "../../../src/control/shared-shapes.ts";
import { api } from "../api.ts";
import {
  announce,
  Button,
  EmptyState,
  Form,
  Link,
  Loaded,
  Page,
  RadioGroup,
  Select,
  TextArea,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./control.module.css";
import { DecisionView } from "./DecisionView.tsx";
import { ModeField } from "./ProposeDialog.tsx";
import { titles } from "./titles.ts";
import { useDecisions, useRenewal } from "./use-control.ts";

/** Everything decided on a declaration, the newest first, and what can still be corrected of it. */
export const DecisionsPage = () => {
  const say = useSay();
  const { declaration = "" } = useParams();
  const decisions = useDecisions(declaration);
  const { data } = decisions;
  return (
    <Page
      title={data ? say(words.title, { number: data.declaration.number }) : say(titles.decisions)}
      breadcrumbs={[
        { label: say(titles.money), to: "money" },
        { label: say(titles.declarations), to: "money/declarations" },
        ...(data
          ? [{ label: data.declaration.number, to: `money/declarations/${data.declaration.id}` }]
          : []),
      ]}
    >
      <Loaded query={decisions}>
        {(page) => (
          <>
            {page.rows.length === 0 && <EmptyState title={say(words.none)} />}
            <div className={style.decisions}>
              {page.rows
                .toSorted((a, b) => b.n - a.n)
                .map((decision) => (
                  <DecisionView key={decision.id} decision={decision} declaration={page.declaration.id} />
                ))}
            </div>
            {page.may.correct && <Correct page={page} />}
          </>
        )}
      </Loaded>
    </Page>
  );
};

type Kind = CorrectionBody["kind"];

/** Proposes a later decision: what was set aside is cleared or held, what was held is let go, what was missed is added. */
const Correct = ({ page }: Readonly<{ page: Decisions }>) => {
  const say = useSay();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title={say(words.later)}>
      {isOpen ? (
        <CorrectForm page={page} onClose={() => setIsOpen(false)} />
      ) : (
        <Button onPress={() => setIsOpen(true)}>{say(words.correct)}</Button>
      )}
    </Section>
  );
};

const CorrectForm = ({ page, onClose }: Readonly<{ page: Decisions; onClose: () => void }>) => {
  const say = useSay();
  const queries = useQueryClient();
  const renew = useRenewal();
  const { declaration, findings } = page;
  const [kind, setKind] = useState<Kind>(
    findings.some(({ measure }) => measure === "park") ? "release" : "correction",
  );
  const [mode, setMode] = useState<CorrectionBody["mode"]>("withdrawal");
  const [reason, setReason] = useState("");
  const [changed, setChanged] = useState<Readonly<Record<string, Measure>>>({});
  const labelOf = (line: string): string => {
    const label = page.rows.flatMap(({ lines }) => lines).find((each) => each.line === line)?.label;
    return label ? say(label) : line;
  };
  const measures = findings.flatMap(({ id, measure }) => {
    const next = changed[id];
    return next === undefined || next === measure ? [] : [{ finding: id, measure: next }];
  });
  const propose = useMutation({
    mutationFn: (body: CorrectionBody) =>
      api.send<Decisions>("POST", `/api/declarations/${declaration.id}/decisions`, body),
    onSuccess: async (answer) => {
      queries.setQueryData(["controls", "decisions", String(declaration.id)], answer);
      announce(say(words.done));
      onClose();
      await renew();
    },
  });
  if (findings.length === 0) return <EmptyState title={say(words.noFindings)} />;
  return (
    <Form
      submit={say(words.propose)}
      isComplete={reason.trim() !== "" && measures.length > 0}
      send={() => propose.mutateAsync({ kind, mode, reason: reason.trim(), measures })}
      more={<Button onPress={onClose}>{say(words.cancel)}</Button>}
    >
      {({ missing }) => (
        <>
          <RadioGroup
            label={say(words.kind)}
            name="kind"
            direction="across"
            value={kind}
            onChange={(next) => setKind(next as Kind)}
            options={[
              { id: "release", label: say(words.release) },
              { id: "correction", label: say(words.correction) },
            ]}
            {...missing(measures.length === 0, say(words.nothingChanged))}
          />
          <ul className={style.findings}>
            {findings.map(({ id, typology, amount, measure, text, verification, line }) => (
              <li key={id}>
                <p className={style.findingHead}>
                  <strong>{say(typology.label)}</strong>
                  <span className={style.findingAmount}>
                    <Amount euros={amount} />
                  </span>
                </p>
                <p className={style.note}>
                  {labelOf(line)} ·{" "}
                  <Link to={`money/controls/${verification.id}`}>{verification.number}</Link>
                </p>
                <p className={style.text}>{text}</p>
                <Select
                  label={say(words.becomes)}
                  value={changed[id] ?? measure}
                  onChange={(next) => setChanged({ ...changed, [id]: (next ?? measure) as Measure })}
                  options={measureOptions.map((each) => ({
                    id: each,
                    label: say(each === measure ? words.stays : measureWords[each], {
                      measure: say(measureWords[each]),
                    }),
                  }))}
                />
              </li>
            ))}
          </ul>
          <ModeField mode={mode} onChange={setMode} />
          <TextArea
            label={say(words.reason)}
            name="reason"
            isRequired
            rows={4}
            maxLength={4000}
            value={reason}
            onChange={setReason}
            {...missing(reason.trim() === "")}
          />
        </>
      )}
    </Form>
  );
};

const measureOptions: readonly Measure[] = ["deduct", "park", "none"];
const measureWords: Readonly<Record<Measure, Text>> = {
  deduct: { fr: "déduire", nl: "aftrekken", en: "deduct" },
  park: { fr: "mettre en attente", nl: "in beraad houden", en: "set aside" },
  none: { fr: "lever", nl: "vrijgeven", en: "clear" },
};

const words = {
  title: {
    fr: "Décisions sur {number}",
    nl: "Beslissingen over {number}",
    en: "Decisions on {number}",
  },
  none: {
    fr: "Rien n'est encore décidé sur cette déclaration.",
    nl: "Over deze declaratie is nog niets beslist.",
    en: "Nothing is decided on this declaration yet.",
  },
  later: { fr: "Décision ultérieure", nl: "Latere beslissing", en: "Later decision" },
  correct: {
    fr: "Corriger ou lever un constat",
    nl: "Een vaststelling corrigeren of vrijgeven",
    en: "Correct or clear a finding",
  },
  noFindings: {
    fr: "Aucun constat définitif : une correction part d'un nouveau contrôle.",
    nl: "Geen definitieve vaststelling: een correctie begint met een nieuwe controle.",
    en: "No final finding: a correction begins with another verification.",
  },
  kind: { fr: "Ce qui est proposé", nl: "Wat wordt voorgesteld", en: "What is proposed" },
  release: {
    fr: "Levée d'une mise en attente",
    nl: "Vrijgave van wat in beraad was",
    en: "Release of what was set aside",
  },
  correction: { fr: "Correction", nl: "Correctie", en: "Correction" },
  becomes: { fr: "Ce qu'il devient", nl: "Wat ermee gebeurt", en: "What becomes of it" },
  stays: { fr: "inchangé ({measure})", nl: "onveranderd ({measure})", en: "unchanged ({measure})" },
  nothingChanged: {
    fr: "Changez d'abord ce que devient au moins un constat.",
    nl: "Wijzig eerst wat er met minstens één vaststelling gebeurt.",
    en: "First change what becomes of at least one finding.",
  },
  reason: { fr: "Motivation", nl: "Motivering", en: "Reasons" },
  propose: {
    fr: "Proposer à une seconde personne",
    nl: "Aan een tweede persoon voorstellen",
    en: "Propose to a second person",
  },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  done: {
    fr: "La décision est proposée à une seconde personne.",
    nl: "De beslissing is aan een tweede persoon voorgesteld.",
    en: "The decision is proposed to a second person.",
  },
} satisfies Record<string, Text>;
