/** Returns what holds on the day: the last that began by then, in whatever order they stand; undefined before the first. */
export const latestOn = <T extends Readonly<{ from: string }>>(
  dated: readonly T[],
  day: string,
): T | undefined =>
  dated
    .filter(({ from }) => from <= day)
    .reduce<T | undefined>((last, one) => (last && last.from >= one.from ? last : one), undefined);

/** Returns what holds on the day and, before the first day of all, the first that stands there. */
export const latestOrFirst = <T extends Readonly<{ from: string }>>(
  dated: readonly T[],
  day: string,
): T | undefined => latestOn(dated, day) ?? dated[0];
