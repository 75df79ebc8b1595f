import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import type { LogPage, ShownGroup } from "../../../src/outreach/shapes.ts";
import { Button, Card, Disclosure, Facts, Link, Loaded, Meter, Notice, Page, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { NoteContact } from "./NoteContact.tsx";
import style from "./outreach.module.css";
import { type Followed, type KnownLog, useLog } from "./use-log.ts";
import { WaitingContacts } from "./WaitingContacts.tsx";
import { Youngsters } from "./Youngsters.tsx";

const isGroup = (text: string | null): text is ShownGroup =>
  text === "open" || text === "silent" || text === "closed";

/** The log of contacts: note that somebody was met, see who waits for news; the form works without a network. */
export const OutreachPage = () => {
  const say = useSay();
  const { service = "" } = useParams();
  const [query] = useSearchParams();
  const asked = query.get("show");
  const show = isGroup(asked) ? asked : "open";
  const days = Number(query.get("days") ?? "");
  const log = useLog(service, show, show === "silent" && days > 0 ? days : undefined);
  const { data } = log;
  return (
    <Page
      title={say(words.title)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        ...(data ? [{ label: say(data.form.service.label), to: `services/${service}` }] : []),
      ]}
      lead={say(words.lead)}
    >
      <Loaded query={log}>{(known) => <Log log={known} service={service} show={show} />}</Loaded>
    </Page>
  );
};

const Log = ({ log, service, show }: Readonly<{ log: KnownLog; service: string; show: ShownGroup }>) => {
  const say = useSay();
  const { count } = useFormat();
  const [noting, setNoting] = useState<"new" | Followed>();
  const { form, page } = log;
  const note = (who: "new" | Followed) => {
    setNoting(who);
    scrollTo({ top: 0 });
  };
  return (
    <Stack gap="m">
      {form.writes.length > 0 &&
        (noting === undefined ? (
          <div className={style.big}>
            <Button variant="primary" icon="add" onPress={() => note("new")}>
              {say(words.met)}
            </Button>
          </div>
        ) : (
          <NoteContact
            key={noting === "new" ? noting : noting.code}
            log={log}
            service={service}
            seen={noting === "new" ? undefined : noting}
            onDone={() => setNoting(undefined)}
          />
        ))}
      <WaitingContacts service={service} form={form} />
      {page ? (
        <>
          <nav aria-label={say(words.lists)} className={style.groups}>
            {page.groups.map(({ group, count: people }) => (
              <Link
                key={group}
                to={`services/${service}/outreach?show=${group}`}
                className={style.group}
                {...(group === show ? { "aria-current": "page" as const } : {})}
              >
                {say(groupWords[group])} <strong>{people}</strong>
              </Link>
            ))}
          </nav>
          {show === "silent" && (
            <ul className={style.silences}>
              {page.silences.map(({ days, count: people }) => (
                <li key={days}>
                  <Link to={`services/${service}/outreach?show=silent&days=${days}`}>
                    {say(words.silence, { days, people })}
                  </Link>
                </li>
              ))}
            </ul>
          )}
          <Youngsters page={page} service={service} onSeen={note} />
          <Counts page={page} />
        </>
      ) : (
        <>
          <Notice tone="warning" title={say(words.noNetwork)}>
            {say(words.noNetworkHelp)}
          </Notice>
          {log.followed.length > 0 && (
            <Card title={count(log.followed.length, words.followed)}>
              <ul className={style.people}>
                {log.followed.map((each) => (
                  <li key={`${each.partner}/${each.code}`} className={style.person}>
                    <span className={style.words}>
                      <strong>{each.nickname ?? each.code}</strong>
                      <span className={style.details}>{say(each.stage.label)}</span>
                    </span>
                    <Button size="s" onPress={() => note(each)}>
                      {say(words.seen)}
                    </Button>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </>
      )}
      {form.writes.length > 0 && (
        <Disclosure title={say(words.home)}>
          <p>{say(words.homeHow)}</p>
          <p>{say(words.homeWhat)}</p>
        </Disclosure>
      )}
    </Stack>
  );
};

/** How many are at which stage, the groups they belong to, and each partner's part. */
const Counts = ({ page }: { page: LogPage }) => {
  const say = useSay();
  const format = useFormat();
  const known = page.segments.filter(({ count }) => count > 0);
  return (
    <Stack gap="m" columns={2}>
      <Card title={say(words.stages)}>
        <Facts
          items={[
            ...page.stages.map(({ code, label, count }) => ({
              id: code,
              label: say(label),
              value: format.number(count),
            })),
            { id: "unanswered", label: say(words.unanswered), value: format.number(page.unanswered) },
          ]}
        />
      </Card>
      {page.quotas.length > 0 && (
        <Card title={say(words.quotas, { year: page.quotas[0]?.year ?? "" })}>
          <Stack gap="s">
            {page.quotas.map(({ partner, name, reached, goal }) => (
              <Meter key={partner} label={say(name)} value={reached} target={goal} />
            ))}
          </Stack>
        </Card>
      )}
      {known.length > 0 && (
        <Card title={say(words.segments)}>
          <Facts
            items={known.map(({ code, label, count }) => ({
              id: code,
              label: say(label),
              value: format.number(count),
            }))}
          />
        </Card>
      )}
    </Stack>
  );
};

const groupWords: Readonly<Record<ShownGroup, Text>> = {
  open: { fr: "Suivis", nl: "Gevolgd", en: "Followed" },
  silent: { fr: "À revoir", nl: "Terug te zien", en: "To see again" },
  closed: { fr: "Terminés", nl: "Afgerond", en: "Ended" },
};

const words = {
  title: { fr: "Contacts de terrain", nl: "Contacten op het terrein", en: "Outreach contacts" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  lead: {
    fr: "Chaque rencontre, sans nom tant que le jeune n'est pas d'accord.",
    nl: "Elke ontmoeting, zonder naam zolang de jongere niet akkoord is.",
    en: "Each meeting, without a name as long as the young person has not agreed.",
  },
  met: { fr: "J'ai rencontré quelqu'un", nl: "Ik ontmoette iemand", en: "I met somebody" },
  seen: { fr: "Revu", nl: "Teruggezien", en: "Seen again" },
  lists: { fr: "Listes", nl: "Lijsten", en: "Lists" },
  silence: {
    fr: "plus de {days} jours sans nouvelles : {people}",
    nl: "meer dan {days} dagen geen nieuws: {people}",
    en: "more than {days} days without news: {people}",
  },
  noNetwork: { fr: "Pas de réseau", nl: "Geen netwerk", en: "No network" },
  noNetworkHelp: {
    fr: "Vous pouvez noter des contacts : ils restent sur ce téléphone et partent dès que le réseau revient.",
    nl: "U kunt contacten noteren: ze blijven op deze telefoon en vertrekken zodra er weer netwerk is.",
    en: "You can note contacts: they stay on this phone and leave as soon as the network is back.",
  },
  followed: {
    one: { fr: "{count} jeune suivi", nl: "{count} gevolgde jongere", en: "{count} young person followed" },
    other: {
      fr: "{count} jeunes suivis",
      nl: "{count} gevolgde jongeren",
      en: "{count} young people followed",
    },
  },
  stages: {
    fr: "Où en sont les jeunes",
    nl: "Hoever de jongeren staan",
    en: "How far young people have come",
  },
  unanswered: {
    fr: "rappels restés sans réponse",
    nl: "herinneringen zonder antwoord",
    en: "reminders not answered",
  },
  quotas: {
    fr: "Entrées prévues en {year}",
    nl: "Voorziene instap in {year}",
    en: "Planned entries in {year}",
  },
  segments: {
    fr: "Situations (jeunes suivis)",
    nl: "Situaties (gevolgde jongeren)",
    en: "Situations (followed)",
  },
  home: { fr: "Ajouter à l'écran d'accueil", nl: "Op het startscherm zetten", en: "Add to home screen" },
  homeHow: {
    fr: "Android : menu ⋮ du navigateur, « Ajouter à l'écran d'accueil ». iPhone : bouton Partager, « Sur l'écran d'accueil ».",
    nl: "Android: menu ⋮ van de browser, “Toevoegen aan startscherm”. iPhone: knop Delen, “Zet op beginscherm”.",
    en: "Android: the browser's menu ⋮, “Add to home screen”. iPhone: the Share button, “Add to Home Screen”.",
  },
  homeWhat: {
    fr: "Cette page s'ouvre alors aussi sans réseau. Se déconnecter efface de ce téléphone ce qu'elle savait.",
    nl: "Deze pagina opent dan ook zonder netwerk. Afmelden wist van deze telefoon wat ze wist.",
    en: "This page then opens without a network too. Signing out removes from this phone what it knew.",
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
