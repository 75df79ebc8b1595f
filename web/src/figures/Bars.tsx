import { useId } from "react";
import style from "./figures.module.css";

export type Bar = Readonly<{
  id: string;
  label: string;
  /** What the bar is as long as; the words beside it are exact. Null: hidden. */
  value: string | null;
  text: string;
  previous?: string | null | undefined;
  previousText?: string | undefined;
}>;

/**
 * Bars, longest value as wide as the place, this year above the year before. The words stand beside each bar, so that
 * the drawing says nothing that a reader of the page does not get; a table stands beside it all the same.
 */
export const Bars = ({
  title,
  description,
  series,
  bars,
}: Readonly<{
  title: string;
  description: string;
  /** What each colour is: this year, and the year before where there is one. */
  series: readonly [string] | readonly [string, string];
  bars: readonly Bar[];
}>) => {
  const id = useId();
  const [current, past] = series;
  const longest = Math.max(
    1,
    ...bars.flatMap(({ value, previous }) => [Number(value ?? 0), Number(previous ?? 0)]),
  );
  const width = (value: string | null | undefined) => `${Math.max(0, (Number(value ?? 0) / longest) * 100)}%`;
  return (
    <figure className={style.chart} aria-labelledby={`${id}-title`} aria-describedby={`${id}-description`}>
      <figcaption>
        <p className={style.chartTitle} id={`${id}-title`}>
          {title}
        </p>
        <p className={style.chartDescription} id={`${id}-description`}>
          {description}
        </p>
        <ul className={style.legend}>
          <li>
            <Swatch name="now" /> {current}
          </li>
          {past !== undefined && (
            <li>
              <Swatch name="before" /> {past}
            </li>
          )}
        </ul>
      </figcaption>
      <ul className={style.bars}>
        {bars.map((bar) => (
          <li key={bar.id}>
            <p className={style.barLabel}>{bar.label}</p>
            <p className={style.barLine}>
              <svg className={style.barNow} aria-hidden="true" focusable="false">
                <rect width={width(bar.value)} height="100%" rx="2" />
              </svg>
              <span className={style.barText}>{bar.text}</span>
            </p>
            {past !== undefined && bar.previousText !== undefined && (
              <p className={style.barLine}>
                <svg className={style.barBefore} aria-hidden="true" focusable="false">
                  <rect width={width(bar.previous)} height="100%" rx="2" />
                </svg>
                <span className={style.barPast}>{bar.previousText}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </figure>
  );
};

const Swatch = ({ name }: { name: "now" | "before" }) => (
  <svg className={name === "now" ? style.swatchNow : style.swatchBefore} aria-hidden="true" focusable="false">
    <rect width="100%" height="100%" rx="2" />
  </svg>
);
