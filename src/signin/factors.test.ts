import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOfRecoveryCode, newRecoveryCodes } from "./recovery.ts";
import { hashOfSecret, newSecret, seal, unseal } from "./secrets.ts";
import { codeAt, newTotpSecret, setUpOf, stepOfCode } from "./totp.ts";

const noon = Date.UTC(2026, 10, 23, 12, 0, 5);

test("codes are those of RFC 6238", () => {
  // Appendix B, SHA-1, shortened to six digits; the secret is "12345678901234567890".
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  assert.equal(codeAt(secret, 59_000), "287082");
  assert.equal(codeAt(secret, 1_111_111_109_000), "081804");
  assert.equal(codeAt(secret, 20_000_000_000_000), "353130");
});

test("a code is good one step early or late, and no longer", () => {
  const secret = newTotpSecret();
  const code = codeAt(secret, noon);
  const accepted = (seconds: number) => stepOfCode(secret, code, noon + seconds * 1000, 0) !== undefined;
  assert.deepEqual([-65, -30, 0, 30, 60].map(accepted), [false, true, true, true, false]);
  for (const wrong of ["", "12345", "1234567", "abcdef", `${code}0`]) {
    assert.equal(stepOfCode(secret, wrong, noon, 0), undefined);
  }
  assert.notEqual(stepOfCode(secret, `${code.slice(0, 3)} ${code.slice(3)}`, noon, 0), undefined);
});

test("a code that was used is refused, and so is every code before it", () => {
  const secret = newTotpSecret();
  const step = stepOfCode(secret, codeAt(secret, noon), noon, 0);
  assert.ok(step !== undefined);
  assert.equal(stepOfCode(secret, codeAt(secret, noon), noon, step), undefined);
  assert.equal(stepOfCode(secret, codeAt(secret, noon - 30_000), noon, step), undefined);
  assert.equal(stepOfCode(secret, codeAt(secret, noon + 30_000), noon, step), step + 1);
});

test("the set-up shows the secret as text and as a picture without any style or script of its own", async () => {
  const secret = newTotpSecret();
  const { secret: shown, address, picture } = await setUpOf(secret, "a@b.example", "nl");
  assert.equal(shown.replaceAll(" ", ""), secret);
  assert.match(address, /^otpauth:\/\/totp\/Jalon:a%40b\.example\?issuer=Jalon&secret=/);
  assert.match(picture, /^<svg role="img" aria-label="Code om te scannen/);
  assert.doesNotMatch(picture, /style|script/);
});

test("recovery codes differ, and are read however they are typed", () => {
  const codes = newRecoveryCodes();
  assert.equal(new Set(codes).size, 10);
  const [first = ""] = codes;
  assert.match(first, /^([2-9A-HJKMNP-Z]{4}-){5}[2-9A-HJKMNP-Z]{4}$/);
  assert.equal(hashOfRecoveryCode(first), hashOfRecoveryCode(` ${first.toLowerCase().replaceAll("-", " ")}`));
});

test("what is sealed opens only with its key, for its purpose and its owner, unchanged", () => {
  const key = new Uint8Array(32).fill(7);
  const sealed = seal("a text", key, "second factor", "account 1");
  assert.equal(unseal(sealed, key, "second factor", "account 1"), "a text");
  assert.ok(!sealed.includes("a text"));
  assert.throws(() => unseal(sealed, new Uint8Array(32), "second factor", "account 1"));
  assert.throws(() => unseal(sealed, key, "mail", "account 1"));
  assert.throws(() => unseal(sealed, key, "second factor", "account 2"));
  const changed = Buffer.from(sealed);
  changed[30] = (changed[30] ?? 0) ^ 1;
  assert.throws(() => unseal(changed, key, "second factor", "account 1"));
});

test("secrets hold 256 random bits", () => {
  assert.equal(Buffer.from(newSecret(), "base64url").length, 32);
  assert.notEqual(newSecret(), newSecret());
  assert.match(hashOfSecret("x"), /^[0-9a-f]{64}$/);
});
