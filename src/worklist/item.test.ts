import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, type Item, standingOf } from "./item.ts";

const today = "2026-11-23";

const item = (id: string, bent: Partial<Item> = {}): Item => ({
  id,
  kind: "deadline",
  turn: "yours",
  label: null,
  operation: "paths",
  partner: "alpha",
  register: "people",
  count: 1,
  overdue: 0,
  since: null,
  due: null,
  href: "",
  details: {},
  ...bent,
});

test("what is due today is not late, and is late the day after", () => {
  assert.equal(standingOf({ due: "2026-11-23" }, today), "today");
  assert.equal(standingOf({ due: "2026-11-22" }, today), "overdue");
});

test("a fortnight ahead is soon, a day more is later", () => {
  assert.equal(standingOf({ due: "2026-12-07" }, today), "soon");
  assert.equal(standingOf({ due: "2026-12-08" }, today), "later");
});

test("what has no day is undated", () => {
  assert.equal(standingOf({ due: null }, today), "undated");
});

test("the longest overdue comes first, then by the day due, then what has none", () => {
  const ordered = inOrder([
    item("undated"),
    item("in december", { due: "2026-12-04" }),
    item("a year late", { due: "2025-11-23" }),
    item("a day late", { due: "2026-11-22" }),
  ]);
  assert.deepEqual(
    ordered.map(({ id }) => id),
    ["a year late", "a day late", "in december", "undated"],
  );
});

test("what the asker is to do comes before what they follow, however late that is", () => {
  const ordered = inOrder([
    item("followed", { turn: "watch", due: "2020-01-01" }),
    item("to do", { due: "2027-01-01" }),
  ]);
  assert.deepEqual(
    ordered.map(({ id }) => id),
    ["to do", "followed"],
  );
});

test("of undated things, work that was begun comes first, the longest waiting before the others", () => {
  const ordered = inOrder([
    item("incomplete", { kind: "incomplete", since: "2026-01-01" }),
    item("new draft", { kind: "draft", since: "2026-11-20" }),
    item("old draft", { kind: "draft", since: "2026-10-01" }),
  ]);
  assert.deepEqual(
    ordered.map(({ id }) => id),
    ["old draft", "new draft", "incomplete"],
  );
});
