import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Registered, RegisterBody, SessionPage } from "../../../src/calendar/shapes.ts";
import type { ListPage } from "../../../src/listing/list.ts";
import { api } from "../api.ts";
import { announce, Button, Notice, ProblemNotice, SearchField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { Clashes } from "./session-parts.tsx";
import style from "./calendar.module.css";
import { type SessionAddress, sessionApi } from "./use-calendar.ts";

const mostFound = 10;

/** Finds a participant of the operation by name or number and registers them; by the number alone where names are hidden. */
export const RegisterSomebody = ({
  address,
  page,
  participants,
}: Readonly<{
  address: SessionAddress;
  page: SessionPage;
  participants: NonNullable<SessionPage["participants"]>;
}>) => {
  const say = useSay();
  const { number } = useFormat();
  const queries = useQueryClient();
  const [sought, setSought] = useState("");
  const { session, seesNames } = page;
  const isFull = session.places !== null && session.taken >= session.places;
  const find = useMutation({
    // Names go in the body of the request, never in an address.
    mutationFn: (words: string) =>
      api.send<ListPage>("POST", `/api/registers/${participants.register}/list`, {
        operation: session.operation,
        filters: [{ field: "_partner", in: [session.partner] }],
        columns: [...participants.names, participants.number],
        search: words,
      }),
  });
  const register = useMutation({
    mutationFn: (body: RegisterBody) =>
      api.send<Registered>("POST", `${sessionApi(address)}/registrations`, body),
    onSuccess: async ({ status }) => {
      announce(say(status === "waiting" ? words.nowWaiting : words.nowRegistered));
      setSought("");
      find.reset();
      await queries.invalidateQueries({ queryKey: ["calendar"] });
    },
  });
  const submit = (text: string) => {
    const plain = text.trim();
    register.reset();
    if (plain === "") return;
    if (seesNames) find.mutate(plain);
    else register.mutate({ number: plain });
  };
  const taken = new Set(
    (page.registrations ?? []).flatMap(({ participant, status }) =>
      participant === null || status === "cancelled" || status === "excused" ? [] : [participant],
    ),
  );
  return (
    <Section title={say(words.title)}>
      {isFull && <p>{say(words.full)}</p>}
      <SearchField
        label={say(seesNames ? words.search : words.number)}
        help={say(seesNames ? words.searchHelp : words.numberHelp)}
        value={sought}
        onChange={setSought}
        onSubmit={submit}
      />
      <p className={style.find}>
        <Button
          onPress={() => {
            submit(sought);
          }}
          isPending={find.isPending || register.isPending}
        >
          {say(seesNames ? words.find : words.register)}
        </Button>
      </p>
      {find.isError && <ProblemNotice error={find.error} />}
      {register.isError && <ProblemNotice error={register.error} />}
      {register.data && (
        <Notice tone={register.data.status === "waiting" ? "warning" : "success"}>
          {say(register.data.status === "waiting" ? words.nowWaiting : words.nowRegistered)}
          <Clashes registration={undefined} clashes={register.data.clashes} />
        </Notice>
      )}
      {find.data && (
        <>
          {find.data.total === 0 && <p>{say(words.nobody)}</p>}
          <ul className={style.people} aria-label={say(words.found)}>
            {find.data.records.slice(0, mostFound).map(({ record, answers }) => {
              const name = participants.names
                .map((id) => answers[id] ?? "")
                .join(" ")
                .trim();
              return (
                <li key={record} className={style.person}>
                  <span className={style.who}>
                    <span className={style.name}>{name}</span>
                    <span className={style.beside}>{answers[participants.number]}</span>
                  </span>
                  {taken.has(record) ? (
                    <span>{say(words.already)}</span>
                  ) : (
                    <Button
                      onPress={() => {
                        register.mutate({ participant: record });
                      }}
                      isDisabled={register.isPending}
                      aria-label={`${say(isFull ? words.wait : words.register)} – ${name}`}
                    >
                      {say(isFull ? words.wait : words.register)}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
          {find.data.total > mostFound && (
            <p>{say(words.others, { count: number(find.data.total - mostFound) })}</p>
          )}
        </>
      )}
    </Section>
  );
};

const words = {
  title: { fr: "Inscrire quelqu’un", nl: "Iemand inschrijven", en: "Register somebody" },
  full: {
    fr: "Toutes les places sont prises : la personne ira sur la liste d’attente.",
    nl: "Alle plaatsen zijn ingenomen: de persoon komt op de wachtlijst.",
    en: "All places are taken: the person will go on the waiting list.",
  },
  search: { fr: "Nom ou numéro de dossier", nl: "Naam of dossiernummer", en: "Name or file number" },
  searchHelp: {
    fr: "Parmi les participants de l’opération.",
    nl: "Onder de deelnemers van de operatie.",
    en: "Among the participants of the operation.",
  },
  number: { fr: "Numéro de dossier", nl: "Dossiernummer", en: "File number" },
  numberHelp: {
    fr: "Le numéro complet de la personne.",
    nl: "Het volledige nummer van de persoon.",
    en: "The person’s whole number.",
  },
  find: { fr: "Chercher", nl: "Zoeken", en: "Search" },
  found: { fr: "Personnes trouvées", nl: "Gevonden personen", en: "People found" },
  register: { fr: "Inscrire", nl: "Inschrijven", en: "Register" },
  wait: { fr: "Mettre en attente", nl: "Op de wachtlijst", en: "Put on the waiting list" },
  already: { fr: "déjà sur la liste", nl: "al op de lijst", en: "on the list already" },
  nobody: {
    fr: "Aucun participant de ce nom ou de ce numéro.",
    nl: "Geen deelnemer met deze naam of dit nummer.",
    en: "No participant of this name or number.",
  },
  others: {
    fr: "et {count} autres : précisez la recherche.",
    nl: "en nog {count}: zoek nauwkeuriger.",
    en: "and {count} more: search more precisely.",
  },
  nowRegistered: {
    fr: "La personne est inscrite.",
    nl: "De persoon is ingeschreven.",
    en: "The person is registered.",
  },
  nowWaiting: {
    fr: "La séance est complète : la personne est sur la liste d’attente.",
    nl: "De sessie is volzet: de persoon staat op de wachtlijst.",
    en: "The session is full: the person is on the waiting list.",
  },
} satisfies Record<string, Text>;
