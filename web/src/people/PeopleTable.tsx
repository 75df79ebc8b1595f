import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  Cell,
  Column,
  Columns,
  EmptyState,
  Menu,
  type MenuEntry,
  Notice,
  Pagination,
  ProblemNotice,
  Row,
  Rows,
  SearchField,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { ActDialog, type Asked } from "./ActDialog.tsx";
import type { People, Person } from "./answers.ts";
import { ChangeRoleDialog } from "./ChangeRoleDialog.tsx";
import { HandOver } from "./HandOver.tsx";
import style from "./people.module.css";

/** People on one page of the table. */
const together = 50;

/** The people whom one manages, with what can be done for each. */
export const PeopleTable = ({ people, givable, mail }: People) => {
  const say = useSay();
  const { dateTime } = useFormat();
  const [sought, setSought] = useState("");
  const [page, setPage] = useState(1);
  const [asked, setAsked] = useState<Asked>();
  const [handing, setHanding] = useState<Person>();
  const [changing, setChanging] = useState<Person>();
  const [done, setDone] = useState<string>();
  const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const found = people.filter(({ name, email, grants }) =>
    plain(
      [name, email, ...grants.flatMap(({ roleLabel, place }) => [say(roleLabel), say(place)])].join(" "),
    ).includes(plain(sought)),
  );
  const shown = found.slice((page - 1) * together, page * together);
  const entriesFor = (person: Person): MenuEntry[] => {
    const ask = (act: Asked["act"]) => () => {
      setDone(undefined);
      setAsked({ act, person });
    };
    return [
      ...(person.grants.length > 0
        ? [{ id: "role", label: say(words.role), icon: "edit", onAction: () => setChanging(person) } as const]
        : []),
      ...(person.accepted
        ? [
            { id: "sessions", label: say(words.sessions), icon: "lock", onAction: ask("sign-out") } as const,
            { id: "anew", label: say(words.anew), icon: "undo", onAction: ask("begin-anew") } as const,
          ]
        : [
            {
              id: "again",
              label: say(mail.setUp ? words.again : words.link),
              icon: "upload",
              onAction: mail.setUp ? ask("invitation") : () => setHanding(person),
            } as const,
          ]),
      {
        id: "remove",
        label: say(person.accepted ? words.remove : words.withdraw),
        icon: "trash",
        isDanger: true,
        onAction: ask("remove"),
      },
    ];
  };
  return (
    <Stack>
      {!mail.setUp && <NoMail waiting={mail.waiting} />}
      {mail.setUp && mail.waiting > 0 && <SendKept waiting={mail.waiting} />}
      {done !== undefined && <Notice tone="success" title={done} isLive />}
      <SearchField
        label={say(words.search)}
        value={sought}
        onChange={(text) => {
          setSought(text);
          setPage(1);
        }}
      />
      {found.length === 0 ? (
        <EmptyState title={say(words.nobody)} />
      ) : (
        <Table label={say(words.people)}>
          <Columns>
            <Column>{say(words.name)}</Column>
            <Column>{say(words.roles)}</Column>
            <Column>{say(words.state)}</Column>
            <Column>{say(words.lastSeen)}</Column>
            <Column width="least">{say(words.actions)}</Column>
          </Columns>
          <Rows>
            {shown.map((person) => (
              <Row key={person.account}>
                <Cell isHead isWrapped>
                  {person.name}
                  <br />
                  <span className={style.email}>{person.email}</span>
                </Cell>
                <Cell isWrapped>
                  {person.grants.map((grant) => (
                    <div key={grant.id}>
                      {say(grant.roleLabel)}, {say(grant.place)}
                    </div>
                  ))}
                </Cell>
                <Cell>
                  <State person={person} />
                </Cell>
                <Cell>{person.lastSeenAt === null ? "–" : dateTime(person.lastSeenAt)}</Cell>
                <Cell>
                  {person.isYourself ? (
                    say(words.you)
                  ) : (
                    <Menu
                      label={say(words.actionsFor, { name: person.name })}
                      icon="more"
                      iconOnly
                      size="s"
                      variant="quiet"
                      entries={entriesFor(person)}
                    />
                  )}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {found.length > together && (
        <Pagination page={page} pageSize={together} total={found.length} onChange={setPage} />
      )}
      {handing && <HandOver key={handing.account} {...handing} onClose={() => setHanding(undefined)} />}
      {asked && (
        <ActDialog
          key={`${asked.act}${asked.person.account}`}
          asked={asked}
          onClose={() => setAsked(undefined)}
          onDone={setDone}
        />
      )}
      {changing && (
        <ChangeRoleDialog
          key={changing.account}
          person={changing}
          givable={givable}
          onClose={() => setChanging(undefined)}
          onDone={setDone}
        />
      )}
    </Stack>
  );
};

const State = ({ person }: { person: Person }) => {
  const say = useSay();
  const { date } = useFormat();
  const [now] = useState(Date.now);
  if (person.accepted) return <Badge tone="success">{say(words.active)}</Badge>;
  const isOver = person.invitedUntil === null || Date.parse(person.invitedUntil) < now;
  if (isOver) return <Badge tone="warning">{say(words.over)}</Badge>;
  return <Badge tone="info">{say(words.invited, { until: date(person.invitedUntil) })}</Badge>;
};

const NoMail = ({ waiting }: { waiting: number }) => {
  const say = useSay();
  return (
    <Notice tone="warning" title={say(words.noMail)}>
      {say(words.noMailMore, { waiting })}
    </Notice>
  );
};

const SendKept = ({ waiting }: { waiting: number }) => {
  const say = useSay();
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => api.send("POST", "/api/people/kept-mail", {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["people"] }),
  });
  return (
    <Notice
      title={say(words.waiting, { waiting })}
      actions={
        <Button size="s" onPress={() => send.mutate()} isPending={send.isPending}>
          {say(words.send)}
        </Button>
      }
    >
      {send.error && <ProblemNotice error={send.error} />}
    </Notice>
  );
};

const words = {
  people: { fr: "Personnes qui ont accès", nl: "Personen met toegang", en: "People with access" },
  search: {
    fr: "Chercher un nom, un rôle, un organisme",
    nl: "Zoek een naam, een rol, een organisatie",
    en: "Search a name, a role, an organisation",
  },
  nobody: { fr: "Personne ne correspond.", nl: "Niemand gevonden.", en: "Nobody matches." },
  name: { fr: "Nom", nl: "Naam", en: "Name" },
  roles: { fr: "Rôle et lieu", nl: "Rol en plaats", en: "Role and place" },
  state: { fr: "État", nl: "Toestand", en: "State" },
  lastSeen: { fr: "Dernière activité", nl: "Laatst actief", en: "Last active" },
  actions: { fr: "Actions", nl: "Acties", en: "Actions" },
  actionsFor: { fr: "Actions pour {name}", nl: "Acties voor {name}", en: "Actions for {name}" },
  you: { fr: "Vous", nl: "U", en: "You" },
  active: { fr: "Actif", nl: "Actief", en: "Active" },
  invited: {
    fr: "Invité jusqu’au {until}",
    nl: "Uitgenodigd tot {until}",
    en: "Invited until {until}",
  },
  over: { fr: "Invitation expirée", nl: "Uitnodiging verlopen", en: "Invitation run out" },
  role: { fr: "Changer le rôle", nl: "De rol wijzigen", en: "Change the role" },
  again: {
    fr: "Renvoyer l’invitation",
    nl: "De uitnodiging opnieuw sturen",
    en: "Send the invitation again",
  },
  link: {
    fr: "Obtenir le lien d’invitation",
    nl: "De uitnodigingslink krijgen",
    en: "Get the invitation link",
  },
  withdraw: { fr: "Retirer l’invitation", nl: "De uitnodiging intrekken", en: "Withdraw the invitation" },
  remove: { fr: "Retirer l’accès", nl: "De toegang intrekken", en: "Remove access" },
  sessions: { fr: "Fermer ses sessions", nl: "De sessies sluiten", en: "Close their sessions" },
  anew: {
    fr: "Téléphone et codes perdus",
    nl: "Telefoon en codes kwijt",
    en: "Telephone and codes lost",
  },
  noMail: {
    fr: "Les e-mails ne partent pas : aucun serveur de messagerie n’est indiqué.",
    nl: "E-mails vertrekken niet: er is geen mailserver opgegeven.",
    en: "Mails do not go out: no mail server is named.",
  },
  noMailMore: {
    fr: "Remettez vous-même le lien d’invitation à chaque personne, ou indiquez un serveur dans JALON_SMTP. E-mails en attente : {waiting}.",
    nl: "Bezorg zelf de uitnodigingslink aan elke persoon, of geef een server op in JALON_SMTP. Wachtende e-mails: {waiting}.",
    en: "Hand the invitation link to each person yourself, or name a server in JALON_SMTP. Mails waiting: {waiting}.",
  },
  waiting: {
    fr: "E-mails qui attendaient un serveur : {waiting}.",
    nl: "E-mails die op een server wachtten: {waiting}.",
    en: "Mails that waited for a server: {waiting}.",
  },
  send: { fr: "Les envoyer", nl: "Verzenden", en: "Send them" },
} satisfies Record<string, Text>;
