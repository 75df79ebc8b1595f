import type { Due } from "../../../src/payment/shapes.ts";
import { instalmentKinds } from "../agreements/states.ts";
import { WaitList } from "../agreements/WaitList.tsx";
import { Cell, Column, Columns, EmptyState, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useFirst } from "../money/use-first.tsx";
import { FoldedClock, type StopReasons } from "./Clock.tsx";
import style from "./payments.module.css";
import { PayBy } from "./TimeLeft.tsx";

/** What is not paid yet and why: what each agreement waits for, whose turn it is, and how the time runs. */
export const Waiting = ({ due, reasons }: Readonly<{ due: readonly Due[]; reasons: StopReasons }>) => {
  const say = useSay();
  const [shown, more] = useFirst(due, 40);
  if (due.length === 0) return <EmptyState title={say(words.none)} />;
  return (
    <>
      <Table label={say(words.label)}>
        <Columns>
          <Column>{say(words.agreement)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column isNumeric>{say(words.next)}</Column>
          <Column width="wide">{say(words.waits)}</Column>
          <Column>{say(words.due)}</Column>
        </Columns>
        <Rows>
          {shown.map(({ agreement, partner, operation, kind, amount, waits, dueOn, daysLeft, clock }) => (
            <Row key={agreement.id}>
              <Cell isHead isWrapped={false}>
                <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>
              </Cell>
              <Cell>
                {say(partner.name)}
                <span className={style.sub}>{say(operation.title)}</span>
              </Cell>
              <Cell isNumeric>
                {kind === null ? "–" : <Amount euros={amount} />}
                {kind !== null && <span className={style.sub}>{say(instalmentKinds[kind])}</span>}
              </Cell>
              <Cell>
                <WaitList waits={waits} />
                {clock && <FoldedClock clock={clock} reasons={reasons} />}
              </Cell>
              <Cell>
                <PayBy dueOn={dueOn} daysLeft={daysLeft} />
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
  label: {
    fr: "Pas encore payé, et pourquoi",
    nl: "Nog niet betaald, en waarom",
    en: "Not paid yet, and why",
  },
  none: { fr: "Rien n'est en attente.", nl: "Er wacht niets.", en: "Nothing waits." },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  next: { fr: "Prochain paiement", nl: "Volgende betaling", en: "Next payment" },
  waits: { fr: "Ce qu'il attend", nl: "Waarop het wacht", en: "What it waits for" },
  due: { fr: "À payer pour le", nl: "Te betalen tegen", en: "To be paid by" },
} satisfies Record<string, Text>;
