import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { OutageBody, OutagesPage as Outages } from "../../../src/control/list-shapes.ts";
import { instantOf } from "../agreements/moments.ts";
import { api } from "../api.ts";
import {
  announce,
  Button,
  Cell,
  Column,
  Columns,
  DateField,
  EmptyState,
  Form,
  Loaded,
  Page,
  Row,
  Rows,
  Table,
  TextField,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./control.module.css";
import { ControlNav } from "./ControlNav.tsx";
import { titles } from "./titles.ts";
import { useOutages, useRenewal } from "./use-control.ts";

/** When Jalon was out of reach: partners' time to answer stood still meanwhile. */
export const OutagesPage = () => {
  const say = useSay();
  const outages = useOutages();
  return (
    <Page
      title={say(titles.outages)}
      lead={say(words.lead)}
      breadcrumbs={[{ label: say(titles.control), to: "control" }]}
    >
      <ControlNav here="control/outages" />
      <Loaded query={outages}>
        {(page) => (
          <>
            <List page={page} />
            {page.mayNote && <Note />}
          </>
        )}
      </Loaded>
    </Page>
  );
};

const List = ({ page: { rows, heartbeat } }: Readonly<{ page: Outages }>) => {
  const say = useSay();
  const { dateTime, number } = useFormat();
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState title={say(words.none)} />
      ) : (
        <Table label={say(titles.outages)}>
          <Columns>
            <Column>{say(words.from)}</Column>
            <Column>{say(words.until)}</Column>
            <Column isNumeric>{say(words.lasted)}</Column>
            <Column>{say(words.reason)}</Column>
            <Column>{say(words.noticed)}</Column>
            <Column isNumeric>{say(words.letters)}</Column>
          </Columns>
          <Rows>
            {rows.map(({ id, from, until, minutes, noticed, reason, by, letters }) => (
              <Row key={id}>
                <Cell isHead isWrapped={false}>
                  {dateTime(from)}
                </Cell>
                <Cell isWrapped={false}>{dateTime(until)}</Cell>
                <Cell isNumeric>
                  {say(words.length, {
                    hours: number(Math.floor(minutes / 60)),
                    minutes: number(minutes % 60),
                  })}
                </Cell>
                <Cell>{reason}</Cell>
                <Cell>{noticed === "heartbeat" ? say(words.byItself) : say(words.byHand, { by })}</Cell>
                <Cell isNumeric>{number(letters)}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {heartbeat !== null && (
        <p className={style.note}>{say(words.heartbeat, { at: dateTime(heartbeat) })}</p>
      )}
    </>
  );
};

type Moment = Readonly<{ day: string; hour: string }>;
const noMoment: Moment = { day: "", hour: "" };
const isInstant = (at: string | undefined): at is string => at !== undefined;

/** Notes an outage that the server could not notice by itself. */
const Note = () => {
  const say = useSay();
  const queries = useQueryClient();
  const renew = useRenewal();
  const [isOpen, setIsOpen] = useState(false);
  const [from, setFrom] = useState(noMoment);
  const [until, setUntil] = useState(noMoment);
  const [reason, setReason] = useState("");
  const [begins, ends] = [from, until].map(({ day, hour }) => instantOf(day, hour));
  const isOrder = !isInstant(begins) || !isInstant(ends) || begins < ends;
  if (!isOpen)
    return (
      <Button icon="add" onPress={() => setIsOpen(true)}>
        {say(words.note)}
      </Button>
    );
  return (
    <Section title={say(words.note)}>
      <Form
        submit={say(words.keep)}
        isComplete={isInstant(begins) && isInstant(ends) && isOrder && reason.trim() !== ""}
        send={async () => {
          if (!isInstant(begins) || !isInstant(ends)) return;
          const body: OutageBody = { from: begins, until: ends, reason: reason.trim() };
          queries.setQueryData(
            ["controls", "outages"],
            await api.send<Outages>("POST", "/api/outages", body),
          );
          announce(say(words.done));
          setIsOpen(false);
          await renew();
        }}
        more={
          <Button variant="quiet" onPress={() => setIsOpen(false)}>
            {say(words.cancel)}
          </Button>
        }
      >
        {({ missing }) => (
          <>
            <MomentFields
              label={say(words.from)}
              value={from}
              onChange={setFrom}
              error={missing(!isInstant(begins)).error}
            />
            <MomentFields
              label={say(words.until)}
              value={until}
              onChange={setUntil}
              error={missing(!isInstant(ends) || !isOrder, isOrder ? undefined : say(words.order)).error}
            />
            <TextField
              label={say(words.reason)}
              name="reason"
              width="full"
              isRequired
              maxLength={500}
              value={reason}
              onChange={setReason}
              {...missing(reason.trim() === "")}
            />
          </>
        )}
      </Form>
    </Section>
  );
};

const MomentFields = ({
  label,
  value,
  onChange,
  error,
}: Readonly<{
  label: string;
  value: Moment;
  onChange: (value: Moment) => void;
  error: string | undefined;
}>) => {
  const say = useSay();
  return (
    <div className={style.fields}>
      <DateField
        label={label}
        isRequired
        value={value.day}
        onChange={(day) => onChange({ ...value, day })}
        {...(error === undefined ? {} : { error })}
      />
      <TextField
        label={say(words.hour, { label })}
        help={say(words.hourHelp)}
        isRequired
        width="short"
        value={value.hour}
        onChange={(hour) => onChange({ ...value, hour })}
      />
    </div>
  );
};

const words = {
  lead: {
    fr: "Quand Jalon n'était pas accessible, le délai de réponse des partenaires s'est arrêté.",
    nl: "Toen Jalon niet bereikbaar was, stond de antwoordtermijn van de partners stil.",
    en: "When Jalon could not be reached, partners' time to answer stood still.",
  },
  none: { fr: "Aucune interruption notée.", nl: "Geen onderbrekingen genoteerd.", en: "No outages noted." },
  from: { fr: "Début", nl: "Begin", en: "From" },
  until: { fr: "Fin", nl: "Einde", en: "Until" },
  lasted: { fr: "Durée", nl: "Duur", en: "Lasted" },
  length: { fr: "{hours} h {minutes} min", nl: "{hours} u {minutes} min", en: "{hours} h {minutes} min" },
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
  noticed: { fr: "Comment", nl: "Hoe", en: "How" },
  byItself: { fr: "remarquée par le serveur", nl: "door de server opgemerkt", en: "noticed by the server" },
  byHand: { fr: "notée par {by}", nl: "genoteerd door {by}", en: "noted by {by}" },
  letters: {
    fr: "Réponses attendues, prolongées",
    nl: "Verwachte antwoorden, verlengd",
    en: "Open letters, extended",
  },
  heartbeat: {
    fr: "Dernier signe du serveur : {at}.",
    nl: "Laatste teken van de server: {at}.",
    en: "Last sign of the server: {at}.",
  },
  note: { fr: "Noter une interruption", nl: "Een onderbreking noteren", en: "Note an outage" },
  keep: { fr: "Noter l'interruption", nl: "De onderbreking noteren", en: "Note the outage" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  order: {
    fr: "La fin vient après le début.",
    nl: "Het einde komt na het begin.",
    en: "The end comes after the beginning.",
  },
  hour: { fr: "{label}, heure", nl: "{label}, uur", en: "{label}, hour" },
  hourHelp: { fr: "par exemple 14:30", nl: "bijvoorbeeld 14:30", en: "for example 14:30" },
  done: {
    fr: "L'interruption est notée ; les délais sont prolongés d'autant.",
    nl: "De onderbreking is genoteerd; de termijnen zijn evenveel verlengd.",
    en: "The outage is noted; the time to answer is as much longer.",
  },
} satisfies Record<string, Text>;
