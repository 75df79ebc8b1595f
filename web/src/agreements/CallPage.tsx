import { useNavigate, useParams } from "react-router";
import type { CallPage as Call, CandidacyPage } from "../../../src/agreement/call-shapes.ts";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  Cell,
  Column,
  Columns,
  Facts,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  Table,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { Section } from "../programme/Section.tsx";
import { ActProblem } from "./ActProblem.tsx";
import style from "./agreements.module.css";
import { Asked, Criteria } from "./CallAsked.tsx";
import { Documents } from "./Documents.tsx";
import { callStates, candidacyStates } from "./states.ts";
import { TimeLeft } from "./TimeLeft.tsx";
import { titles } from "./titles.ts";
import { useAct, useCall, useRenewal } from "./use-agreements.ts";
import { WaitList } from "./WaitList.tsx";
import { Withdraw } from "./Withdraw.tsx";

/** A call: what it asks, by which criteria, until when; who answered it, or the way to answer. */
export const CallPage = () => {
  const say = useSay();
  const { call: id = "" } = useParams();
  const call = useCall(Number(id));
  const page = call.data;
  return (
    <Page
      title={page ? say(page.title) : say(titles.call)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(titles.calls), to: "money/calls" },
      ]}
      meta={page && <Badge tone={callStates[page.state].tone}>{say(callStates[page.state].label)}</Badge>}
      lead={page && <span className={style.lead}>{say(page.lead)}</span>}
      actions={page && <Acts call={page} />}
    >
      <Loaded query={call}>{(data) => <Contents call={data} />}</Loaded>
    </Page>
  );
};

const Acts = ({ call: { id, may } }: { call: Call }) => {
  const say = useSay();
  if (!may.change && !may.withdraw) return null;
  return (
    <ButtonRow>
      {may.change && (
        <ButtonLink to={`money/calls/${id}/edit`} icon="edit">
          {say(words.change)}
        </ButtonLink>
      )}
      {may.withdraw && (
        <Withdraw
          label={say(words.withdraw)}
          title={say(words.withdrawTitle)}
          act={() => api.send("POST", `/api/calls/${id}/withdraw`)}
          done={say(words.withdrawn)}
        >
          {say(words.withdrawText)}
        </Withdraw>
      )}
    </ButtonRow>
  );
};

const Contents = ({ call }: { call: Call }) => {
  const say = useSay();
  const format = useFormat();
  const renew = useRenewal();
  const { closesAt, now, starts, ends, budget, most, operation, guide, template, opensAt, instalments } =
    call;
  return (
    <>
      {call.may.publish && <Publish call={call} />}
      <Answer call={call} />
      {call.candidacies.length > 0 && <Candidacies call={call} />}
      <Section title={say(words.about)}>
        <Facts
          items={[
            {
              label: say(words.closing),
              value:
                call.state === "open" ? (
                  <TimeLeft closesAt={closesAt} now={now} onClosed={renew} />
                ) : (
                  say(words.between, { opens: format.dateTime(opensAt), closes: format.dateTime(closesAt) })
                ),
            },
            {
              label: say(words.operation),
              value: <Link to={`operations/${operation.operation}`}>{say(operation.title)}</Link>,
            },
            { label: say(words.period), value: `${format.date(starts)} – ${format.date(ends)}` },
            { label: say(words.budget), value: <Amount euros={budget} /> },
            { label: say(words.most), value: most === null ? say(words.noMost) : <Amount euros={most} /> },
            {
              label: say(words.guide),
              value: guide
                ? say(words.guideFrom, { guide: say(guide.title), from: format.date(guide.from) })
                : "",
            },
            { label: say(words.template), value: say(template.title) },
            ...(instalments === null ? [] : [{ label: say(words.instalments), value: say(words.yes) }]),
          ]}
        />
      </Section>
      <Criteria call={call} />
      <Asked call={call} />
      {call.may.change && (
        <Section title={say(words.documents)}>
          <Documents
            about={`call:${call.id}`}
            mayChange
            kinds={[
              { id: "decision", label: words.decision, help: null, required: false },
              { id: "other", label: words.other, help: null, required: false },
            ]}
          />
        </Section>
      )}
    </>
  );
};

const Publish = ({ call: { id, criteria } }: { call: Call }) => {
  const say = useSay();
  const publish = useAct(say(words.published), () => api.send("POST", `/api/calls/${id}/publish`));
  return (
    <div className={style.next}>
      <p>{say(criteria.length === 0 ? words.noCriteria : words.toPublish)}</p>
      <Button variant="primary" isPending={publish.isPending} onPress={() => publish.mutate(undefined)}>
        {say(words.publish)}
      </Button>
      {publish.error && <ActProblem error={publish.error} />}
    </div>
  );
};

/** The way to a candidacy: each partner that the asker speaks for, and each part of the call, has one of its own. */
const Answer = ({ call }: { call: Call }) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const begin = useAct(
    undefined,
    ({ partner, part }: { partner: string; part: string }) =>
      api.send<CandidacyPage>("PUT", `/api/calls/${call.id}/candidacies/${partner}`, { part, revision: 0 }),
    ({ id }) => void navigate(address(`money/candidacies/${id}`)),
  );
  const parts = call.parts.length === 0 ? [null] : call.parts;
  const open = call.mayAnswerFor.flatMap(({ partner, name }) =>
    parts
      .filter(
        (part) =>
          !call.candidacies.some(
            (each) =>
              each.partner.partner === partner &&
              (each.part?.id ?? "") === (part?.id ?? "") &&
              each.state !== "withdrawn",
          ),
      )
      .map((part) => ({ partner, name, part })),
  );
  const drafts = call.candidacies.filter(
    ({ state, partner: { partner } }) =>
      state === "draft" && call.mayAnswerFor.some((each) => each.partner === partner),
  );
  if (open.length + drafts.length === 0) return null;
  return (
    <div className={style.next}>
      <p>{say(words.mayAnswer)}</p>
      <ButtonRow>
        {drafts.map(({ id, partner: { name }, part }) => (
          <ButtonLink key={id} to={`money/candidacies/${id}`} variant="primary">
            {drafts.length === 1 && !part
              ? say(words.goOn)
              : say(words.goOnFor, {
                  partner: [name, part?.label].flatMap((text) => (text ? [say(text)] : [])).join(" · "),
                })}
          </ButtonLink>
        ))}
        {open.map(({ partner, name, part }) => (
          <Button
            key={`${partner} ${part?.id}`}
            variant="primary"
            isPending={
              begin.isPending &&
              begin.variables.partner === partner &&
              begin.variables.part === (part?.id ?? "")
            }
            onPress={() => begin.mutate({ partner, part: part?.id ?? "" })}
          >
            {call.mayAnswerFor.length === 1 && !part
              ? say(words.answer)
              : say(words.answerFor, {
                  partner: [name, part?.label].flatMap((text) => (text ? [say(text)] : [])).join(" · "),
                })}
          </Button>
        ))}
      </ButtonRow>
      {begin.error && <ActProblem error={begin.error} />}
    </div>
  );
};

const Candidacies = ({ call: { candidacies } }: { call: Call }) => {
  const say = useSay();
  const format = useFormat();
  const hasPoints = candidacies.some(({ points }) => points !== null);
  return (
    <Section title={say(words.candidacies)}>
      <Table label={say(words.candidacies)}>
        <Columns>
          <Column width="wide">{say(words.candidate)}</Column>
          <Column>{say(words.state)}</Column>
          <Column>{say(words.sent)}</Column>
          <Column isNumeric>{say(words.asks)}</Column>
          {hasPoints && <Column isNumeric>{say(words.points)}</Column>}
          <Column width="wide">{say(words.waits)}</Column>
        </Columns>
        <Rows>
          {candidacies.map(({ id, partner, part, state, submittedAt, total, points, waits, agreement }) => (
            <Row key={id}>
              <Cell isHead>
                <Link to={`money/candidacies/${id}`}>{say(partner.name)}</Link>
                {part && <span className={style.sub}>{say(part.label)}</span>}
              </Cell>
              <Cell>
                <Badge tone={candidacyStates[state].tone}>{say(candidacyStates[state].label)}</Badge>
              </Cell>
              <Cell>{submittedAt === null ? "–" : format.dateTime(submittedAt)}</Cell>
              <Cell isNumeric>
                <Amount euros={total} />
              </Cell>
              {hasPoints && <Cell isNumeric>{points ?? "–"}</Cell>}
              <Cell>
                {agreement ? (
                  <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>
                ) : (
                  <WaitList waits={waits} />
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </Section>
  );
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  change: { fr: "Modifier", nl: "Wijzigen", en: "Change" },
  withdraw: { fr: "Retirer l'appel", nl: "De oproep intrekken", en: "Withdraw the call" },
  withdrawTitle: { fr: "Retirer cet appel ?", nl: "Deze oproep intrekken?", en: "Withdraw this call?" },
  withdrawText: {
    fr: "Personne ne pourra plus y répondre. Les candidatures commencées restent lisibles.",
    nl: "Niemand kan er nog op antwoorden. Begonnen kandidaturen blijven leesbaar.",
    en: "Nobody can answer it any more. Candidacies begun stay readable.",
  },
  withdrawn: { fr: "L'appel est retiré.", nl: "De oproep is ingetrokken.", en: "The call is withdrawn." },
  published: { fr: "L'appel est publié.", nl: "De oproep is gepubliceerd.", en: "The call is published." },
  publish: { fr: "Publier l'appel", nl: "De oproep publiceren", en: "Publish the call" },
  toPublish: {
    fr: "Cet appel est un brouillon. Une fois publié, ses critères et ce qu'il demande ne changent plus.",
    nl: "Deze oproep is een ontwerp. Eens gepubliceerd veranderen de criteria en wat hij vraagt niet meer.",
    en: "This call is a draft. Once published, its criteria and what it asks do not change any more.",
  },
  noCriteria: {
    fr: "Cet appel n'a pas encore de critères : il se publie avec eux.",
    nl: "Deze oproep heeft nog geen criteria: hij wordt ermee gepubliceerd.",
    en: "This call has no criteria yet: it is published with them.",
  },
  mayAnswer: {
    fr: "Votre organisme peut répondre à cet appel. Le brouillon s'enregistre pendant que vous écrivez.",
    nl: "Uw organisatie kan op deze oproep antwoorden. Het ontwerp wordt bewaard terwijl u schrijft.",
    en: "Your organisation can answer this call. The draft is saved while you write.",
  },
  answer: { fr: "Répondre à cet appel", nl: "Op deze oproep antwoorden", en: "Answer this call" },
  goOn: { fr: "Continuer ma candidature", nl: "Verder met mijn kandidatuur", en: "Go on with my candidacy" },
  goOnFor: { fr: "Continuer pour {partner}", nl: "Verder voor {partner}", en: "Go on for {partner}" },
  answerFor: { fr: "Répondre pour {partner}", nl: "Antwoorden voor {partner}", en: "Answer for {partner}" },
  candidacies: { fr: "Candidatures", nl: "Kandidaturen", en: "Candidacies" },
  candidate: { fr: "Candidat", nl: "Kandidaat", en: "Candidate" },
  state: { fr: "État", nl: "Stand", en: "State" },
  sent: { fr: "Envoyée", nl: "Ingediend", en: "Sent" },
  asks: { fr: "Demandé", nl: "Gevraagd", en: "Asked" },
  points: { fr: "Points", nl: "Punten", en: "Points" },
  waits: { fr: "Ce qui attend", nl: "Wat wacht", en: "What waits" },
  about: { fr: "L'appel", nl: "De oproep", en: "The call" },
  closing: { fr: "Clôture", nl: "Afsluiting", en: "Closing" },
  between: { fr: "du {opens} au {closes}", nl: "van {opens} tot {closes}", en: "from {opens} to {closes}" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  period: { fr: "Période de l'action", nl: "Periode van de actie", en: "Period of the work" },
  budget: { fr: "Budget de l'appel", nl: "Budget van de oproep", en: "Budget of the call" },
  most: { fr: "Au plus par candidature", nl: "Hoogstens per kandidatuur", en: "At most for each candidacy" },
  noMost: { fr: "pas de maximum", nl: "geen maximum", en: "no maximum" },
  guide: { fr: "Guide financier", nl: "Financiële gids", en: "Financial guide" },
  guideFrom: { fr: "{guide}, du {from}", nl: "{guide}, van {from}", en: "{guide}, of {from}" },
  template: { fr: "Modèle de candidature", nl: "Kandidatuurmodel", en: "Template of the candidacy" },
  instalments: { fr: "Paiement par tranches", nl: "Betaling in schijven", en: "Paid in instalments" },
  yes: { fr: "oui", nl: "ja", en: "yes" },
  documents: { fr: "Documents", nl: "Documenten", en: "Documents" },
  decision: { fr: "Décision du comité", nl: "Beslissing van het comité", en: "Committee's decision" },
  other: { fr: "Autre pièce", nl: "Ander stuk", en: "Other document" },
} satisfies Record<string, Text>;
