import { Badge, Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { mechanismPage, mechanismWords } from "./mechanisms.ts";
import style from "./service.module.css";
import { useService, useServices } from "./use-services.ts";

/** Whoever works in a few services finds them by name; in more, the navigation's list is shorter to read. */
const mostNamed = 4;

/** The day's work of the one service in which this person works, one click away; of several, their names. */
export const HomeDesk = () => {
  const say = useSay();
  const services = useServices();
  const list = services.data?.services ?? [];
  const [only] = list;
  if (!only || list.length > mostNamed) return null;
  if (list.length === 1) return <Desk service={only.service} />;
  return (
    <Section title={say(words.several)}>
      <ul className={style.more}>
        {list.map(({ service, label }) => (
          <li key={service}>
            <Link to={`services/${service}`}>{say(label)}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
};

const Desk = ({ service }: { service: string }) => {
  const say = useSay();
  const { number } = useFormat();
  const { data: page } = useService(service, 0);
  if (!page) return null;
  const waiting = (page.lists ?? []).filter(({ total }) => total > 0);
  return (
    <Section title={say(page.label)} actions={<Link to={`services/${service}`}>{say(words.open)}</Link>}>
      {waiting.length === 0 && page.lists !== null && <p>{say(words.nothing)}</p>}
      {waiting.length > 0 && (
        <ul className={style.brief}>
          {waiting.map(({ list, label, href, total, late }) => (
            <li key={list}>
              <Link to={href}>{say(label)}</Link>
              <span className={style.tally}>
                {late > 0 && (
                  <Badge tone="warning" hasIcon>
                    {say(words.late, { count: number(late) })}
                  </Badge>
                )}{" "}
                <strong>{number(total)}</strong>
              </span>
            </li>
          ))}
        </ul>
      )}
      {page.mechanisms.length > 0 && (
        <p className={style.tools}>
          {page.mechanisms.map(({ mechanism: name, label: own }, place) => {
            const label = own ?? mechanismWords(name);
            return (
              label && (
                <span key={name}>
                  {place > 0 && " · "}
                  <Link to={`services/${service}/${mechanismPage(name)}`}>{say(label)}</Link>
                </span>
              )
            );
          })}
        </p>
      )}
    </Section>
  );
};

const words = {
  several: { fr: "Vos services", nl: "Uw diensten", en: "Your services" },
  open: { fr: "Ouvrir le service", nl: "De dienst openen", en: "Open the service" },
  nothing: {
    fr: "Aucune liste du jour n’attend.",
    nl: "Geen enkele lijst van de dag wacht.",
    en: "No list of the day is waiting.",
  },
  late: { fr: "{count} en retard", nl: "{count} te laat", en: "{count} late" },
} satisfies Record<string, Text>;
