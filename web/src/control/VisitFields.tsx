import type { VerificationPage } from "../../../src/control/shapes.ts";
import { Card, DateField, Facts, Stack, TextArea, TextField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Bench } from "./bench.ts";
import style from "./control.module.css";

/** When the visit was, where, and who was met. */
export const VisitFields = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { answers, page } = bench;
  const { visit, putVisit } = answers;
  if (!page.may.answer) return <VisitShown visit={page.visit} />;
  return (
    <div className={style.visitCard}>
      <Card title={say(visitWords.title)}>
        <Stack>
          <div className={style.fields}>
            <DateField
              label={say(visitWords.on)}
              value={visit.on}
              onChange={(on) => putVisit({ ...visit, on })}
            />
            <TextField
              label={say(visitWords.place)}
              value={visit.place}
              maxLength={200}
              onChange={(place) => putVisit({ ...visit, place })}
            />
            <TextField
              label={say(visitWords.met)}
              value={visit.met}
              maxLength={500}
              onChange={(met) => putVisit({ ...visit, met })}
            />
          </div>
          <TextArea
            label={say(visitWords.note)}
            value={visit.note}
            rows={3}
            maxLength={4000}
            onChange={(note) => putVisit({ ...visit, note })}
          />
        </Stack>
      </Card>
    </div>
  );
};

const VisitShown = ({ visit }: Readonly<{ visit: VerificationPage["visit"] }>) => {
  const say = useSay();
  const { date } = useFormat();
  if (!visit) return null;
  return (
    <div className={style.visitCard}>
      <Card title={say(visitWords.title)}>
        <Facts
          items={[
            { label: say(visitWords.on), value: date(visit.on, "long") },
            { label: say(visitWords.place), value: visit.place },
            { label: say(visitWords.met), value: visit.met },
            { label: say(visitWords.note), value: <span className={style.text}>{visit.note}</span> },
          ]}
        />
      </Card>
    </div>
  );
};

export const visitWords = {
  title: { fr: "La visite", nl: "Het bezoek", en: "The visit" },
  today: { fr: "C'est aujourd'hui", nl: "Het is vandaag", en: "It is today" },
  on: { fr: "Date", nl: "Datum", en: "Date" },
  place: { fr: "Lieu", nl: "Plaats", en: "Place" },
  met: { fr: "Personnes rencontrées", nl: "Ontmoete personen", en: "People met" },
  note: { fr: "Ce qui a été vu", nl: "Wat gezien is", en: "What was seen" },
} satisfies Record<string, Text>;
