import { useState } from "react";
import type { AgreementPage, AmendBody, GuideBody, TerminateBody } from "../../../src/agreement/shapes.ts";
import { api } from "../api.ts";
import { announce, DateField, Form, NumberField, Select, TextArea, TextField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { isAddress } from "./candidacy-draft.ts";
import { useCalls, useRenewal } from "./use-agreements.ts";

type Props = Readonly<{ agreement: AgreementPage; onDone: () => void }>;

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** Begins the next version: from when it holds, and why. Everything else is copied. */
export const AmendForm = ({ agreement, onDone }: Props) => {
  const say = useSay();
  const renew = useRenewal();
  const [effectiveFrom, setFrom] = useState(agreement.shown.effectiveFrom);
  const [note, setNote] = useState("");
  return (
    <Form
      submit={say(words.amend)}
      isComplete={isDay(effectiveFrom) && note.trim() !== ""}
      send={async () => {
        const body: AmendBody = { effectiveFrom, note };
        await api.send("POST", `/api/agreements/${agreement.id}/amend`, body);
        onDone();
        await renew();
      }}
    >
      {({ missing }) => (
        <>
          <p>{say(words.amendText)}</p>
          <DateField
            label={say(words.from)}
            name="effectiveFrom"
            value={effectiveFrom}
            onChange={setFrom}
            {...missing(!isDay(effectiveFrom))}
          />
          <TextArea
            label={say(words.why)}
            name="note"
            isRequired
            value={note}
            onChange={setNote}
            {...missing(note.trim() === "")}
          />
        </>
      )}
    </Form>
  );
};

/** Ends the agreement before its time. */
export const TerminateForm = ({ agreement, onDone }: Props) => {
  const say = useSay();
  const format = useFormat();
  const renew = useRenewal();
  const [on, setOn] = useState("");
  const [reason, setReason] = useState("");
  return (
    <Form
      submit={say(words.terminate)}
      isComplete={isDay(on) && reason.trim() !== ""}
      send={async () => {
        const body: TerminateBody = { on, reason };
        await api.send("POST", `/api/agreements/${agreement.id}/terminate`, body);
        announce(say(words.terminated));
        onDone();
        await renew();
      }}
    >
      {({ missing }) => (
        <>
          <p>
            {say(words.terminateText, {
              starts: format.date(agreement.starts),
              ends: format.date(agreement.ends),
            })}
          </p>
          <DateField
            label={say(words.on)}
            name="on"
            isRequired
            value={on}
            onChange={setOn}
            {...missing(!isDay(on))}
          />
          <TextArea
            label={say(words.why)}
            name="reason"
            isRequired
            value={reason}
            onChange={setReason}
            {...missing(reason.trim() === "")}
          />
        </>
      )}
    </Form>
  );
};

/** Sends a version of the financial guide by mail, and notes from which year it governs. */
export const GuideForm = ({ agreement, onDone }: Props) => {
  const say = useSay();
  const renew = useRenewal();
  const calls = useCalls();
  const known = agreement.guides.map(({ guide }) => guide.id);
  const guides = (calls.data?.making?.guides ?? []).filter(({ id }) => !known.includes(id));
  const [guide, setGuide] = useState<string | null>(null);
  const chosen = guide ?? guides.at(-1)?.id ?? null;
  const [year, setYear] = useState("");
  const [sentTo, setSentTo] = useState("");
  const isYear = /^20\d\d$/.test(year);
  const isSent = sentTo === "" || isAddress(sentTo);
  return (
    <Form
      submit={say(words.noteGuide)}
      isComplete={chosen !== null && isYear && isSent}
      send={async () => {
        const body: GuideBody = {
          guide: chosen ?? "",
          governsFrom: Number(year),
          ...(sentTo === "" ? {} : { sentTo }),
        };
        await api.send("POST", `/api/agreements/${agreement.id}/guides`, body);
        onDone();
        await renew();
      }}
    >
      {({ missing }) => (
        <>
          <Select
            label={say(words.guide)}
            name="guide"
            value={chosen}
            options={guides.map(({ id, title }) => ({ id, label: say(title) }))}
            onChange={setGuide}
            {...missing(chosen === null)}
          />
          <NumberField
            label={say(words.year)}
            name="year"
            isRequired
            value={year}
            onChange={setYear}
            {...missing(!isYear, say(words.yearWrong))}
          />
          <TextField
            label={say(words.sentTo)}
            help={say(words.sentToHelp)}
            name="sentTo"
            type="email"
            value={sentTo}
            onChange={(text) => setSentTo(text.trim())}
            {...missing(!isSent)}
          />
        </>
      )}
    </Form>
  );
};

const words = {
  amend: { fr: "Commencer l'avenant", nl: "Het aanhangsel beginnen", en: "Begin the amendment" },
  amendText: {
    fr: "La version suivante commence comme une copie de celle en vigueur. Elle demande sa propre décision et l'accord du partenaire.",
    nl: "De volgende versie begint als een kopie van die in werking. Ze vraagt een eigen beslissing en het akkoord van de partner.",
    en: "The next version begins as a copy of the one in force. It needs a decision of its own and the partner's acceptance.",
  },
  from: { fr: "Valable à partir du", nl: "Geldig vanaf", en: "Holds from" },
  why: { fr: "Motif", nl: "Reden", en: "Reason" },
  terminate: {
    fr: "Résilier la convention",
    nl: "De overeenkomst beëindigen",
    en: "Terminate the agreement",
  },
  terminateText: {
    fr: "La convention va du {starts} au {ends}. Ce qui est fait jusqu'au jour de la résiliation peut encore être déclaré.",
    nl: "De overeenkomst loopt van {starts} tot {ends}. Wat tot de dag van de beëindiging gedaan is, kan nog gedeclareerd worden.",
    en: "The agreement runs from {starts} to {ends}. What is done until it is terminated can still be declared.",
  },
  terminated: {
    fr: "La convention est résiliée.",
    nl: "De overeenkomst is beëindigd.",
    en: "The agreement is terminated.",
  },
  on: { fr: "Résiliée au", nl: "Beëindigd op", en: "Terminated on" },
  noteGuide: {
    fr: "Envoyer le guide",
    nl: "De gids versturen",
    en: "Send the guide",
  },
  guide: {
    fr: "Version du guide financier",
    nl: "Versie van de financiële gids",
    en: "Version of the financial guide",
  },
  year: { fr: "Vaut à partir de l'année", nl: "Geldt vanaf het jaar", en: "Governs from the year" },
  yearWrong: {
    fr: "Une année, par exemple 2021.",
    nl: "Een jaar, bijvoorbeeld 2021.",
    en: "A year, for example 2021.",
  },
  sentTo: { fr: "Aussi à l'adresse", nl: "Ook naar het adres", en: "Also to the address" },
  sentToHelp: {
    fr: "Les personnes qui déclarent pour le partenaire le reçoivent par courriel. Vide : l'adresse de contact de la candidature le reçoit aussi.",
    nl: "Wie voor de partner declareert, krijgt hem per mail. Leeg: ook het contactadres van de kandidatuur krijgt hem.",
    en: "Those who declare for the partner get it by mail. Empty: the candidacy's address for contact gets it too.",
  },
} satisfies Record<string, Text>;
