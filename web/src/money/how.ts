import { canonical, exact, multiply, trimmed } from "../../../src/decimal.ts";
import type { How } from "../../../src/cost/plan.ts";
import { type Text, useFormat, useSay } from "../language.tsx";

/** Returns how a step of a calculation is said: "12 heures × 12,05 €"; nothing for a sum of its parts. */
export const useHow = (lines?: ReadonlyMap<string, Text>): ((how: How) => string) => {
  const say = useSay();
  const { money, number, date } = useFormat();
  const share = useShare();
  return (how) => {
    switch (how.kind) {
      case "sum":
        return "";
      case "product":
        // Units are said in the plural.
        return how.unit && how.quantity !== "1"
          ? `${number(how.quantity)} ${say(how.unit)} × ${money(how.rate)}`
          : `${number(how.quantity)} × ${money(how.rate)}`;
      case "share":
        return say(how.of.length === 0 ? words.plainShare : words.share, {
          rate: share(how.rate),
          base: money(how.base),
          of: how.of.map((line) => say(lines?.get(line) ?? plain(line))).join(" + "),
        });
      case "hourly_rate":
        return say(words.hourly, {
          hours: number(how.hours),
          rate: money(how.rate),
          cost: money(how.yearlyCost),
        });
      case "milestone":
        return say(how.delivered ? words.delivered : words.notDelivered);
      case "item":
        return date(how.on);
      case "cut":
        return say(words.cut, { before: money(how.before), cut: money(how.cut) });
      case "cap":
        return say(caps[how.reason], { before: money(how.before), cap: money(how.cap) });
      case "reduction":
        return say(words.reduction, {
          kept: share(how.kept),
          before: money(how.before),
          reached: share(how.reached),
        });
    }
  };
};

/** Returns how a share is said: "0.40" as 40 %. */
export const useShare = (): ((rate: string) => string) => {
  const { percent } = useFormat();
  return (rate) => percent(canonical(trimmed(multiply(exact(rate), hundred))));
};

const hundred = exact("100");

const plain = (id: string): Text => ({ fr: id, nl: id, en: id });

const words = {
  plainShare: { fr: "{rate} de {base}", nl: "{rate} van {base}", en: "{rate} of {base}" },
  share: {
    fr: "{rate} de {base} ({of})",
    nl: "{rate} van {base} ({of})",
    en: "{rate} of {base} ({of})",
  },
  hourly: {
    fr: "{hours} heures × {rate} (coût annuel de {cost})",
    nl: "{hours} uur × {rate} (jaarkost van {cost})",
    en: "{hours} hours × {rate} (yearly cost of {cost})",
  },
  delivered: { fr: "Livré", nl: "Geleverd", en: "Delivered" },
  notDelivered: { fr: "Pas encore livré", nl: "Nog niet geleverd", en: "Not delivered yet" },
  cut: {
    fr: "{before}, moins une correction de {cut}",
    nl: "{before}, min een correctie van {cut}",
    en: "{before}, less a cut of {cut}",
  },
  reduction: {
    fr: "{kept} de {before} : objectifs atteints à {reached}",
    nl: "{kept} van {before}: doelstellingen gehaald voor {reached}",
    en: "{kept} of {before}: {reached} of the objectives reached",
  },
} satisfies Record<string, Text>;

const caps = {
  budget: {
    fr: "{before}, ramenés au budget de la ligne : {cap}",
    nl: "{before}, herleid tot het budget van de regel: {cap}",
    en: "{before}, brought down to the line's budget: {cap}",
  },
  limit: {
    fr: "{before}, ramenés à ce qui reste du budget : {cap}",
    nl: "{before}, herleid tot wat van het budget overblijft: {cap}",
    en: "{before}, brought down to what is left of the budget: {cap}",
  },
  ceiling: {
    fr: "{before}, ramenés au plafond de la fonction : {cap}",
    nl: "{before}, herleid tot het plafond van de functie: {cap}",
    en: "{before}, brought down to the ceiling of the function: {cap}",
  },
  hours: {
    fr: "{before}, ramenés aux heures d'une année : {cap}",
    nl: "{before}, herleid tot de uren van een jaar: {cap}",
    en: "{before}, brought down to the hours of a year: {cap}",
  },
} satisfies Record<string, Text>;
