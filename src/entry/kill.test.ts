import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { openEntryWorld, participantTexts } from "../../test/web/entry-world.ts";
import type { DraftPage, Saved } from "./shapes.ts";

const main = join(import.meta.dirname, "..", "cli", "main.ts");

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
};

test("no acknowledged edit is lost, and none kept twice, when the server is killed while somebody types", async () => {
  const world = await openEntryWorld();
  let server: ChildProcess | undefined;
  try {
    const account = await world.account({
      role: "guide",
      operation: null,
      partner: "north_workshop",
      kind: "token",
    });
    const port = await freePort();
    const start = () =>
      spawn(
        process.execPath,
        [
          main,
          "serve",
          "--data",
          world.folder,
          "--definitions",
          world.programme.folder,
          "--port",
          String(port),
        ],
        {
          env: { ...process.env, DATABASE_URL: String(world.pool.options.connectionString) },
          stdio: "ignore",
        },
      );
    const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { ...account.headers, "content-type": "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(3000),
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      return response.json();
    };
    /** As a browser does: asks again until it is answered. */
    const persist = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      for (let attempt = 0; ; attempt++) {
        try {
          return await ask(method, path, body);
        } catch (error) {
          if (attempt > 300) throw error;
          await pause(30);
        }
      }
    };
    server = start();
    const draft = randomUUID();
    const texts = Object.entries(participantTexts(1));
    const edits = texts.flatMap(([field, text]) =>
      Array.from({ length: text.length }, (_, at) => ({ field, text: text.slice(0, at + 1) })),
    );
    let seq = 0;
    const acknowledged = new Map<string, string>();
    await persist("PUT", `/api/drafts/${draft}`, {
      operation: "guidance",
      register: "participants",
      partner: "north_workshop",
      edits: [],
    });
    for (const [index, edit] of edits.entries()) {
      if (index === 25 || index === 70) {
        // In the middle of a request: whether that one was heard, nobody knows.
        const hanging = ask("PATCH", `/api/drafts/${draft}`, { edits: [{ seq: ++seq, ...edit }] }).catch(
          () => undefined,
        );
        server.kill("SIGKILL");
        await hanging;
        server = start();
      }
      const saved = (await persist("PATCH", `/api/drafts/${draft}`, {
        edits: [{ seq: ++seq, ...edit }],
      })) as Saved;
      assert.ok(saved.seq >= seq);
      acknowledged.set(edit.field, edit.text);
    }
    const page = (await persist("GET", `/api/drafts/${draft}`)) as DraftPage;
    assert.deepEqual(
      Object.fromEntries(page.edits.map(({ field, text }) => [field, text])),
      Object.fromEntries(acknowledged),
    );
    // Kept, killed, asked again: one record.
    const hanging = ask("POST", `/api/drafts/${draft}/keep`, { seq }).catch(() => undefined);
    await pause(20);
    server.kill("SIGKILL");
    await hanging;
    server = start();
    await persist("POST", `/api/drafts/${draft}/keep`, { seq });
    const { rows } = await world.pool.query<{ name: string }>(
      "select last_name as name from identity.participants",
    );
    assert.deepEqual(rows, [{ name: "Exemple1" }]);
    const { rows: changes } = await world.pool.query("select from trail.change");
    assert.equal(changes.length, 1);
  } finally {
    server?.kill("SIGKILL");
    await world.close();
  }
});
