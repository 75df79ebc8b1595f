import type { CallsPage as Calls } from "../../../src/agreement/call-shapes.ts";
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
import { Amount } from "../money/Amount.tsx";
import { MoneyNav } from "../money/MoneyNav.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { callStates, candidacyStates } from "./states.ts";
import { TimeLeft } from "./TimeLeft.tsx";
import { titles } from "./titles.ts";
import { useCalls, useRenewal } from "./use-agreements.ts";
import { WaitList } from "./WaitList.tsx";

type CallRow = Calls["rows"][number];

/** The calls: those that are open, what the asker sent, what is being prepared, and those that are over. */
export const CallsPage = () => {
  const say = useSay();
  const calls = useCalls();
  return (
    <Page
      title={say(titles.calls)}
      breadcrumbs={[{ label: say(words.money), to: "money" }]}
      actions={
        calls.data &&
        calls.data.mayMakeIn.length > 0 && (
          <ButtonLink to="money/calls/new" variant="primary" icon="add">
            {say(titles.newCall)}
          </ButtonLink>
        )
      }
    >
      <MoneyNav here="money/calls" />
      <Loaded query={calls}>{(page) => <Contents page={page} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page: { now, rows } }: { page: Calls }) => {
  const say = useSay();
  const inState = (...states: readonly CallRow["state"][]) =>
    rows.filter(({ state }) => states.includes(state));
  const open = inState("open");
  const prepared = inState("draft", "planned");
  const over = inState("closed", "withdrawn");
  const mine = rows.filter(({ candidacies, mayChange }) => candidacies.length > 0 && !mayChange);
  return (
    <>
      <Section title={say(words.open)}>
        {open.length === 0 ? (
          <EmptyState title={say(words.noneOpen)} />
        ) : (
          <ul className={style.calls}>
            {open.map((call) => (
              <OpenCall key={call.id} call={call} now={now} />
            ))}
          </ul>
        )}
      </Section>
      {mine.length > 0 && (
        <Section title={say(words.mine)}>
          <Candidacies rows={mine} />
        </Section>
      )}
      {prepared.length > 0 && (
        <Section title={say(words.prepared)}>
          <CallTable label={say(words.prepared)} rows={prepared} />
        </Section>
      )}
      {over.length > 0 && (
        <Section title={say(words.over)}>
          <CallTable label={say(words.over)} rows={over} />
        </Section>
      )}
    </>
  );
};

const OpenCall = ({ call, now }: Readonly<{ call: CallRow; now: string }>) => {
  const say = useSay();
  const format = useFormat();
  const renew = useRenewal();
  const { id, title, operation, closesAt, starts, ends, most, candidacies, mayAnswerFor, mayChange } = call;
  const draft = candidacies.find(({ state }) => state === "draft");
  return (
    <li className={style.callCard}>
      <div>
        <h3>
          <Link to={`money/calls/${id}`}>{say(title)}</Link>
        </h3>
        <p className={style.muted}>
          {say(operation.title)} ·{" "}
          {say(words.period, { starts: format.date(starts), ends: format.date(ends) })}
          {most !== null && ` · ${say(words.most, { most: format.money(most) })}`}
        </p>
        <p className={style.closing}>
          <TimeLeft closesAt={closesAt} now={now} onClosed={renew} />
        </p>
      </div>
      {!mayChange && (mayAnswerFor.length > 0 || candidacies.length > 0) && (
        <ButtonLink
          to={draft ? `money/candidacies/${draft.id}` : `money/calls/${id}`}
          {...(draft || candidacies.length === 0 ? { variant: "primary" as const } : {})}
          icon="forward"
          iconPlace="after"
        >
          {say(draft ? words.goOn : candidacies.length > 0 ? words.see : words.answer)}
        </ButtonLink>
      )}
      {mayChange && <p className={style.muted}>{format.count(candidacies.length, candidacyWords)}</p>}
    </li>
  );
};

const Candidacies = ({ rows }: { rows: readonly CallRow[] }) => {
  const say = useSay();
  const format = useFormat();
  return (
    <Table label={say(words.mine)}>
      <Columns>
        <Column width="wide">{say(words.call)}</Column>
        <Column>{say(words.state)}</Column>
        <Column>{say(words.receipt)}</Column>
        <Column isNumeric>{say(words.asked)}</Column>
        <Column width="wide">{say(words.waits)}</Column>
      </Columns>
      <Rows>
        {rows.flatMap(({ title, candidacies }) =>
          candidacies.map(({ id, partner, part, state, submittedAt, receipt, total, waits, agreement }) => (
            <Row key={id}>
              <Cell isHead>
                <Link to={`money/candidacies/${id}`}>{say(title)}</Link>
                <span className={style.sub}>
                  {[partner.name, part?.label].flatMap((text) => (text ? [say(text)] : [])).join(" · ")}
                </span>
              </Cell>
              <Cell>
                <Badge tone={candidacyStates[state].tone}>{say(candidacyStates[state].label)}</Badge>
              </Cell>
              <Cell>
                {receipt !== null && submittedAt !== null
                  ? say(words.receiptOf, { receipt, at: format.dateTime(submittedAt) })
                  : "–"}
              </Cell>
              <Cell isNumeric>
                <Amount euros={total} />
              </Cell>
              <Cell>
                {agreement ? (
                  <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>
                ) : (
                  <WaitList waits={waits} />
                )}
              </Cell>
            </Row>
          )),
        )}
      </Rows>
    </Table>
  );
};

const CallTable = ({ label, rows }: Readonly<{ label: string; rows: readonly CallRow[] }>) => {
  const say = useSay();
  const format = useFormat();
  return (
    <Table label={label}>
      <Columns>
        <Column width="wide">{say(words.call)}</Column>
        <Column>{say(words.state)}</Column>
        <Column>{say(words.closes)}</Column>
        <Column isNumeric>{say(words.budget)}</Column>
        <Column isNumeric>{say(words.candidacies)}</Column>
        <Column>{say(words.waits)}</Column>
      </Columns>
      <Rows>
        {rows.map(({ id, title, operation, state, closesAt, budget, candidacies }) => {
          const waiting = candidacies.filter(({ waits }) => waits.some(({ who }) => who === "authority"));
          return (
            <Row key={id}>
              <Cell isHead>
                <Link to={`money/calls/${id}`}>{say(title)}</Link>
                <span className={style.sub}>{say(operation.title)}</span>
              </Cell>
              <Cell>
                <Badge tone={callStates[state].tone}>{say(callStates[state].label)}</Badge>
              </Cell>
              <Cell>{format.dateTime(closesAt)}</Cell>
              <Cell isNumeric>
                <Amount euros={budget} />
              </Cell>
              <Cell isNumeric>{format.number(candidacies.length)}</Cell>
              <Cell>{waiting.length > 0 ? format.count(waiting.length, waitingWords) : "–"}</Cell>
            </Row>
          );
        })}
      </Rows>
    </Table>
  );
};

const candidacyWords = {
  one: { fr: "{count} candidature en cours", nl: "{count} kandidatuur", en: "{count} candidacy" },
  other: { fr: "{count} candidatures en cours", nl: "{count} kandidaturen", en: "{count} candidacies" },
} satisfies Record<string, Text>;

const waitingWords = {
  one: {
    fr: "{count} candidature vous attend",
    nl: "{count} kandidatuur wacht op u",
    en: "{count} candidacy waits for you",
  },
  other: {
    fr: "{count} candidatures vous attendent",
    nl: "{count} kandidaturen wachten op u",
    en: "{count} candidacies wait for you",
  },
} satisfies Record<string, Text>;

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  open: { fr: "Appels ouverts", nl: "Open oproepen", en: "Open calls" },
  noneOpen: {
    fr: "Aucun appel n'est ouvert pour l'instant.",
    nl: "Er is nu geen oproep open.",
    en: "No call is open for now.",
  },
  mine: { fr: "Mes candidatures", nl: "Mijn kandidaturen", en: "My candidacies" },
  prepared: { fr: "En préparation", nl: "In voorbereiding", en: "Being prepared" },
  over: { fr: "Appels clos", nl: "Afgesloten oproepen", en: "Closed calls" },
  period: {
    fr: "Action du {starts} au {ends}",
    nl: "Actie van {starts} tot {ends}",
    en: "Work from {starts} to {ends}",
  },
  most: {
    fr: "{most} au plus par candidature",
    nl: "hoogstens {most} per kandidatuur",
    en: "{most} at most for each",
  },
  answer: { fr: "Répondre à cet appel", nl: "Op deze oproep antwoorden", en: "Answer this call" },
  goOn: { fr: "Continuer ma candidature", nl: "Verder met mijn kandidatuur", en: "Go on with my candidacy" },
  see: { fr: "Voir ma candidature", nl: "Mijn kandidatuur bekijken", en: "See my candidacy" },
  call: { fr: "Appel", nl: "Oproep", en: "Call" },
  state: { fr: "État", nl: "Stand", en: "State" },
  closes: { fr: "Clôture", nl: "Afsluiting", en: "Closing" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  candidacies: { fr: "Candidatures", nl: "Kandidaturen", en: "Candidacies" },
  waits: { fr: "Ce qui attend", nl: "Wat wacht", en: "What waits" },
  receipt: { fr: "Accusé de réception", nl: "Ontvangstbewijs", en: "Receipt" },
  receiptOf: { fr: "N° {receipt}, le {at}", nl: "Nr. {receipt}, op {at}", en: "No {receipt}, {at}" },
  asked: { fr: "Demandé", nl: "Gevraagd", en: "Asked" },
} satisfies Record<string, Text>;
