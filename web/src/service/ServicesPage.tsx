import { EmptyState, Link, Loaded, Page } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./service.module.css";
import { useServices } from "./use-services.ts";

/** The services in which this person has something to do or to follow. */
export const ServicesPage = () => {
  const say = useSay();
  const services = useServices();
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Loaded query={services}>
        {({ services: list }) =>
          list.length === 0 ? (
            <EmptyState title={say(words.none)}>{say(words.noneText)}</EmptyState>
          ) : (
            <ul className={style.services}>
              {list.map(({ service, label, description }) => (
                <li key={service}>
                  <Link to={`services/${service}`} className={style.name}>
                    {say(label)}
                  </Link>
                  <p className={style.about}>{say(description)}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
};

const words = {
  title: { fr: "Services", nl: "Diensten", en: "Services" },
  lead: {
    fr: "Pour chaque service : le travail du jour, où en sont les dossiers, et les chiffres de l’année.",
    nl: "Voor elke dienst: het werk van de dag, hoe ver de dossiers staan, en de cijfers van het jaar.",
    en: "For each service: the day’s work, how far the files are, and the figures of the year.",
  },
  none: { fr: "Aucun service à montrer", nl: "Geen dienst te tonen", en: "No service to show" },
  noneText: {
    fr: "Vos accès ne concernent aucun service du programme.",
    nl: "Uw toegangen gaan over geen enkele dienst van het programma.",
    en: "Your access concerns no service of the programme.",
  },
} satisfies Record<string, Text>;
