import { Badge } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./payments.module.css";

/** The day by which something is to be paid, and how far off it is. */
export const PayBy = ({ dueOn, daysLeft }: Readonly<{ dueOn: string | null; daysLeft: number | null }>) => {
  const say = useSay();
  const { date } = useFormat();
  if (dueOn === null) return <span className={style.muted}>{say(words.none)}</span>;
  return (
    <>
      {date(dueOn)} <DaysLeft days={daysLeft} />
    </>
  );
};

/** Days that are left, as a badge where they are few or none. */
export const DaysLeft = ({ days }: Readonly<{ days: number | null }>) => {
  const { count } = useFormat();
  if (days === null) return null;
  if (days < 0) return <Badge tone="error">{count(-days, late)}</Badge>;
  if (days <= 14) return <Badge tone="warning">{count(days, left)}</Badge>;
  return <span className={style.sub}>{count(days, left)}</span>;
};

const left = {
  one: { fr: "encore {count} jour", nl: "nog {count} dag", en: "{count} day left" },
  other: { fr: "encore {count} jours", nl: "nog {count} dagen", en: "{count} days left" },
} satisfies Record<string, Text>;

const late = {
  one: { fr: "{count} jour de retard", nl: "{count} dag te laat", en: "{count} day late" },
  other: { fr: "{count} jours de retard", nl: "{count} dagen te laat", en: "{count} days late" },
} satisfies Record<string, Text>;

const words = {
  none: { fr: "sans échéance", nl: "zonder vervaldag", en: "no deadline" },
} satisfies Record<string, Text>;
