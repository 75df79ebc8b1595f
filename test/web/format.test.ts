import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { languages } from "../../src/language.ts";
import { formatOf } from "../../web/src/format.ts";

const written = (write: (format: ReturnType<typeof formatOf>) => string) =>
  languages.map((language) => write(formatOf(language)));

test("days are written as Belgium does, in words on request, and what is no day is left alone", () => {
  assert.deepEqual(
    written(({ date }) => date("2020-03-31")),
    ["31/03/2020", "31/03/2020", "31/03/2020"],
  );
  assert.deepEqual(
    written(({ date }) => date("2014-01-01", "long")),
    ["1er janvier 2014", "1 januari 2014", "1 January 2014"],
  );
  const [fr, nl, en] = written(({ date }) => date("2020-07-01", "weekday"));
  assert.deepEqual([fr, nl], ["mercredi 1er juillet 2020", "woensdag 1 juli 2020"]);
  // Browsers differ in whether English has a comma here.
  assert.match(en ?? "", /^Wednesday,? 1 July 2020$/);
  assert.deepEqual(
    written(({ date }) => date("30/02")),
    ["30/02", "30/02", "30/02"],
  );
  assert.deepEqual(
    written(({ date }) => date(null)),
    ["", "", ""],
  );
});

test("an instant is told in Brussels' time, summer and winter", () => {
  const { dateTime, time } = formatOf("fr");
  assert.equal(dateTime("2026-07-01T22:30:00Z"), "02/07/2026 00:30");
  assert.equal(time("2026-01-01T13:02:00Z"), "14:02");
});

test("amounts keep every cent, whatever their size", () => {
  assert.deepEqual(
    written(({ money }) => money("102904420.5")),
    ["102.904.420,50\u00A0€", "€\u00A0102.904.420,50", "€102,904,420.50"],
  );
  assert.deepEqual(
    written(({ percent }) => percent("62.4")),
    ["62,4\u00A0%", "62,4%", "62.4%"],
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (cents) => {
      const text = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
      assert.equal(formatOf("fr").money(text).replaceAll(/\D/g, ""), text.replace(".", ""));
    }),
  );
});

test("a count takes the word of its language's plural: in French, nought is singular", () => {
  const words = {
    one: { fr: "dossier", nl: "dossier", en: "record" },
    other: { fr: "dossiers", nl: "dossiers", en: "records" },
  };
  const counted = (count: number) => written((format) => format.count(count, words));
  assert.deepEqual(counted(0), ["0\u00A0dossier", "0\u00A0dossiers", "0\u00A0records"]);
  assert.deepEqual(counted(1), ["1\u00A0dossier", "1\u00A0dossier", "1\u00A0record"]);
  assert.deepEqual(counted(1345), ["1.345\u00A0dossiers", "1.345\u00A0dossiers", "1,345\u00A0records"]);
  const within = {
    one: { fr: "{count} à lire", nl: "{count} te lezen", en: "{count} to read" },
    other: { fr: "{count} à lire", nl: "{count} te lezen", en: "{count} to read" },
  };
  assert.equal(formatOf("nl").count(3, within), "3 te lezen");
});
