import type { CallPage as Call } from "../../../src/agreement/call-shapes.ts";
import { Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { useTerms } from "./use-terms.ts";

/** By which criteria candidacies are compared, fixed before the first of them comes. */
export const Criteria = ({ call: { criteria, publishedAt } }: { call: Call }) => {
  const say = useSay();
  const format = useFormat();
  if (criteria.length === 0) return null;
  const total = criteria.reduce((sum, { points }) => sum + points, 0);
  return (
    <Section title={say(words.criteria)}>
      {publishedAt !== null && (
        <p className={style.muted}>{say(words.fixed, { at: format.dateTime(publishedAt) })}</p>
      )}
      <Table label={say(words.criteria)}>
        <Columns>
          <Column width="wide">{say(words.criterion)}</Column>
          <Column isNumeric>{say(words.atMost)}</Column>
        </Columns>
        <Rows>
          {criteria.map(({ id, label, points }) => (
            <Row key={id}>
              <Cell isHead>{say(label)}</Cell>
              <Cell isNumeric>{format.number(points)}</Cell>
            </Row>
          ))}
          <Row tone="total">
            <Cell isHead>{say(words.total)}</Cell>
            <Cell isNumeric>{format.number(total)}</Cell>
          </Row>
        </Rows>
      </Table>
    </Section>
  );
};

/** What a candidacy holds: questions, options of cost, lines under the call's terms, objectives. */
export const Asked = ({ call: { template, choices, lines, objectives } }: { call: Call }) => {
  const say = useSay();
  const format = useFormat();
  const terms = useTerms();
  return (
    <Section title={say(words.asked)}>
      <div className={style.twoLists}>
        <div>
          <h3>{say(words.questions)}</h3>
          <ol>
            {template.questions.map(({ id, label, required }) => (
              <li key={id}>
                {say(label)}
                {!required && <span className={style.muted}> ({say(words.optional)})</span>}
              </li>
            ))}
          </ol>
        </div>
        <div>
          <h3>{say(words.options)}</h3>
          <ul>
            {choices.options.map(({ id, label, help }) => (
              <li key={id}>
                {say(label)}
                {help && <span className={style.sub}>{say(help)}</span>}
              </li>
            ))}
          </ul>
          {lines.length > 0 && (
            <>
              <h3>{say(words.lines)}</h3>
              <ul>
                {lines.map((line) => (
                  <li key={line.id}>
                    {say(line.label)}
                    <span className={style.sub}>{terms(line).join(" · ")}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          {objectives.length > 0 && (
            <>
              <h3>{say(words.objectives)}</h3>
              <ul>
                {objectives.map(({ id, label, target }) => (
                  <li key={id}>
                    {say(words.objective, { label: say(label), target: format.number(target) })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      </div>
    </Section>
  );
};

const words = {
  criteria: { fr: "Critères d'analyse", nl: "Beoordelingscriteria", en: "Criteria of assessment" },
  fixed: {
    fr: "Fixés avant l'ouverture, à la publication du {at} : ils ne changent plus.",
    nl: "Vastgelegd voor de opening, bij de publicatie op {at}: ze veranderen niet meer.",
    en: "Fixed before the opening, when it was published on {at}: they do not change any more.",
  },
  criterion: { fr: "Critère", nl: "Criterium", en: "Criterion" },
  atMost: { fr: "Points au plus", nl: "Hoogstens punten", en: "Points at most" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  asked: {
    fr: "Ce qu'une candidature contient",
    nl: "Wat een kandidatuur bevat",
    en: "What a candidacy holds",
  },
  questions: { fr: "Questions", nl: "Vragen", en: "Questions" },
  optional: { fr: "facultatif", nl: "facultatief", en: "optional" },
  options: { fr: "Options de coût admises", nl: "Toegelaten kostenopties", en: "Cost options allowed" },
  lines: {
    fr: "Lignes aux conditions de l'appel",
    nl: "Regels met de voorwaarden van de oproep",
    en: "Lines under the call's terms",
  },
  objectives: { fr: "Objectifs demandés", nl: "Gevraagde doelstellingen", en: "Objectives asked" },
  objective: {
    fr: "{label} : au moins {target}",
    nl: "{label}: minstens {target}",
    en: "{label}: at least {target}",
  },
} satisfies Record<string, Text>;
