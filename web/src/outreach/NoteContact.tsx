import { useState } from "react";
import { api } from "../api.ts";
import {
  announce,
  Button,
  ButtonRow,
  Card,
  DateField,
  Disclosure,
  ProblemNotice,
  RadioGroup,
  Select,
  Stack,
  TextField,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { post } from "../offline/outbox.ts";
import { newCode } from "./new-code.ts";
import style from "./outreach.module.css";
import { contactsPath, type Followed, type KnownLog, rememberPlace, useSend } from "./use-log.ts";

/**
 * Notes that somebody was met: three taps with one hand. Who they are is not asked; the date is today's, the place the
 * last one. What is noted stands first in this browser, then at the server.
 */
export const NoteContact = ({
  log,
  service,
  seen,
  onDone,
}: Readonly<{
  log: KnownLog;
  service: string;
  /** Somebody who is followed already; undefined: somebody new. */
  seen: Followed | undefined;
  onDone: () => void;
}>) => {
  const say = useSay();
  const send = useSend();
  const { form } = log;
  const { fields } = form;
  const [stage, setStage] = useState<string | null>(seen?.stage.code ?? null);
  const [reaction, setReaction] = useState<string | null>(fields.reaction?.choices[0]?.code ?? null);
  const [place, setPlace] = useState(log.place);
  const [date, setDate] = useState(form.today);
  const [relay, setRelay] = useState<string | null>(null);
  const [segment, setSegment] = useState<string | null>(null);
  const [nickname, setNickname] = useState("");
  const [writes, setWrites] = useState(0);
  const [isAsked, setIsAsked] = useState(false);
  const [error, setError] = useState<unknown>();
  const where = seen ?? form.writes[writes];
  const stages = fields.stage.choices.filter(({ code }) => code !== form.registers);
  const options = (choices: readonly { code: string; label: Text }[]) =>
    choices.map(({ code, label }) => ({ id: code, label: say(label) }));

  const keep = async () => {
    setIsAsked(true);
    if (stage === null || !where) return;
    const reference = crypto.randomUUID();
    const typed: [string | undefined, string | null][] = [
      [fields.reference, reference],
      [fields.follows, seen?.code ?? newCode()],
      [fields.date.field, date],
      [fields.place.field, place.trim()],
      [fields.stage.field, stage],
      [fields.relay?.field, relay],
      [fields.reaction?.field, reaction],
      [fields.segment?.field, segment],
      [fields.nickname?.field, nickname.trim()],
    ];
    const body = {
      operation: where.operation,
      partner: where.partner,
      answers: Object.fromEntries(
        typed.flatMap(([field, value]) =>
          field === undefined || value === null || value === "" ? [] : [[field, value]],
        ),
      ),
    };
    try {
      if (!(await post(reference, contactsPath(service), body)))
        await api.send("POST", contactsPath(service), body, { headers: { "idempotency-key": reference } });
      await rememberPlace(service, place.trim());
      announce(say(words.noted));
      onDone();
      await send();
    } catch (problem) {
      setError(problem);
    }
  };

  return (
    <Card title={seen ? say(words.again, { who: seen.nickname ?? seen.code }) : say(words.new)}>
      <Stack gap="m">
        <RadioGroup
          name="stage"
          label={say(fields.stage.label)}
          value={stage}
          onChange={setStage}
          options={options(stages)}
          direction="across"
          isRequired
          {...(isAsked && stage === null ? { error: say(words.stageNeeded) } : {})}
        />
        {fields.reaction && (
          <RadioGroup
            name="reaction"
            label={say(fields.reaction.label)}
            value={reaction}
            onChange={setReaction}
            options={options(fields.reaction.choices)}
            direction="across"
          />
        )}
        <TextField
          name="place"
          label={say(fields.place.label)}
          value={place}
          onChange={setPlace}
          maxLength={fields.place.length}
          autoComplete="off"
        />
        <Disclosure title={say(words.more)}>
          <Stack gap="m">
            <DateField name="date" label={say(fields.date.label)} value={date} onChange={setDate} />
            {!seen && form.writes.length > 1 && (
              <Select
                name="partner"
                label={say(words.partner)}
                value={String(writes)}
                onChange={(value) => setWrites(Number(value ?? 0))}
                options={form.writes.map(({ name }, index) => ({ id: String(index), label: say(name) }))}
              />
            )}
            {fields.relay && (
              <Select
                name="relay"
                label={say(fields.relay.label)}
                value={relay}
                onChange={setRelay}
                options={options(fields.relay.choices)}
                empty={say(words.unknown)}
              />
            )}
            {fields.segment && (
              <Select
                name="segment"
                label={say(fields.segment.label)}
                value={segment}
                onChange={setSegment}
                options={options(fields.segment.choices)}
                empty={say(words.unknown)}
              />
            )}
            {fields.nickname && !seen && (
              <TextField
                name="nickname"
                label={say(fields.nickname.label)}
                {...(fields.nickname.help ? { help: say(fields.nickname.help) } : {})}
                value={nickname}
                onChange={setNickname}
                maxLength={fields.nickname.length}
                autoComplete="off"
              />
            )}
          </Stack>
        </Disclosure>
        {error !== undefined && <ProblemNotice error={error} />}
        <div className={style.thumb}>
          <ButtonRow>
            <Button variant="primary" icon="check" onPress={() => void keep()}>
              {say(words.keep)}
            </Button>
            <Button variant="quiet" onPress={onDone}>
              {say(words.cancel)}
            </Button>
          </ButtonRow>
        </div>
      </Stack>
    </Card>
  );
};

const words = {
  new: { fr: "Quelqu'un de nouveau", nl: "Iemand nieuw", en: "Somebody new" },
  again: { fr: "Revu : {who}", nl: "Teruggezien: {who}", en: "Seen again: {who}" },
  stageNeeded: {
    fr: "Choisissez où en est le jeune.",
    nl: "Kies hoever de jongere staat.",
    en: "Choose how far the young person has come.",
  },
  more: {
    fr: "Autre date, relais, situation",
    nl: "Andere datum, via wie, situatie",
    en: "Other date, through whom, situation",
  },
  partner: { fr: "Association", nl: "Vereniging", en: "Association" },
  unknown: { fr: "Je ne sais pas", nl: "Ik weet het niet", en: "I do not know" },
  keep: { fr: "Noter", nl: "Noteren", en: "Note" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  noted: { fr: "Contact noté.", nl: "Contact genoteerd.", en: "Contact noted." },
} satisfies Record<string, Text>;
