import { Badge, Cell, Column, Columns, EmptyState, Loaded, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useShare } from "../money/how.ts";
import style from "./agreements.module.css";
import { instalmentKinds } from "./states.ts";
import { useForecast } from "./use-agreements.ts";
import { WaitList } from "./WaitList.tsx";

/** What is paid when, and what each payment waits for. */
export const Forecast = ({ agreement }: { agreement: number }) => {
  const say = useSay();
  const format = useFormat();
  const share = useShare();
  const forecast = useForecast(agreement);
  return (
    <Loaded query={forecast}>
      {({ rows, total }) =>
        rows.length === 0 ? (
          <EmptyState title={say(words.none)} />
        ) : (
          <Table label={say(words.label)}>
            <Columns>
              <Column>{say(words.what)}</Column>
              <Column isNumeric>{say(words.share)}</Column>
              <Column isNumeric>{say(words.amount)}</Column>
              <Column>{say(words.expected)}</Column>
              <Column width="wide">{say(words.waits)}</Column>
            </Columns>
            <Rows>
              {rows.map(({ n, kind, share: part, amount, expectedOn, dueOn, condition, waits, standing }) => (
                <Row key={n}>
                  <Cell isHead>
                    {say(instalmentKinds[kind])}
                    <span className={style.sub}>{say(condition)}</span>
                  </Cell>
                  <Cell isNumeric>{share(part)}</Cell>
                  <Cell isNumeric>
                    <Amount euros={amount} />
                  </Cell>
                  <Cell>
                    {format.date(expectedOn)}
                    {expectedOn !== dueOn && (
                      <span className={style.sub}>{say(words.planned, { day: format.date(dueOn) })}</span>
                    )}
                  </Cell>
                  <Cell>
                    <Badge
                      tone={standing === "ready" ? "success" : standing === "waiting" ? "warning" : "neutral"}
                    >
                      {say(standings[standing])}
                    </Badge>
                    <WaitList waits={waits} />
                  </Cell>
                </Row>
              ))}
              <Row tone="total">
                <Cell isHead columns={2}>
                  {say(words.total)}
                </Cell>
                <Cell isNumeric>
                  <Amount euros={total} />
                </Cell>
                <Cell columns={2} />
              </Row>
            </Rows>
          </Table>
        )
      }
    </Loaded>
  );
};

const standings = {
  waiting: { fr: "En attente", nl: "Wachtend", en: "Waiting" },
  ready: { fr: "Rien ne manque", nl: "Er ontbreekt niets", en: "Nothing is missing" },
  later: { fr: "Plus tard", nl: "Later", en: "Later" },
} satisfies Record<string, Text>;

const words = {
  label: { fr: "Paiements prévus", nl: "Voorziene betalingen", en: "Payments expected" },
  none: {
    fr: "Aucune tranche n'est prévue.",
    nl: "Er is geen schijf voorzien.",
    en: "No instalment is foreseen.",
  },
  what: { fr: "Tranche", nl: "Schijf", en: "Instalment" },
  share: { fr: "Part", nl: "Deel", en: "Share" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  expected: { fr: "Attendu pour le", nl: "Verwacht tegen", en: "Expected by" },
  planned: { fr: "prévu le {day}", nl: "voorzien op {day}", en: "planned {day}" },
  waits: {
    fr: "Ce que le paiement attend",
    nl: "Waarop de betaling wacht",
    en: "What the payment waits for",
  },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
} satisfies Record<string, Text>;
