import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { PoolClient } from "pg";
import { participantRow } from "../../test/programme/rows.ts";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import { stream } from "../sample/forTests.ts";
import { anchorsPath, keepAnchors, readAnchors } from "./anchors.ts";
import type { Anchor, TrailBreak } from "./chain.ts";
import { NoTrail, trailLines, verifyExported } from "./export.ts";
import { type Place, tamperings } from "./tamperForTests.ts";
import { verifyTrail } from "./verify.ts";

/** How often the trail is tampered with, a kind of it after the other: JALON_TAMPERINGS=500 does it as often. */
const runs = Number(process.env["JALON_TAMPERINGS"] ?? "75");

let store: TestStore;
let anchors: readonly Anchor[];
let written: readonly string[];
const folder = mkdtempSync(join(tmpdir(), "jalon-anchors-"));

before(async () => {
  store = await testStore();
  // Changes of one to five entries, records that are added and corrected.
  for (let at = 0; at < 8; at++) {
    const first = at * 5 + 1;
    await store.importRows(Array.from({ length: 1 + (at % 5) }, (_, more) => participantRow(first + more)));
    await store.importRows([participantRow(first, { postcode: `10${10 + at}` })]);
  }
  await keepAnchors(store.pool, folder);
  anchors = await readAnchors(anchorsPath(folder));
  written = await exported();
  await store.pool.query(
    "create table saved_change as table trail.change; create table saved_entry as table trail.entry",
  );
});
after(async () => {
  rmSync(folder, { recursive: true });
  await store.close();
});

const exported = async (): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of trailLines(store.pool)) lines.push(line.trimEnd());
  return lines;
};

/** Runs work as somebody with all rights on the database, triggers and foreign keys off. */
const asSuperuser = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await store.pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    return await work(client);
  } finally {
    client.release(true);
  }
};

const restore = () =>
  asSuperuser(async (client) => {
    await client.query(
      `delete from trail.entry; delete from trail.change;
       insert into trail.change select * from saved_change; insert into trail.entry select * from saved_entry`,
    );
  });

/** Whether one of the places told is where it was done. */
const isLocated = (breaks: readonly TrailBreak[], { change, entry }: Place): boolean =>
  breaks.some(
    (each) =>
      (each.change === change ||
        // The next change says that it does not follow this one.
        (each.problem === "broken_chain" && each.change === change + 1) ||
        (each.since !== undefined && each.since < change && change <= each.change)) &&
      (entry === undefined || each.entry === entry),
  );
const told = (breaks: readonly TrailBreak[]) =>
  JSON.stringify(breaks.map(({ change, entry, problem, since }) => [problem, change, entry, since]));

test(`a superuser tampers with the trail ${runs} times: every time found and located, in the store and offline`, async (t) => {
  const count = new Map<string, number>();
  const random = stream(20261124);
  const pick = (limit: number) => Math.min(Math.floor(random() * limit), limit - 1);
  let done = 0;
  for (let run = 0; done < runs; run++) {
    const tampering = tamperings[run % tamperings.length];
    assert.ok(tampering);
    const place = await asSuperuser((client) => tampering.do(client, pick));
    if (!place) {
      await restore();
      continue;
    }
    done++;
    count.set(tampering.name, (count.get(tampering.name) ?? 0) + 1);
    const lines = await exported();
    const where = `${tampering.name} at ${JSON.stringify(place)}`;
    const offline = (await verifyExported(lines, anchors)).breaks;
    assert.ok(isLocated(offline, place), `offline: ${where}: ${told(offline)}`);
    const inStore = (await verifyTrail(store.pool, anchors)).breaks.filter(({ record }) => !record);
    assert.ok(isLocated(inStore, place), `in the store: ${where}: ${told(inStore)}`);
    // What was written on one paper is enough to find it, if not the exact place.
    const paper = anchors.at(-1);
    assert.ok(paper);
    const fromPaper = (await verifyExported(lines, [{ ...paper, hash: paper.hash.slice(0, 32) }])).breaks;
    assert.ok(isLocated(fromPaper, { change: place.change }), `from a paper: ${where}: ${told(fromPaper)}`);
    const alone = (await verifyExported(lines, [])).breaks;
    assert.equal(
      alone.length === 0,
      tampering.onlyOutside === true,
      `without anything: ${where}: ${told(alone)}`,
    );
    await restore();
  }
  assert.ok(runs < tamperings.length || count.size === tamperings.length);
  t.diagnostic(`${done} tamperings of ${count.size} kinds, all found and located`);
  assert.deepEqual((await verifyTrail(store.pool, anchors)).breaks, []);
  assert.deepEqual((await verifyExported(await exported(), anchors)).breaks, []);
});

test("whoever edits the exported file is found: bytes, lines taken out, put in, moved, cut off", async () => {
  const random = stream(7);
  const pick = (limit: number) => Math.min(Math.floor(random() * limit), limit - 1);
  const isFound = async (lines: readonly string[], what: string) => {
    try {
      const { breaks } = await verifyExported(lines, anchors);
      assert.ok(breaks.length > 0, what);
    } catch (error) {
      assert.ok(error instanceof NoTrail, what);
    }
  };
  assert.deepEqual((await verifyExported(written, anchors)).breaks, []);
  for (let run = 0; run < 300; run++) {
    const lines = [...written];
    const at = pick(lines.length);
    const line = lines[at] ?? "";
    const kind = ["byte", "delete", "double", "swap", "cut"][run % 5];
    if (kind === "byte") {
      const bytes = Buffer.from(line);
      const byte = pick(bytes.length);
      bytes[byte] = ((bytes[byte] ?? 0) + 1 + pick(90)) % 127;
      lines[at] = bytes.toString();
    } else if (kind === "delete") lines.splice(at, 1);
    else if (kind === "double") lines.splice(at, 0, line);
    else if (kind === "swap") {
      const other = (at + 1 + pick(lines.length - 1)) % lines.length;
      lines[at] = lines[other] ?? "";
      lines[other] = line;
    } else lines.length = at;
    await isFound(lines, `${kind} of line ${at + 1}`);
  }
});

describe("hashes kept outside", () => {
  test("are added to, once for each change, and a line that was cut short is none", async () => {
    const path = anchorsPath(folder);
    const before = readFileSync(path, "utf8");
    assert.equal(before.trimEnd().split("\n").length, anchors.length);
    assert.deepEqual(await keepAnchors(store.pool, folder), { kept: anchors.at(-1), differsAt: undefined });
    assert.equal(readFileSync(path, "utf8"), before);
    // The machine stopped while the last line was written.
    writeFileSync(path, before.slice(0, -20));
    await keepAnchors(store.pool, folder);
    assert.deepEqual(await readAnchors(path), anchors);
  });

  test("are not added to once the trail is another one", async () => {
    const before = readFileSync(anchorsPath(folder), "utf8");
    const last = anchors.at(-1);
    await asSuperuser(async (client) => {
      await client.query("delete from trail.change where seq = $1", [last?.seq]);
    });
    assert.deepEqual(await keepAnchors(store.pool, folder), { kept: last, differsAt: last?.seq });
    assert.equal(readFileSync(anchorsPath(folder), "utf8"), before);
    await restore();
  });
});
