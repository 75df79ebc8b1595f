import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { mergeEdits } from "./merge-edits.ts";

const fields = new Map(
  ["one", "two", "three", "four"].map((id) => [
    id,
    { type: id === "four" ? ("decimal" as const) : ("text" as const) },
  ]),
);

const answer = (id: string): fc.Arbitrary<Value> =>
  id === "four" ? fc.constantFrom(null, "1", "1.0", "1.00", "2.5") : fc.constantFrom(null, "a", "b", "c");
const record: fc.Arbitrary<RecordValues> = fc.record({
  one: answer("one"),
  two: answer("two"),
  three: answer("three"),
  four: answer("four"),
});
const edits: fc.Arbitrary<ReadonlyMap<string, Value>> = fc
  .uniqueArray(fc.constantFrom(...fields.keys()))
  .chain((ids) => fc.tuple(...ids.map((id) => fc.tuple(fc.constant(id), answer(id)))))
  .map((pairs) => new Map(pairs));

const same = (id: string, a: Value | undefined, b: Value | undefined) =>
  id === "four" && a != null && b != null ? Number(a) === Number(b) : (a ?? null) === (b ?? null);

describe("edits laid over what others changed meanwhile", () => {
  test("a field that only I changed says what I typed, one that only they changed says what they typed", () => {
    fc.assert(
      fc.property(record, record, edits, (base, now, mine) => {
        const { answers, theirs, conflicts } = mergeEdits(fields, base, now, mine);
        for (const id of fields.keys()) {
          const iChanged = mine.has(id) && !same(id, mine.get(id), base[id]);
          const theyChanged = !same(id, now[id], base[id]);
          if (iChanged && !theyChanged) assert.ok(same(id, answers[id], mine.get(id)));
          if (!iChanged) assert.ok(same(id, answers[id], now[id]));
          assert.equal(theirs.includes(id), theyChanged && !iChanged);
          assert.equal(conflicts.includes(id), iChanged && theyChanged && !same(id, mine.get(id), now[id]));
        }
      }),
    );
  });

  test("a field in conflict stays as it is until somebody chooses, and then says what was chosen", () => {
    fc.assert(
      fc.property(record, record, edits, fc.boolean(), (base, now, mine, isMine) => {
        const { answers, conflicts } = mergeEdits(fields, base, now, mine);
        for (const id of conflicts) assert.ok(same(id, answers[id], now[id]));
        const choices = Object.fromEntries(
          conflicts.map((id) => [id, isMine ? ("mine" as const) : ("theirs" as const)]),
        );
        const chosen = mergeEdits(fields, base, now, mine, choices);
        assert.deepEqual(chosen.conflicts, []);
        for (const id of conflicts) assert.ok(same(id, chosen.answers[id], isMine ? mine.get(id) : now[id]));
      }),
    );
  });

  test("nobody else changed anything: the record says what was typed, and there is nothing to tell", () => {
    fc.assert(
      fc.property(record, edits, (base, mine) => {
        const { answers, theirs, conflicts } = mergeEdits(fields, base, base, mine);
        assert.deepEqual([theirs, conflicts], [[], []]);
        for (const id of fields.keys())
          assert.ok(same(id, answers[id], mine.has(id) ? mine.get(id) : base[id]));
      }),
    );
  });

  test("two who changed different fields end with the same record, whoever kept first", () => {
    fc.assert(
      fc.property(record, edits, edits, (base, mine, yours) => {
        const apart = new Map([...yours].filter(([id]) => !mine.has(id)));
        const first = mergeEdits(fields, base, mergeEdits(fields, base, base, mine).answers, apart);
        const second = mergeEdits(fields, base, mergeEdits(fields, base, base, apart).answers, mine);
        assert.deepEqual([first.conflicts, second.conflicts], [[], []]);
        for (const id of fields.keys()) assert.ok(same(id, first.answers[id], second.answers[id]));
      }),
    );
  });
});
