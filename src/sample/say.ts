import { add, canonical, exact, formatted, multiply, rounded } from "../decimal.ts";
import { colon, type Language, semicolon, type Text } from "../language.ts";
import type { Draw } from "./draw.ts";
import { cellName, centsOf, type Frame, type Unit } from "./frame.ts";
import { ofCents, quotient } from "./numbers.ts";
import { sayValue } from "./steps.ts";
import { words } from "./words.ts";

/** A unit that was drawn, as a person reads it. */
export type DrawnUnit = Readonly<{
  place: number;
  id: string;
  amount: string;
  stratum: string;
  period: string;
  part: "high_value" | "sample";
}>;

/** Returns the units drawn, in the order of the draw. */
export const drawnUnits = (draw: Draw, frame: Frame): readonly DrawnUnit[] => {
  const units = new Map<string, Unit>(frame.units.map((unit) => [unit.id, unit]));
  const high = new Set(draw.cells.flatMap(({ highValue }) => highValue));
  return draw.selected.flatMap((id, at) => {
    const unit = units.get(id);
    if (!unit) return [];
    const { stratum, period } = unit;
    const part = high.has(id) ? "high_value" : "sample";
    return [{ place: at + 1, id, amount: canonical(ofCents(unit.cents)), stratum, period, part }];
  });
};

/** Where a unit comes from. */
export const partWords: Readonly<Record<DrawnUnit["part"], Text>> = {
  high_value: { fr: "strate exhaustive", nl: "exhaustief stratum", en: "high value" },
  sample: { fr: "tirage", nl: "trekking", en: "drawn" },
};

const said = {
  drawn: { fr: "Unités tirées", nl: "Getrokken eenheden", en: "Units drawn" },
  of: { fr: "sur", nl: "van", en: "of" },
  covering: { fr: "de la dépense", nl: "van de uitgaven", en: "of the expenditure" },
  interval: words.interval,
  seed: { fr: "Graine", nl: "Startwaarde", en: "Seed" },
  frame: {
    fr: "Empreinte de la population",
    nl: "Vingerafdruk van de populatie",
    en: "Hash of the population",
  },
  hash: { fr: "Empreinte du tirage", nl: "Vingerafdruk van de trekking", en: "Hash of the draw" },
  negative: {
    fr: "Montants de l'autre signe, à traiter à part",
    nl: "Bedragen met het andere teken, apart te behandelen",
    en: "Amounts of the other sign, to be treated apart",
  },
  excluded: {
    fr: "Unités exclues du tirage, qui restent dans la population",
    nl: "Van de trekking uitgesloten eenheden, die in de populatie blijven",
    en: "Units excluded from the draw, which stay in the population",
  },
  zero: { fr: "Unités à montant nul", nl: "Eenheden met bedrag nul", en: "Units of no amount" },
} as const satisfies Readonly<Record<string, Text>>;

/** Returns the sample as a table to read, with what is needed to repeat it. */
export const sayDraw = (draw: Draw, frame: Frame, language: Language): string => {
  const units = drawnUnits(draw, frame);
  const euro = (value: string) => sayValue({ value, unit: "euros" })[language];
  const line = (name: Text, value: string) => `${name[language]}${colon[language]}${value}`;
  const open = draw.cells.reduce((sum, cell) => sum + cell.units, 0);
  const value = draw.cells.reduce((sum, cell) => add(sum, exact(cell.value)), ofCents(0n));
  const drawnValue = ofCents(coveredCents(draw, frame));
  const share = rounded(multiply(quotient(drawnValue, value), exact("100")), 1, "half_up");
  const { otherSign, zero, excluded } = draw.setAside;
  const rows = units.map(({ place, id, amount, stratum, period, part }) => [
    String(place),
    id,
    euro(amount),
    [period, stratum].filter((each) => each !== "").join(" / "),
    partWords[part][language],
  ]);
  return [
    line(
      said.drawn,
      `${units.length} ${said.of[language]} ${open}${semicolon[language]}${formatted(share, language)} % ${said.covering[language]}`,
    ),
    ...(otherSign.units > 0 ? [line(said.negative, `${otherSign.units} (${euro(otherSign.value)})`)] : []),
    ...(excluded.units > 0 ? [line(said.excluded, `${excluded.units} (${euro(excluded.value)})`)] : []),
    ...(zero > 0 ? [line(said.zero, String(zero))] : []),
    "",
    ...aligned(rows),
    "",
    ...draw.cells.flatMap((cell) =>
      cell.interval === undefined
        ? []
        : [
            line(
              said.interval,
              [cellName(cell), euro(cell.interval)].filter((each) => each !== "").join(" "),
            ),
          ],
    ),
    line(said.seed, draw.seed),
    line(said.frame, draw.frame),
    line(said.hash, draw.hash),
    "",
  ].join("\n");
};

/** Returns how much of the population the units drawn hold, in cents, without sign. */
export const coveredCents = (draw: Draw, frame: Frame): bigint => {
  const chosen = new Set(draw.selected);
  const sum = centsOf(frame.units.filter(({ id }) => chosen.has(id)));
  return sum < 0n ? -sum : sum;
};

const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
  const widths = (rows[0] ?? []).map((_, column) => width(column));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
};
