import type { Pool } from "pg";
import { guards } from "../access/guards.ts";
import type { MoneyDesk } from "../agreement/desk.ts";
import { asOwner } from "../database/transaction.ts";
import { shiftDate } from "../definition/condition/calendar.ts";
import type { Programme } from "../definition/programme.ts";

/** What the demonstration's control and payments are made with. */
export type Demonstration = Readonly<{ pool: Pool; programme: Programme; dataFolder: string }>;

/** Whoever of the demonstration acts, on a day of the past; the trail names them as the machine's accounts. */
export type DeskOf = (account: string, day: string) => MoneyDesk;

/** Does the work in one transaction of the store's owner, by the hands of several people of the demonstration. */
export const withDesks = <T>(
  { pool, programme }: Demonstration,
  work: (deskOf: DeskOf) => Promise<T>,
): Promise<T> =>
  asOwner(pool, (client) =>
    work((account, day) => ({
      house: { programme, guards, today: () => day },
      client,
      who: undefined,
      account,
    })),
  );

/** Returns the day so many days later. */
export const daysAfter = (day: string, days: number): string => shiftDate(day, { days });

/** Returns a moment of the day: ten in the morning in Brussels, and so many minutes later. */
export const momentOf = (day: string, minutes = 0): string =>
  Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: "Europe/Brussels", plainTime: "10:00" })
    .add({ minutes })
    .toInstant()
    .toString();
