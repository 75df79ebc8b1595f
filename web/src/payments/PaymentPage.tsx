import { useParams } from "react-router";
import type { PaymentPage as Payment } from "../../../src/payment/shapes.ts";
import { instalmentKinds } from "../agreements/states.ts";
import {
  ButtonLink,
  Cell,
  Column,
  Columns,
  Facts,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { CostTree } from "../money/CostTree.tsx";
import { Section } from "../programme/Section.tsx";
import { Clock } from "./Clock.tsx";
import { PaymentActs } from "./PaymentActs.tsx";
import style from "./payments.module.css";
import { AccountBadge, PaymentBadge } from "./states.tsx";
import { titles } from "./titles.ts";
import { PayBy } from "./TimeLeft.tsx";
import { usePayment, usePayments } from "./use-payments.ts";

/** A payment: what it waits for and who does it, how its amount came about, where it goes, and what was done to it. */
export const PaymentPage = () => {
  const say = useSay();
  const { payment: id = "" } = useParams();
  const payment = usePayment(id);
  const page = payment.data;
  return (
    <Page
      title={page ? page.number : say(titles.payment)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(titles.payments), to: "money/payments" },
      ]}
      meta={page && <PaymentBadge state={page.state} />}
      lead={page && <Lead payment={page} />}
    >
      <Loaded query={payment}>{(data) => <Contents key={data.id} payment={data} />}</Loaded>
    </Page>
  );
};

const Lead = ({ payment }: Readonly<{ payment: Payment }>) => {
  const say = useSay();
  const { partner, operation, agreement, kind, declaration } = payment;
  return (
    <>
      {say(instalmentKinds[kind])} · {say(partner.name)} ·{" "}
      <Link to={`operations/${operation.operation}`}>{say(operation.title)}</Link> ·{" "}
      <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>
      {declaration && (
        <>
          {" "}
          · <Link to={`money/declarations/${declaration.id}`}>{declaration.number}</Link>
        </>
      )}
    </>
  );
};

const Contents = ({ payment }: Readonly<{ payment: Payment }>) => {
  const say = useSay();
  const { date } = useFormat();
  const { amount, setOff, net, dueOn, daysLeft, executedOn, tree, setOffs, clock } = payment;
  const reasons = usePayments(clock?.mayStop ?? false).data?.stopReasons;
  return (
    <>
      <PaymentActs payment={payment} />
      <div className={style.tiles}>
        <Facts
          layout="tiles"
          items={[
            { id: "net", label: say(words.net), value: <Amount euros={net} /> },
            { id: "amount", label: say(words.amount), value: <Amount euros={amount} tree={tree} /> },
            ...(setOffs.length === 0
              ? []
              : [{ id: "setOff", label: say(words.setOff), value: <Amount euros={setOff} /> }]),
            executedOn === null
              ? {
                  id: "due",
                  label: say(words.due),
                  value: <PayBy dueOn={dueOn} daysLeft={daysLeft} />,
                }
              : { id: "paid", label: say(words.paidOn), value: date(executedOn) },
          ]}
        />
      </div>
      <div className={style.desk}>
        <div>
          <Section title={say(words.how)}>
            <CostTree node={tree} />
            {setOffs.length > 0 && <SetOffs payment={payment} />}
          </Section>
          {clock && (
            <Section title={say(words.clock)}>
              <Clock clock={clock} reasons={reasons} />
            </Section>
          )}
        </div>
        <div className={style.aside}>
          <Section title={say(words.where)}>
            <Account payment={payment} />
          </Section>
          <Section title={say(words.done)}>
            <History payment={payment} />
          </Section>
        </div>
      </div>
    </>
  );
};

const SetOffs = ({ payment: { setOffs, amount, net } }: Readonly<{ payment: Payment }>) => {
  const say = useSay();
  const { money } = useFormat();
  return (
    <Table label={say(words.setOffs)}>
      <Columns>
        <Column>{say(words.what)}</Column>
        <Column isNumeric>{say(words.euros)}</Column>
      </Columns>
      <Rows>
        <Row>
          <Cell isHead>{say(words.amount)}</Cell>
          <Cell isNumeric>{money(amount)}</Cell>
        </Row>
        {setOffs.map((each) => (
          <Row key={each.recovery}>
            <Cell isHead>{say(words.order, { number: each.number })}</Cell>
            <Cell isNumeric>− {money(each.amount)}</Cell>
          </Row>
        ))}
        <Row tone="total">
          <Cell isHead>{say(words.net)}</Cell>
          <Cell isNumeric>{money(net)}</Cell>
        </Row>
      </Rows>
    </Table>
  );
};

const Account = ({ payment }: Readonly<{ payment: Payment }>) => {
  const say = useSay();
  const { account, communication, partner, file } = payment;
  return (
    <Facts
      items={[
        {
          id: "account",
          label: say(words.account),
          value:
            account === null ? (
              say(words.noAccount)
            ) : (
              <>
                {account.holder}
                <span className={style.code}> {account.iban}</span>{" "}
                {account.state !== "confirmed" && <AccountBadge state={account.state} />}
                <span className={style.sub}>
                  <Link to={`money/bank-accounts/${partner.partner}`}>{say(titles.accounts)}</Link>
                </span>
              </>
            ),
        },
        {
          id: "communication",
          label: say(words.communication),
          value: <span className={style.communication}>{communication}</span>,
        },
        ...(file === null
          ? []
          : [
              {
                id: "file",
                label: say(titles.file),
                value: <Link to={`money/bank-files/${file.id}`}>{file.messageId}</Link>,
              },
            ]),
      ]}
    />
  );
};

const History = ({ payment: { history, entries, agreement } }: Readonly<{ payment: Payment }>) => {
  const say = useSay();
  const { dateTime } = useFormat();
  return (
    <>
      <ul className={style.list}>
        {history.map(({ what, by, reason }) => (
          <li key={`${by.at} ${what.en}`}>
            {say(what)}
            <span className={style.sub}>
              {[dateTime(by.at), ...(by.name === null ? [] : [by.name])].join(" · ")}
              {by.mine && ` (${say(words.you)})`}
            </span>
            {reason !== "" && <span className={`${style.sub} ${style.said}`}>{reason}</span>}
          </li>
        ))}
      </ul>
      {entries.length > 0 && (
        <div className={style.acts}>
          <ButtonLink to={`money/ledger?agreement=${agreement.id}&account=paid`} size="s" variant="quiet">
            {say(words.entries)}
          </ButtonLink>
        </div>
      )}
    </>
  );
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  net: { fr: "Montant versé", nl: "Gestort bedrag", en: "Amount transferred" },
  amount: { fr: "Montant dû", nl: "Verschuldigd bedrag", en: "Amount due" },
  setOff: { fr: "Compensé", nl: "Verrekend", en: "Set off" },
  due: { fr: "À payer pour le", nl: "Te betalen tegen", en: "To be paid by" },
  paidOn: { fr: "Payé le", nl: "Betaald op", en: "Paid on" },
  how: {
    fr: "Comment le montant est calculé",
    nl: "Hoe het bedrag berekend is",
    en: "How the amount is worked out",
  },
  setOffs: { fr: "Compensation", nl: "Verrekening", en: "Set-off" },
  what: { fr: "Quoi", nl: "Wat", en: "What" },
  euros: { fr: "Euros", nl: "Euro", en: "Euros" },
  order: {
    fr: "Ordre de recouvrement {number}",
    nl: "Invorderingsopdracht {number}",
    en: "Recovery order {number}",
  },
  clock: { fr: "Délai de paiement", nl: "Betalingstermijn", en: "Payment deadline" },
  where: { fr: "Où il est versé", nl: "Waar het gestort wordt", en: "Where it goes" },
  account: { fr: "Compte", nl: "Rekening", en: "Account" },
  noAccount: {
    fr: "Aucun compte confirmé du partenaire",
    nl: "Geen bevestigde rekening van de partner",
    en: "No confirmed account of the partner",
  },
  communication: { fr: "Communication", nl: "Mededeling", en: "Communication" },
  done: { fr: "Ce qui a été fait", nl: "Wat er gedaan is", en: "What was done" },
  you: { fr: "vous", nl: "u", en: "you" },
  entries: { fr: "Voir les écritures", nl: "De boekingen bekijken", en: "See the postings" },
} satisfies Record<string, Text>;
