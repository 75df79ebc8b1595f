import { canonical } from "../decimal.ts";
import { sha256 } from "./hash.ts";
import { ofCents } from "./numbers.ts";
import { SampleError, wording } from "./refusal.ts";

/** A unit that can be drawn: an operation, a payment claim, an invoice, a participant. */
export type Unit = Readonly<{
  id: string;
  /** Expenditure declared for it, in cents; a participant has 1. */
  cents: bigint;
  stratum: string;
  period: string;
  /** Stays in the population and cannot be drawn (Reg. 1303/2013, Art. 148; EGESIF_16-0014-01, 7.10). */
  excluded: boolean;
}>;

/** A population, in the order of its references, with the hash that tells it from any other. */
export type Frame = Readonly<{ units: readonly Unit[]; hash: string }>;

/** The first line of what is hashed: a later form of the lines would be another version. */
const version = "jalon-frame-1";

/**
 * Returns the frame of these units; their order does not matter. Its hash is the SHA-256 of a line "jalon-frame-1" and,
 * in the order of the references' UTF-8 bytes, a line of reference, amount, stratum, period and 1 or 0 for excluded,
 * each after a tab. Throws SampleError for a reference that is empty, taken twice, or holds a tab or line break.
 */
export const makeFrame = (units: readonly Unit[]): Frame => {
  const plain = units.map((unit) => ({
    ...unit,
    id: unit.id.trim().normalize("NFC"),
    stratum: unit.stratum.trim().normalize("NFC"),
    period: unit.period.trim().normalize("NFC"),
  }));
  const sorted = plain
    .map((unit) => ({ unit, bytes: Buffer.from(unit.id) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ unit }) => unit);
  for (const [at, { id, stratum, period }] of sorted.entries()) {
    if (id === "" || /\p{Cc}/u.test(id + stratum + period))
      throw new SampleError("name", wording.name(id.replaceAll(/\p{Cc}/gu, "␣")));
    if (sorted[at + 1]?.id === id) throw new SampleError("twice", wording.twice(id));
  }
  return { units: sorted, hash: sha256(frameText(sorted)) };
};

/** Returns the lines that are hashed. */
export const frameText = (sorted: readonly Unit[]): string =>
  [
    version,
    ...sorted.map(({ id, cents, stratum, period, excluded }) =>
      [id, canonical(ofCents(cents)), stratum, period, excluded ? "1" : "0"].join("\t"),
    ),
    "",
  ].join("\n");

/** One stratum in one period: what is drawn and projected by itself. */
export type Cell = Readonly<{ stratum: string; period: string; units: readonly Unit[] }>;

/** Returns the units by stratum and period, in the order of these names. */
export const cellsOf = (units: readonly Unit[]): readonly Cell[] => {
  const cells = new Map<string, { stratum: string; period: string; units: Unit[] }>();
  for (const unit of units) {
    const key = cellKey(unit);
    const cell = cells.get(key);
    if (cell) cell.units.push(unit);
    else cells.set(key, { stratum: unit.stratum, period: unit.period, units: [unit] });
  }
  return [...cells]
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([, cell]) => cell);
};

/** Returns what names a cell: its stratum, a tab, its period. */
export const cellKey = ({ stratum, period }: Pick<Cell, "stratum" | "period">): string =>
  `${stratum}\t${period}`;

/** Returns what a person calls a cell; "" where the population is not divided. */
export const cellName = ({ stratum, period }: Pick<Cell, "stratum" | "period">): string =>
  [period, stratum].filter((part) => part !== "").join(" / ");

/** Returns the sum of the amounts, in cents. */
export const centsOf = (units: readonly Unit[]): bigint => units.reduce((sum, { cents }) => sum + cents, 0n);
