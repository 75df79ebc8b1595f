import assert from "node:assert/strict";
import { test } from "node:test";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import type { RecordValues } from "../definition/condition/condition.ts";
import { recordsOf } from "../definition/condition/evaluate.ts";
import { identityKeys, identityText } from "./identity.ts";
import { plainReference, plainWords } from "./normal.ts";

const participants = registerOf(tinyProgramme(), "participants");
const secret = new Uint8Array(32).fill(7);
const keysWith = (key: Uint8Array) => (record: RecordValues) =>
  identityKeys(participants, key)(recordsOf([record]))(0);
const keysOf = keysWith(secret);

const person = (bent: RecordValues = {}): RecordValues => ({
  person_number: "V-00012",
  last_name: "Exemple",
  first_name: "Élodie",
  birth_date: "1990-06-13",
  email: "elodie@exemple.invalid",
  ...bent,
});

test("a number written with spaces, dots, dashes or small letters is the same record and the same person", () => {
  const { identity, person: who } = keysOf(person());
  for (const person_number of ["V00012", "v-00012", " V.000 12 ", "V/00012", "V 000-12"]) {
    const keys = keysOf(person({ person_number }));
    assert.equal(keys.identity, identity, person_number);
    assert.equal(keys.person, who, person_number);
  }
  assert.notEqual(keysOf(person({ person_number: "V-00021" })).identity, identity);
});

test("names without accents, in another order or with double spaces are alike, with the same date of birth", () => {
  const { likeness } = keysOf(person());
  assert.ok(likeness);
  for (const names of [
    { last_name: "EXEMPLE", first_name: "elodie" },
    { last_name: "Élodie", first_name: "Exemple" },
    { last_name: " exemple  ", first_name: "Elodie" },
  ])
    assert.equal(keysOf(person(names)).likeness, likeness, JSON.stringify(names));
  assert.equal(
    keysOf(person({ last_name: "Van den Exemple", first_name: "Élodie" })).likeness,
    keysOf(person({ last_name: "Van-den-exemple", first_name: "elodie" })).likeness,
  );
  assert.notEqual(keysOf(person({ birth_date: "1990-06-14" })).likeness, likeness);
  assert.notEqual(keysOf(person({ first_name: "Élise" })).likeness, likeness);
});

test("nobody is alike who lacks a name or a date of birth", () => {
  assert.equal(keysOf(person({ first_name: null })).likeness, null);
  assert.equal(keysOf(person({ birth_date: null })).likeness, null);
});

test("without the store's secret the keys of a known number cannot be computed", () => {
  const other = keysWith(new Uint8Array(32).fill(8))(person());
  const keys = keysOf(person());
  for (const room of ["identity", "person", "likeness", "digest"] as const) {
    assert.match(String(keys[room]), /^[0-9a-f]{32}$/);
    assert.notEqual(other[room], keys[room]);
  }
});

test("the same text in two rooms gives two keys, so that they cannot be joined by accident", () => {
  const keys = keysOf(person());
  assert.equal(new Set([keys.identity, keys.person, keys.likeness, keys.digest]).size, 4);
});

test("the digest shows that anything in the room of identities changed, and nothing else", () => {
  const { digest } = keysOf(person());
  assert.notEqual(keysOf(person({ email: "autre@exemple.invalid" })).digest, digest);
  assert.equal(keysOf(person({ birth_date: "1991-01-01" })).digest, digest);
});

test("a record without its number has no identity", () => {
  const textOf = identityText(participants, recordsOf([person(), person({ person_number: null })]));
  assert.deepEqual([textOf(0), textOf(1)], ["V00012", null]);
  assert.throws(() => keysOf(person({ person_number: null })));
});

test("words are compared without accents, capitals and punctuation, references without separators", () => {
  assert.equal(plainWords("Né(e) le : *"), "ne e le");
  assert.equal(plainWords("  N° de dossier "), "n de dossier");
  assert.equal(plainReference("be 0403.019-261"), "BE0403019261");
});
