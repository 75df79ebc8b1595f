import type { Due, Made, PaymentsPage } from "../../../src/payment/shapes.ts";
import { instalmentKinds } from "../agreements/states.ts";
import { api } from "../api.ts";
import {
  Button,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  ProblemNotice,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useAct } from "../money/use-act.ts";
import { useFirst } from "../money/use-first.tsx";
import style from "./payments.module.css";
import { PayBy } from "./TimeLeft.tsx";

/** What can be paid next: one press prepares it, with nothing to be typed. */
export const ToPrepare = ({ page, due }: Readonly<{ page: PaymentsPage; due: readonly Due[] }>) => {
  const say = useSay();
  const { count } = useFormat();
  const mine = due.filter(({ mayPrepare }) => mayPrepare);
  const [shown, more] = useFirst(due, 50);
  const prepare = useAct(
    (made: readonly Made[]) => count(made.length, preparedWords),
    async (agreements: readonly number[]) => {
      const made: Made[] = [];
      for (const agreement of agreements)
        made.push(await api.send<Made>("POST", `/api/agreements/${agreement}/payments`, {}));
      return made;
    },
  );
  if (due.length === 0) return <EmptyState title={say(words.none)}>{say(words.noneWhy)}</EmptyState>;
  return (
    <>
      {page.may.prepare && mine.length > 1 && (
        <div className={style.acts}>
          <Button
            variant="primary"
            isPending={prepare.isPending && prepare.variables.length > 1}
            onPress={() => prepare.mutate(mine.map(({ agreement }) => agreement.id))}
          >
            {count(mine.length, allWords)}
          </Button>
          <span className={style.muted}>{say(words.second)}</span>
        </div>
      )}
      {prepare.error && <ProblemNotice error={prepare.error} />}
      <Table label={say(words.label)}>
        <Columns>
          <Column>{say(words.agreement)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column>{say(words.kind)}</Column>
          <Column isNumeric>{say(words.amount)}</Column>
          <Column>{say(words.due)}</Column>
          <Column>{say(words.act)}</Column>
        </Columns>
        <Rows>
          {shown.map(
            ({ agreement, partner, operation, kind, amount, dueOn, daysLeft, mayPrepare, clock }) => (
              <Row key={agreement.id}>
                <Cell isHead isWrapped={false}>
                  <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>
                </Cell>
                <Cell>
                  {say(partner.name)}
                  <span className={style.sub}>{say(operation.title)}</span>
                </Cell>
                <Cell>
                  {kind !== null && say(instalmentKinds[kind])}
                  {clock && (
                    <span className={style.sub}>
                      <Link to={`money/declarations/${clock.declaration.id}`}>
                        {clock.declaration.number}
                      </Link>
                    </span>
                  )}
                </Cell>
                <Cell isNumeric>
                  <Amount euros={amount} />
                </Cell>
                <Cell>
                  <PayBy dueOn={dueOn} daysLeft={daysLeft} />
                </Cell>
                <Cell>
                  {mayPrepare && (
                    <Button
                      size="s"
                      isPending={
                        prepare.isPending &&
                        prepare.variables.length === 1 &&
                        prepare.variables[0] === agreement.id
                      }
                      onPress={() => prepare.mutate([agreement.id])}
                    >
                      {say(words.prepare)}
                    </Button>
                  )}
                </Cell>
              </Row>
            ),
          )}
        </Rows>
      </Table>
      {more}
    </>
  );
};

const allWords = {
  one: { fr: "Préparer le paiement", nl: "De betaling voorbereiden", en: "Prepare the payment" },
  other: {
    fr: "Préparer les {count} paiements",
    nl: "De {count} betalingen voorbereiden",
    en: "Prepare all {count} payments",
  },
} satisfies Record<string, Text>;

const preparedWords = {
  one: {
    fr: "Le paiement est préparé ; une autre personne l'approuve.",
    nl: "De betaling is voorbereid; iemand anders keurt ze goed.",
    en: "The payment is prepared; another person approves it.",
  },
  other: {
    fr: "{count} paiements sont préparés ; une autre personne les approuve.",
    nl: "{count} betalingen zijn voorbereid; iemand anders keurt ze goed.",
    en: "{count} payments are prepared; another person approves them.",
  },
} satisfies Record<string, Text>;

const words = {
  label: { fr: "Paiements à préparer", nl: "Voor te bereiden betalingen", en: "Payments to prepare" },
  none: {
    fr: "Rien ne peut être payé pour l'instant.",
    nl: "Er kan nu niets worden betaald.",
    en: "Nothing can be paid at the moment.",
  },
  noneWhy: {
    fr: "« En attente » dit ce qui manque à chaque convention.",
    nl: '"Wachtend" zegt wat er per overeenkomst ontbreekt.',
    en: '"Waiting" says what each agreement lacks.',
  },
  second: {
    fr: "Tout est calculé ; une autre personne que vous approuve.",
    nl: "Alles is berekend; iemand anders dan u keurt goed.",
    en: "All of it is worked out; somebody else than you approves.",
  },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  kind: { fr: "Paiement", nl: "Betaling", en: "Payment" },
  amount: { fr: "Montant dû", nl: "Verschuldigd bedrag", en: "Amount due" },
  due: { fr: "À payer pour le", nl: "Te betalen tegen", en: "To be paid by" },
  act: { fr: "Acte", nl: "Handeling", en: "Act" },
  prepare: { fr: "Préparer", nl: "Voorbereiden", en: "Prepare" },
} satisfies Record<string, Text>;
