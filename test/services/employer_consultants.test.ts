import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { clockOf } from "../../src/definition/clock/clock.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { recordCheck } from "../../src/register/check.ts";
import { findWords, holdingWords } from "../../src/register/screening.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const offers = programme.registers.get("job_offers");
assert.ok(offers?.screening);
const { screening } = offers;

const found = (text: string): string[] =>
  findWords(screening, text).map(({ ground, written }) => `${ground}: ${written}`);

test("a text that leaves people out by a protected ground is found, word by word, in French and in Dutch", () => {
  for (const [text, words] of [
    ["Équipe dynamique cherche JEUNE vendeur, moins de 30 ans.", ["age: JEUNE", "age: moins de 30 ans"]],
    ["Wij zoeken een jonge medewerker.", ["age: jonge"]],
    ["Wij zoeken een vrouw voor de receptie.", ["gender: vrouw"]],
    ["Cherche femme de ménage", ["gender: femme de ménage"]],
    ["A native speaker of English", ["origin: native speaker"]],
    ["Moedertaal Nederlands vereist", ["origin: Moedertaal"]],
    ["De langue  maternelle\nfrançaise", ["origin: langue  maternelle"]],
    ["Le port du voile n'est pas accepté", ["belief: voile"]],
    ["Geen hoofddoek", ["belief: hoofddoek"]],
    ["Personne valide et célibataire", ["disability: valide", "family: célibataire"]],
  ] as const)
    assert.deepEqual(found(text), words, text);
});

test("a word that means something else in its phrase holds nothing", () => {
  for (const text of [
    "Une jeune entreprise et d'autres jeunes pousses recrutent.",
    "Een jong bedrijf zoekt een kok; u werkt met jongeren.",
    "Animateur ou animatrice pour une maison de jeunes, accompagnement de jeunes.",
    "Moniteur de voile : le club de voile a dix bateaux à voile.",
    "Permis de conduire valide, diplôme valide.",
    "Homme ou femme ; man/vrouw ; vendeur ou vendeuse.",
    "Langue maternelle indifférente, ongeacht moedertaal.",
    "Foyer pour mères : chaque mère célibataire y est accueillie.",
    "Enseignement catholique, une université catholique.",
    // Parts of other words.
    "Rajeunissement du parc, vrouwenstudies, dévoiler, manager, mannequin, jongleur, validée, femmelette.",
  ])
    assert.deepEqual(found(text), [], text);
  // The same word beside the phrase is found all the same.
  assert.deepEqual(found("Jeune entreprise cherche jeune vendeur"), ["age: jeune"]);
});

test("whoever releases an offer is asked again only when another word comes in", () => {
  const before = "Cherche une hôtesse.";
  const words = (text: string) =>
    holdingWords(screening, text, { isReleased: true, before }).map(({ written }) => written);
  assert.deepEqual(words("Cherche une hôtesse à temps plein."), []);
  assert.deepEqual(words("Cherche une jeune hôtesse."), ["jeune"]);
  assert.deepEqual(
    holdingWords(screening, before, { isReleased: false, before: null }).map(({ written }) => written),
    ["hôtesse"],
  );
});

test("what is found is told of the text, with its ground, until the offer is released", () => {
  const check = recordCheck(offers);
  const offer = {
    reference: "OFF-1",
    registered_on: "2020-10-01",
    employer_number: "0100000070",
    profession_code: "D1106",
    places: 1,
    operation: "employer_consultants",
    offer_text: "Wij zoeken een vrouw.",
  };
  const told = (more: object) => check({ ...offer, ...more }).filter(({ rule }) => rule === "held_for_words");
  const [finding] = told({});
  assert.equal(finding?.severity, "confirm");
  assert.equal(finding.field, "offer_text");
  assert.match(finding.expected.fr, /« vrouw » \(sexe\)/);
  assert.match(finding.expected.nl, /"vrouw" \(geslacht\)/);
  assert.deepEqual(told({ release_reason: "exigence réelle : vestiaire des femmes" }), []);
});

test("every ground says where it comes from, and that nobody verified its words", () => {
  for (const { id, source } of screening.grounds) {
    assert.equal(source.verified, false, id);
    assert.ok(source.article.length > 10, id);
  }
});

test("an open offer is followed up on its thirtieth day and late on the day after, over 29 February too", () => {
  const deadline = offers.deadlines.find(({ id }) => id === "offer_follow_up");
  assert.ok(deadline);
  const offer = { registered_on: "2020-01-31", state: "matching", operation: "employer_consultants" };
  assert.equal(clockOf(deadline, offer, "2020-03-01").daysLeft, 0);
  assert.equal(clockOf(deadline, offer, "2020-03-02").state, "overdue");
  assert.equal(clockOf(deadline, { ...offer, state: "held" }, "2020-03-02").daysLeft, null);
});
