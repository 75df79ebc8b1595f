import { canonical, type Exact, rounded } from "../decimal.ts";
import type { Text } from "../language.ts";
import { bookValueOf, type CheckedAsk, type Finding } from "./checked.ts";
import { type Chance, populationOf, splitCell } from "./draw.ts";
import {
  controlSize,
  type FloorPeriod,
  floorPeriods,
  mayCheckBySample,
  nonStatisticalFloor,
} from "./floors.ts";
import { type Cell, cellKey, cellName, cellsOf, centsOf, type Frame } from "./frame.ts";
import { ofCents, quotient, square, variance, whole } from "./numbers.ts";
import { MissingParameter, SampleError, wording } from "./refusal.ts";
import { attributeSize, participantSize } from "./shares.ts";
import {
  byAmountSize,
  conservativeSize,
  equalChanceSize,
  secondPeriodSize,
  type SizeAsk,
  type SizeStratum,
} from "./size.ts";
import { zOf } from "./statistics.ts";
import { countStep, numberStep, same, type Step } from "./steps.ts";
import { guidance, words } from "./words.ts";

/** Every method, with how it chooses its units. */
export const methods = {
  srs: "equal",
  difference: "equal",
  mus: "by_amount",
  "mus-conservative": "by_amount",
  "non-statistical": "equal",
  "non-statistical-mus": "by_amount",
  attribute: "equal",
  participants: "equal",
  control: "equal",
} as const satisfies Readonly<Record<string, Chance>>;

export type Method = keyof typeof methods;

/** Returns whether the method counts units with a property, and needs no amounts. */
export const isOfShares = (method: Method): boolean => method === "attribute" || method === "participants";

/** What was asked of a sample, understood. */
export type SampleAsk = Readonly<{
  method: Method;
  chance: Chance;
  estimator: CheckedAsk["estimator"];
  confidence: string;
  materiality: string;
  expected: string | undefined;
  margin: string;
  secondPeriod: string | undefined;
  rules: FloorPeriod | undefined;
  population: "positive" | "negative";
  highValueAbove: bigint | undefined;
  seed: string | undefined;
  size: number | undefined;
  /** By name of stratum or period; "" holds for all. */
  deviations: ReadonlyMap<string, Exact>;
}>;

/** A size with what it rests on. */
export type Sized = Readonly<{
  size: number;
  shares: readonly Readonly<{ name: string; size: number }>[];
  /** For the draw: by key of stratum and period. */
  byKey: ReadonlyMap<string, number>;
  steps: readonly Step[];
}>;

/** A population with what was found on it so far. */
export type Known = Readonly<{ frame: Frame; findings: ReadonlyMap<string, Finding> }>;

/** Returns the size that the method asks for. Throws SampleError where something that it needs is missing. */
export const sizeFor = (ask: SampleAsk, { frame, findings }: Known): Sized => {
  const population = populationOf(frame, ask.population);
  const open = population.filter(({ excluded }) => !excluded);
  if (open.length === 0) throw new SampleError("empty", wording.empty);
  const cells = cellsOf(open);
  const bookValue = bookValueOf({ frame, population: ask.population });
  const simply = (size: number, steps: readonly Step[]): Sized => ({
    size,
    shares: [],
    byKey: new Map(),
    steps,
  });
  const { confidence, materiality } = ask;
  switch (ask.method) {
    case "participants": {
      const { size, steps } = participantSize({
        population: population.length,
        confidence,
        margin: ask.margin,
      });
      return simply(size, steps);
    }
    case "attribute": {
      const { size, steps } = attributeSize({
        confidence,
        expected: needExpected(ask),
        tolerable: materiality,
      });
      return simply(size, steps);
    }
    case "control": {
      const { size, steps } = controlSize(open.length);
      return simply(size, steps);
    }
    case "non-statistical":
    case "non-statistical-mus": {
      if (ask.rules === undefined) throw new MissingParameter("rules", "∅", floorPeriods.join(" | "));
      const { units, steps } = nonStatisticalFloor(ask.rules, population.length, bookValue);
      return simply(units, steps);
    }
    case "mus-conservative": {
      if (cells.length > 1) throw new SampleError("strata", wording.strata);
      const asked = { bookValue, confidence, materiality, expected: needExpected(ask) };
      const { size, steps } = conservativeSize(asked);
      return simply(size, steps);
    }
    case "srs":
    case "difference":
    case "mus": {
      const asked: SizeAsk = { bookValue, confidence, materiality, expected: needExpected(ask) };
      if (ask.secondPeriod !== undefined) return secondOf(ask, asked, cells, findings);
      const strata = cells.map((cell) => stratumOf(ask, cell, findings));
      const { size, shares, steps } =
        ask.chance === "equal" ? equalChanceSize(strata, asked) : byAmountSize(strata, asked);
      const named = cells.map((cell, at) => ({ cell, size: shares[at] ?? 0 }));
      return {
        size,
        shares: cells.length < 2 ? [] : named.map(({ cell, size }) => ({ name: cellName(cell), size })),
        byKey: new Map(named.map(({ cell, size }) => [cellKey(cell), size])),
        steps,
      };
    }
  }
};

/** The second of two periods, without strata: the first one's findings say what is left for it. */
const secondOf = (
  ask: SampleAsk,
  asked: SizeAsk,
  cells: readonly Cell[],
  findings: ReadonlyMap<string, Finding>,
): Sized => {
  const second = cells.find(({ period }) => period === ask.secondPeriod);
  const first = cells.find(({ period }) => period !== ask.secondPeriod);
  if (!second || !first || cells.length !== 2)
    throw new MissingParameter("second-period", ask.secondPeriod ?? "∅", cells.map(cellName).join(" | "));
  const found = stratumOf({ ...ask, deviations: new Map() }, first, findings);
  const checked = first.units.filter(({ id }) => findings.has(id)).length;
  const size = secondPeriodSize(stratumOf(ask, second, findings), { ...found, checked }, asked);
  const weight = ask.chance === "equal" ? "N" : "BV";
  const how = same(`(z × ${weight}2 × σ2)² / ((TE − AE)² − z² × ${weight}1² × s1² / n1) ↑`);
  const steps = [
    countStep(words.size, size, {
      how,
      source: guidance(ask.chance === "equal" ? "6.1.3.2" : "6.3.3.2"),
      parts: [
        countStep(same(`n1 (${first.period})`), checked),
        numberStep(same("s1²"), found.variance),
        numberStep(words.z, zOf(ask.confidence)),
      ],
    }),
  ];
  return { size, shares: [], byKey: new Map(), steps };
};

const needExpected = ({ expected }: SampleAsk): string => {
  if (expected === undefined) throw new MissingParameter("expected", "∅", "0.004");
  return expected;
};

/** A stratum with the spread that was given, or else that of a pilot sample whose errors are in the file. */
const stratumOf = (ask: SampleAsk, cell: Cell, findings: ReadonlyMap<string, Finding>): SizeStratum => {
  const name = cellName(cell);
  const rest = ask.chance === "equal" ? splitCell(cell, "equal", 0, ask.highValueAbove).rest : cell.units;
  const weight = ask.chance === "equal" ? whole(rest.length) : ofCents(centsOf(rest));
  const known = [name, cell.stratum, cell.period, ""].flatMap((each) => ask.deviations.get(each) ?? []);
  const [given] = known;
  if (given) return { name, weight, variance: square(given), most: rest.length };
  const pilot = rest.flatMap(({ id, cents }) => {
    const finding = findings.get(id);
    if (!finding) return [];
    return [ask.chance === "equal" ? finding.error : quotient(finding.error, ofCents(cents))];
  });
  if (pilot.length < 2) throw new SampleError("deviation", wording.deviation(name));
  return { name, weight, variance: variance(pilot), most: rest.length };
};

/** What is told of a sample that is fewer than the least that the law or the guidance looks for. */
export const remarksOn = (
  ask: SampleAsk,
  { units, of, cents, all }: Readonly<{ units: number; of: number; cents: bigint; all: bigint }>,
): readonly Text[] => {
  const isControl = ask.method === "control";
  const isStatistical = !isControl && !ask.method.startsWith("non-statistical");
  const texts: Text[] = [];
  if (isStatistical && units < 30 && units < of) texts.push(fewerThanThirty);
  if (ask.rules === "2014-2020" && !isStatistical && !isControl && cents * 10n < all)
    texts.push(lessThanTenth);
  if (isControl) {
    const coverage = canonical(rounded(quotient(ofCents(cents), ofCents(all)), 6, "down"));
    if (!mayCheckBySample({ documents: of, coverage })) texts.push(lessThanFloor);
  }
  return texts;
};

const fewerThanThirty: Text = {
  fr: "À SAVOIR : moins de 30 unités ; la Commission déconseille de conclure d'un échantillon statistique si petit (EGESIF_16-0014-01).",
  nl: "TER INFO: minder dan 30 eenheden; de Commissie raadt af uit zo'n kleine statistische steekproef te besluiten (EGESIF_16-0014-01).",
  en: "NOTE: fewer than 30 units; the Commission advises against concluding from so small a statistical sample (EGESIF_16-0014-01).",
};

const lessThanFloor: Text = {
  fr: "À SAVOIR : les pièces tirées couvrent moins de 15 % du poste. Recommencez avec --size plus grand : les pièces déjà tirées restent.",
  nl: "TER INFO: de getrokken stukken dekken minder dan 15 % van de post. Herbegin met een grotere --size: de al getrokken stukken blijven.",
  en: "NOTE: the documents drawn cover less than 15 % of the heading. Draw again with a larger --size: those drawn already stay.",
};

const lessThanTenth: Text = {
  fr: "À SAVOIR : le tirage couvre moins de 10 % de la dépense (règl. (UE) 1303/2013, art. 127, par. 1). Recommencez avec --size plus grand, ou --high-value.",
  nl: "TER INFO: de trekking dekt minder dan 10 % van de uitgaven (Verord. (EU) 1303/2013, art. 127, lid 1). Herbegin met een grotere --size, of met --high-value.",
  en: "NOTE: the draw covers less than 10 % of the expenditure (Reg. (EU) 1303/2013, Art. 127(1)). Draw again with a larger --size, or with --high-value.",
};
