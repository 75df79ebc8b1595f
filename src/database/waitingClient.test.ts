import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { Pool } from "pg";
import { clientAfter } from "./waitingClient.ts";

/** A message of PostgreSQL's protocol. */
const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

test("a server that dies as it lets somebody in fails what is asked of it, and nothing else", async () => {
  const welcomeAndDie = Buffer.concat([
    message("R", Buffer.alloc(4)),
    message("Z", Buffer.from("I")),
    message(
      "E",
      Buffer.from("SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0"),
    ),
  ]);
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(welcomeAndDie));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const Client = clientAfter(async () => undefined);
  const pool = new Pool({ host: "127.0.0.1", port: address.port, user: "x", database: "x", Client });
  pool.on("error", () => undefined);
  await assert.rejects(pool.query("select 1"));
  await pool.end();
  server.close();
});
