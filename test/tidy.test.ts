import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { test } from "node:test";

const bedrock = [
  "decimal",
  "euros",
  "canonical-json",
  "trail",
  "register",
  "definition",
  "database",
  "shapes",
  "problem",
  "today",
  "language",
];
const engine = ["report", "figure", "intake", ...bedrock];

/** What each folder may import besides itself. A folder that is not named here fails on its first import. */
const mayImport: Record<string, readonly string[]> = {
  language: [],
  today: [],
  decimal: ["language"],
  euros: ["decimal"],
  "canonical-json": [],
  shapes: ["language"],
  problem: ["language"],
  definition: ["decimal", "euros", "language"],
  cost: ["decimal", "euros", "definition", "language"],
  sample: ["decimal", "language"],
  database: ["language"],
  register: ["definition", "language"],
  trail: ["database", "language"],
  ledger: ["house", "access", ...bedrock],
  document: ["upload", "house", "access", "intake", ...bedrock],
  agreement: ["cost", "ledger", "document", "house", "access", "intake", ...bedrock],
  intake: ["register", "definition", "database", "trail", "language"],
  figure: ["decimal", "register", "definition", "database", "intake", "language"],
  report: ["decimal", "definition", "figure", "language"],
  demo: ["definition", "register", "intake", "language"],
  access: ["definition", "register", "database", "language"],
  house: ["access", "figure", "definition", "language"],
  mail: ["house", "definition", "database", "language"],
  signin: ["house", "mail", "access", ...bedrock],
  entry: ["house", "access", "intake", ...bedrock],
  listing: ["house", "access", "intake", ...bedrock],
  upload: ["house", "access", "intake", ...bedrock],
  calendar: ["house", "access", "entry", "intake", ...bedrock],
  outreach: ["house", "access", "entry", "intake", ...bedrock],
  rooms: ["house", "access", "entry", ...bedrock],
  progress: ["house", "access", "figure", "intake", ...bedrock],
  service: ["house", "access", "listing", ...bedrock],
  places: ["house", "access", "entry", ...bedrock],
  path: ["house", "access", "entry", ...bedrock],
  matching: ["house", "access", "entry", "figure", ...bedrock],
  organisation: ["house", "access", "entry", "listing", ...bedrock],
  declaration: [
    "house",
    "today",
    "access",
    "agreement",
    "ledger",
    "document",
    "cost",
    "listing",
    "figure",
    "report",
    ...bedrock,
  ],
  control: [
    "today",
    "declaration",
    "agreement",
    "sample",
    "cost",
    "ledger",
    "document",
    "calendar",
    "house",
    "access",
    "report",
    "listing",
    ...bedrock,
  ],
  payment: [
    "control",
    "agreement",
    "declaration",
    "cost",
    "ledger",
    "document",
    "calendar",
    "house",
    "access",
    "report",
    ...bedrock,
  ],
  commission: [
    "payment",
    "control",
    "declaration",
    "agreement",
    "ledger",
    "document",
    "house",
    "access",
    "figure",
    "report",
    ...bedrock,
  ],
  audit: [
    "commission",
    "payment",
    "control",
    "declaration",
    "agreement",
    "sample",
    "ledger",
    "document",
    "upload",
    "house",
    "access",
    "intake",
    "figure",
    "report",
    ...bedrock,
  ],
  demonstration: [
    "audit",
    "commission",
    "payment",
    "control",
    "declaration",
    "agreement",
    "access",
    ...bedrock,
  ],
  worklist: [
    "payment",
    "control",
    "declaration",
    "agreement",
    "house",
    "access",
    "figure",
    "intake",
    ...bedrock,
  ],
  reminder: ["house", "mail", "path", "worklist", ...bedrock],
  publication: ["house", "access", "report", "figure", "intake", ...bedrock],
  question: ["progress", "figure", "intake", ...bedrock],
  server: [
    "commission",
    "payment",
    "control",
    "house",
    "signin",
    "mail",
    "entry",
    "listing",
    "organisation",
    "declaration",
    "outreach",
    "rooms",
    "upload",
    "document",
    "ledger",
    "agreement",
    "audit",
    "progress",
    "question",
    "service",
    "places",
    "path",
    "matching",
    "calendar",
    "worklist",
    "reminder",
    "publication",
    "access",
    ...engine,
  ],
  cli: [
    "commission",
    "payment",
    "control",
    "house",
    "server",
    "question",
    "declaration",
    "signin",
    "mail",
    "entry",
    "publication",
    "rooms",
    "access",
    "demo",
    "demonstration",
    "ledger",
    "cost",
    "sample",
    "audit",
    "agreement",
    ...engine,
  ],
};

const roomOf = (path: string) => path.split("/")[1]?.replace(/\.ts$/, "") ?? "";

const outward = (files: readonly { path: string; text: string }[]): string[] =>
  files.flatMap(({ path, text }) =>
    [...text.matchAll(/\bfrom\s+"(\.[^"]+)"/g)].flatMap(([, specifier = ""]) => {
      const target = posix.join(dirname(path), specifier);
      const [from, to] = [roomOf(path), roomOf(target)];
      return from === to || mayImport[from]?.includes(to) ? [] : [`${path} -> ${target}`];
    }),
  );

const sources = () =>
  globSync("src/**/*.ts")
    .filter((path) => !path.endsWith(".test.ts"))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));

test("imports point one way, from the edges to the definitions", () => {
  assert.deepEqual(outward(sources()), []);
});

test("the check of imports sees one that points outward", () => {
  const bad = { path: "src/definition/a.ts", text: 'import { x } from "../figure/compute.ts";' };
  assert.deepEqual(outward([bad]), ["src/definition/a.ts -> src/figure/compute.ts"]);
});

test("pure rules import no database, no clock and no file system", () => {
  const pure = sources().filter(
    ({ path }) =>
      path.startsWith("src/definition/condition/") ||
      /^src\/(cost|sample)\/(?!.*[fF]orTests\.ts$)/.test(path) ||
      /^src\/(register\/(check|values|normal)|report\/(wording|reference|statements))\.ts$/.test(path),
  );
  assert.ok(pure.length > 8);
  const impure = pure.filter(({ text }) =>
    // A hash is as pure as a sum.
    /from "(node:|pg\b)|Date\.now|new Date\(|Temporal\.Now/.test(
      text.replace('import { hash } from "node:crypto";', ""),
    ),
  );
  assert.deepEqual(
    impure.map(({ path }) => path),
    [],
  );
});

/** What runs: without comments, and with numbers written plainly. */
const code = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replaceAll("_", "");

test("no figure of the report is typed in code: only definitions and tests know them", () => {
  const published = ["3016", "4933", "3058", "7991", "22471", "3851", "1199", "5234", "102904420"];
  const typed = sources().filter(({ text }) =>
    published.some((figure) => new RegExp(`\\b${figure}\\b`).test(code(text))),
  );
  assert.deepEqual(
    typed.map(({ path }) => path),
    [],
  );
});
