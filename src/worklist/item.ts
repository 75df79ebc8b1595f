import type { Text } from "../language.ts";

/** What can wait for somebody. */
export const itemKinds = [
  "deadline",
  "declaration",
  "control",
  "agreement",
  "incomplete",
  "confirm",
  "draft",
  "upload",
  "export",
  "silence",
  "invitation",
  "target",
  "mail",
] as const;
export type ItemKind = (typeof itemKinds)[number];

/** Something that waits: what, how many, where, since when, until when, and the page on which it is dealt with. */
export type Item = Readonly<{
  /** The same thing keeps its name from one day to the next. */
  id: string;
  kind: ItemKind;
  /** yours: the asker is to act; watch: others are, and the asker follows it. */
  turn: "yours" | "watch";
  /** What the definitions call it; null where the kind says it all. */
  label: Text | null;
  operation: string | null;
  partner: string | null;
  register: string | null;
  count: number;
  /** How many of them are past their day. */
  overdue: number;
  /** Days, YYYY-MM-DD. */
  since: string | null;
  due: string | null;
  /** The page where it is dealt with, without language: "operations/neets/registers/participants". */
  href: string;
  /** What else the words of the kind need: names of partners, a percentage. */
  details: Readonly<Record<string, string | number>>;
}>;

/** How close something is, which decides how it is said and shown. */
export type Standing = "overdue" | "today" | "soon" | "later" | "undated";

/** A fortnight: long enough to make an appointment with somebody. */
const soonDays = 14;

const dayAfter = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** Returns how close the item is: overdue the day after it was due. */
export const standingOf = ({ due }: Pick<Item, "due">, today: string): Standing => {
  if (due === null) return "undated";
  if (due < today) return "overdue";
  if (due === today) return "today";
  return due <= dayAfter(today, soonDays) ? "soon" : "later";
};

/**
 * Returns the items in the order in which they are to be dealt with: the asker's own before what they follow, by the
 * day they are due (so that the longest overdue comes first), undated ones after, longest waiting first.
 */
export const inOrder = (items: readonly Item[]): Item[] =>
  items.toSorted(
    (a, b) =>
      byTurn(a) - byTurn(b) ||
      byDay(a.due, b.due) ||
      kindOrder(a) - kindOrder(b) ||
      byDay(a.since, b.since) ||
      b.count - a.count ||
      a.id.localeCompare(b.id),
  );

const byTurn = ({ turn }: Item) => (turn === "yours" ? 0 : 1);
const kindOrder = ({ kind }: Item) => itemsBeforeOthers.indexOf(kind);
/** Work that was begun comes before work that was not. */
const itemsBeforeOthers: readonly ItemKind[] = [
  "upload",
  "draft",
  "export",
  "deadline",
  "declaration",
  "control",
  "agreement",
  "incomplete",
  "invitation",
  "silence",
  "target",
  "mail",
  "confirm",
];

const byDay = (a: string | null, b: string | null): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
};
