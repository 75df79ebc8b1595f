import { useState } from "react";
import type { Due, Recovery } from "../../../src/payment/shapes.ts";
import { Badge, Button, Cell, Column, Columns, EmptyState, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useFirst } from "../money/use-first.tsx";
import { Section } from "../programme/Section.tsx";
import { IssueDialog, RecoveryActs } from "./RecoveryActs.tsx";
import style from "./payments.module.css";
import { RecoveryBadge } from "./states.tsx";

/** What comes back from partners: what was paid too much and not asked back yet, then the orders. */
export const Recoveries = ({
  rows,
  owed,
  mayIssue,
}: Readonly<{ rows: readonly Recovery[]; owed: readonly Due[]; mayIssue: boolean }>) => {
  const say = useSay();
  if (rows.length === 0 && owed.length === 0) return <EmptyState title={say(words.none)} />;
  return (
    <>
      {owed.length > 0 && <Owed owed={owed} mayIssue={mayIssue} />}
      {rows.length > 0 && (
        <Section title={say(words.orders)}>
          <RecoveryTable rows={rows} />
        </Section>
      )}
    </>
  );
};

const Owed = ({ owed, mayIssue }: Readonly<{ owed: readonly Due[]; mayIssue: boolean }>) => {
  const say = useSay();
  const [asked, setAsked] = useState<Due>();
  return (
    <Section title={say(words.tooMuch)}>
      <Table label={say(words.tooMuch)}>
        <Columns>
          <Column>{say(words.agreement)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column isNumeric>{say(words.owed)}</Column>
          {mayIssue && <Column>{say(words.act)}</Column>}
        </Columns>
        <Rows>
          {owed.map((each) => (
            <Row key={each.agreement.id}>
              <Cell isHead isWrapped={false}>
                <Link to={`money/agreements/${each.agreement.id}`}>{each.agreement.number}</Link>
              </Cell>
              <Cell>
                {say(each.partner.name)}
                <span className={style.sub}>{say(each.operation.title)}</span>
              </Cell>
              <Cell isNumeric>
                <Amount euros={each.owed} />
              </Cell>
              {mayIssue && (
                <Cell>
                  <Button size="s" onPress={() => setAsked(each)}>
                    {say(words.issue)}
                  </Button>
                </Cell>
              )}
            </Row>
          ))}
        </Rows>
      </Table>
      {asked && <IssueDialog due={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  );
};

/** Recovery orders: how much of each came back, and by when the rest is expected. */
export const RecoveryTable = ({ rows }: Readonly<{ rows: readonly Recovery[] }>) => {
  const say = useSay();
  const { date, money } = useFormat();
  const [shown, more] = useFirst(rows, 40);
  return (
    <>
      <Table label={say(words.orders)}>
        <Columns>
          <Column>{say(words.number)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column isNumeric>{say(words.amount)}</Column>
          <Column isNumeric>{say(words.left)}</Column>
          <Column>{say(words.due)}</Column>
          <Column width="wide">{say(words.state)}</Column>
        </Columns>
        <Rows>
          {shown.map((row) => (
            <Row key={row.id}>
              <Cell isHead isWrapped={false}>
                {row.number}
                <span className={style.sub}>
                  <Link to={`money/agreements/${row.agreement.id}`}>{row.agreement.number}</Link>
                </span>
              </Cell>
              <Cell>
                {say(row.partner.name)}
                <span className={style.sub}>{row.reason}</span>
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.amount} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.left} />
                {row.left !== row.amount && (
                  <span className={style.sub}>
                    {say(words.came, { setOff: money(row.setOff), repaid: money(row.repaid) })}
                  </span>
                )}
              </Cell>
              <Cell>
                {date(row.dueOn)} {row.overdue && <Badge tone="warning">{say(words.overdue)}</Badge>}
              </Cell>
              <Cell>
                <RecoveryBadge state={row.state} />
                <span className={style.sub}>{say(row.why)}</span>
                <span className={style.code}>{row.communication}</span>
                <RecoveryActs recovery={row} />
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {more}
    </>
  );
};

const words = {
  none: {
    fr: "Rien n'est à récupérer.",
    nl: "Er is niets terug te vorderen.",
    en: "Nothing is to be recovered.",
  },
  tooMuch: {
    fr: "Payé de trop, pas encore réclamé",
    nl: "Te veel betaald, nog niet teruggevorderd",
    en: "Paid too much, not claimed yet",
  },
  orders: { fr: "Ordres de recouvrement", nl: "Invorderingsopdrachten", en: "Recovery orders" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  owed: { fr: "Payé de trop", nl: "Te veel betaald", en: "Paid too much" },
  act: { fr: "Acte", nl: "Handeling", en: "Act" },
  issue: { fr: "Réclamer", nl: "Terugvorderen", en: "Claim back" },
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  left: { fr: "Reste dû", nl: "Nog verschuldigd", en: "Still owed" },
  came: {
    fr: "{repaid} remboursés, {setOff} compensés",
    nl: "{repaid} terugbetaald, {setOff} verrekend",
    en: "{repaid} repaid, {setOff} set off",
  },
  due: { fr: "À rembourser pour le", nl: "Terug te betalen tegen", en: "To be repaid by" },
  overdue: { fr: "délai passé", nl: "termijn verstreken", en: "deadline passed" },
  state: { fr: "État", nl: "Stand", en: "State" },
} satisfies Record<string, Text>;
