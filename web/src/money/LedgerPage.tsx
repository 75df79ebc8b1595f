import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import type { AgreementPage } from "../../../src/agreement/shapes.ts";
import type { LedgerPage as Ledger } from "../../../src/ledger/page.ts";
import { api } from "../api.ts";
import {
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
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { useProgramme } from "../programme/use-programme.ts";
import { Amount } from "./Amount.tsx";
import style from "./money.module.css";

const asks = ["agreement", "line", "account", "declaration", "under", "operation", "partner"] as const;

/** The postings behind an amount: when, by which act, from which account, and the sum up to each. */
export const LedgerPage = () => {
  const say = useSay();
  const [search] = useSearchParams();
  const asked = Object.fromEntries(
    asks.flatMap((name) => {
      const value = search.get(name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  );
  const ledger = useQuery({
    queryKey: ["ledger", asked],
    queryFn: () => api.get<Ledger>("/api/ledger", asked),
  });
  const { agreement, declaration } = asked;
  return (
    <Page
      title={say(words.title)}
      lead={say(words.lead)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        ...(agreement === undefined
          ? []
          : [{ label: say(words.agreement), to: `money/agreements/${agreement}` }]),
        ...(declaration === undefined
          ? []
          : [{ label: say(words.declaration), to: `money/declarations/${declaration}` }]),
      ]}
    >
      <Loaded query={ledger}>{(page) => <Contents page={page} asked={asked} />}</Loaded>
    </Page>
  );
};

type Asked = Readonly<{ [name in (typeof asks)[number]]?: string }>;

const Contents = ({ page, asked }: Readonly<{ page: Ledger; asked: Asked }>) => {
  const say = useSay();
  if (page.postings.length === 0)
    return <EmptyState title={say(words.nothing)}>{say(words.nothingWhy)}</EmptyState>;
  return (
    <>
      <Facts
        layout="tiles"
        items={
          page.accounts.length === 1 || asked.account !== undefined
            ? page.accounts.map(({ account, name, amount }) => ({
                id: account,
                label: say(name),
                value: <Amount euros={amount} />,
              }))
            : page.accounts.map(({ account, name, amount }) => ({
                id: account,
                label: say(name),
                value: <Amount euros={amount} ledger={{ ...numbers(asked), account }} />,
              }))
        }
      />
      {page.accounts.some(({ account }) => account === "granted") && (
        <p className={style.undone}>{say(words.counterpart)}</p>
      )}
      <Section title={say(words.postings)}>
        <Postings page={page} />
      </Section>
    </>
  );
};

const numbers = ({ agreement, declaration, line }: Asked) => ({
  agreement: agreement === undefined ? undefined : Number(agreement),
  declaration: declaration === undefined ? undefined : Number(declaration),
  line,
});

/** What the lines of an agreement are called; of one that cannot be read, by their ids. */
const useLineNames = (postings: Ledger["postings"]): ((line: string) => string) => {
  const say = useSay();
  const [agreement, other] = [...new Set(postings.map((each) => each.agreement))];
  const page = useQuery({
    queryKey: ["agreement", String(agreement)],
    queryFn: () => api.get<AgreementPage>(`/api/agreements/${agreement}`),
    enabled: agreement !== undefined && other === undefined,
  });
  const names = new Map(page.data?.shown.lines.map(({ line: { id, label } }) => [id, label]));
  return (line) => {
    const name = names.get(line);
    return name ? say(name) : line;
  };
};

const Postings = ({ page: { postings } }: Readonly<{ page: Ledger }>) => {
  const say = useSay();
  const { dateTime, date } = useFormat();
  const programme = useProgramme().data;
  const lineName = useLineNames(postings);
  const isMixed = new Set(postings.map(({ agreement }) => agreement)).size > 1;
  const partnerName = (id: string) => {
    const name = programme?.partners.find((partner) => partner.id === id)?.name;
    return name ? say(name) : id;
  };
  return (
    <Table label={say(words.postings)} density="compact">
      <Columns>
        <Column width="least">{say(words.on)}</Column>
        <Column>{say(words.act)}</Column>
        {isMixed && <Column>{say(words.partner)}</Column>}
        <Column>{say(words.line)}</Column>
        <Column>{say(words.account)}</Column>
        <Column isNumeric>{say(words.amount)}</Column>
        <Column isNumeric>{say(words.sum)}</Column>
      </Columns>
      <Rows>
        {postings.map((each) => (
          <Row key={`${each.entry} ${each.n}`}>
            <Cell isWrapped={false}>
              <time dateTime={each.at} title={dateTime(each.at)}>
                {date(each.at.slice(0, 10))}
              </time>
            </Cell>
            <Cell>
              {each.declaration === null ? (
                <Link to={`money/agreements/${each.agreement}`}>{say(each.kindName)}</Link>
              ) : (
                <Link to={`money/declarations/${each.declaration}`}>{say(each.kindName)}</Link>
              )}
              <span className={style.undone}>
                {each.reverses !== null && ` · ${say(words.reverses, { entry: each.reverses })}`}
                {each.reversedBy !== null && ` · ${say(words.reversed, { entry: each.reversedBy })}`}
              </span>
            </Cell>
            {isMixed && <Cell>{partnerName(each.partner)}</Cell>}
            <Cell>{lineName(each.line)}</Cell>
            <Cell>{say(each.accountName)}</Cell>
            <Cell isNumeric>
              <Amount euros={each.amount} />
            </Cell>
            <Cell isNumeric>
              <Amount euros={each.sum} />
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const words = {
  title: { fr: "Écritures", nl: "Boekingen", en: "Postings" },
  lead: {
    fr: "Ce dont un montant est la somme. Une écriture n'est jamais modifiée : elle est annulée par une autre.",
    nl: "Waarvan een bedrag de som is. Een boeking wordt nooit gewijzigd: een andere maakt ze ongedaan.",
    en: "What an amount is the sum of. A posting is never changed: another one reverses it.",
  },
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  nothing: { fr: "Aucune écriture", nl: "Geen boekingen", en: "No postings" },
  nothingWhy: {
    fr: "Rien n'a encore été octroyé ni déclaré ici.",
    nl: "Hier is nog niets toegekend of gedeclareerd.",
    en: "Nothing was granted or declared here yet.",
  },
  counterpart: {
    fr: "« Octroyé » est le compte d'où vient l'argent : il s'écrit en négatif, pour que chaque écriture soit en équilibre.",
    nl: '"Toegekend" is de rekening waar het geld vandaan komt: ze staat in min, zodat elke boeking in evenwicht is.',
    en: '"Granted" is the account that the money comes from: it is written as a minus, so that each entry balances.',
  },
  postings: {
    fr: "Écritures, les plus anciennes d'abord",
    nl: "Boekingen, oudste eerst",
    en: "Postings, oldest first",
  },
  on: { fr: "Date", nl: "Datum", en: "Date" },
  act: { fr: "Acte", nl: "Handeling", en: "Act" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  account: { fr: "Compte", nl: "Rekening", en: "Account" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  sum: { fr: "Somme", nl: "Som", en: "Sum" },
  reverses: {
    fr: "annule l'écriture {entry}",
    nl: "maakt boeking {entry} ongedaan",
    en: "reverses entry {entry}",
  },
  reversed: {
    fr: "annulée par l'écriture {entry}",
    nl: "ongedaan gemaakt door boeking {entry}",
    en: "reversed by entry {entry}",
  },
} satisfies Record<string, Text>;
