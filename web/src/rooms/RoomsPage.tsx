import { useState } from "react";
import { useParams } from "react-router";
import type { RoomsPage as Rooms } from "../../../src/rooms/shapes.ts";
import {
  Badge,
  Button,
  ButtonLink,
  Cell,
  Column,
  Columns,
  Disclosure,
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
import { AdmitDialog } from "./AdmitDialog.tsx";
import style from "./rooms.module.css";
import { useRooms } from "./use-rooms.ts";

/** The cases that one was let into, the most pressing first; for the head, which rooms there are and who is in them. */
export const RoomsPage = () => {
  const say = useSay();
  const { service = "" } = useParams();
  const rooms = useRooms(service);
  const page = rooms.data;
  return (
    <Page
      title={say(words.title)}
      breadcrumbs={[{ label: page ? say(page.label) : say(words.service), to: `services/${service}` }]}
      lead={say(words.lead)}
      actions={
        page?.mayRecord && (
          <ButtonLink to={`services/${service}/rooms/new`} variant="primary" icon="add">
            {say(words.add)}
          </ButtonLink>
        )
      }
    >
      <Loaded query={rooms}>{(data) => <Contents page={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page }: { page: Rooms }) => {
  const say = useSay();
  const format = useFormat();
  const open = page.mine.filter(({ isOver }) => !isOver).toSorted(byFollowUp);
  const over = page.mine.filter(({ isOver }) => isOver);
  return (
    <>
      <p className={style.counts}>
        {say(words.counts, {
          open: format.number(page.counts.open),
          rooms: format.number(page.counts.rooms),
          mine: format.number(page.counts.mine),
        })}
      </p>
      <Section title={say(words.mine)}>
        {open.length === 0 ? (
          <EmptyState title={say(words.none)} />
        ) : (
          <RoomTable page={page} rooms={open} label={say(words.mine)} />
        )}
        {over.length > 0 && (
          <Disclosure title={say(words.over, { count: format.number(over.length) })}>
            <RoomTable page={page} rooms={over} label={say(words.overLabel)} />
          </Disclosure>
        )}
      </Section>
      {page.head && <Head page={page} head={page.head} />}
    </>
  );
};

/** What is to be asked again soonest comes first, then the case that has been there longest. */
const byFollowUp = (a: Rooms["mine"][number], b: Rooms["mine"][number]): number =>
  (a.followUp ?? "9999").localeCompare(b.followUp ?? "9999") || (b.days ?? 0) - (a.days ?? 0);

const RoomTable = ({
  page,
  rooms,
  label,
}: {
  page: Rooms;
  rooms: readonly Rooms["mine"][number][];
  label: string;
}) => {
  const say = useSay();
  const format = useFormat();
  return (
    <Table label={label}>
      <Columns>
        <Column>{say(words.number)}</Column>
        <Column>{say(words.state)}</Column>
        <Column isNumeric>{say(words.age)}</Column>
        <Column>{say(words.followUp)}</Column>
      </Columns>
      <Rows>
        {rooms.map((room) => (
          <Row key={room.record}>
            <Cell isHead>
              <Link to={`services/${page.service}/rooms/${room.record}`}>{room.number}</Link>
            </Cell>
            <Cell>{room.state && say(room.state.label)}</Cell>
            <Cell isNumeric>{room.days === null ? "–" : format.count(room.days, days)}</Cell>
            <Cell>
              {room.followUp === null ? (
                "–"
              ) : room.followUp < page.today && !room.isOver ? (
                <Badge tone="warning" hasIcon>
                  {say(words.late, { day: format.date(room.followUp) })}
                </Badge>
              ) : (
                format.date(room.followUp)
              )}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

/** Every room that is not over, without a word of what is in it. */
const Head = ({ page, head }: { page: Rooms; head: NonNullable<Rooms["head"]> }) => {
  const say = useSay();
  const format = useFormat();
  const [room, setRoom] = useState<(typeof head)[number]>();
  return (
    <Section title={say(words.head)}>
      <p>{say(words.headLead)}</p>
      <Table label={say(words.head)}>
        <Columns>
          <Column>{say(words.number)}</Column>
          <Column>{say(words.state)}</Column>
          <Column isNumeric>{say(words.age)}</Column>
          <Column>{say(words.members)}</Column>
        </Columns>
        <Rows>
          {head.map((each) => (
            <Row key={each.record}>
              <Cell isHead>{each.number}</Cell>
              <Cell>{each.state && say(each.state.label)}</Cell>
              <Cell isNumeric>{each.days === null ? "–" : format.count(each.days, days)}</Cell>
              <Cell isWrapped>
                {each.isDeserted ? (
                  <Button
                    size="s"
                    onPress={() => setRoom(each)}
                    aria-label={say(words.give, { number: each.number })}
                  >
                    {say(words.admit)}
                  </Button>
                ) : (
                  each.members.join(", ")
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {room && (
        <AdmitDialog
          service={page.service}
          record={room.record}
          number={room.number}
          colleagues={page.colleagues}
          onClose={() => setRoom(undefined)}
        />
      )}
    </Section>
  );
};

const days = {
  one: { fr: "{count} jour", nl: "{count} dag", en: "{count} day" },
  other: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
};

const words = {
  title: { fr: "Dossiers réservés", nl: "Afgeschermde dossiers", en: "Restricted cases" },
  service: { fr: "Service", nl: "Dienst", en: "Service" },
  lead: {
    fr: "Chaque dossier n’est ouvert qu’aux personnes qui y ont été admises, quel que soit leur rôle ailleurs.",
    nl: "Elk dossier is enkel open voor wie ertoe toegelaten is, wat hun rol elders ook is.",
    en: "Each case is open only to those who were let into it, whatever their role elsewhere.",
  },
  add: { fr: "Nouveau signalement", nl: "Nieuwe melding", en: "New report" },
  counts: {
    fr: "{open} dossiers en cours sur {rooms}, dont {mine} vous sont ouverts.",
    nl: "{open} van de {rooms} dossiers lopen, {mine} ervan zijn voor u open.",
    en: "{open} cases of {rooms} are under way, {mine} of them open to you.",
  },
  mine: { fr: "Mes dossiers en cours", nl: "Mijn lopende dossiers", en: "My cases under way" },
  none: {
    fr: "Aucun dossier en cours ne vous est ouvert.",
    nl: "Er is geen lopend dossier voor u open.",
    en: "No case under way is open to you.",
  },
  over: {
    fr: "Dossiers clôturés ({count})",
    nl: "Afgesloten dossiers ({count})",
    en: "Closed cases ({count})",
  },
  overLabel: { fr: "Dossiers clôturés", nl: "Afgesloten dossiers", en: "Closed cases" },
  number: { fr: "Dossier", nl: "Dossier", en: "Case" },
  state: { fr: "Étape", nl: "Stap", en: "Stage" },
  age: { fr: "Depuis", nl: "Sinds", en: "For" },
  followUp: { fr: "Reprendre contact", nl: "Opnieuw contact", en: "Get in touch again" },
  late: { fr: "en retard, {day}", nl: "te laat, {day}", en: "overdue, {day}" },
  head: { fr: "Tous les dossiers en cours", nl: "Alle lopende kamers", en: "All rooms under way" },
  headLead: {
    fr: "Pour répartir le travail : l’étape et les personnes admises, sans le contenu. Un dossier où il n’y a plus personne vous revient : à vous de le confier.",
    nl: "Om het werk te verdelen: de stap en wie toegelaten is, zonder de inhoud. Een kamer zonder iemand vertrouwt u toe.",
    en: "To share out the work: the stage and who was let in, without the content. A room with nobody left is yours to give.",
  },
  members: { fr: "Personnes admises", nl: "Toegelaten personen", en: "Let in" },
  admit: { fr: "Personne : confier", nl: "Niemand: toevertrouwen", en: "Nobody: give it to…" },
  give: {
    fr: "Confier le dossier {number}, où il n’y a personne",
    nl: "Dossier {number} toevertrouwen, waar niemand is",
    en: "Give case {number}, where nobody is",
  },
} satisfies Record<string, Text>;
