import { Button, ButtonRow, ConfirmDialog, Facts, Notice } from "../kit/index.ts";
import { useState } from "react";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Answered } from "./answered.ts";
import style from "./control.module.css";
import { pointsByKey, type VisitWork } from "./visit-parts.ts";
import { isWaiting, letGo, note, type NotedPart, type Visit } from "./visit-work.ts";

/** What was not sent and why: somebody else answered otherwise meanwhile, or the server did not take it. */
export const VisitTroubles = ({ work }: Readonly<{ work: VisitWork }>) => {
  const troubles = work.noted.filter((part) => !isWaiting(part));
  if (troubles.length === 0) return null;
  return (
    <div className={style.troubles}>
      {troubles.map((part) => (
        <Trouble key={part.id} work={work} part={part} />
      ))}
    </div>
  );
};

const Trouble = ({ work, part }: Readonly<{ work: VisitWork; part: NotedPart }>) => {
  const say = useSay();
  const { value } = part;
  if (value.refused !== undefined) return <Refused work={work} part={part} why={value.refused} />;
  const { id } = work.page;
  const takeTheirs = () => void letGo(id, part.id);
  if (value.kind === "answer" && value.theirs) {
    const { theirs, ...own } = value;
    const point = pointsByKey(work.page).get(value.key);
    return (
      <Conflict
        what={point ? say(point.question) : value.key}
        mine={<AnswerSaid answered={value.answered} />}
        theirs={<AnswerSaid answered={theirs} />}
        onMine={() => {
          void note(id, part.id, { ...own, before: theirs });
          work.sendSoon();
        }}
        onTheirs={takeTheirs}
      />
    );
  }
  if (value.kind === "visit" && value.theirs) {
    const { theirs, ...own } = value;
    return (
      <Conflict
        what={say(words.visit)}
        mine={<VisitSaid visit={value.visit} />}
        theirs={<VisitSaid visit={theirs} />}
        onMine={() => {
          void note(id, part.id, { ...own, before: theirs });
          work.sendSoon();
        }}
        onTheirs={takeTheirs}
      />
    );
  }
  return null;
};

const Conflict = ({
  what,
  mine,
  theirs,
  onMine,
  onTheirs,
}: Readonly<{
  what: string;
  mine: React.ReactNode;
  theirs: React.ReactNode;
  onMine: () => void;
  onTheirs: () => void;
}>) => {
  const say = useSay();
  return (
    <Notice
      tone="warning"
      title={say(words.conflict, { what })}
      actions={
        <>
          <Button variant="primary" size="s" onPress={onMine}>
            {say(words.keepMine)}
          </Button>
          <Button size="s" onPress={onTheirs}>
            {say(words.takeTheirs)}
          </Button>
        </>
      }
    >
      <Facts
        items={[
          { label: say(words.mine), value: mine },
          { label: say(words.theirs), value: theirs },
        ]}
      />
    </Notice>
  );
};

const AnswerSaid = ({ answered: { value, note } }: Readonly<{ answered: Answered }>) => {
  const say = useSay();
  return (
    <>
      {say(value === null ? words.nothing : words[value])}
      {note !== "" && ` – ${note}`}
    </>
  );
};

const VisitSaid = ({ visit: { on, place, met, note } }: Readonly<{ visit: Visit }>) => {
  const { date } = useFormat();
  return <>{[date(on), place, met, note].filter((each) => each !== "").join(" · ")}</>;
};

/** What the server did not take stays here to be read, until it is let go on purpose. */
const Refused = ({ work, part, why }: Readonly<{ work: VisitWork; part: NotedPart; why: string }>) => {
  const say = useSay();
  const [isLeaving, setIsLeaving] = useState(false);
  const { value } = part;
  const { refused: _refused, ...again } = value;
  const { id } = work.page;
  const said =
    value.kind === "finding"
      ? value.finding.text
      : value.kind === "photo"
        ? value.name
        : value.kind === "visit"
          ? say(words.visit)
          : say(pointsByKey(work.page).get(value.key)?.question ?? words.answer);
  return (
    <Notice tone="error" title={say(words.refused, { why })}>
      <p className={style.text}>{said}</p>
      {value.kind === "answer" && (
        <p>
          <AnswerSaid answered={value.answered} />
        </p>
      )}
      <ButtonRow>
        <Button
          size="s"
          onPress={() => {
            void note(id, part.id, again, part.file);
            work.sendSoon();
          }}
        >
          {say(words.again)}
        </Button>
        <Button size="s" variant="quiet" icon="trash" onPress={() => setIsLeaving(true)}>
          {say(words.remove)}
        </Button>
      </ButtonRow>
      <ConfirmDialog
        isOpen={isLeaving}
        title={say(words.removeTitle)}
        onClose={() => setIsLeaving(false)}
        confirm={say(words.remove)}
        isDanger
        onConfirm={() => {
          setIsLeaving(false);
          void letGo(id, part.id);
        }}
      >
        <p>{say(words.removeWhy)}</p>
      </ConfirmDialog>
    </Notice>
  );
};

const words = {
  conflict: {
    fr: "Quelqu'un a répondu autrement entre-temps : {what}",
    nl: "Iemand heeft intussen anders geantwoord: {what}",
    en: "Somebody answered otherwise meanwhile: {what}",
  },
  mine: { fr: "Sur cet appareil", nl: "Op dit toestel", en: "On this device" },
  theirs: { fr: "Entre-temps", nl: "Intussen", en: "Meanwhile" },
  keepMine: { fr: "Garder ma réponse", nl: "Mijn antwoord houden", en: "Keep my answer" },
  takeTheirs: { fr: "Prendre l'autre", nl: "Het andere nemen", en: "Take the other" },
  nothing: { fr: "sans réponse", nl: "zonder antwoord", en: "no answer" },
  yes: { fr: "Oui", nl: "Ja", en: "Yes" },
  no: { fr: "Non", nl: "Nee", en: "No" },
  not_applicable: { fr: "Sans objet", nl: "N.v.t.", en: "N/A" },
  visit: {
    fr: "La visite : date, lieu, personnes",
    nl: "Het bezoek: datum, plaats, personen",
    en: "The visit: day, place, people",
  },
  answer: { fr: "Une réponse", nl: "Een antwoord", en: "An answer" },
  refused: { fr: "Pas enregistré : {why}", nl: "Niet bewaard: {why}", en: "Not kept: {why}" },
  again: { fr: "Essayer encore", nl: "Opnieuw proberen", en: "Try again" },
  remove: { fr: "Effacer de cet appareil", nl: "Van dit toestel wissen", en: "Delete from this device" },
  removeTitle: {
    fr: "Effacer de cet appareil ?",
    nl: "Van dit toestel wissen?",
    en: "Delete from this device?",
  },
  removeWhy: {
    fr: "Ceci n'est nulle part ailleurs.",
    nl: "Dit staat nergens anders.",
    en: "This is nowhere else.",
  },
} satisfies Record<string, Text>;
