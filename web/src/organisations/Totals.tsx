import type { Organisations } from "../../../src/organisation/shapes.ts";
import { Card } from "../kit/index.ts";
import { locales } from "../format.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import style from "./organisations.module.css";

/**
 * Of each register that tells of events: how many different organisations, and how many events, side by side; and the
 * months of the year.
 */
export const Totals = ({ year, totals }: Pick<Organisations, "year" | "totals">) => {
  const say = useSay();
  const format = useFormat();
  if (totals.length === 0) return null;
  return (
    <section className={style.part} aria-label={say(words.title, { year: String(year) })}>
      <h2>{say(words.title, { year: String(year) })}</h2>
      <div className={style.totals}>
        {totals.map(({ register, label, organisations, events, months }) => (
          <Card key={register} title={say(label)} level={3}>
            <dl className={style.counts}>
              <div>
                <dt>{say(words.organisations)}</dt>
                <dd>{format.number(organisations)}</dd>
              </div>
              <div>
                <dt>{say(words.events)}</dt>
                <dd>{format.number(events)}</dd>
              </div>
            </dl>
            <Months label={say(label)} months={months} year={year} />
          </Card>
        ))}
      </div>
    </section>
  );
};

const width = 240;
const height = 48;

/** The curve of the year; the same numbers stand in words for whoever does not see it. */
const Months = ({ label, months, year }: { label: string; months: readonly number[]; year: number }) => {
  const say = useSay();
  const format = useFormat();
  const most = Math.max(1, ...months);
  const point = (count: number, at: number): string =>
    `${(at * width) / 11},${height - (count * (height - 4)) / most - 2}`;
  const names = new Intl.DateTimeFormat(locales[useLanguage()], { month: "long", timeZone: "UTC" });
  const nameOf = (at: number) => names.format(new Date(Date.UTC(year, at, 1)));
  const said = months.map((count, at) => `${nameOf(at)} ${format.number(count)}`).join(", ");
  return (
    <figure className={style.months}>
      <svg
        viewBox={`-2 0 ${width + 4} ${height}`}
        role="img"
        aria-label={say(words.byMonth, { label, months: said })}
        preserveAspectRatio="none"
      >
        <polyline points={months.map(point).join(" ")} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption className={style.ends} aria-hidden="true">
        <span>{nameOf(0)}</span>
        <span>{nameOf(11)}</span>
      </figcaption>
    </figure>
  );
};

const words = {
  title: { fr: "L'année {year}", nl: "Het jaar {year}", en: "The year {year}" },
  organisations: {
    fr: "organisations différentes",
    nl: "verschillende organisaties",
    en: "different organisations",
  },
  events: { fr: "en tout", nl: "in totaal", en: "in all" },
  byMonth: {
    fr: "{label}, par mois : {months}",
    nl: "{label}, per maand: {months}",
    en: "{label}, by month: {months}",
  },
} satisfies Record<string, Text>;
