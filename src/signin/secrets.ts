import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Returns a new secret of 256 random bits, as text that can stand in a cookie, a header or behind a # in an address. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Returns the hash under which the store knows a secret: its SHA-256 in hex. The secret itself is kept nowhere. */
export const hashOfSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Returns a key of 256 bits for one purpose, from the secret of the data folder. */
const keyFor = (secret: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(0), `jalon ${purpose}`, 32));

/** Returns the text sealed with AES-256-GCM for one purpose, bound to whom it belongs to. */
export const seal = (text: string, secret: Uint8Array, purpose: string, owner: string): Buffer => {
  const start = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(secret, purpose), start).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([start, cipher.getAuthTag(), sealed]);
};

/** Returns the text again. Raises an error where the key, the purpose or the owner is another, or a bit has changed. */
export const unseal = (sealed: Uint8Array, secret: Uint8Array, purpose: string, owner: string): string => {
  const decipher = createDecipheriv("aes-256-gcm", keyFor(secret, purpose), sealed.subarray(0, 12))
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString("utf8");
};

/** Returns a keyed hash of a text, so that a table may count by e-mail address or network address without holding it. */
export const keyedHash = (text: string, secret: Uint8Array, purpose: string): string =>
  createHmac("sha256", keyFor(secret, purpose)).update(text).digest("base64url");
