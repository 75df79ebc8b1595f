import { exact, formatted } from "../decimal.ts";
import { colon, type Language, quoted, semicolon } from "../language.ts";
import { sayEuros, sayNumber, sayPercent } from "./amounts.ts";
import type { CostNode, CostRemark, Costing, How } from "./plan.ts";

/** Returns the costing as a tree to read, from the total down, remarks after it. */
export const sayCosting = ({ tree, remarks }: Costing, language: Language): string => {
  const told = remarks.map((remark) => sayCostRemark(remark, language));
  return `${[...nodeLines(tree, language, "", ""), ...(told.length === 0 ? [] : ["", ...told])].join("\n")}\n`;
};

const nodeLines = (node: CostNode, language: Language, first: string, rest: string): string[] => {
  const how = sayHow(node, language);
  const head = `${first}${node.label[language]}${colon[language]}${sayEuros(node.amount)[language]}`;
  const parts = node.parts.flatMap((part, index) => {
    const last = index === node.parts.length - 1;
    return nodeLines(part, language, `${rest}${last ? "└─ " : "├─ "}`, `${rest}${last ? "   " : "│  "}`);
  });
  return [`${head}${how === "" ? "" : ` — ${how}`}`, ...parts];
};

/** Returns in words how the amount of a node comes about, with its article; empty for a plain sum. */
export const sayHow = ({ how, rounding, source, parts }: CostNode, language: Language): string => {
  const said = [words(how, language)];
  if (rounding)
    said.push(
      roundingWords[language](formatted(exact(rounding.exact), language), rounding.rule, rounding.step),
    );
  if (source && (parts.length === 0 || how.kind !== "sum")) said.push(source.article);
  return said.filter((part) => part !== "").join(semicolon[language]);
};

const words = (how: How, language: Language): string => {
  const euro = (amount: string) => sayEuros(amount)[language];
  const number = (value: string) => sayNumber(value)[language];
  switch (how.kind) {
    case "sum":
      return "";
    case "product":
      return `${number(how.quantity)} ${how.unit?.[language] ?? ""} × ${euro(how.rate)}`;
    case "share":
      return `${sayPercent(how.rate)[language]} × ${euro(how.base)} (${how.of.join(" + ")})`;
    case "hourly_rate":
      return {
        fr: `${number(how.hours)} h × ${euro(how.rate)} (coût annuel ${euro(how.yearlyCost)})`,
        nl: `${number(how.hours)} u × ${euro(how.rate)} (jaarkost ${euro(how.yearlyCost)})`,
        en: `${number(how.hours)} h × ${euro(how.rate)} (yearly cost ${euro(how.yearlyCost)})`,
      }[language];
    case "milestone":
      return how.delivered
        ? { fr: "livré", nl: "geleverd", en: "delivered" }[language]
        : { fr: "pas encore livré", nl: "nog niet geleverd", en: "not delivered yet" }[language];
    case "item":
      return how.on;
    case "cut":
      return {
        fr: `${euro(how.before)}, correction de ${euro(how.cut)}`,
        nl: `${euro(how.before)}, correctie van ${euro(how.cut)}`,
        en: `${euro(how.before)}, a cut of ${euro(how.cut)}`,
      }[language];
    case "cap":
      return `${euro(how.before)}, ${capWords[how.reason][language]} ${euro(how.cap)}`;
    case "reduction":
      return {
        fr: `${sayPercent(how.kept).fr} de ${euro(how.before)} : objectifs atteints à ${sayPercent(how.reached).fr}`,
        nl: `${sayPercent(how.kept).nl} van ${euro(how.before)}: doelstellingen gehaald voor ${sayPercent(how.reached).nl}`,
        en: `${sayPercent(how.kept).en} of ${euro(how.before)}: ${sayPercent(how.reached).en} of the objectives reached`,
      }[language];
  }
};

const capWords = {
  budget: { fr: "ramené au budget :", nl: "herleid tot het budget:", en: "brought down to the budget:" },
  limit: {
    fr: "ramené à ce qui reste :",
    nl: "herleid tot wat overblijft:",
    en: "brought down to what is left:",
  },
  ceiling: { fr: "ramené au plafond :", nl: "herleid tot het plafond:", en: "brought down to the ceiling:" },
  hours: {
    fr: "ramené aux heures de l'année :",
    nl: "herleid tot de uren van het jaar:",
    en: "brought down to the hours of the year:",
  },
} as const;

type SayRounding = (exactly: string, rule: "half_up" | "down", step: "rate" | "amount") => string;

const roundingWords: Readonly<Record<Language, SayRounding>> = {
  fr: (exactly, rule, step) =>
    `${step === "rate" ? "taux" : "montant"} arrondi au cent ${rule === "down" ? "inférieur" : "le plus proche"} (${exactly})`,
  nl: (exactly, rule, step) =>
    `${step === "rate" ? "tarief" : "bedrag"} afgerond op de ${rule === "down" ? "lagere" : "dichtstbijzijnde"} cent (${exactly})`,
  en: (exactly, rule, step) =>
    `${step} rounded to the ${rule === "down" ? "lower" : "nearest"} cent (${exactly})`,
};

const severityWords = {
  refuse: { fr: "REFUSÉ", nl: "GEWEIGERD", en: "REFUSED" },
  confirm: { fr: "À CONFIRMER", nl: "TE BEVESTIGEN", en: "TO CONFIRM" },
  note: { fr: "À SAVOIR", nl: "TER INFO", en: "NOTE" },
} as const;

/** Returns the remark in one line: what was found, what is expected, how to mend it, where it comes from. */
export const sayCostRemark = (remark: CostRemark, language: Language): string => {
  const { severity, line, found, expected, mend, source } = remark;
  const between = colon[language];
  const place = line === undefined ? "" : ` ${quoted(line, language)}`;
  const wanted = { fr: "attendu", nl: "verwacht", en: "expected" }[language];
  return `${severityWords[severity][language]}${place}${between}${found[language]} — ${wanted}${between}${expected[language]}. ${mend[language]} (${source.article})`;
};
