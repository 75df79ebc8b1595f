import { useSearchParams } from "react-router";
import type { DeclarationsPage as Answer } from "../../../src/declaration/shapes.ts";
import {
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  Select,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { ControlBadge } from "../control/ControlState.tsx";
import { Amount } from "../money/Amount.tsx";
import { MoneyNav } from "../money/MoneyNav.tsx";
import { useFirst } from "../money/use-first.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./declarations.module.css";
import { madeOf } from "./made.ts";
import { StateBadge, stateNames } from "./states.tsx";
import { ToMake } from "./ToMake.tsx";
import { useDeclarations } from "./use-declarations.ts";

/** The declarations that the person may see: what is to be made, what was made, and what is left of each agreement. */
export const DeclarationsPage = () => {
  const say = useSay();
  const [search] = useSearchParams();
  const asked = { year: search.get("year") ?? undefined, state: search.get("state") ?? undefined };
  const declarations = useDeclarations(asked);
  return (
    <Page title={say(words.title)} breadcrumbs={[{ label: say(words.money), to: "money" }]}>
      <MoneyNav here="money/declarations" />
      <Loaded query={declarations}>
        {(page) => (
          <>
            <ToMake page={page} most={12} />
            <Section title={say(words.made)}>
              <Choose page={page} />
              <Made page={page} />
            </Section>
            <Stands page={page} />
          </>
        )}
      </Loaded>
    </Page>
  );
};

const Choose = ({ page }: Readonly<{ page: Answer }>) => {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const choose = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value === null) next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const years = [
    ...new Set(
      page.agreements.flatMap(({ starts, ends }) => {
        const [first, last] = [Number(starts.slice(0, 4)), Number(ends.slice(0, 4))];
        return Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
      }),
    ),
  ].toSorted();
  return (
    <div className={style.choose}>
      <Select
        label={say(words.year)}
        value={search.get("year")}
        onChange={(value) => choose("year", value)}
        empty={say(words.all)}
        options={years.map((year) => ({ id: year, label: year }))}
      />
      <Select
        label={say(words.state)}
        value={search.get("state")}
        onChange={(value) => choose("state", value)}
        empty={say(words.all)}
        options={Object.entries(stateNames).map(([id, name]) => ({ id, label: say(name) }))}
      />
    </div>
  );
};

const Made = ({ page }: Readonly<{ page: Answer }>) => {
  const say = useSay();
  const format = useFormat();
  const [search] = useSearchParams();
  const rows = search.get("state") === "draft" ? page.rows : madeOf(page);
  const [shown, more] = useFirst(rows, 25);
  if (rows.length === 0) return <EmptyState title={say(words.noneMade)} />;
  return (
    <>
      <Table label={say(words.made)}>
        <Columns>
          <Column>{say(words.number)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column>{say(words.period)}</Column>
          <Column>{say(words.state)}</Column>
          <Column isNumeric>{say(words.total)}</Column>
          <Column>{say(words.waits)}</Column>
        </Columns>
        <Rows>
          {shown.map(
            ({ id, number, partner, operation, from, until, state, total, waits, submittedAt, control }) => (
              <Row key={id}>
                <Cell isHead isWrapped={false}>
                  <Link to={`money/declarations/${id}`}>{number}</Link>
                </Cell>
                <Cell>
                  {say(partner.name)} · {say(operation.title)}
                </Cell>
                <Cell isWrapped={false}>
                  {format.date(from)} – {format.date(until)}
                </Cell>
                <Cell>
                  <StateBadge state={state} />
                  {submittedAt !== null && (
                    <span className={style.note}> {format.date(submittedAt.slice(0, 10))}</span>
                  )}{" "}
                  {control && <ControlBadge state={control.state} />}
                </Cell>
                <Cell isNumeric>
                  <Amount euros={total} ledger={{ declaration: id, account: "declared" }} />
                </Cell>
                <Cell>{waits.map(({ what }) => say(what)).join(" ")}</Cell>
              </Row>
            ),
          )}
        </Rows>
      </Table>
      {more}
    </>
  );
};

/** Where the money of each agreement stands. */
const Stands = ({ page: { agreements, today } }: Readonly<{ page: Answer }>) => {
  const say = useSay();
  const format = useFormat();
  const [shown, more] = useFirst(agreements, 25);
  if (agreements.length === 0) return null;
  return (
    <Section title={say(words.stands)}>
      <Table label={say(words.stands)}>
        <Columns>
          <Column>{say(words.agreement)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column isNumeric>{say(words.budget)}</Column>
          <Column isNumeric>{say(words.declared)}</Column>
          <Column isNumeric>{say(words.remaining)}</Column>
          <Column>{say(words.next)}</Column>
        </Columns>
        <Rows>
          {shown.map(({ agreement, partner, operation, budget, declared, remaining, instalments }) => {
            const next = instalments.find(({ due }) => due !== null && due >= today);
            return (
              <Row key={agreement.id}>
                <Cell isHead isWrapped={false}>
                  <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>
                </Cell>
                <Cell>
                  {say(partner.name)} · {say(operation.title)}
                </Cell>
                <Cell isNumeric>
                  <Amount euros={budget} ledger={{ agreement: agreement.id, account: "granted" }} />
                </Cell>
                <Cell isNumeric>
                  <Amount euros={declared} ledger={{ agreement: agreement.id, account: "declared" }} />
                </Cell>
                <Cell isNumeric>
                  <Amount euros={remaining} ledger={{ agreement: agreement.id, account: "budgeted" }} />
                </Cell>
                <Cell>
                  {next && (
                    <>
                      {format.money(next.amount)} · {format.date(next.due)}
                    </>
                  )}
                </Cell>
              </Row>
            );
          })}
        </Rows>
      </Table>
      {more}
    </Section>
  );
};

const words = {
  title: { fr: "Déclarations", nl: "Declaraties", en: "Declarations" },
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  made: { fr: "Toutes les déclarations", nl: "Alle declaraties", en: "All declarations" },
  noneMade: {
    fr: "Aucune déclaration ici pour l'instant.",
    nl: "Hier zijn nog geen declaraties.",
    en: "No declarations here yet.",
  },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  all: { fr: "Tout", nl: "Alles", en: "All" },
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  state: { fr: "État", nl: "Stand", en: "State" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  waits: { fr: "Ce qu'elle attend", nl: "Waarop ze wacht", en: "What it waits for" },
  stands: { fr: "Où en sont les budgets", nl: "Hoe het met de budgetten staat", en: "Where budgets stand" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  declared: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  remaining: { fr: "Reste", nl: "Rest", en: "Remaining" },
  next: { fr: "Prochain paiement prévu", nl: "Volgende voorziene betaling", en: "Next payment expected" },
} satisfies Record<string, Text>;
