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

test("no more candidates are hired than were sent, and what came of it is asked after fourteen days", () => {
  const sent = programme.registers.get("candidates_sent");
  assert.ok(sent);
  const sending = {
    operation: "employer_consultants",
    reference: "OFF-1",
    sent_on: "2020-02-15",
    number_sent: 3,
  };
  const told = (bent: object) => recordCheck(sent)({ ...sending, ...bent }).map(({ rule }) => rule);
  const hired = { outcome: "hired", answered_on: "2020-02-29" };
  assert.deepEqual(told({}), []);
  assert.deepEqual(told({ ...hired, number_hired: 3 }), []);
  assert.deepEqual(told({ ...hired, number_hired: 4 }), ["hired_among_sent"]);
  assert.deepEqual(told({ ...hired }), ["required"]);
  assert.deepEqual(told({ ...hired, outcome: "none_kept", number_hired: 1 }), ["hired_among_sent"]);
  assert.deepEqual(told({ outcome: "no_news", answered_on: "2020-02-15" }), []);
  assert.deepEqual(told({ outcome: "no_news", answered_on: "2020-02-14" }), ["sent_answer_order"]);
  const deadline = sent.deadlines.find(({ id }) => id === "sent_feedback");
  assert.ok(deadline);
  assert.equal(clockOf(deadline, sending, "2020-02-29").daysLeft, 0);
  assert.equal(clockOf(deadline, sending, "2020-03-01").daysLeft, -1);
});

test("one employer has several sites, each once, and a contact names one of them", () => {
  const sites = programme.registers.get("employer_sites");
  assert.deepEqual(sites?.identity, ["enterprise_number", "site_number"]);
  const named = programme.registers.get("employer_contacts")?.fields.get("site_number")?.refersTo;
  assert.equal(named?.register, "employer_sites");
  const site = {
    enterprise_number: "0100000070",
    site_number: "S-1",
    site_name: "Dépôt",
    site_postcode: "1070",
  };
  const closed = (day: string) =>
    recordCheck(sites)({
      ...site,
      opened_on: "2020-02-29",
      closed_on: day,
      operation: "employer_consultants",
    }).map(({ rule }) => rule);
  assert.deepEqual(closed("2020-02-29"), []);
  assert.deepEqual(closed("2020-02-28"), ["site_closed_after_known"]);
});
