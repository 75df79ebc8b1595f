import { canonical, type Exact, exact, formatted, multiply, rounded, trimmed } from "../decimal.ts";
import { colon, type Language, semicolon, type Text } from "../language.ts";
import { toCents } from "./numbers.ts";

/** What a value is counted in; a rate of "0.02" is shown as 2 %. */
export type StepUnit = "euros" | "count" | "rate" | "number" | "word";

/** A value with how it came about and what it was made of: a tree from the result down to what was counted. */
export type Step = Readonly<{
  name: Text;
  /** Canonical text; words where the unit says so. */
  value: string | Text;
  unit: StepUnit;
  /** The formula with its numbers. */
  how?: Text | undefined;
  source?: string | undefined;
  parts: readonly Step[];
}>;

/** Returns a text in each language, out of what is said of it in that language. */
export const inAll = (say: (language: Language) => string): Text => ({
  fr: say("fr"),
  nl: say("nl"),
  en: say("en"),
});

/** Returns the same words for every language. */
export const same = (words: string): Text => inAll(() => words);

/** Writes a decimal with at most so many digits, as the language writes numbers. */
export type SayNumber = (value: Exact, digits?: number) => string;

/** Returns a formula whose numbers each language writes its own way. */
export const formula = (write: (say: SayNumber) => string): Text =>
  inAll((language) =>
    write((value, digits = 6) => formatted(trimmed(rounded(value, digits, "half_up")), language)),
  );

type More = Readonly<{
  how?: Text | undefined;
  source?: string | undefined;
  parts?: readonly Step[] | undefined;
}>;

/** Returns a step whose value is an amount of euros, to the cent. */
export const euroStep = (name: Text, value: Exact, { parts = [], ...more }: More = {}): Step => ({
  name,
  value: toCents(value),
  unit: "euros",
  ...more,
  parts,
});

/** Returns a step whose value is a count. */
export const countStep = (name: Text, value: number, { parts = [], ...more }: More = {}): Step => ({
  name,
  value: String(value),
  unit: "count",
  ...more,
  parts,
});

/** Returns a step whose value is a share, with six digits ("0.023257" is 2.3257 %). */
export const rateStep = (name: Text, value: Exact, { parts = [], ...more }: More = {}): Step => ({
  name,
  value: canonical(rounded(value, 6, "half_up")),
  unit: "rate",
  ...more,
  parts,
});

/** Returns a step whose value is a number without unit, with ten digits. */
export const numberStep = (name: Text, value: Exact, { parts = [], ...more }: More = {}): Step => ({
  name,
  value: canonical(trimmed(rounded(value, 10, "half_up"))),
  unit: "number",
  ...more,
  parts,
});

/** Returns a step whose value is words. */
export const wordStep = (name: Text, value: Text, { parts = [], ...more }: More = {}): Step => ({
  name,
  value,
  unit: "word",
  ...more,
  parts,
});

/** Returns the value as each language writes it. */
export const sayValue = ({ value, unit }: Pick<Step, "value" | "unit">): Text => {
  if (typeof value !== "string") return value;
  if (unit === "word") return same(value);
  const number = exact(value);
  switch (unit) {
    case "euros":
      return inAll((language) =>
        language === "en" ? `€${formatted(number, "en")}` : `${formatted(number, language)} €`,
      );
    case "rate":
      return inAll((language) => `${formatted(trimmed(multiply(number, exact("100"))), language)} %`);
    case "count":
    case "number":
      return inAll((language) => formatted(number, language));
  }
};

/** Returns the tree to read, from the result down. */
export const saySteps = (steps: readonly Step[], language: Language): string =>
  `${steps.flatMap((step) => lines(step, language, "", "")).join("\n")}\n`;

const lines = (step: Step, language: Language, first: string, rest: string): string[] => {
  const said = [step.how?.[language], step.source].filter((part) => part !== undefined && part !== "");
  const head = `${first}${step.name[language]}${colon[language]}${sayValue(step)[language]}`;
  const parts = step.parts.flatMap((part, index) => {
    const last = index === step.parts.length - 1;
    return lines(part, language, `${rest}${last ? "└─ " : "├─ "}`, `${rest}${last ? "   " : "│  "}`);
  });
  return [`${head}${said.length === 0 ? "" : ` — ${said.join(semicolon[language])}`}`, ...parts];
};
