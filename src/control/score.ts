import {
  add,
  canonical,
  compare,
  divide,
  exact,
  multiply,
  rounded,
  subtract,
  trimmed,
  zero,
} from "../decimal.ts";
import { sayEuros, sayNumber, sayPercent } from "../cost/amounts.ts";
import type { RiskFactor, RiskFactorId } from "../definition/control.ts";
import type { Text } from "../language.ts";

/** What is known of a declaration, by factor: canonical decimal texts. What is not known gives no points. */
export type Facts = Readonly<Partial<Record<RiskFactorId, string>>>;

/** Points with one digit, and why. */
export type Score = Readonly<{
  score: string;
  reasons: readonly Readonly<{ id: RiskFactorId; points: string; text: Text }>[];
}>;

/**
 * Returns how pressing it is to verify a declaration: each factor gives none of its points at one value and all at
 * another, and in between in proportion; most points first. Nothing is read but the arguments.
 */
export const scoreOf = (factors: readonly RiskFactor[], facts: Facts): Score => {
  const reasons = factors
    .flatMap((factor) => {
      const value = facts[factor.id];
      if (value === undefined) return [];
      const points = pointsOf(factor, value);
      return compare(points, zero) > 0
        ? [{ id: factor.id, exact: points, points: canonical(points), text: textOf(factor, value) }]
        : [];
    })
    .toSorted((a, b) => compare(b.exact, a.exact) || a.id.localeCompare(b.id));
  const score = reasons.reduce((sum, reason) => add(sum, reason.exact), zero);
  return {
    score: canonical(rounded(score, 1, "half_up")),
    reasons: reasons.map(({ id, points, text }) => ({ id, points, text })),
  };
};

/** A weight times the share of the way from `noneAt` to `fullAt`, between nothing and all of it, with one digit. */
const pointsOf = ({ weight, noneAt, fullAt }: RiskFactor, value: string) => {
  const all = exact(String(weight));
  const way = subtract(exact(fullAt), exact(noneAt));
  const gone = subtract(exact(value), exact(noneAt));
  const isDown = compare(way, zero) < 0;
  const sign = (each: typeof way) => (isDown ? { ...each, units: -each.units } : each);
  if (compare(way, zero) === 0) return compare(gone, zero) >= 0 ? all : zero;
  if (compare(sign(gone), zero) <= 0) return zero;
  if (compare(sign(gone), sign(way)) >= 0) return all;
  return divide(multiply(all, sign(gone)), sign(way), 1, "half_up");
};

const textOf = ({ label, unit }: RiskFactor, value: string): Text => {
  const number = canonical(trimmed(exact(value)));
  const said = unit === "euros" ? sayEuros(value) : unit === "share" ? sayPercent(number) : sayNumber(number);
  if (unit === "yes_no") return label;
  const units: Text =
    unit === "days"
      ? { fr: " j", nl: " d", en: " days" }
      : unit === "months"
        ? { fr: " mois", nl: " maanden", en: " months" }
        : { fr: "", nl: "", en: "" };
  return {
    fr: `${label.fr} : ${said.fr}${units.fr}`,
    nl: `${label.nl}: ${said.nl}${units.nl}`,
    en: `${label.en}: ${said.en}${units.en}`,
  };
};
