import type { PlanContent, PlanPage } from "../../../src/control/list-shapes.ts";
import { Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useShare } from "../money/how.ts";
import style from "./control.module.css";

/** A version of the plan, to be read. */
export const PlanText = ({ page, content }: Readonly<{ page: PlanPage; content: PlanContent }>) => {
  const say = useSay();
  const { number } = useFormat();
  const share = useShare();
  const names = new Map(page.partners.map(({ partner, name }) => [partner, say(name)]));
  const types = new Map(page.types.map(({ id, label }) => [id, say(label)]));
  const factors = new Map(page.factors.map(({ id, label }) => [id, say(label)]));
  return (
    <>
      <h3>{say(planWords.basis)}</h3>
      <p className={style.text}>{content.basis}</p>
      {content.factors.length > 0 && (
        <Table label={say(planWords.factors)} isCaptionShown density="compact">
          <Columns>
            <Column>{say(planWords.factor)}</Column>
            <Column isNumeric>{say(planWords.weight)}</Column>
            <Column width="wide">{say(planWords.rationale)}</Column>
          </Columns>
          <Rows>
            {content.factors.map(({ id, weight, rationale }) => (
              <Row key={id}>
                <Cell isHead>{factors.get(id) ?? id}</Cell>
                <Cell isNumeric>{number(weight)}</Cell>
                <Cell>{rationale}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {content.coverage.length > 0 && (
        <Table label={say(planWords.coverage)} isCaptionShown density="compact">
          <Columns>
            <Column>{say(planWords.type)}</Column>
            <Column isNumeric>{say(planWords.share)}</Column>
            <Column width="wide">{say(planWords.method)}</Column>
          </Columns>
          <Rows>
            {content.coverage.map(({ type, share: part, method }) => (
              <Row key={type}>
                <Cell isHead>{types.get(type) ?? type}</Cell>
                <Cell isNumeric>{share(part)}</Cell>
                <Cell>{method}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {content.visits.length > 0 && (
        <Table label={say(planWords.visits)} isCaptionShown density="compact">
          <Columns>
            <Column>{say(planWords.partner)}</Column>
            <Column>{say(planWords.quarter)}</Column>
            <Column width="wide">{say(planWords.reason)}</Column>
          </Columns>
          <Rows>
            {content.visits.map(({ partner, quarter, reason }) => (
              <Row key={`${partner} ${quarter}`}>
                <Cell isHead>{names.get(partner) ?? partner}</Cell>
                <Cell isWrapped={false}>{say(planWords.quarterOf, { quarter })}</Cell>
                <Cell>{reason}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </>
  );
};

export const planWords = {
  basis: { fr: "Base de risque", nl: "Risicobasis", en: "Risk basis" },
  factors: { fr: "Facteurs de risque", nl: "Risicofactoren", en: "Risk factors" },
  factor: { fr: "Facteur", nl: "Factor", en: "Factor" },
  weight: { fr: "Poids", nl: "Gewicht", en: "Weight" },
  rationale: { fr: "Pourquoi ce poids", nl: "Waarom dit gewicht", en: "Why this weight" },
  coverage: { fr: "Couverture", nl: "Dekking", en: "Coverage" },
  type: { fr: "Type de contrôle", nl: "Soort controle", en: "Type of verification" },
  share: { fr: "Part", nl: "Deel", en: "Share" },
  method: { fr: "Comment", nl: "Hoe", en: "How" },
  visits: { fr: "Visites sur place", nl: "Bezoeken ter plaatse", en: "On-the-spot visits" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  quarter: { fr: "Trimestre", nl: "Kwartaal", en: "Quarter" },
  quarterOf: { fr: "trimestre {quarter}", nl: "kwartaal {quarter}", en: "quarter {quarter}" },
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
} satisfies Record<string, Text>;
