import { useState } from "react";
import { Form, Link, Notice, Page, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { post, useWays } from "./ways.ts";

/** Asks for a link by mail; says the same whether or not the address has an account. */
export const ForgottenPage = () => {
  const say = useSay();
  const { data: ways } = useWays();
  const [email, setEmail] = useState("");
  const [isSent, setIsSent] = useState(false);
  return (
    <Page title={say(words.title)} width="narrow" lead={say(words.lead)}>
      {ways?.mail === false && <Notice tone="warning" title={say(words.noMail)} />}
      {isSent ? (
        <Notice tone="success" title={say(words.sent)} isLive>
          <p>{say(words.sentMore)}</p>
          <p>
            <Link to="sign-in">{say(words.back)}</Link>
          </p>
        </Notice>
      ) : (
        <Form
          submit={say(words.send)}
          isComplete={email.trim() !== ""}
          send={async () => {
            await post("/api/password/forgotten", { email });
            setIsSent(true);
          }}
        >
          {({ missing }) => (
            <TextField
              label={say(words.email)}
              type="email"
              inputMode="email"
              name="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
              isRequired
              {...missing(email.trim() === "", say(words.missing))}
            />
          )}
        </Form>
      )}
    </Page>
  );
};

const words = {
  title: { fr: "Mot de passe oublié", nl: "Wachtwoord vergeten", en: "Forgotten password" },
  lead: {
    fr: "Nous envoyons un lien pour en choisir un nouveau. Votre second code reste le même.",
    nl: "Wij sturen een link om een nieuw te kiezen. Uw tweede code blijft dezelfde.",
    en: "We send a link to choose a new one. Your second code stays the same.",
  },
  noMail: {
    fr: "Cette installation n’envoie pas encore d’e-mails. Demandez une nouvelle invitation à la personne qui gère les accès de votre organisme.",
    nl: "Deze installatie verstuurt nog geen e-mails. Vraag een nieuwe uitnodiging aan wie in uw organisatie de toegangen beheert.",
    en: "This installation sends no mail yet. Ask whoever manages your organisation’s access for a new invitation.",
  },
  email: { fr: "Adresse e-mail", nl: "E-mailadres", en: "E-mail address" },
  missing: { fr: "Indiquez votre adresse.", nl: "Vul uw adres in.", en: "Fill in your address." },
  send: { fr: "Envoyer le lien", nl: "De link sturen", en: "Send the link" },
  sent: {
    fr: "Si cette adresse a un compte, un lien vient d’y partir.",
    nl: "Als dit adres een account heeft, is er net een link naartoe vertrokken.",
    en: "If this address has an account, a link has just gone there.",
  },
  sentMore: {
    fr: "Il sert une fois, pendant une heure. Regardez aussi dans les courriers indésirables.",
    nl: "Hij werkt één keer, een uur lang. Kijk ook bij de ongewenste berichten.",
    en: "It works once, for an hour. Look among unwanted mail too.",
  },
  back: { fr: "Revenir à la connexion", nl: "Terug naar aanmelden", en: "Back to signing in" },
} satisfies Record<string, Text>;
