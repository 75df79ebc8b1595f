import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CandidacyPage, Receipt } from "../../../src/agreement/call-shapes.ts";
import type { Remark } from "../../../src/agreement/shared-shapes.ts";
import { api, ApiProblem } from "../api.ts";
import {
  announce,
  Button,
  ButtonRow,
  DateField,
  Disclosure,
  ErrorSummary,
  Notice,
  ProblemNotice,
  Stack,
  TextField,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { SaveStatus } from "../record/SaveStatus.tsx";
import style from "./agreements.module.css";
import { AnswerField } from "./AnswerField.tsx";
import { isAddress, type Said } from "./candidacy-draft.ts";
import { Documents } from "./Documents.tsx";
import { ObjectivesEditor } from "./ObjectivesEditor.tsx";
import { PlanEditor } from "./PlanEditor.tsx";
import { RemarkList } from "./RemarkList.tsx";
import { candidacyKey, useRenewal } from "./use-agreements.ts";
import { useCandidacyDraft } from "./use-candidacy-draft.ts";

/** The form of a candidacy, drawn from its template; kept while it is written, with what is missing beside each field. */
export const CandidacyForm = ({ candidacy }: { candidacy: CandidacyPage }) => {
  const say = useSay();
  const format = useFormat();
  const queries = useQueryClient();
  const renew = useRenewal();
  const { draft, said, state, isConflict } = useCandidacyDraft(candidacy);
  const [attempt, setAttempt] = useState(0);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const put = (part: Partial<Said>) => draft.put(part);
  const { call, remarks, id } = candidacy;
  const refusals = remarks.filter(({ severity }) => severity === "refuse");
  const about = (kind: Remark["about"]["kind"], name?: string) =>
    remarks.filter((each) => each.about.kind === kind && (name === undefined || each.about.id === name));
  const isTold = (name: string) => attempt > 0 || left.has(name);
  const leave = (name: string) => setLeft((before) => new Set(before).add(name));

  const submit = async () => {
    setIsSending(true);
    setProblem(undefined);
    try {
      const revision = await draft.flush();
      const { receipt } = await api.send<Receipt>("POST", `/api/candidacies/${id}/submit`, { revision });
      announce(say(words.sent, { receipt }));
      scrollTo({ top: 0 });
    } catch (error) {
      setProblem(error);
      setAttempt((before) => before + 1);
    } finally {
      setIsSending(false);
      await renew();
    }
  };

  const isRemarked = problem instanceof ApiProblem && problem.code === "remarks_open";
  return (
    <Stack gap="s">
      {isConflict && (
        <Notice
          tone="warning"
          isLive
          title={say(words.conflict)}
          actions={
            <ButtonRow>
              <Button variant="primary" size="s" onPress={() => void draft.settle(true).catch(setProblem)}>
                {say(words.mine)}
              </Button>
              <Button size="s" onPress={() => void draft.settle(false).catch(setProblem)}>
                {say(words.theirs)}
              </Button>
            </ButtonRow>
          }
        >
          {say(words.conflictText)}
        </Notice>
      )}
      {state.kind === "stopped" && <ProblemNotice error={state.problem} />}
      {attempt > 0 && isRemarked && refusals.length > 0 && (
        <ErrorSummary
          attempt={attempt}
          problems={refusals.map((remark) => ({ name: fieldOf(remark), text: inWords(remark) }))}
        />
      )}
      {problem !== undefined && !isRemarked && <ProblemNotice error={problem} />}
      <Section title={say(call.template.title)}>
        <Stack>
          {call.template.questions.map((question) => (
            <AnswerField
              key={question.id}
              question={question}
              value={said.answers[question.id] ?? ""}
              onChange={(answer) => put({ answers: { ...said.answers, [question.id]: answer } })}
              onBlur={() => leave(question.id)}
              error={
                isTold(question.id)
                  ? about("answer", question.id)
                      .filter(
                        ({ id: rule }) =>
                          !rule.startsWith("required") || (said.answers[question.id] ?? "") === "",
                      )
                      .map(({ text }) => say(text))
                      .join(" ")
                  : ""
              }
            />
          ))}
        </Stack>
      </Section>
      <Section title={say(words.plan)}>
        {call.most !== null && (
          <p className={style.muted}>{say(words.most, { most: format.money(call.most) })}</p>
        )}
        <PlanEditor
          choices={call.choices}
          lines={said.lines}
          onChange={(lines) => put({ lines: [...lines] })}
          remarks={remarks}
          fixed={call.lines.map((line) => line.id)}
        />
        {(attempt > 0 || said.lines.some(({ budget }) => budget !== "0.00")) && (
          <RemarkList remarks={about("whole")} />
        )}
      </Section>
      <Section title={say(words.objectives)}>
        <ObjectivesEditor
          choices={call.choices}
          objectives={said.objectives}
          onChange={(objectives) => put({ objectives: [...objectives] })}
          remarks={remarks}
          fixed={call.objectives.map((objective) => objective.id)}
        />
      </Section>
      <Section title={say(words.when)}>
        <div className={style.fields}>
          <DateField
            label={say(words.starts)}
            name="starts"
            value={said.starts}
            onChange={(starts) => put({ starts })}
          />
          <DateField
            label={say(words.ends)}
            name="ends"
            value={said.ends}
            onChange={(ends) => put({ ends })}
          />
          <TextField
            label={say(words.contact)}
            help={say(words.contactHelp)}
            name="contact"
            type="email"
            autoComplete="email"
            isRequired
            value={said.contact}
            onChange={(contact) => put({ contact: contact.trim() })}
            onBlur={() => leave("contact")}
            {...(isTold("contact") && !isAddress(said.contact) ? { error: say(words.address) } : {})}
          />
        </div>
        <RemarkList remarks={about("period")} />
      </Section>
      {candidacy.documents.length > 0 && (
        <Section title={say(words.documents)}>
          <Documents
            about={`candidacy:${id}`}
            kinds={candidacy.documents}
            mayChange
            onChange={() => void queries.invalidateQueries({ queryKey: candidacyKey(id) })}
          />
        </Section>
      )}
      <Disclosure title={say(words.criteria)}>
        <ul>
          {call.criteria.map(({ id: criterion, label, points }) => (
            <li key={criterion}>{say(words.criterion, { label: say(label), points })}</li>
          ))}
        </ul>
      </Disclosure>
      <div className={style.foot}>
        <div>
          <Button
            variant="primary"
            isPending={isSending}
            isDisabled={isConflict}
            onPress={() => void submit()}
          >
            {say(words.submit)}
          </Button>
          <p className={style.muted}>
            {refusals.length > 0
              ? format.count(refusals.length, leftWords)
              : say(words.ready, { at: format.dateTime(call.closesAt) })}
          </p>
        </div>
        <SaveStatus state={state} onSignIn={() => void draft.again()} />
      </div>
    </Stack>
  );

  function inWords({ about: { kind, id: name }, text }: Remark): string {
    const where =
      kind === "answer"
        ? call.template.questions.find((question) => question.id === name)?.label
        : kind === "line"
          ? said.lines.find((line) => line.id === name)?.label
          : kind === "document"
            ? candidacy.documents.find((document) => document.id === name)?.label
            : undefined;
    return where ? say(words.about, { where: say(where), text: say(text) }) : say(text);
  }
};

/** The field that mends a remark. */
const fieldOf = ({ about: { kind, id } }: Remark): string | undefined => {
  switch (kind) {
    case "answer":
      return `answer:${id}`;
    case "line":
      return `line:${id}`;
    case "objective":
      return `objective:${id}`;
    case "document":
      return `document:${id}`;
    case "contact":
      return "contact";
    case "period":
      return "starts";
    case "whole":
      return undefined;
  }
};

const leftWords = {
  one: {
    fr: "{count} point reste à corriger.",
    nl: "Er is nog {count} punt te verbeteren.",
    en: "{count} point remains to be mended.",
  },
  other: {
    fr: "{count} points restent à corriger.",
    nl: "Er zijn nog {count} punten te verbeteren.",
    en: "{count} points remain to be mended.",
  },
} satisfies Record<string, Text>;

const words = {
  conflict: {
    fr: "Quelqu'un d'autre a enregistré cette candidature entre-temps",
    nl: "Iemand anders heeft deze kandidatuur intussen bewaard",
    en: "Somebody else saved this candidacy in the meantime",
  },
  conflictText: {
    fr: "Rien n'est perdu : ce que vous avez écrit est toujours là, et ce que l'autre personne a écrit est enregistré.",
    nl: "Niets is verloren: wat u schreef, staat er nog, en wat de ander schreef, is bewaard.",
    en: "Nothing is lost: what you wrote is still there, and what the other person wrote is saved.",
  },
  mine: {
    fr: "Mettre mes réponses par-dessus",
    nl: "Mijn antwoorden erbovenop zetten",
    en: "Put my answers over it",
  },
  theirs: { fr: "Reprendre les siennes", nl: "Die van de ander overnemen", en: "Take theirs" },
  plan: { fr: "Plan de financement", nl: "Financieringsplan", en: "Financing plan" },
  most: {
    fr: "L'appel accorde au plus {most} par candidature.",
    nl: "De oproep kent hoogstens {most} per kandidatuur toe.",
    en: "The call grants {most} at most for each candidacy.",
  },
  objectives: { fr: "Objectifs", nl: "Doelstellingen", en: "Objectives" },
  when: { fr: "Période et contact", nl: "Periode en contact", en: "Period and contact" },
  starts: { fr: "Début", nl: "Begin", en: "Begins" },
  ends: { fr: "Fin", nl: "Einde", en: "Ends" },
  contact: {
    fr: "Adresse e-mail de contact",
    nl: "E-mailadres voor contact",
    en: "E-mail address for contact",
  },
  contactHelp: {
    fr: "Les nouvelles versions du guide financier y sont envoyées.",
    nl: "Nieuwe versies van de financiële gids worden ernaar gestuurd.",
    en: "New versions of the financial guide are sent to it.",
  },
  address: {
    fr: "Écrivez une adresse comme nom@organisme.be.",
    nl: "Schrijf een adres zoals naam@organisatie.be.",
    en: "Write an address such as name@organisation.be.",
  },
  documents: { fr: "Documents", nl: "Documenten", en: "Documents" },
  criteria: {
    fr: "Les critères sur lesquels vous serez noté",
    nl: "De criteria waarop u punten krijgt",
    en: "The criteria that you will be scored by",
  },
  criterion: {
    fr: "{label} ({points} points)",
    nl: "{label} ({points} punten)",
    en: "{label} ({points} points)",
  },
  submit: { fr: "Envoyer la candidature", nl: "De kandidatuur indienen", en: "Send the candidacy" },
  ready: {
    fr: "Rien ne manque. Vous pourrez la retirer jusqu'à la clôture, le {at}.",
    nl: "Er ontbreekt niets. U kunt ze intrekken tot de afsluiting, op {at}.",
    en: "Nothing is missing. You can withdraw it until the closing, {at}.",
  },
  sent: {
    fr: "La candidature est envoyée : accusé de réception n° {receipt}.",
    nl: "De kandidatuur is ingediend: ontvangstbewijs nr. {receipt}.",
    en: "The candidacy is sent: receipt No {receipt}.",
  },
  about: { fr: "{where} : {text}", nl: "{where}: {text}", en: "{where}: {text}" },
} satisfies Record<string, Text>;
