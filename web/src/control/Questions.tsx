import { useState } from "react";
import type { FindingBody, FindingShown, Point } from "../../../src/control/shapes.ts";
import { Badge, Button, Link, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { amountOfUnits, type Bench } from "./bench.ts";
import { Choice } from "./Choice.tsx";
import style from "./control.module.css";

/** Questions under each other, each with its answer, a note, and the way to a finding where the answer is no. */
export const Questions = ({ bench, points }: Readonly<{ bench: Bench; points: readonly Point[] }>) => (
  <ul className={style.questions}>
    {points.map((point) => (
      <li key={point.key}>
        <Question bench={bench} point={point} />
      </li>
    ))}
  </ul>
);

const Question = ({ bench, point }: Readonly<{ bench: Bench; point: Point }>) => {
  const say = useSay();
  const { answers, page } = bench;
  const { value, note } = answers.answerOf(point.key);
  const [isNoting, setIsNoting] = useState(false);
  const question = say(point.question);
  if (point.elsewhere) return <Elsewhere point={point} question={question} />;
  return (
    <>
      <Choice
        question={question}
        value={value}
        isDisabled={!page.may.answer}
        onChange={(next) => answers.answer(point.key, { value: next, note })}
        beside={
          <>
            {page.may.answer && value !== null && !isNoting && note === "" && (
              <Button variant="quiet" size="s" icon="edit" onPress={() => setIsNoting(true)}>
                {say(words.addNote)}
              </Button>
            )}
            {value === "no" && <MakeFinding bench={bench} point={point} />}
          </>
        }
      />
      <Why point={point} />
      {(isNoting || note !== "") && (
        <TextArea
          label={say(words.note)}
          value={note}
          rows={2}
          maxLength={2000}
          isReadOnly={!page.may.answer}
          onChange={(next) => answers.answer(point.key, { value, note: next })}
        />
      )}
    </>
  );
};

/** What another verification saw to is shown, and not asked again. */
export const Elsewhere = ({
  point: { elsewhere },
  question,
}: Readonly<{ point: Pick<Point, "elsewhere">; question?: string }>) => {
  const say = useSay();
  const { date } = useFormat();
  if (!elsewhere) return null;
  const isBad = elsewhere.result === "finding" || elsewhere.result === "no";
  return (
    <>
      {question !== undefined && <p className={style.question}>{question}</p>}
      <p className={style.elsewhere}>
        <Badge tone={isBad ? "warning" : "success"} hasIcon>
          {say(isBad ? words.seenFinding : words.seenOk)}
        </Badge>{" "}
        <Link to={`money/controls/${elsewhere.verification}`}>{elsewhere.number}</Link>
        {elsewhere.on !== null && <span className={style.note}> {date(elsewhere.on.slice(0, 10))}</span>}
      </p>
    </>
  );
};

/** Where to look, and the article that asks for it. */
const Why = ({ point: { help, source } }: Readonly<{ point: Point }>) => {
  const say = useSay();
  const article = source && `${source.article}${source.verified ? "" : ` (${say(words.unverified)})`}`;
  const said = [help ? say(help) : null, article].filter((each) => each !== null);
  return said.length === 0 ? null : <p className={style.note}>{said.join(" · ")}</p>;
};

/** What a question is asked of. */
type AskedOf = Pick<Point, "line" | "about" | "person" | "item" | "typology">;

/** Begins a finding about what the question was asked of. */
export const MakeFinding = ({ bench, point }: Readonly<{ bench: Bench; point: AskedOf }>) => {
  const say = useSay();
  const { page, draft } = bench;
  const about = beginningOf(page, point).about;
  const isNoted = about && page.findings.some((each) => isSameAbout(each.about, about));
  if (isNoted) return <Badge tone="warning">{say(words.noted)}</Badge>;
  if (!page.may.find) return null;
  const line = point.line ?? page.lines[0]?.line ?? "";
  return (
    <Button
      size="s"
      icon="add"
      onPress={() => {
        draft.begin({ ...beginningOf(page, point), line });
      }}
    >
      {say(words.finding)}
    </Button>
  );
};

const isSameAbout = (a: FindingShown["about"], b: FindingShown["about"]): boolean => {
  if (a === null || b === null) return false;
  if ("record" in a) return "record" in b && a.record === b.record && a.register === b.register;
  if ("item" in a) return "item" in b && a.item === b.item;
  return "person" in b && a.person === b.person && a.year === b.year;
};

/** What a finding begins with: what it is about, and what that came to. */
const beginningOf = (
  { lines }: Bench["page"],
  { line, about, person, item, typology }: AskedOf,
): Partial<FindingBody> => {
  const kind = typology === null ? {} : { typology };
  if (person) return { ...kind, about: person };
  if (item) return { ...kind, about: { item: item.id }, amount: item.amount };
  if (!about) return kind;
  const of = lines.find((each) => each.line === line);
  const amount = of && amountOfUnits(of, about.quantity);
  return {
    ...kind,
    about: { register: about.register, record: about.record },
    ...(amount === undefined ? {} : { amount }),
  };
};

const words = {
  note: { fr: "Note", nl: "Notitie", en: "Note" },
  addNote: { fr: "Ajouter une note", nl: "Een notitie toevoegen", en: "Add a note" },
  unverified: { fr: "référence à vérifier", nl: "verwijzing na te kijken", en: "reference to be verified" },
  noted: { fr: "constat noté", nl: "vaststelling genoteerd", en: "finding noted" },
  finding: { fr: "Noter un constat", nl: "Een vaststelling noteren", en: "Note a finding" },
  seenOk: { fr: "déjà vérifié, en ordre", nl: "al nagekeken, in orde", en: "verified already, in order" },
  seenFinding: {
    fr: "déjà vérifié, avec constat",
    nl: "al nagekeken, met vaststelling",
    en: "verified already, with a finding",
  },
} satisfies Record<string, Text>;
