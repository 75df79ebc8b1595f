import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { ApplicationPage as Application, RequestRow } from "../../../src/commission/shapes.ts";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  Cell,
  Column,
  Columns,
  ConfirmDialog,
  EmptyState,
  Facts,
  Link,
  Loaded,
  Page,
  ProblemNotice,
  Row,
  Rows,
  Table,
  Tabs,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useShare } from "../money/how.ts";
import { useAct } from "../money/use-act.ts";
import { useFirst } from "../money/use-first.tsx";
import { useProgramme } from "../programme/use-programme.ts";
import { ApplicationDialog, type ApplicationSaid } from "./ApplicationDialog.tsx";
import { CorrectionTable } from "./CorrectionTable.tsx";
import style from "./commission.module.css";
import { FormActs, Statements } from "./FormActs.tsx";
import { FormHead } from "./FormHead.tsx";
import { FormTables, traceOf } from "./FormTables.tsx";
import { applicationKinds, FormBadge } from "./states.tsx";
import { money, titles } from "./titles.ts";
import { useApplication } from "./use-commission.ts";

/** A payment application: a draft as it would be sent now, or what was sent. */
export const ApplicationPage = () => {
  const say = useSay();
  const { application: id = "" } = useParams();
  const application = useApplication(id);
  const page = application.data;
  const programme = useProgramme().data;
  return (
    <Page
      title={page ? say(words.title, { number: page.number }) : say(titles.application)}
      breadcrumbs={[
        { label: say(money), to: "money" },
        { label: say(titles.commission), to: "money/commission" },
      ]}
      meta={page && <FormBadge state={page.state} />}
      lead={
        page &&
        say(words.lead, {
          fund: programme ? say(programme.fundLabel(page.fund)) : page.fund,
          year: page.year.label,
          kind: say(applicationKinds[page.kind]),
        })
      }
    >
      <Loaded query={application}>{(data) => <Contents key={data.id} page={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page }: Readonly<{ page: Application }>) => {
  const say = useSay();
  const { id, form, eligible, public: publicAmount, request, corrections, taken } = page;
  const address = `/api/applications/${id}`;
  return (
    <>
      <FormActs page={page} address={address}>
        {page.mayChange && <Change page={page} />}
        {page.mayChange && <Discard page={page} />}
      </FormActs>
      <Facts
        layout="tiles"
        items={[
          { label: say(words.eligible), value: <Amount euros={eligible} /> },
          { label: say(words.public), value: <Amount euros={publicAmount} /> },
        ]}
      />
      <Tabs
        label={say(titles.application)}
        tabs={[
          {
            id: "form",
            label: say(words.form),
            content: (
              <>
                <FormTables
                  form={form}
                  address={address}
                  trace={(row) => traceOf("application", page, row)}
                />
                <FormHead page={page} />
                <Statements form={form} />
              </>
            ),
          },
          { id: "request", label: say(words.request), content: <Request rows={request} /> },
          { id: "taken", label: say(words.taken), content: <Taken page={page} /> },
          ...(corrections.length === 0
            ? []
            : [
                {
                  id: "corrections",
                  label: say(titles.corrections),
                  content: <CorrectionTable rows={corrections} />,
                },
              ]),
        ]}
      />
      {taken.some(({ barred }) => barred) && page.state === "draft" && (
        <p className={style.note}>{say(words.barredWhy)}</p>
      )}
    </>
  );
};

/** What is asked of the Fund: from the base to what an interim payment pays, and what holds it back. */
const Request = ({ rows }: Readonly<{ rows: readonly RequestRow[] }>) => {
  const say = useSay();
  const share = useShare();
  const { money: euros } = useFormat();
  if (rows.length === 0) return <EmptyState title={say(words.noneRequested)} />;
  return (
    <Table label={say(words.request)}>
      <Columns>
        <Column width="wide">{say(words.priority)}</Column>
        <Column isNumeric>{say(words.base)}</Column>
        <Column isNumeric>{say(words.rate)}</Column>
        <Column isNumeric>{say(words.fund)}</Column>
        <Column isNumeric>{say(words.interim)}</Column>
        <Column isNumeric>{say(words.capped)}</Column>
      </Columns>
      <Rows>
        {rows.map((row) => (
          <Row key={`${row.priority} ${row.regionCategory}`}>
            <Cell isHead>
              {say(row.label)}
              <span className={style.sub}>{row.regionCategory}</span>
            </Cell>
            <Cell isNumeric>
              {euros(row.base)}
              <span className={style.sub}>{say(bases[row.basis])}</span>
            </Cell>
            <Cell isNumeric>{share(row.rate)}</Cell>
            <Cell isNumeric>{euros(row.fund)}</Cell>
            <Cell isNumeric>{euros(row.interim)}</Cell>
            <Cell isNumeric>
              <strong>{euros(row.capped)}</strong>
              {row.cap !== "none" && <span className={style.sub}>{say(caps[row.cap])}</span>}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

/** The declarations of which something is new in this application. */
const Taken = ({ page: { taken, state } }: Readonly<{ page: Application }>) => {
  const say = useSay();
  const { date } = useFormat();
  const [shown, more] = useFirst(taken, 50);
  if (taken.length === 0) return <EmptyState title={say(words.noneTaken)} />;
  return (
    <>
      <Table label={say(words.taken)}>
        <Columns>
          <Column>{say(words.declaration)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column>{say(words.period)}</Column>
          <Column isNumeric>{say(words.eligible)}</Column>
          <Column isNumeric>{say(words.public)}</Column>
        </Columns>
        <Rows>
          {shown.map((each) => (
            <Row key={each.declaration.id}>
              <Cell isHead isWrapped={false}>
                <Link to={`money/declarations/${each.declaration.id}`}>{each.declaration.number}</Link>
                {each.barred && state === "draft" && (
                  <>
                    {" "}
                    <Badge tone="warning">{say(words.barred)}</Badge>
                  </>
                )}
              </Cell>
              <Cell>
                {say(each.partner.name)}
                <span className={style.sub}>{say(each.operation.title)}</span>
              </Cell>
              <Cell isWrapped={false}>
                {date(each.from)} – {date(each.until)}
              </Cell>
              <Cell isNumeric>
                <Amount
                  euros={each.eligible}
                  ledger={{
                    declaration: each.declaration.id,
                    account: state === "draft" ? "certified" : "applied",
                  }}
                />
              </Cell>
              <Cell isNumeric>
                <Amount euros={each.public} />
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {more}
    </>
  );
};

const Change = ({ page: { id, number, kind, takesUntil, reference } }: Readonly<{ page: Application }>) => {
  const say = useSay();
  const [isChanging, setIsChanging] = useState(false);
  const change = useAct(
    say(words.changed),
    (said: ApplicationSaid) =>
      api.send("PUT", `/api/applications/${id}`, { ...said, until: said.until === "" ? null : said.until }),
    () => setIsChanging(false),
  );
  return (
    <>
      <Button onPress={() => setIsChanging(true)}>{say(words.change)}</Button>
      {isChanging && (
        <ApplicationDialog
          title={say(words.changeTitle, { number })}
          act={say(words.keep)}
          what={say(words.changeWhat)}
          given={{ kind, until: takesUntil ?? "", reference }}
          send={(said) => change.mutateAsync(said)}
          onClose={() => setIsChanging(false)}
        />
      )}
    </>
  );
};

const Discard = ({ page: { id, number } }: Readonly<{ page: Application }>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const [isAsking, setIsAsking] = useState(false);
  const discard = useAct(
    say(words.discarded),
    () => api.send("DELETE", `/api/applications/${id}`),
    () => navigate(address("money/commission")),
  );
  return (
    <>
      <Button variant="quiet" onPress={() => setIsAsking(true)}>
        {say(words.discard)}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={say(words.discardTitle, { number })}
        confirm={say(words.discard)}
        isPending={discard.isPending}
        onConfirm={() => discard.mutate(undefined)}
        onClose={() => setIsAsking(false)}
      >
        {discard.error && <ProblemNotice error={discard.error} />}
        <p>{say(words.discardWhat)}</p>
      </ConfirmDialog>
    </>
  );
};

const bases = {
  total: { fr: "coût total", nl: "totale kost", en: "total cost" },
  public: { fr: "dépenses publiques", nl: "publieke uitgaven", en: "public expenditure" },
} satisfies Record<string, Text>;

const caps = {
  public_expenditure: {
    fr: "plafonné aux dépenses publiques",
    nl: "begrensd tot de publieke uitgaven",
    en: "capped at public expenditure",
  },
  contribution: {
    fr: "plafonné à la contribution du Fonds",
    nl: "begrensd tot de bijdrage van het Fonds",
    en: "capped at the Fund's contribution",
  },
} satisfies Record<string, Text>;

const words = {
  title: {
    fr: "Demande de paiement {number}",
    nl: "Betalingsaanvraag {number}",
    en: "Payment application {number}",
  },
  lead: {
    fr: "{fund}, année comptable {year}, {kind}. Les montants sont cumulés sur l'année.",
    nl: "{fund}, boekjaar {year}, {kind}. De bedragen zijn gecumuleerd over het jaar.",
    en: "{fund}, accounting year {year}, {kind}. Amounts are cumulated over the year.",
  },
  form: { fr: "Formulaire", nl: "Formulier", en: "Form" },
  request: { fr: "Montant demandé", nl: "Gevraagd bedrag", en: "Amount requested" },
  taken: { fr: "Déclarations reprises", nl: "Opgenomen declaraties", en: "Declarations taken up" },
  eligible: { fr: "Dépenses éligibles", nl: "Subsidiabele uitgaven", en: "Eligible expenditure" },
  public: { fr: "Dépenses publiques", nl: "Publieke uitgaven", en: "Public expenditure" },
  priority: { fr: "Axe", nl: "As", en: "Priority" },
  base: { fr: "Base", nl: "Basis", en: "Base" },
  rate: { fr: "Taux", nl: "Percentage", en: "Rate" },
  fund: { fr: "Part du Fonds", nl: "Deel van het Fonds", en: "The Fund's part" },
  interim: { fr: "Paiement intermédiaire", nl: "Tussentijdse betaling", en: "Interim payment" },
  capped: { fr: "Après plafonds", nl: "Na begrenzing", en: "After caps" },
  noneRequested: { fr: "Rien n'est demandé.", nl: "Er wordt niets gevraagd.", en: "Nothing is requested." },
  noneTaken: {
    fr: "Aucune déclaration n'a encore été certifiée.",
    nl: "Er is nog geen declaratie gecertificeerd.",
    en: "No declaration is certified yet.",
  },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  barred: { fr: "vous l'avez contrôlée", nl: "u hebt ze gecontroleerd", en: "you verified it" },
  barredWhy: {
    fr: "Qui a contrôlé ou décidé une déclaration ne certifie pas la demande qui la reprend.",
    nl: "Wie een declaratie heeft gecontroleerd of erover besliste, certificeert de aanvraag niet waarin ze staat.",
    en: "Whoever verified or decided on a declaration does not certify the application that takes it up.",
  },
  change: { fr: "Modifier", nl: "Wijzigen", en: "Change" },
  changeTitle: { fr: "Modifier {number}", nl: "{number} wijzigen", en: "Change {number}" },
  changeWhat: {
    fr: "Les montants suivent : ils ne se tapent pas.",
    nl: "De bedragen volgen: ze worden niet ingevoerd.",
    en: "The amounts follow: they are not typed.",
  },
  changed: {
    fr: "Le brouillon est recalculé.",
    nl: "Het ontwerp is herberekend.",
    en: "The draft is worked out anew.",
  },
  keep: { fr: "Enregistrer", nl: "Bewaren", en: "Save" },
  discard: { fr: "Abandonner ce brouillon", nl: "Dit ontwerp schrappen", en: "Discard this draft" },
  discardTitle: { fr: "Abandonner {number} ?", nl: "{number} schrappen?", en: "Discard {number}?" },
  discardWhat: {
    fr: "Rien n'avait été envoyé. Ce qui est certifié reste à demander.",
    nl: "Er was niets verzonden. Wat gecertificeerd is, blijft aan te vragen.",
    en: "Nothing had been sent. What is certified remains to be applied for.",
  },
  discarded: {
    fr: "Le brouillon est abandonné.",
    nl: "Het ontwerp is geschrapt.",
    en: "The draft is discarded.",
  },
} satisfies Record<string, Text>;
