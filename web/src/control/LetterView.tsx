import type { VerificationPage } from "../../../src/control/shapes.ts";
import { Notice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { DaysLeft, useDue } from "./Clock.tsx";
import style from "./control.module.css";

type Letter = NonNullable<VerificationPage["letter"]>;

/** That the partner was asked: until when it can answer, why later than said at first, and what silence means. */
export const LetterView = ({ letter }: Readonly<{ letter: Letter }>) => {
  const say = useSay();
  const { dateTime } = useFormat();
  const due = useDue();
  const { sentAt, dueAt, answeredAt, daysLeft } = letter;
  if (answeredAt !== null)
    return (
      <p className={style.note}>
        {say(words.answered, { sent: dateTime(sentAt), answered: dateTime(answeredAt) })}
      </p>
    );
  const clock = { due: dueAt, daysLeft, exceeded: daysLeft < 0 };
  return (
    <Notice
      tone={clock.exceeded ? "warning" : "info"}
      title={
        <>
          {say(words.sent, { sent: dateTime(sentAt), due: due(dueAt) })} <DaysLeft clock={clock} />
        </>
      }
    >
      <LetterTerms letter={letter} />
    </Notice>
  );
};

/** How an outage moved the day, and what happens without an answer. */
export const LetterTerms = ({ letter }: Readonly<{ letter: Letter }>) => {
  const say = useSay();
  const { number } = useFormat();
  const due = useDue();
  const { extendedBy, firstDueAt, silence, note } = letter;
  const hours = Math.floor(extendedBy / 60);
  return (
    <>
      {note !== "" && <p className={style.text}>{note}</p>}
      <p>{say(silence)}</p>
      {extendedBy > 0 && (
        <p className={style.note}>
          {say(words.extended, {
            first: due(firstDueAt),
            hours: number(hours),
            minutes: number(extendedBy % 60),
          })}
        </p>
      )}
    </>
  );
};

const words = {
  sent: {
    fr: "Envoyé au partenaire le {sent} ; réponse attendue pour le {due}",
    nl: "Naar de partner gestuurd op {sent}; antwoord verwacht tegen {due}",
    en: "Sent to the partner on {sent}; answer expected by {due}",
  },
  answered: {
    fr: "Envoyé au partenaire le {sent}, réponse reçue le {answered}.",
    nl: "Naar de partner gestuurd op {sent}, antwoord ontvangen op {answered}.",
    en: "Sent to the partner on {sent}, answered on {answered}.",
  },
  extended: {
    fr: "Le délai allait d'abord jusqu'au {first} ; il est prolongé de {hours} h {minutes} min, le temps pendant lequel Jalon n'était pas accessible.",
    nl: "De termijn liep eerst tot {first}; hij is met {hours} u {minutes} min verlengd, de tijd dat Jalon niet bereikbaar was.",
    en: "The time first ran until {first}; it is {hours} h {minutes} min longer, for as long as Jalon could not be reached.",
  },
} satisfies Record<string, Text>;
