import assert from "node:assert/strict";
import { DatabaseError } from "pg";
import { signIn, type Signed, tryAs } from "../../src/access/forTests.ts";
import type { ImportOutcome } from "../../src/intake/import.ts";
import { participantRow, workshopRow } from "./rows.ts";
import { testStore, type TestStore } from "./store.ts";

/**
 * A store of the tiny programme with records of two partners in two operations, and somebody signed in for each kind
 * of scope. North keeps four participants (one in the first step), South two; South's are all in the guidance.
 */
export type PeopledStore = Readonly<{
  store: TestStore;
  north: Signed;
  south: Signed;
  northInGuidance: Signed;
  coordinator: Signed;
  inspector: Signed;
  director: Signed;
  nobodyYet: Signed;
  /** Returns how many rows of what follows `from` the session sees. */
  count: (signed: Signed | undefined, from: string) => Promise<unknown>;
}>;

/** Opens it fresh. The caller closes the store. */
export const peopledStore = async (): Promise<PeopledStore> => {
  const store = await testStore();
  const taken = async (outcome: Promise<ImportOutcome>) => assert.equal((await outcome).kind, "imported");
  const young = { birth_date: "01/06/1998", in_training_at_entry: "non" };
  await taken(store.importRows([1, 2, 3].map((number) => participantRow(number))));
  await taken(
    store.importRows(
      [11, 12].map((number) => participantRow(number)),
      { partner: "south_workshop" },
    ),
  );
  await taken(store.importRows([participantRow(21, young)], { operation: "first_step" }));
  await taken(store.importRows([workshopRow(1)], { register: "workshop_hours" }));
  const { pool } = store;
  const inGuidance = { role: "guide", operation: "guidance", partner: "north_workshop" };
  return {
    store,
    north: await signIn(pool, "Guide Nord", { role: "guide", partner: "north_workshop" }),
    south: await signIn(pool, "Guide Sud", { role: "guide", partner: "south_workshop" }),
    northInGuidance: await signIn(pool, "Guide", inGuidance),
    coordinator: await signIn(pool, "Coordination", { role: "coordinator", operation: "guidance" }),
    inspector: await signIn(pool, "Inspection", { role: "inspector" }),
    director: await signIn(pool, "Direction", { role: "director" }),
    nobodyYet: await signIn(pool, "Sans rôle"),
    count: async (signed, from) =>
      (await tryAs(pool, signed, `select count(*) as n from ${from}`)).rows[0]?.["n"],
  };
};

/** Asserts that the database refused: a wall said no. */
export const refused = (work: Promise<unknown>): Promise<void> =>
  assert.rejects(work, (error) => error instanceof DatabaseError && error.code === "42501");
