import { exact, type Exact } from "../decimal.ts";
import {
  type Known,
  methods,
  type Method,
  isOfShares,
  type SampleAsk,
  type Sized,
  sizeFor,
} from "../sample/ask.ts";
import { floorPeriods } from "../sample/floors.ts";
import { MissingParameter, SampleError, wording } from "../sample/refusal.ts";
import { participantMargins } from "../sample/shares.ts";
import { type Options, Refusal, textOption } from "./command.ts";

const wrong = (name: string, found: string, expected: string): Refusal =>
  new Refusal(
    {
      fr: `--${name} : trouvé ${found}, attendu ${expected}`,
      nl: `--${name}: gevonden ${found}, verwacht ${expected}`,
      en: `--${name}: found ${found}, expected ${expected}`,
    },
    true,
  );

const oneOf = <T extends string>(options: Options, name: string, known: readonly T[]): T | undefined => {
  const found = textOption(options, name);
  if (found === undefined) return undefined;
  const one = known.find((each) => each === found);
  if (one === undefined) throw wrong(name, found, known.join(" | "));
  return one;
};

/** Returns a decimal as it was typed, with a point or a comma; undefined where it was not given. */
export const decimalOption = (options: Options, name: string): string | undefined => {
  const found = textOption(options, name)?.replace(",", ".");
  if (found !== undefined && !/^\d+(\.\d+)?$/.test(found)) throw wrong(name, found, "0.02, 1500.50 …");
  return found;
};

/** Returns what the options ask; throws Refusal for what they cannot mean. */
export const readAsk = (options: Options): SampleAsk => {
  const names = Object.keys(methods) as Method[];
  const method = oneOf(options, "method", names);
  if (method === undefined) throw wrong("method", "∅", names.join(" | "));
  const estimators = oneOf(options, "estimator", ["mean", "ratio"] as const);
  const size = decimalOption(options, "size");
  if (size !== undefined && !/^[1-9]\d{0,8}$/.test(size)) throw new SampleError("size", wording.size(size));
  const high = decimalOption(options, "high-value");
  const rules = oneOf(options, "rules", floorPeriods);
  const chance = methods[method];
  return {
    method,
    chance,
    estimator: chance === "by_amount" ? "rate" : estimators === "ratio" ? "ratio" : "unit",
    confidence: decimalOption(options, "confidence") ?? (isOfShares(method) ? "0.95" : "0.90"),
    materiality: decimalOption(options, "materiality") ?? "0.02",
    expected: decimalOption(options, "expected"),
    margin: decimalOption(options, "margin") ?? participantMargins[rules ?? "2021-2027"],
    secondPeriod: textOption(options, "second-period"),
    rules,
    population: oneOf(options, "population", ["positive", "negative"] as const) ?? "positive",
    highValueAbove: high === undefined ? undefined : centsOfText(high),
    seed: textOption(options, "seed"),
    size: size === undefined ? undefined : Number(size),
    deviations: deviationsOf(options),
  };
};

const centsOfText = (text: string): bigint => {
  const [euros = "0", cents = ""] = text.split(".");
  if (cents.length > 2) throw wrong("high-value", text, "120000.00");
  return BigInt(euros) * 100n + BigInt(cents.padEnd(2, "0"));
};

const deviationsOf = (options: Options): ReadonlyMap<string, Exact> => {
  const given = options["deviation"];
  const texts = Array.isArray(given) ? given.map(String) : [];
  return new Map(
    texts.map((text): [string, Exact] => {
      const match = /^(?:(.*)=)?(\d+(?:[.,]\d+)?)$/.exec(text.trim());
      if (!match) throw wrong("deviation", text, "518 | NORD=444");
      return [match[1] ?? "", exact((match[2] ?? "").replace(",", "."))];
    }),
  );
};

/** Returns the size that the method asks for. Throws Refusal for an option that is missing, SampleError as it does. */
export const sizeAsked = (ask: SampleAsk, known: Known): Sized => {
  try {
    return sizeFor(ask, known);
  } catch (error) {
    if (error instanceof MissingParameter) throw wrong(error.parameter, error.found, error.expected);
    throw error;
  }
};
