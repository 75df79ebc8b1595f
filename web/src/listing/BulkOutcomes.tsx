import type { BulkOutcome } from "../../../src/entry/shapes.ts";
import { Badge, Cell, Column, Columns, Link, Notice, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./listing.module.css";

type Outcome = BulkOutcome["outcomes"][number]["outcome"];

/** Returns how many of the records met this outcome. */
export const countOf = ({ outcomes }: BulkOutcome, wanted: Outcome): number =>
  outcomes.filter(({ outcome }) => outcome === wanted).length;

/** What became, or would become, of each record. */
export const Outcomes = ({
  outcome,
  isPreview,
  operation,
  register,
}: Readonly<{ outcome: BulkOutcome; isPreview: boolean; operation: string; register: string }>) => {
  const say = useSay();
  const done = countOf(outcome, "done");
  const others = outcome.outcomes.length - done;
  const said = isPreview ? words.wouldBe : words.wasDone;
  return (
    <>
      <Notice tone={isPreview ? "info" : others === 0 ? "success" : "warning"} isLive>
        {say(said, { done, others })}
      </Notice>
      <Table label={say(words.outcomes)} density="compact">
        <Columns>
          <Column>{say(words.record)}</Column>
          <Column>{say(words.outcome)}</Column>
          <Column>{say(words.why)}</Column>
        </Columns>
        <Rows>
          {outcome.outcomes.map(({ record, outcome: became, why, findings }) => (
            <Row key={record}>
              <Cell isHead>
                <Link to={`operations/${operation}/registers/${register}/records/${record}`}>
                  {say(words.number, { record })}
                </Link>
              </Cell>
              <Cell>
                <Badge tone={became === "done" ? "success" : became === "unchanged" ? "neutral" : "warning"}>
                  {say(isPreview && became === "done" ? words.willBe : outcomeWords[became])}
                </Badge>
              </Cell>
              <Cell>
                <div className={style.why}>
                  {why && <p>{say(why)}</p>}
                  {findings.map(({ rule, expected }) => (
                    <p key={rule}>{say(words.expected, { words: say(expected) })}</p>
                  ))}
                </div>
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </>
  );
};

const outcomeWords: Readonly<Record<Outcome, Text>> = {
  done: { fr: "fait", nl: "gedaan", en: "done" },
  unchanged: { fr: "déjà ainsi", nl: "al zo", en: "already so" },
  refused: { fr: "refusé", nl: "geweigerd", en: "refused" },
  changed_meanwhile: { fr: "modifié entre-temps", nl: "intussen gewijzigd", en: "changed meanwhile" },
  not_found: { fr: "introuvable", nl: "niet gevonden", en: "not found" },
};

const words = {
  wouldBe: {
    fr: "Rien n’est encore modifié. {done} fiche(s) le seraient, {others} non.",
    nl: "Er is nog niets gewijzigd. {done} fiche(s) zouden wijzigen, {others} niet.",
    en: "Nothing is changed yet. {done} record(s) would be, {others} would not.",
  },
  wasDone: {
    fr: "{done} fiche(s) modifiée(s), {others} non.",
    nl: "{done} fiche(s) gewijzigd, {others} niet.",
    en: "{done} record(s) changed, {others} not.",
  },
  outcomes: { fr: "Effet par fiche", nl: "Effect per fiche", en: "Effect on each record" },
  record: { fr: "Fiche", nl: "Fiche", en: "Record" },
  outcome: { fr: "Effet", nl: "Effect", en: "Effect" },
  why: { fr: "Pourquoi", nl: "Waarom", en: "Why" },
  expected: { fr: "Attendu : {words}", nl: "Verwacht: {words}", en: "Expected: {words}" },
  number: { fr: "n° {record}", nl: "nr. {record}", en: "no. {record}" },
  willBe: { fr: "sera fait", nl: "zal gebeuren", en: "will be done" },
} satisfies Record<string, Text>;
