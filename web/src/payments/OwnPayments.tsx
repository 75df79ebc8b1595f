import type { Due, PaymentRow, PaymentsPage, Recovery } from "../../../src/payment/shapes.ts";
import { instalmentKinds } from "../agreements/states.ts";
import { WaitList } from "../agreements/WaitList.tsx";
import { Badge, ButtonLink, Card, EmptyState, Facts, Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useFirst } from "../money/use-first.tsx";
import { Section } from "../programme/Section.tsx";
import { FoldedClock } from "./Clock.tsx";
import { PaymentTable } from "./PaymentTable.tsx";
import style from "./payments.module.css";
import { DaysLeft } from "./TimeLeft.tsx";
import { isUnderway, notUnderway } from "./underway.ts";

/** What a partner is told of its money: what comes next and when, why not yet, what came, and what it owes. */
export const OwnPayments = ({ page }: Readonly<{ page: PaymentsPage }>) => {
  const say = useSay();
  const { rows, recoveries } = page;
  const underway = rows.filter(isUnderway);
  const done = rows.filter((row) => !isUnderway(row));
  const owing = recoveries.filter(({ state }) => state === "issued");
  const next = notUnderway(page).filter(({ kind, waits }) => kind !== null || waits.length > 0);
  return (
    <>
      <Accounts page={page} />
      {owing.length > 0 && (
        <Section title={say(words.toRepay)}>
          {owing.map((each) => (
            <ToRepay key={each.id} recovery={each} />
          ))}
        </Section>
      )}
      {underway.length > 0 && (
        <Section title={say(words.underway)}>
          <PaymentTable label={say(words.underway)} rows={underway} none="" isOwn />
        </Section>
      )}
      <Section title={say(words.next)}>
        <Next due={next} />
      </Section>
      <Section title={say(words.done)}>
        <PaymentTable label={say(words.done)} rows={done} none={say(words.noneDone)} isDone isOwn />
      </Section>
    </>
  );
};

/** To the bank accounts of each partner for which the person sees payments. */
const Accounts = ({ page: { rows, due } }: Readonly<{ page: PaymentsPage }>) => {
  const say = useSay();
  const partners = new Map<string, PaymentRow["partner"]>(
    [...rows, ...due].map(({ partner }) => [partner.partner, partner]),
  );
  if (partners.size === 0) return null;
  return (
    <div className={style.acts}>
      {[...partners.values()].map(({ partner, name }) => (
        <ButtonLink key={partner} to={`money/bank-accounts/${partner}`} size="s">
          {partners.size === 1 ? say(words.account) : say(words.accountOf, { partner: say(name) })}
        </ButtonLink>
      ))}
    </div>
  );
};

const Next = ({ due }: Readonly<{ due: readonly Due[] }>) => {
  const say = useSay();
  const [shown, more] = useFirst(due, 12);
  if (due.length === 0) return <EmptyState title={say(words.noneNext)} />;
  return (
    <>
      {shown.map((each) => (
        <NextCard key={each.agreement.id} due={each} />
      ))}
      {more}
    </>
  );
};

const NextCard = ({ due }: Readonly<{ due: Due }>) => {
  const say = useSay();
  const { date } = useFormat();
  const { agreement, operation, kind, amount, dueOn, daysLeft, ready, waits, clock } = due;
  return (
    <Card
      level={3}
      title={
        <>
          {kind === null ? say(operation.title) : say(instalmentKinds[kind])} · {agreement.number}
        </>
      }
    >
      <Facts
        layout="tiles"
        items={[
          { label: say(words.amount), value: <Amount euros={amount} /> },
          {
            label: say(words.by),
            value:
              dueOn === null ? (
                say(words.notKnown)
              ) : (
                <>
                  {date(dueOn)} <DaysLeft days={daysLeft} />
                </>
              ),
          },
        ]}
      />
      {ready && waits.length === 0 ? <p>{say(words.ready)}</p> : <WaitList waits={waits} />}
      {clock && <FoldedClock clock={clock} />}
      <p className={style.muted}>
        {say(operation.title)} · <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>
      </p>
    </Card>
  );
};

/** A recovery order as who owes reads it: how much, by when, to which account, with which communication. */
const ToRepay = ({ recovery }: Readonly<{ recovery: Recovery }>) => {
  const say = useSay();
  const { date } = useFormat();
  const { number, left, dueOn, overdue, reason, why, communication, payTo, agreement } = recovery;
  return (
    <Card level={3} title={`${number} · ${agreement.number}`}>
      <p>{say(why)}</p>
      <Facts
        items={[
          {
            id: "left",
            label: say(words.left),
            value: (
              <strong>
                <Amount euros={left} />
              </strong>
            ),
          },
          {
            id: "due",
            label: say(words.repayBy),
            value: (
              <>
                {date(dueOn)} {overdue && <Badge tone="warning">{say(words.overdue)}</Badge>}
              </>
            ),
          },
          ...(payTo === null
            ? []
            : [
                {
                  id: "to",
                  label: say(words.to),
                  value: (
                    <>
                      {payTo.name} <span className={style.code}>{payTo.iban}</span>
                    </>
                  ),
                },
              ]),
          {
            id: "communication",
            label: say(words.communication),
            value: <span className={style.code}>{communication}</span>,
          },
          { id: "reason", label: say(words.reason), value: <span className={style.said}>{reason}</span> },
        ]}
      />
    </Card>
  );
};

const words = {
  account: { fr: "Votre compte bancaire", nl: "Uw bankrekening", en: "Your bank account" },
  accountOf: {
    fr: "Compte bancaire : {partner}",
    nl: "Bankrekening: {partner}",
    en: "Bank account: {partner}",
  },
  toRepay: { fr: "À rembourser", nl: "Terug te betalen", en: "To be repaid" },
  underway: { fr: "En chemin", nl: "Onderweg", en: "On their way" },
  next: { fr: "Prochains paiements", nl: "Volgende betalingen", en: "Next payments" },
  noneNext: {
    fr: "Aucun paiement n'est prévu.",
    nl: "Er is geen betaling voorzien.",
    en: "No payment is foreseen.",
  },
  done: { fr: "Reçus", nl: "Ontvangen", en: "Received" },
  noneDone: {
    fr: "Rien ne vous a encore été payé.",
    nl: "Er is u nog niets betaald.",
    en: "Nothing was paid to you yet.",
  },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  by: { fr: "Attendu pour le", nl: "Verwacht tegen", en: "Expected by" },
  notKnown: { fr: "pas encore connu", nl: "nog niet bekend", en: "not known yet" },
  ready: {
    fr: "Rien ne manque de votre part : l'administration prépare le paiement.",
    nl: "U hoeft niets meer te doen: de administratie bereidt de betaling voor.",
    en: "Nothing is missing on your side: the authority prepares the payment.",
  },
  left: { fr: "Reste dû", nl: "Nog verschuldigd", en: "Still owed" },
  repayBy: { fr: "À rembourser pour le", nl: "Terug te betalen tegen", en: "To be repaid by" },
  overdue: { fr: "délai passé", nl: "termijn verstreken", en: "deadline passed" },
  to: { fr: "Sur le compte", nl: "Op rekening", en: "To the account" },
  communication: { fr: "Communication", nl: "Mededeling", en: "Communication" },
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
} satisfies Record<string, Text>;
