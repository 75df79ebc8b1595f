import { useQuery } from "@tanstack/react-query";
import type { WorklistPage } from "../../../src/worklist/shapes.ts";
import { api } from "../api.ts";
import { EmptyState, Facts, Link, Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { LastChanges } from "../programme/Changes.tsx";
import { Section } from "../programme/Section.tsx";
import { HomeDesk } from "../service/HomeDesk.tsx";
import { useMay, useWho } from "../who.tsx";
import { HomeFigures } from "./HomeFigures.tsx";
import { Items, Watched } from "./Items.tsx";
import { NextSteps } from "./NextSteps.tsx";
import style from "./home.module.css";

/** What waits for this person, first things first; then what they follow, their figures, and what happened lately. */
export const HomePage = () => {
  const say = useSay();
  const who = useWho();
  const worklist = useQuery({
    queryKey: ["worklist"],
    queryFn: () => api.get<WorklistPage>("/api/worklist"),
    // Looked up whenever one comes here, or back to the window: what waits is settled on other pages and by colleagues.
    // Never by the clock, which would keep the session of somebody who went away from ending.
    staleTime: 0,
  });
  return (
    <Page
      title={say(words.title)}
      lead={worklist.data && who && <Lead page={worklist.data} name={who.name} />}
    >
      <div className={style.columns}>
        <div>
          <HomeDesk />
          <Loaded query={worklist}>{(page) => <Turn page={page} />}</Loaded>
        </div>
        <div>
          {worklist.data?.people && <PeopleState people={worklist.data.people} />}
          <HomeFigures />
          <NextSteps />
          <Lately />
        </div>
      </div>
    </Page>
  );
};

const Lead = ({ page, name }: { page: WorklistPage; name: string }) => {
  const say = useSay();
  const { count } = useFormat();
  const yours = page.items.filter(({ turn }) => turn === "yours");
  const late = yours.filter(({ standing }) => standing === "overdue").length;
  const values = { name, things: count(yours.length, words.things), late: String(late) };
  if (yours.length === 0) return say(words.greeting, values);
  return say(late === 0 ? words.waits : words.waitsLate, values);
};

const Turn = ({ page }: { page: WorklistPage }) => {
  const say = useSay();
  const yours = page.items.filter(({ turn }) => turn === "yours");
  const watched = page.items.filter(({ turn }) => turn === "watch");
  const mayWrite = useMay("records:write");
  return (
    <>
      {yours.length > 0 ? (
        <Section title={say(words.yours)}>
          <Items items={yours} today={page.today} />
        </Section>
      ) : (
        <EmptyState title={say(words.nothing)}>
          <p>
            {say(
              mayWrite ? words.nothingWriter : watched.length > 0 ? words.nothingReader : words.nothingElse,
            )}
          </p>
        </EmptyState>
      )}
      {watched.length > 0 && (
        <Section title={say(words.watched)}>
          <Watched items={watched} today={page.today} />
        </Section>
      )}
    </>
  );
};

const PeopleState = ({ people }: { people: NonNullable<WorklistPage["people"]> }) => {
  const say = useSay();
  const { number } = useFormat();
  return (
    <Section title={say(words.people)} actions={<Link to="people">{say(words.manage)}</Link>}>
      <Facts
        layout="tiles"
        items={[
          { label: say(words.active), value: number(people.active) },
          { label: say(words.invited), value: number(people.invited) },
          { label: say(words.mail), value: number(people.mail) },
        ]}
      />
    </Section>
  );
};

const Lately = () => {
  const say = useSay();
  const readsRecords = useMay("records:read");
  const readsTrail = useMay("trail:read");
  if (!readsRecords && !readsTrail) return null;
  return (
    <Section title={say(words.lately)} actions={<Link to="trail">{say(words.allChanges)}</Link>}>
      <LastChanges size={6} />
    </Section>
  );
};

const words = {
  title: { fr: "À vous de jouer", nl: "Uw beurt", en: "Your turn" },
  greeting: { fr: "Bonjour {name}.", nl: "Dag {name}.", en: "Hello {name}." },
  waits: {
    fr: "Bonjour {name}. {things} à traiter.",
    nl: "Dag {name}. {things} te behandelen.",
    en: "Hello {name}. {things} to deal with.",
  },
  waitsLate: {
    fr: "Bonjour {name}. {things} à traiter, dont {late} en retard.",
    nl: "Dag {name}. {things} te behandelen, waarvan {late} te laat.",
    en: "Hello {name}. {things} to deal with, {late} of them late.",
  },
  things: {
    one: { fr: "{count} point", nl: "{count} punt", en: "{count} thing" },
    other: { fr: "{count} points", nl: "{count} punten", en: "{count} things" },
  },
  yours: { fr: "Ce qui vous attend", nl: "Wat op u wacht", en: "Waiting for you" },
  watched: { fr: "Ce que vous suivez", nl: "Wat u opvolgt", en: "What you follow" },
  nothing: { fr: "Rien ne vous attend.", nl: "Er wacht niets op u.", en: "Nothing waits for you." },
  nothingWriter: {
    fr: "Vos fiches sont complètes, aucun délai ne court et aucun fichier n’est en suspens. Ce qui manquera apparaîtra ici, avec sa date.",
    nl: "Uw fiches zijn volledig, er loopt geen termijn en er is geen bestand in behandeling. Wat ontbreekt, verschijnt hier, met zijn datum.",
    en: "Your records are complete, no deadline runs and no file is pending. What will be missing shows here, with its date.",
  },
  nothingReader: {
    fr: "La suite est chez d’autres : voyez ci-dessous où elle en est.",
    nl: "Anderen zijn aan zet: hieronder ziet u hoe ver het staat.",
    en: "Others are to act: see below how far they are.",
  },
  nothingElse: {
    fr: "Ce qui demandera votre attention apparaîtra ici, avec sa date.",
    nl: "Wat uw aandacht vraagt, verschijnt hier, met zijn datum.",
    en: "What will need your attention shows here, with its date.",
  },
  people: { fr: "Accès", nl: "Toegangen", en: "Access" },
  manage: { fr: "Gérer les accès", nl: "Toegangen beheren", en: "Manage access" },
  active: { fr: "Personnes actives", nl: "Actieve personen", en: "Active people" },
  invited: { fr: "Invitées", nl: "Uitgenodigd", en: "Invited" },
  mail: { fr: "Messages en attente", nl: "Berichten in de wacht", en: "Messages waiting" },
  lately: { fr: "Dernièrement", nl: "Onlangs", en: "Lately" },
  allChanges: { fr: "Tous les changements", nl: "Alle wijzigingen", en: "All changes" },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
