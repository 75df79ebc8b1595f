import type { CallsPage } from "../../../src/agreement/call-shapes.ts";
import type { AgreementsPage } from "../../../src/agreement/shapes.ts";
import { useAgreements, useCalls } from "../agreements/use-agreements.ts";
import { ToMake } from "../declarations/ToMake.tsx";
import { useDeclarations } from "../declarations/use-declarations.ts";
import {
  Badge,
  ButtonLink,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { PaymentsWaiting } from "../payments/PaymentsWaiting.tsx";
import { usePayments } from "../payments/use-payments.ts";
import { Section } from "../programme/Section.tsx";
import { Amount } from "./Amount.tsx";
import { MoneyNav } from "./MoneyNav.tsx";

/** What waits where money is concerned: periods to declare, agreements, calls that are open; and where money stands. */
export const MoneyPage = () => {
  const say = useSay();
  const declarations = useDeclarations({});
  const agreements = useAgreements();
  const calls = useCalls();
  const payments = usePayments();
  return (
    <Page title={say(words.title)}>
      <MoneyNav here="money" />
      <Loaded query={declarations}>{(page) => <ToMake page={page} most={8} />}</Loaded>
      {payments.data && <PaymentsWaiting page={payments.data} />}
      <Loaded query={agreements}>{(page) => <Agreements page={page} />}</Loaded>
      <Loaded query={calls}>{(page) => <OpenCalls page={page} />}</Loaded>
    </Page>
  );
};

const Agreements = ({ page: { rows } }: Readonly<{ page: AgreementsPage }>) => {
  const say = useSay();
  const format = useFormat();
  const waiting = rows.filter(({ waits }) => waits.length > 0).slice(0, 10);
  if (rows.length === 0) return null;
  return (
    <Section
      title={say(words.agreements)}
      actions={<Link to="money/agreements">{format.count(rows.length, allWords)}</Link>}
    >
      {waiting.length === 0 ? (
        <EmptyState title={say(words.noneWaits)} />
      ) : (
        <Table label={say(words.agreements)}>
          <Columns>
            <Column>{say(words.agreement)}</Column>
            <Column>{say(words.partner)}</Column>
            <Column>{say(words.waits)}</Column>
            <Column isNumeric>{say(words.budget)}</Column>
            <Column isNumeric>{say(words.declared)}</Column>
          </Columns>
          <Rows>
            {waiting.map(({ id, number, operation, partner, waits, budget, declared }) => (
              <Row key={id}>
                <Cell isHead>
                  <Link to={`money/agreements/${id}`}>{number}</Link>
                </Cell>
                <Cell>
                  {say(partner.name)} · {say(operation.title)}
                </Cell>
                <Cell>{waits.map(({ what }) => say(what)).join(" ")}</Cell>
                <Cell isNumeric>
                  <Amount euros={budget} ledger={{ agreement: id, account: "granted" }} />
                </Cell>
                <Cell isNumeric>
                  <Amount euros={declared} ledger={{ agreement: id, account: "declared" }} />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </Section>
  );
};

const OpenCalls = ({ page: { rows } }: Readonly<{ page: CallsPage }>) => {
  const say = useSay();
  const format = useFormat();
  const open = rows.filter(({ state }) => state === "open");
  if (open.length === 0) return null;
  return (
    <Section title={say(words.calls)} actions={<Link to="money/calls">{say(words.allCalls)}</Link>}>
      <Table label={say(words.calls)}>
        <Columns>
          <Column>{say(words.call)}</Column>
          <Column>{say(words.closes)}</Column>
          <Column>{say(words.mine)}</Column>
        </Columns>
        <Rows>
          {open.map(({ id, title, closesAt, candidacies, mayAnswerFor }) => (
            <Row key={id}>
              <Cell isHead>
                <Link to={`money/calls/${id}`}>{say(title)}</Link>
              </Cell>
              <Cell>{format.dateTime(closesAt)}</Cell>
              <Cell>
                {candidacies.length > 0 ? (
                  <Badge>{format.count(candidacies.length, candidacyWords)}</Badge>
                ) : (
                  mayAnswerFor.length > 0 && (
                    <ButtonLink to={`money/calls/${id}`} size="s">
                      {say(words.answer)}
                    </ButtonLink>
                  )
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </Section>
  );
};

const allWords = {
  one: { fr: "Voir la convention", nl: "De overeenkomst bekijken", en: "See the agreement" },
  other: {
    fr: "Voir les {count} conventions",
    nl: "De {count} overeenkomsten bekijken",
    en: "See all {count} agreements",
  },
} satisfies Record<string, Text>;

const candidacyWords = {
  one: { fr: "{count} candidature", nl: "{count} kandidatuur", en: "{count} candidacy" },
  other: { fr: "{count} candidatures", nl: "{count} kandidaturen", en: "{count} candidacies" },
} satisfies Record<string, Text>;

const words = {
  title: { fr: "Financement", nl: "Financiering", en: "Funding" },
  agreements: { fr: "Conventions", nl: "Overeenkomsten", en: "Agreements" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  noneWaits: {
    fr: "Aucune convention n'attend quelque chose.",
    nl: "Geen enkele overeenkomst wacht op iets.",
    en: "No agreement waits for anything.",
  },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  waits: { fr: "Ce qu'elle attend", nl: "Waarop ze wacht", en: "What it waits for" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  declared: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  calls: { fr: "Appels ouverts", nl: "Open oproepen", en: "Open calls" },
  allCalls: { fr: "Voir tous les appels", nl: "Alle oproepen bekijken", en: "See all calls" },
  call: { fr: "Appel", nl: "Oproep", en: "Call" },
  closes: { fr: "Clôture", nl: "Afsluiting", en: "Closes" },
  mine: { fr: "Candidature", nl: "Kandidatuur", en: "Candidacy" },
  answer: { fr: "Préparer une candidature", nl: "Een kandidatuur voorbereiden", en: "Prepare a candidacy" },
} satisfies Record<string, Text>;
