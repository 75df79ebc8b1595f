import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import {
  Button,
  ButtonRow,
  ComboBox,
  CopyButton,
  Dialog,
  Form,
  Notice,
  Select,
  Stack,
  TextField,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { Tokens } from "./answers.ts";

/** Makes a key for a program, and shows it this once. */
export const TokenDialog = ({
  isOpen,
  onClose,
  makable,
  longestDays,
}: Readonly<{ isOpen: boolean; onClose: () => void }> & Pick<Tokens, "makable" | "longestDays">) => {
  const say = useSay();
  const [secret, setSecret] = useState<string>();
  const [round, setRound] = useState(0);
  const close = () => {
    onClose();
    setSecret(undefined);
    setRound(round + 1);
  };
  return (
    <Dialog title={say(words.title)} isOpen={isOpen} onClose={close} isKept={secret !== undefined}>
      {secret === undefined ? (
        <TokenForm key={round} makable={makable} longestDays={longestDays} onMade={setSecret} />
      ) : (
        <Stack>
          <Notice tone="warning" title={say(words.once)} isLive>
            <code>{secret}</code>
          </Notice>
          <p>{say(words.use)}</p>
          <ButtonRow>
            <CopyButton variant="primary" text={secret} label={say(words.copy)} copied={say(words.copied)} />
            <Button onPress={close}>{say(words.done)}</Button>
          </ButtonRow>
        </Stack>
      )}
    </Dialog>
  );
};

const TokenForm = ({
  makable,
  longestDays,
  onMade,
}: Pick<Tokens, "makable" | "longestDays"> & Readonly<{ onMade: (secret: string) => void }>) => {
  const say = useSay();
  const client = useQueryClient();
  const [label, setLabel] = useState("");
  const [role, setRole] = useState(makable[0]?.role ?? null);
  const places = makable.find((each) => each.role === role)?.places ?? [];
  const [place, setPlace] = useState<string | null>(places.length === 1 ? (places[0]?.id ?? null) : null);
  const [days, setDays] = useState("180");
  const make = async () => {
    const { secret } = await api.send<{ secret: string }>("POST", "/api/tokens", {
      label,
      role,
      partner: place,
      days: Number(days),
    });
    await client.invalidateQueries({ queryKey: ["tokens"] });
    onMade(secret);
  };
  return (
    <Form
      submit={say(words.make)}
      isComplete={label.trim() !== "" && role !== null && place !== null}
      send={make}
    >
      {({ missing }) => (
        <>
          <TextField
            label={say(words.label)}
            help={say(words.labelHelp)}
            name="label"
            value={label}
            onChange={setLabel}
            autoComplete="off"
            maxLength={100}
            isRequired
            {...missing(label.trim() === "")}
          />
          <Select
            label={say(words.role)}
            help={say(words.roleHelp)}
            name="role"
            options={makable.map((each) => ({ id: each.role, label: say(each.label) }))}
            value={role}
            onChange={setRole}
          />
          {places.length > 1 && (
            <ComboBox
              label={say(words.partner)}
              name="partner"
              options={places.map((each) => ({ id: each.id, label: say(each.label) }))}
              value={place}
              onChange={setPlace}
              isRequired
              {...missing(place === null)}
            />
          )}
          <Select
            label={say(words.days)}
            name="days"
            options={[30, 90, 180, longestDays].map((each) => ({
              id: String(each),
              label: say(words.dayCount, { count: each }),
            }))}
            value={days}
            onChange={(id) => setDays(id ?? "180")}
          />
        </>
      )}
    </Form>
  );
};

const words = {
  title: {
    fr: "Créer une clé pour un logiciel",
    nl: "Een sleutel voor software maken",
    en: "Make a key for a program",
  },
  label: { fr: "Nom du logiciel", nl: "Naam van de software", en: "Name of the program" },
  labelHelp: {
    fr: "Pour le reconnaître dans la liste et dans l’historique des fiches.",
    nl: "Om ze te herkennen in de lijst en in de geschiedenis van de fiches.",
    en: "To recognise it in the list and in the history of records.",
  },
  role: { fr: "Rôle", nl: "Rol", en: "Role" },
  roleHelp: {
    fr: "Le logiciel ne peut jamais plus que vous, et ne gère ni personnes ni clés.",
    nl: "De software mag nooit meer dan u, en beheert geen personen of sleutels.",
    en: "The program can never do more than you, and manages neither people nor keys.",
  },
  partner: { fr: "Organisme", nl: "Organisatie", en: "Organisation" },
  days: { fr: "Valable", nl: "Geldig", en: "Good for" },
  dayCount: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
  make: { fr: "Créer la clé", nl: "De sleutel maken", en: "Make the key" },
  once: {
    fr: "Copiez cette clé maintenant : elle ne sera plus jamais montrée.",
    nl: "Kopieer deze sleutel nu: hij wordt nooit meer getoond.",
    en: "Copy this key now: it will never be shown again.",
  },
  use: {
    fr: "Le logiciel l’envoie avec chaque demande, dans l’en-tête « Authorization: Bearer ».",
    nl: 'De software stuurt hem met elke aanvraag mee, in de header "Authorization: Bearer".',
    en: 'The program sends it with each request, in the header "Authorization: Bearer".',
  },
  copy: { fr: "Copier la clé", nl: "De sleutel kopiëren", en: "Copy the key" },
  copied: { fr: "Clé copiée", nl: "Sleutel gekopieerd", en: "Key copied" },
  done: { fr: "C’est fait", nl: "Klaar", en: "Done" },
} satisfies Record<string, Text>;
