import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isLanguage, type Language } from "../../../src/language.ts";
import { api } from "../api.ts";
import {
  Button,
  ButtonRow,
  ComboBox,
  Dialog,
  Form,
  Notice,
  RadioGroup,
  Select,
  Stack,
  TextField,
} from "../kit/index.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";
import type { Givable } from "./answers.ts";
import { HandOver } from "./HandOver.tsx";

type Outcome = Readonly<{ account: string; invited: boolean; name: string }>;

/** Invites somebody into a role, in one place where that can be. */
export const InviteDialog = ({
  isOpen,
  onClose,
  givable,
  mail,
}: Readonly<{ isOpen: boolean; onClose: () => void; givable: readonly Givable[]; mail: boolean }>) => {
  const say = useSay();
  const [outcome, setOutcome] = useState<Outcome>();
  const [round, setRound] = useState(0);
  const [isHanding, setIsHanding] = useState(false);
  const close = () => {
    onClose();
    setOutcome(undefined);
    setRound(round + 1);
  };
  if (isHanding && outcome)
    return (
      <HandOver
        {...outcome}
        onClose={() => {
          setIsHanding(false);
          close();
        }}
      />
    );
  return (
    <Dialog title={say(words.title)} isOpen={isOpen} onClose={close}>
      {outcome ? (
        <Stack>
          <Notice
            tone="success"
            isLive
            title={say(outcome.invited ? (mail ? words.sent : words.made) : words.given, {
              name: outcome.name,
            })}
          />
          <ButtonRow>
            {outcome.invited && !mail && (
              <Button variant="primary" onPress={() => setIsHanding(true)}>
                {say(words.link)}
              </Button>
            )}
            <Button
              onPress={() => {
                setOutcome(undefined);
                setRound(round + 1);
              }}
            >
              {say(words.another)}
            </Button>
            <Button variant="quiet" onPress={close}>
              {say(words.close)}
            </Button>
          </ButtonRow>
        </Stack>
      ) : (
        <InviteForm key={round} givable={givable} onDone={setOutcome} />
      )}
    </Dialog>
  );
};

const InviteForm = ({
  givable,
  onDone,
}: Readonly<{ givable: readonly Givable[]; onDone: (outcome: Outcome) => void }>) => {
  const say = useSay();
  const client = useQueryClient();
  const pageLanguage = useLanguage();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<string | null>(givable.length === 1 ? (givable[0]?.role ?? null) : null);
  const [place, setPlace] = useState<string | null>(null);
  const [language, setLanguage] = useState<Language>(pageLanguage);
  const chosen = givable.find((each) => each.role === role);
  const only = chosen?.places.length === 1 ? (chosen.places[0]?.id ?? null) : null;
  const placeId = only ?? place;
  const needsPlace = chosen !== undefined && chosen.scope !== "programme";
  const isComplete =
    name.trim() !== "" && email.includes("@") && role !== null && (!needsPlace || placeId !== null);
  const invite = async () => {
    const made = await api.send<Omit<Outcome, "name">>("POST", "/api/people", {
      name,
      email,
      role,
      language,
      operation: chosen?.scope === "operation" ? placeId : null,
      partner: chosen?.scope === "partner" ? placeId : null,
    });
    await client.invalidateQueries({ queryKey: ["people"] });
    onDone({ ...made, name });
  };
  return (
    <Form submit={say(words.send)} isComplete={isComplete} send={invite}>
      {({ missing }) => (
        <>
          <TextField
            label={say(words.name)}
            name="name"
            value={name}
            onChange={setName}
            autoComplete="off"
            isRequired
            {...missing(name.trim() === "")}
          />
          <TextField
            label={say(words.email)}
            help={say(words.emailHelp)}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="off"
            value={email}
            onChange={setEmail}
            isRequired
            {...missing(!email.includes("@"))}
          />
          <RadioGroup
            label={say(words.role)}
            name="role"
            options={givable.map((each) => ({
              id: each.role,
              label: say(each.label),
              description: say(each.description),
            }))}
            value={role}
            onChange={(id) => {
              setRole(id);
              setPlace(null);
            }}
            isRequired
            {...missing(role === null)}
          />
          {needsPlace && only === null && (
            <ComboBox
              label={say(chosen.scope === "partner" ? words.partner : words.operation)}
              name="place"
              options={chosen.places.map(({ id, label }) => ({ id, label: say(label) }))}
              value={place}
              onChange={setPlace}
              isRequired
              {...missing(place === null)}
            />
          )}
          <Select
            label={say(words.language)}
            name="language"
            options={languages}
            value={language}
            onChange={(id) => setLanguage(id !== null && isLanguage(id) ? id : pageLanguage)}
          />
        </>
      )}
    </Form>
  );
};

const languages = [
  { id: "fr", label: "Français" },
  { id: "nl", label: "Nederlands" },
  { id: "en", label: "English" },
] as const;

const words = {
  title: { fr: "Inviter une personne", nl: "Iemand uitnodigen", en: "Invite somebody" },
  name: { fr: "Prénom et nom", nl: "Voornaam en naam", en: "First and last name" },
  email: {
    fr: "Adresse e-mail professionnelle",
    nl: "E-mailadres van het werk",
    en: "E-mail address at work",
  },
  emailHelp: {
    fr: "Une adresse personnelle à elle, pas celle du service : chacun a son propre accès.",
    nl: "Een adres van die persoon alleen, niet dat van de dienst: ieder heeft een eigen toegang.",
    en: "An address of that person alone, not the department’s: everybody has an access of their own.",
  },
  role: { fr: "Rôle", nl: "Rol", en: "Role" },
  partner: { fr: "Organisme", nl: "Organisatie", en: "Organisation" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  language: { fr: "Langue des e-mails", nl: "Taal van de e-mails", en: "Language of mails" },
  send: { fr: "Inviter", nl: "Uitnodigen", en: "Invite" },
  sent: {
    fr: "L’invitation de {name} est en route ; elle vaut sept jours.",
    nl: "De uitnodiging van {name} is onderweg; ze geldt zeven dagen.",
    en: "The invitation of {name} is on its way; it is good for seven days.",
  },
  made: {
    fr: "L’accès de {name} est préparé. Les e-mails ne partent pas encore : remettez le lien vous-même.",
    nl: "De toegang van {name} staat klaar. E-mails vertrekken nog niet: bezorg de link zelf.",
    en: "The access of {name} is ready. Mails do not go out yet: hand over the link yourself.",
  },
  given: {
    fr: "{name} avait déjà un compte : le rôle lui est donné et un e-mail l’en avertit.",
    nl: "{name} had al een account: de rol is gegeven en een e-mail meldt het.",
    en: "{name} had an account already: the role is given and a mail says so.",
  },
  link: { fr: "Obtenir le lien", nl: "De link krijgen", en: "Get the link" },
  another: { fr: "Inviter une autre personne", nl: "Nog iemand uitnodigen", en: "Invite somebody else" },
  close: { fr: "Fermer", nl: "Sluiten", en: "Close" },
} satisfies Record<string, Text>;
