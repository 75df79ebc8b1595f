import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { parameterOn } from "../definition/condition/parameter.ts";
import type { Figure, Programme } from "../definition/programme.ts";
import type { Language, Text } from "../language.ts";
import {
  DocumentError,
  plainText,
  type FigureSpan,
  type Inline,
  type ReportDocument,
} from "./document/document.ts";
import { chooser } from "./chosen-blocks.ts";
import { coFundingStatement, supports } from "./document/emblem.ts";
import { parseMarkdown } from "./document/markdown.ts";
import { canonical, exact, formatted, type Exact } from "../decimal.ts";
import { type FigureAsked, parseReference, type Reference, UnknownReference } from "./reference.ts";
import { namedAfter, serviceLines, withServices } from "./service-lines.ts";
import { findStatements, type Statement } from "./statements.ts";
import { word } from "./wording.ts";

/** Gives the values of figures, as canonical decimals, in the order asked. The report never computes one itself. */
export type FigureReader = (asked: readonly FigureAsked[]) => Promise<readonly string[]>;

/** A number in the report: where it comes from, what it is, how it is said, and whether that is true. */
export type ReportedFigure = Readonly<{
  key: string;
  figure: string;
  label: string;
  year: number | undefined;
  filters: Readonly<Record<string, string>>;
  value: string;
  wording: string;
  text: string;
  line: number;
  /** The service whose line says it, where no line of the report's own text does. */
  service?: string;
  /** What a share or a change is measured against. */
  comparedWith?: Readonly<{ key: string; value: string }>;
  true: boolean;
  why?: Text;
}>;

export type Report = Readonly<{
  document: ReportDocument;
  year: number;
  language: Language;
  figures: readonly ReportedFigure[];
  statements: readonly Statement[];
  untrue: readonly ReportedFigure[];
  /** Where the text of the report was read, for messages. */
  source: string;
}>;

const frontMatter = z.strictObject({
  title: z.string(),
  subtitle: z.string().optional(),
  notice: z.string().optional(),
  /** What is named beside the emblem on the cover: the Fund, or the words of its period. */
  support: z.enum(supports),
});

/**
 * Returns the report of a year in a language: the programme's text with every reference replaced by the figure it
 * names, worded as asked. Untrue wordings are listed in `untrue`; who prints the report refuses when there are any.
 * Throws DocumentError, with the line, for a text that cannot be understood.
 */
export const makeReport = async (
  programme: Programme,
  year: number,
  language: Language,
  read: FigureReader,
  options: { publishedOn?: string } = {},
): Promise<Report> => {
  const path = join(programme.folder, "report", `${language}.md`);
  if (!existsSync(path))
    throw new DocumentError({
      fr: `Ce programme n'a pas de texte de rapport dans cette langue (${path}).`,
      nl: `Dit programma heeft geen verslagtekst in deze taal (${path}).`,
      en: `This programme has no report text in this language (${path}).`,
    });
  const lines = serviceLines(programme, language);
  const source = readFileSync(path, "utf8");
  const choose = await chooser([source, ...lines.map(({ text }) => text)], programme, year, read);
  const { front, body } = splitFront(choose(source));

  const references = new Map<string, Reference>();
  const understand = (raw: string, line: number): Reference => {
    const known = references.get(raw);
    if (known) return known;
    try {
      const reference = parseReference(raw, programme, year);
      references.set(raw, reference);
      return reference;
    } catch (error) {
      if (error instanceof UnknownReference) throw new DocumentError(error.text, line);
      throw error;
    }
  };
  const place: Inline = { kind: "figure", figure: "", value: "0", text: "0", title: "" };
  parseMarkdown(body, {
    language,
    reference: (raw, line) => {
      understand(raw, line);
      return place;
    },
  });

  for (const { service, text } of lines)
    sayingWhose(service, () =>
      parseMarkdown(choose(text), {
        language,
        reference: (raw, line) => {
          understand(raw, line);
          return place;
        },
      }),
    );

  for (const text of [front.title, front.subtitle, front.notice])
    for (const [, raw = ""] of (text ?? "").matchAll(/\{\{(.*?)\}\}/g)) understand(raw.trim(), 1);

  const asked = [...references.values()].flatMap((reference) =>
    reference.kind === "figure" ? [reference.asked, ...(reference.other ? [reference.other] : [])] : [],
  );
  const unique = [...new Map(asked.map((each) => [keyOf(each), each])).values()];
  const values = await read(unique);
  const valueOf = new Map(unique.map((each, index) => [keyOf(each), exact(values[index] ?? "0")]));

  const reported = new Map<string, ReportedFigure>();
  const resolve = (raw: string, line: number, service?: string): Inline => {
    const reference = understand(raw, line);
    // A year is a word of the sentence, not a figure that needs explaining.
    if (reference.kind === "year") return { kind: "text", text: String(reference.year) };
    const figure = report(reference, raw, line, programme, year, language, valueOf);
    reported.set(raw, reported.get(raw) ?? (service === undefined ? figure : { ...figure, service }));
    return {
      kind: "figure",
      figure: figure.key,
      value: figure.value,
      text: figure.text,
      title: figure.year === undefined ? figure.label : `${figure.label}, ${figure.year}`,
    } satisfies FigureSpan;
  };
  const ofServices = lines.flatMap(({ service, text }) =>
    namedAfter(
      service,
      parseMarkdown(choose(text), {
        language,
        reference: (raw, line) => resolve(raw, line, service),
      }),
    ),
  );
  const blocks = withServices(
    parseMarkdown(body, { language, reference: (raw, line) => resolve(raw, line) }),
    ofServices,
  );
  const notice =
    front.notice === undefined
      ? []
      : parseMarkdown(noticeBlock(front.notice), {
          language,
          reference: (raw, line) => resolve(raw, line),
        });
  const figures = [...reported.values()];
  const document: ReportDocument = {
    language,
    title: inWords(front.title, resolve),
    ...(front.subtitle === undefined ? {} : { subtitle: inWords(front.subtitle, resolve) }),
    programme: programme.title[language],
    year: String(year),
    period: period(programme),
    authority: programme.authority[language],
    identifier: programme.identifier,
    ...(options.publishedOn === undefined ? {} : { publishedOn: options.publishedOn }),
    coFunding: coFundingStatement(language, front.support),
    blocks: [...notice, ...blocks],
  };
  return {
    document,
    year,
    language,
    figures,
    statements: findStatements(document.blocks, language),
    untrue: figures.filter((each) => !each.true),
    source: path,
  };
};

/** What is wrong in a service's line is told with the service's name: it has no line of the report's text. */
const sayingWhose = (service: string, work: () => unknown): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { fr, nl, en } = error.text;
    throw new DocumentError({
      fr: `services/${service}.yaml, report : ${fr}`,
      nl: `services/${service}.yaml, report: ${nl}`,
      en: `services/${service}.yaml, report: ${en}`,
    });
  }
};

/** Returns a text of the header with its references in words. */
const inWords = (text: string, resolve: (raw: string, line: number) => Inline): string =>
  text.replaceAll(/\{\{(.*?)\}\}/g, (_, raw: string) => plainText([resolve(raw.trim(), 1)]));

const noticeBlock = (notice: string) => `\`\`\`box\ntext: ${JSON.stringify(notice)}\n\`\`\`\n`;

/** Returns the key by which a number can be asked for again: figure, year and filters. */
export const keyOf = ({ figure, year, filters }: FigureAsked): string =>
  [
    figure,
    String(year),
    ...Object.entries(filters)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`),
  ].join(" ");

const splitFront = (source: string) => {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(source);
  if (!match)
    throw new DocumentError(
      {
        fr: "le texte commence par un en-tête entre deux lignes ---, avec au moins title",
        nl: "de tekst begint met een kop tussen twee regels ---, met minstens title",
        en: "the text begins with a header between two lines ---, with at least title",
      },
      1,
    );
  const parsed = frontMatter.safeParse(parseYaml(match[1] ?? ""));
  if (!parsed.success) {
    const words = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
    throw new DocumentError({ fr: words, nl: words, en: words }, 1);
  }
  // The header's lines stay, empty, so that line numbers are those of the file.
  const body = "\n".repeat(match[0].split("\n").length - 1) + source.slice(match[0].length);
  return { front: parsed.data, body };
};

const period = ({ framework }: Programme): string =>
  `${framework.period.from.slice(0, 4)}-${framework.period.until.slice(0, 4)}`;

const report = (
  reference: Exclude<Reference, { kind: "year" }>,
  raw: string,
  line: number,
  programme: Programme,
  reportYear: number,
  language: Language,
  valueOf: ReadonlyMap<string, Exact>,
): ReportedFigure => {
  const wording = raw.split("|")[1]?.trim() ?? "";
  const plainFact = (key: string, label: string, value: string, text: string): ReportedFigure => ({
    key,
    figure: key,
    label,
    year: undefined,
    filters: {},
    value,
    wording: "exact",
    text,
    line,
    true: true,
  });
  switch (reference.kind) {
    case "parameter": {
      const parameter = programme.parameters.get(reference.parameter);
      const value = (parameter && parameterOn(parameter, `${reportYear}-12-31`)?.value) ?? "";
      const text = parameter?.unit === "euros" ? formatted(exact(String(value)), language) : String(value);
      return plainFact(
        `parameter ${reference.parameter}`,
        parameter?.label[language] ?? "",
        String(value),
        text,
      );
    }
    case "programme": {
      const { value, text } = property(programme, reference.property, language);
      return plainFact(`programme ${reference.property}`, reference.property, value, text);
    }
    case "figure": {
      const figure = programme.figures.get(reference.asked.figure) as Figure;
      const value = valueOf.get(keyOf(reference.asked)) ?? exact("0");
      const other = reference.other && valueOf.get(keyOf(reference.other));
      const worded = word(value, reference.wording, language, { money: isOfMoney(figure), other });
      return {
        key: keyOf(reference.asked),
        figure: figure.id,
        label: figure.label[language],
        year: figure.computation.kind === "structure" ? undefined : reference.asked.year,
        filters: reference.asked.filters,
        value: canonical(value),
        wording: wording === "" ? "exact" : wording,
        text: worded.text,
        line,
        true: worded.isTrue,
        ...(reference.other && other
          ? { comparedWith: { key: keyOf(reference.other), value: canonical(other) } }
          : {}),
        ...(worded.isTrue ? {} : { why: worded.why }),
      };
    }
  }
};

/** Amounts of euros are printed to the cent: those of the structure, and those that a book of money adds up. */
const isOfMoney = ({ group, computation }: Figure): boolean =>
  group === "budget" ||
  (computation.kind === "count" &&
    computation.register.view !== undefined &&
    computation.count.kind === "sum" &&
    computation.count.field.type === "decimal");

const property = (
  programme: Programme,
  name: string,
  language: Language,
): { value: string; text: string } => {
  const same = (value: string) => ({ value, text: value });
  switch (name) {
    case "approved_on":
      return {
        value: programme.approvedOn,
        text: Temporal.PlainDate.from(programme.approvedOn).toLocaleString(`${language}-BE`, {
          dateStyle: "long",
        }),
      };
    case "period":
      return same(period(programme));
    case "identifier":
      return same(programme.identifier);
    case "authority":
      return same(programme.authority[language]);
    case "decision":
      return same(programme.decision ?? "");
    default:
      return same(programme.title[language]);
  }
};
