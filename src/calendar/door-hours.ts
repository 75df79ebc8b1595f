import type { CalendarSession } from "./shapes.ts";

type Times = Pick<CalendarSession, "date" | "from" | "until" | "isCancelled">;

/** How long before a session and after it the code at the door works, in minutes. */
const margin = 60;
const lastMinute = 24 * 60 - 1;

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const asTime = (of: number): string =>
  [Math.floor(of / 60), of % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** Returns from when until when, "HH:MM", on the day of a session its code works; all day where it has no times. */
export const doorHours = ({ from, until }: Omit<Times, "date" | "isCancelled">) => ({
  opens: from === null ? "00:00" : asTime(Math.max(0, minutes(from) - margin)),
  closes:
    until === null && from === null
      ? asTime(lastMinute)
      : asTime(Math.min(lastMinute, minutes(until ?? from ?? "00:00") + margin)),
});

/** Returns whether a session's code works now: on its day, between an hour before it and an hour after. */
export const isDoorOpen = (session: Times, today: string, time = timeInBrussels()): boolean => {
  const { opens, closes } = doorHours(session);
  return !session.isCancelled && session.date === today && time >= opens && time <= closes;
};

/** Returns the time of day where the programme runs, "HH:MM". */
const timeInBrussels = (): string =>
  Temporal.Now.plainTimeISO("Europe/Brussels").toString({ smallestUnit: "minute" });
