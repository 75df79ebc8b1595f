import { useState } from "react";
import type { AcceptBody, AgreementPage, Comparison } from "../../../src/agreement/shapes.ts";
import { api } from "../api.ts";
import { announce, Button, Form, Loaded, RadioGroup, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { Counts, StandingBadge } from "./SideBySide.tsx";
import { useComparison, useRenewal } from "./use-agreements.ts";

type Row = Comparison["rows"][number];
type Answer = Readonly<{ answer: "accepted" | "questioned" | null; remark: string }>;

/** The partner answers the proposal, line by line: agreed, or questioned with a remark. */
export const Acceptance = ({ agreement }: { agreement: AgreementPage }) => {
  const say = useSay();
  const comparison = useComparison(agreement.id, agreement.shown.version);
  return (
    <Section title={say(words.title)}>
      <Loaded query={comparison}>{(data) => <Answers agreement={agreement} comparison={data} />}</Loaded>
    </Section>
  );
};

const nothing: Answer = { answer: null, remark: "" };

const Answers = ({
  agreement,
  comparison,
}: Readonly<{ agreement: AgreementPage; comparison: Comparison }>) => {
  const say = useSay();
  const format = useFormat();
  const renew = useRenewal();
  const asked = comparison.rows.filter(({ kind }) => kind !== "term");
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({});
  const answerTo = (id: string) => answers[id] ?? nothing;
  const put = (id: string, part: Partial<Answer>) =>
    setAnswers((before) => ({ ...before, [id]: { ...(before[id] ?? nothing), ...part } }));
  const lacks = ({ answer, remark }: Answer) =>
    answer === null || (answer === "questioned" && remark.trim() === "");
  const questioned = asked.filter(({ id }) => answerTo(id).answer === "questioned").length;
  const open = asked.filter(({ id }) => answerTo(id).answer === null);
  return (
    <Form
      submit={questioned > 0 ? format.count(questioned, questionWords) : say(words.accept)}
      isComplete={!asked.some(({ id }) => lacks(answerTo(id)))}
      send={async () => {
        const body: AcceptBody = {
          answers: asked.map(({ id }) => {
            const { answer, remark } = answerTo(id);
            return { line: id, answer: answer ?? "questioned", remark: answer === "accepted" ? "" : remark };
          }),
        };
        await api.send("POST", `/api/agreements/${agreement.id}/accept`, body);
        announce(say(questioned > 0 ? words.sent : words.accepted));
        await renew();
      }}
      more={
        open.length > 0 && (
          <Button
            onPress={() => {
              for (const { id } of open) put(id, { answer: "accepted" });
            }}
          >
            {format.count(open.length, restWords)}
          </Button>
        )
      }
    >
      {({ missing }) => (
        <>
          <Counts counts={comparison.counts} />
          <ul className={style.answers}>
            {asked.map((row) => {
              const { answer, remark } = answerTo(row.id);
              const name = say(row.label);
              return (
                <li key={row.id} data-answer={row.id}>
                  <div className={style.lineHead}>
                    <h3>{name}</h3>
                    <StandingBadge standing={row.standing} />
                  </div>
                  <Says rows={[row, ...comparison.rows.filter((each) => isTermOf(each, row))]} />
                  <RadioGroup
                    label={say(words.answer, { name })}
                    isLabelHidden
                    direction="across"
                    name={`accept:${row.id}`}
                    value={answer}
                    onChange={(next) => put(row.id, { answer: next as Answer["answer"] })}
                    options={[
                      { id: "accepted", label: say(words.agreed) },
                      { id: "questioned", label: say(words.question) },
                    ]}
                    {...missing(answer === null)}
                  />
                  {answer === "questioned" && (
                    <TextArea
                      label={say(words.remark)}
                      name={`remark:${row.id}`}
                      isRequired
                      rows={2}
                      value={remark}
                      onChange={(text) => put(row.id, { remark: text })}
                      {...missing(remark.trim() === "")}
                    />
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Form>
  );
};

const isTermOf = (row: Row, of: Row): boolean =>
  row.kind === "term" && of.kind === "line" && row.line === of.id;

/** What the agreement says, and what the candidacy or the call said where that differs. */
const Says = ({ rows }: { rows: readonly Row[] }) => {
  const say = useSay();
  return (
    <>
      {rows.map(({ id, call, candidacy, agreement, standing }) => (
        <p key={id} className={style.says}>
          {agreement ? say(agreement.text) : say(words.nothing)}
          {standing !== "equal" && (
            <span className={style.sub}>
              {[
                candidacy && say(words.inCandidacy, { text: say(candidacy.text) }),
                call && say(words.inCall, { text: say(call.text) }),
              ]
                .filter((text) => text !== null)
                .join(" · ")}
            </span>
          )}
        </p>
      ))}
    </>
  );
};

const questionWords = {
  one: {
    fr: "Envoyer {count} question à l'administration",
    nl: "{count} vraag aan de administratie sturen",
    en: "Send {count} question to the authority",
  },
  other: {
    fr: "Envoyer {count} questions à l'administration",
    nl: "{count} vragen aan de administratie sturen",
    en: "Send {count} questions to the authority",
  },
} satisfies Record<string, Text>;

const restWords = {
  one: {
    fr: "D'accord avec le point restant",
    nl: "Akkoord met het overige punt",
    en: "Agree to the one left",
  },
  other: {
    fr: "D'accord avec les {count} points restants",
    nl: "Akkoord met de {count} overige punten",
    en: "Agree to the {count} left",
  },
} satisfies Record<string, Text>;

const words = {
  title: {
    fr: "Votre réponse, point par point",
    nl: "Uw antwoord, punt voor punt",
    en: "Your answer, item by item",
  },
  answer: { fr: "Réponse : {name}", nl: "Antwoord: {name}", en: "Answer: {name}" },
  agreed: { fr: "D'accord", nl: "Akkoord", en: "Agreed" },
  question: { fr: "À discuter", nl: "Te bespreken", en: "To be discussed" },
  remark: { fr: "Votre question ou remarque", nl: "Uw vraag of opmerking", en: "Your question or remark" },
  accept: { fr: "Accepter la convention", nl: "De overeenkomst aanvaarden", en: "Accept the agreement" },
  accepted: {
    fr: "La convention est acceptée.",
    nl: "De overeenkomst is aanvaard.",
    en: "The agreement is accepted.",
  },
  sent: {
    fr: "Vos questions sont envoyées à l'administration.",
    nl: "Uw vragen zijn naar de administratie gestuurd.",
    en: "Your questions are sent to the authority.",
  },
  nothing: {
    fr: "La convention n'en dit rien.",
    nl: "De overeenkomst zegt er niets over.",
    en: "The agreement says nothing of it.",
  },
  inCandidacy: { fr: "candidature : {text}", nl: "kandidatuur: {text}", en: "candidacy: {text}" },
  inCall: { fr: "appel : {text}", nl: "oproep: {text}", en: "call: {text}" },
} satisfies Record<string, Text>;
