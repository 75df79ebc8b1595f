import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHTML } from "linkedom";
import { toArticle } from "./article.ts";
import { toHtml } from "./html.ts";
import { sampleReport } from "./sample.ts";

const noneUntrue = { isUntrue: () => false, untrueWords: "faux" };
const page = (html: string) => parseHTML(`<!doctype html><body>${html}</body>`).document;

test("every number of the document is a button that names its figure, and says the same as the page", () => {
  const article = page(toArticle(sampleReport(), noneUntrue).html);
  const told = (root: typeof article, selector: string) =>
    [...root.querySelectorAll(selector)].map((each) => [each.getAttribute("data-figure"), each.textContent]);
  const whole = parseHTML(toHtml(sampleReport())).document;
  assert.ok(told(article, "button.figure").length > 20);
  assert.deepEqual(told(article, "button.figure"), told(whole, "main data"));
});

test("contents lead to headings, which begin below the page's own title", () => {
  const { html, contents } = toArticle(sampleReport(), noneUntrue);
  const article = page(html);
  assert.equal(article.querySelector("h1"), null);
  assert.ok(contents.length > 3);
  for (const { anchor, level } of contents)
    assert.equal(article.querySelector(`[id="${anchor}"]`)?.localName, `h${level + 1}`, anchor);
});

test("a number that is not true is marked, in words too", () => {
  const { html } = toArticle(sampleReport(), {
    isUntrue: ({ figure }) => figure === "youth.more",
    untrueWords: "faux",
  });
  const marked = [...page(html).querySelectorAll("button.untrue")];
  assert.ok(marked.length > 0);
  for (const each of marked) {
    assert.equal(each.getAttribute("data-figure"), "youth.more");
    assert.match(each.textContent ?? "", /\(faux\)$/);
  }
});

test("nothing in it needs a style or a script of its own: a strict policy lets it be seen", () => {
  const { html, funding } = toArticle(sampleReport(), noneUntrue);
  assert.doesNotMatch(html + funding, /<(script|style|iframe)|\sstyle=|\son\w+=/i);
});
