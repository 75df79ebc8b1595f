import { useState } from "react";
import type { Point } from "../../../src/control/shapes.ts";
import { Button, Disclosure, Icon, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { askedOf } from "./bench.ts";
import { Choice } from "./Choice.tsx";
import style from "./control.module.css";
import { Elsewhere } from "./Questions.tsx";
import type { VisitWork } from "./visit-parts.ts";

/** The questions, those of the whole first, then line by line; one under the other, for one hand. */
export const VisitQuestions = ({ work }: Readonly<{ work: VisitWork }>) => {
  const say = useSay();
  const { page } = work;
  const parts = [
    { line: null, label: words.whole },
    ...page.lines.map(({ line, label }) => ({ line, label })),
  ].flatMap(({ line, label }) => {
    const groups = askedOf(page, line);
    return groups.length === 0 ? [] : [{ id: line ?? "", label, groups }];
  });
  return (
    <Section title={say(words.questions)}>
      {parts.map(({ id, label, groups }, at) => {
        const points = groups.flatMap((group) => group.points);
        return (
          <Disclosure
            key={id}
            isOpenAtFirst={at === 0}
            title={<PartTitle label={say(label)} work={work} points={points} />}
          >
            <ul className={style.questions}>
              {points.map((point) => (
                <li key={point.key}>
                  <Asked work={work} point={point} />
                </li>
              ))}
            </ul>
          </Disclosure>
        );
      })}
    </Section>
  );
};

const PartTitle = ({
  label,
  work,
  points,
}: Readonly<{ label: string; work: VisitWork; points: readonly Point[] }>) => {
  const { number } = useFormat();
  const done = points.filter(
    ({ key, elsewhere }) => elsewhere !== null || work.answerOf(key).value !== null,
  ).length;
  return (
    <>
      {label}{" "}
      <span className={style.progress}>
        {number(done)}/{number(points.length)}
      </span>
    </>
  );
};

const Asked = ({ work, point }: Readonly<{ work: VisitWork; point: Point }>) => {
  const say = useSay();
  const format = useFormat();
  const [isNoting, setIsNoting] = useState(false);
  const { value, note } = work.answerOf(point.key);
  const of = subjectOf(point, format, say);
  const question = say(point.question);
  if (point.elsewhere) return <Elsewhere point={point} question={of ? `${of} – ${question}` : question} />;
  return (
    <>
      <Choice
        question={of ? `${of} – ${question}` : question}
        value={value}
        isDisabled={!work.mayNote}
        onChange={(next) => work.answer(point.key, { value: next, note })}
      />
      {work.isHereOnly(point.key) && (
        <p className={style.here}>
          <Icon name="offline" size="s" /> {say(words.here)}
        </p>
      )}
      {point.help && <p className={style.note}>{say(point.help)}</p>}
      {isNoting || note !== "" ? (
        <TextArea
          label={say(words.note)}
          rows={2}
          maxLength={2000}
          value={note}
          isReadOnly={!work.mayNote}
          onChange={(next) => work.answer(point.key, { value, note: next })}
        />
      ) : (
        value !== null &&
        work.mayNote && (
          <Button variant="quiet" size="s" icon="edit" onPress={() => setIsNoting(true)}>
            {say(words.addNote)}
          </Button>
        )
      )}
    </>
  );
};

/** What a question is asked of, in words: without names, which are not taken along. */
const subjectOf = (
  { about, person, item }: Point,
  { date, money }: ReturnType<typeof useFormat>,
  say: ReturnType<typeof useSay>,
): string | undefined => {
  if (about) return say(words.record, { record: about.record, on: date(about.on) });
  if (person) return `${person.person}, ${person.year}`;
  if (item) return `${item.supplier}, ${item.reference}, ${money(item.amount)}`;
  return undefined;
};

const words = {
  questions: { fr: "Questions", nl: "Vragen", en: "Questions" },
  whole: { fr: "Sur l'ensemble", nl: "Over het geheel", en: "About the whole" },
  record: {
    fr: "Fiche n° {record} du {on}",
    nl: "Fiche nr. {record} van {on}",
    en: "Record no. {record} of {on}",
  },
  note: { fr: "Note", nl: "Notitie", en: "Note" },
  addNote: { fr: "Ajouter une note", nl: "Een notitie toevoegen", en: "Add a note" },
  here: { fr: "sur cet appareil seulement", nl: "enkel op dit toestel", en: "on this device only" },
} satisfies Record<string, Text>;
