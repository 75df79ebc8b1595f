import assert from "node:assert/strict";
import { test } from "node:test";
import { DOMParser } from "linkedom";
import { toSvg } from "./chart.ts";
import { shareColours } from "./colours.ts";
import { DocumentError, type Chart, type ChartKind } from "./document.ts";

const figure = (value: string, text = value) =>
  ({ kind: "figure", figure: "invented", value, text, title: "invented" }) as const;

const chart = (kind: ChartKind, ...values: readonly (readonly [string, string])[]): Chart => ({
  kind: "chart",
  chart: kind,
  title: `Title <b> & "quoted"`,
  description: "Description ]]> </desc>",
  unit: "participants",
  category: "Axis",
  series: "2031",
  previousSeries: "2030",
  points: values.map(([value, previous], index) => ({
    label: `Axis ${index + 1} <i> & more`,
    value: figure(value, `${value} p.`),
    previous: figure(previous, `${previous} p.`),
  })),
});

const draw = (drawn: Chart) => new DOMParser().parseFromString(toSvg(drawn, "c"), "image/svg+xml");

test("a chart is titled, described and free of what only a page understands", () => {
  for (const kind of ["bars", "bars-with-previous-year", "share"] as const) {
    const svg = toSvg(chart(kind, ["30", "20"], ["10", "15"]), "c");
    assert.match(svg, /^<svg [^>]*role="img"/u);
    assert.match(svg, /aria-labelledby="c-title c-description"/u);
    assert.match(svg, /<title id="c-title">Title &lt;b&gt; &amp; "quoted"<\/title>/u);
    assert.match(svg, /<desc id="c-description">Description \]\]&gt; &lt;\/desc&gt;<\/desc>/u);
    assert.doesNotMatch(svg, /<style|currentColor|var\(|class=|aria-label=|<b>|<i>/u);
    assert.equal(svg, toSvg(chart(kind, ["30", "20"], ["10", "15"]), "c"));
  }
});

test("bars are as long as their values, and each carries the caller's words", () => {
  const document = draw(chart("bars", ["30", "0"], ["10", "0"], ["0", "0"]));
  const widths = [...document.querySelectorAll("rect")].map((bar) => Number(bar.getAttribute("width")));
  assert.equal(widths.length, 3);
  assert.ok(Math.abs((widths[0] ?? 0) / (widths[1] ?? 1) - 3) < 0.01);
  assert.equal(widths[2], 0);
  const texts = [...document.querySelectorAll("text")].map((text) => text.textContent);
  assert.deepEqual(
    texts.filter((text) => text.endsWith("p.")),
    ["30 p.", "10 p.", "0 p."],
  );
});

test("labels stay within the drawing", () => {
  const document = draw(chart("bars", ["102904420.00", "0"], ["1.00", "0"]));
  for (const bar of document.querySelectorAll("rect"))
    assert.ok(Number(bar.getAttribute("width")) < 400 - 15 * 0.5 * 14);
});

test("with the year before, both are drawn and named", () => {
  const document = draw(chart("bars-with-previous-year", ["30", "60"]));
  const texts = [...document.querySelectorAll("text")].map((text) => text.textContent);
  for (const expected of ["2031", "2030", "30 p.", "60 p."]) assert.ok(texts.includes(expected), expected);
});

test("shares fill the whole width", () => {
  const document = draw(chart("share", ["1", "0"], ["1", "0"], ["2", "0"]));
  const bar = [...document.querySelectorAll("rect")].filter((part) => part.getAttribute("y") === "0");
  const last = bar.at(-1);
  assert.equal(bar.length, 3);
  assert.equal(Number(last?.getAttribute("x")) + Number(last?.getAttribute("width")), 400);
  assert.equal(Number(last?.getAttribute("x")), 200);
});

test("what cannot be shown is refused", () => {
  assert.throws(() => toSvg(chart("bars"), "c"), DocumentError);
  assert.throws(() => toSvg(chart("share", ["0", "0"]), "c"), DocumentError);
  for (const value of ["-1", "", "many", "NaN"])
    assert.throws(() => toSvg(chart("bars", [value, "0"]), "c"), DocumentError, value);
  const tooMany = Array.from({ length: shareColours.length + 1 }, () => ["1", "0"] as const);
  assert.throws(() => toSvg(chart("share", ...tooMany), "c"), DocumentError);
});

test("all values zero gives empty bars, not a broken drawing", () => {
  assert.doesNotMatch(toSvg(chart("bars", ["0", "0"]), "c"), /NaN|Infinity/u);
});
