import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearchParams } from "react-router";
import { Notice, Page, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Steps } from "./Steps.tsx";

/** Signing in on a page of its own; also where the provider's refusals are told. */
export const SignInPage = () => {
  const say = useSay();
  const address = useAddress();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [asked] = useSearchParams();
  const problem = problems[asked.get("problem") ?? ""];
  return (
    <Page title={say(words.title)} width="narrow">
      {problem && <Notice tone="error" title={say(problem)} isLive />}
      <Steps
        onDone={() => {
          client.clear();
          void navigate(address(""));
        }}
      />
    </Page>
  );
};

const words = {
  title: { fr: "Se connecter", nl: "Aanmelden", en: "Sign in" },
} satisfies Record<string, Text>;

const problems: Readonly<Record<string, Text>> = {
  provider_failed: {
    fr: "La connexion par votre organisme n’a pas abouti. Réessayez ; si cela continue, prévenez votre gestionnaire.",
    nl: "De aanmelding via uw organisatie is niet gelukt. Probeer opnieuw; blijft het misgaan, verwittig dan uw beheerder.",
    en: "Signing in through your organisation did not work. Try again; if it goes on, tell your administrator.",
  },
  not_known_here: {
    fr: "Vous vous êtes bien identifié, mais vous n’avez pas encore d’accès à Jalon. Demandez une invitation à la personne qui gère les accès de votre organisme.",
    nl: "U bent correct geïdentificeerd, maar u hebt nog geen toegang tot Jalon. Vraag een uitnodiging aan wie in uw organisatie de toegangen beheert.",
    en: "You were identified, but you have no access to Jalon yet. Ask whoever manages your organisation’s access for an invitation.",
  },
  one_factor_only: {
    fr: "Identifiez-vous auprès de votre organisme avec deux moyens, par exemple mot de passe et téléphone : Jalon contient des données sensibles.",
    nl: "Identificeer u bij uw organisatie met twee middelen, bijvoorbeeld wachtwoord en telefoon: Jalon bevat gevoelige gegevens.",
    en: "Identify yourself at your organisation by two means, for example password and telephone: Jalon holds sensitive data.",
  },
  link_over: {
    fr: "Cette invitation a déjà servi, a expiré ou a été retirée. Demandez-en une nouvelle à la personne qui vous a invité.",
    nl: "Deze uitnodiging is al gebruikt, verlopen of ingetrokken. Vraag een nieuwe aan wie u uitnodigde.",
    en: "This invitation was used before, has run out or was withdrawn. Ask for a new one from whoever invited you.",
  },
};
