import { Badge, ButtonLink, EmptyState, Link, Loaded, Notice, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useWho } from "../who.tsx";
import style from "./control.module.css";
import { ControlNav } from "./ControlNav.tsx";
import { StateBadge } from "./states.tsx";
import { titles } from "./titles.ts";
import { type KnownVisit, useIsReached, useVisits, type VisitsHere } from "./use-visit.ts";

/** On-the-spot visits: opened while there is a network, they work without one. */
export const VisitsPage = () => {
  const say = useSay();
  const isHere = useWho() !== undefined;
  const visits = useVisits();
  return (
    <Page
      title={say(titles.visits)}
      lead={say(words.lead)}
      {...(isHere ? { breadcrumbs: [{ label: say(titles.control), to: "control" }] } : {})}
    >
      {isHere && <ControlNav here="control/visits" />}
      <Loaded query={visits}>{(here) => <List here={here} />}</Loaded>
    </Page>
  );
};

type Shown = Omit<KnownVisit, "loadedAt"> & Readonly<{ loadedAt: string | undefined }>;

/** What can still be noted, with what is on this device: what is to be sent first. */
const shown = ({ rows, known, unsent }: VisitsHere): readonly Shown[] => {
  const loaded = new Map(known.map((visit) => [visit.id, visit]));
  const open = new Set(["open", "with_partner", "answered"]);
  const all: readonly Omit<Shown, "loadedAt">[] = rows ?? known;
  return all
    .filter(({ id, state }) => open.has(state) || unsent.includes(id))
    .map(({ id, number, partner, operation, state }) => ({
      id,
      number,
      partner,
      operation,
      state,
      loadedAt: loaded.get(id)?.loadedAt,
    }))
    .toSorted((a, b) => Number(unsent.includes(b.id)) - Number(unsent.includes(a.id)));
};

const List = ({ here }: Readonly<{ here: VisitsHere }>) => {
  const say = useSay();
  const { dateTime } = useFormat();
  const isReached = useIsReached();
  const visits = shown(here);
  return (
    <>
      {!isReached && <Notice title={say(words.away)} />}
      {visits.length === 0 ? (
        <EmptyState title={say(words.none)}>{say(words.noneWhy)}</EmptyState>
      ) : (
        <ul className={style.queue}>
          {visits.map(({ id, number, partner, operation, state, loadedAt }) => (
            <li key={id} className={style.visit}>
              <div className={style.about}>
                <h2>
                  <Link to={`control/visits/${id}`}>{number}</Link> <StateBadge state={state} />
                </h2>
                <p>
                  {say(partner.name)} · {say(operation.title)}
                </p>
                <p className={style.note}>
                  {loadedAt === undefined
                    ? say(words.notLoaded)
                    : say(words.loaded, { at: dateTime(loadedAt) })}{" "}
                  {here.unsent.includes(id) && (
                    <Badge tone="warning" hasIcon>
                      {say(words.unsent)}
                    </Badge>
                  )}
                </p>
              </div>
              <ButtonLink
                to={`control/visits/${id}`}
                variant={loadedAt === undefined ? "secondary" : "primary"}
              >
                {say(words.open)}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

const words = {
  lead: {
    fr: "Ouvrez la visite tant qu'il y a du réseau : elle se fait ensuite sans, et part d'elle-même au retour.",
    nl: "Open het bezoek zolang er netwerk is: daarna gaat het zonder, en alles vertrekt vanzelf achteraf.",
    en: "Open the visit while there is a network: it then works without one, and is sent by itself afterwards.",
  },
  away: {
    fr: "Pas de réseau : voici les visites chargées sur cet appareil.",
    nl: "Geen netwerk: dit zijn de bezoeken op dit toestel.",
    en: "No network: these are the visits on this device.",
  },
  none: { fr: "Aucune visite en cours.", nl: "Geen bezoeken bezig.", en: "No visits under way." },
  noneWhy: {
    fr: "Une visite commence par un contrôle sur place, ouvert depuis une déclaration ou la liste des contrôles.",
    nl: "Een bezoek begint met een controle ter plaatse, geopend vanuit een declaratie of de lijst van controles.",
    en: "A visit begins with an on-the-spot verification, opened from a declaration or the list of verifications.",
  },
  notLoaded: {
    fr: "Pas encore sur cet appareil.",
    nl: "Nog niet op dit toestel.",
    en: "Not on this device yet.",
  },
  loaded: {
    fr: "Sur cet appareil, chargée le {at}.",
    nl: "Op dit toestel, geladen op {at}.",
    en: "On this device, loaded on {at}.",
  },
  unsent: { fr: "à envoyer", nl: "te verzenden", en: "to be sent" },
  open: { fr: "Ouvrir la visite", nl: "Het bezoek openen", en: "Open the visit" },
} satisfies Record<string, Text>;
