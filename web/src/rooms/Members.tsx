import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RoomPage } from "../../../src/rooms/shapes.ts";
import { api } from "../api.ts";
import { Button, Dialog, Disclosure, Form, TextField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { AdmitDialog } from "./AdmitDialog.tsx";
import style from "./rooms.module.css";

type Member = RoomPage["members"][number];

/** Who is in the room, by whom and why; who was; who has read. */
export const Members = ({ page }: { page: RoomPage }) => {
  const say = useSay();
  const format = useFormat();
  const [isAdmitting, setIsAdmitting] = useState(false);
  const [leaving, setLeaving] = useState<Member>();
  const members = page.members.filter(({ endedAt }) => endedAt === null);
  const gone = page.members.filter(({ endedAt }) => endedAt !== null);
  return (
    <Section
      title={say(words.title)}
      actions={<Button onPress={() => setIsAdmitting(true)}>{say(words.admit)}</Button>}
    >
      <ul className={style.lines}>
        {members.map((member) => (
          <li key={member.member} className={style.line}>
            <span className={style.grow}>
              <strong>{member.name}</strong>
              {member.isMe && ` (${say(words.me)})`} ·{" "}
              {say(words.since, { day: format.date(member.admittedAt.slice(0, 10)) })}
              {member.reason !== "" && ` · ${member.reason}`}
            </span>
            {members.length > 1 && (
              <Button
                size="s"
                onPress={() => setLeaving(member)}
                aria-label={say(words.endOf, { name: member.name })}
              >
                {say(words.end)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {gone.length > 0 && (
        <Disclosure title={say(words.gone)}>
          <ul className={style.lines}>
            {gone.map((member) => (
              <li key={member.member}>
                {member.name} · {format.date(member.admittedAt.slice(0, 10))} –{" "}
                {format.date(member.endedAt?.slice(0, 10) ?? null)} · {member.endReason}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      <Disclosure title={say(words.readers)}>
        <ul className={style.lines}>
          {page.readers.map(({ at, name, fields }, index) => (
            <li key={index}>
              {format.dateTime(at)} · {name} ·{" "}
              <span className={style.quiet}>{fields.map((label) => say(label)).join(", ")}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
      {isAdmitting && (
        <AdmitDialog
          service={page.service}
          record={page.record}
          number={page.number}
          colleagues={page.colleagues}
          onClose={() => setIsAdmitting(false)}
        />
      )}
      {leaving && <EndDialog page={page} member={leaving} onClose={() => setLeaving(undefined)} />}
    </Section>
  );
};

const EndDialog = ({ page, member, onClose }: { page: RoomPage; member: Member; onClose: () => void }) => {
  const say = useSay();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  return (
    <Dialog isOpen title={say(words.endOf, { name: member.name })} onClose={onClose}>
      <Form
        submit={say(words.end)}
        isComplete={reason.trim() !== ""}
        send={async () => {
          await api.send(
            "POST",
            `/api/services/${page.service}/rooms/${page.record}/members/${member.member}/end`,
            { reason },
          );
          onClose();
          await queries.invalidateQueries({ queryKey: ["rooms", page.service] });
        }}
      >
        {({ missing }) => (
          <TextField
            label={say(words.reason)}
            name="reason"
            value={reason}
            onChange={setReason}
            maxLength={500}
            isRequired
            {...missing(reason.trim() === "")}
          />
        )}
      </Form>
    </Dialog>
  );
};

const words = {
  title: { fr: "Personnes admises", nl: "Toegelaten personen", en: "Who was let in" },
  admit: { fr: "Faire entrer quelqu’un", nl: "Iemand toelaten", en: "Let somebody in" },
  me: { fr: "vous", nl: "u", en: "you" },
  since: { fr: "depuis le {day}", nl: "sinds {day}", en: "since {day}" },
  end: { fr: "Retirer l’accès", nl: "Toegang intrekken", en: "End access" },
  endOf: {
    fr: "Retirer l’accès de {name}",
    nl: "De toegang van {name} intrekken",
    en: "End the access of {name}",
  },
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
  gone: {
    fr: "Personnes qui n’ont plus accès",
    nl: "Wie geen toegang meer heeft",
    en: "Who no longer has access",
  },
  readers: { fr: "Qui a lu ce dossier", nl: "Wie dit dossier gelezen heeft", en: "Who has read this case" },
} satisfies Record<string, Text>;
