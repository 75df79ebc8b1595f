import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { guardNames, guards, withoutGuard } from "./guards.ts";
import { type Right, rights } from "./rights.ts";
import { mayAnywhere, mayIn, mayWithin, scopeOf, scopeSql } from "./scope.ts";
import type { Who } from "./who.ts";

const operations = ["guidance", "first_step"];
const partners = ["north", "south"];
const everyPlace = operations.flatMap((operation) => partners.map((partner) => ({ operation, partner })));

const anybody: fc.Arbitrary<Who> = fc
  .array(
    fc.record({
      role: fc.constant("any"),
      operation: fc.constantFrom(null, ...operations),
      partner: fc.constantFrom(null, ...partners),
      rights: fc.subarray([...rights]).map((some) => new Set<Right>(some)),
    }),
    { maxLength: 4 },
  )
  .map((grants) => ({ account: "a", name: "Exemple", language: "fr", kind: "person", session: "s", grants }));
const anyRight = fc.constantFrom(...rights);

const who = (...grants: { operation?: string; partner?: string; rights: Right[] }[]): Who => ({
  account: "a",
  name: "Exemple",
  language: "fr",
  kind: "person",
  session: "s",
  grants: grants.map(({ operation = null, partner = null, rights: some }) => ({
    role: "any",
    operation,
    partner,
    rights: new Set(some),
  })),
});

describe("where somebody has a right", () => {
  test("within a place is in some part of it, and in all of it is in every part", () => {
    fc.assert(
      fc.property(
        anybody,
        anyRight,
        fc.constantFrom(null, ...operations),
        fc.constantFrom(null, ...partners),
        (asker, right, operation, partner) => {
          const parts = everyPlace.filter(
            (place) =>
              (operation ?? place.operation) === place.operation &&
              (partner ?? place.partner) === place.partner,
          );
          const inParts = parts.map((place) => mayIn(asker, right, place));
          assert.equal(mayWithin(asker, right, { operation, partner }), inParts.includes(true));
          if (mayIn(asker, right, { operation, partner })) assert.ok(!inParts.includes(false));
          if (inParts.includes(true)) assert.ok(mayAnywhere(asker, right));
        },
      ),
    );
  });

  test("the list of places says the same", () => {
    fc.assert(
      fc.property(anybody, anyRight, fc.constantFrom(...everyPlace), (asker, right, place) => {
        const scope = scopeOf(asker, right);
        const listed =
          scope === "everywhere" ||
          scope.some(
            ({ operation, partner }) =>
              (operation ?? place.operation) === place.operation &&
              (partner ?? place.partner) === place.partner,
          );
        assert.equal(listed, mayIn(asker, right, place));
      }),
    );
  });

  test("a right for two partners is no right for an operation's every partner", () => {
    const both = who(
      { partner: "north", rights: ["records:read"] },
      { partner: "south", rights: ["records:read"] },
    );
    assert.equal(mayIn(both, "records:read", { operation: "guidance" }), false);
    assert.equal(mayWithin(both, "records:read", { operation: "guidance" }), true);
  });
});

describe("the condition of a query", () => {
  const columns = { operation: "o", partner: "p" };

  test("asks nothing of who reads everywhere, and lets nobody else through without a right", () => {
    assert.deepEqual(scopeSql(who({ rights: ["records:read"] }), "records:read", columns, 1), {
      text: "true",
      values: [],
    });
    assert.deepEqual(scopeSql(who({ rights: ["figures:read"] }), "records:read", columns, 1), {
      text: "false",
      values: [],
    });
  });

  test("numbers its parameters from where the query's own end", () => {
    const asker = who(
      { partner: "north", rights: ["records:read"] },
      { partner: "east", rights: ["records:read"] },
      { operation: "guidance", rights: ["records:read"] },
      { operation: "first_step", partner: "south", rights: ["records:read"] },
    );
    const { text, values } = scopeSql(asker, "records:read", columns, 3);
    assert.equal(
      text,
      "(p = any ($3::text[]) or o = $4 or (o, p) in (select * from unnest($5::text[], $6::text[])))",
    );
    assert.deepEqual(values, [["north", "east"], "guidance", ["first_step"], ["south"]]);
  });

  test("where rows have no partner, only who reads all partners' gets any", () => {
    const asker = who({ partner: "north", rights: ["records:read"] });
    assert.equal(scopeSql(asker, "records:read", { operation: "o" }, 1).text, "false");
  });
});

describe("the guards", () => {
  const asker = who({ partner: "north", rights: ["records:read", "people:manage"] });
  const elsewhere = { operation: "guidance", partner: "south" };

  test("stand in the way", () => {
    assert.equal(guards.right(asker, "report:publish"), false);
    assert.equal(guards.right(asker, "records:read", elsewhere), false);
    assert.equal(guards.record(asker, "records:read", elsewhere), false);
    assert.equal(guards.listing(asker, "records:read", { operation: "o", partner: "p" }, 1).values.length, 1);
    assert.equal(guards.identity(asker, { partner: "north" }), false);
    assert.equal(guards.special(asker, { partner: "north" }), false);
    assert.equal(guards.people(asker, { scope: "partner", partner: "south" }), false);
    assert.equal(guards.people(asker, { scope: "programme", partner: "north" }), false);
  });

  test("let through what is the asker's", () => {
    assert.equal(guards.right(asker, "records:read"), true);
    assert.equal(guards.right(asker, "records:read", { operation: "guidance" }), true);
    assert.equal(guards.record(asker, "records:read", { operation: "guidance", partner: "north" }), true);
    assert.equal(guards.people(asker, { scope: "partner", partner: "north" }), true);
  });

  test("each can be taken away, and only that one", () => {
    const opened: Record<(typeof guardNames)[number], (taken: typeof guards) => boolean> = {
      right: (taken) => taken.right(asker, "report:publish"),
      address: (taken) => taken.right(asker, "records:read", elsewhere),
      record: (taken) => taken.record(asker, "records:read", elsewhere),
      listing: (taken) =>
        taken.listing(asker, "records:read", { operation: "o", partner: "p" }, 1).text === "true",
      room: (taken) =>
        taken.room(asker, { id: "cases", isRoom: true }, { operation: "o", record: "r" }, 1).text === "true",
      identity: (taken) => taken.identity(asker, { partner: "north" }),
      special: (taken) => taken.special(asker, { partner: "north" }),
      people: (taken) => taken.people(asker, { scope: "partner", partner: "south" }),
    };
    for (const name of guardNames)
      for (const other of guardNames)
        assert.equal(
          opened[other](withoutGuard(name)),
          other === name || (name === "right" && other === "address"),
          `${other} without ${name}`,
        );
  });
});
