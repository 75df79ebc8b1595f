import { ButtonLink, Page } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** An address at which there is nothing. */
export const NotFound = () => {
  const say = useSay();
  return (
    <Page title={say(words.title)} lead={say(words.lead)} width="narrow">
      <ButtonLink to="" variant="primary">
        {say(words.home)}
      </ButtonLink>
    </Page>
  );
};

const words = {
  title: { fr: "Cette page n’existe pas", nl: "Deze pagina bestaat niet", en: "This page does not exist" },
  lead: {
    fr: "L’adresse est peut-être incomplète, ou la page a changé de place.",
    nl: "Het adres is misschien onvolledig, of de pagina staat nu ergens anders.",
    en: "The address may be incomplete, or the page has moved.",
  },
  home: { fr: "Aller à l’accueil", nl: "Naar het begin", en: "Go to the start" },
} satisfies Record<string, Text>;
