import assert from "node:assert/strict";
import { test } from "node:test";
import type { Right } from "../access/rights.ts";
import type { Who } from "../access/who.ts";
import { sightOf } from "./sight.ts";

type Given = readonly [rights: readonly Right[], operation: string | null, partner: string | null];

const who = (...grants: readonly Given[]): Who => ({
  account: "00000000-0000-4000-8000-000000000000",
  name: "Compte d'essai",
  language: "fr",
  kind: "person",
  session: "",
  grants: grants.map(([rights, operation, partner]) => ({
    role: "test",
    rights: new Set(rights),
    operation,
    partner,
  })),
});

const reads: readonly Right[] = ["figures:read", "records:read"];
const alpha = who([reads, null, "alpha"]);
const officer = who([reads, null, null]);
const nothing = { by: [], filters: {} };

test("whoever reads the figures of the whole programme gets what they ask", () => {
  const asked = { by: ["partner"], filters: { operation: ["paths"] } };
  assert.deepEqual(sightOf(officer, asked), {
    filters: asked.filters,
    own: null,
    hidesSmall: false,
    byPlace: true,
  });
});

test("whoever reads the figures of one partner gets that partner's, asked for or not", () => {
  assert.deepEqual(sightOf(alpha, nothing)?.filters, { partner: ["alpha"] });
  assert.deepEqual(
    sightOf(alpha, { by: ["operation"], filters: { partner: ["alpha"], gender: ["woman"] } })?.filters,
    {
      partner: ["alpha"],
      gender: ["woman"],
    },
  );
});

test("another partner's figures are refused, alone or beside one's own, and so is the answer of no partner", () => {
  for (const partner of [["beta"], ["alpha", "beta"], [null]])
    assert.equal(sightOf(alpha, { by: [], filters: { partner } }), undefined);
});

test("the whole programme is everybody's, by year, by priority and by answer", () => {
  for (const asker of [alpha, undefined, who([["people:manage"], null, null])])
    for (const by of [[], ["year"], ["priority"], ["priority", "gender"]]) {
      const sight = sightOf(asker, { by, filters: {}, whole: true });
      assert.deepEqual([sight?.filters, sight?.own, sight?.hidesSmall], [{}, null, true]);
    }
});

test("the whole of an operation, an objective or a fund is not: two partners who share it would learn each other's", () => {
  for (const asker of [alpha, undefined])
    for (const dimension of ["operation", "objective", "fund", "partner"]) {
      assert.equal(sightOf(asker, { by: [dimension], filters: {}, whole: true }), undefined);
      assert.equal(sightOf(asker, { by: [], filters: { [dimension]: ["x"] }, whole: true }), undefined);
    }
});

test("whoever reads the figures of one operation gets that operation, with every partner of it", () => {
  const service = who([reads, "paths", null]);
  assert.deepEqual(sightOf(service, { by: ["partner"], filters: {} })?.filters, { operation: ["paths"] });
  assert.deepEqual(sightOf(service, { by: [], filters: { partner: ["beta"] } })?.filters, {
    partner: ["beta"],
    operation: ["paths"],
  });
  assert.equal(sightOf(service, { by: [], filters: { operation: ["youth"] } }), undefined);
});

test("grants for two operations of a partner add up; one for another partner is not mixed in", () => {
  const both = who([reads, "paths", "alpha"], [reads, "youth", "alpha"], [reads, null, "beta"]);
  assert.deepEqual(sightOf(both, nothing)?.filters, { partner: ["alpha"], operation: ["paths", "youth"] });
  assert.deepEqual(sightOf(both, { by: [], filters: { partner: ["beta"] } })?.filters, { partner: ["beta"] });
  assert.equal(sightOf(both, { by: [], filters: { partner: ["alpha"], operation: ["nursery"] } }), undefined);
});

test("small counts are shown to whoever may read all of the records behind them, and to nobody else", () => {
  assert.equal(sightOf(alpha, nothing)?.hidesSmall, false);
  assert.equal(sightOf(alpha, { ...nothing, whole: true })?.hidesSmall, true);
  assert.equal(sightOf(who([["figures:read"], null, null]), nothing)?.hidesSmall, true);
  const figuresOfAll = who([["figures:read"], null, null], [["records:read"], null, "alpha"]);
  assert.equal(sightOf(figuresOfAll, { by: [], filters: { partner: ["alpha"] } })?.hidesSmall, false);
  assert.equal(sightOf(figuresOfAll, { by: [], filters: { partner: ["alpha", "beta"] } })?.hidesSmall, true);
});

test("who has no figures of their own gets the programme's without asking for it, and nothing narrower", () => {
  const manager = who([["people:manage"], null, null]);
  assert.deepEqual(sightOf(manager, { by: ["priority"], filters: {} })?.filters, {});
  assert.equal(sightOf(manager, { by: ["operation"], filters: {} }), undefined);
});
