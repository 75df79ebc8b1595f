import type { Point } from "../../../src/control/shapes.ts";
import { EmptyState } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { askedOf, type Bench, progressOf } from "./bench.ts";
import style from "./control.module.css";
import { Pieces } from "./Pieces.tsx";
import { MakeFinding, Questions } from "./Questions.tsx";
import { Sampled } from "./Sampled.tsx";

/** What is asked of a line, or of the whole, and what stands behind it. */
export const PartPanel = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { number } = useFormat();
  const { page, part, draft } = bench;
  const line = page.lines.find((each) => each.line === part);
  const groups = askedOf(page, part);
  const asked = groups.flatMap(({ points }) => points);
  const subjects = bySort(asked);
  const { all, done } = progressOf(bench, part);
  return (
    <section className={style.part} aria-labelledby="open-part">
      <div className={style.partHead}>
        <h2 id="open-part" tabIndex={-1}>
          {line ? say(line.label) : say(words.whole)}
        </h2>
        {all > 0 && (
          <span className={style.note}>{say(words.progress, { done: number(done), all: number(all) })}</span>
        )}
      </div>
      {line && line.units !== null && drawn(asked) > 0 && (
        <p className={style.note}>
          {say(words.units, { count: number(line.units), drawn: number(drawn(asked)) })}
        </p>
      )}
      {groups.length === 0 && line && line.items.length === 0 && (
        <EmptyState title={say(line.derivedFrom.length > 0 ? words.derived : words.nothing)} />
      )}
      {groups.map(({ id, label, points }) => {
        const plain = points.filter((point) => !isOfOne(point));
        return plain.length === 0 ? null : (
          <div key={id} className={style.group}>
            <h3>{say(label)}</h3>
            <Questions bench={bench} points={plain} />
          </div>
        );
      })}
      {subjects.map(({ id, points }) => (
        <div key={id} className={style.group}>
          <h3>{say(words[id])}</h3>
          <Sampled bench={bench} points={points} label={say(words[id])} />
        </div>
      ))}
      {line && <Pieces bench={bench} line={line} asked={asked} />}
      {line && draft.written === undefined && (
        <MakeFinding bench={bench} point={{ ...ofLine, line: line.line }} />
      )}
    </section>
  );
};

const ofLine = { about: null, person: null, item: null, typology: null };

/** Whether it is asked of one record, piece or person. */
const isOfOne = ({ about, person, item }: Point): boolean =>
  about !== null || person !== null || item !== null;

/** What is asked of each record, piece or person, whatever its group: each is opened once. */
const bySort = (points: readonly Point[]) =>
  [
    { id: "records" as const, points: points.filter(({ about }) => about !== null) },
    { id: "items" as const, points: points.filter(({ item }) => item !== null) },
    { id: "people" as const, points: points.filter(({ person }) => person !== null) },
  ].filter((each) => each.points.length > 0);

/** How many records were drawn. */
const drawn = (points: readonly Point[]): number =>
  new Set(points.flatMap(({ about }) => (about ? [`${about.register} ${about.record}`] : []))).size;

const words = {
  records: { fr: "Fiches tirées", nl: "Getrokken fiches", en: "Records drawn" },
  items: { fr: "Pièces déclarées", nl: "Gedeclareerde stukken", en: "Pieces declared" },
  people: { fr: "Personnel déclaré", nl: "Gedeclareerd personeel", en: "Staff declared" },
  whole: {
    fr: "Questions sur l'ensemble",
    nl: "Vragen over het geheel",
    en: "Questions about the whole",
  },
  progress: {
    fr: "Réponses : {done} sur {all}",
    nl: "Antwoorden: {done} van {all}",
    en: "Answers: {done} of {all}",
  },
  units: {
    fr: "{drawn} fiches tirées sur les {count} que compte la ligne.",
    nl: "{drawn} fiches getrokken uit de {count} van deze regel.",
    en: "{drawn} records drawn out of the {count} of this line.",
  },
  nothing: {
    fr: "Rien n'est demandé sur cette ligne.",
    nl: "Over deze regel wordt niets gevraagd.",
    en: "Nothing is asked of this line.",
  },
  derived: {
    fr: "Rien n'est demandé sur cette ligne : elle suit celles dont elle découle.",
    nl: "Over deze regel wordt niets gevraagd: ze volgt de regels waarvan ze is afgeleid.",
    en: "Nothing is asked of this line: it follows those it is derived from.",
  },
} satisfies Record<string, Text>;
