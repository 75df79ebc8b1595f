import type { PartnerAnswersBody, VerificationPage } from "../../../src/control/shapes.ts";
import { useKept } from "../agreements/use-kept.ts";
import { api } from "../api.ts";
import { ButtonLink, EmptyState, Facts, Form, Link, Notice, RadioGroup, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { Documents } from "../money/Documents.tsx";
import { Section } from "../programme/Section.tsx";
import { DaysLeft, useDue } from "./Clock.tsx";
import style from "./control.module.css";
import { evidenceKinds } from "./evidence-kinds.ts";
import { DecisionView } from "./DecisionView.tsx";
import { FindingView } from "./Findings.tsx";
import { LetterTerms } from "./LetterView.tsx";
import { useAct, verificationAddress } from "./use-control.ts";

/** A verification as its partner sees it: what is asked, until when, and the answer; later, what was decided. */
export const PartnerView = ({ page }: Readonly<{ page: VerificationPage }>) => {
  const say = useSay();
  const language = useLanguage();
  const { declaration, may, findings, decision, waits, id } = page;
  return (
    <>
      <Asked page={page} />
      {waits.length > 0 && !may.respond && <Notice title={waits.map(({ what }) => say(what)).join(" ")} />}
      <Facts
        layout="tiles"
        items={[
          ...(declaration
            ? [
                {
                  id: "declaration",
                  label: say(words.declaration),
                  value: <Link to={`money/declarations/${declaration.id}`}>{declaration.number}</Link>,
                },
              ]
            : []),
          { id: "declared", label: say(words.declared), value: <Amount euros={page.totals.submitted} /> },
        ]}
      />
      {decision && declaration && <DecisionView decision={decision} declaration={declaration.id} />}
      {may.report && (
        <p className={style.around}>
          <ButtonLink
            to={`/api/verifications/${id}/report.pdf?language=${language}`}
            icon="download"
            download
          >
            {say(words.report)}
          </ButtonLink>
        </p>
      )}
      <Section title={say(words.findings)}>
        {may.respond ? (
          <Respond page={page} />
        ) : findings.length === 0 ? (
          <EmptyState title={say(words.none)} />
        ) : (
          <ul className={style.findings}>
            {findings.map((finding) => (
              <li key={finding.id}>
                <FindingView page={page} finding={finding} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {!may.respond && page.letter?.answeredAt && (
        <Section title={say(words.documents)}>
          <Documents about={`verification:${id}:partner`} kinds={evidenceKinds(page)} mayChange={false} />
        </Section>
      )}
    </>
  );
};

/** That an answer is expected, until when, and what happens without one. */
const Asked = ({ page: { letter, may } }: Readonly<{ page: VerificationPage }>) => {
  const say = useSay();
  const { dateTime } = useFormat();
  const due = useDue();
  if (!letter) return null;
  if (letter.answeredAt !== null)
    return <Notice tone="success" title={say(words.answered, { at: dateTime(letter.answeredAt) })} />;
  const clock = { due: letter.dueAt, daysLeft: letter.daysLeft, exceeded: letter.daysLeft < 0 };
  return (
    <Notice
      tone="warning"
      title={
        <>
          {say(may.respond ? words.answerBy : words.expectedBy, { due: due(letter.dueAt) })}{" "}
          <DaysLeft clock={clock} />
        </>
      }
    >
      <LetterTerms letter={letter} />
    </Notice>
  );
};

type Given = Readonly<{ answer: "accepted" | "contested" | null; text: string }>;

const notGiven: Given = { answer: null, text: "" };

/** Answers each finding; kept by the tab until all of them are sent. */
const Respond = ({ page }: Readonly<{ page: VerificationPage }>) => {
  const say = useSay();
  const kept = useKept<{ given: Readonly<Record<string, Given>> }>(`answers:${page.id}`, { given: {} });
  const { given } = kept.value;
  const givenOf = (id: number): Given => given[id] ?? notGiven;
  const put = (id: number, part: Partial<Given>) =>
    kept.put({ given: { ...given, [id]: { ...givenOf(id), ...part } } });
  const asked = page.findings.filter(({ answer }) => answer === null);
  const isOpen = ({ answer, text }: Given) =>
    answer === null || (answer === "contested" && text.trim() === "");
  const respond = useAct(
    page.id,
    say(words.done),
    (body: PartnerAnswersBody) =>
      api.send<VerificationPage>("POST", `${verificationAddress(page.id)}/partner-answers`, body),
    () => {
      kept.forget();
      scrollTo({ top: 0 });
    },
  );
  const body = (): PartnerAnswersBody => ({
    answers: asked.flatMap(({ id }) => {
      const { answer, text } = givenOf(id);
      return answer === null ? [] : [{ finding: id, answer, text: text.trim() }];
    }),
  });
  return (
    <Form
      submit={say(words.send)}
      isComplete={!asked.some(({ id }) => isOpen(givenOf(id)))}
      send={() => respond.mutateAsync(body())}
    >
      {({ missing }) => (
        <>
          <ul className={style.findings}>
            {page.findings.map((finding) => {
              const { answer, text } = givenOf(finding.id);
              return (
                <li key={finding.id}>
                  <FindingView page={page} finding={finding} />
                  {finding.answer === null && (
                    <div className={style.reply}>
                      <RadioGroup
                        label={say(words.yours)}
                        name={`answer-${finding.id}`}
                        value={answer}
                        onChange={(next) => put(finding.id, { answer: next as Given["answer"] })}
                        options={[
                          { id: "accepted", label: say(words.accept) },
                          { id: "contested", label: say(words.contest) },
                        ]}
                        {...missing(answer === null, say(words.choose))}
                      />
                      {answer !== null && (
                        <TextArea
                          label={say(answer === "contested" ? words.whyNot : words.comment)}
                          name={`text-${finding.id}`}
                          isRequired={answer === "contested"}
                          rows={3}
                          maxLength={4000}
                          value={text}
                          onChange={(next) => put(finding.id, { text: next })}
                          {...missing(isOpen({ answer, text }))}
                        />
                      )}
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
          <div>
            <h3>{say(words.documents)}</h3>
            <p className={style.note}>{say(words.documentsWhat)}</p>
            <Documents about={`verification:${page.id}:partner`} kinds={evidenceKinds(page)} mayChange />
          </div>
        </>
      )}
    </Form>
  );
};

const words = {
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  declared: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  report: { fr: "Télécharger le rapport", nl: "Het verslag downloaden", en: "Download the report" },
  findings: { fr: "Constats", nl: "Vaststellingen", en: "Findings" },
  none: {
    fr: "Aucun constat ne vous est adressé.",
    nl: "Er is geen vaststelling aan u gericht.",
    en: "No finding is addressed to you.",
  },
  answerBy: {
    fr: "Le contrôle attend votre réponse pour le {due}",
    nl: "De controle verwacht uw antwoord tegen {due}",
    en: "The control expects your answer by {due}",
  },
  expectedBy: {
    fr: "La réponse du partenaire est attendue pour le {due}",
    nl: "Het antwoord van de partner wordt verwacht tegen {due}",
    en: "The partner's answer is expected by {due}",
  },
  answered: {
    fr: "Votre réponse est reçue depuis le {at}",
    nl: "Uw antwoord is ontvangen op {at}",
    en: "Your answer was received on {at}",
  },
  documents: { fr: "Documents à l'appui", nl: "Stukken ter staving", en: "Supporting documents" },
  documentsWhat: {
    fr: "Joignez ici ce qui répond aux constats, avant d'envoyer la réponse.",
    nl: "Voeg hier toe wat op de vaststellingen antwoordt, vóór u het antwoord verstuurt.",
    en: "Attach here what answers the findings, before sending the answer.",
  },
  yours: { fr: "Votre réponse", nl: "Uw antwoord", en: "Your answer" },
  accept: {
    fr: "Nous acceptons ce constat",
    nl: "Wij aanvaarden deze vaststelling",
    en: "We accept this finding",
  },
  contest: { fr: "Nous le contestons", nl: "Wij betwisten ze", en: "We contest it" },
  choose: { fr: "Choisissez une réponse.", nl: "Kies een antwoord.", en: "Choose an answer." },
  whyNot: {
    fr: "Pourquoi, et avec quelle pièce",
    nl: "Waarom, en met welk stuk",
    en: "Why, and with which document",
  },
  comment: { fr: "Remarque (facultatif)", nl: "Opmerking (facultatief)", en: "Comment (optional)" },
  send: { fr: "Envoyer la réponse", nl: "Het antwoord versturen", en: "Send the answer" },
  done: { fr: "Votre réponse est envoyée.", nl: "Uw antwoord is verstuurd.", en: "Your answer is sent." },
} satisfies Record<string, Text>;
