import { colon, type Language, type Text } from "../language.ts";
import { fill, sayDate } from "../definition/condition/sentence.ts";
import type { NamedSource } from "../definition/condition/condition.ts";
import type { ExplainedCell, Explanation } from "./explain.ts";
import type { NamedRule, ParameterRule } from "./rule-words.ts";
import { formatValue } from "./words.ts";

/** Returns the explanation as lines for a terminal. */
export const sayExplanation = (tree: Explanation, language: Language): string => {
  const say = (text: Text, values: Readonly<Record<string, string | number>> = {}) =>
    fill(text[language], values);
  const number = (value: Explanation["value"]) => formatValue(value, language);
  const lines: string[] = [];
  const put = (depth: number, line: string) => lines.push(`${"  ".repeat(depth)}${line}`);
  const source = ({ article, verified, note }: NamedSource): string =>
    `${article} (${say(verified ? words.verified : words.notVerified)})${note === undefined ? "" : ` — ${note}`}`;

  const sayCell = ({ label, amount, children }: ExplainedCell, depth: number): void => {
    put(depth, `${number(amount)}  ${label}`);
    for (const child of children) sayCell(child, depth + 1);
  };
  const sayNamed = ({ label, rule, source: own, named }: NamedRule, depth: number): void => {
    put(depth, say(words.named, { label, rule }));
    if (own) put(depth + 1, say(words.source, { source: source(own) }));
    for (const inner of named) sayNamed(inner, depth + 1);
  };
  const sayParameter = ({ label, unit, values }: ParameterRule, depth: number): void => {
    put(depth, label);
    for (const { from, value, source: own } of values)
      put(
        depth + 1,
        say(words.from, {
          date: sayDate(from, language),
          value: `${formatValue(typeof value === "number" ? BigInt(value) : value, language)} ${units[unit][language]}`,
          source: source(own),
        }),
      );
  };
  const sayTree = (one: Explanation, depth: number): void => {
    const unit = one.unit === undefined ? "" : ` ${one.unit}`;
    const code =
      one.code === undefined ? one.figure : `${one.figure}, ${say(words.annex, { annex: one.annex ?? "I" })}`;
    put(depth, `${one.label} (${code})${colon[language]}${number(one.value)}${unit}`);
    put(depth + 1, say(words.years, { years: one.years?.join(", ") ?? say(words.allYears) }));
    for (const filter of one.filters) put(depth + 1, filter);
    put(depth + 1, one.counts);
    if (one.rule !== undefined) put(depth + 1, say(words.rule, { rule: one.rule }));
    if (one.yearRule !== undefined) put(depth + 1, one.yearRule);
    for (const told of [one.definition, one.reference, one.note])
      if (told !== undefined) put(depth + 1, told);
    put(depth + 1, say(words.source, { source: source(one.source) }));
    if (one.conditions.length > 0) {
      put(depth + 1, say(words.conditions));
      for (const condition of one.conditions) sayNamed(condition, depth + 2);
    }
    if (one.parameters.length > 0) {
      put(depth + 1, say(words.parameters));
      for (const parameter of one.parameters) sayParameter(parameter, depth + 2);
    }
    if (one.breakdown.length > 0) {
      put(depth + 1, say(words.breakdown));
      for (const cell of one.breakdown) sayCell(cell, depth + 2);
      if (one.notAdding !== undefined) put(depth + 1, say(words[one.notAdding]));
    }
    if (one.parts.length > 0) {
      put(depth + 1, say(words.parts));
      for (const part of one.parts) sayTree(part, depth + 2);
    }
    if (one.records) {
      put(depth + 1, say(words.records, { count: formatValue(BigInt(one.records.length), language) }));
      for (const { operation, partner, record, told, change, changedAt, file } of one.records) {
        const origin =
          file === null ? "" : ` ${say(words.file, { file: `${file.name} (${file.sha256.slice(0, 12)})` })}`;
        const touched = say(words.change, {
          change,
          date: changedAt === null ? "?" : sayDate(changedAt, language),
        });
        put(depth + 2, `${operation} ${partner} n° ${record} · ${told} · ${touched}${origin}`);
      }
      if (one.moreRecords) put(depth + 2, say(words.more));
    }
  };
  sayTree(tree, 0);
  const { made, data } = tree;
  put(0, say(words.made, { ...made, fingerprint: made.fingerprint.slice(0, 12) }));
  put(0, say(words.data, { change: data.change, hash: data.hash.slice(0, 12) }));
  return lines.join("\n");
};

const units: Record<ParameterRule["unit"], Text> = {
  years: { fr: "ans", nl: "jaar", en: "years" },
  months: { fr: "mois", nl: "maanden", en: "months" },
  weeks: { fr: "semaines", nl: "weken", en: "weeks" },
  days: { fr: "jours", nl: "dagen", en: "days" },
  euros: { fr: "euros", nl: "euro", en: "euros" },
  percent: { fr: "%", nl: "%", en: "%" },
  number: { fr: "", nl: "", en: "" },
};

const words = {
  annex: { fr: "annexe {annex}", nl: "bijlage {annex}", en: "Annex {annex}" },
  years: { fr: "Année : {years}", nl: "Jaar: {years}", en: "Year: {years}" },
  allYears: { fr: "toutes ensemble", nl: "alle samen", en: "all together" },
  rule: { fr: "Condition : {rule}", nl: "Voorwaarde: {rule}", en: "Condition: {rule}" },
  source: { fr: "Source : {source}", nl: "Bron: {source}", en: "Source: {source}" },
  verified: { fr: "vérifié", nl: "nagekeken", en: "verified" },
  notVerified: { fr: "non vérifié", nl: "niet nagekeken", en: "not verified" },
  conditions: { fr: "Conditions nommées :", nl: "Voorwaarden met een naam:", en: "Named conditions:" },
  named: { fr: "« {label} » : {rule}", nl: '"{label}": {rule}', en: '"{label}": {rule}' },
  parameters: { fr: "Paramètres datés :", nl: "Gedateerde parameters:", en: "Dated parameters:" },
  from: {
    fr: "depuis le {date} : {value} — {source}",
    nl: "sinds {date}: {value} — {source}",
    en: "since {date}: {value} — {source}",
  },
  breakdown: {
    fr: "Par axe prioritaire, opération et partenaire :",
    nl: "Per prioritaire as, operatie en partner:",
    en: "By priority, operation and partner:",
  },
  distinct: {
    fr: "Ces valeurs ne s'additionnent pas : ce qui est à deux endroits y compte chaque fois, et une seule fois au total.",
    nl: "Deze waarden tellen niet op: wat op twee plaatsen staat, telt daar telkens mee en in het totaal één keer.",
    en: "These values do not add up: what is in two places counts in each of them, and once in the total.",
  },
  relative: {
    fr: "Une part ou une médiane ne s'additionne pas : chacune est calculée pour elle-même.",
    nl: "Een aandeel of een mediaan wordt niet opgeteld: elk wordt apart berekend.",
    en: "A share or a median does not add up: each is worked out by itself.",
  },
  rounded: {
    fr: "Ces valeurs sont arrondies chacune à part : leur somme peut différer du total de quelques unités.",
    nl: "Deze waarden zijn elk apart afgerond: hun som kan enkele eenheden van het totaal verschillen.",
    en: "These values are each rounded apart: their sum may differ from the total by a few units.",
  },
  parts: { fr: "Composé de :", nl: "Samengesteld uit:", en: "Made of:" },
  records: { fr: "Fiches ({count}) :", nl: "Fiches ({count}):", en: "Records ({count}):" },
  more: { fr: "… et d'autres", nl: "… en andere", en: "… and more" },
  change: {
    fr: "changement {change} du {date}",
    nl: "wijziging {change} van {date}",
    en: "change {change} of {date}",
  },
  file: { fr: "fichier {file}", nl: "bestand {file}", en: "file {file}" },
  made: {
    fr: "Définition : {programme} {version} ({fingerprint})",
    nl: "Definitie: {programme} {version} ({fingerprint})",
    en: "Definition: {programme} {version} ({fingerprint})",
  },
  data: {
    fr: "Données : changement {change} ({hash})",
    nl: "Gegevens: wijziging {change} ({hash})",
    en: "Data: change {change} ({hash})",
  },
} satisfies Record<string, Text>;
