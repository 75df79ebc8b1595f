import type { FigurePage } from "../../../src/progress/shapes.ts";
import { Badge, Cell, Column, Columns, Disclosure, Facts, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./figures.module.css";
import { useFigureValue } from "./figure-value.ts";
import { useAsked } from "./asked.ts";

type Source = FigurePage["explanation"]["source"];

/** What makes a figure what it is, in words: what is counted, under which conditions, by which article and numbers. */
export const Explained = ({ page }: Readonly<{ page: FigurePage }>) => {
  const say = useSay();
  const { explanation: told } = page;
  const facts = [
    ...(told.rule === null ? [] : [{ label: say(words.rule), value: sentence(told.rule) }]),
    ...(told.yearRule === null ? [] : [{ label: say(words.year), value: told.yearRule }]),
    ...(told.reference === null ? [] : [{ label: say(words.reference), value: told.reference }]),
    ...(told.note === null ? [] : [{ label: say(words.note), value: told.note }]),
    { label: say(words.source), value: <SourceWords source={told.source} /> },
  ];
  return (
    <>
      {told.definition !== null && <p className={style.sentence}>{told.definition}</p>}
      {told.counts !== "" && (
        <p className={told.definition === null ? style.sentence : undefined}>{told.counts}</p>
      )}
      {told.parts.length > 0 && <Sum page={page} />}
      <Facts items={facts} />
      {told.conditions.length > 0 && (
        <Disclosure title={say(words.conditions, { count: told.conditions.length })}>
          <ul className={style.rules}>
            {told.conditions.map(({ depth, label, rule, source }) => (
              <li key={`${depth} ${label}`} className={depth > 0 ? style.deep : undefined}>
                <p className={style.ruleName}>{sentence(label)}</p>
                <p className={style.rule}>{sentence(rule)}</p>
                {source && (
                  <div className={style.source}>
                    <SourceWords source={source} />
                  </div>
                )}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {told.parameters.length > 0 && <Parameters page={page} />}
    </>
  );
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const SourceWords = ({ source: { article, verified, note } }: { source: Source }) => {
  const say = useSay();
  return (
    <>
      {article} {!verified && <Badge tone="warning">{say(words.unverified)}</Badge>}
      {note !== undefined && <span className={style.source}> {note}</span>}
    </>
  );
};

/** The figures that a sum is made of, or a share worked out from, each with its own page. */
const Sum = ({ page }: { page: FigurePage }) => {
  const say = useSay();
  const { value } = useFigureValue();
  const { search } = useAsked();
  const query = new URLSearchParams([...search].filter(([name]) => name !== "by" && name !== "after"));
  // A share and a median say in their own words how they are worked out; a sum is nothing but its parts.
  const isSum = page.explanation.counts === "";
  return (
    <Table label={say(isSum ? words.parts : words.fromCounts)} isCaptionShown density="compact">
      <Columns>
        <Column width="wide">{say(words.part)}</Column>
        <Column isNumeric>{say(words.value)}</Column>
      </Columns>
      <Rows>
        {page.explanation.parts.map((part) => (
          <Row key={part.figure}>
            <Cell isHead>
              <Link to={`figures/${part.figure}${query.size === 0 ? "" : `?${query}`}`}>{part.label}</Link>
            </Cell>
            <Cell isNumeric>{value(page.figure, part.value, page.hidden?.limit)}</Cell>
          </Row>
        ))}
        {isSum && (
          <Row tone="total">
            <Cell isHead>{say(words.sum)}</Cell>
            <Cell isNumeric>{value(page.figure, page.value, page.hidden?.limit)}</Cell>
          </Row>
        )}
      </Rows>
    </Table>
  );
};

/** The numbers set by law or programme that the conditions use, with the days from which each holds. */
const Parameters = ({ page }: { page: FigurePage }) => {
  const say = useSay();
  const { date, number } = useFormat();
  return (
    <Disclosure title={say(words.parameters, { count: page.explanation.parameters.length })}>
      <Table label={say(words.parametersLabel)} density="compact">
        <Columns>
          <Column width="wide">{say(words.parameter)}</Column>
          <Column>{say(words.value)}</Column>
          <Column>{say(words.from)}</Column>
          <Column>{say(words.source)}</Column>
        </Columns>
        <Rows>
          {page.explanation.parameters.flatMap(({ label, unit, values }) =>
            values.map(({ from, value, source }) => (
              <Row key={`${label} ${from}`}>
                <Cell isHead>{label}</Cell>
                <Cell>
                  {number(value)} {say(units[unit as keyof typeof units] ?? units.number)}
                </Cell>
                <Cell isWrapped={false}>{date(from)}</Cell>
                <Cell>
                  <SourceWords source={source} />
                </Cell>
              </Row>
            )),
          )}
        </Rows>
      </Table>
    </Disclosure>
  );
};

const units = {
  years: { fr: "ans", nl: "jaar", en: "years" },
  months: { fr: "mois", nl: "maanden", en: "months" },
  weeks: { fr: "semaines", nl: "weken", en: "weeks" },
  days: { fr: "jours", nl: "dagen", en: "days" },
  euros: { fr: "euros", nl: "euro", en: "euros" },
  percent: { fr: "%", nl: "%", en: "%" },
  number: { fr: "", nl: "", en: "" },
} satisfies Record<string, Text>;

const words = {
  rule: { fr: "Condition", nl: "Voorwaarde", en: "Condition" },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  reference: { fr: "Population de référence", nl: "Referentiepopulatie", en: "Reference population" },
  note: { fr: "Note", nl: "Nota", en: "Note" },
  source: { fr: "Source", nl: "Bron", en: "Source" },
  unverified: { fr: "Non vérifiée", nl: "Niet nagekeken", en: "Not verified" },
  conditions: {
    fr: "Conditions nommées ({count})",
    nl: "Voorwaarden met een naam ({count})",
    en: "Named conditions ({count})",
  },
  parameters: {
    fr: "Paramètres datés ({count})",
    nl: "Gedateerde parameters ({count})",
    en: "Dated parameters ({count})",
  },
  parametersLabel: { fr: "Paramètres datés", nl: "Gedateerde parameters", en: "Dated parameters" },
  parameter: { fr: "Paramètre", nl: "Parameter", en: "Parameter" },
  from: { fr: "Depuis le", nl: "Sinds", en: "Since" },
  parts: { fr: "Ce chiffre additionne", nl: "Dit cijfer telt op", en: "This figure adds up" },
  fromCounts: { fr: "Calculé à partir de", nl: "Berekend uit", en: "Worked out from" },
  part: { fr: "Chiffre", nl: "Cijfer", en: "Figure" },
  value: { fr: "Valeur", nl: "Waarde", en: "Value" },
  sum: { fr: "Somme", nl: "Som", en: "Sum" },
} satisfies Record<string, Text>;
