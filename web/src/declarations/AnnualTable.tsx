import type { AnnualPage } from "../../../src/declaration/annual-shapes.ts";
import { Cell, Column, Columns, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import style from "./declarations.module.css";

/** The money of the agreement at the end of the year, out of its postings: nothing of it is typed. */
export const AnnualTable = ({ page }: Readonly<{ page: AnnualPage }>) => {
  const say = useSay();
  const { percent, date, money } = useFormat();
  const { agreement, table, total, declarations } = page;
  const at = (line: string, account: "granted" | "declared" | "budgeted") => ({
    agreement: agreement.id,
    line,
    account,
  });
  return (
    <>
      <Table label={say(words.label)}>
        <Columns>
          <Column width="wide">{say(words.line)}</Column>
          <Column isNumeric>{say(words.budget)}</Column>
          <Column isNumeric>{say(words.before)}</Column>
          <Column isNumeric>{say(words.inYear, { year: page.year })}</Column>
          <Column isNumeric>{say(words.remaining)}</Column>
          <Column isNumeric>{say(words.share)}</Column>
        </Columns>
        <Rows>
          {table.map(({ line, label, option, budget, declaredBefore, declaredInYear, remaining, share }) => (
            <Row key={line}>
              <Cell isHead>
                {say(label)}
                <span className={style.form}>{say(option)}</span>
              </Cell>
              <Cell isNumeric>
                <Amount euros={budget} ledger={at(line, "granted")} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={declaredBefore} ledger={at(line, "declared")} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={declaredInYear} ledger={at(line, "declared")} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={remaining} ledger={at(line, "budgeted")} />
              </Cell>
              <Cell isNumeric>{share === null ? "–" : percent(share)}</Cell>
            </Row>
          ))}
          <Row tone="total">
            <Cell isHead>{say(words.total)}</Cell>
            <Cell isNumeric>{money(total.budget)}</Cell>
            <Cell isNumeric>{money(total.declaredBefore)}</Cell>
            <Cell isNumeric>{money(total.declaredInYear)}</Cell>
            <Cell isNumeric>{money(total.remaining)}</Cell>
            <Cell isNumeric>{total.share === null ? "–" : percent(total.share)}</Cell>
          </Row>
        </Rows>
      </Table>
      {declarations.length > 0 && (
        <p className={style.note}>
          {say(words.declarations)}{" "}
          {declarations.map(({ id, number, from, until }, place) => (
            <span key={id}>
              {place > 0 && ", "}
              <Link to={`money/declarations/${id}`}>{number}</Link> ({date(from)} – {date(until)})
            </span>
          ))}
        </p>
      )}
    </>
  );
};

const words = {
  label: { fr: "Tableau financier", nl: "Financiële tabel", en: "Financial table" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  before: { fr: "Déclaré avant", nl: "Eerder gedeclareerd", en: "Declared before" },
  inYear: { fr: "Déclaré en {year}", nl: "Gedeclareerd in {year}", en: "Declared in {year}" },
  remaining: { fr: "Reste", nl: "Rest", en: "Remaining" },
  share: { fr: "Part du budget", nl: "Deel van het budget", en: "Share of budget" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  declarations: { fr: "D'après", nl: "Volgens", en: "From" },
} satisfies Record<string, Text>;
