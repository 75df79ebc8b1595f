import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { sweepDocuments } from "../../src/document/bytes.ts";
import { fixDocuments } from "../../src/document/documents.ts";
import { languages } from "../../src/language.ts";
import { actAsOwner } from "../../src/ledger/forTests.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let manager: TestAccount;
let neighbour: TestAccount;
let worker: TestAccount;
let officer: TestAccount;
let auditor: TestAccount;
let about: string;
let theirs: string;

const place = { operation: "neets", partner: "neet_rue_des_possibles" };
const elsewhere = { operation: "neets", partner: "neet_het_kompashuis" };

before(async () => {
  world = await openWorld({ operations: [] });
  manager = await world.account({ role: "partner_manager", partner: place.partner });
  neighbour = await world.account({ role: "partner_manager", partner: elsewhere.partner });
  worker = await world.account({ role: "case_worker", partner: place.partner });
  officer = await world.account({ role: "programme_officer" });
  auditor = await world.account({ role: "auditor" });
  about = await agreement("NEETS-1", place);
  theirs = await agreement("NEETS-2", elsewhere);
});
after(() => world.close());

/** Something that documents can be attached to. */
const agreement = (number: string, { operation, partner }: typeof place, internal = false): Promise<string> =>
  actAsOwner(world.pool, async (client, act) => {
    const { rows } = await client.query<{ id: number }>(
      `insert into agreement.agreement (number, operation, partner, internal, starts, ends, made_by, change)
       values ($1, $2, $3, $5, '2020-01-01', '2020-12-31', 'test', $4) returning id`,
      [number, operation, partner, act.change, internal],
    );
    const id = rows[0]?.id ?? 0;
    await act.note("agreement.agreement", id);
    return `agreement:${id}`;
  });

type Sent = Readonly<{
  name?: string;
  bytes?: string | Uint8Array<ArrayBuffer>;
  about?: string;
  kind?: string;
  language?: string;
}>;

const send = async (account: TestAccount, sent: Sent = {}): Promise<Response> =>
  world.app.request(
    `/api/documents?${new URLSearchParams({ about: sent.about ?? about, kind: sent.kind ?? "other" })}`,
    {
      method: "POST",
      headers: {
        ...account.headers,
        "content-type": "application/octet-stream",
        "x-file-name": encodeURIComponent(sent.name ?? "décision.pdf"),
        "accept-language": sent.language ?? "fr",
      },
      body: sent.bytes ?? "%PDF-1.7 une décision",
    },
  );
const ask = async (account: TestAccount, path: string, method = "GET"): Promise<Response> =>
  world.app.request(path, { method, headers: account.headers });
type View = { id: number; name: string; type: string; bytes: number; fixed: boolean };
const kept = async (sent: Sent = {}, account = manager): Promise<View> => {
  const response = await send(account, sent);
  assert.equal(response.status, 201, await response.clone().text());
  return (await response.json()) as View;
};
const lying = (): string[] => readdirSync(join(world.folder, "documents")).toSorted();
const hashOf = (bytes: string) => createHash("sha256").update(bytes).digest("hex");

describe("a document that is attached", () => {
  test("lies under its hash, readable by the server alone, and comes back byte for byte", async () => {
    const bytes = "%PDF-1.7 celle-ci";
    const { id, name, type } = await kept({ bytes, name: "Décision d'octroi (2020).pdf" });
    assert.deepEqual([name, type], ["Décision d'octroi (2020).pdf", "pdf"]);
    const path = join(world.folder, "documents", hashOf(bytes));
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const response = await ask(auditor, `/api/documents/${id}`);
    assert.equal(await response.text(), bytes);
    assert.equal(response.headers.get("content-type"), "application/pdf");
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.equal(
      response.headers.get("content-disposition"),
      "attachment; filename*=UTF-8''D%C3%A9cision%20d%27octroi%20%282020%29.pdf",
    );
    const { rows } = await world.pool.query<{ account: string }>(
      "select account from document.download where file = $1",
      [id],
    );
    assert.deepEqual(rows, [{ account: auditor.id }]);
  });

  test("is called by the last part of its name, with the ending that its content has", async () => {
    for (const [name, called, saved] of [
      ["../../../etc/passwd", "passwd", "passwd.pdf"],
      ["..\\..\\contrat.docm", "contrat.docm", "contrat.docm.pdf"],
      ['a"\r\nset-cookie: x=1.pdf', 'a"set-cookie: x=1.pdf', "a%22set-cookie%3A%20x%3D1.pdf"],
      ["\u202Efdp.exe", "fdp.exe", "fdp.exe.pdf"],
      ["", "fichier", "fichier.pdf"],
    ] as const) {
      const view = await kept({ name });
      assert.equal(view.name, called);
      const response = await ask(manager, `/api/documents/${view.id}`);
      assert.equal(response.headers.get("content-disposition"), `attachment; filename*=UTF-8''${saved}`);
      assert.equal(response.headers.get("set-cookie"), null);
      await response.arrayBuffer();
    }
    assert.ok(lying().every((name) => /^[0-9a-f]{64}$/.test(name)));
  });

  test("is told by its content, not by its name; refused, its name is told in the asker's language", async () => {
    const before = lying();
    const bad = [
      ["photo.pdf", "<html><script>alert(1)</script>", "document_not_taken", 422],
      ["macro.xlsx", "PK\u0003\u0004", "document_not_taken", 422],
      ["vide.pdf", "", "document_empty", 422],
      ["film.pdf", new Uint8Array(21 * 1024 * 1024).fill(37), "document_too_large", 413],
    ] as const;
    for (const [name, bytes, code, status] of bad)
      for (const language of languages) {
        const response = await send(manager, { name, bytes, language });
        const problem = (await response.json()) as { code: string; detail: string };
        assert.deepEqual([response.status, problem.code], [status, code], name);
        assert.ok(JSON.stringify(problem).includes(name), JSON.stringify(problem));
      }
    assert.deepEqual(lying(), before);
    assert.equal((await send(manager, { kind: "no_such_kind" })).status, 422);
  });

  test("is seen and attached where its partner's money is, by those who read or declare it, and by nobody else", async () => {
    const { id } = await kept({ name: "liste.pdf" });
    for (const [account, status] of [
      [manager, 200],
      [officer, 200],
      [auditor, 200],
      [neighbour, 404],
      [worker, 403],
    ] as const) {
      assert.equal((await ask(account, `/api/documents?about=${about}`)).status, status, account.role);
      const response = await ask(account, `/api/documents/${id}`);
      assert.equal(response.status, status, account.role);
      await response.arrayBuffer();
    }
    for (const [account, status] of [
      [officer, 201],
      [auditor, 403],
      [neighbour, 404],
      [worker, 403],
    ] as const)
      assert.equal((await send(account)).status, status, account.role);
    for (const [account, status] of [
      [auditor, 403],
      [neighbour, 404],
      [worker, 403],
    ] as const)
      assert.equal((await ask(account, `/api/documents/${id}`, "DELETE")).status, status, account.role);
    for (const wrong of [
      "agreement:999999",
      "agreement",
      "pg_class:1",
      "agreement:1 or true",
      "declaration:1:../x",
    ])
      assert.equal((await send(manager, { about: wrong })).status, 404, wrong);
    assert.equal((await ask(manager, `/api/documents?about=${theirs}`)).status, 404);
    for (const wrong of ["..%2F..%2Fsecret", "0", "-1", "1e3", "99999999999999999999"])
      assert.equal((await ask(manager, `/api/documents/${wrong}`)).status, 404, wrong);
  });

  test("is attached by whoever heads a service to what is the service's own, not to its partners'", async () => {
    const head = await world.account({ role: "service_head", operation: place.operation });
    assert.equal((await ask(head, `/api/documents?about=${about}`)).status, 200);
    assert.equal((await send(head)).status, 403);
    const internal = await agreement("NEETS-INT", place, true);
    assert.equal((await send(head, { about: internal })).status, 201);
  });

  test("of a part is listed with the whole, and not with another thing whose number begins alike", async () => {
    await kept({ about: `${about}:staff`, name: "fiche.pdf" });
    const names = async (of: string) =>
      (
        (await (await ask(manager, `/api/documents?about=${of}`)).json()) as { documents: View[] }
      ).documents.map(({ name }) => name);
    assert.ok((await names(about)).includes("fiche.pdf"));
    assert.deepEqual(await names(`${about}:staff`), ["fiche.pdf"]);
    await assert.rejects(world.pool.query("delete from document.file"), /not deleted/);
    await assert.rejects(world.pool.query("update document.file set name = 'x'"), /stays as it came/);
  });
});

describe("a document that is taken out", () => {
  test("is gone for everybody, and its bytes stay as long as another document has them", async () => {
    const bytes = "%PDF-1.7 deux fois";
    const first = await kept({ bytes, name: "une.pdf" });
    const second = await kept({ bytes, name: "deux.pdf" });
    assert.equal((await ask(manager, `/api/documents/${first.id}`, "DELETE")).status, 200);
    assert.equal((await ask(manager, `/api/documents/${first.id}`, "DELETE")).status, 404);
    assert.equal((await ask(auditor, `/api/documents/${first.id}`)).status, 404);
    const path = join(world.folder, "documents", hashOf(bytes));
    const later = async () => {
      const client = await world.pool.connect();
      await client.query("set session_replication_role = replica");
      await client.query(
        "update document.file set removed_at = removed_at - interval '40 days' where removed_at is not null",
      );
      client.release(true);
      await sweepDocuments({ pool: world.pool, dataFolder: world.folder });
    };
    await later();
    const still = await ask(auditor, `/api/documents/${second.id}`);
    assert.equal(await still.text(), bytes);
    assert.equal((await ask(manager, `/api/documents/${second.id}`, "DELETE")).status, 200);
    await sweepDocuments({ pool: world.pool, dataFolder: world.folder });
    assert.ok(existsSync(path));
    await later();
    assert.equal(existsSync(path), false);
  });

  test("is none where what it is about was submitted", async () => {
    const own = await agreement("NEETS-3", place);
    const view = await kept({ about: own });
    await actAsOwner(world.pool, (client, act) => fixDocuments(client, act, own));
    const response = await ask(manager, `/api/documents/${view.id}`, "DELETE");
    assert.equal(response.status, 409);
    assert.equal(((await response.json()) as { code: string }).code, "document_fixed");
    await assert.rejects(
      world.pool.query("update document.file set removed_at = now() where id = $1", [view.id]),
      /stays as it came/,
    );
  });

  test("whatever was attached and taken out stands in the trail, file names as hashes", async () => {
    const { rows } = await world.pool.query<{ kind: string; name: string }>(
      `select kind, after::jsonb ->> 'name' as name from trail.entry where register = 'document.file'`,
    );
    assert.ok(rows.some(({ kind }) => kind === "added") && rows.some(({ kind }) => kind === "changed"));
    for (const { name } of rows) assert.match(name, /^[0-9a-f]{64}$/);
    const altered = (await verifyTrail(world.pool)).breaks;
    // Those that the test made older behind the trail's back.
    assert.deepEqual(
      [...new Set(altered.map(({ record, problem }) => `${record?.register} ${problem}`))],
      ["document.file altered_record"],
    );
  });
});
