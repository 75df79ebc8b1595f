import { useParams, useSearchParams } from "react-router";
import type { Rates } from "../../../src/matching/shapes.ts";
import {
  Badge,
  Cell,
  Column,
  Columns,
  Loaded,
  Notice,
  Page,
  Row,
  Rows,
  Select,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./matching.module.css";
import { useRates } from "./use-matching.ts";

/** Whether one group gets through less often than another, at which stage, and how far below. */
export const RatesPage = () => {
  const say = useSay();
  const { service = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const query = useRates(service, search.get("year") ?? undefined);
  const rates = query.data;
  return (
    <Page
      title={say(words.title)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        { label: rates ? say(rates.label) : service, to: `services/${service}` },
        { label: say(words.offers), to: `services/${service}/matching` },
      ]}
      lead={say(words.lead)}
      actions={
        rates && (
          <Select
            label={say(words.year)}
            width="short"
            value={String(rates.year)}
            onChange={(year) => {
              if (year !== null) setSearch({ year }, { replace: true });
            }}
            options={rates.years.map((year) => ({ id: String(year), label: String(year) }))}
          />
        )
      }
    >
      <Loaded query={query}>{(rates) => <Contents rates={rates} />}</Loaded>
    </Page>
  );
};

const Contents = ({ rates }: Readonly<{ rates: Rates }>) => {
  const say = useSay();
  const { count, number } = useFormat();
  return (
    <>
      <Notice tone="info" title={say(words.howToRead)}>
        {say(words.howToReadHelp, { limit: number(rates.limit) })}
      </Notice>
      <p className={style.quiet}>{count(rates.offers, words.offersOf)}</p>
      {rates.groups.map((group) => (
        <Section key={group.group} title={say(group.label)}>
          {group.legal && (
            <p className={style.law}>
              {say(words.legal, { source: group.legal.article })}{" "}
              {!group.legal.verified && <Badge tone="warning">{say(words.unverified)}</Badge>}
            </p>
          )}
          <Group group={group} />
        </Section>
      ))}
      {rates.withheld.length > 0 && (
        <p className={style.under}>
          {say(words.withheld, { groups: rates.withheld.map((label) => say(label)).join(", ") })}
        </p>
      )}
    </>
  );
};

type Given = Rates["groups"][number];

const Group = ({ group }: Readonly<{ group: Given }>) => {
  const say = useSay();
  const { number } = useFormat();
  if (group.rows.length === 0) return <p>{say(words.nobody)}</p>;
  return (
    <Table label={say(group.label)}>
      <Columns>
        <Column>{say(group.label)}</Column>
        <Column isNumeric>{say(words.considered)}</Column>
        <Column isNumeric>{say(words.eligible)}</Column>
        <Column isNumeric>{say(words.proposed)}</Column>
        <Column isNumeric>{say(words.hired)}</Column>
      </Columns>
      <Rows>
        {group.rows.map((row) => (
          <Row key={row.code}>
            <Cell isHead>{say(row.label)}</Cell>
            <Cell isNumeric>{row.considered === null ? say(words.hidden) : number(row.considered)}</Cell>
            <Stage stage={row.eligible} />
            <Stage stage={row.proposed} />
            <Stage stage={row.hired} />
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const Stage = ({ stage }: Readonly<{ stage: Given["rows"][number]["eligible"] }>) => {
  const say = useSay();
  const { number, percent } = useFormat();
  const { count, rate, ratio, low } = stage;
  return (
    <Cell isNumeric>
      {count === null ? say(words.hidden) : number(count)}
      {rate !== null && <span className={style.under}>{percent(rate)}</span>}
      {ratio !== null && (
        <span className={style.under}>
          {low ? (
            <Badge tone="warning" hasIcon>
              {say(words.low, { ratio: number(ratio) })}
            </Badge>
          ) : (
            say(words.ratio, { ratio: number(ratio) })
          )}
        </span>
      )}
    </Cell>
  );
};

const words = {
  title: { fr: "Taux de sélection", nl: "Selectiegraad", en: "Selection rates" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  offers: { fr: "Offres et candidats", nl: "Aanbiedingen en kandidaten", en: "Offers and candidates" },
  lead: {
    fr: "Une condition qui semble neutre peut écarter un groupe plus qu'un autre. Ces tableaux servent à le voir.",
    nl: "Een voorwaarde die neutraal lijkt, kan de ene groep meer uitsluiten dan de andere. Deze tabellen maken dat zichtbaar.",
    en: "A condition that looks neutral may keep out one group more than another. These tables are there to show it.",
  },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  howToRead: {
    fr: "Comment lire ces tableaux",
    nl: "Hoe u deze tabellen leest",
    en: "How to read these tables",
  },
  howToReadHelp: {
    fr: "Chaque taux se calcule sur l'étape précédente, d'après les dossiers d'aujourd'hui : conditions remplies pour une offre au moins, puis proposé, puis engagé. Le rapport compare ce taux à celui du groupe qui en a le plus haut. Sous 0,80, il est signalé : ce repère des quatre cinquièmes est une règle pratique venue des États-Unis, non vérifiée pour la Belgique ; il ne prouve rien, il invite à regarder. Les nombres de moins de {limit} personnes sont cachés ; qui n'a pas répondu n'est dans aucun groupe.",
    nl: "Elk percentage wordt op de vorige stap berekend, volgens de dossiers van vandaag: voldoet voor minstens één aanbieding, dan voorgesteld, dan aangeworven. De verhouding vergelijkt met de groep met het hoogste percentage. Onder 0,80 wordt ze aangeduid: deze viervijfdegrens is een vuistregel uit de Verenigde Staten, voor België niet geverifieerd; ze bewijst niets, ze nodigt uit om te kijken. Aantallen onder {limit} personen zijn verborgen; wie niet antwoordde, zit in geen enkele groep.",
    en: "Each rate is worked out of the stage before, from the files as they are today: meets the conditions of one offer at least, then proposed, then hired. The ratio compares it with the group that has the highest. Below 0.80 it is marked: this four-fifths line is a rule of thumb from the United States, not verified for Belgium; it proves nothing, it invites to look. Counts of fewer than {limit} people are hidden; whoever did not answer is in no group.",
  },
  offersOf: {
    one: {
      fr: "{count} offre de l'année",
      nl: "{count} aanbieding van het jaar",
      en: "{count} offer of the year",
    },
    other: {
      fr: "{count} offres de l'année",
      nl: "{count} aanbiedingen van het jaar",
      en: "{count} offers of the year",
    },
  },
  considered: { fr: "Dossiers", nl: "Dossiers", en: "Files" },
  eligible: { fr: "Conditions remplies", nl: "Voldoen", en: "Conditions met" },
  proposed: { fr: "Proposés", nl: "Voorgesteld", en: "Proposed" },
  hired: { fr: "Engagés", nl: "Aangeworven", en: "Hired" },
  hidden: { fr: "caché", nl: "verborgen", en: "hidden" },
  ratio: { fr: "rapport {ratio}", nl: "verhouding {ratio}", en: "ratio {ratio}" },
  low: { fr: "rapport {ratio} : bas", nl: "verhouding {ratio}: laag", en: "ratio {ratio}: low" },
  legal: {
    fr: "Un groupe est écarté par la loi : {source}.",
    nl: "Een groep wordt door de wet uitgesloten: {source}.",
    en: "One group is kept out by law: {source}.",
  },
  unverified: { fr: "non vérifié", nl: "niet geverifieerd", en: "not verified" },
  withheld: {
    fr: "Pas montré à votre rôle : {groups}.",
    nl: "Niet getoond aan uw rol: {groups}.",
    en: "Not shown to your role: {groups}.",
  },
  nobody: { fr: "Aucun dossier.", nl: "Geen dossiers.", en: "No files." },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
