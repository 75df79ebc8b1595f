import { useParams, useSearchParams } from "react-router";
import type { OccupancyDay, PlacesPage as Places } from "../../../src/places/shapes.ts";
import { ButtonLink, Facts, Loaded, Notice, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { Ending } from "./Ending.tsx";
import { Expected } from "./Expected.tsx";
import { Occupancy } from "./Occupancy.tsx";
import style from "./places.module.css";
import { usePlaces } from "./use-places.ts";
import { Waiting } from "./Waiting.tsx";

/** The places of a service: what is free, who waits, who is expected, whose time ends, and how full the months are. */
export const PlacesPage = () => {
  const say = useSay();
  const { service = "" } = useParams();
  const [search] = useSearchParams();
  const asked = search.get("from") ?? "";
  const places = usePlaces(service, /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : undefined);
  const page = places.data;
  return (
    <Page
      title={say(page && !page.structures ? words.stays : words.title)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        { label: page ? say(page.label) : say(words.service), to: `services/${service}` },
      ]}
      actions={page && <NewRequest page={page} />}
    >
      <Loaded query={places}>{(data) => <Contents page={data} />}</Loaded>
    </Page>
  );
};

const NewRequest = ({ page: { requests } }: { page: Places }) => {
  const say = useSay();
  if (!requests || requests.operation === null) return null;
  return (
    <ButtonLink
      to={`operations/${requests.operation}/registers/${requests.register}/new`}
      variant="primary"
      icon="add"
    >
      {say(words.add, { record: say(requests.record) })}
    </ButtonLink>
  );
};

const Contents = ({ page }: { page: Places }) => {
  const say = useSay();
  const format = useFormat();
  return (
    <>
      {page.total && page.structures && page.structures.rows.length > 0 && (
        <Section
          title={say(words.free)}
          actions={<span className={style.today}>{format.date(page.today, "long")}</span>}
        >
          <Facts
            layout="tiles"
            items={[page.total.today, page.total.soon].flatMap((day, at) => tiles(day, at))}
          />
          {page.nowhere > 0 && (
            <Notice tone="warning">
              {say(words.nowhere, { count: format.count(page.nowhere, stayWords) })}
            </Notice>
          )}
        </Section>
      )}
      {page.requests && <Expected page={page} />}
      {page.requests && <Waiting page={page} />}
      {page.ending && <Ending page={page} ending={page.ending} />}
      {page.structures && <Occupancy page={page} structures={page.structures} />}
    </>
  );

  function tiles(day: OccupancyDay, at: number) {
    const when = at === 0 ? words.freeToday : words.freeSoon;
    const over = day.over === 0 ? "" : say(words.over, { over: format.number(day.over) });
    return [
      {
        id: `free-${at}`,
        label: say(when),
        value: `${say(words.freeOf, { free: format.number(day.free), places: format.number(day.places) })}${over}`,
      },
      {
        id: `taken-${at}`,
        label: say(at === 0 ? words.takenToday : words.takenSoon),
        value: say(words.takenAnd, {
          taken: format.count(day.taken, takenWords),
          promised: format.count(day.promised, promisedWords),
        }),
      },
    ];
  }
};

const stayWords = {
  one: { fr: "{count} séjour en cours", nl: "{count} lopend verblijf", en: "{count} stay under way" },
  other: { fr: "{count} séjours en cours", nl: "{count} lopende verblijven", en: "{count} stays under way" },
} satisfies Record<string, Text>;

const takenWords = {
  one: { fr: "{count} occupée", nl: "{count} bezet", en: "{count} occupied" },
  other: { fr: "{count} occupées", nl: "{count} bezet", en: "{count} occupied" },
} satisfies Record<string, Text>;

const promisedWords = {
  one: { fr: "{count} promise", nl: "{count} beloofd", en: "{count} promised" },
  other: { fr: "{count} promises", nl: "{count} beloofd", en: "{count} promised" },
} satisfies Record<string, Text>;

const words = {
  title: { fr: "Places et séjours", nl: "Plaatsen en verblijven", en: "Places and stays" },
  stays: { fr: "Demandes et séjours", nl: "Aanvragen en verblijven", en: "Requests and stays" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  service: { fr: "Service", nl: "Dienst", en: "Service" },
  add: { fr: "Ajouter {record}", nl: "{record} toevoegen", en: "Add {record}" },
  free: { fr: "Places libres", nl: "Vrije plaatsen", en: "Free places" },
  freeToday: { fr: "Libres aujourd'hui", nl: "Vandaag vrij", en: "Free today" },
  freeSoon: { fr: "Libres dans deux semaines", nl: "Over twee weken vrij", en: "Free in two weeks" },
  freeOf: { fr: "{free} sur {places}", nl: "{free} van {places}", en: "{free} of {places}" },
  over: { fr: " ; {over} de trop", nl: "; {over} te veel", en: "; {over} too many" },
  takenToday: { fr: "Prises aujourd'hui", nl: "Vandaag bezet", en: "Taken today" },
  takenSoon: { fr: "Prises dans deux semaines", nl: "Over twee weken bezet", en: "Taken in two weeks" },
  takenAnd: { fr: "{taken}, {promised}", nl: "{taken}, {promised}", en: "{taken}, {promised}" },
  nowhere: {
    fr: "{count} sans structure connue : ces fiches n'occupent aucune place ici. Complétez leur structure.",
    nl: "{count} zonder gekende structuur: deze fiches bezetten hier geen plaats. Vul hun structuur aan.",
    en: "{count} without a known structure: these records take no place here. Complete their structure.",
  },
} satisfies Record<string, Text>;
