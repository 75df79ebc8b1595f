import { useState } from "react";
import type { CandidacyPage, ScoresBody } from "../../../src/agreement/call-shapes.ts";
import { api } from "../api.ts";
import { Cell, Column, Columns, Form, Row, Rows, Table, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { AmountField } from "./EurosField.tsx";
import { useRenewal } from "./use-agreements.ts";

/** The points of each criterion, with their reason; may be said again until the opinion is given. */
export const ScoresForm = ({ candidacy }: { candidacy: CandidacyPage }) => {
  const say = useSay();
  const format = useFormat();
  const renew = useRenewal();
  const { call, scores: before, id } = candidacy;
  const [scores, setScores] = useState(() =>
    call.criteria.map(({ id: criterion }) => {
      const said = before?.scores.find((each) => each.criterion === criterion);
      return { criterion, points: said ? String(said.points) : "", reason: said?.reason ?? "" };
    }),
  );
  const put = (criterion: string, part: Partial<(typeof scores)[number]>) =>
    setScores(scores.map((score) => (score.criterion === criterion ? { ...score, ...part } : score)));
  const isPoints = (points: string, most: number) => /^\d+$/.test(points) && Number(points) <= most;
  const of = call.criteria.reduce((sum, { points }) => sum + points, 0);
  const total = scores.reduce((sum, { points }) => sum + (/^\d+$/.test(points) ? Number(points) : 0), 0);
  return (
    <Form
      submit={say(before ? words.again : words.keep)}
      isComplete={call.criteria.every(({ id: criterion, points: most }) => {
        const score = scores.find((each) => each.criterion === criterion);
        return score !== undefined && isPoints(score.points, most) && score.reason.trim() !== "";
      })}
      send={async () => {
        const body: ScoresBody = {
          scores: scores.map(({ criterion, points, reason }) => ({
            criterion,
            points: Number(points),
            reason,
          })),
        };
        await api.send("POST", `/api/candidacies/${id}/scores`, body);
        await renew();
      }}
    >
      {({ missing }) => (
        <>
          {call.criteria.map(({ id: criterion, label, points: most }) => {
            const score = scores.find((each) => each.criterion === criterion);
            if (!score) return null;
            return (
              <section key={criterion} className={style.line} aria-label={say(label)}>
                <h3>{say(label)}</h3>
                <div className={style.scored}>
                  <AmountField
                    label={say(words.points, { most })}
                    name={`score:${criterion}`}
                    value={score.points}
                    onChange={(points) => put(criterion, { points })}
                    {...missing(!isPoints(score.points, most), say(words.pointsWrong, { most }))}
                  />
                  <TextArea
                    label={say(words.reason)}
                    name={`why:${criterion}`}
                    rows={2}
                    value={score.reason}
                    onChange={(reason) => put(criterion, { reason })}
                    {...missing(score.reason.trim() === "")}
                  />
                </div>
              </section>
            );
          })}
          <p className={style.total}>
            {say(words.total, { total: format.number(total), of: format.number(of) })}
          </p>
        </>
      )}
    </Form>
  );
};

/** The points that were given. */
export const ScoresShown = ({ candidacy: { scores, call } }: { candidacy: CandidacyPage }) => {
  const say = useSay();
  const format = useFormat();
  if (!scores) return null;
  return (
    <Table label={say(words.label)}>
      <Columns>
        <Column width="wide">{say(words.criterion)}</Column>
        <Column isNumeric>{say(words.given)}</Column>
        <Column width="wide">{say(words.reason)}</Column>
      </Columns>
      <Rows>
        {call.criteria.map(({ id, label, points: most }) => {
          const score = scores.scores.find(({ criterion }) => criterion === id);
          return (
            <Row key={id}>
              <Cell isHead>{say(label)}</Cell>
              <Cell isNumeric isWrapped={false}>
                {score ? say(words.of, { points: score.points, most }) : "–"}
              </Cell>
              <Cell>{score?.reason}</Cell>
            </Row>
          );
        })}
        <Row tone="total">
          <Cell isHead>{say(words.sum)}</Cell>
          <Cell isNumeric isWrapped={false}>
            {say(words.of, { points: format.number(scores.points), most: format.number(scores.of) })}
          </Cell>
          <Cell />
        </Row>
      </Rows>
    </Table>
  );
};

const words = {
  label: { fr: "Points par critère", nl: "Punten per criterium", en: "Points by criterion" },
  criterion: { fr: "Critère", nl: "Criterium", en: "Criterion" },
  points: { fr: "Points, {most} au plus", nl: "Punten, hoogstens {most}", en: "Points, {most} at most" },
  pointsWrong: {
    fr: "Un nombre entier, {most} au plus.",
    nl: "Een geheel getal, hoogstens {most}.",
    en: "A whole number, {most} at most.",
  },
  reason: { fr: "Motivation", nl: "Motivering", en: "Reason" },
  given: { fr: "Points", nl: "Punten", en: "Points" },
  keep: { fr: "Enregistrer les points", nl: "De punten bewaren", en: "Save the points" },
  again: {
    fr: "Enregistrer les points modifiés",
    nl: "De gewijzigde punten bewaren",
    en: "Save the changed points",
  },
  total: { fr: "Total : {total} sur {of}", nl: "Totaal: {total} van {of}", en: "Total: {total} of {of}" },
  sum: { fr: "Total", nl: "Totaal", en: "Total" },
  of: { fr: "{points} sur {most}", nl: "{points} van {most}", en: "{points} of {most}" },
} satisfies Record<string, Text>;
