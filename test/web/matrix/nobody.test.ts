import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { tinyProgramme } from "../../programme/tinyProgramme.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";
import { type AskerName, askerNames, makeAskers, nothing } from "./askers.ts";
import { declared } from "./declared.ts";
import { wrongKeys } from "./keys.ts";
import {
  aboutOf,
  type Ask,
  asking,
  each,
  ghostOf,
  type MatrixWorld,
  openMatrixWorld,
  routeOf,
  targetsOf,
  withoutNumbers,
} from "./matrix.ts";
import { marksIn } from "./places.ts";
import { type About, samples } from "./samples.ts";

let world: MatrixWorld;
let other: World;
let ask: Ask;
let stranger: TestAccount;
let strangersToken: TestAccount;

before(async () => {
  world = await openMatrixWorld({ published: true });
  ask = asking(world.world.house);
  // Another programme's house, in another database.
  other = await openWorld({ programme: tinyProgramme(), operations: [] });
  stranger = await other.account({ role: "director", name: "Essai Direction" });
  strangersToken = await other.account({ role: "guide", partner: "north_workshop", kind: "token" });
});
after(async () => {
  await world.world.close();
  await other.close();
});

/** Asks every route as somebody who has no right here, and returns what is not as declared. */
const faultsOf = async (
  who: string,
  account: Pick<TestAccount, "headers"> | undefined,
  asker: AskerName | undefined,
  column: "nobody" | "bare",
): Promise<string[]> => {
  const cells = Object.entries(declared).flatMap(([route, line]) =>
    // Whoever lost a right asks about what was theirs a second ago.
    (asker ? (["own"] as const) : targetsOf(line)).map((target) => ({ route, line, target })),
  );
  const found = await each(cells, async ({ route, line, target }) => {
    const about = {
      ...aboutOf(world, asker && world.askers.get(asker), target),
      keys: wrongKeys(),
    };
    const sample = samples[route]?.(about);
    assert.ok(sample);
    const { status, text } = await ask(routeOf(route), sample, account);
    const asked = marksIn(JSON.stringify(sample));
    const leaks = [...marksIn(text)].filter((mark) => !asked.has(mark));
    const name = `${who} · ${route} · ${target}`;
    return [
      ...(status === line[column] ? [] : [`${name}: is ${status}, declared ${line[column]}`]),
      ...(leaks.length === 0 ? [] : [`${name}: leaks ${leaks.join(", ")}`]),
    ];
  });
  asked += cells.length;
  return found.flat();
};
let asked = 0;

test("nobody signed in: only what is public, and no mark in it", async (t) => {
  assert.deepEqual(await faultsOf("nobody", undefined, undefined, "nobody"), []);
  t.diagnostic(`${asked} cells`);
});

test("another programme's session and token are nobody's here", async () => {
  const faults = [
    ...(await faultsOf("stranger", stranger, undefined, "nobody")),
    ...(await faultsOf("stranger's token", strangersToken, undefined, "nobody")),
    ...(await faultsOf("no session", { headers: { cookie: "jalon=nobody" } }, undefined, "nobody")),
  ];
  assert.deepEqual(faults, []);
});

test("another programme's numbers are those of nothing here", async (t) => {
  const place = { ...world.own.place, operation: "guidance", partner: "north_workshop" };
  const head = await other.account({ role: "workshop_head", partner: "north_workshop" });
  const draft = randomUUID();
  const made = await other.app.request(`/api/drafts/${draft}`, {
    method: "PUT",
    headers: { ...head.headers, "content-type": "application/json" },
    body: JSON.stringify({ ...place, edits: [{ seq: 1, field: "last_name", text: "Exemple" }] }),
  });
  assert.equal(made.status, 200, await made.text());
  const theirs: About = {
    ...ghostOf({
      ...world.own,
      person: head.id,
      mine: { ...nothing(), draft },
      asker: undefined,
      keys: wrongKeys(),
      fresh: randomUUID(),
      numbers: "",
    }),
    place,
    person: head.id,
    mine: { ...nothing(), draft },
  };
  const nowhere = { ...place, operation: "nowhere", partner: "no_one" };
  const cells = Object.entries(declared)
    .filter(([, { about }]) => about !== "whole")
    .flatMap(([route]) => askerNames.map((asker) => ({ route, asker })));
  const faults = await each(cells, async ({ route, asker }) => {
    const somebody = world.askers.get(asker);
    const there = { ...theirs, asker: somebody };
    const gone = { ...ghostOf(there), place: nowhere };
    const [one, two] = [there, gone].map((about) => samples[route]?.(about));
    assert.ok(one && two);
    const answered = await ask(routeOf(route), one, somebody?.account);
    const about = await ask(routeOf(route), two, somebody?.account);
    const plain = (text: string) => text.replaceAll(/guidance|nowhere|north_workshop|no_one/g, "(place)");
    const same = plain(withoutNumbers(answered, there)) === plain(withoutNumbers(about, gone));
    return same
      ? []
      : [`${route} · ${asker}: ${answered.status} ${answered.text.slice(-300)} — ${about.text.slice(-300)}`];
  });
  t.diagnostic(`${cells.length} cells`);
  assert.deepEqual(faults.flat(), []);
});

/** Ends something of everybody's, asks as everybody, and puts it back where that can be done. */
const ended = async (
  what: string,
  column: "nobody" | "bare",
  end: string,
  putBack?: string,
): Promise<string[]> => {
  const { pool } = world.world;
  const accounts = [...world.askers.values()].map(({ account }) => account.id);
  await pool.query(end, [accounts]);
  const faults: string[] = [];
  for (const [asker, { account }] of world.askers)
    faults.push(...(await faultsOf(`${asker}, ${what}`, account, asker, column)));
  if (putBack !== undefined) await pool.query(putBack, [accounts]);
  return faults;
};

test("whose session ended, or whose account was closed, a second ago is nobody", async () => {
  const sessions = "update access.session set ended_at =";
  const accounts = "update access.account set closed_at =";
  assert.deepEqual(
    [
      ...(await ended(
        "session ended",
        "nobody",
        `${sessions} now() where account = any ($1)`,
        `${sessions} null where account = any ($1)`,
      )),
      ...(await ended(
        "account closed",
        "nobody",
        `${accounts} now() where id = any ($1)`,
        `${accounts} null where id = any ($1)`,
      )),
    ],
    [],
  );
});

test("whose roles ended a second ago may do what needs none", async () => {
  const end = `update access."grant" set ended_at = now() where account = any ($1) and ended_at is null`;
  assert.deepEqual(await ended("roles ended", "bare", end), []);
});

test("whom somebody removed a second ago is nobody", async () => {
  const administrator = await world.world.account({ role: "administrator", name: "Essai Administration" });
  world = { ...world, askers: await makeAskers(world.world) };
  for (const { account } of world.askers.values()) {
    const response = await world.world.app.request(`/api/people/${account.id}/remove`, {
      method: "POST",
      headers: { ...administrator.headers, "content-type": "application/json" },
      body: JSON.stringify({ confirmed: true }),
    });
    assert.equal(response.status, 200, await response.text());
  }
  const faults: string[] = [];
  for (const [asker, { account }] of world.askers)
    faults.push(...(await faultsOf(`${asker}, removed`, account, asker, "nobody")));
  assert.deepEqual(faults, []);
});
