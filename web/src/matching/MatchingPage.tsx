import { useParams } from "react-router";
import type { MatchingPage as Given } from "../../../src/matching/shapes.ts";
import {
  Badge,
  ButtonLink,
  ButtonRow,
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
import { Section } from "../programme/Section.tsx";
import { useMay } from "../who.tsx";
import { Ends } from "./Ends.tsx";
import style from "./matching.module.css";
import { Quota } from "./Quota.tsx";
import { useMatching } from "./use-matching.ts";

/** A service's open offers, the quota of each body, and the contracts that end. */
export const MatchingPage = () => {
  const say = useSay();
  const { service = "" } = useParams();
  const query = useMatching(service);
  const page = query.data;
  const mayCount = useMay("figures:read");
  return (
    <Page
      title={say(words.title)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        { label: page ? say(page.label) : service, to: `services/${service}` },
      ]}
      lead={say(words.lead)}
      actions={
        mayCount && <ButtonLink to={`services/${service}/matching/rates`}>{say(words.rates)}</ButtonLink>
      }
    >
      <Loaded query={query}>
        {(page) => (
          <>
            <Offers page={page} />
            {page.quota && <Quota quota={page.quota} />}
            {page.ends && <Ends ends={page.ends} />}
          </>
        )}
      </Loaded>
    </Page>
  );
};

const Offers = ({ page }: Readonly<{ page: Given }>) => {
  const say = useSay();
  const { number, date, count } = useFormat();
  const files = (
    <p className={style.files}>
      {count(page.files, words.files)}{" "}
      <Link to={`registers/${page.candidates.register}`}>{say(words.openFiles)}</Link>
    </p>
  );
  if (page.files === 0)
    return (
      <EmptyState
        title={say(words.noFiles)}
        action={<ButtonLink to={`files?register=${page.candidates.register}`}>{say(words.bring)}</ButtonLink>}
      >
        {say(words.noFilesHelp)}
      </EmptyState>
    );
  return (
    <Section
      title={say(words.offers)}
      actions={
        <ButtonRow>
          <ButtonLink size="s" to={`registers/${page.register}`}>
            {say(words.all)}
          </ButtonLink>
        </ButtonRow>
      }
    >
      {files}
      {page.offers.length === 0 ? (
        <p>{say(words.noOffers)}</p>
      ) : (
        <Table label={say(words.offers)}>
          <Columns>
            <Column width="wide">{say(words.offer)}</Column>
            <Column>{say(words.state)}</Column>
            <Column>{say(words.start)}</Column>
            <Column isNumeric>{say(words.eligible)}</Column>
            <Column isNumeric>{say(words.proposed)}</Column>
            <Column isNumeric>{say(words.filled)}</Column>
          </Columns>
          <Rows>
            {page.offers.map((offer) => (
              <Row key={offer.record}>
                <Cell isHead>
                  <Link to={`services/${page.service}/matching/${String(offer.record)}`}>{offer.title}</Link>
                  <span className={style.under}>
                    {[offer.number, offer.body].filter((part) => part !== null).join(" · ")}
                  </span>
                </Cell>
                <Cell>{offer.state && <Badge tone="neutral">{say(offer.state.label)}</Badge>}</Cell>
                <Cell>{date(offer.date)}</Cell>
                <Cell isNumeric>{number(offer.eligible)}</Cell>
                <Cell isNumeric>{number(offer.proposed)}</Cell>
                <Cell isNumeric>
                  {say(words.of, { hired: number(offer.hired), posts: number(offer.posts) })}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </Section>
  );
};

const words = {
  title: { fr: "Offres et candidats", nl: "Aanbiedingen en kandidaten", en: "Offers and candidates" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  lead: {
    fr: "Chaque offre, et les personnes dont le dossier répond à ce qu'elle demande. Vous choisissez qui proposer ; l'organisme choisit qui engager.",
    nl: "Elke aanbieding, en de personen van wie het dossier beantwoordt aan wat ze vraagt. U kiest wie u voorstelt; de instelling kiest wie ze aanwerft.",
    en: "Each offer, and the people whose file meets what it asks for. You choose whom to propose; the body chooses whom to hire.",
  },
  rates: { fr: "Taux de sélection", nl: "Selectiegraad", en: "Selection rates" },
  offers: { fr: "Offres ouvertes", nl: "Open aanbiedingen", en: "Open offers" },
  all: { fr: "Toutes les offres", nl: "Alle aanbiedingen", en: "All offers" },
  offer: { fr: "Offre", nl: "Aanbieding", en: "Offer" },
  state: { fr: "État", nl: "Stand", en: "State" },
  start: { fr: "Début", nl: "Begin", en: "Start" },
  eligible: { fr: "Candidats possibles", nl: "Mogelijke kandidaten", en: "Possible candidates" },
  proposed: { fr: "Proposés", nl: "Voorgesteld", en: "Proposed" },
  filled: { fr: "Postes pourvus", nl: "Ingevulde plaatsen", en: "Posts filled" },
  of: { fr: "{hired} sur {posts}", nl: "{hired} van {posts}", en: "{hired} of {posts}" },
  files: {
    one: { fr: "{count} dossier consulté.", nl: "{count} dossier bekeken.", en: "{count} file looked at." },
    other: {
      fr: "{count} dossiers consultés.",
      nl: "{count} dossiers bekeken.",
      en: "{count} files looked at.",
    },
  },
  openFiles: { fr: "Voir les dossiers", nl: "De dossiers bekijken", en: "See the files" },
  noOffers: {
    fr: "Aucune offre n'attend de candidats.",
    nl: "Er zijn geen aanbiedingen die op kandidaten wachten.",
    en: "No offer is waiting for candidates.",
  },
  noFiles: { fr: "Aucun dossier de candidat", nl: "Geen kandidatendossiers", en: "No candidates' files" },
  noFilesHelp: {
    fr: "Déposez le fichier que le service de l'emploi exporte : les dossiers se comparent ensuite aux offres.",
    nl: "Lever het bestand aan dat de tewerkstellingsdienst uitvoert: daarna worden de dossiers met de aanbiedingen vergeleken.",
    en: "Hand in the file that the employment service exports: the files are then held against the offers.",
  },
  bring: { fr: "Déposer un fichier", nl: "Een bestand aanleveren", en: "Hand in a file" },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
