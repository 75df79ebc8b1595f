import assert from "node:assert/strict";
import { test } from "node:test";
import { QueryObserver } from "@tanstack/react-query";
import { openQueries } from "../../web/src/queries.ts";

/** A server whose answers come when they are let go, each saying what was so when it was asked. */
const server = () => {
  let state = "before";
  const waiting: (() => void)[] = [];
  return {
    write: () => {
      state = "after";
    },
    asked: () => waiting.length,
    ask: () => {
      const said = state;
      return new Promise<string>((resolve) => {
        waiting.push(() => resolve(said));
      });
    },
    answer: async (number: number) => {
      waiting[number]?.();
      await new Promise(setImmediate);
    },
  };
};

const key = ["what waits"];

test("an answer asked for before a writing, by a page that is gone, is not taken for what is so after it", async () => {
  const queries = openQueries();
  const { write, ask, answer, asked } = server();
  const options = { queryKey: key, queryFn: ask, staleTime: 60_000 };
  const leave = new QueryObserver(queries, options).subscribe(() => undefined);
  leave();
  write();
  await queries.invalidateQueries({ refetchType: "none" });
  const back = new QueryObserver(queries, options);
  const leaveAgain = back.subscribe(() => undefined);
  assert.equal(asked(), 2);
  await answer(0);
  assert.equal(back.getCurrentResult().data, undefined);
  await answer(1);
  assert.equal(back.getCurrentResult().data, "after");
  leaveAgain();
  queries.clear();
});

test("a page that waits for its first answer while something is written gets the next one, and waits on", async () => {
  for (const refetchType of ["active", "none"] as const) {
    const queries = openQueries();
    const { write, ask, answer, asked } = server();
    const page = new QueryObserver(queries, { queryKey: key, queryFn: ask });
    const leave = page.subscribe(() => undefined);
    write();
    const done = queries.invalidateQueries({ refetchType });
    assert.equal(asked(), 2);
    await answer(0);
    assert.deepEqual(
      [page.getCurrentResult().status, page.getCurrentResult().fetchStatus],
      ["pending", "fetching"],
    );
    await answer(1);
    await done;
    assert.equal(page.getCurrentResult().data, "after");
    leave();
    queries.clear();
  }
});

test("what was told before a writing stays on the page until the next answer, and is asked for again at the next visit", async () => {
  const queries = openQueries();
  const { write, ask, answer, asked } = server();
  const options = { queryKey: key, queryFn: ask, staleTime: 60_000 };
  const page = new QueryObserver(queries, options);
  const leave = page.subscribe(() => undefined);
  await answer(0);
  // Asked again, and not answered yet, when the page is left and something is written.
  page.refetch().catch(() => undefined);
  leave();
  write();
  await queries.invalidateQueries({ refetchType: "none" });
  await answer(1);
  const back = new QueryObserver(queries, options);
  const leaveAgain = back.subscribe(() => undefined);
  assert.equal(back.getCurrentResult().data, "before");
  assert.equal(asked(), 3);
  await answer(2);
  assert.equal(back.getCurrentResult().data, "after");
  leaveAgain();
  queries.clear();
});
