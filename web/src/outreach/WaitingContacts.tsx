import { useState, useSyncExternalStore } from "react";
import type { LogForm } from "../../../src/outreach/shapes.ts";
import { connection } from "../api.ts";
import { Badge, Button, Card, ConfirmDialog, Icon } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { takeBack, type Waiting } from "../offline/outbox.ts";
import style from "./outreach.module.css";
import { type Contact, useSend, useWaiting } from "./use-log.ts";

/** The contacts that are on this phone only, and what the server would not take of them. */
export const WaitingContacts = ({ service, form }: Readonly<{ service: string; form: LogForm }>) => {
  const say = useSay();
  const { count } = useFormat();
  const send = useSend();
  const waiting = useWaiting(service);
  const isReached = useSyncExternalStore(connection.subscribe, connection.isReached);
  const [leaving, setLeaving] = useState<string>();
  if (waiting.length === 0) return null;
  return (
    <Card
      title={count(waiting.length, words.title)}
      actions={
        isReached && (
          <Button size="s" icon="upload" onPress={() => void send()}>
            {say(words.send)}
          </Button>
        )
      }
    >
      <ul className={style.people}>
        {waiting.map((each) => (
          <li key={each.id} className={style.person}>
            <Waits contact={each} form={form} />
            {each.refused !== undefined && (
              <Button size="s" variant="quiet" icon="trash" onPress={() => setLeaving(each.id)}>
                {say(words.remove)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={say(words.removeTitle)}
        isOpen={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        confirm={say(words.remove)}
        isDanger
        onConfirm={() => {
          if (leaving !== undefined) void takeBack(leaving);
          setLeaving(undefined);
        }}
      >
        <p>{say(words.removeWhy)}</p>
      </ConfirmDialog>
    </Card>
  );
};

const Waits = ({ contact, form }: Readonly<{ contact: Waiting<Contact>; form: LogForm }>) => {
  const say = useSay();
  const format = useFormat();
  const { answers } = contact.body;
  const { fields } = form;
  const textOf = (field: string | undefined) => (field === undefined ? null : (answers[field] ?? null));
  const stage = fields.stage.choices.find(({ code }) => code === textOf(fields.stage.field));
  const details = [
    format.date(textOf(fields.date.field) ?? "", "short"),
    stage && say(stage.label),
    textOf(fields.place.field),
  ].filter((text) => text !== null && text !== undefined && text !== "");
  return (
    <div className={style.words}>
      <strong>{textOf(fields.nickname?.field) ?? textOf(fields.follows)}</strong>
      <span className={style.details}>{details.join(" · ")}</span>
      {contact.refused === undefined ? (
        <span className={style.here}>
          <Icon name="offline" size="s" /> {say(words.here)}
        </span>
      ) : (
        <span className={style.refused}>
          <Badge tone="error" hasIcon>
            {say(words.refused)}
          </Badge>{" "}
          {contact.refused}
        </span>
      )}
    </div>
  );
};

const words = {
  title: {
    one: {
      fr: "{count} contact à envoyer",
      nl: "{count} contact te verzenden",
      en: "{count} contact to send",
    },
    other: {
      fr: "{count} contacts à envoyer",
      nl: "{count} contacten te verzenden",
      en: "{count} contacts to send",
    },
  },
  here: {
    fr: "sur ce téléphone seulement – sera envoyé",
    nl: "enkel op deze telefoon – wordt verzonden",
    en: "on this phone only – will be sent",
  },
  refused: { fr: "refusé", nl: "geweigerd", en: "refused" },
  send: { fr: "Envoyer maintenant", nl: "Nu verzenden", en: "Send now" },
  remove: { fr: "Effacer", nl: "Wissen", en: "Delete" },
  removeTitle: { fr: "Effacer ce contact ?", nl: "Dit contact wissen?", en: "Delete this contact?" },
  removeWhy: {
    fr: "Il n'est que sur ce téléphone et n'a pas été enregistré.",
    nl: "Het staat enkel op deze telefoon en werd niet bewaard.",
    en: "It is on this phone only and was not saved.",
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
