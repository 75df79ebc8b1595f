import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import type { Signed } from "../access/forTests.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { type ListStore, listStore } from "./forTests.ts";
import { prepareLists } from "./indexes.ts";
import { deleteView, savedViews, saveView, suggestedViews } from "./saved-views.ts";
import { viewOfQuery } from "./view.ts";

const programme = tinyProgramme();
const register = registerOf(programme, "participants");

let store: ListStore;
let one: Signed;
let other: Signed;

before(async () => {
  store = await listStore(programme);
  one = await store.signIn("Essai 1", { role: "guide", partner: "north_workshop" });
  other = await store.signIn("Essai 2", { role: "guide", partner: "north_workshop" });
});
after(() => store.close());

const views = (signed: Signed) =>
  store.as(signed, register, {}, (client) => savedViews(client, register.id, undefined));

const save = (signed: Signed, name: string, query: string) =>
  store.as(signed, register, {}, (client) =>
    saveView(client, programme, { register: register.id, operation: undefined, name, query }),
  );

test("a list is kept under a name for its account alone, and what it asks of persons is left out", async () => {
  await save(one, "Femmes", "filter=gender:woman&filter=last_name:~dupont&sort=-entry_date&page=4");
  const [view] = await views(one);
  assert.equal(view?.name, "Femmes");
  assert.equal(view.query, "filter=gender%3Awoman&sort=-entry_date");
  assert.deepEqual(await views(other), []);
  const taken = await store.as(other, register, {}, (client) => deleteView(client, view.view));
  assert.equal(taken, false, "nobody deletes another's");
  await save(one, "Femmes", "filter=gender:man");
  const replaced = await views(one);
  assert.deepEqual(
    replaced.map(({ query }) => query),
    ["filter=gender%3Aman"],
    "the same name is the same list",
  );
  const deleted = await store.as(one, register, {}, (client) => deleteView(client, view.view));
  assert.equal(deleted, true);
  assert.deepEqual(await views(one), []);
});

test("every list that a definition suggests can be asked for", async () => {
  for (const each of programme.registers.values())
    for (const { query } of suggestedViews(each)) {
      const { filters } = viewOfQuery(new URLSearchParams(query));
      assert.equal(filters.length, 1, query);
      const page = await store.list(one, each, { filters });
      assert.equal(page.total, 0);
    }
});

const indexNames = async () => {
  const { rows } = await store.pool.query<{ name: string }>(
    "select indexname as name from pg_indexes where indexname ~ '_list_' order by 1",
  );
  return rows.map(({ name }) => name);
};

test("preparing lists again changes nothing; another definition leaves no index of the old one behind", async () => {
  const before = await indexNames();
  assert.ok(before.length > 5);
  await prepareLists(store.pool, programme);
  assert.deepEqual(await indexNames(), before);
  const fewer: Register = {
    ...register,
    rules: register.rules.filter(({ severity }) => severity !== "incomplete"),
  };
  const changed: Pick<Programme, "registers"> = { registers: new Map([[register.id, fewer]]) };
  await prepareLists(store.pool, changed);
  const now = await indexNames();
  assert.deepEqual(
    before.filter((name) => !now.includes(name)).map((name) => name.replace(/_[0-9a-f]{8}$/, "")),
    ["participants_list_incomplete"],
  );
});
