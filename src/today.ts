/**
 * Returns the day that it is in Brussels, "YYYY-MM-DD", by the machine's clock. What is due and what is late is asked of
 * the house instead (`house.today()`): a demonstration has stayed on the day on which its data end.
 */
export const todayInBrussels = (): string => Temporal.Now.plainDateISO("Europe/Brussels").toString();

/** Returns the day that it was in Brussels at that moment (ISO 8601 with its offset), "YYYY-MM-DD". */
export const dayInBrussels = (moment: string): string =>
  Temporal.Instant.from(moment).toZonedDateTimeISO("Europe/Brussels").toPlainDate().toString();
