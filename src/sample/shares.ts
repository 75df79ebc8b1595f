import {
  add,
  canonical,
  compare,
  divide,
  type Exact,
  exact,
  multiply,
  rounded,
  subtract,
} from "../decimal.ts";
import { product, quotient, roundedUp, square, squareRoot, whole } from "./numbers.ts";
import { SampleError, wording } from "./refusal.ts";
import { exactUpperRate, zOf } from "./statistics.ts";
import { countStep, formula, numberStep, rateStep, same, type Step, wordStep } from "./steps.ts";
import { guidance, words } from "./words.ts";

/** Shares of units with a property: deviations in tests of controls, participants with a longer-term result. */

const one = whole(1);

/** Returns how many to test: z² p (1 - p) / T², rounded up. EGESIF_16-0014-01, 7.9. Rates as shares: "0.05". */
export const attributeSize = (
  ask: Readonly<{ confidence: string; expected: string; tolerable: string }>,
): Readonly<{ size: number; steps: readonly Step[] }> => {
  const [z, p, t] = [zOf(ask.confidence), exact(ask.expected), exact(ask.tolerable)];
  const isRate = (rate: Exact) => rate.units > 0n && compare(rate, one) < 0;
  if (!isRate(p) || !isRate(t))
    throw new SampleError("expected", wording.expected(ask.expected, ask.tolerable));
  const above = product(square(z), p, subtract(one, p));
  const size = roundedUp(above, square(t));
  return {
    size,
    steps: [
      countStep(words.size, size, {
        how: formula((say) => `z² × p × (1 − p) / T² = ${say(quotient(above, square(t)), 4)} ↑`),
        source: guidance("7.9"),
        parts: [numberStep(words.z, z, { source: guidance("5.3") }), rateStep(words.tolerableRate, t)],
      }),
    ],
  };
};

export type Attribute = Readonly<{
  /** Deviations / tested. */
  rate: string;
  /** rate + z √(rate (1 - rate) / n), six digits. */
  upper: string;
  /** The exact limit at the same confidence, five digits: higher where deviations are few. */
  exactUpper: string;
  conclusion: "relied_on" | "not_relied_on" | "inconclusive";
  steps: readonly Step[];
}>;

/**
 * Returns the rate of deviations with its upper limit. EGESIF_16-0014-01, 7.9.5, with the square root that its worked
 * example lost. The normal limit is too low for few deviations (none at all: zero), so that the exact one stands beside
 * it, and controls are relied on only where both stay within what is tolerable.
 */
export const attributeResult = (
  ask: Readonly<{ deviations: number; tested: number; confidence: string; tolerable: string }>,
): Attribute => {
  if (ask.tested < 1 || ask.deviations > ask.tested)
    throw new SampleError("too_few", wording.tooFew("", ask.tested, Math.max(ask.deviations, 1)));
  const n = whole(ask.tested);
  const z = zOf(ask.confidence);
  const rate = quotient(whole(ask.deviations), n);
  const width = multiply(z, squareRoot(quotient(multiply(rate, subtract(one, rate)), n)));
  const upper = add(rate, width);
  const exactly = exactUpperRate(ask.deviations, ask.tested, ask.confidence);
  const tolerable = exact(ask.tolerable);
  const isWithin = compare(upper, tolerable) <= 0 && compare(exact(exactly), tolerable) <= 0;
  const conclusion = compare(rate, tolerable) > 0 ? "not_relied_on" : isWithin ? "relied_on" : "inconclusive";
  return {
    rate: canonical(rounded(rate, 6, "half_up")),
    upper: canonical(rounded(upper, 6, "half_up")),
    exactUpper: exactly,
    conclusion,
    steps: [
      wordStep(words.conclusion, attributeWords[conclusion], {
        source: guidance("7.9.5"),
        parts: [
          rateStep(words.deviationRate, rate, {
            how: formula((say) => `${say(whole(ask.deviations))} / ${say(n)}`),
          }),
          rateStep(words.upperDeviation, upper, { how: same("EDR + z × √(EDR × (1 − EDR) / n)") }),
          rateStep(words.exactUpper, exact(exactly), { how: same("P(X ≤ d | p) = 1 − CL") }),
          rateStep(words.tolerableRate, tolerable),
        ],
      }),
    ],
  };
};

const attributeWords = {
  relied_on: {
    fr: "on peut s'appuyer sur le contrôle : les deux limites restent sous le taux tolérable",
    nl: "er kan op de controle gesteund worden: beide grenzen blijven onder het aanvaardbare percentage",
    en: "the control can be relied on: both limits stay under the tolerable rate",
  },
  not_relied_on: {
    fr: "on ne peut pas s'appuyer sur le contrôle : le taux constaté dépasse le taux tolérable",
    nl: "er kan niet op de controle gesteund worden: het vastgestelde percentage is hoger dan het aanvaardbare",
    en: "the control cannot be relied on: the rate found is above the tolerable rate",
  },
  inconclusive: {
    fr: "non concluant : l'une des limites au moins dépasse le taux tolérable ; testez d'autres unités",
    nl: "geen besluit: minstens een van de grenzen is hoger dan het aanvaardbare percentage; test meer eenheden",
    en: "inconclusive: at least one of the limits is above the tolerable rate; test more units",
  },
};

/** Margins of error of representative samples: 3 points in 2021-2027; 2 in 2014-2020, from memory. */
export const participantMargins = { "2021-2027": "0.03", "2014-2020": "0.02" } as const;

/**
 * Returns how many participants represent the population for a longer-term result: 1 / ((N - 1) / N × (m / z)² / (P (1 -
 * P)) + 1 / N), rounded up, with P = 0.5, the worst case. Commission, "When can sampling be used?"; Cochran (1977).
 */
export const participantSize = (
  ask: Readonly<{ population: number; confidence: string; margin: string }>,
): Readonly<{ size: number; steps: readonly Step[] }> => {
  if (ask.population < 1) throw new SampleError("empty", wording.empty);
  const z = zOf(ask.confidence);
  const n = whole(ask.population);
  const worst = multiply(exact("0.25"), square(z));
  const below = add(multiply(whole(ask.population - 1), square(exact(ask.margin))), worst);
  const above = multiply(n, worst);
  const size = roundedUp(above, below);
  return {
    size,
    steps: [
      countStep(words.size, size, {
        how: formula(
          (say) =>
            `1 / ((N − 1) / N × (m / z)² / ${say(exact("0.25"))} + 1 / N) = ${say(quotient(above, below), 4)} ↑`,
        ),
        source: "SFC, When can sampling be used?; Cochran (1977)",
        parts: [
          numberStep(words.units, n),
          numberStep(words.z, z, { source: guidance("5.3") }),
          rateStep(words.margin, exact(ask.margin)),
        ],
      }),
    ],
  };
};

export type ParticipantResult = Readonly<{
  /** Share of those asked who have the result, its margin, and what it amounts to among all. */
  share: string;
  margin: string;
  participants: number;
  steps: readonly Step[];
}>;

/** Returns the share with the result and its margin of error: z √(P (1 - P) / n × (N - n) / (N - 1)). Cochran (1977). */
export const participantResult = (
  ask: Readonly<{ population: number; asked: number; achieved: number; confidence: string }>,
): ParticipantResult => {
  const { population, asked, achieved } = ask;
  if (asked < 1 || achieved > asked || asked > population)
    throw new SampleError("too_few", wording.tooFew("", asked, 1));
  const share = quotient(whole(achieved), whole(asked));
  const left = population === asked ? whole(0) : quotient(whole(population - asked), whole(population - 1));
  const spread = quotient(product(share, subtract(one, share), left), whole(asked));
  const margin = multiply(zOf(ask.confidence), squareRoot(spread));
  const participants = divide(multiply(whole(population), whole(achieved)), whole(asked), 0, "half_up");
  return {
    share: canonical(rounded(share, 6, "half_up")),
    margin: canonical(rounded(margin, 6, "half_up")),
    participants: Number(participants.units),
    steps: [
      countStep(words.participants, Number(participants.units), {
        how: formula((say) => `${say(whole(population))} × ${say(whole(achieved))} / ${say(whole(asked))}`),
        parts: [
          rateStep(words.achieved, share),
          rateStep(words.margin, margin, { how: same("z × √(P × (1 − P) / n × (N − n) / (N − 1))") }),
        ],
      }),
    ],
  };
};
