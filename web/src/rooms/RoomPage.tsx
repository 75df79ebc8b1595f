import { useParams } from "react-router";
import type { RoomPage as Room } from "../../../src/rooms/shapes.ts";
import { Badge, ButtonLink, Card, Facts, Link, Loaded, Page, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { Transitions } from "../record/Transitions.tsx";
import { useRegister } from "../record/use-register.ts";
import { FollowUps } from "./FollowUps.tsx";
import { Members } from "./Members.tsx";
import { Recipients } from "./Recipients.tsx";
import style from "./rooms.module.css";
import { useRoom } from "./use-rooms.ts";

/** A case, with everything that belongs to it, for those who were let in. */
export const RoomPage = () => {
  const say = useSay();
  const { service = "", record = "" } = useParams();
  const room = useRoom(service, record);
  const page = room.data;
  return (
    <Page
      title={page ? say(words.title, { number: page.number }) : say(words.untitled)}
      breadcrumbs={[
        { label: page ? say(page.label) : say(words.service), to: `services/${service}` },
        { label: say(words.rooms), to: `services/${service}/rooms` },
      ]}
      meta={page?.state && <Badge tone={page.isOver ? "neutral" : "info"}>{say(page.state.label)}</Badge>}
      lead={page?.isAnonymous === true ? say(words.anonymous) : undefined}
      actions={
        page?.mayWrite && (
          <ButtonLink
            to={`operations/${page.operation}/registers/${page.register}/records/${page.record}/edit`}
            icon="edit"
          >
            {say(words.edit)}
          </ButtonLink>
        )
      }
    >
      <Loaded query={room}>{(data) => <Contents page={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page }: { page: Room }) => {
  const say = useSay();
  const register = useRegister(page.register);
  return (
    <>
      <Stack>
        {register.data && (
          <Transitions known={register.data} page={{ ...page, may: { write: page.mayWrite } }} />
        )}
        <Stack columns={2}>
          {page.sections.map(({ section, label, facts }) => (
            <Card key={section} title={say(label)}>
              <div className={style.facts}>
                <Facts
                  items={facts.map(({ field, label: name, value }) => ({
                    id: field,
                    label: say(name),
                    value: say(value),
                  }))}
                />
              </div>
            </Card>
          ))}
        </Stack>
      </Stack>
      <Recipients page={page} fields={page.fields} />
      {page.followUps && <FollowUps page={page} followUps={page.followUps} />}
      <Members page={page} />
      <Section title={say(words.more)}>
        <Link to={`operations/${page.operation}/registers/${page.register}/records/${page.record}`}>
          {say(words.history)}
        </Link>
      </Section>
    </>
  );
};

const words = {
  title: { fr: "Dossier {number}", nl: "Dossier {number}", en: "Case {number}" },
  untitled: { fr: "Dossier réservé", nl: "Afgeschermd dossier", en: "Restricted case" },
  service: { fr: "Service", nl: "Dienst", en: "Service" },
  rooms: { fr: "Dossiers réservés", nl: "Afgeschermde dossiers", en: "Restricted cases" },
  anonymous: {
    fr: "La personne reste anonyme.",
    nl: "De persoon blijft anoniem.",
    en: "The person stays anonymous.",
  },
  edit: { fr: "Corriger les réponses", nl: "Antwoorden verbeteren", en: "Correct the answers" },
  more: { fr: "Historique", nl: "Geschiedenis", en: "History" },
  history: {
    fr: "La fiche et tout ce qui lui est arrivé",
    nl: "De fiche en alles wat ermee gebeurde",
    en: "The record and all that happened to it",
  },
} satisfies Record<string, Text>;
