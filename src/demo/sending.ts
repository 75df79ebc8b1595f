import type { Register } from "../definition/programme.ts";
import { addDays } from "./days.ts";
import type { Answers, Story } from "./invented.ts";

export type Period = "month" | "quarter" | "year" | "once";

/** When a partner tells what: as it goes, a file says what is known at its end; at year end, what is known by then. */
export type Sending = Readonly<{ period: Period; sends: "as_it_goes" | "at_year_end" }>;

/** A file to write: the part of its name that says when, and its rows. */
export type Sheaf = { readonly when: string; readonly rows: Answers[] };

/** Returns how the files of a partner are cut: the more records in its busiest year, the smaller the periods. */
export const periodFor = (
  stories: readonly Story[],
  datedBy: string,
  { monthly_from: monthly, quarterly_from: quarterly }: { monthly_from: number; quarterly_from: number },
): Period => {
  const years = new Map<string, number>();
  for (const { values } of stories) {
    const year = String(values[datedBy]).slice(0, 4);
    years.set(year, (years.get(year) ?? 0) + 1);
  }
  const busiest = Math.max(0, ...years.values());
  return busiest >= monthly ? "month" : busiest >= quarterly ? "quarter" : "year";
};

/**
 * Returns the files in which a partner sends its records, in the order of time. A record stands in the file of the
 * period in which it began; when something is learned after that file, it stands again in a later one, with the same
 * identity. What lies after the horizon is in none.
 */
export const sheaves = (
  stories: readonly Story[],
  register: Register,
  { period, sends }: Sending,
  horizon: string,
): Sheaf[] => {
  const datedBy = register.datedBy ?? "";
  const files = new Map<string, { date: string; row: Answers }[]>();
  const cut = (date: string) => periodOf(period === "once" ? horizon : date, period);
  const put = (date: string, row: Answers) => {
    const when = cut(date);
    const file = files.get(when);
    if (file) file.push({ date, row });
    else files.set(when, [{ date, row }]);
  };
  for (const story of stories) {
    const days = [String(story.values[datedBy]), ...story.learned.map(({ on }) => on)]
      .filter((date) => date <= horizon)
      .toSorted();
    const told = new Set<string>();
    for (const date of days) {
      const step = sends === "as_it_goes" || period === "once" ? cut(date) : date.slice(0, 4);
      if (told.has(step)) continue;
      told.add(step);
      put(date, knownOn(story, endOf(step)));
    }
    if (story.again) put(String(story.again[datedBy]), story.again);
  }
  return [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([when, rows]) => ({
      when,
      rows: rows.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).map(({ row }) => row),
    }));
};

/** Returns the record as it is known at the end of a day: without the answers that are only learned later. */
export const knownOn = ({ values, learned }: Story, day: string): Answers => {
  const later = learned.filter(({ on }) => on > day);
  if (later.length === 0) return values;
  const unknown = later.flatMap(({ fields, before }) =>
    fields.map((field) => [field, before?.[field] ?? null]),
  );
  return { ...values, ...Object.fromEntries(unknown) };
};

const periodOf = (date: string, period: Period): string => {
  const [year, month] = [date.slice(0, 4), date.slice(5, 7)];
  if (period === "month") return `${year}-${month}`;
  return period === "quarter" ? `${year}-q${Math.ceil(Number(month) / 3)}` : year;
};

const endOf = (when: string): string => {
  const year = Number(when.slice(0, 4));
  const part = when.slice(5);
  const months = part === "" ? 12 : part.startsWith("q") ? Number(part.slice(1)) * 3 : Number(part);
  const next = months === 12 ? `${year + 1}-01-01` : `${year}-${String(months + 1).padStart(2, "0")}-01`;
  return addDays(next, -1);
};
