import type { Severity } from "./remark.ts";
import { fillXml } from "./xlsxParts.ts";

/** Red, orange and yellow, pale enough for black text on them to stay readable. */
const colours: Readonly<Record<Severity, string>> = {
  refuse: "F4A9A3",
  incomplete: "F8CB8C",
  confirm: "FFF2A8",
};
const severities: readonly Severity[] = ["refuse", "incomplete", "confirm"];

type Paint = Severity | "none";

const list = (xml: string, name: string): { start: number; end: number; inner: string } | undefined => {
  const found = new RegExp(`<((?:\\w+:)?)${name}(?:\\s[^>]*)?>([\\s\\S]*?)</\\1${name}>`).exec(xml);
  if (found === null) return undefined;
  return { start: found.index, end: found.index + found[0].length, inner: found[2] ?? "" };
};

/** Cuts a list of sibling elements `name` into its elements, each with what is in it. */
const elements = (inner: string, name: string): string[] =>
  inner
    .match(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*?)?(?:/>|>[\\s\\S]*?</(?:\\w+:)?${name}>)`, "g"))
    ?.map(String) ?? [];

const withAttributes = (element: string, values: Readonly<Record<string, string | number>>): string => {
  let out = element;
  for (const [name, value] of Object.entries(values)) {
    out = out
      .replace(new RegExp(`^(<[^>]*?)\\s${name}="[^"]*"`), "$1")
      .replace(/^<[\w:]+/, `$& ${name}="${value}"`);
  }
  return out;
};

/**
 * The cell formats of a workbook, to which are added those that are needed to colour a cell and leave all else about
 * it as it was.
 */
export class RemarkStyles {
  readonly #xml: string;
  readonly #formats: readonly string[];
  readonly #fills: number;
  readonly #added: { from: number; paint: Paint }[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(xml: string) {
    this.#xml = xml;
    this.#formats = elements(list(xml, "cellXfs")?.inner ?? "", "xf");
    this.#fills = elements(list(xml, "fills")?.inner ?? "", "fill").length;
  }

  /** Returns the number of the format that is like `from` but filled in the colour of the severity, or not filled. */
  painted(from: number, paint: Paint): number {
    // Without a list of formats there is nothing to add to: the text of the remark has to do.
    if (this.#formats.length === 0) return from;
    const key = `${from} ${paint}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#formats.length + this.#added.length;
    this.#added.push({ from, paint });
    this.#numbers.set(key, number);
    return number;
  }

  /** Returns the styles part with the formats that were asked for. */
  xml(): string {
    if (this.#added.length === 0) return this.#xml;
    const formats = this.#added.map(({ from, paint }) => {
      const fill = paint === "none" ? 0 : this.#fills + severities.indexOf(paint);
      return withAttributes(this.#formats[from] ?? this.#formats[0] ?? "", { fillId: fill, applyFill: 1 });
    });
    const prefix = /<(\w+:)fills[\s>]/.exec(this.#xml)?.[1] ?? "";
    const fills = severities.map((severity) =>
      fillXml(colours[severity]).replaceAll(/<(\/?)(?=\w)/g, `<$1${prefix}`),
    );
    return this.#append(
      this.#append(this.#xml, "fills", this.#fills, fills),
      "cellXfs",
      this.#formats.length,
      formats,
    );
  }

  #append(xml: string, name: string, count: number, additions: readonly string[]): string {
    const found = list(xml, name);
    if (found === undefined) return xml;
    const whole = xml.slice(found.start, found.end);
    const close = whole.lastIndexOf("</");
    const grown = withAttributes(whole.slice(0, close) + additions.join("") + whole.slice(close), {
      count: count + additions.length,
    });
    return xml.slice(0, found.start) + grown + xml.slice(found.end);
  }
}
