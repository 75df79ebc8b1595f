/** A clock in SQL: expressions of dates over the columns of a register's table, readable by PostgreSQL and DuckDB. */
export type ClockColumns = Readonly<{
  /** The first day, and the last one in time were there no pause. */
  first: string;
  limit: string;
  pauses: readonly Readonly<{ from: string; until: string }>[];
}>;

/** Returns the SQL of the last day that is in time, as `dueDay` says it. */
export const dueSql = ({ first, limit, pauses }: ClockColumns): string => {
  const [one, other] = pauses;
  if (!one) return limit;
  if (!other) return after({ due: limit, last: first }, one).due;
  const inOrder = (a: typeof one, b: typeof one) => after(after({ due: limit, last: first }, a), b).due;
  return `(CASE WHEN ${other.from} IS NULL OR ${one.from} <= ${other.from} THEN ${inOrder(one, other)} ELSE ${inOrder(other, one)} END)`;
};

/** The due day after one more pause, and the day from which the next one counts; earlier pauses come first. */
const after = (
  { due, last }: { due: string; last: string },
  { from, until }: { from: string; until: string },
): { due: string; last: string } => {
  const begins = `greatest(${from}, ${last})`;
  return {
    due: `(CASE WHEN ${from} IS NULL OR ${begins} > ${due} OR ${until} <= ${begins} THEN ${due} WHEN ${until} IS NULL THEN CAST(NULL AS date) ELSE ${due} + ${daysSql(begins, until)} END)`,
    last: `(CASE WHEN ${from} IS NULL OR ${until} IS NULL THEN ${last} ELSE greatest(${last}, ${until}) END)`,
  };
};

/** Returns the SQL of how many days the clock has run on a day, as `daysUsed` says it. */
export const daysUsedSql = (clock: ClockColumns, day: string): string => {
  const { first, limit, pauses } = clock;
  const run = daysSql(first, day);
  if (pauses.length === 0) return run;
  const due = dueSql(clock);
  const each = pauses.map((pause) => stoodStill(first, [pause], day));
  const both = pauses.length > 1 ? ` + ${stoodStill(first, pauses, day)}` : "";
  return `(CASE WHEN ${day} > ${due} THEN ${daysSql(first, limit)} + ${daysSql(due, day)} ELSE ${run} - ${each.join(" - ")}${both} END)`;
};

/** The days before `day` on which all of these pauses hold. */
const stoodStill = (first: string, pauses: ClockColumns["pauses"], day: string): string => {
  const known = pauses.map(({ from }) => `${from} IS NOT NULL`).join(" AND ");
  const from = `greatest(${[...pauses.map((pause) => pause.from), first].join(", ")})`;
  const until = `least(${[...pauses.map((pause) => `coalesce(${pause.until}, ${day})`), day].join(", ")})`;
  return `(CASE WHEN ${known} THEN greatest(0, ${daysSql(from, until)}) ELSE 0 END)`;
};

/** Returns the SQL of whether the clock stands still on a day. */
export const isPausedSql = ({ first, pauses }: ClockColumns, day: string): string =>
  pauses.length === 0
    ? "false"
    : `(${pauses
        .map(
          ({ from, until }) =>
            `(${first} <= ${day} AND ${from} <= ${day} AND (${until} IS NULL OR ${day} < ${until}))`,
        )
        .join(" OR ")})`;

/** Days between two dates: the engines' own type of a difference of dates is not the same. */
export const daysSql = (from: string, until: string): string => `CAST(${until} - ${from} AS integer)`;
