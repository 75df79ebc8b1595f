import type { ReactNode } from "react";
import { type Text, useFormat, useSay } from "../language.tsx";
import { classes } from "./class-names.ts";
import { isGiven } from "./field-parts.tsx";
import style from "./shown.module.css";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

/** What stands where there is nothing yet: why, and what to do about it. */
export const EmptyState = ({
  title,
  children,
  action,
}: Readonly<{ title: string; children?: ReactNode; action?: ReactNode }>) => (
  <div className={style.empty}>
    <p className={style.emptyTitle}>{title}</p>
    {isGiven(children) && <div className={style.emptyText}>{children}</div>}
    {isGiven(action) && <div className={style.emptyAction}>{action}</div>}
  </div>
);

/** How far something has come that takes its time; without `value` it is not known. */
export const Progress = ({
  label,
  value,
  maximum = 100,
  children,
}: Readonly<{ label: string; value?: number; maximum?: number; children?: ReactNode }>) => (
  <div className={style.progress}>
    <p className={style.progressLabel} aria-hidden="true">
      {label}
    </p>
    <progress aria-label={label} max={maximum} {...(value === undefined ? {} : { value })} />
    {isGiven(children) && <p className={style.progressText}>{children}</p>}
  </div>
);

/** Grey lines in the place of what is being fetched. */
export const Skeleton = ({
  lines = 4,
  shape = "text",
}: Readonly<{ lines?: number; shape?: "text" | "rows" }>) => {
  const say = useSay();
  return (
    <output className={classes(style.skeleton, shape === "rows" && style.skeletonRows)}>
      <VisuallyHidden>{say(words.loading)}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={style.bone} aria-hidden="true" />
      ))}
    </output>
  );
};

/** Names and what belongs to them: the particulars of a record, of an operation. */
export const Facts = ({
  items,
  layout = "rows",
}: Readonly<{
  items: readonly Readonly<{ label: ReactNode; value: ReactNode; id?: string }>[];
  /** "rows": one under the other; "tiles": side by side, for a few figures. */
  layout?: "rows" | "tiles";
}>) => (
  <dl className={layout === "rows" ? style.facts : style.tiles}>
    {items.map(({ label, value, id }, place) => (
      <div key={id ?? (typeof label === "string" ? label : place)}>
        <dt>{label}</dt>
        <dd>{isGiven(value) ? value : "–"}</dd>
      </div>
    ))}
  </dl>
);

/** What was reached of a target, as a bar with its words: "2.150 sur 3.000 (71,7 %)". */
export const Meter = ({
  label,
  value,
  target,
  unit,
  isLabelHidden = false,
}: Readonly<{
  label: string;
  /** Whole numbers or decimal text. */
  value: number | string;
  target: number | string;
  unit?: string;
  isLabelHidden?: boolean;
}>) => {
  const say = useSay();
  const { number, percent } = useFormat();
  // The bar is a drawing, for which the precision of a float is enough; the words come from the values themselves.
  const share = Number(target) === 0 ? 0 : Number(value) / Number(target);
  const text = say(words.of, {
    value: number(value),
    target: `${number(target)}${unit === undefined ? "" : ` ${unit}`}`,
    percent: percent((share * 100).toFixed(1)),
  });
  const width = Math.min(1, Math.max(0, share)) * 100;
  return (
    <div className={style.meter}>
      {isLabelHidden ? <VisuallyHidden>{label}</VisuallyHidden> : <p className={style.meterLabel}>{label}</p>}
      <svg className={style.bar} aria-hidden="true" focusable="false">
        <rect className={style.barGround} width="100%" height="100%" rx="3" />
        <rect
          className={share >= 1 ? style.barFull : style.barPart}
          width={`${width}%`}
          height="100%"
          rx="3"
        />
      </svg>
      <p className={style.meterText}>{text}</p>
    </div>
  );
};

/** A box with a heading, for a group of things on a page. */
export const Card = ({
  title,
  level = 2,
  actions,
  children,
}: Readonly<{ title?: ReactNode; level?: 2 | 3; actions?: ReactNode; children: ReactNode }>) => {
  const Heading = `h${level}` as const;
  return (
    <section className={style.card}>
      {(isGiven(title) || isGiven(actions)) && (
        <div className={style.cardHead}>
          {isGiven(title) && <Heading className={style.cardTitle}>{title}</Heading>}
          {isGiven(actions) && <div>{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
};

/** Things under each other, or beside each other where there is room. */
export const Stack = ({
  children,
  gap = "m",
  columns = 1,
}: Readonly<{ children: ReactNode; gap?: "s" | "m" | "l"; columns?: 1 | 2 | 3 }>) => (
  <div className={classes(style.stack, style[`gap-${gap}`], columns > 1 && style[`columns-${columns}`])}>
    {children}
  </div>
);

const words = {
  loading: { fr: "Chargement…", nl: "Laden…", en: "Loading…" },
  of: {
    fr: "{value} sur {target} ({percent})",
    nl: "{value} van {target} ({percent})",
    en: "{value} of {target} ({percent})",
  },
} satisfies Record<string, Text>;
