import type { Allocation } from "../definition/control.ts";
import { type Euros, isAbove, isZero, less, nothing, opposite, smaller, sumOf } from "../euros.ts";
import { type Piece, standingAfter, takeFrom, type Taken } from "./pieces.ts";
import type { AgreementTerms, Certified, PendingRecovery, SentLine } from "./read.ts";
import { proportion, publicOf } from "./share.ts";
import type { Deduction } from "./shapes.ts";

/** A line of a form before it is sent: as it will be kept, but for the entries that sending it posts. */
export type NewLine = Omit<SentLine, "form" | "entry"> &
  Readonly<{
    /** The entry of control's decision; null: sending it posts one. */
    entry: number | null;
    /** The account that it leaves, where sending it posts it. */
    from: "certified" | "applied" | "accounted";
  }>;

/** All that the lines of a form are worked out from. */
export type Known = Readonly<{
  standing: ReturnType<typeof standingAfter>;
  /** Lines of applications and accounts that were sent and count. */
  told: readonly Pick<SentLine, "kind" | "entry" | "line" | "year">[];
  terms: ReadonlyMap<number, AgreementTerms>;
  /** Where a declaration belongs. */
  places: ReadonlyMap<number, Readonly<{ agreement: number; operation: string; partner: string }>>;
  allocations: ReadonlyMap<string, Allocation>;
}>;

const noTerms: AgreementTerms = { number: "", publicSupport: nothing, totalCost: nothing };

/** Returns what was taken out and stands on no form yet; of one entry, the part of each accounting year by itself. */
export const untold = ({ standing, told }: Pick<Known, "standing" | "told">): readonly Taken[] => {
  const key = ({ entry, line, year }: Pick<SentLine, "entry" | "line" | "year">) =>
    `${entry}/${line}/${year}`;
  const done = new Set(told.filter(({ kind }) => kind !== "expenditure").map(key));
  return standing.taken.filter(({ by, ...each }) => by.kind === "decision" && !done.has(key(each)));
};

/** Returns which corrections an application of the accounting year tells: those of its own year, and of closed accounts. */
export const toldInApplication = (known: Known, year: string): readonly Taken[] =>
  untold(known).filter((each) => each.wasAccounted || each.year === year);

/** Returns which corrections the accounts of the year tell: those of what its applications asked for. */
export const toldInAccounts = (known: Known, year: string): readonly Taken[] =>
  untold(known).filter((each) => !each.wasAccounted && each.year === year);

/**
 * Returns the lines of an application of the accounting year: what is certified and new; what was taken out since; and
 * what partners repaid, which is deducted in the next application (Art. 126(h) of Reg. 1303/2013).
 */
export const applicationLines = (
  known: Known,
  {
    year,
    certified,
    recoveries,
  }: Readonly<{
    year: string;
    certified: readonly Certified[];
    recoveries: readonly PendingRecovery[];
  }>,
): readonly NewLine[] => [
  ...certified.map(({ eligible, ...of }): NewLine => {
    const terms = known.terms.get(of.agreement) ?? noTerms;
    return {
      ...place(known, of),
      declaration: of.declaration,
      line: of.line,
      kind: "expenditure",
      deduction: null,
      year,
      eligible,
      public: publicOf(eligible, terms),
      entry: null,
      from: "certified",
    };
  }),
  ...toldInApplication(known, year).map((each) => taken(known, each, "withdrawal", null)),
  ...recoveries.flatMap((each) => recoveryLines(known, year, each)),
];

/**
 * Returns what of a line is deducted because the partner repaid so much of the order: in proportion, to the cent, and all
 * of it once all is repaid. It comes of what was applied for last in the open year, then of closed accounts; what is in an
 * application whose accounts are being made waits until they are sent.
 */
const recoveryLines = (known: Known, year: string, of: PendingRecovery): NewLine[] => {
  if (isZero(of.ordered) || isZero(of.repaid)) return [];
  const whole = sumOf([of.excess, of.recovered]);
  const due = smaller(less(proportion(whole, of.repaid, of.ordered), of.recovered), of.excess);
  if (!isAbove(due, nothing)) return [];
  const isOpen = (piece: Piece) => piece.isAccounted || piece.year === year;
  const pieces = known.standing.pieces.filter(
    (each) => each.declaration === of.declaration && each.line === of.line && isOpen(each),
  );
  const amount = smaller(due, sumOf(pieces.map(({ eligible }) => eligible)));
  const own = pieces.filter(({ isAccounted }) => !isAccounted);
  const first = smaller(amount, sumOf(own.map(({ eligible }) => eligible)));
  const out = (isAccounted: boolean, part: Euros): NewLine[] =>
    takeFrom(pieces, part, (each) => each.isAccounted === isAccounted).out.map((each): NewLine => ({
      ...place(known, placeOf(known, of.declaration)),
      declaration: of.declaration,
      line: of.line,
      kind: "recovery",
      deduction: null,
      year: each.year,
      eligible: opposite(each.eligible),
      public: opposite(each.public),
      entry: null,
      from: isAccounted ? "accounted" : "applied",
    }));
  return [...out(false, first), ...out(true, less(amount, first))];
};

/** A deduction that says more than what is left of the line in the year. */
export type TooMuch = Readonly<{ declaration: number; line: string; left: Euros }>;

/**
 * Returns the lines of the accounts of the year: what its applications asked for and is still in, less what is left out
 * by hand; and each deduction with its kind (Art. 98(6) of Reg. 2021/1060; Art. 137 of Reg. 1303/2013). Corrections of
 * control made since the final application are told as irregular.
 */
export const accountsLines = (
  known: Known,
  { year, deductions }: Readonly<{ year: string; deductions: readonly Deduction[] }>,
): Readonly<{ lines: readonly NewLine[]; tooMuch: readonly TooMuch[] }> => {
  let pieces: readonly Piece[] = known.standing.pieces.filter(
    (each) => !each.isAccounted && each.year === year,
  );
  const left: NewLine[] = toldInAccounts(known, year).map((each) =>
    taken(known, each, "deduction", "irregular"),
  );
  const tooMuch: TooMuch[] = [];
  for (const { declaration, line, amount, kind } of inOrder(deductions)) {
    const isOf = (each: Piece) => each.declaration === declaration && each.line === line;
    const there = sumOf(pieces.filter(isOf).map(({ eligible }) => eligible));
    if (isAbove(amount, there)) {
      tooMuch.push({ declaration, line, left: there });
      continue;
    }
    const after = takeFrom(pieces, amount, isOf);
    pieces = after.pieces;
    left.push(
      ...after.out.map((each): NewLine => ({
        ...place(known, placeOf(known, declaration)),
        declaration,
        line,
        kind: "deduction",
        deduction: kind,
        year,
        eligible: opposite(each.eligible),
        public: opposite(each.public),
        entry: null,
        from: "applied",
      })),
    );
  }
  const byLine = Map.groupBy(pieces, (each) => `${each.declaration}/${each.line}`);
  const kept = [...byLine.values()].flatMap((own): NewLine[] => {
    const [first] = own;
    if (!first) return [];
    return [
      {
        ...place(known, placeOf(known, first.declaration)),
        declaration: first.declaration,
        line: first.line,
        kind: "expenditure",
        deduction: null,
        year,
        eligible: sumOf(own.map(({ eligible }) => eligible)),
        public: sumOf(own.map((each) => each.public)),
        entry: null,
        from: "applied",
      },
    ];
  });
  // What is left out leaves the applications before what stays goes into the accounts.
  return { lines: [...left, ...kept], tooMuch };
};

/** Deductions as sending the accounts posts them: those of one line and kind at once, one kind after the other. */
const inOrder = (deductions: readonly Deduction[]): readonly Deduction[] =>
  [...Map.groupBy(deductions, ({ declaration, line, kind }) => `${kind}/${declaration}/${line}`).values()]
    .flatMap((own) => {
      const [first] = own;
      return first ? [{ ...first, amount: sumOf(own.map(({ amount }) => amount)) }] : [];
    })
    .toSorted((a, b) => a.kind.localeCompare(b.kind));

const taken = (
  known: Known,
  each: Taken,
  kind: "withdrawal" | "deduction",
  deduction: NewLine["deduction"],
): NewLine => ({
  ...place(known, placeOf(known, each.declaration)),
  declaration: each.declaration,
  line: each.line,
  kind,
  deduction,
  year: each.year,
  eligible: opposite(each.eligible),
  public: opposite(each.public),
  entry: each.entry,
  from: each.wasAccounted ? "accounted" : "applied",
});

type Place = Pick<NewLine, "agreement" | "operation" | "partner">;

const placeOf = ({ places }: Known, declaration: number): Place => {
  const found = places.get(declaration);
  if (!found) throw new Error(`declaration ${declaration} is of no operation of this Fund`);
  return found;
};

const place = (
  { allocations }: Known,
  { agreement, operation, partner }: Place,
): Place & Pick<NewLine, "priority" | "region"> => {
  const allocation = allocations.get(operation);
  if (!allocation) throw new Error(`operation ${operation} has no allocation`);
  return { agreement, operation, partner, priority: allocation.priority, region: allocation.region };
};
