import { sumOf } from "../../../src/euros.ts";
import { useState } from "react";
import type { AgreementRow, AgreementsPage as Agreements } from "../../../src/agreement/shapes.ts";
import type { DeclarationsPage } from "../../../src/declaration/shapes.ts";
import {
  Badge,
  ButtonLink,
  Cell,
  Column,
  Columns,
  EmptyState,
  Facts,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  Select,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { MoneyNav } from "../money/MoneyNav.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { agreementStates, instalmentKinds } from "./states.ts";
import { titles } from "./titles.ts";
import { useAgreements, useDeclared } from "./use-agreements.ts";
import { WaitList } from "./WaitList.tsx";

/** The agreements: those that wait for something first, then where the money of each stands. */
export const AgreementsPage = () => {
  const say = useSay();
  const agreements = useAgreements();
  return (
    <Page
      title={say(titles.agreements)}
      breadcrumbs={[{ label: say(words.money), to: "money" }]}
      actions={
        agreements.data &&
        agreements.data.mayMakeIn.length > 0 && (
          <ButtonLink to="money/agreements/new" icon="add">
            {say(titles.internal)}
          </ButtonLink>
        )
      }
    >
      <MoneyNav here="money/agreements" />
      <Loaded query={agreements}>{(page) => <Contents page={page} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page: { rows, today } }: { page: Agreements }) => {
  const say = useSay();
  const format = useFormat();
  const declared = useDeclared();
  const [operation, setOperation] = useState<string | null>(null);
  const [year, setYear] = useState<string | null>(null);
  const years = [...new Set(rows.flatMap(({ starts, ends }) => [starts.slice(0, 4), ends.slice(0, 4)]))]
    .toSorted()
    .toReversed();
  const operations = [...new Map(rows.map((row) => [row.operation.operation, row.operation])).values()];
  const shown = rows.filter(
    ({ starts, ends, ...row }) =>
      (operation === null || row.operation.operation === operation) &&
      (year === null || (starts.slice(0, 4) <= year && year <= ends.slice(0, 4))),
  );
  const waiting = shown.filter(({ waits }) => waits.length > 0);
  if (rows.length === 0) return <EmptyState title={say(words.none)}>{say(words.noneText)}</EmptyState>;
  const sum = (of: (row: AgreementRow) => string) => sumOf(shown.map(of));
  return (
    <>
      {(operations.length > 1 || years.length > 1) && (
        <div className={style.filter}>
          {operations.length > 1 && (
            <Select
              label={say(words.operation)}
              value={operation}
              empty={say(words.all)}
              options={operations.map(({ operation: id, title }) => ({ id, label: say(title) }))}
              onChange={setOperation}
            />
          )}
          {years.length > 1 && (
            <Select
              label={say(words.year)}
              value={year}
              empty={say(words.all)}
              width="short"
              options={years.map((each) => ({ id: each, label: each }))}
              onChange={setYear}
            />
          )}
        </div>
      )}
      {waiting.length > 0 && (
        <Section title={say(words.waiting)}>
          <ul className={style.calls}>
            {waiting.map((row) => (
              <li key={row.id} className={style.callCard}>
                <div>
                  <h3>
                    <Link to={`money/agreements/${row.id}`}>{row.number}</Link>
                  </h3>
                  <p className={style.muted}>
                    {say(row.partner.name)} · {say(row.operation.title)} · {format.money(row.budget)}
                  </p>
                  <WaitList waits={row.waits} />
                </div>
                <Badge tone={agreementStates[row.state].tone}>{say(agreementStates[row.state].label)}</Badge>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={say(words.money2)}>
        <Facts
          layout="tiles"
          items={[
            { label: say(words.budget), value: <Amount euros={sum((row) => row.budget)} /> },
            { label: say(words.declared), value: <Amount euros={sum((row) => row.declared)} /> },
            { label: say(words.remaining), value: <Amount euros={sum((row) => row.remaining)} /> },
          ]}
        />
        <AgreementTable rows={shown} today={today} declared={declared.data} />
      </Section>
    </>
  );
};

const AgreementTable = ({
  rows,
  today,
  declared,
}: Readonly<{ rows: readonly AgreementRow[]; today: string; declared: DeclarationsPage | undefined }>) => {
  const say = useSay();
  const format = useFormat();
  return (
    <Table label={say(titles.agreements)}>
      <Columns>
        <Column width="wide">{say(titles.agreement)}</Column>
        <Column>{say(words.state)}</Column>
        <Column>{say(words.period)}</Column>
        <Column isNumeric>{say(words.budget)}</Column>
        <Column isNumeric>{say(words.declared)}</Column>
        <Column isNumeric>{say(words.remaining)}</Column>
        <Column>{say(words.next)}</Column>
      </Columns>
      <Rows>
        {rows.map(({ id, number, operation, partner, state, starts, ends, internal, ...row }) => {
          const instalments = declared?.agreements.find(({ agreement }) => agreement.id === id)?.instalments;
          const next = instalments?.find(({ due }) => due !== null && due >= today);
          const isPosted = !["draft", "proposed", "accepted"].includes(state);
          const ledger = (account: "granted" | "declared" | "budgeted") =>
            isPosted ? { ledger: { agreement: id, account } } : {};
          return (
            <Row key={id}>
              <Cell isHead>
                <Link to={`money/agreements/${id}`}>{number}</Link>
                <span className={style.sub}>
                  {say(partner.name)} · {say(operation.title)}
                  {internal && ` · ${say(words.internal)}`}
                </span>
              </Cell>
              <Cell>
                <Badge tone={agreementStates[state].tone}>{say(agreementStates[state].label)}</Badge>
              </Cell>
              <Cell>
                {format.date(starts)} – {format.date(ends)}
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.budget} {...ledger("granted")} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.declared} {...ledger("declared")} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.remaining} {...ledger("budgeted")} />
              </Cell>
              <Cell>
                {next ? (
                  <>
                    {say(words.nextOf, {
                      kind: say(instalmentKinds[next.kind]),
                      amount: format.money(next.amount),
                      due: format.date(next.due),
                    })}
                    {next.waitsFor && <span className={style.sub}>{say(next.waitsFor)}</span>}
                  </>
                ) : (
                  "–"
                )}
              </Cell>
            </Row>
          );
        })}
      </Rows>
    </Table>
  );
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  none: { fr: "Aucune convention pour l'instant.", nl: "Nog geen overeenkomst.", en: "No agreement yet." },
  noneText: {
    fr: "Une convention naît d'une candidature retenue, ou d'un service propre de l'administration.",
    nl: "Een overeenkomst komt uit een toegekende kandidatuur, of van een eigen dienst van de administratie.",
    en: "An agreement comes from a candidacy that was accepted, or from a service of the authority itself.",
  },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  all: { fr: "Toutes", nl: "Alle", en: "All" },
  waiting: { fr: "Ce qui attend", nl: "Wat wacht", en: "What waits" },
  money2: { fr: "Où en est l'argent", nl: "Waar het geld staat", en: "Where the money stands" },
  state: { fr: "État", nl: "Stand", en: "State" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  declared: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  remaining: { fr: "Reste", nl: "Blijft over", en: "Remaining" },
  next: { fr: "Prochain paiement", nl: "Volgende betaling", en: "Next payment" },
  nextOf: {
    fr: "{kind} : {amount}, le {due}",
    nl: "{kind}: {amount}, op {due}",
    en: "{kind}: {amount}, {due}",
  },
  internal: { fr: "service propre", nl: "eigen dienst", en: "own service" },
} satisfies Record<string, Text>;
