/** Moments as people say them: a day and an hour in Brussels, which the server keeps as an instant. */

const clock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Brussels",
  dateStyle: "short",
  timeStyle: "medium",
});

/** Returns the day and the hour in Brussels of an instant: "2026-11-30" and "17:00". */
export const dayAndHour = (instant: string): { day: string; hour: string } => {
  const [day = "", hour = ""] = clock.format(new Date(instant)).split(" ");
  return { day, hour: hour.slice(0, 5) };
};

/** Returns the instant of a day and an hour in Brussels; undefined where they are none. "17", "17h", "17:00" are hours. */
export const instantOf = (day: string, typed: string): string | undefined => {
  const [, hour, minute = "00"] = /^\s*(\d{1,2})\s*(?:[:hu.]\s*(\d\d)?)?\s*$/i.exec(typed) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const asked = `${day}T${hour.padStart(2, "0")}:${minute}:00`;
  const guess = Date.parse(`${asked}Z`);
  if (Number.isNaN(guess)) return undefined;
  // Brussels is an hour or two ahead: which of them, that day itself says.
  const ahead = [1, 2].find(
    (hours) => clock.format(new Date(guess - hours * 3_600_000)) === asked.replace("T", " "),
  );
  return new Date(guess - (ahead ?? 1) * 3_600_000).toISOString();
};
