import { sumOf } from "../../../src/euros.ts";
import type { ReactNode } from "react";
import type { PlanLine } from "../../../src/cost/plan.ts";
import { Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import style from "./agreements.module.css";
import { useTerms } from "./use-terms.ts";

export type PlanRow = Readonly<{
  line: PlanLine;
  category: Text | undefined;
  option: Text | undefined;
  /** What stands in the ledger on the line, and what is said of it; not before an agreement is made. */
  ledger?: Readonly<{ agreement: number; declared: string; remaining: string }> | undefined;
  note?: ReactNode;
}>;

/** A financing plan: each line with its option, terms and amount; of an agreement, what is declared and what remains. */
export const PlanTable = ({ label, rows }: Readonly<{ label: string; rows: readonly PlanRow[] }>) => {
  const say = useSay();
  const terms = useTerms();
  const agreement = rows.find(({ ledger }) => ledger)?.ledger?.agreement;
  const hasLedger = agreement !== undefined;
  const whole = (account: "granted" | "declared" | "budgeted") =>
    agreement === undefined ? {} : { ledger: { agreement, account } };
  const hasNotes = rows.some(({ note }) => note);
  return (
    <Table label={label}>
      <Columns>
        <Column width="wide">{say(words.line)}</Column>
        <Column isNumeric>{say(words.budget)}</Column>
        {hasLedger && <Column isNumeric>{say(words.declared)}</Column>}
        {hasLedger && <Column isNumeric>{say(words.remaining)}</Column>}
        {hasNotes && <Column width="wide">{say(words.answer)}</Column>}
      </Columns>
      <Rows>
        {rows.map(({ line, category, option, ledger, note }) => (
          <Row key={line.id}>
            <Cell isHead>
              {say(line.label)}
              <span className={style.sub}>
                {[category, option]
                  .flatMap((text) => (text ? [say(text)] : []))
                  .filter((text) => text !== say(line.label))
                  .join(" · ")}
              </span>
              {terms(line).map((text) => (
                <span key={text} className={style.sub}>
                  {text}
                </span>
              ))}
            </Cell>
            <Cell isNumeric>
              <Amount
                euros={line.budget}
                {...(ledger
                  ? { ledger: { agreement: ledger.agreement, line: line.id, account: "granted" as const } }
                  : {})}
              />
            </Cell>
            {ledger && (
              <>
                <Cell isNumeric>
                  <Amount
                    euros={ledger.declared}
                    ledger={{ agreement: ledger.agreement, line: line.id, account: "declared" }}
                  />
                </Cell>
                <Cell isNumeric>
                  <Amount
                    euros={ledger.remaining}
                    ledger={{ agreement: ledger.agreement, line: line.id, account: "budgeted" }}
                  />
                </Cell>
              </>
            )}
            {hasNotes && <Cell>{note}</Cell>}
          </Row>
        ))}
        <Row tone="total">
          <Cell isHead>{say(words.total)}</Cell>
          <Cell isNumeric>
            <Amount euros={sumOf(rows.map(({ line }) => line.budget))} {...whole("granted")} />
          </Cell>
          {hasLedger && (
            <>
              <Cell isNumeric>
                <Amount
                  euros={sumOf(rows.map(({ ledger }) => ledger?.declared ?? "0.00"))}
                  {...whole("declared")}
                />
              </Cell>
              <Cell isNumeric>
                <Amount
                  euros={sumOf(rows.map(({ ledger }) => ledger?.remaining ?? "0.00"))}
                  {...whole("budgeted")}
                />
              </Cell>
            </>
          )}
          {hasNotes && <Cell />}
        </Row>
      </Rows>
    </Table>
  );
};

const words = {
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  declared: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  remaining: { fr: "Reste", nl: "Blijft over", en: "Remaining" },
  answer: { fr: "Réponse du partenaire", nl: "Antwoord van de partner", en: "The partner's answer" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
} satisfies Record<string, Text>;
