import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import type { RoomsPage } from "../../../src/rooms/shapes.ts";
import { api } from "../api.ts";
import { addressIn, announce, Loaded, Notice, Page, Stack } from "../kit/index.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";
import { type KnownRegister, useRegister } from "../record/use-register.ts";
import { Questions } from "./Questions.tsx";
import { useRooms } from "./use-rooms.ts";

/** Somebody calls or comes in: few questions, in the order of the conversation, on a phone as well. */
export const IntakePage = () => {
  const say = useSay();
  const { service = "" } = useParams();
  const rooms = useRooms(service);
  return (
    <Page
      title={say(words.title)}
      width="narrow"
      breadcrumbs={[
        { label: rooms.data ? say(rooms.data.label) : say(words.service), to: `services/${service}` },
        { label: say(words.rooms), to: `services/${service}/rooms` },
      ]}
      lead={say(words.lead)}
    >
      <Loaded query={rooms}>{(page) => <Intake page={page} />}</Loaded>
    </Page>
  );
};

const Intake = ({ page }: { page: RoomsPage }) => {
  const say = useSay();
  const register = useRegister(page.register);
  if (!page.mayRecord) return <Notice tone="info" title={say(words.notYours)} />;
  return <Loaded query={register}>{(known) => <IntakeForm page={page} known={known} />}</Loaded>;
};

const IntakeForm = ({ page, known }: { page: RoomsPage; known: KnownRegister }) => {
  const say = useSay();
  const language = useLanguage();
  const go = useNavigate();
  const queries = useQueryClient();
  const operation = known.page.operations[0];
  const number = [...known.register.identity][0] ?? "";
  const { lifecycle } = known.register;
  return (
    <Stack>
      <Questions
        known={known}
        place={{ operation: operation?.operation ?? "", partner: operation?.partners[0]?.partner ?? "" }}
        fields={page.intake}
        first={{ [page.begins]: page.today }}
        given={{ [number]: "–", ...(lifecycle ? { [lifecycle.field]: page.first } : {}) }}
        submit={say(words.keep)}
        send={async (texts) => {
          const made = await api.send<{ record: number; number: string }>(
            "POST",
            `/api/services/${page.service}/rooms`,
            { texts },
          );
          announce(say(words.kept, { number: made.number }));
          await queries.invalidateQueries({ queryKey: ["rooms", page.service] });
          await go(addressIn(language, `services/${page.service}/rooms/${made.record}`));
        }}
      />
    </Stack>
  );
};

const words = {
  title: { fr: "Nouveau signalement", nl: "Nieuwe melding", en: "New report" },
  service: { fr: "Service", nl: "Dienst", en: "Service" },
  rooms: { fr: "Dossiers réservés", nl: "Afgeschermde dossiers", en: "Restricted cases" },
  lead: {
    fr: "Le numéro est donné tout seul. Vous serez la première personne admise dans ce dossier ; personne d’autre ne le verra sans vous.",
    nl: "Het nummer komt vanzelf. U bent de eerste die tot dit dossier toegelaten is; niemand anders ziet het zonder u.",
    en: "The number comes by itself. You will be the first person let into this case; nobody else sees it without you.",
  },
  keep: { fr: "Enregistrer le signalement", nl: "De melding bewaren", en: "Record the report" },
  kept: {
    fr: "Signalement {number} enregistré",
    nl: "Melding {number} bewaard",
    en: "Report {number} recorded",
  },
  notYours: {
    fr: "Votre rôle ne permet pas d’enregistrer un signalement.",
    nl: "Uw rol laat niet toe een melding te bewaren.",
    en: "Your role does not let you record a report.",
  },
} satisfies Record<string, Text>;
