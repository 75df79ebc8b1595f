import { useParams, useSearchParams } from "react-router";
import type { CalendarPage as Calendar, CalendarSession } from "../../../src/calendar/shapes.ts";
import {
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  EmptyState,
  Link,
  Loaded,
  Menu,
  Notice,
  Page,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useService } from "../service/use-services.ts";
import { Month } from "./Month.tsx";
import { Places } from "./Places.tsx";
import style from "./calendar.module.css";
import { isDay, spanOf, stepOf, type View, views } from "./days.ts";
import { useCalendar } from "./use-calendar.ts";
import { hoursOf, titleOf, words as shared } from "./words.ts";

/** A service's sessions by day, week, month or year, with places taken and groups that may stay too small. */
export const CalendarPage = () => {
  const say = useSay();
  const { service: id = "" } = useParams();
  const service = useService(id, 0);
  const [search, setSearch] = useSearchParams();
  const today = service.data?.today ?? "";
  const asked = search.get("day");
  const day = isDay(asked) ? asked : today;
  const view = views.find((each) => each === search.get("view")) ?? "month";
  const [first] = useSpan(id, view, day);
  const calendar = useCalendar(id, first.from, first.until);
  const { data } = calendar;
  const show = (next: Readonly<{ view?: View; day?: string }>) => {
    setSearch({ view: next.view ?? view, day: next.day ?? day });
  };
  return (
    <Page
      title={say(data?.label ?? shared.calendar)}
      breadcrumbs={[
        { label: say(shared.services), to: "services" },
        { label: service.data ? say(service.data.label) : id, to: `services/${id}` },
      ]}
      actions={data && <Plan calendar={data} />}
    >
      <nav className={style.bar} aria-label={say(words.time)}>
        <ButtonRow>
          <Button
            icon="back"
            iconOnly
            onPress={() => {
              show({ day: stepOf(view, day, -1) });
            }}
          >
            {say(words.before)}
          </Button>
          <Button
            onPress={() => {
              show({ day: today });
            }}
          >
            {say(words.today)}
          </Button>
          <Button
            icon="forward"
            iconOnly
            onPress={() => {
              show({ day: stepOf(view, day, 1) });
            }}
          >
            {say(words.after)}
          </Button>
        </ButtonRow>
        <h2 className={style.span} aria-live="polite">
          <Span view={view} from={first.from} until={first.until} />
        </h2>
        <fieldset className={style.views}>
          <legend className={style.legend}>{say(words.view)}</legend>
          {views.map((each) => (
            <Button
              key={each}
              variant={each === view ? "primary" : "secondary"}
              aria-pressed={each === view}
              onPress={() => {
                show({ view: each });
              }}
            >
              {say(each === "year" && data?.yearBegins ? words.schoolYear : words[each])}
            </Button>
          ))}
        </fieldset>
      </nav>
      <Loaded query={calendar}>
        {(found) => (
          <>
            {found.isMore && <Notice tone="warning">{say(words.more)}</Notice>}
            {view === "month" && <Month calendar={found} />}
            <div className={view === "month" ? style.narrow : undefined}>
              <Agenda calendar={found} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
};

/** The first answer says how the year of this calendar begins; until then it is the civil one. */
const useSpan = (service: string, view: View, day: string) => {
  const probe = useCalendar(service, day, day);
  const begins = probe.data?.yearBegins ?? "01-01";
  return [day === "" ? { from: "", until: "" } : spanOf(view, day, begins)] as const;
};

const Span = ({ view, from, until }: Readonly<{ view: View; from: string; until: string }>) => {
  const say = useSay();
  const { date } = useFormat();
  if (from === "") return null;
  if (view === "day") return date(from, "weekday");
  if (view === "month") return date(from, "long").replace(/^\D*\d+(?:er)?\s/, "");
  return say(words.fromUntil, { from: date(from, "long"), until: date(until, "long") });
};

/** A new session is a new record of the register: by the form, or many at once by a file. */
const Plan = ({ calendar }: Readonly<{ calendar: Calendar }>) => {
  const say = useSay();
  const address = useAddress();
  const [one, ...others] = calendar.plans.map(({ operation, title }) => ({
    id: operation,
    label: say(title),
    to: `operations/${operation}/registers/${calendar.register}/new`,
  }));
  if (!one) return null;
  if (others.length === 0)
    return (
      <ButtonLink to={one.to} variant="primary" icon="add">
        {say(words.plan)}
      </ButtonLink>
    );
  return (
    <Menu
      label={say(words.plan)}
      variant="primary"
      icon="add"
      entries={[one, ...others].map((each) => ({ ...each, to: address(each.to) }))}
    />
  );
};

/** The days that have sessions, each with its own. */
const Agenda = ({ calendar }: Readonly<{ calendar: Calendar }>) => {
  const say = useSay();
  const { date } = useFormat();
  const days = [...Map.groupBy(calendar.sessions, (session) => session.date)];
  if (days.length === 0) return <EmptyState title={say(words.none)}>{say(words.noneHelp)}</EmptyState>;
  return days.map(([day, sessions]) => (
    <section key={day} className={style.day} aria-label={date(day, "weekday")}>
      <h3 className={day === calendar.today ? style.today : style.dayName}>{date(day, "weekday")}</h3>
      <ul className={style.sessions}>
        {sessions.map((session) => (
          <Item key={`${session.operation}/${session.record}`} calendar={calendar} session={session} />
        ))}
      </ul>
    </section>
  ));
};

const Item = ({ calendar, session }: Readonly<{ calendar: Calendar; session: CalendarSession }>) => {
  const say = useSay();
  const { service, hasRegistrations } = calendar;
  const { place, language, details, isCancelled, isHeld, state } = session;
  const beside = [place, language, ...details.map(({ value }) => value)].flatMap((text) =>
    text ? [say(text)] : [],
  );
  return (
    <li className={isCancelled ? style.cancelled : style.session}>
      <span className={style.hours}>{hoursOf(session)}</span>
      <span className={style.what}>
        <Link to={`services/${service.id}/calendar/${session.operation}/${session.record}`}>
          {titleOf(session, say)}
        </Link>
        <span className={style.beside}>{[say(session.partnerName), ...beside].join(" · ")}</span>
      </span>
      <span className={style.badges}>
        {(isCancelled || isHeld) && state && (
          <Badge tone={isCancelled ? "neutral" : "success"}>{say(state.label)}</Badge>
        )}
        <Places session={session} hasRegistrations={hasRegistrations} />
      </span>
    </li>
  );
};

const words = {
  time: { fr: "Période affichée", nl: "Getoonde periode", en: "Time shown" },
  view: { fr: "Affichage", nl: "Weergave", en: "View" },
  before: { fr: "Période précédente", nl: "Vorige periode", en: "Previous" },
  after: { fr: "Période suivante", nl: "Volgende periode", en: "Next" },
  today: { fr: "Aujourd’hui", nl: "Vandaag", en: "Today" },
  day: { fr: "Jour", nl: "Dag", en: "Day" },
  week: { fr: "Semaine", nl: "Week", en: "Week" },
  month: { fr: "Mois", nl: "Maand", en: "Month" },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  schoolYear: { fr: "Année scolaire", nl: "Schooljaar", en: "School year" },
  fromUntil: { fr: "Du {from} au {until}", nl: "Van {from} tot {until}", en: "{from} to {until}" },
  plan: { fr: "Programmer une séance", nl: "Een sessie plannen", en: "Plan a session" },
  none: {
    fr: "Aucune séance dans cette période",
    nl: "Geen sessies in deze periode",
    en: "No sessions in this time",
  },
  noneHelp: {
    fr: "Changez de période, ou programmez une séance.",
    nl: "Kies een andere periode, of plan een sessie.",
    en: "Choose another time, or plan a session.",
  },
  more: {
    fr: "Trop de séances pour une seule page : choisissez une période plus courte.",
    nl: "Te veel sessies voor één pagina: kies een kortere periode.",
    en: "Too many sessions for one page: choose a shorter time.",
  },
} satisfies Record<string, Text>;
