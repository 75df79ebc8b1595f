import * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";
import { colours, shareColours } from "./colours.ts";
import { DocumentError, type Chart, type ChartPoint } from "./document.ts";

// Drawn for the width of a telephone and shown at most a tenth larger elsewhere, so that its letters stay between
// 12 and 17 pixels everywhere. Labels stand above their bars: they may be as long as the chart is wide.
const width = 400;
const fontSize = 15;
const lineHeight = 19;
// The PDF finds its own font by this name; the page overrules it with the reader's.
const fontFamily = "Libertinus Serif, system-ui, sans-serif";

/** Returns the estimated width of a text: no font is measured, since page and PDF use different ones. */
const textWidth = (text: string, size = fontSize): number => text.length * size * 0.56;

/**
 * Returns the chart as a self-contained SVG with its title and description, the same for page and PDF. Values are
 * written at the end of their bars in the caller's words. `id` begins the ids in it.
 * @throws DocumentError when the chart has no points, a value is no number or is negative.
 */
export function toSvg(chart: Chart, id: string): string {
  if (chart.points.length === 0) throw empty(chart.title);
  const drawing = chart.chart === "share" ? drawShare(chart) : drawBars(chart);
  return titled(drawing, chart, id);
}

type Drawing = Readonly<{ height: number; marks: readonly Plot.Markish[] }>;

/** What a value is for the eye: a length. The exact decimal stays in the text. */
function length(point: ChartPoint["value"], title: string): number {
  const value = Number(point.value);
  if (point.value.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new DocumentError({
      fr: `Le graphique « ${title} » ne peut pas montrer la valeur « ${point.value} » (${point.figure}).`,
      nl: `De grafiek '${title}' kan de waarde '${point.value}' niet tonen (${point.figure}).`,
      en: `The chart '${title}' cannot show the value '${point.value}' (${point.figure}).`,
    });
  return value;
}

function drawBars(chart: Chart): Drawing {
  const withPrevious = chart.chart === "bars-with-previous-year";
  const rows = chart.points.map((point) => ({
    lines: wrap(point.label, width),
    value: length(point.value, chart.title),
    text: point.value.text,
    previous: withPrevious && point.previous !== undefined ? length(point.previous, chart.title) : undefined,
    previousText: point.previous?.text ?? "",
  }));
  const labels = rows.flatMap((row) => [row.text, row.previous === undefined ? "" : row.previousText]);
  const longest = Math.max(...labels.map((label) => textWidth(label)));
  const largest = Math.max(...rows.flatMap((row) => [row.value, row.previous ?? 0]));
  const scale = (value: number): number => (largest === 0 ? 0 : (value / largest) * (width - longest - 12));

  const bars: { y: number; x: number; height: number; fill: string; label: string; strong: boolean }[] = [];
  const titles: { y: number; text: string }[] = [];
  let y = withPrevious ? lineHeight + 12 : 2;
  for (const row of rows) {
    for (const line of row.lines) {
      titles.push({ y: y + lineHeight / 2, text: line });
      y += lineHeight;
    }
    y += 2;
    bars.push({
      y,
      x: scale(row.value),
      height: 18,
      fill: colours.barCurrent,
      label: row.text,
      strong: true,
    });
    y += 18;
    if (row.previous !== undefined) {
      y += 3;
      const x = scale(row.previous);
      bars.push({ y, x, height: 14, fill: colours.barPrevious, label: row.previousText, strong: false });
      y += 14;
    }
    y += 14;
  }
  const keys = withPrevious
    ? [
        { x: 0, fill: colours.barCurrent, text: chart.series },
        { x: 34 + textWidth(chart.series), fill: colours.barPrevious, text: chart.previousSeries ?? "" },
      ]
    : [];
  return {
    height: y - 12,
    marks: [
      Plot.rect(keys, { x1: "x", x2: (key) => key.x + 14, y1: 3, y2: 17, fill: "fill" }),
      Plot.text(keys, {
        x: (key) => key.x + 20,
        y: 10,
        text: "text",
        textAnchor: "start",
        fill: colours.ink,
      }),
      Plot.rect(bars, { x1: 0, x2: "x", y1: "y", y2: (bar) => bar.y + bar.height, fill: "fill" }),
      Plot.text(titles, { x: 0, y: "y", text: "text", textAnchor: "start", fill: colours.ink }),
      ...[true, false].map((strong) =>
        Plot.text(
          bars.filter((bar) => bar.strong === strong),
          {
            x: "x",
            y: (bar) => bar.y + bar.height / 2,
            text: "label",
            textAnchor: "start",
            dx: 6,
            fill: strong ? colours.ink : colours.muted,
            fontWeight: strong ? "bold" : "normal",
          },
        ),
      ),
    ],
  };
}

function drawShare(chart: Chart): Drawing {
  const values = chart.points.map((point) => length(point.value, chart.title));
  const whole = values.reduce((sum, value) => sum + value, 0);
  if (whole === 0) throw empty(chart.title);
  if (chart.points.length > shareColours.length)
    throw new DocumentError({
      fr: `Le graphique « ${chart.title} » a plus de ${shareColours.length} parts : utilisez « bars ».`,
      nl: `De grafiek '${chart.title}' heeft meer dan ${shareColours.length} delen: gebruik 'bars'.`,
      en: `The chart '${chart.title}' has more than ${shareColours.length} parts: use 'bars'.`,
    });
  const barHeight = 40;
  let from = 0;
  let y = barHeight + 16;
  const parts = chart.points.map((point, index) => {
    const to = from + ((values[index] ?? 0) / whole) * width;
    const lines = wrap(point.label, width - 34 - textWidth(point.value.text));
    const top = y;
    y += lines.length * lineHeight + 10;
    const part = {
      from,
      to,
      fill: shareColours[index],
      key: String(index + 1),
      lines,
      top,
      text: point.value.text,
    };
    from = to;
    return part;
  });
  return {
    height: y - 4,
    marks: [
      // The gap between two parts shows them apart where their colours do not.
      Plot.rect(parts, {
        x1: "from",
        x2: (part) => Math.max(part.from, part.to - (part.to === width ? 0 : 2)),
        y1: 0,
        y2: barHeight,
        fill: "fill",
      }),
      Plot.text(
        parts.filter((part) => part.to - part.from >= 18),
        {
          x: (part) => (part.from + part.to) / 2,
          y: barHeight / 2,
          text: "key",
          fill: colours.page,
          fontWeight: "bold",
        },
      ),
      Plot.rect(parts, { x1: 0, x2: 20, y1: "top", y2: (part) => part.top + 20, fill: "fill" }),
      Plot.text(parts, {
        x: 10,
        y: (part) => part.top + 10,
        text: "key",
        fill: colours.page,
        fontWeight: "bold",
      }),
      Plot.text(
        parts.flatMap((part) =>
          part.lines.map((line, index) => ({ text: line, y: part.top + 10 + index * lineHeight })),
        ),
        { x: 28, y: "y", text: "text", textAnchor: "start", fill: colours.ink },
      ),
      Plot.text(parts, {
        x: width,
        y: (part) => part.top + 10,
        text: "text",
        textAnchor: "end",
        fill: colours.ink,
        fontWeight: "bold",
      }),
    ],
  };
}

function titled(drawing: Drawing, chart: Chart, id: string): string {
  // An XML document: what is read from it again as XML, by the PDF, was also written as XML.
  const document = new DOMParser().parseFromString("<svg/>", "image/svg+xml") as unknown as PlotDocument;
  const svg = Plot.plot({
    document,
    width,
    height: drawing.height,
    margin: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks: [...drawing.marks],
  });
  // Plot's own style sheet is for pages that it lays out itself; its labels name marks in English.
  svg.querySelector("style")?.remove();
  for (const mark of svg.querySelectorAll("[aria-label]")) mark.removeAttribute("aria-label");
  svg.removeAttribute("class");
  const attributes = {
    xmlns: svgNamespace,
    role: "img",
    "aria-labelledby": `${id}-title ${id}-description`,
    "font-family": fontFamily,
    "font-size": String(fontSize),
    fill: colours.ink,
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const [title, description] = [document.createElement("title"), document.createElement("desc")];
  title.setAttribute("id", `${id}-title`);
  title.textContent = chart.title;
  description.setAttribute("id", `${id}-description`);
  description.textContent = chart.description;
  svg.prepend(title, description);
  return svg.outerHTML.replaceAll(unwritable, "");
}

/** What Plot draws with: a browser's document, for which the parser's stands in. */
type PlotDocument = NonNullable<Plot.PlotOptions["document"]>;

const svgNamespace = "http://www.w3.org/2000/svg";
// Control characters and halves of pairs: XML cannot hold most of them, not even escaped.
const unwritable = /(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** Returns the label in lines that fit: broken between words, never inside one. */
function wrap(label: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of label.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`) <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function empty(title: string): DocumentError {
  return new DocumentError({
    fr: `Le graphique « ${title} » n'a rien à montrer.`,
    nl: `De grafiek '${title}' heeft niets te tonen.`,
    en: `The chart '${title}' has nothing to show.`,
  });
}
