import { Badge } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";

/** A day by which something is due, as the server counts the days that are left. */
export type DueDay = Readonly<{ due: string; daysLeft: number; exceeded: boolean }>;

/**
 * Returns how to say until when something is due: a time that ends at midnight ends with the day before, which counts
 * in full.
 */
export const useDue = (): ((at: string) => string) => {
  const { dateTime, time } = useFormat();
  return (at) => {
    const isMidnight = /^0?0[:.]00/.test(time(at));
    if (!isMidnight) return dateTime(at);
    const last = new Date(Date.parse(at) - 1000).toISOString();
    const [day = ""] = dateTime(last).split(" ");
    return day;
  };
};

const soon = 14;

/** How many days are left of a clock, or for how many it has been over. */
export const DaysLeft = ({ clock: { daysLeft, exceeded } }: Readonly<{ clock: DueDay }>) => {
  const say = useSay();
  const { count } = useFormat();
  if (exceeded) return <Badge tone="error">{count(Math.abs(daysLeft), overWords)}</Badge>;
  if (daysLeft === 0) return <Badge tone="warning">{say(words.today)}</Badge>;
  return <Badge tone={daysLeft <= soon ? "warning" : "info"}>{count(daysLeft, leftWords)}</Badge>;
};

const leftWords = {
  one: { fr: "encore {count} jour", nl: "nog {count} dag", en: "{count} day left" },
  other: { fr: "encore {count} jours", nl: "nog {count} dagen", en: "{count} days left" },
} satisfies Record<string, Text>;
const overWords = {
  one: { fr: "dépassé de {count} jour", nl: "{count} dag over tijd", en: "{count} day overdue" },
  other: { fr: "dépassé de {count} jours", nl: "{count} dagen over tijd", en: "{count} days overdue" },
} satisfies Record<string, Text>;
const words = {
  today: { fr: "aujourd'hui", nl: "vandaag", en: "today" },
} satisfies Record<string, Text>;
