import { useState } from "react";
import type { HandOverRow, PathPage } from "../../../src/path/shapes.ts";
import { colon } from "../../../src/language.ts";
import { Badge, Button, Cell, Column, Columns, EmptyState, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { AnswerDialog } from "./AnswerDialog.tsx";
import { Named } from "./Named.tsx";
import style from "./path.module.css";
import { isSeveral, recordPage } from "./use-path.ts";

/** The hand-overs that the service sent, each with what became of it. */
export const Sent = ({
  service,
  sent,
}: Readonly<{ service: string; sent: NonNullable<PathPage["sent"]> }>) => {
  const say = useSay();
  const { date } = useFormat();
  return (
    <Section title={say(words.sent)}>
      {sent.rows.length === 0 ? (
        <EmptyState title={say(words.noneSent)} />
      ) : (
        <Table label={say(words.sent)} density="compact">
          <Columns>
            <Column width="wide">{say(words.person)}</Column>
            {isSeveral(sent.rows) && <Column>{say(words.from)}</Column>}
            <Column>{say(words.to)}</Column>
            <Column>{say(words.on)}</Column>
            <Column width="wide">{say(words.became)}</Column>
          </Columns>
          <Rows>
            {sent.rows.map((row) => (
              <Row key={`${row.operation}/${row.record}`}>
                <Cell isHead>
                  <Named service={service} place={row} person={row.person} />
                </Cell>
                {isSeveral(sent.rows) && <Cell isWrapped>{say(row.partnerName)}</Cell>}
                <Cell isWrapped>
                  {say(row.to.operationTitle)}
                  {row.to.partnerName ? ` · ${say(row.to.partnerName)}` : ""}
                </Cell>
                <Cell>
                  <Link to={recordPage(row)}>{date(row.on)}</Link>
                </Cell>
                <Cell isWrapped>
                  <Became row={row} />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <Rest shown={sent.rows.length} total={sent.total} />
    </Section>
  );
};

/** The hand-overs that the service received: those that wait for its answer first. */
export const Received = ({
  page,
  received,
}: Readonly<{ page: PathPage; received: NonNullable<PathPage["received"]> }>) => {
  const say = useSay();
  const { date } = useFormat();
  const [answering, setAnswering] = useState<HandOverRow>();
  return (
    <Section title={say(words.received)}>
      <p className={style.note}>{say(words.within, { days: String(received.answerDays) })}</p>
      {received.rows.length === 0 ? (
        <EmptyState title={say(words.noneReceived)} />
      ) : (
        <Table label={say(words.received)} density="compact">
          <Columns>
            <Column width="wide">{say(words.person)}</Column>
            <Column>{say(words.from)}</Column>
            <Column>{say(words.on)}</Column>
            <Column>{say(words.ends)}</Column>
            <Column width="wide">{say(words.became)}</Column>
          </Columns>
          <Rows>
            {received.rows.map((row) => (
              <Row key={`${row.operation}/${row.record}`}>
                <Cell isHead>
                  <Named service={page.service} place={row} person={row.person} />
                </Cell>
                <Cell isWrapped>{say(row.partnerName)}</Cell>
                <Cell>
                  <Link to={recordPage(row)}>{date(row.on)}</Link>
                </Cell>
                <Cell isWrapped>
                  {row.expectedEnd === null ? "" : `${date(row.expectedEnd)} · `}
                  {say(row.reason)}
                </Cell>
                <Cell isWrapped>
                  <Became row={row} />
                  {row.answer === null && page.may.write && (
                    <Button size="s" variant="primary" onPress={() => setAnswering(row)}>
                      {say(words.answer)}
                    </Button>
                  )}
                  {row.answer !== null && !row.answer.isRefused && (
                    <>
                      {" "}
                      <Link to={recordPage(row.answer)}>{say(words.follow)}</Link>
                    </>
                  )}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <Rest shown={received.rows.length} total={received.total} />
      {answering && <AnswerDialog page={page} row={answering} onClose={() => setAnswering(undefined)} />}
    </Section>
  );
};

const Rest = ({ shown, total }: Readonly<{ shown: number; total: number }>) => {
  const say = useSay();
  const { number } = useFormat();
  if (shown >= total) return null;
  return <p className={style.note}>{say(words.rest, { shown: number(shown), total: number(total) })}</p>;
};

/** What became of a hand-over, in words: the answer, the outcome with its day, and who is late. */
export const Became = ({ row: { answer, late, answerBy } }: { row: HandOverRow }) => {
  const say = useSay();
  const { date, count } = useFormat();
  const lateBadge = late && (
    <Badge tone="warning" hasIcon>
      {say(late.waitsFor === "answer" ? words.lateAnswer : words.lateContact, {
        days: count(late.days, words.days),
      })}
    </Badge>
  );
  if (!answer)
    return (
      <span className={style.became}>
        {lateBadge ?? <Badge>{say(words.waiting, { date: date(answerBy) })}</Badge>}
      </span>
    );
  const day = answer.isOutcome ? answer.outcomeOn : (answer.contactedOn ?? answer.decidedOn);
  return (
    <span className={style.became}>
      <Badge
        tone={
          answer.isGood ? "success" : answer.isRefused ? "warning" : answer.isOutcome ? "neutral" : "info"
        }
      >
        {say(answer.stateLabel)}
      </Badge>{" "}
      {day === null ? "" : say(words.since, { date: date(day) })}
      {answer.details.map(({ label, value }) => (
        <span key={label.en}>
          {" "}
          · {say(label)}
          {say(colon)}
          {say(value)}
        </span>
      ))}{" "}
      {lateBadge}
    </span>
  );
};

const words = {
  sent: { fr: "Transferts envoyés", nl: "Verstuurde overdrachten", en: "Hand-overs sent" },
  noneSent: {
    fr: "Personne n’a encore été transféré.",
    nl: "Er is nog niemand overgedragen.",
    en: "Nobody has been handed over yet.",
  },
  received: { fr: "Transferts reçus", nl: "Ontvangen overdrachten", en: "Hand-overs received" },
  noneReceived: {
    fr: "Aucun transfert n’est arrivé.",
    nl: "Er zijn geen overdrachten binnengekomen.",
    en: "No hand-over has arrived.",
  },
  within: {
    fr: "Une réponse est attendue dans les {days} jours (durée à vérifier) ; l’envoyeur voit la réponse et le résultat.",
    nl: "Er wordt binnen {days} dagen een antwoord verwacht (na te kijken termijn); de afzender ziet het antwoord en het resultaat.",
    en: "An answer is awaited within {days} days (time to be verified); the sender sees the answer and the outcome.",
  },
  person: { fr: "Personne", nl: "Persoon", en: "Person" },
  to: { fr: "Vers", nl: "Naar", en: "To" },
  from: { fr: "Envoyée par", nl: "Gestuurd door", en: "Sent by" },
  on: { fr: "Transfert du", nl: "Overdracht van", en: "Handed over on" },
  ends: { fr: "Fin et motif", nl: "Einde en reden", en: "End and reason" },
  became: { fr: "Ce qui en est advenu", nl: "Wat ervan werd", en: "What became of it" },
  answer: { fr: "Répondre", nl: "Antwoorden", en: "Answer" },
  follow: { fr: "Suivi", nl: "Opvolging", en: "Follow-up" },
  waiting: {
    fr: "réponse attendue pour le {date}",
    nl: "antwoord verwacht tegen {date}",
    en: "answer awaited by {date}",
  },
  since: { fr: "le {date}", nl: "op {date}", en: "on {date}" },
  lateAnswer: {
    fr: "réponse en retard de {days}",
    nl: "antwoord {days} te laat",
    en: "answer {days} late",
  },
  lateContact: {
    fr: "premier contact en retard de {days}",
    nl: "eerste contact {days} te laat",
    en: "first contact {days} late",
  },
  days: {
    one: { fr: "{count} jour", nl: "{count} dag", en: "{count} day" },
    other: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
  },
  rest: {
    fr: "{shown} sur {total} : ceux qui attendent, puis les plus récents.",
    nl: "{shown} van {total}: wat wacht, en dan de recentste.",
    en: "{shown} of {total}: those that wait, then the newest.",
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
