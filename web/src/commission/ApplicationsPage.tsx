import { useState } from "react";
import { useNavigate } from "react-router";
import type {
  ApplicationsPage as Answer,
  OpenApplication,
  OpenedForm,
} from "../../../src/commission/shapes.ts";
import { api } from "../api.ts";
import {
  Button,
  Cell,
  Column,
  Columns,
  Disclosure,
  EmptyState,
  Link,
  Loaded,
  Page,
  ProblemNotice,
  Row,
  Rows,
  Table,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useAct } from "../money/use-act.ts";
import { Section } from "../programme/Section.tsx";
import { ApplicationDialog, type ApplicationSaid } from "./ApplicationDialog.tsx";
import { CommissionNav } from "./CommissionNav.tsx";
import style from "./commission.module.css";
import { applicationKinds, FormBadge } from "./states.tsx";
import { money, titles } from "./titles.ts";
import { useApplications } from "./use-commission.ts";
import { Waits } from "./Waits.tsx";

type Year = Answer["years"][number];

/** Payment applications and accounts, by accounting year, the last first: what was sent, and what comes next. */
export const ApplicationsPage = () => {
  const say = useSay();
  const applications = useApplications();
  return (
    <Page title={say(titles.applications)} breadcrumbs={[{ label: say(money), to: "money" }]}>
      <CommissionNav here="money/commission" />
      <Loaded query={applications}>{(page) => <Contents page={page} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page }: Readonly<{ page: Answer }>) => {
  const say = useSay();
  const format = useFormat();
  const fundName = (id: string) => {
    const label = page.funds.find((fund) => fund.id === id)?.label;
    return label ? say(label) : id;
  };
  // Years for which nothing was sent are there to be begun, below those that were; the newest is always in view.
  const newest = page.years[0]?.year.from;
  const isBegun = ({ year, applications, accounts }: Year) =>
    year.from === newest || applications.length + accounts.length > 0;
  const [begun, empty] = [page.years.filter(isBegun), page.years.filter((year) => !isBegun(year))];
  const part = (year: Year) => (
    <YearPart
      key={`${year.fund} ${year.year.from}`}
      year={year}
      fund={page.funds.length > 1 ? fundName(year.fund) : undefined}
      page={page}
    />
  );
  const waiting = page.waiting.filter(({ count }) => count > 0);
  return (
    <>
      {waiting.length > 0 && (
        <div className={style.next}>
          {waiting.map(({ fund, eligible, count }) => (
            <p key={fund}>
              {say(words.waiting, {
                amount: format.money(eligible),
                count: format.count(count, declarationWords),
                fund: fundName(fund),
              })}
            </p>
          ))}
        </div>
      )}
      {page.years.length === 0 && <EmptyState title={say(words.none)} />}
      {begun.map(part)}
      {empty.length > 0 && (
        <Disclosure title={format.count(empty.length, emptyWords)}>{empty.map(part)}</Disclosure>
      )}
    </>
  );
};

const YearPart = ({ year, fund, page }: Readonly<{ year: Year; fund: string | undefined; page: Answer }>) => {
  const say = useSay();
  const { date } = useFormat();
  const { applications, accounts, finalDueOn, accountsDueOn, windows, waits } = year;
  const label = say(fund === undefined ? words.year : words.yearOf, {
    year: year.year.label,
    fund: fund ?? "",
  });
  const nextWindow = windows.find((day) => day >= page.today);
  return (
    <Section title={label} actions={page.mayOpen && <OpenNext year={year} />}>
      <p className={style.note}>
        {[
          ...(nextWindow === undefined ? [] : [say(words.window, { day: date(nextWindow) })]),
          say(words.finalDue, { day: date(finalDueOn) }),
          say(words.accountsDue, { day: date(accountsDueOn) }),
        ].join(" · ")}
      </p>
      <Waits waits={waits} />
      {applications.length + accounts.length === 0 ? (
        <p className={style.note}>{say(words.noneOfYear)}</p>
      ) : (
        <Table label={label}>
          <Columns>
            <Column>{say(words.number)}</Column>
            <Column>{say(words.form)}</Column>
            <Column>{say(words.period)}</Column>
            <Column isNumeric>{say(words.eligible)}</Column>
            <Column isNumeric>{say(words.public)}</Column>
            <Column>{say(words.state)}</Column>
          </Columns>
          <Rows>
            {accounts.map((each) => (
              <Row key={`accounts ${each.id}`}>
                <Cell isHead isWrapped={false}>
                  <Link to={`money/commission/accounts/${each.id}`}>{each.number}</Link>
                </Cell>
                <Cell>
                  <strong>{say(titles.accounts)}</strong>
                </Cell>
                <Cell isWrapped={false}>
                  {date(each.year.from)} – {date(each.year.until)}
                </Cell>
                <Cell isNumeric>
                  <Amount euros={each.eligible} />
                </Cell>
                <Cell isNumeric>
                  <Amount euros={each.public} />
                </Cell>
                <Cell>
                  <FormBadge state={each.state} /> <Sent at={each.submittedAt} />
                </Cell>
              </Row>
            ))}
            {applications.map((each) => (
              <Row key={`application ${each.id}`}>
                <Cell isHead isWrapped={false}>
                  <Link to={`money/commission/applications/${each.id}`}>{each.number}</Link>
                </Cell>
                <Cell>{say(words.applicationOf, { kind: say(applicationKinds[each.kind]) })}</Cell>
                <Cell isWrapped={false}>
                  {date(each.from)} – {date(each.until)}
                </Cell>
                <Cell isNumeric>
                  <Amount euros={each.eligible} />
                </Cell>
                <Cell isNumeric>
                  <Amount euros={each.public} />
                </Cell>
                <Cell>
                  <FormBadge state={each.state} /> <Sent at={each.submittedAt} />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </Section>
  );
};

const Sent = ({ at }: Readonly<{ at: string | null }>) => {
  const { date } = useFormat();
  return at === null ? null : <span className={style.muted}>{date(at.slice(0, 10))}</span>;
};

/** Opens what comes next of a year: an application, or its accounts. */
const OpenNext = ({ year }: Readonly<{ year: Year }>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const [isOpening, setIsOpening] = useState(false);
  const openAccounts = useAct(
    say(words.opened),
    () => api.send<OpenedForm>("POST", "/api/accounts", { fund: year.fund, year: year.year.from }),
    ({ id }) => navigate(address(`money/commission/accounts/${id}`)),
  );
  if (year.next === "nothing") return null;
  if (year.next === "accounts")
    return (
      <>
        {openAccounts.error && <ProblemNotice error={openAccounts.error} />}
        <Button isPending={openAccounts.isPending} onPress={() => openAccounts.mutate(undefined)}>
          {say(words.openAccounts)}
        </Button>
      </>
    );
  return (
    <>
      <Button variant="primary" onPress={() => setIsOpening(true)}>
        {say(words.openApplication)}
      </Button>
      {isOpening && <OpenDialog year={year} onClose={() => setIsOpening(false)} />}
    </>
  );
};

const OpenDialog = ({ year, onClose }: Readonly<{ year: Year; onClose: () => void }>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const open = useAct(
    say(words.opened),
    ({ kind, until, reference }: ApplicationSaid) => {
      const body: OpenApplication = {
        fund: year.fund,
        year: year.year.from,
        kind,
        ...(until === "" ? {} : { until }),
        ...(reference === "" ? {} : { reference }),
      };
      return api.send<OpenedForm>("POST", "/api/applications", body);
    },
    ({ id }) => navigate(address(`money/commission/applications/${id}`)),
  );
  return (
    <ApplicationDialog
      title={say(words.openTitle, { year: year.year.label })}
      act={say(words.openApplication)}
      what={say(words.openWhat)}
      given={{ kind: year.next === "final" ? "final" : "interim", until: "", reference: "" }}
      send={(said) => open.mutateAsync(said)}
      onClose={onClose}
    />
  );
};

const emptyWords = {
  one: {
    fr: "{count} année comptable sans formulaire",
    nl: "{count} boekjaar zonder formulier",
    en: "{count} accounting year without a form",
  },
  other: {
    fr: "{count} années comptables sans formulaire",
    nl: "{count} boekjaren zonder formulier",
    en: "{count} accounting years without a form",
  },
} satisfies Record<string, Text>;

const declarationWords = {
  one: { fr: "{count} déclaration", nl: "{count} declaratie", en: "{count} declaration" },
  other: { fr: "{count} déclarations", nl: "{count} declaraties", en: "{count} declarations" },
} satisfies Record<string, Text>;

const words = {
  waiting: {
    fr: "{amount} certifiés dans {count} n'ont pas encore été demandés ({fund}).",
    nl: "{amount}, gecertificeerd in {count}, zijn nog niet aangevraagd ({fund}).",
    en: "{amount} certified in {count} are not applied for yet ({fund}).",
  },
  none: {
    fr: "Aucune année comptable n'a encore commencé.",
    nl: "Er is nog geen boekjaar begonnen.",
    en: "No accounting year has begun yet.",
  },
  year: { fr: "Année comptable {year}", nl: "Boekjaar {year}", en: "Accounting year {year}" },
  yearOf: {
    fr: "Année comptable {year} · {fund}",
    nl: "Boekjaar {year} · {fund}",
    en: "Accounting year {year} · {fund}",
  },
  window: {
    fr: "prochaine échéance le {day}",
    nl: "volgende uiterste datum {day}",
    en: "next window until {day}",
  },
  finalDue: {
    fr: "demande finale avant le {day}",
    nl: "laatste aanvraag voor {day}",
    en: "final application by {day}",
  },
  accountsDue: { fr: "comptes avant le {day}", nl: "rekeningen voor {day}", en: "accounts by {day}" },
  noneOfYear: {
    fr: "Rien n'a été envoyé pour cette année.",
    nl: "Voor dit jaar is niets verzonden.",
    en: "Nothing was sent for this year.",
  },
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  form: { fr: "Formulaire", nl: "Formulier", en: "Form" },
  applicationOf: {
    fr: "Demande de paiement {kind}",
    nl: "Betalingsaanvraag, {kind}",
    en: "Payment application, {kind}",
  },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  eligible: { fr: "Dépenses éligibles", nl: "Subsidiabele uitgaven", en: "Eligible expenditure" },
  public: { fr: "Dépenses publiques", nl: "Publieke uitgaven", en: "Public expenditure" },
  state: { fr: "État", nl: "Stand", en: "State" },
  openAccounts: { fr: "Préparer les comptes", nl: "De rekeningen voorbereiden", en: "Prepare the accounts" },
  openApplication: {
    fr: "Préparer une demande",
    nl: "Een aanvraag voorbereiden",
    en: "Prepare an application",
  },
  openTitle: {
    fr: "Demande de paiement {year}",
    nl: "Betalingsaanvraag {year}",
    en: "Payment application {year}",
  },
  openWhat: {
    fr: "Tout ce qui est certifié et pas encore demandé y entre de soi-même, axe par axe. Rien n'est envoyé avant que vous ne le demandiez.",
    nl: "Alles wat gecertificeerd is en nog niet aangevraagd, komt er vanzelf in, as per as. Er wordt niets verzonden voor u dat vraagt.",
    en: "All that is certified and not applied for yet goes in by itself, priority by priority. Nothing is sent until you ask for it.",
  },
  opened: {
    fr: "Le formulaire est préparé.",
    nl: "Het formulier is voorbereid.",
    en: "The form is prepared.",
  },
} satisfies Record<string, Text>;
