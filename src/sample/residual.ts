import { canonical, compare, type Exact, exact, multiply, rounded, subtract, zero } from "../decimal.ts";
import { quotient, toCents } from "./numbers.ts";
import { euroStep, formula, rateStep, same, type Step } from "./steps.ts";
import { words } from "./words.ts";

/** What the residual error rate is worked out of; amounts in euros, the rate as a share. */
export type ResidualAsk = Readonly<{
  /** A: expenditure declared in the accounting year. */
  declared: Exact;
  /** D: total error rate of the audits. */
  totalErrorRate: Exact;
  /** E1: left out for an assessment that goes on. */
  ongoing: Exact;
  /** E2: other negative amounts. */
  otherNegative: Exact;
  /** H: corrections made. */
  corrections: Exact;
}>;

export type Residual = Readonly<{
  /** F = A - E1 - E2, G = D × F, I = F - H, J = G - H, all in euros. */
  population: string;
  atRisk: string;
  corrected: string;
  residual: string;
  /** K = J / I, four digits as the template rounds it. */
  rate: string;
  exceeds: boolean;
  /** L: what still has to be corrected, and M: the rate after that. Undefined where the rate is not above 2 %. */
  further: Readonly<{ correction: string; rate: string }> | undefined;
  steps: readonly Step[];
}>;

const source = "CPRE_23-0013-01, Annex 3";
const threshold = exact("0.02");

/**
 * Returns the residual error rate after corrections, and what is still to be corrected where it is above 2 %. Commission,
 * CPRE_23-0013-01, Annex 3. Throws where corrections leave nothing of the population.
 */
export const residualErrorRate = (ask: ResidualAsk): Residual => {
  const population = subtract(subtract(ask.declared, ask.ongoing), ask.otherNegative);
  const atRisk = multiply(ask.totalErrorRate, population);
  const corrected = subtract(population, ask.corrections);
  const residual = subtract(atRisk, ask.corrections);
  const rate = rounded(quotient(residual, corrected), 4, "half_up");
  const exceeds = compare(rate, threshold) > 0;
  const more = exceeds
    ? quotient(subtract(residual, multiply(threshold, corrected)), subtract(exact("1"), threshold))
    : undefined;
  const rateAfter =
    more && rounded(quotient(subtract(residual, more), subtract(corrected, more)), 4, "half_up");
  return {
    population: toCents(population),
    atRisk: toCents(atRisk),
    corrected: toCents(corrected),
    residual: toCents(residual),
    rate: canonical(rate),
    exceeds,
    further: more && rateAfter && { correction: toCents(more), rate: canonical(rateAfter) },
    steps: [
      rateStep(words.residual, rate, {
        how: same("J / I"),
        source,
        parts: [
          euroStep(words.auditPopulation, population, {
            how: formula(
              (say) =>
                `A − E1 − E2 = ${say(ask.declared, 2)} − ${say(ask.ongoing, 2)} − ${say(ask.otherNegative, 2)}`,
            ),
          }),
          euroStep(words.errorAtRisk, atRisk, {
            how: formula((say) => `D × F = ${say(ask.totalErrorRate)} × F`),
          }),
          euroStep(words.afterCorrections, corrected, {
            how: formula((say) => `F − H = F − ${say(ask.corrections, 2)}`),
          }),
          euroStep(words.residualAmount, residual, { how: same("G − H") }),
          ...(more && compare(more, zero) > 0
            ? [euroStep(words.extraCorrection, more, { how: same("(J − 2 % × I) / 98 %") })]
            : []),
        ],
      }),
    ],
  };
};
