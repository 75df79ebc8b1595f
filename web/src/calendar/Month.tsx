import type { CalendarPage, CalendarSession } from "../../../src/calendar/shapes.ts";
import { Icon, Link, VisuallyHidden } from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { locales } from "../format.ts";
import style from "./calendar.module.css";
import { weeksOf } from "./days.ts";
import { titleOf, usePlacesWords } from "./words.ts";

/** A month as a sheet of weeks; on narrow screens the days stand one under the other instead. */
export const Month = ({ calendar }: Readonly<{ calendar: CalendarPage }>) => {
  const say = useSay();
  const language = useLanguage();
  const { date } = useFormat();
  const weeks = weeksOf(calendar.from, calendar.until);
  const byDay = Map.groupBy(calendar.sessions, (session) => session.date);
  const dayName = new Intl.DateTimeFormat(locales[language], { weekday: "long", timeZone: "UTC" });
  return (
    <table className={style.month}>
      <caption>
        <VisuallyHidden>{say(words.month)}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          {(weeks[0] ?? []).map((day) => (
            <th key={day} scope="col">
              {dayName.format(new Date(`${day}T00:00:00Z`))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td
                key={day}
                className={day < calendar.from || day > calendar.until ? style.outside : undefined}
                aria-current={day === calendar.today ? "date" : undefined}
              >
                <span className={style.number}>
                  <VisuallyHidden>{date(day, "long")}</VisuallyHidden>
                  <span aria-hidden="true">{Number(day.slice(8))}</span>
                </span>
                <ul className={style.inMonth}>
                  {(byDay.get(day) ?? []).map((session) => (
                    <Entry
                      key={`${session.operation}/${session.record}`}
                      calendar={calendar}
                      session={session}
                    />
                  ))}
                </ul>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Entry = ({ calendar, session }: Readonly<{ calendar: CalendarPage; session: CalendarSession }>) => {
  const say = useSay();
  const { missing, waiting } = usePlacesWords();
  const { number } = useFormat();
  const [first] = session.details;
  return (
    <li className={session.isCancelled ? style.cancelledEntry : style.entry}>
      <Link to={`services/${calendar.service.id}/calendar/${session.operation}/${session.record}`}>
        {session.from} {titleOf(session, say)}
      </Link>
      {session.isCancelled && <VisuallyHidden> – {say(session.state.label)}</VisuallyHidden>}
      {first && <span className={style.small}>{say(first.value)}</span>}
      {calendar.hasRegistrations && !session.isCancelled && (
        <span className={style.small}>
          {number(session.taken)}
          {session.places !== null && ` / ${number(session.places)}`}
          {session.waiting > 0 && ` · ${waiting(session)}`}
        </span>
      )}
      {session.missing > 0 && (
        <span className={style.danger}>
          <Icon name="warning" size="s" />
          {missing(session)}
        </span>
      )}
    </li>
  );
};

const words = {
  month: { fr: "Séances du mois", nl: "Sessies van de maand", en: "Sessions of the month" },
} satisfies Record<string, Text>;
