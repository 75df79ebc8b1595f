import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { type Filter, type ListView, queryOfView, viewOfQuery } from "./view.ts";

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,12}$/);
const code = fc.oneof(fc.constant(""), fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,8}$/));
const day = fc.stringMatching(/^20[0-9]{2}-0[1-9]-[12][0-9]$/);
const number = fc.oneof(fc.integer().map(String), fc.stringMatching(/^-?[0-9]{1,5}\.[0-9]{1,2}$/));
const bound = fc.oneof(day, number);

const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc
    .record({ field: name, in: fc.array(code, { minLength: 1, maxLength: 4 }) })
    // Alone, "not answered" is told as such.
    .filter((each) => each.in.length > 1 || each.in[0] !== ""),
  fc.record({ field: name, from: bound, until: bound }),
  fc.record({ field: name, from: bound }),
  fc.record({ field: name, until: bound }),
  fc.record({ field: name, contains: fc.string({ minLength: 1, maxLength: 12 }) }),
  fc.record({ field: name, answered: fc.boolean() }),
);

const view: fc.Arbitrary<ListView> = fc.record({
  filters: fc.array(filter, { maxLength: 4 }),
  sort: fc.option(fc.record({ field: name, descending: fc.boolean() }), { nil: undefined }),
  columns: fc.option(fc.array(name, { minLength: 1, maxLength: 4 }), { nil: undefined }),
  page: fc.integer({ min: 1, max: 10_000 }),
});

test("the address of a view gives the same view back, whatever it asks", () => {
  fc.assert(
    fc.property(view, (asked) => {
      const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
      const address = String(queryOfView(asked));
      assert.deepEqual(plain(viewOfQuery(new URLSearchParams(address))), plain(asked));
    }),
  );
});

test("what is wished of a column with personal data is in no address", () => {
  const asked: ListView = {
    filters: [
      { field: "last_name", contains: "exemple" },
      { field: "gender", in: ["woman"] },
    ],
    sort: { field: "last_name", descending: false },
    columns: ["last_name"],
    page: 2,
  };
  const address = String(queryOfView(asked, (field) => field === "last_name"));
  assert.equal(address, "filter=gender%3Awoman&sort=last_name&columns=last_name&page=2");
});

test("an address that says nonsense asks for the plain list, not for an error", () => {
  const { filters, page, sort } = viewOfQuery(
    new URLSearchParams("filter=&filter=%3A&filter=x&filter=town:~&filter=n:..&page=-3&sort="),
  );
  assert.deepEqual({ filters, page, sort }, { filters: [], page: 1, sort: undefined });
});
