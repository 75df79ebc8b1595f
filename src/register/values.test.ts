import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Field } from "../definition/programme.ts";
import { isProblem, type Parsed, type RawAnswer } from "./answer.ts";
import { commonDate, parseDate } from "./date-answer.ts";
import { cellParser } from "./values.ts";

const field = (type: Field["type"], bent: Partial<Field> = {}): Field => ({
  id: "answer",
  label: { fr: "Réponse", nl: "Antwoord", en: "Answer" },
  help: undefined,
  synonyms: [],
  type,
  choices: undefined,
  required: undefined,
  minimum: undefined,
  maximum: undefined,
  scale: 2,
  length: 20,
  format: undefined,
  sensitivity: undefined,
  moment: undefined,
  section: undefined,
  shownWhen: undefined,
  onlyWith: undefined,
  refersTo: undefined,
  sameAs: undefined,
  source: undefined,
  ...bent,
});

/** Asserts what becomes of each cell: a value, or the rule that refuses it. */
const assertReads = (asked: Field, cells: readonly (readonly [RawAnswer, Parsed | { rule: string }])[]) => {
  const parse = cellParser(asked);
  for (const [cell, wanted] of cells) {
    // Twice, because what is read once is remembered.
    for (const parsed of [parse(cell), parse(cell)]) {
      const got = isProblem(parsed) ? { rule: parsed.rule } : parsed;
      assert.deepEqual(got, wanted, `${JSON.stringify(cell)} as ${asked.type} ${asked.format ?? ""}`);
    }
  }
};

const notADate = { rule: "not_a_date" };
const notANumber = { rule: "not_a_number" };
const notWhole = { rule: "not_a_whole_number" };

test("an empty cell, or one with spaces only, is no answer and nothing wrong, whatever the column", () => {
  for (const type of ["text", "integer", "decimal", "date", "boolean"] as const)
    assertReads(field(type), [
      [null, null],
      ["", null],
      ["  ", null],
      ["\u00A0", null],
    ]);
});

test("a cell that shows a formula error is refused in any column", () => {
  for (const type of ["text", "integer", "decimal", "date", "boolean"] as const)
    assertReads(field(type), [[{ error: "#N/A" }, { rule: "cell_error" }]]);
});

test("a date is read day first, year first, and as the spreadsheet's own date or number of days", () => {
  assertReads(field("date"), [
    ["31/03/2020", "2020-03-31"],
    ["1/3/2020", "2020-03-01"],
    [" 01.03.2020 ", "2020-03-01"],
    ["01-03-2020", "2020-03-01"],
    ["2020-03-31", "2020-03-31"],
    ["2020/3/1", "2020-03-01"],
    ["31/03/2020 00:00", "2020-03-31"],
    ["2020-03-31T14:25:00", "2020-03-31"],
    [{ date: "2020-03-31" }, "2020-03-31"],
    ["29/02/2020", "2020-02-29"],
    [43921, "2020-03-31"],
    ["43921", "2020-03-31"],
    [43890, "2020-02-29"],
  ]);
});

test("a date that does not exist, has a two-digit year, or could be another day elsewhere is refused", () => {
  assertReads(field("date"), [
    ["31/02/2020", notADate],
    ["29/02/2019", notADate],
    ["03/31/2020", notADate],
    ["00/01/2020", notADate],
    ["31/03/20", notADate],
    ["2020", notADate],
    [2020, notADate],
    ["mars 2020", notADate],
    ["2020-03-31T22:00:00Z", notADate],
    ["01/01/1899", notADate],
    ["01/01/2200", notADate],
    [{ date: "2345-01-01" }, notADate],
    [true, notADate],
    [43921.5, notADate],
  ]);
});

test("a time of day is read as people write it and kept as HH:MM; what is no time of a day is refused", () => {
  const time = { ...field("text"), format: "time" as const };
  assertReads(time, [
    ["09:30", "09:30"],
    ["9:30", "09:30"],
    ["9h30", "09:30"],
    ["9u", "09:00"],
    ["13.45", "13:45"],
    ["00:00", "00:00"],
    ["23:59", "23:59"],
    [0.395833333333333, "09:30"],
    ["24:00", { rule: "time" }],
    ["12:60", { rule: "time" }],
    ["midi", { rule: "time" }],
    ["930", { rule: "time" }],
  ]);
});

test("every day of two centuries is read back from the three ways of writing it", () => {
  const parse = cellParser(field("date"));
  const day = fc.date({ min: new Date("1900-03-01"), max: new Date("2199-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const belgian = iso.split("-").toReversed().join("/");
      const short = belgian.replaceAll(/\b0/g, "");
      for (const text of [iso, belgian, short]) assert.equal(parse(text), iso);
    }),
  );
});

test("a decimal is read with a comma or a point, with or without groups of three, and kept exactly", () => {
  assertReads(field("decimal"), [
    ["12", "12.00"],
    ["12,5", "12.50"],
    ["12.5", "12.50"],
    ["-12,05", "-12.05"],
    ["1 234,5", "1234.50"],
    ["1\u202F234\u00A0567,5", "1234567.50"],
    ["1.234,5", "1234.50"],
    ["1,234.5", "1234.50"],
    ["1.234.567", "1234567.00"],
    ["€ 12,50", "12.50"],
    ["12,50 €", "12.50"],
    ["0.500", "0.50"],
    ["012,10", "12.10"],
    ["-0,00", "0.00"],
    [12.5, "12.50"],
    [0.1 + 0.2, "0.30"],
    [1234.567, notANumber],
    [1e-7, notANumber],
    ["9999999999999999", "9999999999999999.00"],
  ]);
  assertReads(field("decimal", { scale: 0 }), [["12,00", "12"]]);
  assertReads(field("decimal", { scale: 4 }), [
    ["1,2345", "1.2345"],
    [1.234, "1.2340"],
  ]);
});

test("a decimal that could be read in two ways, or would have to be rounded, is refused", () => {
  assertReads(field("decimal", { scale: 4 }), [
    ["1.234", notANumber],
    ["-12.345", notANumber],
    ["1,23456", notANumber],
    ["1.2.3,4", notANumber],
    ["1.23,4", notANumber],
    ["1 2", notANumber],
    ["12 euros", notANumber],
    ["1e3", notANumber],
    ["12,", notANumber],
    ["abc", notANumber],
    [true, notANumber],
    [{ date: "2020-03-31" }, notANumber],
    // numeric(18, 4) holds fourteen digits before the point.
    ["123456789012345", notANumber],
    ["12345678901234", "12345678901234.0000"],
  ]);
});

test("a decimal is the same in French and in English clothes, and survives being written and read again", () => {
  const parse = cellParser(field("decimal"));
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (cents) => {
      const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
      const sign = cents < 0n ? "-" : "";
      const [whole, fraction] = [digits.slice(0, -2), digits.slice(-2)];
      const canonical = `${sign}${whole}.${fraction}`;
      const grouped = (by: string) => whole.replaceAll(/\B(?=(\d{3})+$)/g, by);
      for (const text of [
        canonical,
        `${sign}${whole},${fraction}`,
        `${sign}${grouped(".")},${fraction}`,
        `${sign}${grouped(",")}.${fraction}`,
        `${sign}${grouped(" ")},${fraction}`,
      ])
        assert.equal(parse(text), canonical, text);
    }),
  );
});

test("a whole number has no unit, no decimals and at most nine digits", () => {
  assertReads(field("integer"), [
    ["12", 12],
    ["-3", -3],
    ["-0", 0],
    ["012", 12],
    ["12 000", 12_000],
    ["12,0", 12],
    ["12.00", 12],
    [12, 12],
    ["12,5", notWhole],
    [12.5, notWhole],
    ["1.234", notWhole],
    ["1 2", notWhole],
    ["12 ans", notWhole],
    ["1234567890", notWhole],
  ]);
});

test("a number outside the bounds of its field is refused, and the bounds are said in the user's notation", () => {
  assertReads(field("integer", { minimum: 0, maximum: 30 }), [
    ["0", 0],
    ["30", 30],
    ["-1", { rule: "out_of_range" }],
    ["31", { rule: "out_of_range" }],
  ]);
  const parsed = cellParser(field("decimal", { minimum: 0.25, maximum: 24 }))("25");
  assert.ok(isProblem(parsed));
  assert.deepEqual(parsed.expected, {
    fr: "un nombre de 0,25 à 24",
    nl: "een getal van 0,25 tot 24",
    en: "a number from 0.25 to 24",
  });
});

test("yes and no are understood in three languages, as figures, ticks and the spreadsheet's own values", () => {
  assertReads(field("boolean"), [
    ...[
      "oui",
      "Oui ",
      "OUI",
      "ja",
      "Yes",
      "o",
      "J",
      "y",
      "x",
      "X",
      "✓",
      "vrai",
      "WAAR",
      "true",
      "1",
      1,
      true,
    ].map((cell): [RawAnswer, Parsed] => [cell, true]),
    ...["non", "NEE", "neen", "no", "n", "faux", "onwaar", "false", "0", 0, false].map(
      (cell): [RawAnswer, Parsed] => [cell, false],
    ),
    ...["peut-être", "-", "?", "2", "oui/non"].map((cell): [RawAnswer, { rule: string }] => [
      cell,
      { rule: "not_yes_or_no" },
    ]),
  ]);
});

test("a choice is understood by its code, its label in three languages and the words of partners", () => {
  const situations = field("choice", {
    choices: [
      {
        code: "unemployed",
        label: { fr: "au chômage", nl: "werkloos", en: "unemployed" },
        synonyms: ["Demandeur d'emploi", "NWWZ"],
      },
      { code: "employed", label: { fr: "en emploi", nl: "aan het werk", en: "employed" } },
    ],
  });
  assertReads(situations, [
    ["unemployed", "unemployed"],
    ["AU CHOMAGE", "unemployed"],
    ["au  chômage", "unemployed"],
    ["Werkloos", "unemployed"],
    ["demandeur d’emploi", "unemployed"],
    ["nwwz", "unemployed"],
    ["Aan het werk", "employed"],
    ["en emploi ?", "employed"],
    ["étudiant", { rule: "not_a_choice" }],
  ]);
  const wrong = cellParser(situations)("étudiant");
  assert.ok(isProblem(wrong));
  assert.equal(wrong.expected.nl, "een van deze keuzes: werkloos · aan het werk");
});

test("the code of one choice wins over the synonym of another", () => {
  const phase = field("choice", {
    choices: [
      { code: "first", label: { fr: "un", nl: "een", en: "one" }, synonyms: ["second"] },
      { code: "second", label: { fr: "deux", nl: "twee", en: "two" } },
    ],
  });
  assertReads(phase, [["second", "second"]]);
});

test("a text keeps its words, loses the spaces around it, and may not be longer than its field or hold a NUL", () => {
  assertReads(field("text"), [
    ["  Élodie\u00A0Exemple ", "Élodie Exemple"],
    ["deux\nlignes", "deux\nlignes"],
    [1070, "1070"],
    [true, "true"],
    ["x".repeat(20), "x".repeat(20)],
    ["x".repeat(21), { rule: "too_long" }],
    ["a\u0000b", { rule: "control_characters" }],
  ]);
});

test("a Belgian postcode has four digits and no zero in front", () => {
  assertReads(field("text", { format: "postcode_be" }), [
    ["1070", "1070"],
    [1070, "1070"],
    ["0170", { rule: "postcode_be" }],
    ["1210.", { rule: "postcode_be" }],
    ["B-1070", { rule: "postcode_be" }],
    ["10700", { rule: "postcode_be" }],
  ]);
});

test("a country is understood by its name in three languages or its code, and kept as the code of today", () => {
  const wrong = { rule: "country" };
  assertReads(field("text", { format: "country" }), [
    ["France", "FR"],
    ["Frankrijk", "FR"],
    ["fr", "FR"],
    ["Royaume-Uni", "GB"],
    ["Verenigd Koninkrijk", "GB"],
    ["UK", "GB"],
    ["Allemagne", "DE"],
    ["Espagne", "ES"],
    ["PAYS-BAS", "NL"],
    ["Nederland", "NL"],
    ["Czechia", "CZ"],
    ["Roumanie", "RO"],
    ["Union européenne", wrong],
    ["ZZ", wrong],
    ["Bruxelles", wrong],
  ]);
});

test("an e-mail address has one @ and a domain", () => {
  assertReads(field("text", { format: "email", length: 60 }), [
    ["aline@exemple.invalid", "aline@exemple.invalid"],
    ["aline.exemple", { rule: "email" }],
    ["a b@exemple.invalid", { rule: "email" }],
  ]);
});

type Vector = { input: string; valid: boolean; label?: string; note?: string; contested?: true };
const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, "belgian-numbers.fixture.json"), "utf8"),
) as { enterprise: Vector[]; national: Vector[] };

test("an enterprise number passes the check of the Crossroads Bank and is kept as ten digits", () => {
  const parse = cellParser(field("text", { format: "enterprise_number", length: 40 }));
  assert.equal(vectors.enterprise.length, 12);
  for (const { input, valid, note } of vectors.enterprise) {
    const parsed = parse(input);
    assert.equal(!isProblem(parsed), valid, `${input} ${note ?? ""}`);
    if (!isProblem(parsed)) assert.match(String(parsed), /^[01]\d{9}$/);
  }
  assert.equal(parse("BE 403.019.261"), "0403019261");
  assert.ok(isProblem(parse("société")));
});

test("a national or BIS number passes the modulo 97 check; where sources contradict each other it is accepted", () => {
  const parse = cellParser(field("text", { format: "national_number", length: 40 }));
  assert.ok(vectors.national.length > 80);
  for (const { input, valid, label, contested } of vectors.national)
    assert.equal(!isProblem(parse(input)), valid || contested === true, `${input} ${label ?? ""}`);
  assert.equal(parse("85.06.13-001.78"), "85061300178");
});

test("dates in the two common forms are read as all dates are, those that do not exist included", () => {
  const part = (most: number, width: number) =>
    fc.oneof(
      fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(width, "0")),
      fc.constantFrom("x".repeat(width), "-1".padEnd(width, "0")),
    );
  const day = fc.oneof({ weight: 9, arbitrary: part(32, 2) }, { weight: 1, arbitrary: part(99, 2) });
  const year = fc.oneof(part(9999, 4), fc.constantFrom("1899", "1900", "2019", "2020", "2199", "2200"));
  let read = 0;
  fc.assert(
    fc.property(day, part(13, 2), year, fc.boolean(), (d, m, y, european) => {
      const text = european ? `${d}/${m}/${y}` : `${y}-${m}-${d}`;
      const common = commonDate(text);
      if (common !== undefined) assert.deepEqual(common, parseDate(text), text);
      if (/^\d\d\/\d\d\/\d{4}$|^\d{4}-\d\d-\d\d$/.test(text)) assert.notEqual(common, undefined, text);
      if (typeof common === "string") read++;
    }),
    { numRuns: 2000 },
  );
  assert.ok(read > 50, `${read} read`);
});
