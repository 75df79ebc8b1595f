import { useSearchParams } from "react-router";
import type { TraceNode, TracePage as Trace } from "../../../src/audit/trail-shapes.ts";
import { useApplications } from "../commission/use-commission.ts";
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
import { useFirst } from "../money/use-first.tsx";
import { Section } from "../programme/Section.tsx";
import { AuditNav } from "./AuditNav.tsx";
import style from "./audit.module.css";
import { money, titles } from "./titles.ts";
import { traceAddress } from "./trace-address.ts";
import { useTrace } from "./use-audit.ts";

/** From an amount of the accounts down to the record and its evidence: at each step, what it is made of adds up to it. */
export const TracePage = () => {
  const say = useSay();
  const [search] = useSearchParams();
  const key = search.get("key");
  const trace = useTrace(key, search.get("via") ?? "");
  return (
    <Page title={say(titles.trace)} lead={say(words.lead)} breadcrumbs={[{ label: say(money), to: "money" }]}>
      <AuditNav here="money/trace" />
      {key === null ? <Start /> : <Loaded query={trace}>{(page) => <Contents page={page} />}</Loaded>}
    </Page>
  );
};

const stepAt = (key: string, via: readonly TraceNode[] = []): string =>
  `money/trace?${new URLSearchParams({ key, ...(via.length === 0 ? {} : { via: via.map((each) => each.key).join(",") }) })}`;

/** Where to begin: accounts and applications that were sent. */
const Start = () => {
  const say = useSay();
  const { money: euros, date } = useFormat();
  const applications = useApplications();
  return (
    <Loaded query={applications}>
      {({ years }) => {
        const rows = years.flatMap(({ year, accounts, applications: sent }) => [
          ...accounts.map((each) => ({ ...each, key: `accounts:${each.id}`, what: words.accounts, year })),
          ...sent.map((each) => ({ ...each, key: `application:${each.id}`, what: words.application, year })),
        ]);
        return rows.length === 0 ? (
          <EmptyState title={say(words.none)} />
        ) : (
          <Section title={say(words.start)}>
            <Table label={say(words.start)}>
              <Columns>
                <Column>{say(words.number)}</Column>
                <Column>{say(words.form)}</Column>
                <Column isNumeric>{say(words.eligible)}</Column>
                <Column>{say(words.sent)}</Column>
              </Columns>
              <Rows>
                {rows.map((each) => (
                  <Row key={each.key}>
                    <Cell isHead isWrapped={false}>
                      <Link to={stepAt(each.key)}>{each.number}</Link>
                    </Cell>
                    <Cell>
                      {say(each.what)} {each.year.label}
                    </Cell>
                    <Cell isNumeric>{euros(each.eligible)}</Cell>
                    <Cell>{each.submittedAt === null ? "–" : date(each.submittedAt.slice(0, 10))}</Cell>
                  </Row>
                ))}
              </Rows>
            </Table>
          </Section>
        );
      }}
    </Loaded>
  );
};

const Contents = ({ page }: Readonly<{ page: Trace }>) => {
  const say = useSay();
  const { money: euros } = useFormat();
  const { path, node, parts, sum, agrees } = page;
  const [shown, more] = useFirst(parts, 100);
  return (
    <>
      <ol className={style.path} aria-label={say(words.path)}>
        {path.map((each, at) => (
          <li key={each.key}>
            <Link to={stepAt(each.key, path.slice(0, at))}>{say(each.label)}</Link>
            <Value node={each} />
          </li>
        ))}
        <li aria-current="step">
          <span>{say(node.label)}</span>
          <Value node={node} />
        </li>
      </ol>
      <Looked node={node} />
      {parts.length === 0 ? (
        <EmptyState title={say(words.end)} />
      ) : (
        <Section
          title={say(words.parts)}
          actions={
            sum !== null && (
              <Badge tone={agrees ? "success" : "error"}>{say(agrees ? words.agrees : words.differs)}</Badge>
            )
          }
        >
          <Table label={say(words.parts)} density="compact">
            <Columns>
              <Column width="wide">{say(words.what)}</Column>
              <Column>{say(words.at)}</Column>
              <Column isNumeric>{say(words.quantity)}</Column>
              <Column isNumeric>{say(words.amount)}</Column>
              <Column>{say(words.look)}</Column>
            </Columns>
            <Rows>
              {shown.map((part) => (
                <Part key={part.key} part={part} via={[...path, node]} />
              ))}
              {sum !== null && (
                <Row tone="total">
                  <Cell isHead columns={3}>
                    {say(words.sum)}
                  </Cell>
                  <Cell isNumeric>{euros(sum)}</Cell>
                  <Cell />
                </Row>
              )}
            </Rows>
          </Table>
          {more}
        </Section>
      )}
    </>
  );
};

const Part = ({ part, via }: Readonly<{ part: TraceNode; via: readonly TraceNode[] }>) => {
  const say = useSay();
  const { number, money: euros, date } = useFormat();
  return (
    <Row>
      <Cell isHead>
        {part.parts > 0 ? <Link to={stepAt(part.key, via)}>{say(part.label)}</Link> : say(part.label)}
        <span className={style.sub}>{say(kinds[part.kind])}</span>
      </Cell>
      <Cell isWrapped={false}>{part.at === null ? "" : date(part.at.slice(0, 10))}</Cell>
      <Cell isNumeric>{part.quantity === null ? "" : number(part.quantity)}</Cell>
      <Cell isNumeric>{part.amount === null ? "" : euros(part.amount)}</Cell>
      <Cell>
        <Looked node={part} />
      </Cell>
    </Row>
  );
};

/** Where a step can be looked at. */
const Looked = ({ node }: Readonly<{ node: TraceNode }>) => {
  const say = useSay();
  const address = node.link && traceAddress(node.link);
  if (!address) return null;
  return (
    <ButtonLink to={address} size="s" variant="quiet" download={address.startsWith("/api/")}>
      {say(address.startsWith("/api/") ? words.take : words.open)}
    </ButtonLink>
  );
};

const Value = ({ node: { amount, quantity } }: Readonly<{ node: TraceNode }>) => {
  const { money: euros, number } = useFormat();
  if (amount !== null) return <span className={style.number}>{euros(amount)}</span>;
  return quantity === null ? null : <span className={style.number}>{number(quantity)}</span>;
};

const kinds: Readonly<Record<TraceNode["kind"], Text>> = {
  accounts: { fr: "comptes", nl: "rekeningen", en: "accounts" },
  application: { fr: "demande de paiement", nl: "betalingsaanvraag", en: "payment application" },
  entry: { fr: "écriture", nl: "boeking", en: "posting" },
  decision: { fr: "décision de contrôle", nl: "beslissing van de controle", en: "decision of control" },
  verification: { fr: "contrôle", nl: "controle", en: "verification" },
  payment: { fr: "paiement au partenaire", nl: "betaling aan de partner", en: "payment to the partner" },
  declaration: { fr: "déclaration", nl: "declaratie", en: "declaration" },
  line: { fr: "ligne de la déclaration", nl: "regel van de declaratie", en: "line of the declaration" },
  unit: { fr: "fiche", nl: "fiche", en: "record" },
  item: { fr: "pièce", nl: "stuk", en: "item" },
  hours: { fr: "heures d'une personne", nl: "uren van een persoon", en: "hours of a person" },
  document: { fr: "document", nl: "document", en: "document" },
  agreement: { fr: "convention", nl: "overeenkomst", en: "agreement" },
};

const words = {
  lead: {
    fr: "D'un montant des comptes jusqu'à la fiche et à ses pièces : à chaque pas, les parties font le tout.",
    nl: "Van een bedrag in de rekeningen tot bij de fiche en haar stukken: bij elke stap vormen de delen het geheel.",
    en: "From an amount of the accounts down to the record and its evidence: at each step the parts make up the whole.",
  },
  start: { fr: "Par quoi commencer", nl: "Waarmee te beginnen", en: "Where to begin" },
  none: {
    fr: "Rien n'a encore été préparé pour la Commission.",
    nl: "Er is nog niets voor de Commissie voorbereid.",
    en: "Nothing was prepared for the Commission yet.",
  },
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  form: { fr: "Formulaire", nl: "Formulier", en: "Form" },
  accounts: { fr: "Comptes", nl: "Rekeningen", en: "Accounts" },
  application: { fr: "Demande de paiement", nl: "Betalingsaanvraag", en: "Payment application" },
  eligible: { fr: "Dépenses éligibles", nl: "Subsidiabele uitgaven", en: "Eligible expenditure" },
  sent: { fr: "Envoyé le", nl: "Verzonden op", en: "Sent on" },
  path: { fr: "Chemin suivi", nl: "Gevolgde weg", en: "Way followed" },
  parts: { fr: "Ce dont il est fait", nl: "Waaruit het bestaat", en: "What it is made of" },
  agrees: {
    fr: "les parties font le tout",
    nl: "de delen vormen het geheel",
    en: "the parts make up the whole",
  },
  differs: {
    fr: "les parties ne font pas le tout",
    nl: "de delen vormen niet het geheel",
    en: "the parts do not make up the whole",
  },
  end: {
    fr: "C'est le bout du chemin : la fiche ou la pièce elle-même.",
    nl: "Hier eindigt de weg: de fiche of het stuk zelf.",
    en: "This is where the way ends: the record or the document itself.",
  },
  what: { fr: "Partie", nl: "Deel", en: "Part" },
  at: { fr: "Date", nl: "Datum", en: "Date" },
  quantity: { fr: "Quantité", nl: "Hoeveelheid", en: "Quantity" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  look: { fr: "Regarder", nl: "Bekijken", en: "Look" },
  sum: { fr: "Somme", nl: "Som", en: "Sum" },
  open: { fr: "Ouvrir", nl: "Openen", en: "Open" },
  take: { fr: "Télécharger", nl: "Downloaden", en: "Download" },
} satisfies Record<string, Text>;
