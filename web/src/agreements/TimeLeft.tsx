import { useEffect, useState } from "react";
import { Badge } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";

const minute = 60_000;

/**
 * When a call closes and how long that is from now, to the minute, by the server's clock: this machine's may be wrong.
 * Tells once that the moment has come.
 */
export const TimeLeft = ({
  closesAt,
  now,
  onClosed,
}: Readonly<{
  closesAt: string;
  /** What the server's clock said when it answered. */
  now: string;
  onClosed?: () => void;
}>) => {
  const say = useSay();
  const format = useFormat();
  const left = useTimeLeft(closesAt, now);
  const isClosed = left <= 0;
  useEffect(() => {
    if (isClosed) onClosed?.();
  }, [isClosed, onClosed]);
  const at = format.dateTime(closesAt);
  if (isClosed) return <span>{say(words.closed, { at })}</span>;
  return (
    <span>
      {say(words.closes, { at })}{" "}
      <Badge tone={left < 24 * 60 * minute ? "warning" : "info"}>{say(words.left, { left: said() })}</Badge>
    </span>
  );

  function said(): string {
    const minutes = Math.floor(left / minute);
    if (minutes === 0) return say(words.lastMinute);
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor((minutes % 1440) / 60);
    return [
      days > 0 ? format.count(days, dayWords) : "",
      days > 0 || hours > 0 ? `${hours}\u00A0h` : "",
      `${minutes % 60}\u00A0min`,
    ]
      .filter((part) => part !== "")
      .join(" ");
  }
};

/** Milliseconds until a moment, by the clock that said `now`; looked at every ten seconds. */
const useTimeLeft = (moment: string, now: string): number => {
  const [passed, setPassed] = useState({ since: now, ms: 0 });
  useEffect(() => {
    const asked = Date.now();
    const timer = setInterval(() => setPassed({ since: now, ms: Date.now() - asked }), 10_000);
    return () => clearInterval(timer);
  }, [now]);
  return Date.parse(moment) - Date.parse(now) - (passed.since === now ? passed.ms : 0);
};

const dayWords = {
  one: { fr: "{count} jour", nl: "{count} dag", en: "{count} day" },
  other: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
} satisfies Record<string, Text>;

const words = {
  closes: {
    fr: "Clôture le {at}, heure de Bruxelles :",
    nl: "Sluit op {at}, Brusselse tijd:",
    en: "Closes on {at}, Brussels time:",
  },
  left: { fr: "il reste {left}", nl: "nog {left}", en: "{left} left" },
  lastMinute: { fr: "moins d'une minute", nl: "minder dan een minuut", en: "less than a minute" },
  closed: { fr: "Clos depuis le {at}.", nl: "Afgesloten sinds {at}.", en: "Closed since {at}." },
} satisfies Record<string, Text>;
