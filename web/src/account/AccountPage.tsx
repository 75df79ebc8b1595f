import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isLanguage } from "../../../src/language.ts";
import { api } from "../api.ts";
import {
  announce,
  Badge,
  Button,
  ButtonRow,
  Card,
  Facts,
  Loaded,
  Notice,
  Page,
  ProblemNotice,
  Select,
  Stack,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useWho, whoKey } from "../who.tsx";
import { Reminders } from "../clock/Reminders.tsx";
import { type Account, accountKey } from "./answers.ts";
import { PasswordDialog } from "./PasswordDialog.tsx";
import { RecoveryDialog } from "./RecoveryDialog.tsx";
import { SecondFactorDialog } from "./SecondFactorDialog.tsx";
import { Sessions } from "./Sessions.tsx";

/** One's own account: language, how one signs in, and where one is signed in. */
export const AccountPage = () => {
  const say = useSay();
  const account = useQuery({ queryKey: accountKey, queryFn: () => api.get<Account>("/api/account") });
  return (
    <Page title={say(words.title)} width="read">
      <Loaded query={account}>
        {(data) => (
          <Stack gap="l">
            <Who account={data} />
            <Reminders isWanted={data.reminders} />
            <SigningIn account={data} />
            <Sessions sessions={data.sessions} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
};

const Who = ({ account }: { account: Account }) => {
  const say = useSay();
  const who = useWho();
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: (language: string) => api.send("PATCH", "/api/account", { language }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: accountKey });
      await client.invalidateQueries({ queryKey: whoKey });
      announce(say(words.kept));
    },
  });
  return (
    <Card title={account.name}>
      <Stack>
        <Facts
          items={[
            { label: say(words.email), value: account.email, id: "email" },
            {
              label: say(words.roles),
              id: "roles",
              value: [...new Set(who?.grants.map(({ roleLabel }) => say(roleLabel)))].join(", "),
            },
          ]}
        />
        {keep.error && <ProblemNotice error={keep.error} />}
        <Select
          label={say(words.language)}
          help={say(words.languageHelp)}
          value={account.language}
          onChange={(id) => {
            if (id !== null && isLanguage(id)) keep.mutate(id);
          }}
          options={[
            { id: "fr", label: "Français" },
            { id: "nl", label: "Nederlands" },
            { id: "en", label: "English" },
          ]}
        />
      </Stack>
    </Card>
  );
};

type Opened = "password" | "factor" | "recovery";

const SigningIn = ({ account }: { account: Account }) => {
  const say = useSay();
  const { dateTime } = useFormat();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const { passwordSetAt, secondFactorSetAt, recoveryCodesLeft } = account;
  if (passwordSetAt === null)
    return (
      <Card title={say(words.signingIn)}>
        <p>{say(words.byProvider)}</p>
      </Card>
    );
  return (
    <Card title={say(words.signingIn)}>
      <Stack>
        {recoveryCodesLeft < 4 && (
          <Notice tone="warning" title={say(words.fewCodes, { count: recoveryCodesLeft })} />
        )}
        <Facts
          items={[
            { label: say(words.password), value: say(words.since, { at: dateTime(passwordSetAt) }) },
            {
              label: say(words.factor),
              value: secondFactorSetAt === null ? "–" : say(words.since, { at: dateTime(secondFactorSetAt) }),
            },
            {
              label: say(words.recovery),
              value: <Badge>{say(words.left, { count: recoveryCodesLeft })}</Badge>,
              id: "recovery",
            },
          ]}
        />
        <ButtonRow>
          <Button onPress={() => setOpened("password")}>{say(words.changePassword)}</Button>
          <Button onPress={() => setOpened("factor")}>{say(words.changeFactor)}</Button>
          <Button onPress={() => setOpened("recovery")}>{say(words.renew)}</Button>
        </ButtonRow>
        {opened === "password" && <PasswordDialog email={account.email} onClose={close} />}
        {opened === "factor" && <SecondFactorDialog onClose={close} />}
        {opened === "recovery" && <RecoveryDialog onClose={close} />}
      </Stack>
    </Card>
  );
};

const words = {
  title: { fr: "Mon compte", nl: "Mijn account", en: "My account" },
  email: { fr: "Adresse e-mail", nl: "E-mailadres", en: "E-mail address" },
  roles: { fr: "Rôles", nl: "Rollen", en: "Roles" },
  language: { fr: "Langue des e-mails", nl: "Taal van de e-mails", en: "Language of mails" },
  languageHelp: {
    fr: "La langue des pages se change en haut de chaque page.",
    nl: "De taal van de pagina’s wijzigt u bovenaan elke pagina.",
    en: "The language of pages is changed at the top of each page.",
  },
  kept: { fr: "Langue enregistrée", nl: "Taal bewaard", en: "Language kept" },
  signingIn: { fr: "Connexion", nl: "Aanmelden", en: "Signing in" },
  byProvider: {
    fr: "Vous vous connectez par votre organisme ; mot de passe et second code se changent là.",
    nl: "U meldt zich aan via uw organisatie; wachtwoord en tweede code wijzigt u daar.",
    en: "You sign in through your organisation; password and second code are changed there.",
  },
  password: { fr: "Mot de passe", nl: "Wachtwoord", en: "Password" },
  factor: { fr: "Application d’authentification", nl: "Authenticatie-app", en: "Authenticator app" },
  recovery: { fr: "Codes de secours", nl: "Herstelcodes", en: "Recovery codes" },
  since: { fr: "depuis le {at}", nl: "sinds {at}", en: "since {at}" },
  left: { fr: "{count} restants", nl: "{count} over", en: "{count} left" },
  fewCodes: {
    fr: "Il vous reste peu de codes de secours ({count}). Faites-en de nouveaux.",
    nl: "U hebt weinig herstelcodes over ({count}). Maak er nieuwe.",
    en: "You have few recovery codes left ({count}). Make new ones.",
  },
  changePassword: { fr: "Changer le mot de passe", nl: "Het wachtwoord wijzigen", en: "Change the password" },
  changeFactor: {
    fr: "Changer d’application ou de téléphone",
    nl: "Van app of telefoon veranderen",
    en: "Change app or telephone",
  },
  renew: { fr: "Nouveaux codes de secours", nl: "Nieuwe herstelcodes", en: "New recovery codes" },
} satisfies Record<string, Text>;
