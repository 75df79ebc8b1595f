import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { test } from "node:test";

/** What of src runs in the browser too: pure rules and words. Everything else the pages know by its types only. */
const browserSafe = [
  "src/agreement/calculations.ts",
  "src/agreement/in-proportion.ts",
  "src/decimal.ts",
  "src/euros.ts",
  "src/definition/clock/clock.ts",
  "src/definition/condition/condition.ts",
  "src/definition/condition/evaluate.ts",
  "src/definition/dimension-labels.ts",
  "src/entry/plain-register.ts",
  "src/language.ts",
  "src/listing/view.ts",
  "src/question/cell-text.ts",
  "src/register/answer.ts",
  "src/register/check.ts",
  "src/register/date-answer.ts",
  "src/register/values.ts",
  "src/report/document/emblem.ts",
  "src/report/document/typography.ts",
];

type File = Readonly<{ path: string; text: string }>;

const filesOf = (...globs: string[]): File[] =>
  globs.flatMap((glob) => globSync(glob)).map((path) => ({ path, text: readFileSync(path, "utf8") }));

const pages = filesOf("web/src/**/*.{ts,tsx}");
const styles = filesOf("web/src/**/*.css");
const code = filesOf("web/src/**/*.{ts,tsx}", "src/**/*.ts").filter(({ path }) => !path.endsWith(".test.ts"));

/** What a file imports that is there when it runs: neither types, nor what is said in a comment. */
const runTimeImports = ({ path, text }: File): string[] =>
  [...text.matchAll(/^(?:import|export)\b(?!\s+type\b)(?<names>[^;"']*?)\bfrom "(?<from>[^"]+)"/gm)].flatMap(
    ({ groups: { names = "", from = "" } = {} }) => {
      const named = /\{([\s\S]*)\}/.exec(names)?.[1]?.split(",") ?? ["all"];
      const isTypesOnly = named.every((name) => name.trim() === "" || name.trim().startsWith("type "));
      return isTypesOnly ? [] : [from.startsWith(".") ? posix.join(dirname(path), from) : from];
    },
  );

const unsafeImports = (file: File): string[] =>
  runTimeImports(file)
    .filter((from) => from.startsWith("node:") || (from.startsWith("src/") && !browserSafe.includes(from)))
    .map((from) => `${file.path} -> ${from}`);

test("pages run nothing of the server's: only named, pure files of src", () => {
  assert.ok(pages.length > 100);
  assert.deepEqual(pages.flatMap(unsafeImports), []);
});

test("the check of the pages' imports sees code of the server, and lets types pass", () => {
  const page = (text: string) => ({ path: "web/src/a/A.tsx", text });
  const server = '"../../../src/server/route.ts"';
  assert.equal(unsafeImports(page(`import { defineRoute } from ${server};`)).length, 1);
  assert.equal(unsafeImports(page(`import {\n  type A,\n  defineRoute,\n} from ${server};`)).length, 1);
  assert.equal(unsafeImports(page('import { join } from "node:path";')).length, 1);
  assert.deepEqual(unsafeImports(page(`import type { Route } from ${server};`)), []);
  assert.deepEqual(unsafeImports(page(`import { type A, type B } from ${server};`)), []);
});

/** The packages that rules which run in the browser too are made with. */
const packages = ["stdnum"];

test("what runs in the browser reaches no module of Node, by whatever way", () => {
  const seen = new Set<string>();
  const walk = (path: string): string[] => {
    if (seen.has(path)) return [];
    seen.add(path);
    return runTimeImports({ path, text: readFileSync(path, "utf8") }).flatMap((from) =>
      from.startsWith("src/") ? walk(from) : packages.includes(from) ? [] : [`${path} -> ${from}`],
    );
  };
  assert.deepEqual(browserSafe.flatMap(walk), []);
});

test("every file named as safe for the browser is used there", () => {
  const used = new Set(pages.flatMap(runTimeImports));
  assert.deepEqual(
    browserSafe.filter((path) => !used.has(path)),
    [],
  );
});

/** Returns where the pattern stands, as path:line. */
const places = (files: readonly File[], pattern: RegExp): string[] =>
  files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );

test("nothing is written to the console: the server has its log, the pages have nobody to tell", () => {
  assert.deepEqual(places(code, /\bconsole\./), []);
});

test("colours have names: none is written outside the tokens", () => {
  const colour = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/i;
  const tokens = join("web", "src", "style", "tokens.css");
  assert.ok(places(styles, colour).some((place) => place.startsWith(tokens)));
  assert.deepEqual(
    places(
      styles.filter(({ path }) => path !== tokens),
      colour,
    ),
    [],
  );
});

test("no element carries a style of its own: the content security policy lets none through", () => {
  assert.deepEqual(places(pages, /\bstyle=(?:\{\{|")|\.style\.|setAttribute\("style"/), []);
});

test("every class of a style sheet is used by who imports it", () => {
  const unused = styles
    .filter(({ path }) => path.endsWith(".module.css"))
    .flatMap(({ path, text }) => {
      const users = pages
        .filter((page) => page.text.includes(`/${basename(path)}"`))
        .map((page) => page.text)
        .join("\n");
      const plain = text.replaceAll(/\/\*[\s\S]*?\*\/|:global\([^)]*\)|url\([^)]*\)/g, "");
      const selectors = plain.replaceAll(/\{[^{}]*\}/g, "{}");
      const names = new Set(
        [...selectors.matchAll(/\.(?<name>[a-z][\w-]*)/gi)].map((found) => found[1] ?? ""),
      );
      // By name, or taken by a value: style[tone], style[`gap-${gap}`].
      const isUsed = (name: string) =>
        new RegExp(`style\\.${name}\\b|["']${name}["']`).test(users) ||
        users.includes(`style[\`${name.split("-")[0]}-\${`) ||
        (/style\[\w+\]/.test(users) && isValue(name));
      return [...names].filter((name) => !isUsed(name)).map((name) => `${path} .${name}`);
    });
  assert.deepEqual(unused, []);
});

/** Whether a word is one that a component takes as a value somewhere. */
const isValue = (name: string): boolean => pages.some(({ text }) => text.includes(`"${name}"`));

test("a file tells one story: none is longer than 400 lines", () => {
  assert.deepEqual(
    code.filter(({ text }) => text.split("\n").length > 400).map(({ path }) => path),
    [],
  );
});
