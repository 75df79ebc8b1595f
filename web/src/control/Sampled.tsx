import type { Point } from "../../../src/control/shapes.ts";
import { Button, Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Bench } from "./bench.ts";
import { Choice } from "./Choice.tsx";
import style from "./control.module.css";
import { DocumentOf } from "./Pieces.tsx";
import { Elsewhere, MakeFinding } from "./Questions.tsx";

type Subject = Readonly<{ key: string; point: Point; points: readonly Point[] }>;

/** With more rows than these the questions stay in view above them. */
const mostInView = 8;

/** Records, pieces or people, a row each, with the same questions side by side. */
export const Sampled = ({
  bench,
  points,
  label,
}: Readonly<{ bench: Bench; points: readonly Point[]; label: string }>) => {
  const say = useSay();
  const { answers, page } = bench;
  const subjects = bySubject(points);
  const questions = [...new Map(points.map((point) => [point.point, point])).values()];
  const answerYes = (subject: Subject) => {
    for (const { key, elsewhere } of subject.points)
      if (!elsewhere && answers.answerOf(key).value === null) answers.answer(key, { value: "yes", note: "" });
  };
  const isDone = ({ points: asked }: Subject) =>
    asked.every(({ key, elsewhere }) => elsewhere !== null || answers.answerOf(key).value !== null);
  return (
    <Table label={label} density="compact" height={subjects.length > mostInView ? "window" : "page"}>
      <Columns>
        <Column>{say(words.drawn)}</Column>
        {page.may.answer && <Column width="least">{say(words.all)}</Column>}
        {questions.map(({ point, question }) => (
          <Column key={point}>{say(question)}</Column>
        ))}
      </Columns>
      <Rows>
        {subjects.map((subject) => (
          <Row key={subject.key}>
            <Cell isHead>
              <SubjectName bench={bench} point={subject.point} />
            </Cell>
            {page.may.answer && (
              <Cell isWrapped={false}>
                {!isDone(subject) && (
                  <Button size="s" variant="quiet" icon="check" onPress={() => answerYes(subject)}>
                    {say(words.inOrder)}
                  </Button>
                )}
              </Cell>
            )}
            {questions.map(({ point }) => {
              const asked = subject.points.find((each) => each.point === point);
              return (
                <Cell key={point}>
                  {asked &&
                    (asked.elsewhere ? <Elsewhere point={asked} /> : <Asked bench={bench} point={asked} />)}
                </Cell>
              );
            })}
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const Asked = ({ bench, point }: Readonly<{ bench: Bench; point: Point }>) => {
  const say = useSay();
  const { answers, page } = bench;
  const { value, note } = answers.answerOf(point.key);
  return (
    <Choice
      question={say(words.asked, { question: say(point.question), subject: nameOf(point) })}
      isQuestionHidden
      isShort
      value={value}
      isDisabled={!page.may.answer}
      onChange={(next) => answers.answer(point.key, { value: next, note })}
      beside={value === "no" && <MakeFinding bench={bench} point={point} />}
    />
  );
};

/** The record, which opens beside its questions, or the person by the employer's code. */
const SubjectName = ({ bench, point }: Readonly<{ bench: Bench; point: Point }>) => {
  const say = useSay();
  const { date, number, money } = useFormat();
  const { beside, openBeside, page } = bench;
  const { about, person, item } = point;
  if (item)
    return (
      <>
        {item.supplier}
        <span className={style.under}>
          {item.reference} · {date(item.on)} · {money(item.amount)}
        </span>
        <DocumentOf
          document={
            page.lines.find(({ line }) => line === point.line)?.items.find(({ id }) => id === item.id)
              ?.document ?? null
          }
        />
      </>
    );
  if (person) {
    const document = page.lines
      .flatMap(({ staff }) => staff)
      .find((each) => each.person === person.person && each.year === person.year)?.document;
    return (
      <>
        {person.person}
        <span className={style.under}>{person.year}</span>
        {typeof document === "number" && <DocumentOf document={document} />}
      </>
    );
  }
  if (!about) return null;
  const isOpen = beside?.record === about.record && beside.register === about.register;
  return (
    <>
      <span className={style.subject}>
        <Button
          variant="quiet"
          size="s"
          icon={isOpen ? "down" : "forward"}
          aria-expanded={isOpen}
          onPress={() => openBeside(isOpen ? null : about)}
        >
          {say(words.record, { record: about.record })}
        </Button>
      </span>
      <span className={style.underOne}>
        {date(about.on)} · {number(about.quantity)}
      </span>
    </>
  );
};

const nameOf = ({ about, person, item }: Point): string =>
  about
    ? `${about.register} ${about.record}`
    : person
      ? `${person.person} ${person.year}`
      : item
        ? `${item.supplier} ${item.reference} ${item.id}`
        : "";

const bySubject = (points: readonly Point[]): readonly Subject[] => {
  const found = new Map<string, { point: Point; points: Point[] }>();
  for (const point of points) {
    const key = nameOf(point);
    const subject = found.get(key);
    if (subject) subject.points.push(point);
    else found.set(key, { point, points: [point] });
  }
  return [...found].map(([key, subject]) => ({ key, ...subject }));
};

const words = {
  drawn: { fr: "Tiré", nl: "Getrokken", en: "Drawn" },
  all: { fr: "Tout", nl: "Alles", en: "All" },
  inOrder: { fr: "Tout oui", nl: "Alles ja", en: "All yes" },
  record: { fr: "n° {record}", nl: "nr. {record}", en: "no. {record}" },
  asked: { fr: "{question} – {subject}", nl: "{question} – {subject}", en: "{question} – {subject}" },
} satisfies Record<string, Text>;
