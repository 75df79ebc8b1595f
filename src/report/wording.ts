import type { Language, Text } from "../language.ts";
import { compare, exact, formatted, percent, trimmed, withScale, type Exact } from "../decimal.ts";

/**
 * How a number is said. Every wording is a claim about the value that is true or untrue; an untrue one does not
 * compile. Numbers in wordings come from the value itself (rounded down to a step) or are checked against it (bound).
 */
export type Wording =
  | Readonly<{ kind: "exact" }>
  | Readonly<{ kind: "whole" }>
  | Readonly<{ kind: "more_than" | "slightly_more_than"; by: RoundNumber; unit: "one" | "million" }>
  | Readonly<{ kind: "share" | "change"; digits: number }>;

/** The round number that is said: the value rounded down to a step, or a number that the author wrote. */
export type RoundNumber = Readonly<{ kind: "step" | "bound"; value: bigint }>;

export type Worded = Readonly<{ text: string; isTrue: true } | { text: string; isTrue: false; why: Text }>;

/** "A little more" is said of at most this much above the round number; more is misleading. Our own rule. */
const littleMore = { numerator: 1n, denominator: 100n };

const phrases = {
  more_than: { fr: "plus de {n}", nl: "meer dan {n}", en: "more than {n}" },
  slightly_more_than: { fr: "un peu plus de {n}", nl: "iets meer dan {n}", en: "slightly more than {n}" },
  million: { fr: "millions", nl: "miljoen", en: "million" },
} as const satisfies Record<string, Text>;

/** French sets the sign apart with a space that does not break; Dutch and English do not. */
const percentSign: Text = { fr: "\u00A0%", nl: "%", en: "%" };

const million = 1_000_000n;

/**
 * Returns the value in words, and whether the words are true of it.
 * `money` amounts are printed to the cent; other values without zeros at the end.
 */
export const word = (
  value: Exact,
  wording: Wording,
  language: Language,
  options: { money: boolean; other?: Exact | undefined },
): Worded => {
  switch (wording.kind) {
    case "exact":
      return yes(formatted(options.money ? withScale(value, 2) : trimmed(value), language));
    case "whole": {
      const short = trimmed(value);
      const text = formatted(short, language);
      return short.scale === 0
        ? yes(text)
        : no(text, {
            fr: "le montant n'est pas rond : il a des centimes",
            nl: "het bedrag is niet rond: er zijn centen",
            en: "the amount is not whole: it has cents",
          });
    }
    case "share":
    case "change":
      return relative(value, wording, language, options.other);
    case "more_than":
    case "slightly_more_than":
      return above(value, wording, language);
  }
};

const yes = (text: string): Worded => ({ text, isTrue: true });
const no = (text: string, why: Text): Worded => ({ text, isTrue: false, why });

const above = (
  value: Exact,
  wording: Extract<Wording, { kind: "more_than" | "slightly_more_than" }>,
  language: Language,
): Worded => {
  const { by, kind, unit } = wording;
  const whole = value.units / 10n ** BigInt(value.scale);
  const round = by.kind === "step" ? whole - (((whole % by.value) + by.value) % by.value) : by.value;
  const bound = exact(round);
  const shown = unit === "million" ? exact(round / million) : bound;
  const number =
    unit === "million"
      ? `${formatted(shown, language)} ${phrases.million[language]}`
      : formatted(shown, language);
  const text = phrases[kind][language].replace("{n}", number);
  const said = formatted(trimmed(value), language);
  if (compare(value, bound) <= 0)
    return no(text, {
      fr: `la valeur est ${said}, ce qui n'est pas plus que ${number}`,
      nl: `de waarde is ${said}, wat niet meer is dan ${number}`,
      en: `the value is ${said}, which is not more than ${number}`,
    });
  const limit = kind === "slightly_more_than" ? bound : undefined;
  const tooFar =
    limit !== undefined
      ? compare(
          { units: value.units * littleMore.denominator, scale: value.scale },
          exact(round * (littleMore.denominator + littleMore.numerator)),
        ) > 0
      : compare(value, exact(round + lastPlace(round))) >= 0;
  return tooFar
    ? no(text, {
        fr: `la valeur est ${said}, trop loin de ${number} pour le dire ainsi`,
        nl: `de waarde is ${said}, te ver van ${number} om het zo te zeggen`,
        en: `the value is ${said}, too far from ${number} to say it so`,
      })
    : yes(text);
};

/** The place of the last digit that is not zero: 3900 speaks in hundreds, so "more than 3900" means less than 4000. */
const lastPlace = (round: bigint): bigint => {
  const zeros = /0*$/.exec(String(round))?.[0].length ?? 0;
  return round === 0n ? 1n : 10n ** BigInt(zeros);
};

const relative = (
  value: Exact,
  wording: Extract<Wording, { kind: "share" | "change" }>,
  language: Language,
  other: Exact | undefined,
): Worded => {
  if (!other || other.units === 0n)
    return no("—", {
      fr: "il n'y a rien à quoi comparer : l'autre valeur est zéro",
      nl: "er is niets om mee te vergelijken: de andere waarde is nul",
      en: "there is nothing to compare with: the other value is zero",
    });
  const scale = Math.max(value.scale, other.scale);
  const part =
    wording.kind === "share"
      ? value
      : { units: withScale(value, scale).units - withScale(other, scale).units, scale };
  const result = percent(part, other, wording.digits);
  const sign = wording.kind === "change" && result.units > 0n ? "+" : "";
  return yes(`${sign}${formatted(result, language)}${percentSign[language]}`);
};
