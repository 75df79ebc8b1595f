import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { DOMParser, parseHTML } from "linkedom";
import { colours, shareColours } from "./colours.ts";
import { DocumentError, type Block, type Inline, type ReportDocument } from "./document.ts";
import { toHtml } from "./html.ts";
import { sampleReport } from "./sample.ts";

const page = (document: ReportDocument) => parseHTML(toHtml(document)).document;
const text = (words: string): readonly Inline[] => [{ kind: "text", text: words }];
const withBlocks = (...blocks: readonly Block[]): ReportDocument => sampleReport({ blocks });

test("headings follow each other without a gap, under one title", () => {
  const levels = [...page(sampleReport()).querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) =>
    Number(heading.localName.slice(1)),
  );
  assert.equal(levels.filter((level) => level === 1).length, 1);
  assert.equal(levels[0], 1);
  assert.ok(levels.includes(5), "operation sheets are headings below the specific objective");
  for (const [index, level] of levels.entries()) assert.ok(level <= (levels[index - 1] ?? 0) + 1);
});

test("ids are unique, and every link inside the page and every label leads to one", () => {
  const document = page(sampleReport());
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const link of document.querySelectorAll('a[href^="#"]'))
    assert.ok(ids.includes((link.getAttribute("href") ?? "").slice(1)), link.outerHTML);
  for (const labelled of document.querySelectorAll("[aria-labelledby]"))
    for (const id of (labelled.getAttribute("aria-labelledby") ?? "").split(" "))
      assert.ok(ids.includes(id), id);
});

test("language, landmarks, skip link and a title are there", () => {
  for (const language of ["fr", "nl", "en"] as const) {
    const document = page(sampleReport({ language }));
    assert.equal(document.documentElement.getAttribute("lang"), language);
    assert.equal(document.querySelector("body > :first-child")?.getAttribute("href"), "#_content");
    for (const landmark of ["header", "nav", "main", "footer"])
      assert.equal(document.querySelectorAll(landmark).length, 1, landmark);
    assert.match(document.querySelector("title")?.textContent ?? "", /Rapport annuel 2031/u);
  }
});

test("every picture has a title, every chart also a description and its data", () => {
  const document = page(sampleReport());
  for (const picture of document.querySelectorAll("svg")) {
    assert.equal(picture.getAttribute("role"), "img");
    assert.notEqual(picture.querySelector("title")?.textContent ?? "", "");
  }
  const charts = [...document.querySelectorAll("figure.chart")];
  assert.equal(charts.length, 3);
  for (const chart of charts) {
    assert.notEqual(chart.querySelector("svg desc")?.textContent ?? "", "");
    assert.ok(chart.querySelectorAll("details tbody tr").length >= 3);
  }
});

test("tables have a caption and headers for columns and rows, and can be moved by keyboard", () => {
  const tables = [...page(sampleReport()).querySelectorAll("table")];
  assert.equal(tables.length, 5);
  for (const table of tables) {
    assert.notEqual(table.querySelector("caption")?.textContent ?? "", "");
    assert.ok(table.querySelectorAll('thead th[scope="col"]').length >= 2);
    for (const row of table.querySelectorAll("tbody tr, tfoot tr"))
      assert.equal(row.querySelectorAll('th[scope="row"]').length, 1);
    assert.equal(table.parentElement?.getAttribute("tabindex"), "0");
  }
});

test("a figure carries its key and its exact value", () => {
  const found = [...page(sampleReport()).querySelectorAll('data[data-figure="youth.more"]')];
  assert.equal(found.length, 1);
  assert.equal(found[0]?.getAttribute("value"), "2318");
  assert.equal(found[0]?.textContent, "plus de 2.300");
});

test("notes are numbered, called and left again", () => {
  const document = page(sampleReport());
  assert.equal(document.querySelectorAll(".note-call").length, 2);
  assert.equal(document.querySelectorAll(".notes li").length, 2);
  assert.equal(document.querySelector(".notes li a[href='#_note-call-1']")?.textContent, "↩");
});

test("the page needs nothing from elsewhere and runs nothing", () => {
  const html = toHtml(sampleReport());
  assert.doesNotMatch(html, /<script|<link|<iframe|<img|@import|url\(|\bon\w+=/u);
  assert.doesNotMatch(html, /\bsrc=/u);
});

test("the same document gives the same bytes", () => {
  assert.equal(toHtml(sampleReport()), toHtml(sampleReport()));
});

test("a skipped level and a link to nowhere are refused", () => {
  const heading = { kind: "heading", level: 2, id: "a", content: text("A") } as const;
  assert.throws(() => toHtml(withBlocks(heading)), DocumentError);
  for (const href of ["#elsewhere", "javascript:alert(1)", "data:text/html,x"])
    assert.throws(
      () => toHtml(withBlocks({ kind: "paragraph", content: [{ kind: "link", href, content: text("x") }] })),
      DocumentError,
      href,
    );
});

test("two headings of the same name and headings named like the page's own parts keep apart", () => {
  const headings = ["notes", "notes", "content", "table-1"].map((id): Block => ({
    kind: "heading",
    level: 1,
    id,
    content: text(id),
  }));
  const ids = [...page(withBlocks(...headings)).querySelectorAll("[id]")].map((element) => element.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.includes("notes-2"));
});

const hostile = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 24 }),
  fc.stringMatching(/^[<>&"'=/a-z!-]{0,24}$/u),
  fc.constantFrom(
    '"><script>alert(1)</script>',
    "</title><b>",
    "</style>",
    "--><svg onload=x>",
    "]]>",
    "&amp;",
  ),
);

test("no text becomes markup, wherever it stands, and all of it arrives", () => {
  const marker = (words: string): string => `x${words}x`;
  fc.assert(
    fc.property(hostile, (raw) => {
      const words = marker(raw);
      const figure = { kind: "figure", figure: words, value: words, text: words, title: words } as const;
      const document = page({
        ...sampleReport({ title: "T", language: "en" }),
        subtitle: words,
        blocks: [
          { kind: "heading", level: 1, id: words, content: text(words) },
          { kind: "paragraph", content: [figure, { kind: "note", content: text(words) }] },
          { kind: "box", title: text(words), content: [] },
          {
            kind: "chart",
            chart: "bars",
            title: words,
            description: words,
            unit: words,
            category: words,
            series: words,
            points: [{ label: words, value: { ...figure, value: "1" } }],
          },
        ],
      });
      assert.equal(document.querySelectorAll("script, b, [onload]").length, 0);
      assert.equal(document.querySelector("h2")?.textContent, words);
      const data = document.querySelector("p > data");
      assert.equal(data?.textContent, words);
      assert.equal(data?.getAttribute("title"), words);
      assert.equal(document.querySelector(".box-title")?.textContent, words);
      assert.equal(document.querySelectorAll("svg").length, 2);
    }),
    { numRuns: 60 },
  );
});

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test("colours reach the contrast of WCAG 2.2 AA", () => {
  const { page, surface, band } = colours;
  const texts = [
    [colours.ink, page],
    [colours.ink, surface],
    [colours.muted, page],
    [colours.muted, surface],
    [colours.accent, page],
    [colours.accent, surface],
    [colours.onBand, band],
    [colours.onBandMuted, band],
    ...shareColours.map((colour) => [page, colour] as const),
  ] as const;
  for (const [one, other] of texts) assert.ok(contrast(one, other) >= 4.5, `${one} on ${other}`);
  for (const bar of [colours.barCurrent, colours.barPrevious, colours.line, ...shareColours])
    assert.ok(contrast(bar, page) >= 3, bar);
  assert.ok(contrast(colours.barCurrent, colours.barPrevious) >= 3, "this year and the year before");
});

test("the style sheet names no colour of its own besides black", () => {
  const style = page(sampleReport()).querySelector("style")?.textContent ?? "";
  const allowed = new Set<string>([...Object.values(colours), "#000"]);
  for (const [colour] of style.matchAll(/#[0-9a-f]{3,6}\b/giu)) assert.ok(allowed.has(colour), colour);
});

test("the page is read without a fault by an XML reader's idea of its charts", () => {
  for (const svg of page(sampleReport()).querySelectorAll("figure svg"))
    assert.equal(
      new DOMParser().parseFromString(svg.outerHTML, "image/svg+xml").documentElement?.localName,
      "svg",
    );
});
