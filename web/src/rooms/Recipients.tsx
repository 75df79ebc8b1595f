import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RoomPage } from "../../../src/rooms/shapes.ts";
import { Badge, Button, ButtonRow, type Tone } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { PartDialog, type PartAsked } from "./PartDialog.tsx";
import style from "./rooms.module.css";

type Recipient = RoomPage["recipients"][number];

/** For each who could receive the case: whether the person consents, what went there, and why nothing can. */
export const Recipients = ({ page, fields }: { page: RoomPage; fields: RoomPage["fields"] }) => {
  const say = useSay();
  const [asked, setAsked] = useState<PartAsked>();
  const queries = useQueryClient();
  return (
    <Section title={say(words.title)}>
      <ul className={style.recipients}>
        {page.recipients.map((recipient) => (
          <li key={recipient.recipient} className={style.recipient}>
            <OneRecipient page={page} recipient={recipient} fields={fields} onAsk={setAsked} />
          </li>
        ))}
      </ul>
      {asked && (
        <PartDialog
          page={page}
          asked={asked}
          onClose={() => setAsked(undefined)}
          onKept={() => queries.invalidateQueries({ queryKey: ["rooms", page.service] })}
        />
      )}
    </Section>
  );
};

const OneRecipient = ({
  page,
  recipient,
  fields,
  onAsk,
}: {
  page: RoomPage;
  recipient: Recipient;
  fields: RoomPage["fields"];
  onAsk: (asked: PartAsked) => void;
}) => {
  const say = useSay();
  const format = useFormat();
  const { consent, consents, transfers, blocked, asks } = recipient;
  const label = say(recipient.label);
  const named = { name: label };
  const standing = consents.findLast(({ withdrawnOn }) => withdrawnOn === null || withdrawnOn > page.today);
  return (
    <>
      <div className={style.recipientHead}>
        <h3>{label}</h3>
        <Badge tone={tones[consent]} hasIcon>
          {say(states[consent])}
        </Badge>
      </div>
      <ul className={style.lines}>
        {consents.map((each) => (
          <li key={each.record}>
            {say(each.isAnonymous ? words.givenWithoutName : words.given, { day: format.date(each.givenOn) })}
            {each.withdrawnOn !== null &&
              ` · ${say(words.withdrawnOn, { day: format.date(each.withdrawnOn) })}`}
          </li>
        ))}
        {transfers.map((each) => (
          <li key={each.record}>
            <strong>
              {say(each.isAnonymous ? words.sentWithoutName : words.sent, { day: format.date(each.sentOn) })}
            </strong>
            {consent === "withdrawn" && ` · ${say(words.before)}`}
          </li>
        ))}
      </ul>
      {blocked && <p className={style.quiet}>{say(blocked)}</p>}
      {page.mayWrite && (
        <ButtonRow>
          {consent === "given" ? (
            <Button
              size="s"
              variant="primary"
              aria-label={say(words.sendTo, named)}
              onPress={() =>
                onAsk({
                  part: "transfers",
                  register: page.transferRegister,
                  title: say(words.sendTo, named),
                  submit: say(words.send),
                  fields: [
                    fields.transfers.sentOn,
                    ...(standing?.isAnonymous === true ? [] : [fields.transfers.anonymous]),
                    ...fields.transfers.required,
                    ...(asks ? [asks.field] : []),
                  ],
                  first: { [fields.transfers.sentOn]: page.today },
                  given: {
                    [fields.transfers.recipient]: recipient.recipient,
                    ...(standing?.isAnonymous === true ? { [fields.transfers.anonymous]: "true" } : {}),
                  },
                })
              }
            >
              {say(words.send)}
            </Button>
          ) : (
            <Button
              size="s"
              aria-label={say(words.consentFor, named)}
              onPress={() =>
                onAsk({
                  part: "consents",
                  register: page.consentRegister,
                  title: say(words.consentFor, named),
                  submit: say(words.keep),
                  fields: [fields.consents.givenOn, fields.consents.anonymous, ...fields.consents.others],
                  first: { [fields.consents.givenOn]: page.today },
                  given: { [fields.consents.recipient]: recipient.recipient },
                })
              }
            >
              {say(words.consent)}
            </Button>
          )}
          {standing && (
            <Button
              size="s"
              aria-label={say(words.withdrawFor, named)}
              onPress={() =>
                onAsk({
                  part: "consents",
                  register: page.consentRegister,
                  title: say(words.withdrawFor, named),
                  lead: transfers.length > 0 ? say(words.sentAlready) : undefined,
                  submit: say(words.withdraw),
                  fields: [fields.consents.withdrawnOn],
                  first: { [fields.consents.withdrawnOn]: page.today },
                  given: {},
                  known: { record: standing.record, version: standing.version },
                })
              }
            >
              {say(words.withdraw)}
            </Button>
          )}
        </ButtonRow>
      )}
    </>
  );
};

const tones: Record<Recipient["consent"], Tone | "neutral"> = {
  none: "neutral",
  given: "success",
  withdrawn: "warning",
};

const states: Record<Recipient["consent"], Text> = {
  none: { fr: "Pas d’accord", nl: "Geen toestemming", en: "No consent" },
  given: { fr: "Accord donné", nl: "Toestemming gegeven", en: "Consent given" },
  withdrawn: { fr: "Accord retiré", nl: "Toestemming ingetrokken", en: "Consent withdrawn" },
};

const words = {
  title: { fr: "Accords et envois", nl: "Toestemmingen en doorgaven", en: "Consents and transfers" },
  given: { fr: "Accord donné le {day}", nl: "Toestemming gegeven op {day}", en: "Consent given on {day}" },
  givenWithoutName: {
    fr: "Accord donné le {day}, sans le nom seulement",
    nl: "Toestemming gegeven op {day}, enkel zonder naam",
    en: "Consent given on {day}, without the name only",
  },
  withdrawnOn: { fr: "retiré le {day}", nl: "ingetrokken op {day}", en: "withdrawn on {day}" },
  sent: { fr: "Transmis le {day}", nl: "Doorgegeven op {day}", en: "Passed on on {day}" },
  sentWithoutName: {
    fr: "Transmis sans le nom le {day}",
    nl: "Zonder naam doorgegeven op {day}",
    en: "Passed on without the name on {day}",
  },
  before: { fr: "avant le retrait", nl: "vóór de intrekking", en: "before the withdrawal" },
  consent: { fr: "Noter l’accord", nl: "Toestemming noteren", en: "Record the consent" },
  consentFor: {
    fr: "Noter l’accord pour {name}",
    nl: "De toestemming voor {name} noteren",
    en: "Record the consent for {name}",
  },
  keep: { fr: "Enregistrer l’accord", nl: "De toestemming bewaren", en: "Keep the consent" },
  send: { fr: "Noter l’envoi", nl: "De doorgave noteren", en: "Record the transfer" },
  sendTo: {
    fr: "Noter l’envoi vers {name}",
    nl: "De doorgave aan {name} noteren",
    en: "Record the transfer to {name}",
  },
  withdraw: { fr: "Noter le retrait", nl: "De intrekking noteren", en: "Record the withdrawal" },
  withdrawFor: {
    fr: "Noter le retrait de l’accord pour {name}",
    nl: "De intrekking van de toestemming voor {name} noteren",
    en: "Record the withdrawal of the consent for {name}",
  },
  sentAlready: {
    fr: "Ce qui est déjà parti y reste : dites à la personne quoi et quand, et prévenez l’organisme.",
    nl: "Wat al vertrokken is, blijft daar: zeg de persoon wat en wanneer, en verwittig de instantie.",
    en: "What has gone stays there: tell the person what and when, and let the body know.",
  },
} satisfies Record<string, Text>;
