import type { LogPage, Youngster } from "../../../src/outreach/shapes.ts";
import { Badge, Button, EmptyState, Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./outreach.module.css";
import type { Followed } from "./use-log.ts";

/** Whom the log follows, those without news for longest first: a nickname or a code, never a name. */
export const Youngsters = ({
  page,
  service,
  onSeen,
}: Readonly<{ page: LogPage; service: string; onSeen: (seen: Followed) => void }>) => {
  const say = useSay();
  const { count } = useFormat();
  const mayWrite = ({ operation, partner }: Youngster) =>
    page.form.writes.some((place) => place.operation === operation && place.partner === partner);
  if (page.youngsters.length === 0) return <EmptyState title={say(words.nobody)} />;
  return (
    <>
      <ul className={style.people}>
        {page.youngsters.map((each) => (
          <li key={`${each.operation}/${each.partner}/${each.code}`} className={style.person}>
            <Person youngster={each} service={service} firstSilence={page.silences[0]?.days} />
            {mayWrite(each) && each.daysSilent !== null && (
              <Button
                size="s"
                onPress={() => onSeen(each)}
                aria-describedby={`who-${each.operation}-${each.record}`}
              >
                {say(words.seen)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {page.more > 0 && (
        <p className={style.details}>
          <Link to={`registers/${page.form.register}`}>{count(page.more, words.more)}</Link>
        </p>
      )}
    </>
  );
};

const Person = ({
  youngster,
  service,
  firstSilence,
}: Readonly<{ youngster: Youngster; service: string; firstSilence: number | undefined }>) => {
  const say = useSay();
  const { count } = useFormat();
  const { operation, record, nickname, code, stage, daysSilent, daysAtStage, unanswered, elsewhere } =
    youngster;
  const details = [
    nickname === null ? null : code,
    count(daysAtStage, words.atStage),
    youngster.place,
    count(youngster.contacts, words.contacts),
  ].filter((text) => text !== null);
  return (
    <div className={style.words} id={`who-${operation}-${record}`}>
      <span className={style.name}>
        <Link to={`services/${service}/outreach/${operation}/contacts/${record}`}>{nickname ?? code}</Link>{" "}
        <Badge tone="info">{say(stage.label)}</Badge>
      </span>
      <span className={style.details}>{details.join(" · ")}</span>
      <span className={style.flags}>
        {daysSilent !== null && (
          <Badge tone={firstSilence !== undefined && daysSilent > firstSilence ? "warning" : "neutral"}>
            {daysSilent === 0 ? say(words.today) : count(daysSilent, words.silent)}
          </Badge>
        )}
        {unanswered > 0 && <Badge tone="neutral">{count(unanswered, words.unanswered)}</Badge>}
        {youngster.participation !== null && <Badge tone="success">{say(words.entered)}</Badge>}
        {elsewhere && <Badge tone="warning">{say(words.elsewhere)}</Badge>}
      </span>
    </div>
  );
};

const words = {
  nobody: {
    fr: "Personne dans cette liste.",
    nl: "Niemand in deze lijst.",
    en: "Nobody in this list.",
  },
  seen: { fr: "Revu", nl: "Teruggezien", en: "Seen again" },
  today: { fr: "vu aujourd'hui", nl: "vandaag gezien", en: "seen today" },
  silent: {
    one: {
      fr: "sans nouvelles depuis {count} jour",
      nl: "{count} dag geen nieuws",
      en: "no news for {count} day",
    },
    other: {
      fr: "sans nouvelles depuis {count} jours",
      nl: "{count} dagen geen nieuws",
      en: "no news for {count} days",
    },
  },
  atStage: {
    one: {
      fr: "à cette étape depuis {count} jour",
      nl: "{count} dag in deze stap",
      en: "at this stage for {count} day",
    },
    other: {
      fr: "à cette étape depuis {count} jours",
      nl: "{count} dagen in deze stap",
      en: "at this stage for {count} days",
    },
  },
  contacts: {
    one: { fr: "{count} contact", nl: "{count} contact", en: "{count} contact" },
    other: { fr: "{count} contacts", nl: "{count} contacten", en: "{count} contacts" },
  },
  unanswered: {
    one: {
      fr: "{count} rappel sans réponse",
      nl: "{count} herinnering zonder antwoord",
      en: "{count} reminder not answered",
    },
    other: {
      fr: "{count} rappels sans réponse",
      nl: "{count} herinneringen zonder antwoord",
      en: "{count} reminders not answered",
    },
  },
  more: {
    one: {
      fr: "Et {count} autre : voir tous les contacts",
      nl: "En {count} andere: alle contacten",
      en: "And {count} more: see all contacts",
    },
    other: {
      fr: "Et {count} autres : voir tous les contacts",
      nl: "En {count} andere: alle contacten",
      en: "And {count} more: see all contacts",
    },
  },
  entered: { fr: "inscrit au programme", nl: "in het programma", en: "in the programme" },
  elsewhere: {
    fr: "aussi connu d'un autre partenaire",
    nl: "ook bekend bij een andere partner",
    en: "known to another partner as well",
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
