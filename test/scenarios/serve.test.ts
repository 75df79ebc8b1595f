import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { jalon } from "../jalon.ts";

test("a port that another program has is told in the asker's language, before anything is made", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const words = ["serve", "--port", String(port), "--data", join(tmpdir(), "jalon-never-made")];
  try {
    const [french, dutch] = await Promise.all([jalon(...words), jalon(...words, "--lang", "nl")]);
    assert.equal(french.code, 1);
    assert.match(french.err, new RegExp(`^Impossible de servir sur 127\\.0\\.0\\.1, port ${port} :`));
    assert.doesNotMatch(french.err, /\n\s+at /);
    assert.match(dutch.err, /^Kan niet bedienen/);
  } finally {
    other.close();
  }
});

test("what is no port is told as a mistake in the command", async () => {
  const run = await jalon("serve", "--port", "huit");
  assert.equal(run.code, 2);
  assert.match(run.err, /--port attend un numéro de port ; trouvé : huit/);
});
