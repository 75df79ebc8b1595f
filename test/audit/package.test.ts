import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openZip, readPart } from "../../src/intake/file/zipRead.ts";
import { readArchive, writeArchive, checksum } from "../../src/audit/archive.ts";
import { NoPackage, verifyPackage } from "../../src/audit/package-verify.ts";
import { type Manifest, manifestText, type Other, sealed } from "../../src/audit/package-form.ts";
import { readableFiles } from "../../src/audit/package-readable.ts";
import { stream } from "../../src/sample/forTests.ts";
import { anchorsPath, keepAnchors, readAnchors } from "../../src/trail/anchors.ts";
import { type Change, changeHash, entriesHash, type Entry, entryHash } from "../../src/trail/chain.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { openMoneyWorld, type MoneyWorld, unitLine } from "../declaration/money-world.ts";
import type { TestAccount } from "../web/world.ts";

const partner = "arae_atelier_emploi_du_parvis";
let world: MoneyWorld;
let auditor: TestAccount;
let controller: TestAccount;
let manager: TestAccount;
let bytes: Buffer;
let sha256: string;
const folder = mkdtempSync(join(tmpdir(), "jalon-package-test-"));
const path = join(folder, "package.zip");

const ask = async (who: TestAccount, method: string, address: string, body?: unknown): Promise<Response> =>
  world.app.request(address, {
    method,
    headers: { ...who.headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const asked = async <T>(who: TestAccount, method: string, address: string, body?: unknown): Promise<T> => {
  const response = await ask(who, method, address, body);
  assert.ok(response.ok, `${method} ${address}: ${response.status} ${await response.clone().text()}`);
  return (await response.json()) as T;
};

const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

before(async () => {
  world = await openMoneyWorld();
  auditor = await world.account({ role: "auditor" });
  controller = await world.account({ role: "controller" });
  manager = await world.account({ role: "partner_manager", partner });
  const agreement = await world.agreement({
    operation: "arae",
    partner,
    lines: [unitLine("people", "arae_participants_begun", "410.00")],
  });
  const days = { from: "2020-01-01", until: "2020-12-31" };
  const { id } = await asked<{ id: number }>(
    manager,
    "POST",
    `/api/agreements/${agreement}/declarations`,
    days,
  );
  const attached = await world.app.request(`/api/documents?about=declaration:${id}&kind=other`, {
    method: "POST",
    headers: { ...manager.headers, "content-type": "application/pdf", "x-file-name": "preuve.pdf" },
    body: pdf,
  });
  const kinds = [...world.programme.costs.documents.keys()];
  if (attached.status === 422) {
    const again = await world.app.request(`/api/documents?about=declaration:${id}&kind=${kinds[0]}`, {
      method: "POST",
      headers: { ...manager.headers, "content-type": "application/pdf", "x-file-name": "preuve.pdf" },
      body: pdf,
    });
    assert.equal(again.status, 201, await again.text());
  }
  const shown = await asked<{ edition: number }>(manager, "GET", `/api/declarations/${id}`);
  const { checks } = await asked<{ checks: { id: string }[] }>(
    manager,
    "GET",
    `/api/declarations/${id}/checks`,
  );
  await asked(manager, "POST", `/api/declarations/${id}/submit`, {
    edition: shown.edition,
    confirmed: checks.map((check) => check.id),
  });
  await keepAnchors(world.pool, world.folder);
  const response = await ask(auditor, "GET", "/api/operations/arae/audit-trail.zip?language=nl");
  assert.equal(response.status, 200, await response.clone().text());
  bytes = Buffer.from(await response.arrayBuffer());
  sha256 = response.headers.get("x-jalon-sha256") ?? "";
  writeFileSync(path, bytes);
});
after(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

/** What is told of a package with these bytes; undefined where it is no package any more. */
const verdictOf = async (changed: Buffer, known = {}) => {
  const other = join(folder, "changed.zip");
  writeFileSync(other, changed);
  return verifyPackage(other, known);
};

describe("the package of an operation", () => {
  test("verifies, against the hashes kept outside and its own too", async () => {
    const anchors = await readAnchors(anchorsPath(world.folder));
    const verdict = await verifyPackage(path, { anchors, sha256 });
    assert.deepEqual(verdict.breaks, []);
    assert.ok(verdict.changes > 0 && verdict.entries > 0 && verdict.documents === 1);
    assert.equal(verdict.manifest?.language, "nl");
    assert.equal(verdict.manifest?.withNames, false);
    assert.equal(verdict.sha256, sha256);
  });

  test("opens with any program for archives, and says in its reader's language what it holds", async () => {
    const zip = await openZip(path);
    const index = zip.entries.get("index.html");
    assert.ok(index);
    const page = await readPart(zip, index);
    assert.match(page, /Controlespoor van de concrete actie arae/);
    assert.match(page, /arae-2019-01-D\d/);
    const ledger = zip.entries.get("ledger.csv");
    assert.ok(ledger);
    assert.match(await readPart(zip, ledger), /;people;declared;\d+\.\d\d;/);
    const records = zip.entries.get("records/participants.csv");
    assert.ok(records);
    const people = await world.pool.query<{ family_name: string }>(
      "select * from identity.participants limit 5",
    );
    const text = bytes.toString("utf8");
    for (const row of people.rows)
      for (const [field, value] of Object.entries(row))
        if (/name/.test(field) && typeof value === "string" && value.length > 4)
          assert.ok(!text.includes(`"${value}"`), field);
  });

  test("is known in the trail with its hash, and to the auditor", async () => {
    const head = await asked<{
      packages: { sha256: string; operation: string }[];
      anchored: { seq: number };
    }>(auditor, "GET", "/api/trail/head");
    assert.deepEqual(
      head.packages.map((each) => [each.operation, each.sha256]),
      [["arae", sha256]],
    );
    assert.ok(head.anchored.seq > 0);
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });

  test("is the auditor's alone; names only where asked for, and that they were read is noted", async () => {
    for (const who of [controller, manager])
      assert.equal((await ask(who, "GET", "/api/operations/arae/audit-trail.zip")).status, 403);
    assert.equal((await ask(auditor, "GET", "/api/operations/nothing/audit-trail.zip")).status, 404);
    const readings = async () =>
      (
        await world.pool.query<{ n: number }>(
          "select count(*)::integer as n from access.reading where purpose = 'export'",
        )
      ).rows[0]?.n ?? 0;
    assert.equal(await readings(), 0);
    const response = await ask(auditor, "GET", "/api/operations/arae/audit-trail.zip?names=true");
    const named = Buffer.from(await response.arrayBuffer());
    const verdict = await verdictOf(named);
    assert.deepEqual(verdict.breaks, []);
    assert.ok(verdict.manifest?.files.some((file) => file.path === "names/participants.csv"));
    assert.equal(await readings(), 1);
  });
});

describe("whoever changes a package is found, and where is said", () => {
  test("a byte anywhere: two hundred and fifty at random, and every byte of the archive's own", async () => {
    const { parts } = await readArchive(path);
    const partAt = (at: number) =>
      parts.find(({ start, bytes: length }) => at >= start && at < start + length)?.path;
    const random = stream(11);
    const places = Array.from({ length: 250 }, () => Math.floor(random() * bytes.length));
    const content = parts.reduce((sum, { bytes: length }) => sum + length, 0);
    const around = Array.from(bytes.keys()).filter((at) => partAt(at) === undefined);
    assert.equal(around.length + content, bytes.length);
    const step = Math.max(1, Math.floor(around.length / 150));
    for (const at of [...places, ...around.filter((_, index) => index % step === 0)]) {
      const changed = Buffer.from(bytes);
      changed[at] = ((changed[at] ?? 0) + 1 + Math.floor(random() * 254)) % 256;
      if (at < 4) {
        await assert.rejects(verdictOf(changed), NoPackage);
        continue;
      }
      const { breaks } = await verdictOf(changed);
      const part = partAt(at);
      assert.ok(breaks.length > 0, `byte ${at} of ${part ?? "the archive"}`);
      if (part !== undefined)
        assert.ok(
          breaks.some(({ file }) => file === part),
          `byte ${at}: ${part}: ${JSON.stringify(breaks)}`,
        );
      else
        assert.ok(
          breaks.some(
            ({ problem }) =>
              problem === "archive_form" ||
              problem === "file_changed" ||
              problem === "file_put_in" ||
              problem === "file_missing",
          ),
          `byte ${at}`,
        );
    }
  });

  /** The archive with its parts changed, its own checksums and list made anew. */
  const rebuilt = async (change: (parts: { path: string; content: Buffer }[]) => void): Promise<Buffer> => {
    const { parts } = await readArchive(path);
    const files = parts.map((part) => ({
      path: part.path,
      content: bytes.subarray(part.start, part.start + part.bytes),
    }));
    change(files);
    const written = files.map((file, at) => {
      const disk = join(folder, `part-${at}`);
      writeFileSync(disk, file.content);
      return { path: file.path, file: disk, bytes: file.content.length, crc: checksum(file.content) };
    });
    const out = join(folder, "rebuilt.zip");
    await writeArchive(out, written);
    return readFileSync(out);
  };
  const problems = async (change: Parameters<typeof rebuilt>[0], known = {}) =>
    (await verdictOf(await rebuilt(change), known)).breaks.map(({ problem, file, at }) =>
      `${problem} ${file ?? ""} ${at}`.trim(),
    );

  test("a file taken out, put in, doubled or moved, with the archive's own list made anew", async () => {
    assert.deepEqual(await problems(() => undefined), []);
    assert.ok(
      (await problems((files) => files.splice(3, 1))).some((each) => each.startsWith("file_missing")),
    );
    assert.deepEqual(await problems((files) => files.push({ path: "more.txt", content: Buffer.from("x") })), [
      "file_put_in more.txt",
    ]);
    const [, second] = (await readArchive(path)).parts;
    assert.deepEqual(
      await problems((files) => files.push({ path: second?.path ?? "", content: Buffer.from("x") })),
      [`file_put_in ${second?.path}`],
    );
    assert.ok(
      (await problems((files) => files.push(...files.splice(1, 2)))).some((each) =>
        each.startsWith("file_moved"),
      ),
    );
  });

  const linesOf = (file: { content: Buffer } | undefined) =>
    (file?.content.toString("utf8") ?? "").trimEnd().split("\n");
  const set = (files: { path: string; content: Buffer }[], name: string, edit: (lines: string[]) => void) => {
    const file = files.find((each) => each.path === name);
    assert.ok(file);
    const lines = linesOf(file);
    edit(lines);
    file.content = Buffer.from(`${lines.join("\n")}\n`);
  };

  test("a change or an entry edited, taken out or moved is told by its number", async () => {
    const has = async (wanted: string, change: Parameters<typeof rebuilt>[0]) => {
      const told = await problems(change);
      assert.ok(told.includes(wanted), `${wanted}: ${JSON.stringify(told)}`);
    };
    await has("missing_change trail/changes.jsonl 2", (files) =>
      set(files, "trail/changes.jsonl", (lines) => lines.splice(1, 1)),
    );
    await has("altered_change trail/changes.jsonl 3", (files) =>
      set(files, "trail/changes.jsonl", (lines) => {
        lines[2] = (lines[2] ?? "").replace('"actor":"', '"actor":"x');
      }),
    );
    const [first = ""] = linesOf({ content: Buffer.from(await entriesText()) });
    const { change, n } = JSON.parse(first) as { change: number; n: number };
    await has(`altered_entry trail/entries.jsonl ${change}.${n}`, (files) =>
      set(files, "trail/entries.jsonl", (lines) => {
        lines[0] = (lines[0] ?? "").replace('"partner":"', '"partner":"x');
      }),
    );
    await has(`missing_entry trail/entries.jsonl ${change}`, (files) =>
      set(files, "trail/entries.jsonl", (lines) => lines.splice(0, 1)),
    );
  });

  const entriesText = async (): Promise<string> => {
    const zip = await openZip(path);
    const entry = zip.entries.get("trail/entries.jsonl");
    assert.ok(entry);
    return readPart(zip, entry);
  };

  test("whoever makes manifest and trail anew, with every hash, is found by what was kept outside alone", async () => {
    let at = 0;
    const forged = await rebuilt((files) => {
      const file = (name: string) => {
        const found = files.find((each) => each.path === name);
        assert.ok(found, name);
        return found;
      };
      const parse = <T>(name: string) =>
        linesOf(file(name)).flatMap((line): T[] => (line === "" ? [] : [JSON.parse(line) as T]));
      const write = (name: string, lines: readonly object[]) => {
        file(name).content = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      };
      // Somebody's postcode, in a record that nothing else was said of since.
      const entries = parse<Entry>("trail/entries.jsonl");
      const edited = entries.findLast(
        ({ register, kind }) => register === "participants" && kind === "added",
      );
      assert.ok(edited);
      at = edited.change;
      const later = entries.map((entry) => {
        if (entry !== edited) return entry;
        const changed = { ...entry, after: (entry.after ?? "").replace(/"postcode": "\d/, '"postcode": "9') };
        return { ...changed, hash: entryHash(changed) };
      });
      const hashes = Map.groupBy([...later, ...parse<Other>("trail/others.jsonl")], ({ change }) => change);
      let previous = "";
      const changes = parse<Change>("trail/changes.jsonl").map((change) => {
        const own = hashes.get(change.seq)?.toSorted((one, other) => one.n - other.n);
        const entriesOf = own ? entriesHash(own.map(({ hash }) => hash)) : change.entries_hash;
        const anew = { ...change, entries_hash: entriesOf, previous_hash: previous };
        previous = changeHash(anew);
        return { ...anew, hash: previous };
      });
      write("trail/entries.jsonl", later);
      write("trail/changes.jsonl", changes);
      const manifest = JSON.parse(file("MANIFEST.json").content.toString()) as Manifest;
      const head = { seq: manifest.head.seq, hash: previous };
      const about = { ...manifest, head };
      const present = new Set(
        files.map(({ path: name }) => name).filter((name) => /^(content|documents|names|trail)\//.test(name)),
      );
      const parts = new Map(
        files
          .filter(({ path: name }) => name.startsWith("trail/parts/"))
          .map((part) => [part.path, part.content.toString().split("\n")]),
      );
      for (const [name, text] of readableFiles({ about, entries: later, parts, present }))
        file(name).content = Buffer.from(text);
      const { seal: _seal, ...rest } = about;
      const listed = rest.files.map((each) => {
        const { content } = file(each.path);
        return {
          path: each.path,
          bytes: content.length,
          sha256: createHash("sha256").update(content).digest("hex"),
        };
      });
      file("MANIFEST.json").content = Buffer.from(manifestText(sealed({ ...rest, files: listed })));
    });
    assert.deepEqual((await verdictOf(forged)).breaks, []);
    const anchors = await readAnchors(anchorsPath(world.folder));
    assert.deepEqual(
      (await verdictOf(forged, { anchors })).breaks.map(({ problem, file, at: where }) => [
        problem,
        file,
        where,
      ]),
      [["rewritten", "trail/changes.jsonl", String(at)]],
    );
    const [paper] = anchors.filter(({ seq }) => seq >= at);
    assert.ok(paper);
    const typed = { anchors: [{ ...paper, hash: paper.hash.slice(0, 32) }] };
    assert.equal((await verdictOf(forged, typed)).breaks.length, 1);
    assert.deepEqual(
      (await verdictOf(forged, { sha256 })).breaks.map(({ problem }) => problem),
      ["other_package"],
    );
  });
});
