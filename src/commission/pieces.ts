import { type Euros, isAbove, isZero, nothing, smaller, sumOf } from "../euros.ts";
import { type Pair, takeOff } from "./share.ts";

/** What an entry of the ledger did to what a line of a declaration was applied for. */
export type Move = Readonly<{
  entry: number;
  /** The entry that this one reverses. */
  reverses: number | null;
  declaration: number;
  line: string;
  /** What was added to the accounts of the ledger; below nothing, taken off. */
  applied: Euros;
  accounted: Euros;
  /** Of what the entry comes: an application, accounts, or a decision of control. */
  by:
    | Readonly<{ kind: "application"; id: number; year: string; public: Euros }>
    | Readonly<{ kind: "recovered"; application: number }>
    | Readonly<{ kind: "accounts"; id: number; year: string }>
    | Readonly<{ kind: "deducted"; accounts: number; year: string }>
    | Readonly<{ kind: "decision"; id: number | null }>;
}>;

/** Expenditure of a line that was applied for and is still in: of one application, and in accounts or not yet. */
export type Piece = Pair &
  Readonly<{
    declaration: number;
    line: string;
    application: number;
    year: string;
    isAccounted: boolean;
    entry: number;
  }>;

/** What was taken out again, by the accounting year in which it was applied for. */
export type Taken = Pair &
  Readonly<{
    declaration: number;
    line: string;
    entry: number;
    year: string;
    wasAccounted: boolean;
    by: Move["by"];
  }>;

export type Standing = Readonly<{ pieces: readonly Piece[]; taken: readonly Taken[] }>;

/**
 * Returns what is in applications and accounts after these moves, in their order, and what was taken out of which
 * accounting year. What was applied for last is taken out first; the public part goes along, so that a piece that is taken
 * out whole leaves nothing. An entry that was reversed, and what reverses it, are as if they had never been.
 */
export const standingAfter = (moves: readonly Move[]): Standing => {
  const undone = new Set(moves.flatMap(({ reverses }) => (reverses === null ? [] : [reverses])));
  const counting = moves.filter(({ entry, reverses }) => reverses === null && !undone.has(entry));
  const pieces: Piece[] = [];
  const taken: Taken[] = [];
  for (const [, own] of Map.groupBy(counting, ({ declaration, line }) => `${declaration}/${line}`)) {
    let standing: Standing = { pieces: [], taken: [] };
    for (const move of own) standing = moved(standing, move);
    pieces.push(...standing.pieces);
    taken.push(...standing.taken);
  }
  return { pieces, taken };
};

const moved = ({ pieces, taken }: Standing, move: Move): Standing => {
  const { declaration, line, entry, by } = move;
  if (by.kind === "application")
    return {
      pieces: [
        ...pieces,
        {
          declaration,
          line,
          entry,
          application: by.id,
          year: by.year,
          isAccounted: false,
          eligible: move.applied,
          public: by.public,
        },
      ],
      taken,
    };
  if (by.kind === "accounts")
    return {
      pieces: pieces.map((each) => (each.year === by.year ? { ...each, isAccounted: true } : each)),
      taken,
    };
  const isHere = (each: Piece) => by.kind !== "deducted" || each.year === by.year;
  const first = takeFrom(pieces, opposite(move.applied), (each) => !each.isAccounted && isHere(each));
  const then = takeFrom(first.pieces, opposite(move.accounted), (each) => each.isAccounted);
  const told = (wasAccounted: boolean) => (out: Out) => ({
    ...out,
    declaration,
    line,
    entry,
    by,
    wasAccounted,
  });
  return {
    pieces: then.pieces,
    taken: [...taken, ...first.out.map(told(false)), ...then.out.map(told(true))],
  };
};

const opposite = (amount: Euros): Euros => (amount.startsWith("-") ? amount.slice(1) : nothing);

type Out = Pair & Readonly<{ year: string }>;

/** Returns the pieces without so much eligible expenditure, taken from the last one back, and what was taken by year. */
export const takeFrom = (
  pieces: readonly Piece[],
  eligible: Euros,
  from: (piece: Piece) => boolean,
): Readonly<{ pieces: readonly Piece[]; out: readonly Out[] }> => {
  let wanted = eligible;
  const out: Out[] = [];
  const left = pieces.toReversed().flatMap((piece): Piece[] => {
    if (isZero(wanted) || !from(piece)) return [piece];
    const { taken, left: rest } = takeOff(piece, smaller(wanted, piece.eligible));
    wanted = sumOf([wanted, `-${taken.eligible}`]);
    out.push({ ...taken, year: piece.year });
    return isZero(rest.eligible) ? [] : [{ ...piece, ...rest }];
  });
  if (isAbove(wanted, nothing)) throw new Error(`there is ${wanted} less than was taken out`);
  return { pieces: left.toReversed(), out };
};
