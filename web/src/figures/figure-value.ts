import { exact } from "../../../src/decimal.ts";
import { type Text, useFormat, useSay } from "../language.tsx";

type Measured = Readonly<{ isMoney: boolean; isRelative?: boolean }>;

/** Returns how this page writes the values of figures: amounts as money, hidden ones as "fewer than 5". */
export const useFigureValue = () => {
  const say = useSay();
  const format = useFormat();
  const value = (figure: Measured, amount: string | null | undefined, limit?: number): string => {
    if (amount === undefined) return "–";
    if (amount === null && figure.isRelative === true) return say(words.hiddenShare);
    if (amount === null) return limit === undefined ? "–" : say(words.hidden, { limit });
    return figure.isMoney ? format.money(amount) : format.number(amount);
  };
  /** "+12 %", from the year before; nothing where either is hidden or there was nothing before. */
  const change = (now: string | null, before: string | null): string | undefined => {
    if (now === null || before === null || exact(before).units === 0n) return undefined;
    const share = (Number(now) / Number(before) - 1) * 100;
    if (!Number.isFinite(share)) return undefined;
    const rounded = share.toFixed(Math.abs(share) < 10 ? 1 : 0);
    if (Number(rounded) === 0) return say(words.same);
    return `${share > 0 ? "+" : "\u2212"}${format.percent(rounded.replace("-", ""))}`;
  };
  return { value, change };
};

/** Returns whether there is nothing: a hidden value is something. */
export const isNothing = (amount: string | null | undefined): boolean =>
  amount === undefined || (amount !== null && exact(amount).units === 0n);

const words = {
  hidden: { fr: "moins de {limit}", nl: "minder dan {limit}", en: "fewer than {limit}" },
  hiddenShare: { fr: "trop peu de personnes", nl: "te weinig personen", en: "too few people" },
  same: { fr: "stable", nl: "stabiel", en: "stable" },
} satisfies Record<string, Text>;
