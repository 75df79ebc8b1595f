import type { PaymentRow } from "../../../src/payment/shapes.ts";
import { instalmentKinds } from "../agreements/states.ts";
import { Cell, Column, Columns, EmptyState, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useFirst } from "../money/use-first.tsx";
import style from "./payments.module.css";
import { PaymentBadge } from "./states.tsx";
import { PayBy } from "./TimeLeft.tsx";

/** Payments, each to be opened: whose, what for, how much, how far and why. */
export const PaymentTable = ({
  label,
  rows,
  none,
  isDone = false,
  isOwn = false,
}: Readonly<{
  label: string;
  rows: readonly PaymentRow[];
  /** What is said where there is none. */
  none: string;
  /** They are behind us: when they were paid matters, not by when. */
  isDone?: boolean;
  /** All of them are those of whoever looks: what they are for matters, not whose they are. */
  isOwn?: boolean;
}>) => {
  const say = useSay();
  const { date } = useFormat();
  const [shown, more] = useFirst(rows, 50);
  if (rows.length === 0) return <EmptyState title={none} />;
  return (
    <>
      <Table label={label}>
        <Columns>
          <Column>{say(words.number)}</Column>
          {!isOwn && <Column>{say(words.partner)}</Column>}
          {!isOwn && <Column>{say(words.kind)}</Column>}
          <Column isNumeric>{say(words.net)}</Column>
          <Column>{say(isDone ? words.paidOn : words.due)}</Column>
          <Column width="wide">{say(words.state)}</Column>
        </Columns>
        <Rows>
          {shown.map((row) => (
            <Row key={row.id}>
              <Cell isHead isWrapped={false}>
                <Link to={`money/payments/${row.id}`}>{row.number}</Link>
                {isOwn && <span className={style.sub}>{say(instalmentKinds[row.kind])}</span>}
              </Cell>
              {!isOwn && (
                <Cell>
                  {say(row.partner.name)}
                  <span className={style.sub}>
                    {say(row.operation.title)} · {row.agreement.number}
                  </span>
                </Cell>
              )}
              {!isOwn && <Cell>{say(instalmentKinds[row.kind])}</Cell>}
              <Cell isNumeric>
                <Net row={row} />
              </Cell>
              <Cell isWrapped={false}>
                {isDone ? date(row.executedOn) : <PayBy dueOn={row.dueOn} daysLeft={row.daysLeft} />}
              </Cell>
              <Cell>
                <PaymentBadge state={row.state} />
                {row.state !== "paid" && <span className={style.sub}>{say(row.mayNot ?? row.why)}</span>}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {more}
    </>
  );
};

/** What is transferred, and what recovery orders keep of it. */
export const Net = ({ row }: Readonly<{ row: Pick<PaymentRow, "net" | "setOff" | "amount"> }>) => {
  const say = useSay();
  const { money } = useFormat();
  return (
    <>
      <Amount euros={row.net} />
      {row.net !== row.amount && (
        <span className={style.sub}>
          {say(words.after, { amount: money(row.amount), setOff: money(row.setOff) })}
        </span>
      )}
    </>
  );
};

const words = {
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  kind: { fr: "Paiement", nl: "Betaling", en: "Payment" },
  net: { fr: "Montant versé", nl: "Gestort bedrag", en: "Amount transferred" },
  after: {
    fr: "{amount} − {setOff} compensés",
    nl: "{amount} − {setOff} verrekend",
    en: "{amount} − {setOff} set off",
  },
  due: { fr: "À payer pour le", nl: "Te betalen tegen", en: "To be paid by" },
  paidOn: { fr: "Payé le", nl: "Betaald op", en: "Paid on" },
  state: { fr: "État", nl: "Stand", en: "State" },
} satisfies Record<string, Text>;
