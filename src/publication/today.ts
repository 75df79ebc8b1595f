/** Returns the day that it is in Brussels, "YYYY-MM-DD": the day that a report says it was published on. */
export const today = (): string => Temporal.Now.plainDateISO("Europe/Brussels").toString();
