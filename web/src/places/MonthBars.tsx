import type { OccupancyMonth } from "../../../src/places/shapes.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { monthWords, shareOf } from "./months.ts";
import style from "./places.module.css";

const wide = 10;
const gap = 2;
const high = 40;

/** Twelve bars: how full each month is. What they show is said in one sentence, and in the table under them. */
export const MonthBars = ({
  months,
  today,
}: Readonly<{ months: readonly OccupancyMonth[]; today: string }>) => {
  const say = useSay();
  const format = useFormat();
  const language = useLanguage();
  const all = months.reduce(
    (sum, { placeDays, takenDays, promisedDays }) => ({
      places: sum.places + placeDays,
      taken: sum.taken + takenDays + promisedDays,
    }),
    { places: 0, taken: 0 },
  );
  const fullest = months.reduce<OccupancyMonth | undefined>(
    (most, each) => ((shareOf(each) ?? -1) > (most ? (shareOf(most) ?? -1) : -1) ? each : most),
    undefined,
  );
  const height = (days: number, { placeDays }: OccupancyMonth) =>
    placeDays === 0 ? 0 : Math.min(1, days / placeDays) * high;
  return (
    <figure className={style.bars}>
      <svg
        viewBox={`0 0 ${months.length * (wide + gap)} ${high + 2}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {months.map((month, at) => {
          const taken = height(month.takenDays, month);
          const promised = Math.min(high - taken, height(month.promisedDays, month));
          const left = at * (wide + gap);
          return (
            <g key={month.month} className={month.month === today.slice(0, 7) ? style.now : undefined}>
              <rect className={style.ground} x={left} y={2} width={wide} height={high} />
              <rect className={style.taken} x={left} y={high + 2 - taken} width={wide} height={taken} />
              <rect
                className={style.promised}
                x={left}
                y={high + 2 - taken - promised}
                width={wide}
                height={promised}
              />
              {month.daysOver > 0 && (
                <rect className={style.tooMany} x={left} y={0} width={wide} height={3} />
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className={style.caption}>
        {all.places === 0
          ? say(words.none)
          : say(words.summary, {
              share: format.percent(((all.taken / all.places) * 100).toFixed(0)),
              month: fullest ? monthWords(fullest.month, language) : "",
              most: format.percent(Math.min(999, fullest ? (shareOf(fullest) ?? 0) : 0).toFixed(0)),
            })}
      </figcaption>
    </figure>
  );
};

const words = {
  summary: {
    fr: "{share} en douze mois ; au plus {most} en {month}",
    nl: "{share} in twaalf maanden; hoogstens {most} in {month}",
    en: "{share} over twelve months; at most {most} in {month}",
  },
  none: {
    fr: "Pas de place dans ces mois.",
    nl: "Geen plaats in deze maanden.",
    en: "No places in these months.",
  },
} satisfies Record<string, Text>;
