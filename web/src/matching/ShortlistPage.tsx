import { useState } from "react";
import { useParams } from "react-router";
import type { Shortlist } from "../../../src/matching/shapes.ts";
import { Badge, ButtonLink, Facts, Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { Candidates } from "./Candidates.tsx";
import { Excluded } from "./Excluded.tsx";
import style from "./matching.module.css";
import { Proposed } from "./Proposed.tsx";
import { useShortlist } from "./use-matching.ts";

/** Whom an offer leaves, why, and whom somebody proposed. */
export const ShortlistPage = () => {
  const say = useSay();
  const { service = "", offer = "" } = useParams();
  const [most, setMost] = useState(step);
  const query = useShortlist(service, offer, most);
  const list = query.data;
  return (
    <Page
      title={list ? list.offer.title : say(words.title)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        { label: list ? say(list.label) : service, to: `services/${service}` },
        { label: say(words.offers), to: `services/${service}/matching` },
      ]}
      actions={
        list && (
          <ButtonLink
            to={`operations/${list.offer.operation}/registers/${list.offer.register}/records/${String(list.offer.record)}`}
          >
            {say(words.open)}
          </ButtonLink>
        )
      }
    >
      <Loaded query={query}>
        {(list) => (
          <Contents
            key={list.offer.record}
            list={list}
            onMore={most < longest ? () => setMost(most + step) : undefined}
            isLonger={query.isPlaceholderData}
          />
        )}
      </Loaded>
    </Page>
  );
};

/** So many at first, and so many more at each wish. */
const step = 20;
const longest = 200;

const Contents = ({
  list,
  onMore,
  isLonger,
}: Readonly<{ list: Shortlist; onMore: (() => void) | undefined; isLonger: boolean }>) => {
  const say = useSay();
  const { count } = useFormat();
  const { offer } = list;
  const asked = offer.facts.filter(({ value }) => value !== null);
  return (
    <>
      <p className={style.offerLine}>
        <span>{[offer.number, offer.body].filter((part) => part !== null).join(" · ")}</span>
        {offer.state && <Badge tone="neutral">{say(offer.state.label)}</Badge>}
        <span>{count(offer.posts, words.posts)}</span>
      </p>
      <Facts
        layout="tiles"
        items={asked.map(({ field, label, value }) => ({
          id: field,
          label: say(label),
          value: value === null ? null : say(value),
        }))}
      />
      {list.proposed.length > 0 && (
        <Section title={say(words.proposed)}>
          <Proposed service={list.service} proposed={list.proposed} />
        </Section>
      )}
      <Section title={say(words.candidates)}>
        <Candidates list={list} onMore={onMore} isLonger={isLonger} />
      </Section>
      <Section title={say(words.excluded)}>
        <Excluded list={list} />
      </Section>
    </>
  );
};

const words = {
  title: {
    fr: "Candidats pour une offre",
    nl: "Kandidaten voor een aanbieding",
    en: "Candidates for an offer",
  },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  offers: { fr: "Offres et candidats", nl: "Aanbiedingen en kandidaten", en: "Offers and candidates" },
  open: { fr: "Ouvrir l'offre", nl: "De aanbieding openen", en: "Open the offer" },
  proposed: { fr: "Déjà proposés", nl: "Al voorgesteld", en: "Proposed already" },
  candidates: { fr: "Candidats possibles", nl: "Mogelijke kandidaten", en: "Possible candidates" },
  excluded: {
    fr: "Qui est écarté, et pourquoi",
    nl: "Wie wegvalt, en waarom",
    en: "Who is kept out, and why",
  },
  posts: {
    one: { fr: "{count} poste", nl: "{count} plaats", en: "{count} post" },
    other: { fr: "{count} postes", nl: "{count} plaatsen", en: "{count} posts" },
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
