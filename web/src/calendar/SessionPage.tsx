import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { LeaveBody, Left, Registration, SessionPage as Session } from "../../../src/calendar/shapes.ts";
import { api } from "../api.ts";
import {
  announce,
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  ConfirmDialog,
  EmptyState,
  Facts,
  Link,
  Loaded,
  Notice,
  Page,
  ProblemNotice,
  RadioGroup,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { Places } from "./Places.tsx";
import { RegisterSomebody } from "./RegisterSomebody.tsx";
import style from "./calendar.module.css";
import { Clashes, nameOf, useSessionAddress, useSessionCrumbs } from "./session-parts.tsx";
import { type SessionAddress, sessionApi, useSession } from "./use-calendar.ts";
import { hoursOf, titleOf, usePlacesWords, words as shared } from "./words.ts";

/** A session: when and where, who is registered, who waits and in which order, and who can still be registered. */
export const SessionPage = () => {
  const say = useSay();
  const { date } = useFormat();
  const address = useSessionAddress();
  const session = useSession(address);
  const page = session.data;
  return (
    <Page
      title={page ? titleOf(page.session, say) : say(shared.session)}
      breadcrumbs={useSessionCrumbs(address, page)}
      lead={
        page &&
        [date(page.session.date, "weekday"), hoursOf(page.session)].filter((part) => part !== "").join(", ")
      }
      meta={
        page && (
          <Badge tone={page.session.isCancelled ? "neutral" : page.session.isHeld ? "success" : "info"}>
            {say(page.session.state.label)}
          </Badge>
        )
      }
      actions={page && <Ways address={address} page={page} />}
    >
      <Loaded query={session}>{(data) => <Contents address={address} page={data} />}</Loaded>
    </Page>
  );
};

const Ways = ({ address, page }: Readonly<{ address: SessionAddress; page: Session }>) => {
  const say = useSay();
  const { session } = page;
  const here = `services/${address.service}/calendar/${address.operation}/${address.session}`;
  const hasCome = session.date <= page.today && !session.isCancelled;
  return (
    <ButtonRow>
      {page.mayWrite && hasCome && (
        <ButtonLink to={`${here}/attendance`} variant="primary" icon="check">
          {say(words.attendance)}
        </ButtonLink>
      )}
      {page.door?.isOpen === true && <ButtonLink to={`${here}/code`}>{say(words.code)}</ButtonLink>}
      <ButtonLink
        to={`operations/${session.operation}/registers/${page.register}/records/${session.record}`}
        icon="edit"
      >
        {say(words.record)}
      </ButtonLink>
    </ButtonRow>
  );
};

const Contents = ({ address, page }: Readonly<{ address: SessionAddress; page: Session }>) => {
  const say = useSay();
  const { number } = useFormat();
  const { heads } = usePlacesWords();
  const { session, registrations } = page;
  const fact = (label: Text, value: ReactNode) =>
    value === null || value === "" ? [] : [{ label: say(label), value }];
  return (
    <>
      <Facts
        items={[
          ...fact(words.place, session.place && say(session.place)),
          ...fact(words.language, session.language && say(session.language)),
          ...fact(words.partner, say(session.partnerName)),
          ...session.details.map(({ label, value }) => ({ label: say(label), value: say(value) })),
          ...fact(words.hours, session.hours === null ? null : number(session.hours)),
          ...(page.headsLabel && session.heads !== null
            ? [{ label: say(page.headsLabel), value: heads(session) }]
            : []),
          ...(registrations
            ? [
                {
                  label: say(words.places),
                  value: (
                    <span className={style.badges}>
                      <Places session={session} hasRegistrations />
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {page.door && !session.isCancelled && !session.isHeld && (
        <p>{say(words.doorHours, { opens: page.door.opens, closes: page.door.closes })}</p>
      )}
      {registrations && (
        <>
          {page.mayWrite && !session.isCancelled && page.participants && (
            <RegisterSomebody address={address} page={page} participants={page.participants} />
          )}
          <People address={address} page={page} registrations={registrations} />
        </>
      )}
    </>
  );
};

const People = ({
  address,
  page,
  registrations,
}: Readonly<{ address: SessionAddress; page: Session; registrations: readonly Registration[] }>) => {
  const say = useSay();
  const { number } = useFormat();
  const queries = useQueryClient();
  const [told, setTold] = useState<string>();
  const [leaving, setLeaving] = useState<Registration>();
  const [leavesAs, setLeavesAs] = useState<LeaveBody["as"]>("cancelled");
  const { session } = page;
  const waiting = registrations.filter(({ status }) => status === "waiting");
  const gone = registrations.filter(({ status }) => status === "cancelled");
  const here = registrations.filter(({ status }) => status !== "waiting" && status !== "cancelled");
  const moved = (left: Left) => {
    const who = left.movedUp?.name ?? left.movedUp?.number;
    const text = left.movedUp ? say(words.movedUp, { who: who ?? say(words.theFirst) }) : say(words.left);
    setTold(text);
    announce(text);
  };
  const refresh = () => queries.invalidateQueries({ queryKey: ["calendar"] });
  const leave = useMutation({
    mutationFn: ({ record, version }: Registration) =>
      api.send<Left>("POST", `${sessionApi(address)}/registrations/${record}/leave`, {
        version,
        as: leavesAs,
      }),
    onSuccess: async (left) => {
      setLeaving(undefined);
      moved(left);
      await refresh();
    },
  });
  const up = useMutation({
    mutationFn: () => api.send<Left>("POST", `${sessionApi(address)}/move-up`),
    onSuccess: async (left) => {
      moved(left);
      await refresh();
    },
  });
  const isFree = session.places === null || session.taken < session.places;
  const mayLeave = page.mayWrite && session.isPlanned;
  const line = (registration: Registration, place?: number) => (
    <Person
      key={registration.record}
      page={page}
      registration={registration}
      place={place}
      onLeave={
        mayLeave
          ? () => {
              setLeavesAs("cancelled");
              setLeaving(registration);
            }
          : undefined
      }
    />
  );
  return (
    <>
      {told !== undefined && <Notice tone="success">{told}</Notice>}
      {up.isError && <ProblemNotice error={up.error} />}
      <Section
        title={say(words.registered, {
          count: number(here.filter(({ status }) => status !== "excused").length),
        })}
      >
        {here.length === 0 ? (
          <EmptyState title={say(words.nobody)} />
        ) : (
          <ol className={style.people}>{here.map((each) => line(each))}</ol>
        )}
      </Section>
      {waiting.length > 0 && (
        <Section
          title={say(words.waitingList, { count: number(waiting.length) })}
          actions={
            mayLeave && isFree ? (
              <Button
                onPress={() => {
                  up.mutate();
                }}
                isPending={up.isPending}
              >
                {say(words.moveUp)}
              </Button>
            ) : undefined
          }
        >
          <ol className={style.people}>{waiting.map((each, index) => line(each, index + 1))}</ol>
        </Section>
      )}
      {gone.length > 0 && (
        <Section title={say(words.gone, { count: number(gone.length) })}>
          <ol className={style.people}>{gone.map((each) => line(each))}</ol>
        </Section>
      )}
      {leaving && (
        <ConfirmDialog
          title={say(words.leaveTitle)}
          isOpen
          onClose={() => {
            setLeaving(undefined);
          }}
          confirm={say(words.leave)}
          isPending={leave.isPending}
          onConfirm={() => {
            leave.mutate(leaving);
          }}
        >
          <p>
            {nameOf(leaving, say)}.{" "}
            {waiting.length > 0 && leaving.status !== "waiting"
              ? say(words.leaveMoves)
              : say(words.leaveFrees)}
          </p>
          <RadioGroup
            label={say(words.why)}
            value={leavesAs}
            onChange={(chosen) => {
              setLeavesAs(chosen === "excused" ? "excused" : "cancelled");
            }}
            options={[
              { id: "cancelled", label: say(words.asCancelled) },
              { id: "excused", label: say(words.asExcused) },
            ]}
          />
          {leave.isError && <ProblemNotice error={leave.error} />}
        </ConfirmDialog>
      )}
    </>
  );
};

const Person = ({
  page,
  registration,
  place,
  onLeave,
}: Readonly<{
  page: Session;
  registration: Registration;
  place: number | undefined;
  onLeave: (() => void) | undefined;
}>) => {
  const say = useSay();
  const { number } = useFormat();
  const { status, participant, clashes, hours, signed } = registration;
  const name = nameOf(registration, say);
  const isLive = status === "registered" || status === "waiting";
  return (
    <li className={style.person}>
      <div className={style.who}>
        {place !== undefined && <span>{number(place)}. </span>}
        <span className={style.name}>
          {participant !== null && page.participants ? (
            <Link
              to={`operations/${page.session.operation}/registers/${page.participants.register}/records/${participant}`}
            >
              {name}
            </Link>
          ) : (
            name
          )}
        </span>{" "}
        {registration.name !== null && registration.number !== null && (
          <span className={style.beside}>{registration.number}</span>
        )}
        <Clashes registration={registration} clashes={clashes} />
      </div>
      <span className={style.badges}>
        {!isLive && (
          <Badge tone={status === "present" ? "success" : status === "absent" ? "warning" : "neutral"}>
            {say(registration.label)}
          </Badge>
        )}
        {status === "present" && hours !== null && (
          <Badge>{say(words.hoursOf, { hours: number(hours) })}</Badge>
        )}
        {signed !== null && <Badge>{say(signed === "code" ? words.byCode : words.byList)}</Badge>}
      </span>
      {onLeave && isLive && (
        <Button size="s" variant="quiet" onPress={onLeave} aria-label={`${say(words.leave)} – ${name}`}>
          {say(words.leave)}
        </Button>
      )}
    </li>
  );
};

const words = {
  attendance: { fr: "Noter les présences", nl: "Aanwezigheden noteren", en: "Note attendance" },
  code: { fr: "Afficher le code", nl: "De code tonen", en: "Show the code" },
  record: { fr: "Fiche de la séance", nl: "Fiche van de sessie", en: "Session's record" },
  place: { fr: "Lieu", nl: "Plaats", en: "Place" },
  language: { fr: "Langue", nl: "Taal", en: "Language" },
  partner: { fr: "Organisé par", nl: "Georganiseerd door", en: "Held by" },
  hours: { fr: "Heures comptées", nl: "Getelde uren", en: "Hours counted" },
  places: { fr: "Inscriptions", nl: "Inschrijvingen", en: "Registrations" },
  doorHours: {
    fr: "Le jour même, de {opens} à {closes}, les participants peuvent noter eux-mêmes leur présence avec le code affiché à l’entrée.",
    nl: "Op de dag zelf, van {opens} tot {closes}, kunnen de deelnemers met de code aan de deur zelf hun aanwezigheid noteren.",
    en: "On the day, from {opens} to {closes}, participants can note their presence themselves with the code shown at the door.",
  },
  registered: { fr: "Inscrits ({count})", nl: "Ingeschreven ({count})", en: "Registered ({count})" },
  waitingList: { fr: "Liste d’attente ({count})", nl: "Wachtlijst ({count})", en: "Waiting list ({count})" },
  gone: { fr: "Désinscrits ({count})", nl: "Uitgeschreven ({count})", en: "Withdrawn ({count})" },
  nobody: {
    fr: "Personne n’est encore inscrit",
    nl: "Nog niemand ingeschreven",
    en: "Nobody is registered yet",
  },
  leave: { fr: "Désinscrire", nl: "Uitschrijven", en: "Withdraw" },
  leaveTitle: {
    fr: "Désinscrire cette personne ?",
    nl: "Deze persoon uitschrijven?",
    en: "Withdraw this person?",
  },
  leaveMoves: {
    fr: "La première personne de la liste d’attente reçoit sa place.",
    nl: "De eerste van de wachtlijst krijgt de plaats.",
    en: "The first of the waiting list gets the place.",
  },
  why: { fr: "À noter comme", nl: "Te noteren als", en: "To be noted as" },
  asCancelled: {
    fr: "désinscrite : elle ne vient plus",
    nl: "uitgeschreven: ze komt niet meer",
    en: "withdrawn: they are not coming any more",
  },
  asExcused: {
    fr: "excusée : elle a prévenu, avec une bonne raison",
    nl: "verontschuldigd: ze verwittigde, met een goede reden",
    en: "excused: they told in time, with a good reason",
  },
  leaveFrees: {
    fr: "Elle pourra être réinscrite plus tard, à la fin de la liste.",
    nl: "Ze kan later opnieuw ingeschreven worden, achteraan de lijst.",
    en: "They can be registered again later, at the end of the list.",
  },
  left: {
    fr: "La personne est désinscrite.",
    nl: "De persoon is uitgeschreven.",
    en: "The person is withdrawn.",
  },
  movedUp: {
    fr: "{who} passe de la liste d’attente à la liste des inscrits : prévenez cette personne.",
    nl: "{who} schuift van de wachtlijst door naar de ingeschrevenen: verwittig deze persoon.",
    en: "{who} moves up from the waiting list: tell this person.",
  },
  theFirst: { fr: "La première personne", nl: "De eerste", en: "The first" },
  moveUp: {
    fr: "Donner la place libre à la première",
    nl: "De vrije plaats aan de eerste geven",
    en: "Give the free place to the first",
  },
  hoursOf: { fr: "{hours} h", nl: "{hours} u", en: "{hours} h" },
  byCode: { fr: "signé par code", nl: "getekend met code", en: "signed by code" },
  byList: { fr: "noté sur la liste", nl: "op de lijst genoteerd", en: "noted on the list" },
} satisfies Record<string, Text>;
