import { computeFigures, type FigureTable } from "../../figure/compute.ts";
import { countable } from "../../definition/books.ts";
import type { Programme } from "../../definition/programme.ts";
import { type Language, quoted } from "../../language.ts";
import { exact, formatted, trimmed } from "../../decimal.ts";
import { type Command, Refusal, textOption, type Options } from "../command.ts";

/** Returns the filters written as --where operation=neets,cpe_oip. */
export const askedFilters = (options: Options): Record<string, string[]> => {
  const words = Array.isArray(options["where"]) ? options["where"].map(String) : [];
  return Object.fromEntries(
    words.map((word) => {
      const [name = "", values = ""] = word.split("=");
      if (values !== "") return [name, values.split(",")];
      throw new Refusal(
        {
          fr: `--where ${word} : attendu, par exemple --where operation=neets`,
          nl: `--where ${word}: verwacht, bijvoorbeeld --where operation=neets`,
          en: `--where ${word}: expected, e.g. --where operation=neets`,
        },
        true,
      );
    }),
  );
};

export const filterOption = {
  where: {
    type: "string",
    multiple: true,
    value: "D=V",
    text: {
      fr: "ne compte que cette partie, p. ex. operation=neets (plusieurs fois possible)",
      nl: "telt enkel dit deel, bv. operation=neets (meermaals mogelijk)",
      en: "counts only this part, e.g. operation=neets (may be repeated)",
    },
  },
} as const;

/** Returns the year or years of --year: 2020, or 2019,2020; nothing means all years together. */
export const askedYears = (options: Options): number[] | undefined =>
  textOption(options, "year")
    ?.split(",")
    .map((word) => askedNumber(word, "2020"));

/** Returns the whole number that was typed; refuses anything else with an example. */
export const askedNumber = (word: string, example: string): number => {
  if (/^\d{1,9}$/.test(word)) return Number(word);
  throw new Refusal(
    {
      fr: `${quoted(word, "fr")} : attendu, un nombre, par exemple ${example}`,
      nl: `${quoted(word, "nl")}: verwacht, een getal, bijvoorbeeld ${example}`,
      en: `${quoted(word, "en")}: expected a number, e.g. ${example}`,
    },
    true,
  );
};

/** `jalon figures`: every figure, by whatever the records know. */
export const figuresCommand: Command = {
  name: "figures",
  operands: "[FIGURE…]",
  summary: {
    fr: "calcule les chiffres, par année, axe, opération, partenaire, sexe…",
    nl: "berekent de cijfers, per jaar, as, operatie, partner, geslacht…",
    en: "computes the figures, by year, priority, operation, partner, gender…",
  },
  options: {
    year: {
      type: "string",
      value: "2020",
      text: {
        fr: "une année, ou plusieurs : 2019,2020 (sinon toutes ensemble)",
        nl: "een jaar, of meerdere: 2019,2020 (anders alle samen)",
        en: "a year, or several: 2019,2020 (else all together)",
      },
    },
    by: {
      type: "string",
      value: "D,D",
      text: {
        fr: "ventile par : year, priority, objective, operation, partner, fund, gender…",
        nl: "splitst op per: year, priority, objective, operation, partner, fund, gender…",
        en: "breaks down by: year, priority, objective, operation, partner, fund, gender…",
      },
    },
    ...filterOption,
  },
  run: async (session, operands, options) => {
    const table = await computeFigures(session.programme, await session.snapshot(), {
      figures: operands.length > 0 ? operands : undefined,
      years: askedYears(options),
      by: textOption(options, "by")?.split(","),
      filters: askedFilters(options),
    });
    return {
      ok: true,
      text: tableText(table, session.language, session.programme),
      json: tableAsJson(table),
    };
  },
};

/** Returns the figures as data; numbers are exact texts, so that no reader rounds them. */
const tableAsJson = (table: FigureTable) => ({
  definition: table.definition,
  data: table.data,
  years: table.years ?? null,
  by: table.by,
  filters: table.filters,
  figures: table.figures.map(({ id, label, code, annex, group, source }) => ({
    figure: id,
    label,
    code,
    annex,
    group,
    source,
    total: String(table.totals.get(id) ?? 0n),
    values: table.rows.map(({ at, values }) => ({ ...at, value: String(values.get(id) ?? 0n) })),
  })),
  omitted: table.omitted,
});

const notAnswered: Record<Language, string> = { fr: "sans réponse", nl: "geen antwoord", en: "not answered" };

const tableText = (table: FigureTable, language: Language, programme: Programme): string => {
  const said = (dimension: string, value: string | null): string => {
    if (value === null) return notAnswered[language];
    const names: Record<string, string | undefined> = {
      operation: programme.operations.get(value)?.title[language],
      partner: programme.partners.get(value)?.name[language],
      priority: programme.priorities.get(value)?.title[language],
      objective: programme.objectives.get(value)?.title[language],
      fund: programme.funds.get(value)?.[language],
    };
    const fields = countable(programme).flatMap(({ fields }) => fields.get(dimension)?.choices ?? []);
    return names[dimension] ?? fields.find(({ code }) => code === value)?.label[language] ?? value;
  };
  const show = (value: bigint | string | undefined) => formatted(trimmed(exact(value ?? 0n)), language);
  const lines = table.figures.flatMap(({ id, label }) => {
    const total = `${id.padEnd(32)}${show(table.totals.get(id)).padStart(16)}  ${label[language]}`;
    if (table.by.length === 0) return [total];
    const parts = table.rows
      .map(({ at, values }) => ({ at, value: values.get(id) }))
      .filter(({ value }) => value !== undefined && value !== 0n && value !== "0.00")
      .map(
        ({ at, value }) =>
          `${"".padEnd(32)}${show(value).padStart(16)}  · ${table.by.map((name) => said(name, at[name] ?? null)).join(" · ")}`,
      );
    return [total, ...parts];
  });
  const left = {
    fr: "Non ventilables ainsi :",
    nl: "Niet zo op te splitsen:",
    en: "Not known by this:",
  };
  if (table.omitted.length > 0) lines.push("", `${left[language]} ${table.omitted.join(", ")}`);
  return `${lines.join("\n")}\n`;
};
